/**
 * Who has which turn: a function of the file and of dates. Nothing is generated or stored, so two machines with the same file never
 * differ. What carries a date acts from the first hand-over on or after it, and the order goes on behind whoever had the last turn,
 * so that no edit with a later date changes an earlier turn.
 */
import { addDays, type CalendarDate, dayCount, weekdayOf } from '../dates.ts';
import { normaliseName } from '../progress/names.ts';
import { type Anchor, type Cover, type Member, type Rotation, type TurnOrder, valueOn } from './model.ts';

export interface Turn {
  readonly from: CalendarDate;
  /** The last day: the next turn begins on the day after. */
  readonly to: CalendarDate;
  /** Whose turn it is by order and anchors; null where the rotation has nobody then. */
  readonly planned: string | null;
  /** Who has it, covers counted. */
  readonly holder: string | null;
  readonly cover?: Cover;
}

/**
 * The turns that lie at least partly between two days, both included, in order. Before the first anchor there are none.
 * @param rotation members, anchors and covers may stand in any order, but for members where that order is what counts
 */
export function turnsOf(rotation: Rotation, from: CalendarDate, to: CalendarDate): Turn[] {
  const turns: Turn[] = [];
  for (const turn of allTurns(rotation)) {
    if (turn.from > to) break;
    if (turn.to >= from) turns.push(turn);
  }
  return turns;
}

/** The turn that holds a day; undefined before the first one and after the last. */
export function turnOn(rotation: Rotation, date: CalendarDate): Turn | undefined {
  return turnsOf(rotation, date, date)[0];
}

/** All turns, without end where the rotation has none. */
export function* allTurns(rotation: Rotation): Generator<Turn> {
  const anchors = sortedAnchors(rotation.anchors);
  const [first] = anchors;
  let from = first && handOverFrom(rotation, first.date);
  let last: Place | undefined;
  let next = 0;
  while (from !== undefined && (rotation.until === undefined || from <= rotation.until)) {
    const after = handOverAfter(rotation, from);
    const to = after === undefined ? ('2999-12-31' as const) : addDays(after, -1);
    let anchor: Anchor | undefined;
    for (; (anchors[next]?.date ?? '9') <= from; next += 1) anchor = anchors[next];
    const active = activeOn(rotation.members, from);
    const order = valueOn(rotation.order, from) ?? 'given-name';
    const absent = anchor && placeOfAbsent(rotation, anchor.name, from);
    const place = anchor
      ? (placeNamed(active, anchor.name) ?? behind(active, order, absent))
      : behind(active, order, last);
    // Where nobody is there, the order goes on behind whoever was the last one, or behind the anchor.
    last = place ?? absent ?? last;
    const planned = place?.name ?? null;
    const cover = coverOf(rotation.covers, from);
    yield { from, to, planned, holder: cover?.by ?? planned, ...(cover ? { cover } : {}) };
    from = after;
  }
}

/** The first day from this one on, that day included, on which turns change hands. */
export function handOverFrom(rotation: Rotation, date: CalendarDate): CalendarDate | undefined {
  return handOverBetween(rotation, date, addDays(date, searchLimit));
}

/** A change of rules may put off a hand-over; without one in so many days there is no next turn. */
const searchLimit = 400;

function handOverAfter(rotation: Rotation, from: CalendarDate): CalendarDate | undefined {
  const every = valueOn(rotation.every, from);
  const weeks = every?.unit === 'week' ? every.interval - 1 : 0;
  return handOverBetween(rotation, addDays(from, 7 * weeks + 1), addDays(from, searchLimit));
}

function handOverBetween(rotation: Rotation, from: CalendarDate, to: CalendarDate): CalendarDate | undefined {
  for (let date = from; date <= to && date <= '2999-12-31'; date = addDays(date, 1)) {
    if (weekdayOf(dayCount(date)) !== valueOn(rotation.switches, date)) continue;
    const every = valueOn(rotation.every, date);
    if (every?.unit === 'week' || (every?.unit === 'month' && Number(date.slice(8)) <= 7)) return date;
  }
  return undefined;
}

/** By date; of two on one day, the first in the order of names counts last, wherever they stand in the file. */
function sortedAnchors(anchors: readonly Anchor[]): Anchor[] {
  return [...anchors].sort((a, b) => compare(a.date, b.date) || compareNames(b.name, a.name));
}

/** A member, with the place of their entry in the file. */
interface Place {
  readonly name: string;
  readonly at: number;
}

/** The members on a day; somebody who has two entries then counts once. */
function activeOn(members: readonly Member[], date: CalendarDate): Place[] {
  const found: Place[] = [];
  for (const [at, { name, from, until }] of members.entries())
    if ((from ?? '') <= date && date <= (until ?? '9') && !placeNamed(found, name)) found.push({ name, at });
  return found;
}

export function isMemberOn({ members }: Rotation, name: string, date: CalendarDate): boolean {
  return placeNamed(activeOn(members, date), name) !== undefined;
}

function placeNamed(places: readonly Place[], name: string): Place | undefined {
  const wanted = normaliseName(name);
  return places.find((each) => normaliseName(each.name) === wanted);
}

/** The place that somebody had up to a day. Whoever joins later has none yet, so that joining changes nothing before it. */
function placeOfAbsent({ members }: Rotation, name: string, date: CalendarDate): Place {
  const known = members.flatMap(({ name: each, from }, at) =>
    (from ?? '') <= date ? { name: each, at } : [],
  );
  return placeNamed(known, name) ?? { name, at: -1 };
}

/** Whoever comes behind a place in the order; behind the last one, the first. Undefined where nobody is there. */
function behind(active: readonly Place[], order: TurnOrder, last: Place | undefined): Place | undefined {
  const ordered = [...active].sort((a, b) => comparePlaces(a, b, order));
  return (last && ordered.find((each) => comparePlaces(each, last, order) > 0)) ?? ordered[0];
}

function comparePlaces(a: Place, b: Place, order: TurnOrder): number {
  return order === 'listed' ? a.at - b.at : compareNames(a.name, b.name);
}

/**
 * By given name, then by the whole name: letters without their accents first, so that Émile stands beside Emil on every machine,
 * whatever its language.
 */
export function compareNames(a: string, b: string): number {
  const [x, y] = [normaliseName(a), normaliseName(b)];
  return compare(plain(given(x)), plain(given(y))) || compare(plain(x), plain(y)) || compare(x, y);
}

function given(name: string): string {
  return name.split(' ')[0] ?? name;
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The cover of the turn that begins on a day. One of another day is none, lest it takes a turn that it doesn't mean. Of several,
 * which lint reports, the first in the order of names counts, wherever they stand.
 */
function coverOf(covers: readonly Cover[], from: CalendarDate): Cover | undefined {
  let found: Cover | undefined;
  for (const cover of covers)
    if (cover.turn === from && (!found || compareNames(cover.by, found.by) < 0)) found = cover;
  return found;
}

/** A day whose holder an edit changes. */
export interface ChangedTurn {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly was: string | null;
  readonly is: string | null;
}

/** The turns of `before` that lie at least partly between two days and that somebody else has in `after`. */
export function changedTurns(
  before: Rotation,
  after: Rotation | undefined,
  from: CalendarDate,
  to: CalendarDate,
): ChangedTurn[] {
  const now = after ? turnsOf(after, from, to) : [];
  return turnsOf(before, from, to).flatMap((turn) => {
    if (turn.holder === null) return [];
    const wanted = normaliseName(turn.holder);
    const [start, end] = [turn.from < from ? from : turn.from, turn.to > to ? to : turn.to];
    for (let day = start; day <= end; day = addDays(day, 1)) {
      const holder = now.find((each) => each.from <= day && day <= each.to)?.holder ?? null;
      if (holder === null || normaliseName(holder) !== wanted)
        return [{ from: turn.from, to: turn.to, was: turn.holder, is: holder }];
    }
    return [];
  });
}

/**
 * The turns that were over before a day and that an edit gives to somebody else: the past never changes.
 * @param today the first day that may change; the turn under way may be covered
 */
export function changedPast(
  before: Rotation,
  after: Rotation | undefined,
  today: CalendarDate,
): ChangedTurn[] {
  const first = sortedAnchors(before.anchors)[0]?.date;
  const running = turnOn(before, today);
  const end = addDays(running?.from ?? today, -1);
  return first === undefined || end < first ? [] : changedTurns(before, after, first, end);
}
