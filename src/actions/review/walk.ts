/** Asks a reader at a terminal about each thing that waits for them, and saves each decision before the next question. */
import { type CalendarDate, longDate } from '../../dates.ts';
import { exits, isUserError, UserError } from '../../errors.ts';
import { printOutcome } from '../../output.ts';
import type { PlannedItem } from '../../plan/plan.ts';
import { belongs } from '../../plan/sign-off.ts';
import { withoutEvidenceText } from '../../progress/kinds.ts';
import { cleanName } from '../../session/lookup.ts';
import type { OpenRun } from '../../session/run.ts';
import { countOf } from '../../view/item.ts';
import { unchanged } from '../../view/outcome.ts';
import { countText } from '../../view/words.ts';
import { changeSettings } from '../../workspace/settings.ts';
import { nameOf } from '../afterwards.ts';
import { askWords } from '../input.ts';
import { type Act, circleOf, type Judgement } from './acts.ts';
import { answerTo, closing, decide, pendingFor } from './decide.ts';

/**
 * The run, with the reader as the person who acts. If no flag, variable or setting says who acts, and the system's user name
 * is not the name of anybody in the run, the person at the terminal is asked and the answer is kept in the settings.
 */
export async function asReader(run: OpenRun): Promise<OpenRun> {
  const { session, program, progress } = run;
  const { io, globals, settings, mayAsk } = session;
  const declared = globals.as ?? (io.env['PM_ONBOARD_AS'] || settings.me);
  const circle = circleOf(run, progress);
  if (declared !== undefined || !mayAsk || belongs(session.by, circle)) return run;

  const { name: owner, subject } = progress.hire;
  // A hire is known by the settings that `start` wrote; the owner of a checklist's run may be at a machine of their own.
  const roles = new Map<string, string[]>(subject === undefined ? [] : [[owner, ['owner']]]);
  for (const [role, held] of circle.people)
    for (const { name } of held)
      roles.set(name, [...(roles.get(name) ?? []), program.roles[role]?.title ?? role]);
  const { askOne } = await import('../../prompts.ts');
  const known = [...roles].map(([name, titles]) => ({ name: `${name} (${titles.join(', ')})`, value: name }));
  const picked = await askOne('Who are you?', [...known, { name: 'Somebody else', value: '' }]);
  const by = picked || cleanName(await askWords('Your name'), 'name');
  changeSettings(io.dirs.config, { me: by });
  const remark = `From now on, commands you give are those of ${by}.`;
  printOutcome(io, unchanged(remark));
  return { ...run, session: { ...session, by } };
}

/**
 * Asks about each completion to judge and each open question, then whether to close the review. A reader who breaks off
 * keeps what was decided before.
 */
export async function walk(start: OpenRun, since: CalendarDate | undefined): Promise<void> {
  let run = start;
  const step = async (draft: Act, ask: () => Promise<Act | undefined>) => {
    const decided = await decide(run, [draft], async () => {
      const act = await ask();
      return act ? [act] : [];
    });
    const { changes, remarks } = decided.outcome;
    if (changes.length + remarks.length > 0) printOutcome(run.session.io, { changes, remarks, hint: '' });
    run = decided.run;
  };
  const { completions, questions } = pendingFor(start);
  try {
    for (const planned of completions)
      await step({ kind: 'approve', planned }, () => askVerdict(start, planned));
    for (const { number } of questions)
      await step(answerTo(start, number, ''), () => askAnswer(start, number));
    const close = closing(start, since);
    await step(close, async () => ((await askClosing()) ? close : undefined));
  } catch (error) {
    throw run === start ? error : savedSoFar(error, start);
  }
}

async function askVerdict({ session, plan }: OpenRun, planned: PlannedItem): Promise<Judgement | undefined> {
  const { askOne } = await import('../../prompts.ts');
  printOutcome(session.io, { changes: [], remarks: completionLines(planned, plan.today), hint: '' });
  const choice = await askOne(`Is ${planned.ref} as it should be?`, [
    { name: 'Approve it', value: 'approve' },
    { name: 'Return it, with a comment', value: 'return' },
    { name: 'Later', value: 'later' },
  ]);
  if (choice === 'approve') return { kind: 'approve', planned };
  if (choice === 'later') return undefined;
  return { kind: 'return', planned, comment: await askWords('What is missing?') };
}

/** Lines that say what was done, by whom and when, with the evidence and the note. */
function completionLines(planned: PlannedItem, today: CalendarDate): string[] {
  const { closedBy } = planned.progress;
  const count = countOf(planned);
  if (closedBy === undefined || closedBy.kind === 'skipped') return [];
  const { evidence, withoutEvidence, note } = closedBy.kind === 'done' ? closedBy : {};
  const counted = count ? `, ${countText(count)}` : '';
  return [
    nameOf(planned),
    `done by ${closedBy.by} on ${longDate(closedBy.on, today)}${counted}`,
    ...(evidence ? [evidence] : []),
    ...(withoutEvidence ? [withoutEvidenceText(withoutEvidence)] : []),
    ...(note ? [`"${note}"`] : []),
  ];
}

/** Asks the reader for an answer to the question; undefined for an empty answer, which leaves the question for later. */
async function askAnswer(run: OpenRun, number: number): Promise<Act | undefined> {
  const { askText } = await import('../../prompts.ts');
  const asked = run.progress.questions[number - 1]?.asked.text;
  const text = await askText({ message: `?${number} "${asked}" (Enter to leave it)` });
  return text.trim() === '' ? undefined : answerTo(run, number, text.trim());
}

async function askClosing(): Promise<boolean> {
  const { askYesNo } = await import('../../prompts.ts');
  return askYesNo('Close this review? That marks what it showed as seen', true);
}

/** The error to show for a walk that failed or was broken off after something was saved. */
function savedSoFar(error: unknown, { called }: OpenRun): unknown {
  if (!isUserError(error) || error.exit !== exits.interrupted) return error;
  const hint = `go on with: pm-onboard review ${called}`;
  return new UserError('interrupted; what you decided before is saved', hint, exits.interrupted);
}
