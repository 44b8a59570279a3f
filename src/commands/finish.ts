/**
 * `finish [hire]`: closes a run and prints its summary, or the text of a change to its program; if the run is closed already, these
 * are printed alone.
 */
import { ask, wordsFrom } from '../actions/input.ts';
import { longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { type Format, printMarkdown, printOutcome, printView } from '../output.ts';
import { agreeing } from '../phrases.ts';
import { calendarOfRun, type Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { summaryRenderer } from '../render/finish.ts';
import { reopened } from '../session/checklists.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { openItems, stateText, viewOpen, viewSummary } from '../view/finish.ts';
import { type Outcome, unchanged, undoHint } from '../view/outcome.ts';
import { hireFlag, listText, nameOfRun, plural } from '../view/words.ts';

interface FinishOptions extends Format {
  readonly note?: string;
  readonly missing?: readonly string[];
  readonly useless?: readonly string[];
  readonly change?: boolean;
  readonly force?: boolean;
}

/** What helps where a text is empty that need not be given. */
const orNothing = 'say it in a few words, or leave it out';

export async function finish(run: OpenRun, options: FinishOptions): Promise<Outcome> {
  const given = {
    note: wordsFrom(options.note, '--note', orNothing),
    missing: listFrom(options.missing, '--missing'),
    useless: listFrom(options.useless, '--useless'),
  };
  const { finished, hire } = run.progress;
  if (finished) {
    const on = longDate(finished.on, run.plan.today);
    await print(run, options);
    const lost = lostText(given);
    return {
      changes: [],
      remarks: [
        `${nameOfRun(hire)} was finished on ${on} already, by ${finished.by}${lost}.`,
        ...(options.change ? [readFirst] : []),
      ],
      hint: lost && `Whoever closed it can take that back, and say it then: pm-onboard undo${hireFlag(run)}`,
    };
  }
  if (!options.force && !(await mayClose(run))) {
    const hint = `See what is open: pm-onboard status${hireFlag(run)}`;
    return unchanged('Nothing is recorded.', hint);
  }
  const answers = {
    missing: given.missing ?? (await askFor(run, `What was missing in ${madeOf(run)}?`)),
    useless: given.useless ?? (await askFor(run, 'What of it was useless to you?')),
  };
  const fact: Fact = { kind: 'finished', note: given.note, ...answers, ...calendarOfRun(run) };
  const after = await saveFacts(run, [fact]);
  await print(after, options);
  // A run that has ended may go by another name than before, where its person has others.
  const open = reopened(run);
  return {
    changes: [`${nameOfRun(hire)} is finished`],
    remarks: options.change ? [readFirst] : [],
    hint: undoHint(hireFlag(open)),
  };
}

/** Said beside a text that its reader may publish. */
const readFirst =
  'Read it before you send it: others stand in it by their roles, and what else is private only you can tell.';

/** Prints what the flags ask for: the summary, or the text of a change. */
async function print(run: OpenRun, options: FinishOptions): Promise<void> {
  if (options.change) {
    const [{ changeOf }, { changeMarkdown }] = await Promise.all([
      import('../actions/change.ts'),
      import('../render/change.ts'),
    ]);
    return printMarkdown(run.session.io, changeOf(run), changeMarkdown, options.format);
  }
  // The change isn't on the screen of a summary, and for it YAML would have to be read.
  const change = options.json ? { change: (await import('../actions/change.ts')).changeOf(run) } : {};
  await printView(run.session.io, options, { ...viewSummary(run), ...change }, summaryRenderer(run));
}

/** What the run was made of: `the program`; for the run of a checklist, `the checklist`. */
function madeOf({ progress }: Run): string {
  return progress.hire.subject === undefined ? 'the program' : 'the checklist';
}

/** Asks the person at the terminal; undefined where nobody can be asked, or Enter leaves it out. */
async function askFor({ session }: OpenRun, question: string): Promise<string[] | undefined> {
  if (!session.mayAsk) return undefined;
  const text = await ask(`${question} (Enter for nothing)`, (answer) =>
    answer.trim() === '' ? undefined : wordsFrom(answer, 'the answer', ''),
  );
  return text === undefined ? undefined : [text];
}

/** The texts of a flag that may be given several times; undefined without it. @throws UserError for one that is empty */
function listFrom(texts: readonly string[] | undefined, flag: string): string[] | undefined {
  return texts?.flatMap((text) => wordsFrom(text, flag, orNothing) ?? []);
}

/** Says what was given in vain, since the run is closed already; empty where nothing was. */
function lostText(given: Readonly<Record<'note' | 'missing' | 'useless', unknown>>): string {
  const lost = [
    ...(given.note ? ['the note'] : []),
    ...(given.missing ? ['what was missing'] : []),
    ...(given.useless ? ['what was useless'] : []),
  ];
  return lost.length > 0 ? `; ${listText(lost)} ${agreeing(lost.length, 'was', 'were')} not recorded` : '';
}

/**
 * Whether the run may be closed: all required items are closed, or the person at the terminal agrees to leave some open.
 * @throws UserError (exit 2) when items are open and nobody can be asked
 */
async function mayClose(run: OpenRun): Promise<boolean> {
  const { session, plan, progress } = run;
  const open = openItems(plan).length;
  if (open === 0) return true;
  const fault = `${plural(open, 'item')} of ${nameOfRun(progress.hire)} ${agreeing(open, 'is', 'are')} still open`;
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
