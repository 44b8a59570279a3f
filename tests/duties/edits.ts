/** Random rotations, and random edits of them of which each has a date from which on it acts. */
import fc from 'fast-check';
import { addDays, type CalendarDate, dayCount, type Weekday, weekdayOf, weekdays } from '../../src/dates.ts';
import type { Dated, Member, Rotation, TurnOrder, TurnRule } from '../../src/duties/model.ts';
import { handOverFrom, turnsOf } from '../../src/duties/turns.ts';

/** Names that share given names, accents and letters of two cases. */
const names = [
  'Ada Lovelace',
  'ada Byron',
  'Émile Borel',
  'Emil Post',
  'Emile Durand',
  'Grace Hopper',
  'Alan Turing',
  'Zoë Quinn',
  'Zoe Adams',
  'Åsa Berg',
];

/** The day before which nothing happens. */
export const first: CalendarDate = '2026-01-05';

/** A member with the place that they have in the list, whoever is added around them. */
interface Ranked extends Member {
  readonly rank: number;
}

export type Edit = { readonly on: CalendarDate } & (
  | { readonly kind: 'join'; readonly name: string; readonly rank: number; readonly stays: number }
  | { readonly kind: 'leave'; readonly name: string; readonly after: number }
  | { readonly kind: 'anchor'; readonly name: string }
  | { readonly kind: 'order'; readonly value: TurnOrder }
  | { readonly kind: 'switches'; readonly value: Weekday }
  | { readonly kind: 'every'; readonly value: TurnRule }
  | { readonly kind: 'cover'; readonly name: string; readonly turn: CalendarDate }
  | { readonly kind: 'end'; readonly after: number }
);

const rule: fc.Arbitrary<TurnRule> = fc.constantFrom(
  { unit: 'week', interval: 1 },
  { unit: 'week', interval: 2 },
  { unit: 'month' },
);
const order = fc.constantFrom<TurnOrder>('given-name', 'listed');
const day = fc.constantFrom(...weekdays);

/** What a rotation begins with, and edits in the order of their dates. Edits that can't both be made are left out. */
export const lives = fc
  .record({
    at: fc.integer({ min: 1, max: 5 }),
    starts: fc.integer({ min: 0, max: 9 }),
    every: rule,
    switches: day,
    order,
    edits: fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 300 }),
        kind: fc.constantFrom(
          ...([
            'join',
            'join',
            'leave',
            'leave',
            'anchor',
            'cover',
            'cover',
            'cover',
            'order',
            'switches',
            'every',
            'end',
          ] as const),
        ),
        who: fc.integer({ min: 0, max: names.length - 1 }),
        n: fc.integer({ min: 0, max: 60 }),
        order,
        day,
        rule,
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ at, starts, edits, ...rest }) => {
    const members = names.slice(0, at + 1).map((name, rank): Ranked => ({ name, rank }));
    const base = { ...rest, members, starter: names[starts % (at + 1)] ?? '' };
    const sorted = [...edits].sort((a, b) => a.days - b.days);
    const seen = new Set<string>();
    const made = sorted.flatMap(({ days, kind, who, n, order: next, day: other, rule: every }): Edit[] => {
      const on = addDays(first, days);
      const name = names[who] ?? '';
      const isBase = who <= at;
      const key = ['join', 'leave'].includes(kind) ? `${kind} ${name}` : kind;
      if (!['anchor', 'cover'].includes(kind) && seen.has(key)) return [];
      seen.add(key);
      switch (kind) {
        case 'join':
          return isBase ? [] : [{ on, kind, name, rank: n / 7, stays: n }];
        case 'leave':
          return isBase ? [{ on, kind, name, after: n }] : [];
        case 'order':
          return [{ on, kind, value: next }];
        case 'switches':
          return [{ on, kind, value: other }];
        case 'every':
          return [{ on, kind, value: every }];
        case 'cover':
          // Some turns have two covers, and some days two anchors.
          return [name, ...(n % 2 === 0 ? [names[(who + 3) % names.length] ?? ''] : [])].map((by) => ({
            ...{ on, kind, name: by, turn: weekdayFrom(rest.switches, addDays(on, 7 * (n % 4))) },
          }));
        case 'end':
          return [{ on, kind, after: n }];
        default:
          return [name, ...(n % 3 === 0 ? [names[(who + 1) % names.length] ?? ''] : [])].map((each) => ({
            ...({ on, kind, name: each } as const),
          }));
      }
    });
    return { base, edits: made };
  });

/** The first such day from a day on. */
function weekdayFrom(weekday: Weekday, from: CalendarDate): CalendarDate {
  let date = from;
  while (weekdayOf(dayCount(date)) !== weekday) date = addDays(date, 1);
  return date;
}

export type Base = (typeof lives extends fc.Arbitrary<infer L> ? L : never)['base'];

export function begun({ every, switches, order: by, members, starter }: Base): Rotation {
  const rotation: Rotation = {
    id: 'r',
    title: 'R',
    every: [{ value: every }],
    switches: [{ value: switches }],
    zone: 'UTC',
    order: [{ value: by }],
    members,
    anchors: [],
    covers: [],
    before: [],
    during: [],
    after: [],
  };
  return { ...rotation, anchors: [{ date: handOverFrom(rotation, first) ?? first, name: starter }] };
}

/** The rotation with one edit; whichever edits were made before, the result of all is the same. */
export function edited(rotation: Rotation, edit: Edit): Rotation {
  const { on } = edit;
  switch (edit.kind) {
    case 'join': {
      const { name, rank, stays } = edit;
      const joiner: Ranked = {
        name,
        rank,
        from: on,
        ...(stays < 20 ? { until: addDays(on, 7 * stays) } : {}),
      };
      const members = [...(rotation.members as readonly Ranked[]), joiner];
      return { ...rotation, members: members.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1)) };
    }
    case 'leave':
      return {
        ...rotation,
        members: rotation.members.map((each) =>
          each.name === edit.name ? { ...each, until: addDays(on, edit.after - 1) } : each,
        ),
      };
    case 'anchor':
      return { ...rotation, anchors: [...rotation.anchors, { date: on, name: edit.name }] };
    case 'order':
      return { ...rotation, order: changed(rotation.order, edit.value, on) };
    case 'switches':
      return { ...rotation, switches: changed(rotation.switches, edit.value, on) };
    case 'every':
      return { ...rotation, every: changed(rotation.every, edit.value, on) };
    case 'cover':
      return {
        ...rotation,
        covers: [...rotation.covers, { turn: edit.turn, by: edit.name, insteadOf: 'x' }],
      };
    case 'end':
      return { ...rotation, until: addDays(on, edit.after) };
  }
}

function changed<T>([before]: readonly Dated<T>[], value: T, since: CalendarDate): Dated<T>[] {
  return before
    ? [
        { ...before, until: addDays(since, -1) },
        { value, since },
      ]
    : [{ value, since }];
}

/** Who has the duty on each day from the first one on. */
export function holders(rotation: Rotation, days = 420): (string | null)[] {
  const found = new Array<string | null>(days).fill(null);
  const place = new Map(Array.from({ length: days }, (_, at) => [addDays(first, at), at]));
  for (const { from, to, holder } of turnsOf(rotation, first, addDays(first, days - 1)))
    for (let at = place.get(from) ?? 0; at < days && addDays(first, at) <= to; at += 1) found[at] = holder;
  return found;
}
