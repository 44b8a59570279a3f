/** `finish [hire]`: closes a run, with a summary worth keeping; where it is closed, shows the summary again. */
import { textFrom } from '../actions/asking.ts';
import { mayClose } from '../actions/closing.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { summaryRenderer } from '../render/finish.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { viewSummary } from '../view/finish.ts';
import { finishedAlready, finishedOutcome, leftOpen } from '../view/finished.ts';

interface FinishOptions extends Globals, Format {
  readonly note?: string;
  readonly force?: boolean;
}

export async function finish(io: Io, named: string | undefined, options: FinishOptions): Promise<number> {
  const note = textFrom(options.note, '--note', 'say it in a few words, or leave it out');
  const run = await openRun(await openSession(io, options), named);
  const { finished } = run.progress;
  if (finished) {
    printView(io, options, viewSummary(run), summaryRenderer(run));
    printOutcome(io, finishedAlready(run, finished, note));
    return exits.ok;
  }
  if (!options.force && !(await mayClose(run))) {
    printOutcome(io, leftOpen(run));
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'finished', ...(note ? { note } : {}) }]);
  printView(io, options, viewSummary(after), summaryRenderer(after));
  printOutcome(io, finishedOutcome(run));
  return exits.ok;
}
