/** What adding items to a hire, or taking them away, brought about, in words. */

import { longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { Plan, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { nextHint, unblockedText } from './done.ts';
import type { Outcome } from './outcome.ts';
import { idleText } from './shift.ts';
import { listText, plural } from './words.ts';

type DatedRun = Run & { readonly calendar: Calendar };

/**
 * @param ids of the items that were added
 * @param run as it is then
 */
export function addedOutcome(ids: readonly string[], remarks: readonly string[], run: DatedRun): Outcome {
  const { plan } = run;
  const added = plan.items.filter(({ item }) => ids.includes(item.id));
  return {
    changes: added.map(
      ({ ref, item, due }) => `added ${ref} ${item.title}, due ${longDate(due, plan.today)}`,
    ),
    remarks: [
      placeText(added, plan),
      ...remarks,
      ...idleTexts(added, run),
      ...dateTexts(added, plan),
      ...added.flatMap((planned) => laterText(planned, plan)),
    ],
    hint: nextHint(run),
  };
}

/** It was asked for what is there already, at least in part. */
export function thereOutcome([first, ...others]: readonly PlannedItem[], { today }: Plan): Outcome {
  const { by = '', on = today } = first?.item.added ?? {};
  const rest = others.length > 0 ? `; ${plural(others.length, 'more item')} of it too` : '';
  return {
    changes: [],
    remarks: [
      `${first?.ref} ${first?.item.title} is there already, added by ${by} on ${longDate(on, today)}${rest}.`,
    ],
    hint: 'Nothing was added. If another one is meant, say --another',
  };
}

export function removedOutcome(removed: readonly PlannedItem[], before: Run, after: Run): Outcome {
  return {
    changes: removed.map(({ item }) => `removed ${item.title}`),
    remarks: unblockedText(before, after),
    hint: nextHint(after),
  };
}

function placeText(added: readonly PlannedItem[], { phases }: Plan): string {
  const places = phases.filter(({ phase }) => added.some((planned) => planned.phase === phase.id));
  const titles = listText(places.map(({ phase }) => `"${phase.title}"`));
  return added.length === 1
    ? `It belongs to ${titles}.`
    : `They belong to ${titles}; one undo takes all back.`;
}

function idleTexts(added: readonly PlannedItem[], { calendar, plan }: DatedRun): string[] {
  const texts = added.flatMap(({ due }) => idleText(due, calendar, plan.today));
  return [...new Set(texts)].map((text) => `${text}; it counts as it stands.`);
}

function dateTexts(added: readonly PlannedItem[], { start, today, phases }: Plan): string[] {
  const end = phases.at(-1)?.due ?? today;
  const say = (items: readonly PlannedItem[], what: string) =>
    items.length === 0
      ? []
      : [`${listText(items.map(({ ref }) => ref))} ${items.length === 1 ? 'is' : 'are'} due ${what}.`];
  return [
    ...say(
      added.filter(({ due }) => due < start),
      `before the start, ${longDate(start, today)}`,
    ),
    ...say(
      added.filter(({ due }) => due < today),
      'before today, so to catch up now',
    ),
    ...say(
      added.filter(({ due }) => due > end),
      `after the last phase, which ends on ${longDate(end, today)}`,
    ),
  ];
}

/** What it waits for and is due after it. */
function laterText({ ref, due, blockers }: PlannedItem, { items, today }: Plan): string[] {
  return items
    .filter((other) => blockers.includes(other.item.id) && other.due > due)
    .map(
      (other) =>
        `${ref} comes after ${other.ref} ${other.item.title}, which is due later, on ${longDate(other.due, today)}.`,
    );
}
