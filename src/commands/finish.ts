/** `finish [hire]`: closes a run and prints its summary; if the run is closed already, only the summary is printed. */
import { wordsFrom } from '../actions/input.ts';
import { longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { calendarOfRun, type Run } from '../plan/run.ts';
import { summaryRenderer } from '../render/finish.ts';
import { type OpenRun, openRunOf, saveFacts } from '../session/run.ts';
import { openItems, stateText, viewOpen, viewSummary } from '../view/finish.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag, plural } from '../view/words.ts';

interface FinishOptions extends Format {
  readonly note?: string;
  readonly force?: boolean;
}

export async function finish(run: OpenRun, options: FinishOptions): Promise<Outcome> {
  const note = wordsFrom(options.note, '--note', 'say it in a few words, or leave it out');
  const { finished, hire } = run.progress;
  if (finished) {
    const lost = note ? '; the note was not recorded' : '';
    const on = longDate(finished.on, run.plan.today);
    await printView(run.session.io, options, viewSummary(run), summaryRenderer(run));
    return unchanged(`${hire.name} was finished on ${on} already, by ${finished.by}${lost}.`);
  }
  if (!options.force && !(await mayClose(run))) {
    const hint = `See what is open: pm-onboard status${hireFlag(run)}`;
    return unchanged('Nothing is recorded.', hint);
  }
  const after = await saveFacts(run, [{ kind: 'finished', note, ...calendarOfRun(run) }]);
  await printView(run.session.io, options, viewSummary(after), summaryRenderer(after));
  // A run that has ended may go by another name than before, where its person has others.
  const undo = `To take it back: pm-onboard undo${hireFlag(openRunOf(run.session, run.record.hire))}`;
  return { changes: [`${hire.name} is finished`], remarks: [], hint: undo };
}

/**
 * Whether the run may be closed: all required items are closed, or the person at the terminal agrees to leave some open.
 * @throws UserError (exit 2) when items are open and nobody can be asked
 */
async function mayClose(run: OpenRun): Promise<boolean> {
  const { session, plan, progress } = run;
  const open = openItems(plan).length;
  if (open === 0) return true;
  const fault = `${plural(open, 'item')} of ${progress.hire.name} ${open === 1 ? 'is' : 'are'} still open`;
  const lines = openLines(run);
  if (!session.mayAsk)
    throw new UserError(fault, 'close them, or finish all the same with --force', exits.usage, lines);
  printOutcome(session.io, { changes: [], remarks: [`${fault}:`, ...lines], hint: '' });
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo('Finish all the same?', false);
}

/** How many open items a question or an error names. */
const mostNamed = 10;

/** A line for each open item; if there are too many, the last line counts the items that are left out. */
function openLines(run: Run): string[] {
  const lines = openItems(run.plan).map((planned) => {
    const item = viewOpen(planned, run);
    return `  ${item.ref.padEnd(4)}  ${item.title} (${stateText(item)})`;
  });
  const more = lines.length - mostNamed;
  return more > 1 ? [...lines.slice(0, mostNamed), `  … and ${more} more`] : lines;
}
