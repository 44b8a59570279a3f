/** What a command is given: the workspace found, the hire's record read, folded and planned. */
import { type CalendarDate, localDate, parseDate } from './dates.ts';
import { randomName } from './digest.ts';
import { UserError } from './errors.ts';
import { goneError, meantHire, type OpenHire, openHire } from './hires.ts';
import type { Io } from './io.ts';
import { cleanName } from './lookup.ts';
import { Calendar } from './plan/calendar.ts';
import { withOwnItems } from './plan/own-items.ts';
import { bindPeople, type People } from './plan/people.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import type { Program } from './program/model.ts';
import type { Fact } from './progress/event.ts';
import { fold, isOver, type Progress } from './progress/fold.ts';
import type { HireRecord } from './progress/record.ts';
import { type Stamp, withFacts } from './progress/stamp.ts';
import { type Config, readConfig } from './workspace/config.ts';
import { findWorkspace } from './workspace/find.ts';
import { readPinned } from './workspace/programs.ts';
import { appendFacts, listHires, namesInRuins } from './workspace/records.ts';
import { readSettings, type Settings } from './workspace/settings.ts';

export interface PinnedProgram {
  readonly digest: string;
  readonly program: Program;
}

/** The options that every command takes. */
export interface Globals {
  readonly workspace?: string;
  readonly hire?: string;
  readonly as?: string;
  readonly today?: string;
  /** False with `--no-input`. */
  readonly input: boolean;
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
}

/** A hire's run, read and planned. */
export interface Run {
  readonly session: Session;
  readonly record: HireRecord;
  readonly progress: Progress;
  /** The pinned program with the hire's own items. */
  readonly program: Program;
  readonly pinned: Program;
  readonly calendar: Calendar;
  readonly people: People;
  readonly plan: Plan;
  readonly now: Date;
}

export async function openSession(io: Io, globals: Globals): Promise<Session> {
  const workspace = findWorkspace(io, globals.workspace);
  const config = await readConfig(workspace, io.dirs.cache);
  return sessionWith(io, globals, { workspace, config, settings: readSettings(io.dirs.config) });
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

/** @throws UserError where the text is no date, naming the flag that it came by */
export function dateFrom(text: string, flag: string): CalendarDate {
  const date = parseDate(text.trim());
  if (date) return date;
  throw new UserError(`${flag}: "${text}" is no date`, 'write it as YYYY-MM-DD, such as 2026-11-23');
}

/**
 * The run that is meant, see {@link meantHire}.
 * @throws UserError where none, or more than one, can be meant
 */
export async function openRun(session: Session, named: string | undefined): Promise<Run> {
  return planRun(session, await meantHire(session, named));
}

/** The run of a hire whose id is known; what else the flags and settings say plays no part. */
export function openRunOf(session: Session, id: string): Run {
  return planRun(session, openHire(session.workspace, { id, name: id, handles: [] }));
}

/**
 * The runs of all hires, each by its own record, program and calendar; forgotten ones are left out. Whoever can't be read
 * or planned has the error that says why, and stops nobody else.
 */
export function openRuns(session: Session): { readonly runs: Run[]; readonly unread: OpenHire[] } {
  const { workspace } = session;
  const programs = new Map<string, PinnedProgram>();
  const runs: Run[] = [];
  const unread: OpenHire[] = [];
  for (const id of listHires(workspace)) {
    const hire = openHire(workspace, { id, name: id, handles: [] });
    if (hire.absent) continue;
    const digest = hire.progress?.hire.digest ?? '';
    try {
      const run = planRun(session, hire, programs.get(digest));
      programs.set(digest, pinnedOf(run));
      runs.push(run);
    } catch (error) {
      unread.push({ ...hire, ...(hire.progress ? {} : namesInRuins(workspace, id)), error });
    }
  }
  return { runs, unread };
}

/** @param known the program that the hire had at the last look */
export function planRun(session: Session, { record, progress, error }: OpenHire, known?: PinnedProgram): Run {
  if (!record || !progress) throw error;
  const { digest } = progress.hire;
  const pinned = known?.digest === digest ? known.program : readPinned(session.workspace, digest);
  const program = withOwnItems(pinned, progress.own);
  const calendar = new Calendar(
    [program.calendar, session.config.calendar, progress.calendar],
    progress.leaves,
  );
  return {
    session,
    record,
    progress,
    program,
    pinned,
    calendar,
    people: bindPeople(program, progress, session.config.people),
    plan: makePlan(program, progress, calendar, session.today),
    now: session.io.now(),
  };
}

/**
 * The run as it would be if these facts were saved.
 * @param adopted the program that one of them adopts
 */
export function foresee(run: Run, facts: readonly Fact[], adopted?: PinnedProgram): Run {
  return replanned(run, withFacts(run.record, facts, stampOf(run.session)), adopted);
}

/**
 * Saves what has happened; returns the run as it is then.
 * @param facts what to record; as a function of the progress where it depends on what others may have recorded meanwhile
 */
export async function saveFacts(
  run: Run,
  facts: readonly Fact[] | ((progress: Progress) => readonly Fact[]),
  on?: CalendarDate,
): Promise<Run> {
  const { session, record } = run;
  const given =
    typeof facts === 'function' ? (current: HireRecord) => facts(fold(current) ?? run.progress) : facts;
  return replanned(run, await appendFacts(session.workspace, record.hire, given, stampOf(session, on)));
}

/** @throws UserError where the run is over: its plan stays as it is */
export function refuseOver({ progress }: Run): void {
  if (!isOver(progress)) return;
  const { id, name } = progress.hire;
  throw new UserError(
    `the onboarding of ${name} is over, its plan stays as it is`,
    `whoever closed it can take that back: pm-onboard undo --hire ${id}`,
  );
}

/** The run with another state of its record. */
function replanned(run: Run, record: HireRecord, known = pinnedOf(run)): Run {
  const { session } = run;
  const progress = fold(record);
  if (!progress) throw goneError(record.hire);
  const { name, handles } = progress.hire;
  const open = { id: record.hire, name, handles, record, progress };
  return planRun(session, open, known);
}

function pinnedOf({ progress, pinned }: Run): PinnedProgram {
  return { digest: progress.hire.digest, program: pinned };
}

/** The envelope of what one command records. */
export function stampOf(session: Session, on: CalendarDate = session.today): Stamp {
  return { now: session.io.now(), on, by: session.by, batch: randomName(8) };
}
