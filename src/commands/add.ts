/** `add "title"`: gives a hire an item of their own; `add NAME --from TEMPLATE` gives them a template's items. */

import { type AddFlags, alreadyThere, takeAdditions } from '../actions/add.ts';
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { longDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import type { Plan, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { beforeText, dueOr } from '../view/anchor.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { idleButTaken, listText, plural } from '../view/words.ts';

interface AddOptions extends AddFlags {
  /** Add the item even if another item of the same title is still to do. */
  readonly another?: boolean;
}

export async function add(run: OpenRun, words: readonly string[], options: AddOptions): Promise<Outcome> {
  refuseOver(run);
  const { facts, remarks } = await takeAdditions(run, words, options);
  const there = options.another ? [] : alreadyThere(run, facts);
  if (there.length > 0) return thereOutcome(there, run.plan);
  const after = await saveFacts(run, facts);
  const ids = facts.map(({ item }) => item);
  return addedOutcome(ids, remarks, after);
}

/**
 * @param ids the ids of the added items
 * @param remarks sentences about parts of the template that don't fit the hire's program
 * @param run the run with the added items
 */
function addedOutcome(ids: readonly string[], remarks: readonly string[], run: Run): Outcome {
  const { plan } = run;
  const added = plan.items.filter(({ item }) => ids.includes(item.id));
  return {
    changes: added.map(
      (planned) => `added ${nameOf(planned)}, ${dueOr(planned, `due ${longDate(planned.due, plan.today)}`)}`,
    ),
    remarks: [
      placeText(added, plan),
      ...remarks,
      ...idleTexts(added, run),
      ...dateTexts(added, run),
      ...added.flatMap((planned) => laterText(planned, plan)),
    ],
    hint: nextHint(run),
  };
}

/** @param there the hire's own items that have the same titles and are still to do */
function thereOutcome([first, ...others]: readonly PlannedItem[], { today }: Plan): Outcome {
  const { by = '', on = today } = first?.item.added ?? {};
  const rest = others.length > 0 ? `; ${plural(others.length, 'more item')} of it too` : '';
  return unchanged(
    `${first?.ref} ${first?.item.title} is there already, added by ${by} on ${longDate(on, today)}${rest}.`,
    'Nothing was added. If another one is meant, say --another',
  );
}

function placeText(added: readonly PlannedItem[], { phases }: Plan): string {
  const places = phases.filter(({ phase }) => added.some((planned) => planned.phase === phase.id));
  const titles = listText(places.map(({ phase }) => `"${phase.title}"`));
  return added.length === 1
    ? `It belongs to ${titles}.`
    : `They belong to ${titles}; one undo takes all back.`;
}

function idleTexts(added: readonly PlannedItem[], { calendar, plan }: Run): string[] {
  const texts = added.flatMap(({ due }) => idleButTaken(due, calendar, plan.today));
  return [...new Set(texts)];
}

function dateTexts(added: readonly PlannedItem[], run: Run): string[] {
  const { start, today, phases } = run.plan;
  const end = phases.at(-1)?.due ?? today;
  const say = (isMeant: (planned: PlannedItem) => boolean, what: string) => {
    const refs = added.filter(isMeant).map(({ ref }) => ref);
    return refs.length === 0 ? [] : [`${listText(refs)} ${agreeing(refs.length, 'is', 'are')} due ${what}.`];
  };
  return [
    ...say(({ due }) => due < start, beforeText(run)),
    ...say(({ due }) => due < today, 'before today, so to catch up now'),
    ...say(({ due }) => due > end, `after the last phase, which ends on ${longDate(end, today)}`),
  ];
}

/** A sentence on the date that was given, where the item is due later since it waits for another one. */
function laterText({ ref, item, due, liftedBy }: PlannedItem, { items, today }: Plan): string[] {
  const given = item.added?.due;
  const other = items.find((each) => each.item.id === liftedBy);
  if (!given || !other || given === due) return [];
  return [
    `${ref} comes after ${nameOf(other)}, due ${longDate(other.due, today)}, so it is due no earlier than that, not on ${longDate(given, today)}.`,
  ];
}
