/** What a reader decides on a run, and what came of it, in words. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Verdict } from '../plan/sign-off.ts';
import type { Question } from '../progress/reduce.ts';
import { changedItems } from './done.ts';
import { countOf, viewRole } from './item.ts';
import type { Outcome } from './outcome.ts';
import { countText, listText, lowerFirst, plural } from './words.ts';

export type Act =
  | { readonly kind: 'approve'; readonly planned: PlannedItem; readonly comment?: string }
  | { readonly kind: 'return'; readonly planned: PlannedItem; readonly comment: string }
  /** `number` is the question's, from 1 on. */
  | { readonly kind: 'answer'; readonly number: number; readonly question: Question; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  /** `events` are the ids of those that the reader has seen for the first time. */
  | { readonly kind: 'close'; readonly events: readonly string[] };

/** What waits for a reader. */
export interface Pending {
  readonly completions: readonly PlannedItem[];
  readonly questions: readonly { readonly number: number; readonly question: Question }[];
}

/**
 * @param acts those that changed something
 * @param remarks what to know of the others
 * @param pending what waits for the reader still
 */
export function judgedOutcome(
  acts: readonly Act[],
  remarks: readonly string[],
  before: Run,
  after: Run,
  pending: Pending,
): Outcome {
  return {
    changes: acts.map((act) => changeText(act, after)),
    remarks: [...remarks, ...acts.flatMap((act) => replacedText(act, after)), ...blockedText(before, after)],
    ...goOn(pending, acts, after),
  };
}

/** A completion with all that it is judged by. */
export function completionLines(planned: PlannedItem, today: CalendarDate): string[] {
  const { ref, item, progress } = planned;
  const { closedBy } = progress;
  const count = countOf(planned);
  if (closedBy?.kind !== 'done') return [];
  const counted = count ? `, ${countText(count)}` : '';
  return [
    `${ref} ${item.title}`,
    `done by ${closedBy.by} on ${longDate(closedBy.on, today)}${counted}`,
    ...(closedBy.evidence ? [closedBy.evidence] : []),
    ...(closedBy.note ? [`"${closedBy.note}"`] : []),
  ];
}

/** Why a person may not judge a completion. */
export function obstacleText(
  by: string,
  { ref, item }: PlannedItem,
  { obstacle }: Verdict,
  run: Run,
): string {
  const it = `${ref} ${item.title}`;
  if (obstacle === 'hire') return `${it} is signed off by somebody else, never by the hire, ${by}`;
  if (obstacle === 'recorder') return `${it} was recorded as done by ${by}, so somebody else judges it`;
  return `${it} is signed off by the ${lowerFirst(roleTitle(item.signOff, run))}, which ${by} is not`;
}

/** Who could instead; with the command that says it where nobody could. */
export function whoCouldText({ item }: PlannedItem, { could, obstacle }: Verdict, run: Run): string {
  if (could.length > 0)
    return `${listText(could)} can${obstacle === 'role' ? '; if that is you, say so with --as' : ''}; nothing was recorded`;
  const nobody = run.people.get(item.signOff ?? '')?.length ? 'nobody else' : 'nobody';
  return `${nobody} is bound to that role yet: pm-onboard assign ${run.called} --role ${item.signOff} --to NAME`;
}

function roleTitle(role: string | undefined, run: Run): string {
  return role === undefined ? '' : viewRole(role, run).title;
}

function changeText(act: Act, after: Run): string {
  switch (act.kind) {
    case 'approve':
      return `${act.planned.ref} ${act.planned.item.title}: approved`;
    case 'return': {
      const [now = act.planned] = changedItems(after, [act.planned]);
      return `${now.ref} ${now.item.title}: returned, due ${longDate(now.due, after.plan.today)}`;
    }
    case 'answer':
      return `?${act.number} answered: ${act.text}`;
    case 'note':
      return `noted: ${act.text}`;
    case 'close':
      return `review of ${after.progress.hire.name}: closed${act.events.length > 0 ? `, with ${plural(act.events.length, 'event')} that you had not seen` : ''}`;
  }
}

function replacedText(act: Act, { plan }: Run): string[] {
  if (act.kind !== 'answer' || !act.question.answered) return [];
  const { by, on } = act.question.answered;
  return [
    `It counts instead of the answer that ${by} gave on ${longDate(on, plan.today)}, which stays in the log.`,
  ];
}

/** What a return holds up again. */
function blockedText(before: Run, after: Run): string[] {
  const was = new Set(
    before.plan.items.filter(({ state }) => state === 'blocked').map(({ item }) => item.id),
  );
  const now = after.plan.items.filter(({ item, state }) => state === 'blocked' && !was.has(item.id));
  return now.length === 0
    ? []
    : [`Wait for it again: ${now.map(({ ref, item }) => `${ref} ${item.title}`).join(', ')}`];
}

function goOn(
  { completions: [first], questions: [question] }: Pending,
  acts: readonly Act[],
  { called }: Run,
): Pick<Outcome, 'hint' | 'commands'> {
  const review = `pm-onboard review ${called}`;
  if (first)
    return {
      hint: `Waits for you too: ${first.ref} ${first.item.title}`,
      commands: [`${review} --approve ${first.ref}`],
    };
  if (question)
    return {
      hint: `Waits for you too: ?${question.number} "${question.question.asked.text}"`,
      commands: [`${review} --answer ${question.number} --text "…"`],
    };
  const closed = acts.length === 0 || acts.some(({ kind }) => kind === 'close');
  if (closed) return { hint: 'How it stands:', commands: [`pm-onboard status ${called}`] };
  return { hint: 'When you have talked:', commands: [`${review} --finish`] };
}
