/** The sections of the status screen, in their order, with their rows. An item stands in one section only. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  daysBetween,
  endOfWeek,
  shortDate,
  weekdayName,
} from '../dates.ts';
import { grouped } from '../grouped.ts';
import { isOver } from '../progress/reduce.ts';
import { dueOr, hasFirstDay, isEarly } from './anchor.ts';
import type { ItemView, RoleView } from './item.ts';
import { bookingDays, type DayView, othersDays, type PartView } from './schedule.ts';
import type { StatusView } from './status.ts';
import {
  againText,
  askText,
  countText,
  effortText,
  evidenceWish,
  firstName,
  hoursText,
  namesOrWhom,
  oneLine,
  plural,
  roleNames,
  sizeText,
} from './words.ts';

export interface Section {
  readonly title: string;
  /** The text beside the title. */
  readonly remark: string;
  readonly rows: readonly Row[];
  readonly tone: 'catch up' | 'plain' | 'quiet';
  /** Whether the section gets its rows before the others where not all rows fit the screen. */
  readonly urgent: boolean;
  /** Whether the rows stand beside the title, one after the other, instead of below it. */
  readonly inline: boolean;
  /** How many rows the section has where not all rows fit the screen; others may leave it more. */
  readonly share: number;
  /** The refs of further items, on a line below the rows. */
  readonly later: readonly string[];
}

/** The cells of one line; a column whose cells are empty in the whole section takes no room. */
export interface Row {
  readonly ref: string;
  readonly title: string;
  readonly size: string;
  readonly when: string;
  readonly who: string;
  readonly link: string;
  /** In which state the row is, for screens that say it in a word: `Late`. */
  readonly state: string;
}

/** A plain section; `other` replaces any of its defaults. */
export function section(title: string, rows: readonly Row[], other: Partial<Section> = {}): Section {
  const plain = { remark: '', tone: 'plain', urgent: false, inline: false, share: 3, later: [] } as const;
  return { title, rows, ...plain, ...other };
}

/** An answer to a question is shown for this many days. */
const answerDays = 7;

/** The title of the days behind a leave. */
const backTitle = 'WHEN YOU ARE BACK';

/** What a section is made of: the status, and the items that no section has shown yet. */
interface Board {
  readonly status: StatusView;
  /** The next working day; today, where that is one. */
  readonly day: DayView | undefined;
  /** Whether `day` is today. */
  readonly isToday: boolean;
  /** Takes the items out, so that no other section shows them. */
  readonly take: (which: (item: ItemView) => boolean) => readonly ItemView[];
}

/**
 * The sections that have at least one row, in their order.
 * @param all whether items that are late get rows too where today has no room for them
 */
export function sectionsOf(status: StatusView, all = false): Section[] {
  if (isOver(status)) return [];
  const board = boardOf(status);
  // An item goes to the first section that wants it.
  const returned = returnedSection(board);
  const late = lateSection(board, all);
  const before = beforeSection(board);
  const booked = bookedTodaySection(board);
  const today = todaySection(board, all);
  const running = runningSection(board);
  const held = heldSection(board);
  const booking = bookingSection(board);
  const ahead = aheadSection(board);
  const later = [late, before, booked, today, running, ahead, booking].every(({ rows }) => rows.length === 0);
  return [
    late,
    before,
    returned,
    booked,
    today,
    running,
    held,
    ahead,
    ...(later ? [comingSection(board)] : []),
    booking,
    bookedSection(board),
    othersSection(status),
    optionalSection(board),
    ...(status.filter ? [restSection(board)] : []),
    answersSection(status),
  ].filter(({ rows }) => rows.length > 0);
}

function boardOf(status: StatusView): Board {
  const [day] = status.schedule;
  let left: readonly ItemView[] = [
    ...new Map(
      [...status.overdue, ...status.next, ...status.blocked, ...(status.later ?? [])].map((item) => [
        item.id,
        item,
      ]),
    ).values(),
  ].filter(({ by }) => by === null);
  return {
    status,
    day,
    isToday: day?.date === status.today,
    take(which) {
      const taken = new Set(left.filter(which));
      if (taken.size > 0) left = left.filter((item) => !taken.has(item));
      return [...taken];
    },
  };
}

/** The parts of the next working day that are still to do, by the id of their item. */
function partsOf({ day }: Board): ReadonlyMap<string, PartView> {
  return new Map((day?.items ?? []).filter(({ done }) => !done).map((part) => [part.id, part]));
}

/** The items in the order of the day's parts; those that have no part come last. */
function inOrder(items: readonly ItemView[], parts: ReadonlyMap<string, PartView>): readonly ItemView[] {
  const place = new Map([...parts.keys()].map((id, at) => [id, at]));
  const placeOf = ({ id }: ItemView) => place.get(id) ?? parts.size;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}

function minutesOf(items: readonly ItemView[], parts: ReadonlyMap<string, PartView>): number {
  return items.reduce((sum, { id }) => sum + (parts.get(id)?.left ?? 0), 0);
}

/** The items that were returned. The wide column shows the comment, which says what is missing. */
function returnedSection({ status, take }: Board): Section {
  const rows = take(({ signOff }) => signOff?.state === 'returned').map(
    (item): Row => ({
      ...bareRow(item),
      title: `"${item.signOff?.comment}"`,
      when:
        item.due < status.today
          ? shortDate(item.due, status.today)
          : `by ${shortDate(item.due, status.today)}`,
      who: item.title,
    }),
  );
  return section('RETURNED TO YOU', rows, { urgent: true, share: 2 });
}

/**
 * The late items that today has room for; after the last day of the run all that is left to close. On a day off nothing is
 * asked, and what is late belongs to the next working day.
 */
function lateSection(board: Board, all: boolean): Section {
  const { status, isToday, take } = board;
  if (!isToday) return section('', []);
  const parts = partsOf(board);
  const late = take(({ overdue, booked }) => overdue && (booked === null || booked.day <= status.today));
  const now = inOrder(
    late.filter(({ id }) => parts.has(id)),
    parts,
  );
  const others = late.filter(({ id }) => !parts.has(id));
  const isAll = all || now.length === 0;
  const shown = isAll ? [...now, ...others] : now;
  const isOut = status.day > status.lastDay;
  const minutes = minutesOf(now, parts);
  return section(
    isOut ? 'TO CLOSE' : 'CATCH UP',
    shown.map((item) => lateRow(item, parts, status)),
    {
      remark: minutes === 0 ? '' : `${hoursText(minutes)} of today's ${hoursText(status.minutesPerDay)}`,
      tone: 'catch up',
      urgent: true,
      share: 5,
      later: isAll ? [] : others.map(({ ref }) => ref),
    },
  );
}

function lateRow(item: ItemView, parts: ReadonlyMap<string, PartView>, status: StatusView): Row {
  const row = rowOf(item, status, `since ${shortDate(item.due, status.today)}`);
  const part = parts.get(item.id);
  if (part && item.count?.target && part.units < item.count.target - item.count.total)
    return { ...row, size: runningText(item, part, 'today') };
  const isPart = part && item.takes !== null && !item.count && part.minutes < item.takes;
  return isPart ? { ...row, size: `${hoursText(part.minutes)} of ${effortText(item.takes)}` } : row;
}

/** What is the hire's to do before the first day, which is still to come. */
function beforeSection({ status, take }: Board): Section {
  const { today, firstDay } = status;
  const items = take(
    ({ due, undated, optional, state, booked }) =>
      today < firstDay && due < firstDay && !undated && !optional && state === 'open' && booked === null,
  );
  const whenOf = ({ due }: ItemView) => `${due < today ? 'since' : 'by'} ${shortDate(due, today)}`;
  const rows = [...items]
    .sort((a, b) => compareDates(a.due, b.due))
    .map((item) => rowOf(item, status, item.due === today ? 'today' : whenOf(item)));
  return section(hasFirstDay(status.hire) ? 'BEFORE THE START' : 'UNTIL THEN', rows, {
    urgent: true,
    share: 5,
  });
}

/** What is booked for today, where today is a day off. */
function bookedTodaySection({ status, isToday, take }: Board): Section {
  if (isToday) return section('', []);
  const items = take((item) => isBookedToday(item, status));
  return section(
    'TODAY',
    items.map((item) => rowOf(item, status, '')),
    { urgent: true, share: 5 },
  );
}

/**
 * The work of today, or of the next working day, in the order in which to do it; then what is due on that day and waits for
 * something else of the hire's. On a day off, it also names what is late and has no room on that next day.
 */
function todaySection(board: Board, all: boolean): Section {
  const { status, day, isToday, take } = board;
  const parts = partsOf(board);
  const date = day?.date ?? status.today;
  // A meeting that isn't booked is asked for on its due date only; until then BOOK NOW has it.
  const isAsked = (item: ItemView, part: PartView) =>
    !isToBook(item) || part.kind === 'due' || part.kind === 'late';
  // Units that all lie on one day are no work that goes on.
  const isOfDay = (item: ItemView, part: PartView) =>
    (part.kind !== 'unit' && part.kind !== 'hours') || item.workFrom === item.due;
  const items = inOrder(
    take((item) => {
      const part = parts.get(item.id);
      if (isToday && isBookedToday(item, status)) return true;
      return part !== undefined && isOfDay(item, part) && isAsked(item, part);
    }),
    parts,
  );
  const isOwn = ({ by, optional, held }: ItemView) => by === null && !optional && !held;
  const waiting = take((item) => isOwn(item) && item.state === 'blocked' && item.due === date);
  const late = isToday
    ? []
    : take((item) => isOwn(item) && item.due < date && !item.undated && item.booked === null);
  const whenOf = ({ due, undated }: ItemView) =>
    due < date && !undated ? `since ${shortDate(due, date)}` : '';
  const rows = [...items, ...waiting, ...(all ? late : [])].map((item) => rowOf(item, status, whenOf(item)));
  const minutes = minutesOf(items, parts);
  const objective = isEarly(status) && !status.filter ? (status.phases[0]?.objective ?? '') : '';
  return section(dayTitle(board), rows, {
    remark: [...(minutes > 0 ? [hoursText(minutes)] : []), ...(objective ? [objective] : [])].join(': '),
    urgent: items.some(({ state }) => state === 'open'),
    share: 5,
    later: all ? [] : late.map(({ ref }) => ref),
  });
}

function isBookedToday({ booked, state }: ItemView, { today }: StatusView): boolean {
  return booked?.day === today && (state === 'open' || state === 'blocked');
}

function dayTitle({ status, day, isToday }: Board): string {
  if (isToday || !day) return 'TODAY';
  if (status.day === 0 && !status.onLeaveUntil && isEarly(status)) return 'FIRST DAY';
  if (status.onLeaveUntil) return backTitle;
  const isNear = daysBetween(status.today, day.date) < 7;
  return (isNear ? weekdayName(day.date) : shortDate(day.date, status.today)).toUpperCase();
}

/** What goes on for days and has been begun by the plan: how much of it is done, how much is today's, and until when. */
function runningSection(board: Board): Section {
  const { status, day, isToday, take } = board;
  const date = day?.date ?? status.today;
  const isBegun = ({ state, workFrom, due }: ItemView) =>
    state === 'open' && workFrom <= date && workFrom < due;
  const laid = new Set(
    (day?.items ?? []).filter(({ kind, done }) => kind === 'hours' || !done).map(({ id }) => id),
  );
  const items = take((item) => item.running && !item.overdue && (laid.has(item.id) || isBegun(item)));
  const units = unitsOf(items, board);
  const rows = inOrder(items, units).map((item) => ({
    ...rowOf(
      item,
      status,
      isToday && item.due <= date ? 'today' : dueOr(item, `by ${shortDate(item.due, status.today)}`),
    ),
    size: runningText(item, units.get(item.id), isToday ? 'today' : 'that day'),
    ...(item.optional ? { who: 'optional' } : {}),
  }));
  const minutes = items.reduce((sum, { id }) => sum + (units.get(id)?.minutes ?? 0), 0);
  return section('RUNNING', rows, { remark: minutes > 0 ? `${hoursText(minutes)} of the day` : '' });
}

/** The parts of the items that are still to do. Hours that nobody counts are taken as done, and are told all the same. */
function unitsOf(items: readonly ItemView[], { day }: Board): ReadonlyMap<string, PartView> {
  const ids = new Set(items.map(({ id }) => id));
  const parts = (day?.items ?? []).filter(({ id, kind, done }) => ids.has(id) && (!done || kind === 'hours'));
  return new Map(
    parts.map((part) => [part.id, part.kind === 'hours' ? part : { ...part, minutes: part.left }]),
  );
}

/** A small number as a word. */
function numberWord(n: number): string {
  return ['none', 'one', 'two', 'three', 'four', 'five', 'six'][n] ?? `${n}`;
}

/** `2 of 5 days, one today`; `1 h of 4 h today` for an item that nobody counts. */
function runningText(item: ItemView, part: PartView | undefined, when: 'today' | 'that day'): string {
  const { count, takes } = item;
  if (count?.target) {
    const all = countText(count);
    return part && part.units > 0 ? `${all}, ${numberWord(part.units)} ${when}` : all;
  }
  const size = count ? countText(count) : takes === null ? '' : effortText(takes);
  if (!part) return size;
  return count
    ? `${size}, ${hoursText(part.minutes)} ${when}`
    : `${hoursText(part.minutes)} of ${size} ${when}`;
}

/** The hire's work that others alone hold up past its time: not the hire's lateness, and never invisible. */
function heldSection({ status, day, take }: Board): Section {
  const { waiting, today } = status;
  const date = day?.date ?? today;
  const isLate = (ref: string) => waiting.some((item) => item.ref === ref && item.due < today);
  const items = take(
    ({ held, optional, due, blockedBy }) =>
      held && !optional && (due <= date || (blockedBy.some(isLate) && due <= addDays(date, othersDays))),
  );
  const rows = items.map((item) => ({
    ...bareRow(item, 'Held up'),
    when: dueOr(item, shortDate(item.due, today)),
    who: item.blockedBy.map((ref) => heldText(ref, status)).join(', '),
  }));
  return section('HELD UP BY OTHERS', rows, { remark: 'not late for you', tone: 'quiet', share: 2 });
}

/** `for 5.8: Alan, was due Wed 10 Feb`; for an item that is itself held up, only its number. */
function heldText(ref: string, status: StatusView): string {
  const item = status.waiting.find((other) => other.ref === ref);
  return item?.by
    ? `for ${ref}: ${whoText([item.by], status)}, ${owedText(item, status.today)}`
    : `for ${ref}`;
}

/** The days of this week after the next working day, or where a leave or the end of the week lies between, those after it. */
function aheadSection(board: Board): Section {
  const { status, day, take } = board;
  if (!day) return section('', []);
  if (isEarly(status)) return section('', []);
  const weekEnd = endOfWeek(day.date);
  const beforeLeave = status.leaveNext !== null;
  const days = status.schedule.slice(1).filter(({ date }) => beforeLeave || date <= weekEnd);
  const isAway = status.onLeaveUntil !== null;
  const title = beforeLeave || isAway ? backTitle : board.isToday ? 'THIS WEEK' : 'THE WEEK AHEAD';
  return section(isAway ? 'AFTER THAT' : title, dayRows(days, take, status));
}

/** What is booked for days that no other section has. */
function bookedSection({ status, take }: Board): Section {
  const items = take(({ booked }) => booked !== null);
  const dayOf = ({ booked }: ItemView) => booked?.day as CalendarDate;
  const rows = [...items]
    .sort((a, b) => compareDates(dayOf(a), dayOf(b)))
    .map((item) => rowOn(dayOf(item), item, status));
  return section('BOOKED', rows, { share: 2 });
}

/** Where nothing lies on today and on the days that are shown: what comes next. */
function comingSection({ status, take }: Board): Section {
  return section('COMING UP', dayRows(status.schedule.slice(1), take, status));
}

/** The items that are laid on these days for the first time, by day. */
function dayRows(days: readonly DayView[], take: Board['take'], status: StatusView): Row[] {
  return days.flatMap(({ date, items }) => {
    const parts = new Map(items.map((part) => [part.id, part]));
    return inOrder(
      take(({ id }) => parts.has(id)),
      parts,
    ).map((item) => rowOn(date, item, status));
  });
}

/** The meetings of the next five working days that aren't booked yet, with the day that the schedule lays them on. */
function bookingSection({ status, day, take }: Board): Section {
  const days = status.schedule.slice(0, 1 + bookingDays);
  const first = new Map<string, CalendarDate>();
  for (const { date, items } of days) for (const { id } of items) if (!first.has(id)) first.set(id, date);
  const items = take((item) => isToBook(item) && first.has(item.id));
  const dayOf = ({ id }: ItemView) => first.get(id) as CalendarDate;
  const rows = [...items]
    .sort((a, b) => compareDates(dayOf(a), dayOf(b)))
    .map((item) => {
      const row = rowOf(item, status, whenText(dayOf(item), item, status));
      const first = item.count?.target ? `the first of ${item.count.target}` : row.size;
      // Whom to meet is what the row is for.
      return { ...row, size: first, who: remarksOn(item, status, false).join(' · ') };
    });
  const early = isEarly(status) && rows.length > 1 && day;
  return section('BOOK NOW', rows, {
    remark: early
      ? `${plural(rows.length, 'conversation')} in the days ahead`
      : status.leaveNext
        ? 'before you go'
        : '',
    share: 2,
  });
}

function whenText(day: CalendarDate, { due, undated }: ItemView, { today }: StatusView): string {
  return day === today && !undated ? `by ${shortDate(due, today)}` : `about ${shortDate(day, today)}`;
}

/** Whether the item is a meeting that is to be booked: the hire meets somebody, and no day is fixed yet. */
function isToBook(item: ItemView): boolean {
  const isBegun = item.running && (item.count?.total ?? 0) > 0;
  return item.with.length > 0 && item.booked === null && !isBegun && !item.overdue;
}

/** What other people owe the hire: items that they do, sign-offs and answers. */
function othersSection(status: StatusView): Section {
  const near = status.waiting.filter(
    ({ due }) => status.filter || due <= addDays(status.nextWorkday, othersDays),
  );
  const rows = [
    ...near.map((item) => waitingRow(item, status)),
    ...reviewRows(status),
    ...questionRows(status),
  ];
  return section('WITH OTHERS', rows, { tone: 'quiet', inline: true, share: 1 });
}

/** What is optional and may be done now, on one line. */
function optionalSection({ status, day, take }: Board): Section {
  const date = day?.date ?? status.today;
  const items = take(({ optional, state, begin }) => optional && state === 'open' && begin <= date);
  const rows = items.map((item) => ({
    ...bareRow(item, 'Optional'),
    who: item.takes === null ? '' : effortText(item.takes),
  }));
  return section('OPTIONAL', rows, { tone: 'quiet', inline: true, share: 1 });
}

/** What a filter asks for, and no other section has: it lies further ahead. */
function restSection({ status, take }: Board): Section {
  const items = [...take(() => true)].sort((a, b) => compareDates(a.due, b.due));
  return section(
    'LATER',
    items.map((item) => {
      const row = rowOn(item.due, item, status);
      return item.optional ? { ...row, who: 'optional' } : row;
    }),
    { share: 2 },
  );
}

/** The row of an item on a day to come, without what it wants for evidence. */
function rowOn(date: CalendarDate, item: ItemView, status: StatusView): Row {
  const row = rowOf(item, status, shortDate(date, status.today));
  return { ...row, who: remarksOn(item, status, false).join(' · ') };
}

/** The state of an item that a screen lists, in a word. */
function stateWord({ overdue, state, running, count, booked }: ItemView): string {
  if (overdue) return 'Late';
  if (state === 'blocked') return 'Blocked';
  if (running && (count?.total ?? 0) > 0) return 'Begun';
  return booked ? 'Booked' : 'Open';
}

function rowOf(item: ItemView, status: StatusView, when: string): Row {
  return {
    ...bareRow(item, stateWord(item)),
    size: sizeText(item),
    when,
    who: remarksOn(item, status).join(' · '),
    link: item.links[0]?.url ?? '',
  };
}

/** @param wish whether the evidence that the item wants is named */
function remarksOn(item: ItemView, status: StatusView, wish = true): string[] {
  const people = item.with.length > 0 ? [whoText(item.with, status)] : [];
  const known = item.with.some((role) => role.people.length > 0) ? people : [];
  return [
    ...(item.booked ? [bookedWords(item, known, status)] : people),
    ...(item.state === 'blocked' ? [`after ${item.blockedBy.join(', ')}`] : []),
    ...againText(item, status.today),
    ...(item.dueBefore.length > 0 ? [`moved before ${item.dueBefore.join(', ')}`] : []),
    ...(wish ? evidenceWish(item) : []),
  ];
}

/** `10:00 Ines, booked`; for an item that goes on, of which one meeting is booked, with its day. */
function bookedWords(
  { booked, running }: ItemView,
  people: readonly string[],
  { today }: StatusView,
): string {
  const day = running && booked && booked.day !== today ? [shortDate(booked.day, today)] : [];
  const words = [...day, ...(booked?.time ? [booked.time] : []), ...people].join(' ');
  return words === '' ? 'booked' : `${words}, booked`;
}

/** The first names of the people who hold the roles; where nobody does, whom to ask, or else the titles of the roles. */
function whoText(roles: readonly RoleView[], { hire }: StatusView): string {
  const people = [...new Set(roles.flatMap((role) => role.people))];
  if (people.length > 0) return people.map(firstName).join(', ');
  return hire.guide ? askText(hire.guide) : roles.map(roleNames).join(', ');
}

function waitingRow(item: ItemView, status: StatusView): Row {
  const who = item.by ? `${whoText([item.by], status)}, ` : '';
  const owed = [owedText(item, status.today), ...againText(item, status.today)].join(', ');
  return { ...bareRow(item, 'Waiting'), who: `${who}${owed}` };
}

function owedText({ due, daysLate, undated }: ItemView, today: CalendarDate): string {
  if (undated) return 'no date';
  if (due > today) return `by ${shortDate(due, today)}`;
  if (due === today) return 'today';
  return daysLate > 0 ? `${plural(daysLate, 'working day')} past` : `was due ${shortDate(due, today)}`;
}

/** A row with a number and a title; its other cells are empty. */
export function bareRow({ ref, title }: Pick<Row, 'ref' | 'title'>, state = ''): Row {
  return { ref, title, size: '', when: '', who: '', link: '', state };
}

/** So many items in review are told by their titles; more of them by their numbers, for each person who signs them off. */
const mostTitles = 2;

function reviewRows(status: StatusView): Row[] {
  const { inReview, today } = status;
  const since = ({ closedOn }: ItemView) => (closedOn ? `since ${shortDate(closedOn, today)}` : '');
  const whoOf = ({ signOff }: ItemView) => (signOff ? namesOrWhom(signOff, status.hire.guide) : 'in review');
  if (inReview.length <= mostTitles)
    return inReview.map((item) => ({
      ...bareRow(item, 'In review'),
      who: `${whoOf(item)} signs off, ${since(item)}`,
    }));
  return [...grouped(inReview, whoOf)].map(([who, items]) => ({
    ...bareRow({ ref: '', title: `${who} signs off` }, 'In review'),
    who: items.map((item) => `${item.ref} ${since(item)}`).join(', '),
  }));
}

function questionRows({ questions, hire, today }: StatusView): Row[] {
  const buddy = hire.roles['buddy']?.[0];
  const open = questions.filter(({ answer }) => answer === null);
  return open.map(({ ref, text, on }) => ({
    ...bareRow({ ref, title: oneLine(text) }, 'Asked'),
    who: `${buddy ? `${firstName(buddy)}, ` : ''}asked ${shortDate(on, today)}`,
  }));
}

/** Recent answers. The wide column shows the answer, since the hire knows the question. */
function answersSection({ questions, today }: StatusView): Section {
  const rows = questions.flatMap(({ ref, text, answer }): Row[] => {
    if (!answer || daysBetween(answer.on, today) > answerDays) return [];
    const title = `${firstName(answer.by)}: ${oneLine(answer.text)}`;
    return [{ ...bareRow({ ref, title }, 'Answered'), who: `"${oneLine(text)}"` }];
  });
  return section('ANSWERED', rows, { tone: 'quiet' });
}
