/** What a command is given: the workspace found, the hire's record read, folded and planned. */
import { type CalendarDate, localDate, parseDate } from './dates.ts';
import { randomName } from './digest.ts';
import { exits, UserError } from './errors.ts';
import type { Io } from './io.ts';
import { cleanName, doubtHint, type HireEntry, labelOf, matchHire } from './lookup.ts';
import { Calendar } from './plan/calendar.ts';
import { withOwnItems } from './plan/own-items.ts';
import { bindPeople, type People } from './plan/people.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import type { Program } from './program/model.ts';
import type { Fact } from './progress/event.ts';
import { fold, type Progress } from './progress/fold.ts';
import { foldName, samePerson } from './progress/names.ts';
import { type HireRecord, RecordError } from './progress/record.ts';
import { type Stamp, withFacts } from './progress/stamp.ts';
import { type Config, readConfig } from './workspace/config.ts';
import { findWorkspace } from './workspace/find.ts';
import { readPinned } from './workspace/programs.ts';
import {
  appendFacts,
  glanceAt,
  isHireId,
  listHires,
  namesInRuins,
  readRecord,
  unreadable,
} from './workspace/records.ts';
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
 * The run that is meant: by the argument or `--hire`, PM_ONBOARD_HIRE, the settings, the hire who acts, or the only one.
 * Where it may be one of several, whoever sits at a terminal is asked.
 * @throws UserError where none, or more than one, can be meant
 */
export async function openRun(session: Session, named: string | undefined): Promise<Run> {
  refuseTwo(session, named);
  const { workspace } = session;
  const direct = openById(session, named);
  if (direct) return planRun(session, direct);
  const hires = someHires(session);
  const hire = await chooseHire(session, hires, named);
  return planRun(session, hire.record || hire.error ? hire : openHire(workspace, hire));
}

/**
 * The hire of that name, handle or id, be the record sound or not.
 * @throws UserError where nobody or several can be meant
 */
export function namedHire(session: Session, named: string): OpenHire {
  refuseTwo(session, named);
  return matchHire(someHires(session), named);
}

function someHires(session: Session): OpenHire[] {
  const hires = readHires(session);
  if (hires.length > 0) return hires;
  const { workspace } = session;
  throw new UserError(`nobody is being onboarded in ${workspace} yet`, 'begin with: pm-onboard start');
}

/** The run of a hire whose id is known; what else the flags and settings say plays no part. */
export function openRunOf(session: Session, id: string): Run {
  return planRun(session, openHire(session.workspace, { id, name: id, handles: [] }));
}

/** @throws UserError where the argument and `--hire` mean two hires: one would be passed over, unsaid */
function refuseTwo(session: Session, named: string | undefined): void {
  const { hire } = session.globals;
  if (named === undefined || hire === undefined || foldName(named) === foldName(hire)) return;
  const hires = readHires(session);
  if (hires.length === 0 || matchNamed(hires, named) === matchNamed(hires, hire)) return;
  throw new UserError(`"${named}" is one hire, --hire "${hire}" is another`, 'name one of them');
}

/** Where an id says which hire is meant, no other record is looked at; undefined where the text may be a name. */
function openById(session: Session, named: string | undefined): OpenHire | undefined {
  const id = explicitHire(session, named) ?? session.settings.hire;
  if (id === undefined || !isHireId(id)) return undefined;
  const hire = { id, name: id, handles: [] };
  const open = openHire(session.workspace, hire);
  const isMeant = explicitHire(session, named) !== undefined || !open.progress?.archived;
  return open.absent || !isMeant ? undefined : open;
}

/** What the command or the environment says; what the settings say is only preferred. */
function explicitHire({ io, globals }: Session, named: string | undefined): string | undefined {
  return named ?? globals.hire ?? (io.env['PM_ONBOARD_HIRE'] || undefined);
}

/** A hire, with the record where it was read in full; one that can't be used has the error that says why. */
export interface OpenHire extends HireEntry {
  readonly record?: HireRecord;
  readonly progress?: Progress;
  readonly error?: unknown;
  /** There is no such hire, or not any more. */
  readonly absent?: true;
}

/** All hires of the workspace to choose from, forgotten ones left out; a damaged record without a name goes by its id. */
export function readHires({ workspace }: Session): OpenHire[] {
  const ids = listHires(workspace);
  return ids.flatMap((id): OpenHire[] => {
    // The only one is nearly always the one who is meant, and then read in full.
    const names = ids.length > 1 ? glanceAt(workspace, id) : undefined;
    if (names) return [{ id, ...names }];
    const open = openHire(workspace, { id, name: id, handles: [] });
    if (open.absent) return [];
    return [open.error === undefined ? open : { ...open, ...namesInRuins(workspace, id) }];
  });
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
      programs.set(digest, { digest, program: run.program });
      runs.push(run);
    } catch (error) {
      unread.push({ ...hire, ...(hire.progress ? {} : namesInRuins(workspace, id)), error });
    }
  }
  return { runs, unread };
}

function openHire(workspace: string, { id, name, handles }: HireEntry): OpenHire {
  try {
    const record = readRecord(workspace, id);
    if (!record || record.forgotten) return { id, name, handles, absent: true, error: goneError(id) };
    const progress = fold(record);
    if (progress) return { id, name: progress.hire.name, handles: progress.hire.handles, record, progress };
    const why = record.damaged[0]?.fault ?? 'it has none';
    const fault = new RecordError(`its first event is missing (${why})`);
    return { id, name, handles, error: unreadable(workspace, id, fault) };
  } catch (error) {
    return { id, name, handles, error };
  }
}

function goneError(id: string): UserError {
  return new UserError(`the record ${id} was erased meanwhile`, undefined, exits.failed);
}

async function chooseHire(
  session: Session,
  hires: readonly OpenHire[],
  named: string | undefined,
): Promise<OpenHire> {
  const { settings, by } = session;
  const explicit = explicitHire(session, named);
  if (explicit !== undefined) return matchNamed(hires, explicit);
  const present = withoutArchived(hires);
  const { hire: usual } = settings;
  const preferred = usual ? present.filter((hire) => hire.id === usual || samePerson(hire, usual)) : [];
  const acting = present.filter((hire) => samePerson(hire, by));
  // Whoever has left doesn't mean the one who is still there.
  const hasLeft = acting.length === 0 && hires.some((hire) => samePerson(hire, by));
  const [only] = [preferred, acting, hasLeft ? [] : present].find(({ length }) => length === 1) ?? [];
  if (only) return only;
  return askHire(session, present);
}

/** Those who can be meant without being named; where all are archived, all of them. */
function withoutArchived(hires: readonly OpenHire[]): readonly OpenHire[] {
  const present = hires.filter(({ progress }) => !progress?.archived);
  return present.length > 0 ? present : hires;
}

/** Where somebody comes back, the name means the run that is not archived. */
function matchNamed(hires: readonly OpenHire[], text: string): OpenHire {
  const present = withoutArchived(hires);
  return matchHire(present.some((hire) => samePerson(hire, text)) ? present : hires, text);
}

/** @throws UserError (exit 4) where nobody can be asked */
async function askHire({ mayAsk }: Session, hires: readonly OpenHire[]): Promise<OpenHire> {
  if (mayAsk) {
    const { askOne } = await import('./prompts.ts');
    const choices = hires.map((hire) => ({ name: labelOf(hire), value: hire.id }));
    return matchHire(hires, await askOne('Which hire is meant?', choices));
  }
  throw new UserError(
    `which hire is meant? There are ${hires.length}: ${hires.map(labelOf).join(', ')}`,
    doubtHint(hires, 'say it with --hire NAME'),
    exits.needsInput,
  );
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

/** The run with another state of its record. */
function replanned(run: Run, record: HireRecord, known = pinnedOf(run)): Run {
  const { session } = run;
  const progress = fold(record);
  if (!progress)
    throw new UserError(`the record ${record.hire} was erased meanwhile`, undefined, exits.failed);
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
