/** `review [hire]`: shows what waits for the reader and how the hire is doing; records the decisions of flags and answers. */
import { withCommitters } from '../actions/committers.ts';
import { hireOrFile } from '../actions/hire-or-file.ts';
import { readerOf } from '../actions/review/acts.ts';
import { decide, isHire } from '../actions/review/decide.ts';
import { actsFrom, type ReviewFlags, withTexts } from '../actions/review/flags.ts';
import { asReader, walk } from '../actions/review/walk.ts';
import { type Format, printJson, printView } from '../output.ts';
import { reviewRenderer } from '../render/review.ts';
import { type OpenRun, openRun, withOthers } from '../session/run.ts';
import { type Globals, pastDateFrom, type Session } from '../session/session.ts';
import { sharingOf } from '../sync/shared-state.ts';
import { type Outcome, viewChanged } from '../view/outcome.ts';
import { viewReview } from '../view/review.ts';
import { movedOnCheck } from '../workspace/program-files.ts';

interface ReviewOptions extends Globals, Format, ReviewFlags {
  /** Show what happened from this day on, even if an earlier review has shown it. */
  readonly since?: string;
}

/**
 * @param session one in which records are read; what is decided is saved in the record as it is then, which is read anew and hashed
 * @param named a hire, or a file that somebody shared; the record in a file is merged first
 */
export async function review(
  session: Session,
  named: string | undefined,
  options: ReviewOptions,
): Promise<Outcome | undefined> {
  const { io } = session;
  const { hire, above } = await hireOrFile(session, named);
  const items = [...(options.approve ?? []), ...(options.return ?? [])];
  const run = await asReader(await openRun(session, hire, items));
  const { by } = run.session;
  const since = options.since === undefined ? undefined : pastDateFrom(session, options.since, '--since');
  const acts = actsFrom(run, options, since);
  if (acts.length > 0) {
    const { outcome } = await decide(run, acts, () => withTexts(run, acts));
    if (options.json) printJson(io, viewChanged(options.saved ?? [], options.dryRun));
    return outcome;
  }
  // The checklists of a run that is kept elsewhere are there.
  const movedOn = !run.record.team && (await hasMovedOn(run));
  const sharing = sharingOf(io, session.workspace, run.record);
  const view = viewReview(await withCommitters(await withOthers(run)), {
    by,
    isReader: readerOf(run),
    movedOn,
    sharing,
    ...(since ? { since } : {}),
  });
  await printView(io, options, view, reviewRenderer(run), above + (run.above ?? 0));
  if (session.mayAsk && !options.json && !options.markdown && !isHire(run)) await walk(run, since);
  return undefined;
}

/** Whether the checklists of the run say something else now than the run has. */
async function hasMovedOn(run: OpenRun): Promise<boolean> {
  const { session, pinned, progress } = run;
  if (progress.hire.subject === undefined) return (await movedOnCheck(session, [pinned]))(pinned);
  return (await import('../session/checklist-now.ts')).hasMovedOn(session, run);
}
