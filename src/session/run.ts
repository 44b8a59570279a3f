/** A hire's run: the record read, folded and planned, and what is new in it saved. */
import type { CalendarDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { Calendar } from '../plan/calendar.ts';
import { withOwnItems } from '../plan/own-items.ts';
import { bindPeople, type People } from '../plan/people.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { fold, isOver, type Progress } from '../progress/fold.ts';
import type { HireRecord } from '../progress/record.ts';
import { withFacts } from '../progress/stamp.ts';
import { type Called, hireFlag } from '../shell.ts';
import { readPinned } from '../workspace/programs.ts';
import { appendFacts, listHires, namesInRuins } from '../workspace/records.ts';
import { callingOf, goneError, meantHire, type OpenHire, openHire, readHires } from './hires.ts';
import { type Session, stampOf } from './session.ts';

export interface PinnedProgram {
  readonly digest: string;
  readonly program: Program;
}

/** A hire's run, read and planned. */
export interface Run extends Called {
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

/**
 * The run that is meant, see {@link meantHire}.
 * @throws UserError where none, or more than one, can be meant
 */
export async function openRun(session: Session, named: string | undefined): Promise<Run> {
  return planRun(session, await meantHire(session, named));
}

/** The run of a hire whose id is known; what else the flags and settings say plays no part. */
export function openRunOf(session: Session, id: string): Run {
  const open = openHire(session.workspace, { id, name: id, handles: [] });
  return planRun(session, { ...open, calling: callingOf(session, readHires(session), open) });
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
export function planRun(session: Session, hire: OpenHire, known?: PinnedProgram): Run {
  const { record, progress, error, calling } = hire;
  if (!record || !progress) throw error;
  const { digest } = progress.hire;
  const pinned =
    known?.digest === digest ? known.program : readPinned(session.workspace, digest, session.verified);
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
    ...(calling ?? { called: record.hire, usual: false }),
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
export function refuseOver(run: Run): void {
  const { progress } = run;
  if (!isOver(progress)) return;
  throw new UserError(
    `the onboarding of ${progress.hire.name} is over, its plan stays as it is`,
    `whoever closed it can take that back: pm-onboard undo${hireFlag(run)}`,
  );
}

/** The run with another state of its record. */
function replanned(run: Run, record: HireRecord, known = pinnedOf(run)): Run {
  const { session, called, usual } = run;
  const progress = fold(record);
  if (!progress) throw goneError(record.hire);
  const { name, handles } = progress.hire;
  const open = { id: record.hire, name, handles, record, progress, calling: { called, usual } };
  return planRun(session, open, known);
}

function pinnedOf({ progress, pinned }: Run): PinnedProgram {
  return { digest: progress.hire.digest, program: pinned };
}
