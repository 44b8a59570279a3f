/** The session that every command is given: workspace, configuration, user settings, who acts, and today. */
import { type CalendarDate, localDate, parseDate, type Years, years } from '../dates.ts';
import { randomName } from '../digest.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { UnknownEvent } from '../progress/event.ts';
import type { Stamp } from '../progress/stamp.ts';
import { type Config, readConfig } from '../workspace/config.ts';
import { type Verified, verifiedIn } from '../workspace/programs.ts';
import { readSettings, type Settings } from '../workspace/settings.ts';
import { findWorkspace } from '../workspace/workspace.ts';
import { cleanName } from './lookup.ts';

/** The options that every command takes. */
export interface Globals {
  readonly workspace?: string;
  readonly hire?: string;
  readonly as?: string;
  readonly today?: string;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** The events that the command saves are added here, for its `--json`. */
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
}

/** The session of a command that only reads; records and programs that were verified before are not verified again. */
export async function openReading(io: Io, globals: Globals): Promise<Session> {
  return Object.assign(await openSession(io, globals), { verified: verifiedIn(io.dirs.cache) });
}

export async function openSession(io: Io, globals: Globals): Promise<Session> {
  const workspace = findWorkspace(io, globals.workspace);
  const { dirs } = io;
  const config = await readConfig(workspace, dirs.cache);
  return sessionWith(io, globals, { workspace, config, settings: readSettings(dirs.config) });
}

/**
 * The session for a configuration and settings that were already read.
 * @throws UserError for a bad `--today` or `--as`
 */
export function sessionWith(
  io: Io,
  globals: Globals,
  { workspace, config, settings }: Pick<Session, 'workspace' | 'config' | 'settings'>,
): Session {
  return {
    io,
    globals,
    workspace,
    config,
    settings,
    today: globals.today === undefined ? localDate(io.now()) : dateFrom(globals.today, '--today'),
    by: actingPerson(io, globals, settings).name,
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

/**
 * Text → date.
 * @param flag the flag that the text was given with, for the error
 * @throws UserError where the text is not a date, or not within the years
 */
export function dateFrom(text: string, flag: string, { first, last }: Years = years): CalendarDate {
  const written = text.trim();
  const year = Number(/^(\d{4})-\d\d-\d\d$/.exec(written)?.[1]);
  if (year < first || year > last)
    throw new UserError(`${flag}: ${written} is too far away`, `give a date from ${first} to ${last}`);
  const date = parseDate(written);
  if (date) return date;
  throw new UserError(`${flag}: "${text}" is not a date`, 'write it as YYYY-MM-DD, such as 2026-11-23');
}

/** Text → date, as {@link dateFrom}. @throws UserError also for a date after today */
export function pastDateFrom(
  text: string,
  flag: string,
  today: CalendarDate,
  remedy = `give a day up to today, ${today}`,
): CalendarDate {
  const date = dateFrom(text, flag);
  if (date <= today) return date;
  throw new UserError(`${flag}: ${date} is in the future`, remedy);
}

/** The stamp that all events of one command share: instant, date, person and batch. @param on the day it happened on */
export function stampOf(session: Session, on: CalendarDate = session.today): Stamp {
  return { now: session.io.now(), on, by: session.by, batch: randomName(8) };
}
