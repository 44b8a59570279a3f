import type { CalendarDate } from '../../dates.ts';
import { type Calendar, plainCalendar } from '../../plan/calendar.ts';
import { at, type Checklist, type Draft, type Entry, itemsOf, textAt, textsAt } from '../../program/draft.ts';
import { itemInRule } from '../../program/grammar.ts';
import type { Located } from '../../program/yaml.ts';
import { readableCalendar } from '../readable.ts';
import { atValue, type Found, nameOf, type Rule } from '../rule.ts';
import {
  type Anchor,
  anchorIn,
  type DatesByStart,
  datesOn,
  startsInWords,
  startsWithLater,
} from '../timing.ts';

export const dueOrder: Rule = {
  id: 'due-order',
  severity: 'error',
  why: 'Dates that contradict each other leave the hire with something overdue before it can be begun.',
  check({ draft }) {
    const { 'working-days': workingDays } = readableCalendar(draft.program);
    const anchor = anchorIn(draft);
    const when = datedIn(plainCalendar(workingDays ? { workingDays } : {}), draft, anchor);
    const ifLater = findingIn(anchor);
    const phases = phasesIn(draft, when, ifLater);
    const items = itemsOf(draft).flatMap((item) => dated(item, phases.ends.get(item.checklist), when));
    const late = new Map(items.map((item) => [item, afterItsPhase(item, ifLater)]));
    return [
      ...phases.problems,
      ...[...late.values()].flat(),
      ...items.flatMap((item) => begunTooLate(item, ifLater)),
      // Items due after their own phase are left out here, since another finding reports them.
      ...dueTooEarly(items, new Set(items.filter((item) => late.get(item)?.length === 0)), ifLater),
    ];
  },
};

/** A date rule with its date for each start. */
interface Dated {
  readonly rule: string;
  readonly place: Located;
  readonly dates: DatesByStart;
}

interface DatedItem {
  readonly entry: Entry;
  readonly name: string;
  /** The item's own due date, else the phase's. */
  readonly due: Dated;
  readonly from: Dated | undefined;
  /** The phase's due date; undefined if the item has no due date of its own. */
  readonly end: Dated | undefined;
}

type Dates = (parent: Located, key: string) => Dated | undefined;

/** Rules that count from another item have the dates that follow from its own; in a circle, which is told elsewhere, none. */
function datedIn(calendar: Calendar, draft: Draft, anchor: Anchor): Dates {
  const dates = datesOn(calendar, anchor);
  const byId = new Map<string, Entry>();
  for (const item of itemsOf(draft)) for (const { value } of textsAt(item, 'formerly')) byId.set(value, item);
  for (const item of itemsOf(draft).toReversed()) if (item.id) byId.set(item.id.value, item);
  const known = new Map<Entry, DatesByStart | undefined>();
  return (parent, key) => {
    const place = textAt(parent, key);
    const found = place && datesOf(place.value);
    return found && { rule: place.value, place, dates: found };
  };

  function datesOf(rule: string): DatesByStart | undefined {
    const first = itemInRule(rule);
    if (first === undefined) return dates.of(rule);
    // The chain is walked down to an item with a date of its own, and back: it may be longer than the call stack is deep.
    const chain: { readonly entry: Entry; readonly rule: string }[] = [];
    let found: DatesByStart | undefined;
    let next: string | undefined = first;
    while (next !== undefined) {
      const entry = byId.get(next);
      if (!entry || chain.some((each) => each.entry === entry)) return undefined;
      const own = (textAt(entry, 'due') ?? textAt(entry.checklist, 'due'))?.value ?? '';
      const isKnown = known.has(entry);
      next = isKnown ? undefined : itemInRule(own);
      if (next === undefined) found = isKnown ? known.get(entry) : dates.of(own);
      chain.push({ entry, rule: own });
    }
    for (const [at, { entry, rule: own }] of chain.reverse().entries()) {
      if (at > 0) found = found && dates.after(own, found);
      known.set(entry, found);
    }
    return found && dates.after(rule, found);
  }
}

/** Returns a function: a finding at `place` if `one` is later than `other` for some start, or last day. */
function findingIn(anchor: Anchor) {
  return (one: DatesByStart, other: DatesByStart, place: Located, message: string, hint: string): Found[] => {
    const wrong = startsWithLater(one, other);
    return wrong.length === 0 ? [] : [atValue(place, `${message}${startsInWords(wrong, anchor)}`, hint)];
  };
}

type IfLater = ReturnType<typeof findingIn>;

/** When each checklist ends. A phase out of order gets no end: comparing its items with it would repeat the problem. */
function phasesIn(
  { program, checklists }: Draft,
  when: Dates,
  ifLater: IfLater,
): { ends: Map<Checklist, Dated>; problems: Found[] } {
  const ends = new Map<Checklist, Dated>();
  const problems: Found[] = [];
  let before: { name: string; end: Dated } | undefined;
  for (const checklist of checklists) {
    const end = when(checklist, 'due');
    if (!end) continue;
    const { name, listed } = checklist;
    const found = listed && before ? endsTooEarly(name, end, before, ifLater) : [];
    if (found.length === 0) ends.set(checklist, end);
    problems.push(...found);
    if (program && listed) before = { name, end };
  }
  return { ends, problems };
}

function endsTooEarly(
  name: string,
  end: Dated,
  before: { name: string; end: Dated },
  ifLater: IfLater,
): Found[] {
  const message = `the phase \`${name}\` ends (${end.rule}) before \`${before.name}\` does (${before.end.rule}), which comes first`;
  const hint = 'correct the `due`, or the order of `phases` in program.yaml';
  return ifLater(before.end.dates, end.dates, end.place, message, hint);
}

function dated(item: Entry, end: Dated | undefined, when: Dates): DatedItem[] {
  const own = when(item, 'due');
  const due = own ?? (at(item, 'due') ? undefined : end);
  return due ? [{ entry: item, name: nameOf(item), due, from: when(item, 'from'), end: own && end }] : [];
}

function afterItsPhase({ name, due, end }: DatedItem, ifLater: IfLater): Found[] {
  if (!end) return [];
  const message = `${name} is due (${due.rule}) after the end of its phase (${end.rule})`;
  const hint = 'give it an earlier `due`, or move it into a later phase';
  return ifLater(due.dates, end.dates, due.place, message, hint);
}

function begunTooLate({ name, due, from }: DatedItem, ifLater: IfLater): Found[] {
  if (!from) return [];
  const message = `${name} may be begun (${from.rule}) only after it is due (${due.rule})`;
  const hint = 'give it an earlier `from`, or a later `due`';
  return ifLater(from.dates, due.dates, from.place, message, hint);
}

/**
 * Items that are due before an item that they wait for. Waiting for a group means waiting for its required items.
 * @param inTime the items that others may be compared with
 */
function dueTooEarly(items: readonly DatedItem[], inTime: ReadonlySet<DatedItem>, ifLater: IfLater): Found[] {
  const last = new Map<string, DatedItem[]>();
  for (const item of items) {
    if (item.entry.optional || !inTime.has(item)) continue;
    for (const id of [item.entry.id, item.entry.group?.id])
      if (id) last.set(id.value, latest(item, last.get(id.value)));
  }
  return items.flatMap((item) =>
    textsAt(item.entry, 'after').flatMap((place) =>
      tooEarly(item, place, last.get(place.value) ?? [], ifLater),
    ),
  );
}

/** For each start, the item that is due last. */
function latest(item: DatedItem, others: readonly DatedItem[] | undefined): DatedItem[] {
  return item.due.dates.map((date, index) => {
    const other = others?.[index];
    return other && (other.due.dates[index] as CalendarDate) >= date ? other : item;
  });
}

function tooEarly(
  { name, due }: DatedItem,
  place: Located<string>,
  last: readonly DatedItem[],
  ifLater: IfLater,
): Found[] {
  if (last.every((target, index) => (target.due.dates[index] as CalendarDate) <= (due.dates[index] ?? '')))
    return [];
  const dates = last.map((target, index) => target.due.dates[index] as CalendarDate);
  const target = last[startsWithLater(dates, due.dates)[0] ?? -1];
  if (!target) return [];
  const message = `${name} is due (${due.rule}) before ${target.name} (${target.due.rule}), which it waits for`;
  const hint = 'give it a later `due`, or give the other an earlier one';
  return ifLater(dates, due.dates, place, message, hint);
}
