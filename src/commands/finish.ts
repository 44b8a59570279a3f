/** `finish [hire]`: closes a run, with a summary worth keeping; where it is closed, shows the summary again. */

import { textFrom } from '../actions/intake.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { summaryRenderer } from '../render/finish.ts';
import { openRun, type Run, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { openItems, openLines, viewSummary } from '../view/finish.ts';
import { finishedAlready, finishedOutcome, leftOpen } from '../view/finished.ts';
import { plural } from '../view/words.ts';

export interface FinishOptions extends Globals, Format {
  readonly note?: string;
  readonly force?: boolean;
}

export async function finish(io: Io, named: string | undefined, options: FinishOptions): Promise<number> {
  const note = textFrom(options.note, '--note', 'say it in a few words, or leave it out');
  const run = await openRun(await openSession(io, options), named);
  const { finished } = run.progress;
  if (finished) {
    printView(io, options, viewSummary(run), summaryRenderer);
    printOutcome(io, finishedAlready(run, finished, note));
    return exits.ok;
  }
  if (!options.force && !(await mayClose(run))) {
    printOutcome(io, leftOpen);
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'finished', ...(note ? { note } : {}) }]);
  printView(io, options, viewSummary(after), summaryRenderer);
  printOutcome(io, finishedOutcome(run, named !== undefined));
  return exits.ok;
}

/** Whether nothing is open, or that doesn't matter to the person who is asked. */
async function mayClose(run: Run): Promise<boolean> {
  const { session, plan, progress } = run;
  const open = openItems(plan).length;
  if (open === 0) return true;
  const fault = `${plural(open, 'item')} of ${progress.hire.name} ${open === 1 ? 'is' : 'are'} still open`;
  if (!session.mayAsk)
    throw new UserError(
      fault,
      'close them, or finish all the same with --force',
      exits.usage,
      openLines(run),
    );
  printOutcome(session.io, { changes: [], remarks: [`${fault}:`, ...openLines(run)], hint: '' });
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo('Finish all the same?', false);
}
