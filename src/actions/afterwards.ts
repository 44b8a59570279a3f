/** Sentences about what changed and what comes next; several commands that write share them. */

import { longDate, shortDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import { nextItem } from '../plan/pace.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { pairsOf } from '../plan/shift.ts';
import { rolesOf } from '../program/model.ts';
import { withoutEvidenceText } from '../progress/kinds.ts';
import { samePerson } from '../progress/names.ts';
import { beginsWithDay1, dueOr } from '../view/anchor.ts';
import { countOf, guideOf, viewRole, viewSigners } from '../view/item.ts';
import type { Outcome } from '../view/outcome.ts';
import { pauseText } from '../view/pause.ts';
import { countText, effortText, hireFlag, listText, lowerFirst, namesOrWhom } from '../view/words.ts';

/** The same items, as they are in the given run. */
export function changedItems({ plan }: Run, items: readonly PlannedItem[]): PlannedItem[] {
  return plan.items.filter(({ item }) => items.some((other) => other.item.id === item.id));
}

/**
 * What `done` says; `count` says the same when it closes an item.
 * @param closed the items that were ticked off, as they are in `after`
 * @param alreadyDone the items that the person named but that were done before
 * @param before the run before the command
 * @param after the run after the command
 */
export function doneOutcome(
  closed: readonly PlannedItem[],
  alreadyDone: readonly PlannedItem[],
  before: Run,
  after: Run,
): Outcome {
  return {
    changes: closed.map((item) => closedText(item, after)),
    remarks: [
      ...alreadyDone.map((item) => alreadyText(item, after)),
      ...beforeStartText(closed, after),
      ...closed.flatMap((item) => earlyText(item, after)),
      ...unblockedText(before, after),
    ],
    hint: nextHint(after),
  };
}

function closedText(planned: PlannedItem, run: Run): string {
  const { progress } = planned;
  const { today } = run.plan;
  const closedOn = progress.closedBy?.on ?? today;
  const on = closedOn === today ? '' : ` on ${shortDate(closedOn, today)}`;
  const counted = countOf(planned);
  const count = counted ? ` (${countText(counted)})` : '';
  const review = signOffText(planned, run);
  const lacks = progress.closedBy?.kind === 'done' && progress.closedBy.withoutEvidence;
  const without = lacks ? `, ${withoutEvidenceText(lacks)}` : '';
  const until = planned.validUntil ? `, valid until ${shortDate(planned.validUntil, today)}` : '';
  return `${nameOf(planned)}: done${on}${count}${without}${until}${review && `; ${review}`}`;
}

/** A sentence about who signs the item off; empty unless the item is in review. */
function signOffText(planned: PlannedItem, run: Run): string {
  const { item, state, progress } = planned;
  if (state !== 'in review' || !item.signOff) return '';
  const signers = viewSigners(item.signOff, planned, run);
  if (signers.people.length === 0 && rolesOf(item.signOff).some((role) => run.people.get(role)?.length))
    return `${progress.closedBy?.by} recorded it, and nobody else is ${lowerFirst(signers.title)} to sign it off`;
  return `${namesOrWhom(signers, guideOf(run))} ${signers.roles ? 'sign' : 'signs'} it off`;
}

function alreadyText(planned: PlannedItem, run: Run): string {
  const { ref, progress } = planned;
  const on = progress.closedBy ? `, on ${shortDate(progress.closedBy.on, run.plan.today)}` : '';
  const review = signOffText(planned, run);
  const instead = review && ` ${review}; to hand in something else: pm-onboard reopen ${ref}${hireFlag(run)}`;
  return `${nameOf(planned)} was done already${on}.${instead}`;
}

/**
 * A remark when the run has not begun, or when an item was done before the start but is due on the start or later: its
 * `--on` may be mistyped. An item that is due before the start gets no remark.
 */
function beforeStartText(closed: readonly PlannedItem[], run: Run): string[] {
  const { plan } = run;
  const { start, today } = plan;
  // What has no first day may have been recorded after some of it was done.
  if (!beginsWithDay1(run)) return [];
  if (!plan.begun && closed.length > 0) return ['The run has not begun yet; it counts all the same.'];
  const early = closed.find(({ due, progress }) => due >= start && (progress.closedBy?.on ?? start) < start);
  if (!early?.progress.closedBy) return [];
  const on = longDate(early.progress.closedBy.on, today);
  return [`${on} is before the start, ${longDate(start, today)}; it counts all the same.`];
}

function earlyText({ ref, from }: PlannedItem, { plan }: Run): string[] {
  return from !== undefined && from > plan.today
    ? [`${ref} was planned for ${shortDate(from, plan.today)} at the earliest; early is fine.`]
    : [];
}

/** A remark that names the items that were blocked before the command and can be done now. */
export function unblockedText(before: Run, after: Run): string[] {
  const wasBlocked = blockedIds(before);
  const free = after.plan.items.filter(
    ({ item, state }) => wasBlocked.has(item.id) && (state === 'open' || state === 'waiting'),
  );
  return free.length === 0 ? [] : [`Now possible: ${namesOf(free)}`];
}

/** A remark that names the items that are blocked now and were not blocked before the command. */
export function blockedText(before: Run, after: Run): string[] {
  const wasBlocked = blockedIds(before);
  const blocked = after.plan.items.filter(
    ({ item, state }) => state === 'blocked' && !wasBlocked.has(item.id),
  );
  return blocked.length === 0 ? [] : [`Wait for it again: ${namesOf(blocked)}`];
}

/** Remarks on the items that wait for others than before: `3.31 Sum up now waits for 3.29 Draft`. */
export function waitsText(before: Run, after: Run): string[] {
  return pairsOf(before.plan, after.plan).flatMap((pair) => {
    const fresh = pair.after.blockers.filter((id) => !pair.before.blockers.includes(id));
    const isSame = pair.after.item.after.join() === pair.before.item.after.join();
    const named = after.plan.items.filter(({ item }) => fresh.includes(item.id)).map(nameOf);
    return isSame || named.length === 0 ? [] : [`${nameOf(pair.after)} now waits for ${listText(named)}`];
  });
}

function blockedIds({ plan }: Run): Set<string> {
  return new Set(plan.items.filter(({ state }) => state === 'blocked').map(({ item }) => item.id));
}

function namesOf(items: readonly PlannedItem[]): string {
  return items.map(nameOf).join(', ');
}

/** `1.3 Meet your manager`. */
export function nameOf({ ref, item }: PlannedItem): string {
  return `${ref} ${item.title}`;
}

/**
 * A warning for roles that sign items off and that only the hire holds: nobody signs off their own work, so the items stay
 * in review.
 * @param changed warn only if this role is among them
 */
export function selfSigned(run: Run, changed?: string): string[] {
  const { hire } = run.progress;
  const signing = new Set(run.plan.items.flatMap(({ item }) => item.signOff ?? []));
  const own = [...signing].filter((role) => {
    const holders = run.people.get(role) ?? [];
    return holders.length > 0 && holders.every(({ name }) => samePerson(hire, name));
  });
  if (changed === undefined ? own.length === 0 : !own.includes(changed)) return [];
  const titles = listText(own.map((role) => viewRole(role, run).title));
  return [
    `Nobody signs off their own work: while ${hire.name} alone is ${titles}, what ${agreeing(own.length, 'that role approves', 'these approve')} stays in review.`,
  ];
}

/** The last line after most commands that write: the hire's next item, or that the run stays finished or archived. */
export function nextHint(run: Run): string {
  const { plan, progress } = run;
  const { archived, finished } = progress;
  if (archived) return `The run stays archived, since ${longDate(archived.on, plan.today)}.`;
  if (finished)
    return `The run stays finished, since ${longDate(finished.on, plan.today)}. The summary: pm-onboard finish${hireFlag(run)}`;
  const first = nextItem(run);
  if (!first || first.item.optional) return pauseText(run);
  const effort =
    first.item.takes === undefined || first.item.count ? '' : `, ${effortText(first.item.takes)}`;
  return `Next: ${nameOf(first)} (${dueOr(first, `due ${shortDate(first.due, plan.today)}`)}${effort})`;
}
