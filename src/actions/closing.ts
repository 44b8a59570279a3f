/** Whether a run may be closed although something is open. */
import { exits, UserError } from '../errors.ts';
import { printOutcome } from '../output.ts';
import type { OpenRun } from '../session/run.ts';
import { openItems, openLines } from '../view/finish.ts';
import { plural } from '../view/words.ts';

/**
 * Whether nothing is open, or that doesn't matter to the person who is asked.
 * @throws UserError (exit 2) where nobody can be
 */
export async function mayClose(run: OpenRun): Promise<boolean> {
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
