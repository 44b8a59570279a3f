/** What ticking off brought about, in words. */

import { longDate, shortDate } from '../dates.ts';
import { nextItems } from '../plan/order.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { hireFlag } from '../shell.ts';
import { countOf, guideOf, viewSigners } from './item.ts';
import type { Outcome } from './outcome.ts';
import { pauseText } from './pause.ts';
import { countText, effortText, lowerFirst, namesOrWhom } from './words.ts';

/** The items as they are in the later run. */
export function changedItems({ plan }: Run, items: readonly PlannedItem[]): PlannedItem[] {
  return plan.items.filter(({ item }) => items.some((other) => other.item.id === item.id));
}

export function doneOutcome(
  changed: readonly PlannedItem[],
  alreadyDone: readonly PlannedItem[],
  before: Run,
  after: Run,
): Outcome {
  return {
    changes: changed.map((item) => closedText(item, after)),
    remarks: [
      ...alreadyDone.map((item) => alreadyText(item, after)),
      ...beforeStartText(changed, after),
      ...changed.flatMap((item) => earlyText(item, after)),
      ...unblockedText(before, after),
    ],
    hint: nextHint(after),
  };
}

function closedText(planned: PlannedItem, run: Run): string {
  const { ref, item, progress } = planned;
  const { today } = run.plan;
  const on =
    progress.closedBy && progress.closedBy.on !== today
      ? ` on ${shortDate(progress.closedBy.on, today)}`
      : '';
  const counted = countOf(planned);
  const count = counted ? ` (${countText(counted)})` : '';
  const review = signOffText(planned, run);
  return `${ref} ${item.title}: done${on}${count}${review && `; ${review}`}`;
}

/** Empty where nobody has to sign it off any more. */
function signOffText(planned: PlannedItem, run: Run): string {
  const { item, state, progress } = planned;
  if (state !== 'in review' || !item.signOff) return '';
  const signers = viewSigners(item.signOff, planned, run);
  if (signers.people.length === 0 && run.people.get(item.signOff)?.length)
    return `${progress.closedBy?.by} recorded it, and nobody else is ${lowerFirst(signers.title)} to sign it off`;
  return `${namesOrWhom(signers, guideOf(run))} signs it off`;
}

function alreadyText(planned: PlannedItem, run: Run): string {
  const { ref, item, progress } = planned;
  const on = progress.closedBy ? `, on ${shortDate(progress.closedBy.on, run.plan.today)}` : '';
  const review = signOffText(planned, run);
  const instead = review && ` ${review}; to hand in something else: pm-onboard reopen ${ref}${hireFlag(run)}`;
  return `${ref} ${item.title} was done already${on}.${instead}`;
}

/** A slip of the pen in `--on`, or true: what is due before the start is done before it, other work may be. */
function beforeStartText(changed: readonly PlannedItem[], { plan }: Run): string[] {
  const { start, today } = plan;
  if (plan.day === 0 && changed.length > 0) return ['The run has not begun yet; it counts all the same.'];
  const early = changed.find(({ due, progress }) => due >= start && (progress.closedBy?.on ?? start) < start);
  if (!early?.progress.closedBy) return [];
  const on = longDate(early.progress.closedBy.on, today);
  return [`${on} is before the start, ${longDate(start, today)}; it counts all the same.`];
}

function earlyText({ ref, from }: PlannedItem, { plan }: Run): string[] {
  return from !== undefined && from > plan.today
    ? [`${ref} was planned for ${shortDate(from, plan.today)} at the earliest; early is fine.`]
    : [];
}

/** What waited for something, and doesn't any more. */
export function unblockedText(before: Run, after: Run): string[] {
  const wasBlocked = new Set(
    before.plan.items.filter(({ state }) => state === 'blocked').map(({ item }) => item.id),
  );
  const free = after.plan.items.filter(
    ({ item, state }) => wasBlocked.has(item.id) && (state === 'open' || state === 'waiting'),
  );
  return free.length === 0
    ? []
    : [`Now possible: ${free.map(({ ref, item }) => `${ref} ${item.title}`).join(', ')}`];
}

/** The command to type next, after any change. */
export function nextHint(run: Run): string {
  const { plan, progress } = run;
  const { archived, finished } = progress;
  if (archived) return `The run stays archived, since ${longDate(archived.on, plan.today)}.`;
  if (finished)
    return `The run stays finished, since ${longDate(finished.on, plan.today)}. The summary: pm-onboard finish${hireFlag(run)}`;
  const [first] = nextItems(plan);
  if (!first || first.item.optional) return pauseText(run);
  const effort =
    first.item.takes === undefined || first.item.count ? '' : `, ${effortText(first.item.takes)}`;
  return `Next: ${first.ref} ${first.item.title} (due ${shortDate(first.due, plan.today)}${effort})`;
}
