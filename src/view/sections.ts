/** The sections of the status screen, in their order, with their rows. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  daysBetween,
  endOfWeek,
  shortDate,
  weekdayName,
} from '../dates.ts';
import { isOver } from '../progress/reduce.ts';
import type { ItemView, RoleView } from './item.ts';
import type { StatusView } from './status.ts';
import { askText, evidenceWish, firstName, plural, roleNames, sizeText } from './words.ts';

export interface Section {
  readonly title: string;
  /** The text beside the title. */
  readonly remark: string;
  readonly rows: readonly Row[];
  readonly tone: 'catch up' | 'plain' | 'quiet';
  /** Whether the section gets its rows before the others where not all rows fit the screen. */
  readonly urgent: boolean;
}

/** The cells of one line; a column whose cells are empty in the whole section takes no room. */
export interface Row {
  readonly ref: string;
  readonly title: string;
  readonly size: string;
  readonly when: string;
  readonly who: string;
  readonly link: string;
}

/** A plain section; `other` replaces any of its defaults. */
export function section(title: string, rows: readonly Row[], other: Partial<Section> = {}): Section {
  return { title, remark: '', rows, tone: 'plain', urgent: false, ...other };
}

/** An answer to a question is shown for this many days. */
const answerDays = 7;

/** How many calendar days ahead meetings to book, and items that others do, are shown. */
const bookingDays = 7;

/** Items of the first phase that are at most this many working days late are called carried over. */
const carryOverDays = 3;

/** The sections that have at least one row. */
export function sectionsOf(whole: StatusView): Section[] {
  if (isOver(whole)) return [];
  const status = withoutReturned(whole);
  // At a weekend and before the start, the screen shows the next working day.
  const today = status.nextWorkday;
  const work = workAhead(status, today);
  const late = lateSection(status);
  const returned = returnedSection(whole);
  const idle =
    late.rows.length + returned.rows.length + work.today.length + work.running.length + work.week.length ===
    0;
  const early = status.day <= 1;
  return [
    late,
    returned,
    todaySection(work.today, status, today),
    runningSection(work.running, status, today),
    heldSection(status, today),
    ...(early
      ? []
      : [workSection(today > status.today ? 'THE WEEK AHEAD' : 'THIS WEEK', work.week, status, today)]),
    bookingSection(work.toBook, status, today),
    ...(idle && !early ? [workSection('COMING UP', work.later, status, today)] : []),
    othersSection(status, today),
    answersSection(status),
  ].filter(({ rows }) => rows.length > 0);
}

/** The hire's own required work, without overdue items, sorted into today, what goes on, this week, to book, and later. */
function workAhead(status: StatusView, today: CalendarDate) {
  const { day, next, blocked } = status;
  const own = blocked.filter(
    ({ by, optional, overdue, held }) => by === null && !optional && !overdue && !held,
  );
  const required = mergeByWork(
    next.filter(({ optional }) => !optional),
    own,
  );
  // What goes on for days has a section of its own from its first day on, and isn't announced before.
  const goesOn = ({ running, workFrom, due, state }: ItemView) =>
    running && workFrom < due && state === 'open';
  const begun = ({ workFrom, state, due, booked }: ItemView) =>
    (booked?.day ?? (state === 'open' ? workFrom : due)) <= today;
  const weekEnd = endOfWeek(today);
  const coming = required.filter((item) => !begun(item));
  const week = coming.filter(({ due }) => due <= weekEnd);
  const ahead = coming.filter(
    ({ workFrom, due }) => due > weekEnd && workFrom <= addDays(today, bookingDays),
  );
  const toBook = (day <= 1 ? [...week, ...ahead] : ahead).filter(
    (item) => item.with.length > 0 && item.state === 'open' && !item.booked,
  );
  return {
    today: required.filter((item) => begun(item) && !goesOn(item)),
    running: next.filter((item) => begun(item) && goesOn(item) && item.due >= today),
    week,
    toBook,
    later: coming.filter((item) => item.due > weekEnd && !toBook.includes(item)).slice(0, 3),
  };
}

/** The overdue items, blocked ones too; after the last day of the run they are what is left to close. */
function lateSection(status: StatusView): Section {
  const { day, lastDay, overdue, today } = status;
  const title = day > lastDay ? 'TO CLOSE' : isCarriedOver(status) ? 'CARRIED OVER' : 'CATCH UP';
  const rows = overdue.map((item) => rowOf(item, status, shortDate(item.due, today)));
  return section(title, rows, { tone: 'catch up', urgent: true });
}

/** What goes on for days and has been begun by the plan: how much of it there is, and until when. */
function runningSection(items: readonly ItemView[], status: StatusView, today: CalendarDate): Section {
  const rows = items.map((item) => ({
    ...rowOf(item, status, item.due === today ? 'today' : `by ${shortDate(item.due, today)}`),
    ...(item.optional ? { who: 'optional' } : {}),
  }));
  return section('RUNNING', rows);
}

/** The hire's work that others alone hold up, where it is due now or soon: not the hire's lateness, and never invisible. */
function heldSection(status: StatusView, today: CalendarDate): Section {
  const near = status.blocked.filter(
    ({ held, by, optional, due }) => held && by === null && !optional && due <= addDays(today, bookingDays),
  );
  const rows = near.map((item) => ({
    ...bareRow(item),
    when: shortDate(item.due, today),
    who: item.blockedBy.map((ref) => heldText(ref, status)).join(', '),
  }));
  return section('HELD UP BY OTHERS', rows, { tone: 'quiet' });
}

/** `for 5.8: Alan`; for an item that is itself held up, only its number. */
function heldText(ref: string, status: StatusView): string {
  const role = status.waiting.find((item) => item.ref === ref)?.by;
  return role ? `for ${ref}: ${whoText([role], status)}` : `for ${ref}`;
}

/** The work of today: open items first, then blocked ones, then optional ones if there is required work too. */
function todaySection(items: readonly ItemView[], status: StatusView, today: CalendarDate): Section {
  const { day, next, phases } = status;
  const later = today > status.today ? weekdayName(today).toUpperCase() : 'TODAY';
  const open = items.filter(({ state }) => state === 'open');
  const blocked = items.filter(({ state }) => state === 'blocked');
  const optional = next.filter(
    (item) => item.optional && !item.running && item.workFrom <= today && item.due >= today,
  );
  const dueText = ({ due }: ItemView) =>
    due === today ? '' : due > today ? `by ${shortDate(due, today)}` : shortDate(due, today);
  const rows = [
    ...[...open, ...blocked].map((item) => rowOf(item, status, dueText(item))),
    ...(items.length > 0 ? optional : []).map((item) => ({ ...rowOf(item, status, ''), who: 'optional' })),
  ];
  return section(day === 0 ? 'FIRST DAY' : later, rows, {
    remark: day <= 1 ? (phases[0]?.objective ?? '') : '',
    urgent: open.length > 0,
  });
}

function workSection(
  title: string,
  items: readonly ItemView[],
  status: StatusView,
  today: CalendarDate,
): Section {
  const rows = items.map((item) => rowOf(item, status, shortDate(item.due, today)));
  return section(title, rows);
}

function bookingSection(items: readonly ItemView[], status: StatusView, today: CalendarDate): Section {
  const remark = status.day <= 1 ? `${plural(items.length, 'conversation')} in the days ahead` : '';
  const byDue = [...items].sort((a, b) => compareDates(a.due, b.due));
  return { ...workSection('BOOK NOW', byDue, status, today), remark };
}

/** What other people owe the hire: items that they do, sign-offs and answers. */
function othersSection(status: StatusView, today: CalendarDate): Section {
  const near = status.waiting.filter(({ due }) => due <= addDays(today, bookingDays));
  const rows = [
    ...near.map((item) => waitingRow(item, status)),
    ...status.inReview.map((item) => reviewRow(item, status)),
    ...questionRows(status),
  ];
  return section(status.day <= 1 ? 'OTHERS DO THIS FOR YOU' : 'WAITING ON OTHERS', rows, { tone: 'quiet' });
}

/** The items that were returned. The wide column shows the comment, which says what is missing. */
function returnedSection({ overdue, next, blocked, today }: StatusView): Section {
  const rows = [...overdue, ...next, ...blocked].filter(isReturned).map(
    (item): Row => ({
      ...bareRow(item),
      title: `"${item.signOff?.comment}"`,
      when: item.due < today ? shortDate(item.due, today) : `by ${shortDate(item.due, today)}`,
      who: item.title,
    }),
  );
  return section('RETURNED TO YOU', rows, { urgent: true });
}

function withoutReturned(status: StatusView): StatusView {
  const rest = (items: readonly ItemView[]) => items.filter((item) => !isReturned(item));
  return {
    ...status,
    overdue: rest(status.overdue),
    next: rest(status.next),
    blocked: rest(status.blocked),
  };
}

function isReturned({ signOff }: ItemView): boolean {
  return signOff?.state === 'returned';
}

/** The items of both lists, sorted by the first day of work on them, then by due date. */
function mergeByWork(a: readonly ItemView[], b: readonly ItemView[]): ItemView[] {
  return [...a, ...b].sort((x, y) => compareDates(x.workFrom, y.workFrom) || compareDates(x.due, y.due));
}

function rowOf(item: ItemView, status: StatusView, when: string): Row {
  return {
    ...bareRow(item),
    size: sizeText(item),
    when,
    who: remarksOn(item, status).join(' · '),
    link: item.links[0]?.url ?? '',
  };
}

function remarksOn(item: ItemView, status: StatusView): string[] {
  return [
    ...(item.state === 'blocked' ? [`after ${item.blockedBy.join(', ')}`] : []),
    ...(item.booked ? [bookedText(item, status)] : item.with.length > 0 ? [whoText(item.with, status)] : []),
    ...(item.dueBefore.length > 0 ? [`moved before ${item.dueBefore.join(', ')}`] : []),
    ...evidenceWish(item),
  ];
}

/** `10:00 Ines, booked`; on another day than that, the day as well. */
function bookedText({ booked, with: met }: ItemView, { today }: StatusView): string {
  const day = booked && booked.day !== today ? shortDate(booked.day, today) : '';
  const who = [...new Set(met.flatMap(({ people }) => people))].map(firstName).join(', ');
  return `${[day, booked?.time, who].filter(Boolean).join(' ')}, booked`.replace(/^, /, '');
}

/** The first names of the people who hold the roles; where nobody does, whom to ask, or else the titles of the roles. */
function whoText(roles: readonly RoleView[], { hire }: StatusView): string {
  const people = [...new Set(roles.flatMap((role) => role.people))];
  if (people.length > 0) return people.map(firstName).join(', ');
  return hire.guide ? askText(hire.guide) : roles.map(roleNames).join(', ');
}

function waitingRow(item: ItemView, status: StatusView): Row {
  const who = item.by ? `${whoText([item.by], status)}, ` : '';
  return { ...bareRow(item), who: `${who}${owedText(item, status.today)}` };
}

function owedText({ due, daysLate }: ItemView, today: CalendarDate): string {
  if (due > today) return `by ${shortDate(due, today)}`;
  if (due === today) return 'today';
  return daysLate > 0 ? `${plural(daysLate, 'working day')} past` : `was due ${shortDate(due, today)}`;
}

/** A row with a number and a title; its other cells are empty. */
export function bareRow({ ref, title }: Pick<Row, 'ref' | 'title'>): Row {
  return { ref, title, size: '', when: '', who: '', link: '' };
}

function reviewRow(item: ItemView, status: StatusView): Row {
  const who = item.signOff ? whoText([item.signOff], status) : 'in review';
  const since = item.closedOn ? `, since ${shortDate(item.closedOn, status.today)}` : '';
  return { ...bareRow(item), who: `${who}${since}` };
}

function questionRows({ questions, hire, today }: StatusView): Row[] {
  const buddy = hire.roles['buddy']?.[0];
  const open = questions.filter(({ answer }) => answer === null);
  return open.map(({ ref, text, on }) => ({
    ...bareRow({ ref, title: text }),
    who: `${buddy ? `${firstName(buddy)}, ` : ''}asked ${shortDate(on, today)}`,
  }));
}

/** Recent answers. The wide column shows the answer, since the hire knows the question. */
function answersSection({ questions, today }: StatusView): Section {
  const rows = questions.flatMap(({ ref, text, answer }): Row[] => {
    if (!answer || daysBetween(answer.on, today) > answerDays) return [];
    const title = `${firstName(answer.by)}: ${answer.text}`;
    return [{ ...bareRow({ ref, title }), who: `"${text}"` }];
  });
  return section('ANSWERED', rows, { tone: 'quiet' });
}

/** Whether every overdue item belongs to the first phase and is only a few working days late. */
export function isCarriedOver({ overdue, phases }: StatusView): boolean {
  return overdue.every((item: ItemView) => item.phase === phases[0]?.id && item.daysLate <= carryOverDays);
}
