/** A hire's run: the record read, reduced and planned, and what is new in it saved. */
import type { CalendarDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { planRun, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import type { HireRecord } from '../progress/record.ts';
import { isOver, type Progress, reduceEvents } from '../progress/reduce.ts';
import { withFacts } from '../progress/stamp.ts';
import { hireFlag } from '../shell.ts';
import { readPinned } from '../workspace/programs.ts';
import { appendFacts, listHires, namesInRuins } from '../workspace/records.ts';
import { callingOf, goneError, meantHire, type OpenHire, openHire, readHires } from './hires.ts';
import { type Session, stampOf } from './session.ts';

export interface PinnedProgram {
  readonly digest: string;
  readonly program: Program;
}

/** A run with the session that it was opened in, and in which it is saved. */
export interface OpenRun extends Run {
  readonly session: Session;
}

/**
 * The run that is meant, see {@link meantHire}.
 * @throws UserError where none, or more than one, can be meant
 */
export async function openRun(session: Session, named: string | undefined): Promise<OpenRun> {
  return runOf(session, await meantHire(session, named));
}

/** The run of a hire whose id is known; what else the flags and settings say plays no part. */
export function openRunOf(session: Session, id: string): OpenRun {
  const open = openHire(session.workspace, { id, name: id, handles: [] });
  return runOf(session, { ...open, calling: callingOf(session, readHires(session), open) });
}

/**
 * The runs of all hires, each by its own record, program and calendar; forgotten ones are left out. Whoever can't be read
 * or planned has the error that says why, and stops nobody else.
 */
export function openRuns(session: Session): { readonly runs: OpenRun[]; readonly unread: OpenHire[] } {
  const { workspace } = session;
  const programs = new Map<string, PinnedProgram>();
  const runs: OpenRun[] = [];
  const unread: OpenHire[] = [];
  for (const id of listHires(workspace)) {
    const hire = openHire(workspace, { id, name: id, handles: [] });
    if (hire.absent) continue;
    const digest = hire.progress?.hire.digest ?? '';
    try {
      const run = runOf(session, hire, programs.get(digest));
      programs.set(digest, pinnedOf(run));
      runs.push(run);
    } catch (error) {
      unread.push({ ...hire, ...(hire.progress ? {} : namesInRuins(workspace, id)), error });
    }
  }
  return { runs, unread };
}

/** @param known the program that the hire had at the last look */
export function runOf(session: Session, hire: OpenHire, known?: PinnedProgram): OpenRun {
  const { record, progress, error, calling } = hire;
  if (!record || !progress) throw error;
  const { workspace, config, today, io, verified } = session;
  const { digest } = progress.hire;
  const pinned = known?.digest === digest ? known.program : readPinned(workspace, digest, verified);
  const called = calling ?? { called: record.hire, usual: false };
  return { session, ...planRun({ record, progress, pinned, now: io.now(), ...called }, config, today) };
}

/**
 * The run as it would be if these facts were saved.
 * @param adopted the program that one of them adopts
 */
export function foresee(run: OpenRun, facts: readonly Fact[], adopted?: PinnedProgram): OpenRun {
  return replanned(run, withFacts(run.record, facts, stampOf(run.session)), adopted);
}

/**
 * Saves what has happened; returns the run as it is then.
 * @param facts what to record; as a function of the progress where it depends on what others may have recorded meanwhile
 */
export async function saveFacts(
  run: OpenRun,
  facts: readonly Fact[] | ((progress: Progress) => readonly Fact[]),
  on?: CalendarDate,
): Promise<OpenRun> {
  const { session, record } = run;
  const given =
    typeof facts === 'function'
      ? (current: HireRecord) => facts(reduceEvents(current) ?? run.progress)
      : facts;
  const stamp = stampOf(session, on);
  const after = await appendFacts(session.workspace, record.hire, given, stamp);
  session.globals.saved?.push(...after.events.filter(({ batch }) => batch === stamp.batch));
  return replanned(run, after);
}

/** @throws UserError where the run is over: its plan stays as it is */
export function refuseOver(run: OpenRun): void {
  const { progress } = run;
  if (!isOver(progress)) return;
  throw new UserError(
    `the onboarding of ${progress.hire.name} is over, its plan stays as it is`,
    `whoever closed it can take that back: pm-onboard undo${hireFlag(run)}`,
  );
}

/** The run with another state of its record. */
function replanned(run: OpenRun, record: HireRecord, known = pinnedOf(run)): OpenRun {
  const { session, called, usual } = run;
  const progress = reduceEvents(record);
  if (!progress) throw goneError(record.hire);
  const { name, handles } = progress.hire;
  const open = { id: record.hire, name, handles, record, progress, calling: { called, usual } };
  return runOf(session, open, known);
}

function pinnedOf({ progress, pinned }: OpenRun): PinnedProgram {
  return { digest: progress.hire.digest, program: pinned };
}
