/** The runs under way, with what says which checklists they have: of a record that stayed as it was, nothing is worked out again. */
import { attempt } from '../errors.ts';
import { inTurn, readingRecords } from '../long-work.ts';
import { outlinesFor } from '../plan/outline.ts';
import type { Program } from '../program/model.ts';
import { isSound } from '../progress/record.ts';
import { type Hire, isOver, reduceOutline } from '../progress/reduce.ts';
import { keptIn, worthKeeping } from '../workspace/kept.ts';
import { readPinned } from '../workspace/programs.ts';
import { besideEach, listHires, readRecord, recordPath } from '../workspace/records.ts';
import type { OpenHire } from './hires.ts';
import { type OpenRun, recordReader } from './run.ts';
import type { Session } from './session.ts';

/** A run that was found as it was kept: it was read and planned before, and is under way. */
export interface FoundAgain {
  readonly record: { readonly hire: string };
  readonly progress: { readonly hire: Hire };
  readonly program: Pick<Program, 'id'>;
  readonly pinned: Program;
}

interface Going {
  readonly runs: (OpenRun | FoundAgain)[];
  readonly unread: OpenHire[];
}

/** What is kept of a run that has not ended; null for one that has. */
type Kept = Hire | null;

/** The hires whose runs are under way, in the order of their ids; a hire whose run can't be read is in `unread`, whether it is or not. */
export async function runsGoing(session: Session): Promise<Going> {
  const { workspace, io, today, config } = session;
  const ids = listHires(workspace);
  const kept =
    ids.length < worthKeeping ? undefined : keptIn<Kept>(io, 'going', [workspace], [today, config]);
  const pinnedBy = pinnedIn(workspace);
  const beside = besideEach(workspace);
  const read = recordReader(session, beside);
  const outlineOf = outlinesFor(config, today);
  /** The run, if nothing can keep it from being planned. */
  const withoutPlan = (id: string) => {
    const record = attempt(() => readRecord(workspace, id, undefined, beside));
    const progress = record && reduceOutline(record);
    const pinned = progress && pinnedBy(progress.hire.digest);
    return pinned && outlineOf({ record, progress, pinned }) && { record, progress, pinned };
  };
  const runs: (OpenRun | FoundAgain)[] = [];
  const unread: OpenHire[] = [];
  await inTurn(io, readingRecords, ids, (id) => {
    const look = beside(id).length > 0 ? undefined : kept?.look(id, recordPath(workspace, id));
    const hire = look?.known;
    const pinned = hire ? pinnedBy(hire.digest) : undefined;
    if (hire && pinned) runs.push({ record: { hire: id }, progress: { hire }, program: pinned, pinned });
    if (hire === null || pinned) return;
    const plain = withoutPlan(id);
    if (plain) {
      const { record, progress, pinned: program } = plain;
      // Nothing else is kept in memory of so many.
      if (!isOver(progress))
        runs.push({ record: { hire: id }, progress: { hire: progress.hire }, program, pinned: program });
      if (isSound(record)) look?.keep(isOver(progress) ? null : progress.hire);
      return;
    }
    const found = read(id);
    if (found?.unread) unread.push(found.unread);
    if (!found?.run) return;
    const { record, progress } = found.run;
    if (!isOver(progress)) runs.push(found.run);
    // Of a run that is kept elsewhere more is told.
    if (isSound(record) && !record.team) look?.keep(isOver(progress) ? null : progress.hire);
  });
  kept?.save();
  return { runs, unread };
}

/** Returns a function: digest → the pinned program; undefined where it can't be read, which reading its run tells of. */
function pinnedIn(workspace: string): (digest: string) => Program | undefined {
  const programs = new Map<string, Program | undefined>();
  return (digest) => {
    const program = programs.get(digest) ?? attempt(() => readPinned(workspace, digest));
    programs.set(digest, program);
    return program;
  };
}
