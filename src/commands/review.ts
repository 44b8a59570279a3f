/** `review [hire]`: what waits for its reader and how it stands; with flags, or asked at a terminal, what they decide. */
import { type ActFlags, takeActs } from '../actions/act-flags.ts';
import { isHire, readerOf, saveActs } from '../actions/judging.ts';
import { hireOrFile } from '../actions/share-receive.ts';
import { asReader, walk } from '../actions/walk.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { reviewRenderer } from '../render/review.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openSession, pastDateFrom } from '../session/session.ts';
import { sharingOf } from '../sync/shared-state.ts';
import { viewReview } from '../view/review.ts';
import { movedOnCheck } from '../workspace/program-files.ts';

interface ReviewOptions extends Globals, Format, ActFlags {
  /** What happened from this day on, whatever was shown before. */
  readonly since?: string;
}

/** @param named a hire, or a file that somebody shared, which is taken in first */
export async function review(io: Io, named: string | undefined, options: ReviewOptions): Promise<number> {
  const session = await openSession(io, options);
  const { hire, above } = await hireOrFile(session, named);
  const run = await asReader(await openRun(session, hire));
  const { by } = run.session;
  const since =
    options.since === undefined ? undefined : pastDateFrom(options.since, '--since', session.today);
  const acts = await takeActs(run, options, since);
  if (acts.length > 0) {
    printOutcome(io, (await saveActs(run, acts)).outcome);
    return exits.ok;
  }
  const movedOn = movedOnCheck(session)(run.program);
  const sharing = sharingOf(io, session.workspace, run.record);
  const view = viewReview(run, {
    by,
    isReader: readerOf(run),
    movedOn,
    sharing,
    ...(since ? { since } : {}),
  });
  printView(io, options, view, reviewRenderer(run), above);
  if (session.mayAsk && !options.json && !options.markdown && !isHire(run)) await walk(run, since);
  return exits.ok;
}
