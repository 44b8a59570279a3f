/** What every command is given: the workspace found, its settings, who acts, and today. */
import { type CalendarDate, localDate, parseDate, type Years, years } from '../dates.ts';
import { randomName } from '../digest.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { UnknownEvent } from '../progress/event.ts';
import type { Stamp } from '../progress/stamp.ts';
import { readConfig } from '../workspace/config.ts';
import type { Config } from '../workspace/config-file.ts';
import { findWorkspace } from '../workspace/find.ts';
import { type Known, knownIn } from '../workspace/known.ts';
import { readSettings, type Settings } from '../workspace/settings.ts';
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
  /** Who acts. */
  readonly by: string;
  /** Whether a prompt may be shown. */
  readonly mayAsk: boolean;
  /** Which records and programs were verified before; of a command that only reads. */
  readonly verified?: Known;
}

/** The session of a command that only reads: what was verified before isn't verified again. */
export async function openReading(io: Io, globals: Globals): Promise<Session> {
  return Object.assign(await openSession(io, globals), { verified: knownIn(io.dirs.cache) });
}

export async function openSession(io: Io, globals: Globals): Promise<Session> {
  const workspace = findWorkspace(io, globals.workspace);
  const { dirs } = io;
  const config = await readConfig(workspace, dirs.cache);
  return sessionWith(io, globals, { workspace, config, settings: readSettings(dirs.config) });
}

/** The session with these settings, wherever they come from. */
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

/** `--as`, PM_ONBOARD_AS, the user's setting, or the operating system's user name; and which of them says so. */
export function actingPerson(io: Io, globals: Globals, settings: Settings): { name: string; from: string } {
  if (globals.as !== undefined) return { name: cleanName(globals.as, '--as'), from: '--as' };
  const declared = io.env['PM_ONBOARD_AS'];
  if (declared) return { name: cleanName(declared, 'PM_ONBOARD_AS'), from: 'PM_ONBOARD_AS' };
  const [name, from] =
    settings.me === undefined ? [io.userName(), 'the system'] : [settings.me, 'your settings'];
  return { name: name.trim() || 'unknown', from };
}

/** @throws UserError where the text is no date within these years, naming the flag that it came by */
export function dateFrom(text: string, flag: string, { first, last }: Years = years): CalendarDate {
  const written = text.trim();
  const year = Number(/^(\d{4})-\d\d-\d\d$/.exec(written)?.[1]);
  if (year < first || year > last)
    throw new UserError(`${flag}: ${written} is too far away`, `give a date from ${first} to ${last}`);
  const date = parseDate(written);
  if (date) return date;
  throw new UserError(`${flag}: "${text}" is no date`, 'write it as YYYY-MM-DD, such as 2026-11-23');
}

/** @throws UserError also for a day after today */
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

/** The envelope of what one command records. */
export function stampOf(session: Session, on: CalendarDate = session.today): Stamp {
  return { now: session.io.now(), on, by: session.by, batch: randomName(8) };
}
