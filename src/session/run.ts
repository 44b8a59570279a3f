/** Opens a hire's run, which is read from the record and planned, and saves new facts in the record. */
import type { CalendarDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { longWork, readingRecords } from '../long-work.ts';
import { type ListingOf, planRun, type Run } from '../plan/run.ts';
import { inForce } from '../plan/sign-off.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import type { HireRecord } from '../progress/record.ts';
import { isOver, type Progress, reduceEvents } from '../progress/reduce.ts';
import { withFacts } from '../progress/stamp.ts';
import { hireFlag, nameOfRun } from '../view/words.ts';
import { readPinned, type Verified } from '../workspace/programs.ts';
import { appendFacts, besideEach, erasedError, listHires, namesInRuins } from '../workspace/records.ts';
import { allHires, callingOf, meantHire, namesAhead, type OpenHire, openHire, otherRunsOf } from './hires.ts';
import { type Session, stampOf } from './session.ts';

export interface PinnedProgram {
  readonly digest: string;
  readonly program: Program;
}

/** A run with the session of the command that opened it. */
export interface OpenRun extends Run {
  readonly session: Session;
  /** The ids of the person's other records; absent where nobody has looked for them. */
  readonly otherIds?: readonly string[];
  /** How many lines were printed to say which run is meant; absent where none was. */
  readonly above?: number;
}

/**
 * The run of the hire the command is about, see {@link meantHire}.
 * @param named the command's argument, if there is one
 * @param items what the command line says of items
 * @throws UserError as {@link meantHire} does; or the error that keeps the record or program from being read
 */
export async function openRun(
  session: Session,
  named: string | undefined,
  items?: readonly string[],
): Promise<OpenRun> {
  return runOf(session, await meantHire(session, named, items));
}

/** The run with what is to be said of the person's other runs. */
export async function withOthers(run: OpenRun): Promise<OpenRun> {
  const { session, progress } = run;
  if (!run.otherIds) await namesAhead(session);
  const ids = run.otherIds ?? otherRunsOf(session, progress.hire);
  if (ids.length === 0) return run;
  const { othersOf } = await import('./several.ts');
  return { ...run, ...othersOf(run, ids) };
}

/** Flags that name some of a run's items. */
export interface FilterFlags {
  readonly phase?: string;
  readonly role?: string;
  readonly dueBefore?: string;
}

/** Whether any of these flags is given. */
export function isFilter({ phase, role, dueBefore }: FilterFlags): boolean {
  return (phase ?? role ?? dueBefore) !== undefined;
}

/** The run with the items that the flags mean; all of it where none is given. @throws UserError for a flag that means nothing */
export async function filtered(run: OpenRun, flags: FilterFlags): Promise<OpenRun> {
  if (!isFilter(flags)) return run;
  return (await import('./filter.ts')).narrowedBy(run, flags);
}

/** The run of the hire with this id, whatever flags and settings say. */
export function openRunOf(session: Session, id: string): OpenRun {
  const open = openHire(session.workspace, { id, name: id, handles: [] });
  return runOf(session, { ...open, calling: callingOf(session, allHires(session), open) });
}

interface OpenRuns {
  readonly runs: OpenRun[];
  readonly unread: OpenHire[];
}

/**
 * The runs of all hires who were not forgotten. A hire whose run can't be read or planned is listed in `unread` with the
 * error, and the other hires are read all the same.
 */
export function openRuns(session: Session): Promise<OpenRuns> {
  return openRecords(session, listHires(session.workspace));
}

/** As {@link openRuns}, of the records with these ids, which may be those of checklists' runs. */
export function openRecords(session: Session, ids: readonly string[]): Promise<OpenRuns> {
  return longWork(session.io, readingRecords, async (step) => {
    const runs: OpenRun[] = [];
    const unread: OpenHire[] = [];
    const read = recordReader(session);
    for (const [at, id] of ids.entries()) {
      await step(at, ids.length);
      const { run, unread: hire } = read(id) ?? {};
      if (run) runs.push(run);
      if (hire) unread.push(hire);
    }
    return { runs, unread };
  });
}

/** A run that was read, or the hire whose run can't be. */
type ReadRun =
  | { readonly run: OpenRun; readonly unread?: never }
  | { readonly run?: never; readonly unread: OpenHire };

/**
 * Returns a function that reads one of many runs by the id of its record; it holds on to the programs alone, which runs share. It gives
 * undefined for a record that was erased.
 * @param verified which records needn't be hashed; absent: each is
 */
export function recordReader(
  session: Session,
  beside = besideEach(session.workspace),
  verified?: Verified,
): (id: string) => ReadRun | undefined {
  const { workspace } = session;
  const programs = new Map<string, PinnedProgram>();
  return (id) => {
    const hire = openHire(workspace, { id, name: id, handles: [] }, verified, beside);
    if (hire.absent) return undefined;
    try {
      const run = runOf(session, hire, programs.get(hire.progress?.hire.digest ?? ''));
      programs.set(run.progress.hire.digest, pinnedOf(run));
      return { run };
    } catch (error) {
      return { unread: { ...hire, ...(hire.progress ? {} : namesInRuins(workspace, id)), error } };
    }
  };
}

/**
 * @param known a program that was already read; it isn't read again if it is the hire's
 * @param listing as for {@link planRun}
 */
export function runOf(session: Session, hire: OpenHire, known?: PinnedProgram, listing?: ListingOf): OpenRun {
  const { record, progress, error, calling, others, above } = hire;
  if (!record || !progress) throw error;
  const { workspace, config, today, io, verified } = session;
  const { digest } = progress.hire;
  const pinned = known?.digest === digest ? known.program : readPinned(workspace, digest, verified);
  const called = calling ?? { called: record.hire, usual: false };
  const found = { ...(others && { otherIds: others }), ...(above && { above }) };
  return {
    session,
    ...found,
    ...planRun({ record, progress, pinned, now: io.now(), ...called }, config, today, listing),
  };
}

/**
 * The run as it would be with these facts, without saving them.
 * @param adopted the new program, if one of the facts adopts another program
 */
export function foresee(run: OpenRun, facts: readonly Fact[], adopted?: PinnedProgram): OpenRun {
  return replanned(run, withFacts(run.record, facts, stampOf(run.session)), adopted);
}

/**
 * Saves facts as events and returns the run with them; in a dry run, returns the run as it would be.
 * @param facts the facts, or a function that makes them from the latest progress, which is read under the lock
 * @param on the local date of the events; today if left out
 */
export async function saveFacts(
  run: OpenRun,
  facts: readonly Fact[] | ((progress: Progress) => readonly Fact[]),
  on?: CalendarDate,
): Promise<OpenRun> {
  const { session, record } = run;
  const given =
    typeof facts === 'function' ? (current: HireRecord) => facts(progressNow(current, run)) : facts;
  const stamp = stampOf(session, on);
  const after = session.globals.dryRun
    ? withFacts(record, typeof given === 'function' ? given(record) : given, stamp)
    : await appendFacts(session.workspace, record.hire, given, stamp);
  session.globals.saved?.push(...after.events.filter(({ batch }) => batch === stamp.batch));
  return replanned(run, after);
}

/** The progress of a run as a later state of its record has it. */
function progressNow(record: HireRecord, { program, progress, session }: OpenRun): Progress {
  const now = reduceEvents(record);
  return now ? inForce(record, now, program, session.config.people) : progress;
}

/** @throws UserError if the run is finished or archived, since its plan must not change then */
export function refuseOver(run: OpenRun): void {
  const { progress } = run;
  if (!isOver(progress)) return;
  const isOnboarding = !progress.hire.end && progress.hire.subject === undefined;
  throw new UserError(
    `the ${isOnboarding ? 'onboarding' : 'run'} of ${nameOfRun(progress.hire)} is over, its plan stays as it is`,
    `the person who closed it can take that back: pm-onboard undo${hireFlag(run)}`,
  );
}

/** The run, planned again from another record. @throws UserError if that record was erased */
function replanned(run: OpenRun, record: HireRecord, known = pinnedOf(run)): OpenRun {
  const { session, called, usual, run: short } = run;
  const progress = reduceEvents(record);
  if (!progress) throw erasedError(record.hire);
  const { name, handles } = progress.hire;
  const calling = { called, usual, ...(short === undefined ? {} : { run: short }) };
  const open = { id: record.hire, name, handles, record, progress, calling };
  return runOf(session, open, known);
}

function pinnedOf({ progress, pinned }: OpenRun): PinnedProgram {
  return { digest: progress.hire.digest, program: pinned };
}
