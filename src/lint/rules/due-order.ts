import { type CalendarDate, type Weekday, weekdays } from '../../dates.ts';
import {
  at,
  type Checklist,
  type Draft,
  type Entry,
  entriesOf,
  isOptional,
  mapAt,
  textAt,
  textsAt,
} from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, nameOf, type Rule } from '../rule.ts';
import { type DatesByStart, datesOn, plainCalendar, startsInWords, startsWithLater } from '../timing.ts';

export const dueOrder: Rule = {
  id: 'due-order',
  severity: 'error',
  why: 'Dates that contradict each other leave the hire with something overdue before it can be begun.',
  check({ draft }) {
    const when = datedIn(draft);
    const phases = phasesIn(draft, when);
    const items = entriesOf(draft).flatMap((entry) => dated(entry, phases.ends.get(entry.checklist), when));
    return [
      ...phases.problems,
      ...items.flatMap(afterItsPhase),
      ...items.flatMap(begunTooLate),
      ...dueTooEarly(items),
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
  /** Its own due date, else the phase's. */
  readonly due: Dated;
  readonly from: Dated | undefined;
  /** The phase's due date; only where the item has a due date of its own. */
  readonly end: Dated | undefined;
}

type Dates = (parent: Located, key: string) => Dated | undefined;

function datedIn(draft: Draft): Dates {
  const datesOf = datesOn(plainCalendar(workingWeek(draft)));
  return (parent, key) => {
    const place = textAt(parent, key);
    const dates = place && datesOf(place.value);
    return dates && { rule: place.value, place, dates };
  };
}

function workingWeek({ program }: Draft): { workingDays?: Weekday[] } {
  const calendar = program && mapAt(program, 'calendar');
  const given = (calendar ? textsAt(calendar, 'working-days') : []).map(({ value }) => value);
  const workingDays = weekdays.filter((day) => given.includes(day));
  return workingDays.length > 0 ? { workingDays } : {};
}

/** Each checklist's end. A phase out of order gets none: comparing its items with that end would repeat the problem. */
function phasesIn(
  { program, checklists, unlisted }: Draft,
  when: Dates,
): { ends: Map<Checklist, Dated>; problems: Found[] } {
  const foreign = new Set(unlisted.map(({ yaml }) => yaml));
  const ends = new Map<Checklist, Dated>();
  const problems: Found[] = [];
  let before: { name: string; end: Dated } | undefined;
  for (const checklist of checklists) {
    const end = when(checklist, 'due');
    if (!end) continue;
    const listed = program !== undefined && !foreign.has(checklist.yaml);
    const wrong = listed && before ? startsWithLater(before.end.dates, end.dates) : [];
    if (before && wrong.length > 0) {
      const message = `the phase \`${checklist.name}\` ends (${end.rule}) before \`${before.name}\` does (${before.end.rule}), which comes first${startsInWords(wrong)}`;
      problems.push(
        atValue(end.place, message, { hint: 'correct the `due`, or the order of `phases` in program.yaml' }),
      );
    } else ends.set(checklist, end);
    if (listed) before = { name: checklist.name, end };
  }
  return { ends, problems };
}

function dated(entry: Entry, end: Dated | undefined, when: Dates): DatedItem[] {
  if (entry.kind === 'group') return [];
  const own = when(entry, 'due');
  const due = own ?? (at(entry, 'due') ? undefined : end);
  return due ? [{ entry, name: nameOf(entry), due, from: when(entry, 'from'), end: own && end }] : [];
}

function afterItsPhase(item: DatedItem): Found[] {
  const { name, due, end } = item;
  const wrong = pastEnd(item);
  if (!end || wrong.length === 0) return [];
  const message = `${name} is due (${due.rule}) after the end of its phase (${end.rule})${startsInWords(wrong)}`;
  return [atValue(due.place, message, { hint: 'give it an earlier `due`, or move it into a later phase' })];
}

function begunTooLate({ name, due, from }: DatedItem): Found[] {
  const wrong = from ? startsWithLater(from.dates, due.dates) : [];
  if (!from || wrong.length === 0) return [];
  const message = `${name} may be begun (${from.rule}) only after it is due (${due.rule})${startsInWords(wrong)}`;
  return [atValue(from.place, message, { hint: 'give it an earlier `from`, or a later `due`' })];
}

function pastEnd({ due, end }: DatedItem): number[] {
  return end ? startsWithLater(due.dates, end.dates) : [];
}

/**
 * Waiting for a group means waiting for its required items. An item due after its own phase is left out, as that is
 * reported already.
 */
function dueTooEarly(items: readonly DatedItem[]): Found[] {
  const last = new Map<string, DatedItem[]>();
  for (const item of items) {
    if (isOptional(item.entry) || pastEnd(item).length > 0) continue;
    for (const id of [item.entry, item.entry.group].flatMap((each) => (each && textAt(each, 'id')) ?? []))
      last.set(id.value, latest(item, last.get(id.value)));
  }
  return items.flatMap((item) =>
    textsAt(item.entry, 'after').flatMap((place) => tooEarly(item, place, last.get(place.value) ?? [])),
  );
}

/** For each start, the item that is due last. */
function latest(item: DatedItem, others: readonly DatedItem[] | undefined): DatedItem[] {
  return item.due.dates.map((date, index) => {
    const other = others?.[index];
    return other && (other.due.dates[index] as CalendarDate) >= date ? other : item;
  });
}

function tooEarly({ name, due }: DatedItem, place: Located<string>, last: readonly DatedItem[]): Found[] {
  const dates = last.map((target, index) => target.due.dates[index] as CalendarDate);
  const wrong = startsWithLater(dates, due.dates);
  const target = last[wrong[0] ?? -1];
  if (!target) return [];
  const message = `${name} is due (${due.rule}) before ${target.name} (${target.due.rule}), which it waits for${startsInWords(wrong)}`;
  return [atValue(place, message, { hint: 'give it a later `due`, or give the other an earlier one' })];
}
