/** The session that every command is given: workspace, configuration, user settings, who acts, and today. */
import { type CalendarDate, localDate, parseDate, utcDate } from '../dates.ts';
import { randomName } from '../digest.ts';
import { cannot, isUserError, reasonOf, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { watchedBy } from '../long-work.ts';
import { printOutcome } from '../output.ts';
import type { UnknownEvent } from '../progress/event.ts';
import type { Stamp } from '../progress/stamp.ts';
import { unchanged } from '../view/outcome.ts';
import { type Config, emptyConfig, readConfig } from '../workspace/config.ts';
import type { KeptNames } from '../workspace/kept-names.ts';
import { type Verified, verifiedIn } from '../workspace/programs.ts';
import type { NamesBeside, RecordFolder } from '../workspace/records.ts';
import { isBegun, readSettings, type Settings } from '../workspace/settings.ts';
import { findWorkspace } from '../workspace/workspace.ts';
import type { Looked } from './all-runs.ts';
import { dateFrom, echoOf } from './date-argument.ts';
import { cleanName } from './lookup.ts';

/** The options that every command takes. */
export interface Globals {
  readonly workspace?: string;
  readonly hire?: string;
  /** One of several runs of the hire: its short name, or the id of its record. */
  readonly run?: string;
  /** The name of the command, for commands to type instead. */
  readonly command?: string;
  readonly as?: string;
  readonly accessible?: boolean;
  readonly today?: CalendarDate;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** Whether to work out what the command would save, and save nothing. */
  readonly dryRun?: boolean;
  /** The events that the command saves, or would save, are added here, for its `--json`. */
  readonly saved?: UnknownEvent[];
}

export interface Session {
  readonly io: Io;
  readonly globals: Globals;
  readonly workspace: string;
  readonly config: Config;
  readonly settings: Settings;
  readonly today: CalendarDate;
  /** The name of the person who acts. */
  readonly by: string;
  /** Whether the user may be asked: at a terminal, and without `--no-input`. */
  readonly mayAsk: boolean;
  /** The records and programs that were hashed before and needn't be again; set only in a command that only reads. */
  readonly verified?: Verified;
  /** The names in a folder of records, and the copies in it, as they were found last in this run. */
  readonly found: Map<RecordFolder, FoundBefore>;
}

/** What was found in a folder of records. */
interface FoundBefore {
  /** Absent where the folder has fewer than two. */
  readonly names: KeptNames | undefined;
  /** Absent before the folder was listed. */
  readonly beside?: NamesBeside;
  /** For whoever asks next, where it was looked for just now. */
  readonly ready?: Looked;
}

/** The session of a command that only reads; records and programs that were verified before are not verified again. */
export async function openReading(io: Io, globals: Globals): Promise<Session> {
  return Object.assign(await openSession(io, globals), {
    verified: verifiedIn(io.dirs.cache, io.now().getTime()),
  });
}

export async function openSession(io: Io, globals: Globals): Promise<Session> {
  watchedBy(io);
  const workspace = findWorkspace(io, globals.workspace);
  const { dirs } = io;
  const config = await readConfig(workspace, dirs.cache);
  return sessionWith(io, globals, { workspace, config, settings: readSettings(dirs.config) });
}

/** A session that goes on without the configuration where that can't be used. */
export interface TolerantSession extends Session {
  /** Why pm-onboard.yaml can't be used; the configuration is empty then. */
  readonly fault?: string;
}

/** The session of a command that must work where pm-onboard.yaml can't be used: mended settings arrive by `sync`. */
export async function openTolerant(io: Io, globals: Globals): Promise<TolerantSession> {
  const workspace = findWorkspace(io, globals.workspace);
  const settings = readSettings(io.dirs.config);
  try {
    const config = await readConfig(workspace, io.dirs.cache);
    return sessionWith(io, globals, { workspace, config, settings });
  } catch (error) {
    const lines = isUserError(error) ? error.lines.map((line) => line.trim()) : [];
    const fault = [reasonOf(error), ...lines].join(' ');
    return Object.assign(sessionWith(io, globals, { workspace, config: emptyConfig, settings }), { fault });
  }
}

/**
 * The session for a configuration and settings that were already read.
 * @throws UserError for a bad `--as`
 */
export function sessionWith(
  io: Io,
  globals: Globals,
  { workspace, config, settings }: Pick<Session, 'workspace' | 'config' | 'settings'>,
): Session {
  const isOwn = config.program !== undefined && isBegun(workspace, settings, io.dirs.data);
  return {
    io,
    globals,
    workspace,
    config: isOwn ? { ...config, isOwn } : config,
    settings,
    today: globals.today ?? localDate(io.now()),
    by: actingPerson(io, globals, settings).name,
    found: new Map(),
    get mayAsk() {
      return io.interactive && globals.input;
    },
  };
}

/**
 * Who acts: `--as`, else PM_ONBOARD_AS, else the user's setting `me`, else the operating system's user name.
 * @returns the name, and in `from` where it comes from, in words
 */
export function actingPerson(io: Io, globals: Globals, settings: Settings): { name: string; from: string } {
  if (globals.as !== undefined) return { name: cleanName(globals.as, '--as'), from: '--as' };
  const declared = io.env['PM_ONBOARD_AS'];
  if (declared) return { name: cleanName(declared, 'PM_ONBOARD_AS'), from: 'PM_ONBOARD_AS' };
  const [name, from] =
    settings.me === undefined ? [io.userName(), 'the system'] : [settings.me, 'your settings'];
  return { name: name.trim() || 'unknown', from };
}

/** The date of `--today`; weekdays and `+3d` count from the real day. @throws UserError as {@link dateFrom} does */
export function todayFrom(io: Io, text: string): CalendarDate {
  const flag = '--today';
  return readDate(io, text, flag, (typed) =>
    dateFrom(typed, { flag, today: localDate(io.now()), lies: 'either' }),
  );
}

/**
 * The date that a flag gives. A date that wasn't typed in full is said on stderr, before the command does anything with it.
 * @param read text → date; throws a UserError for a text or date that can't be used
 */
export function readDate(
  io: Io,
  text: string,
  flag: string,
  read: (text: string) => CalendarDate,
): CalendarDate {
  const date = read(text);
  const echo = echoOf(text, flag, date);
  if (echo) printOutcome(io, unchanged(echo));
  return date;
}

/** A date that lies behind, read and said as by {@link readDate}. @throws UserError also for a date after today */
export function pastDateFrom(
  { io, today }: Session,
  text: string,
  flag: string,
  remedy = `give a day up to today, ${today}`,
): CalendarDate {
  return readDate(io, text, flag, (typed) => {
    const date = dateFrom(typed, { flag, today, lies: 'behind' });
    if (date <= today) return date;
    throw new UserError(`${flag}: ${date} is in the future`, remedy);
  });
}

/**
 * The stamp that all events of one command share: instant, date, person and batch.
 * @param on the day it happened on
 * @throws UserError as {@link clockOf} does
 */
export function stampOf(session: Session, on: CalendarDate = session.today): Stamp {
  return { now: clockOf(session.io), on, by: session.by, batch: randomName(8) };
}

/** The present instant, to be recorded. @throws UserError (exit 3) where it lies in a year that no record can hold */
export function clockOf({ now }: Pick<Io, 'now'>): Date {
  const instant = now();
  const dates = [localDate(instant), utcDate(instant)];
  if (dates.every(parseDate)) return instant;
  throw cannot(`the clock says ${parseInt(dates[0] ?? '', 10)}`, 'nothing was recorded; set the clock first');
}
