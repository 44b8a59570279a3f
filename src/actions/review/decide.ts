/** Saves the decisions of a reader in a review, and says what they changed. */
import { type CalendarDate, longDate } from '../../dates.ts';
import type { PlannedItem } from '../../plan/plan.ts';
import { firstShown } from '../../progress/news.ts';
import type { Question } from '../../progress/reduce.ts';
import { type OpenRun, saveFacts } from '../../session/run.ts';
import type { Outcome } from '../../view/outcome.ts';
import { nameOfRun, plural } from '../../view/words.ts';
import { blockedText, changedItems, nameOf } from '../afterwards.ts';
import { type Act, circleOf, readerOf, type Validated, validateActs, verdictOn } from './acts.ts';

/**
 * Validates the acts, asks for what they lack, and saves all of them or nothing. They are validated again once the record
 * is locked for writing.
 * @param drafts the acts as far as they are known before the reader is asked anything
 * @param complete asks for what is missing and returns the acts to save; called only if some draft changes something
 * @returns `run`: the run after the save; the given run if nothing was saved
 * @throws UserError if one of the acts is not possible
 */
export async function decide(
  run: OpenRun,
  drafts: readonly Act[],
  complete: () => Promise<readonly Act[]>,
): Promise<{ readonly run: OpenRun; readonly outcome: Outcome }> {
  let valid = validateActs(drafts, run, run.progress);
  const acts = valid.facts.length > 0 ? await complete() : [];
  if (acts.length === 0) return { run, outcome: decidedOutcome({ ...valid, acts }, run, run) };
  const after = await saveFacts(run, (progress) => {
    valid = validateActs(acts, run, progress);
    return valid.facts;
  });
  return { run: after, outcome: decidedOutcome(valid, run, after) };
}

/** The act that answers a question. @param number counted from 1 @throws TypeError if there is no such question */
export function answerTo({ progress }: OpenRun, number: number, text: string): Act {
  const question = progress.questions[number - 1];
  if (!question) throw new TypeError(`answerTo: no question ${number}`);
  return { kind: 'answer', number, question, text };
}

/** The act that ends a review: it marks the events that the review shows to this reader for the first time as seen. */
export function closing(run: OpenRun, since: CalendarDate | undefined): Act {
  return { kind: 'close', events: firstShown(run.record, readerOf(run), since) };
}

/** The completions and questions that wait for a reader. */
interface Pending {
  readonly completions: readonly PlannedItem[];
  readonly questions: readonly { readonly number: number; readonly question: Question }[];
}

/** The completions that the person who acts may judge, and the open questions unless that person is the hire. */
export function pendingFor(run: OpenRun): Pending {
  const { plan, progress, session } = run;
  const circle = circleOf(run, progress);
  return {
    completions: plan.items.filter(
      (planned) =>
        planned.state === 'in review' && !verdictOn(planned, planned.progress, circle, session.by).obstacle,
    ),
    questions: (isHire(run) ? [] : progress.questions)
      .map((question, index) => ({ number: index + 1, question }))
      .filter(({ question }) => !question.answered),
  };
}

/** Whether the person who acts is the hire. */
export function isHire(run: OpenRun): boolean {
  return readerOf(run)(run.progress.hire.name);
}

function decidedOutcome({ acts, remarks }: Validated, before: OpenRun, after: OpenRun): Outcome {
  return {
    changes: acts.map((act) => changeText(act, after)),
    remarks: [...remarks, ...acts.flatMap((act) => replacedText(act, after)), ...blockedText(before, after)],
    ...goOn(acts, after),
  };
}

function changeText(act: Act, after: OpenRun): string {
  switch (act.kind) {
    case 'approve':
      return `${nameOf(act.planned)}: approved`;
    case 'return': {
      const [now = act.planned] = changedItems(after, [act.planned]);
      return `${nameOf(now)}: returned, due ${longDate(now.due, after.plan.today)}`;
    }
    case 'answer':
      return `?${act.number} answered: ${act.text}`;
    case 'note':
      return `noted: ${act.text}`;
    case 'close':
      return `review of ${nameOfRun(after.progress.hire)}: closed${act.events.length > 0 ? `, with ${plural(act.events.length, 'event')} that you had not seen` : ''}`;
  }
}

function replacedText(act: Act, { plan }: OpenRun): string[] {
  if (act.kind !== 'answer' || !act.question.answered) return [];
  const { by, on } = act.question.answered;
  return [
    `It counts instead of the answer that ${by} gave on ${longDate(on, plan.today)}, which stays in the log.`,
  ];
}

/** A hint: what else waits for the reader, otherwise how to end the review, otherwise how to see where the hire stands. */
function goOn(acts: readonly Act[], after: OpenRun): Pick<Outcome, 'hint' | 'commands'> {
  const {
    completions: [first],
    questions: [question],
  } = pendingFor(after);
  const review = `pm-onboard review ${after.called}`;
  const waits = (what: string, act: string) => ({
    hint: `Waits for you too: ${what}`,
    commands: [`${review} --${act}`],
  });
  if (first) return waits(nameOf(first), `approve ${first.ref}`);
  if (question)
    return waits(`?${question.number} "${question.question.asked.text}"`, `answer ${question.number}`);
  const closed = acts.length === 0 || acts.some(({ kind }) => kind === 'close');
  if (closed) return { hint: 'How it stands:', commands: [`pm-onboard status ${after.called}`] };
  return { hint: 'When you have talked:', commands: [`${review} --finish`] };
}
