/** The whole of a hire's plan, done and open: each item with the days on which it lies, and why its date is what it is. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  endOfWeek,
  laterOf,
  longDate,
  mondayBefore,
} from '../dates.ts';
import { grouped } from '../grouped.ts';
import { toleratedMinutes } from '../plan/catch-up.ts';
import { laidDays } from '../plan/laid.ts';
import { isDone, isOwnDuty, isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Called, Run } from '../plan/run.ts';
import type { ScheduledDay } from '../plan/schedule.ts';
import { isKnown } from '../progress/event.ts';
import { effective, isOver, underPresentIds } from '../progress/reduce.ts';
import { leaveText } from './away.ts';
import { dayOffLine, daysOffIn } from './days-off.ts';
import { type ItemView, type RoleView, viewItem } from './item.ts';
import { calendarNotices } from './notices.ts';
import { titleOf } from './screen.ts';
import { percentOf, viewRun } from './status.ts';
import { unmetText } from './traits.ts';
import {
  askText,
  bookedText,
  countText,
  effortText,
  firstName,
  hireFlag,
  hoursText,
  listText,
  logHint,
  namesOrWhom,
  plural,
  roleNames,
  stateWord,
} from './words.ts';

/** How a plan is cut into parts. */
export const spans = ['day', 'week', 'phase'] as const;
export type Span = (typeof spans)[number];

export type PlanView = ReturnType<typeof viewPlan>;

export interface PlanItemView extends Omit<ItemView, 'moved'> {
  /** The days on which the schedule lays it; empty for what is closed, optional, somebody else's, or left open at the end. */
  readonly planned: readonly CalendarDate[];
  /** The day that it stands on: done, planned, booked or due; null for what a run that ended has left open. */
  readonly at: CalendarDate | null;
  /** The move that counts: the date of its rule, who moved it, and when; null where nobody did. */
  readonly moved: { readonly from: CalendarDate; readonly by: string; readonly on: CalendarDate } | null;
  /** Why its date isn't the one of its rule, in words; null where it is. */
  readonly reason: string | null;
}

/** A day with something on it. */
export interface PlanDay {
  readonly date: CalendarDate;
  /** The minutes of the hire's work that the schedule lays on the day; 0 for the days before today. */
  readonly minutes: number;
  readonly items: readonly PlanPart[];
}

interface PlanPart {
  readonly id: string;
  /** How many minutes of the item lie on the day, and how many of its units; 0 for what only stands there. */
  readonly minutes: number;
  readonly units: number;
}

export function viewPlan(run: Run) {
  const { plan, progress, calendar } = run;
  const over = isOver(progress);
  const days = over ? [] : laidDays(run.narrowed?.whole ?? run);
  const moves = movesIn(run);
  const dates = datesByItem(days);
  const items = plan.items.map((planned) => viewPlanItem(planned, dates, moves, run));
  return {
    schemaVersion: 1,
    ...viewRun(run),
    progress: { ...plan.totals, percent: percentOf(plan) },
    phases: plan.phases
      .filter(({ empty }) => !empty)
      .map(({ phase: { id, title }, due, state, totals }) => ({
        id,
        title,
        due,
        state,
        ...totals,
      })),
    days: run.narrowed ? daysOf(items, days).filter((day) => day.items.length > 0) : daysOf(items, days),
    items,
    /** Which items are shown, where not all are; absent without a filter. */
    ...(run.narrowed ? { filter: run.narrowed.filter } : {}),
    /** The items of the program that the hire's traits leave out, with the reason in words. */
    out: plan.out.map(({ ref, item, phase, unmet }) => ({
      ref,
      id: item.id,
      title: item.title,
      phase,
      when: item.when ?? {},
      reason: unmetText(unmet),
    })),
    leaves: progress.leaves.map(({ from, to }) => ({ from, to })),
    daysOff: daysOffIn(calendar, plan.start, lastOf(items, plan.phases.at(-1)?.due ?? plan.today)),
    /** The phases whose rules suppose more working days than there are, so that their items are moved up. */
    squeezes: plan.timeline.squeezes.map(({ phase, workdays, supposed }) => ({
      phase: plan.phases[phase]?.phase.title ?? '',
      workdays,
      supposed,
    })),
    notices: over ? [] : calendarNotices(run),
  };
}

function lastOf(items: readonly PlanItemView[], end: CalendarDate): CalendarDate {
  return items.reduce((latest, { at, planned }) => laterOf(latest, planned.at(-1) ?? at ?? latest), end);
}

/** Id of an item → the days on which work on it lies. */
function datesByItem(days: readonly ScheduledDay[]): ReadonlyMap<string, ReadonlySet<CalendarDate>> {
  const dates = new Map<string, Set<CalendarDate>>();
  for (const { date, parts } of days)
    for (const { task } of parts) dates.set(task.id, (dates.get(task.id) ?? new Set()).add(date));
  return dates;
}

function viewPlanItem(
  item: PlannedItem,
  dates: ReturnType<typeof datesByItem>,
  moves: ReturnType<typeof movesIn>,
  run: Run,
): PlanItemView {
  const planned = isToDo(item) ? [...(dates.get(item.item.id) ?? [])] : [];
  const move = item.progress.moved === undefined ? undefined : moves.get(item.item.id);
  const moved = move ? { from: item.ruled, by: move.by, on: move.on } : null;
  // To copy an object of so many keys takes twenty times its memory.
  return Object.assign(viewItem(item, run), {
    planned,
    at: placeOf(item, planned, run),
    moved,
    reason: reasonOf(item, moved, run),
  });
}

/** The day that an item stands on. */
function placeOf(item: PlannedItem, planned: readonly CalendarDate[], run: Run): CalendarDate | null {
  const { progress, booked, due } = item;
  const { today } = run.plan;
  if (progress.closedBy) return progress.closedBy.on;
  if (isOver(run.progress)) return null;
  if (planned[0]) return planned[0];
  if (booked) return booked.on;
  // What is the hire's or another person's to do lies ahead, however long it has been due.
  return isOwnDuty(item) || !item.item.optional ? laterOf(due, today) : due;
}

/** Id of an item → the move that counts. */
function movesIn({ record }: Run) {
  const events = effective(underPresentIds(record.events)).filter(isKnown);
  return new Map(
    events.flatMap((event) => (event.kind === 'moved' ? [[event.item, { by: event.by, on: event.on }]] : [])),
  );
}

/** Why an item isn't due on the date of its rule. */
function reasonOf(item: PlannedItem, moved: PlanItemView['moved'], run: Run): string | null {
  const { plan } = run;
  const { released, liftedBy, ruled, due, progress, item: its } = item;
  const say = (date: CalendarDate) => longDate(date, plan.today);
  if (progress.closedBy) return null;
  if (progress.returned)
    return `returned by ${firstName(progress.returned.by)} on ${say(progress.returned.on)}`;
  const { ranOut } = progress;
  if (ranOut && item.validUntil)
    return `done by ${firstName(ranOut.by)} on ${say(ranOut.on)}, valid until ${say(item.validUntil)}: to do again`;
  if (moved) {
    const from = ruled === due ? '' : ` from ${say(ruled)}`;
    return its.added?.due === due && moved.on === its.added.on
      ? null
      : `moved${from} by ${firstName(moved.by)}`;
  }
  if (its.added && liftedBy === undefined) return `added by ${firstName(its.added.by)}`;
  if (released) return `later: what it waits for was done on ${say(released)}`;
  if (liftedBy !== undefined && due > ruled) return liftText(item, run);
  const rule = /^workday (\d+)$/.exec(its.due);
  const workday = plan.timeline.workdayOf(its.due);
  return rule && workday !== undefined && workday < Number(rule[1])
    ? `moved up from working day ${rule[1]} to ${workday}`
    : null;
}

function liftText({ liftedBy = '', from, joined }: PlannedItem, { plan }: Run): string | null {
  const say = (date: CalendarDate) => longDate(date, plan.today);
  if (liftedBy === 'from') return from ? `not before ${say(from)}` : null;
  if (liftedBy === 'adopted') return joined ? `new since ${say(joined)}` : null;
  const ref = plan.refs.get(liftedBy);
  return ref === undefined ? null : `after ${ref}`;
}

/** The days with something on them, in ascending order: what is closed, then the schedule's parts, then the rest. */
function daysOf(items: readonly PlanItemView[], days: readonly ScheduledDay[]): PlanDay[] {
  const open = new Set(items.filter(({ closedOn }) => closedOn === null).map(({ id }) => id));
  const laid = new Map(days.map((day) => [day.date, day]));
  const standing = items.filter(({ at, planned }) => at !== null && planned.length === 0);
  const dates = new Set([...standing.map(({ at }) => at as CalendarDate), ...days.map(({ date }) => date)]);
  return [...dates].sort(compareDates).map((date) => {
    const here = standing.filter(({ at }) => at === date).map(({ id }) => ({ id, minutes: 0, units: 0 }));
    const parts = (laid.get(date)?.parts ?? []).filter(({ task }) => open.has(task.id));
    return {
      date,
      minutes: Math.round(parts.reduce((sum, part) => sum + part.minutes, 0)),
      items: [
        ...here.filter(({ id }) => !open.has(id)),
        ...parts.map(({ task, minutes, units }) => ({ id: task.id, minutes: Math.round(minutes), units })),
        ...here.filter(({ id }) => open.has(id)),
      ],
    };
  });
}

export type PlanScreen = ReturnType<typeof planScreen>;

/** A row of the plan. */
export interface PlanRow {
  readonly mark: '✓' | '–' | '…' | '';
  readonly when: string;
  readonly ref: string;
  readonly title: string;
  readonly facts: readonly string[];
  /** Whether it is the hire's to do, so that a list to paste has a box for it. */
  readonly own: boolean;
  readonly late: boolean;
  readonly link: string;
}

interface PlanGroup {
  readonly title: string;
  /** Whether all of it lies before today. */
  readonly isPast: boolean;
  /** What stands beside the title: hours, what is done. */
  readonly remark: string;
  /** What is to be known of the days: leave, days off. */
  readonly notes: readonly string[];
  readonly rows: readonly PlanRow[];
  /** The refs of items that go on and have their row in an earlier group. */
  readonly going: readonly string[];
}

/**
 * The plan in words.
 * @param by how it is cut into parts
 * @param hire how printed commands name the hire
 * @param all whether the items that the hire's traits leave out are shown as well
 * @param fromToday whether it begins with today, and what lies before comes last; else all is in the order of its dates
 */
export function planScreen(view: PlanView, by: Span, hire: Called, all = false, fromToday = false) {
  const cut = { day: byDay, week: byWeek, phase: byPhase }[by];
  const isSplit = fromToday && !isOver(view);
  const groups = cut(view, isSplit);
  const left = view.items.filter(({ at }) => at === null);
  return {
    name: view.hire.title ?? view.hire.name,
    title: `${titleOf(view)} · the plan by ${by}`,
    standing: standingOf(view),
    groups: [
      ...groups.filter(({ isPast }) => !isSplit || !isPast),
      ...(left.length > 0 && by !== 'phase'
        ? [
            {
              title: 'Left open',
              isPast: false,
              remark: '',
              notes: [],
              rows: left.map((item) => rowOf(item, view, '')),
              going: [],
            },
          ]
        : []),
    ],
    /** What lies before today, where that comes last. */
    past: groups.filter(({ isPast }) => isSplit && isPast),
    /** The items that are out by the hire's traits, each with the reason. */
    out: all ? view.out.map(({ ref, title, reason }) => ({ ref, title, reason })) : [],
    hint: hintOf(view, hire),
  };
}

/** How much is done, and how what is left lies. */
function standingOf(view: PlanView): string[] {
  const { progress, today, finished, archived, squeezes, filter } = view;
  const say = (date: CalendarDate) => longDate(date, today);
  const skipped = progress.skipped > 0 ? `, ${progress.skipped} skipped` : '';
  const done = `${progress.done} of ${progress.total} done${skipped}`;
  const end = archived ?? finished;
  const shown = filter ? [filter.text] : [];
  if (end) return [...shown, `${archived ? 'Archived' : 'Finished'} on ${say(end.on)}; ${done}.`];
  if (filter)
    return [
      ...shown,
      ...(view.onLeaveUntil ? [`On leave until ${say(view.onLeaveUntil)}.`] : []),
      ...plannedText(view),
    ];
  const late = view.items.filter(({ overdue }) => overdue).length;
  const fullest = fullestOf(view);
  return [
    ...(view.onLeaveUntil ? [`On leave until ${say(view.onLeaveUntil)}.`] : []),
    `${done}${late > 0 ? `, ${late} to catch up` : ''}.${fullest ? ` What is left is planned up to ${say(lastDayOf(view))}; the fullest day is ${say(fullest.date)} with ${hoursText(fullest.minutes)}.` : ' Nothing of yours is left.'}`,
    ...squeezes.map(
      ({ phase, workdays, supposed }) =>
        `Moved up: "${phase}" has ${plural(workdays, 'working day')}, its rules suppose ${supposed}.`,
    ),
    ...view.notices.map((notice) => `! ${notice}`),
  ];
}

/** Up to when that which a filter leaves is planned; how full the days are, it can't tell. */
function plannedText(view: PlanView): string[] {
  return fullestOf(view)
    ? [`What is left of it is planned up to ${longDate(lastDayOf(view), view.today)}.`]
    : [];
}

function fullestOf({ days }: PlanView): PlanDay | undefined {
  const full = days.filter(({ minutes }) => minutes > 0);
  return full.reduce<PlanDay | undefined>((a, b) => (a && a.minutes >= b.minutes ? a : b), undefined);
}

function lastDayOf({ days, today }: PlanView): CalendarDate {
  return days.findLast(({ minutes }) => minutes > 0)?.date ?? today;
}

function hintOf(view: PlanView, hire: Called): string {
  if (isOver(view)) return logHint(hire.called);
  if (view.filter) return `All of it: pm-onboard plan${hireFlag(hire)}`;
  const isLate = view.items.some(({ overdue }) => overdue);
  const most = fullestOf(view)?.minutes ?? 0;
  if (isLate || most > view.minutesPerDay + toleratedMinutes)
    return `Next: pm-onboard plan --catch-up${hireFlag(hire)}   dates that fit your days, nothing saved yet`;
  return '';
}

function byDay(view: PlanView): PlanGroup[] {
  const items = new Map(view.items.map((item) => [item.id, item]));
  return view.days.map((day) => ({
    title: longDate(day.date, view.today),
    isPast: day.date < view.today,
    remark: [
      ...(day.date === view.today ? ['today'] : []),
      ...doneText(day.items.flatMap(({ id }) => items.get(id) ?? [])),
      ...hoursOf([day]),
    ].join(' · '),
    notes: notesIn(day.date, day.date, view),
    rows: day.items.flatMap((part) => {
      const item = items.get(part.id);
      return item ? [rowOf(item, view, '', part)] : [];
    }),
    going: [],
  }));
}

/** @param isSplit whether the days of this week that lie before today are a group of their own */
function byWeek(view: PlanView, isSplit: boolean): PlanGroup[] {
  const first = view.days[0]?.date;
  if (first === undefined) return [];
  const last = view.days.at(-1)?.date ?? first;
  const { today } = view;
  const groups: PlanGroup[] = [];
  const together = daysTogether(view);
  for (let monday = mondayBefore(first); monday <= last; monday = addDays(monday, 7)) {
    const end = endOfWeek(monday);
    const title = `Week of ${longDate(monday, today)}`;
    const isCut = isSplit && monday < today && today <= end;
    if (isCut) groups.push(together('Earlier this week', monday, addDays(today, -1)));
    groups.push(together(title, isCut ? today : monday, end));
  }
  return groups.filter(({ rows, notes, going }) => rows.length + notes.length + going.length > 0);
}

/** Returns a function: a title and days, from the first to the last → what lies on them, as one group. */
function daysTogether(view: PlanView): (title: string, from: CalendarDate, to: CalendarDate) => PlanGroup {
  const items = new Map(view.items.map((item) => [item.id, item]));
  return (title, from, to) => {
    const days = view.days.filter(({ date }) => from <= date && date <= to);
    const ids = [...new Set(days.flatMap((day) => day.items.map(({ id }) => id)))];
    const here = ids.flatMap((id) => items.get(id) ?? []);
    const begun = here.filter(({ at }) => at !== null && from <= at && at <= to);
    return {
      title,
      isPast: to < view.today,
      remark: [...doneText(begun), ...hoursOf(days)].join(' · '),
      notes: notesIn(from, to, view),
      rows: begun.map((item) => rowOf(item, view, longDate(item.at as CalendarDate, view.today))),
      going: here.filter((item) => !begun.includes(item)).map(({ ref }) => ref),
    };
  };
}

function byPhase(view: PlanView): PlanGroup[] {
  const minutes = new Map<string, number>();
  for (const { items } of view.days)
    for (const part of items) minutes.set(part.id, (minutes.get(part.id) ?? 0) + part.minutes);
  const phases = grouped(view.items, ({ phase }) => phase);
  return view.phases.map(({ id, title, due, done, total, skipped }) => {
    const items = [...(phases.get(id) ?? [])].sort((a, b) => compareDates(a.at ?? a.due, b.at ?? b.due));
    const left = items.reduce((sum, item) => sum + (minutes.get(item.id) ?? 0), 0);
    return {
      title,
      isPast: items.every(({ at }) => at !== null && at < view.today),
      remark: [
        `by ${longDate(due, view.today)}`,
        `${done} of ${total - skipped} done`,
        ...(left > 0 ? [`${hoursText(left)} left`] : []),
      ].join(' · '),
      notes: [],
      rows: items.map((item) => rowOf(item, view, item.at === null ? 'open' : longDate(item.at, view.today))),
      going: [],
    };
  });
}

function doneText(items: readonly PlanItemView[]): string[] {
  const done = items.filter(isDone).length;
  return done > 0 ? [`${done} done`] : [];
}

function hoursOf(days: readonly PlanDay[]): string[] {
  const minutes = days.reduce((sum, day) => sum + day.minutes, 0);
  return minutes > 0 ? [hoursText(minutes)] : [];
}

/** The leave that begins or goes on in these days, and the listed days off among them. */
function notesIn(from: CalendarDate, to: CalendarDate, { leaves, daysOff, today }: PlanView): string[] {
  return [
    ...leaves
      .filter((leave) => leave.from <= to && leave.to >= from)
      .map((leave) => `Leave: ${leaveText(leave, today)}`),
    ...daysOff
      .filter(({ date }) => from <= date && date <= to)
      .map((day) => `Off: ${dayOffLine(day, today)}`),
  ];
}

const markOf: Partial<Record<ItemView['state'], PlanRow['mark']>> = {
  done: '✓',
  skipped: '–',
  'in review': '…',
};

/** @param part the item's part of one day, for a row of that day */
function rowOf(item: PlanItemView, view: PlanView, when: string, part?: PlanPart): PlanRow {
  const { ref, title, state, by, overdue, links } = item;
  const mark = markOf[state] ?? '';
  const facts = mark === '' ? openFacts(item, view, part) : closedFacts(item, view);
  return { mark, when, ref, title, facts, own: by === null, late: overdue, link: links[0]?.url ?? '' };
}

function closedFacts(item: PlanItemView, { hire, today }: PlanView): string[] {
  const { state, signOff, optional, by, validUntil } = item;
  const signer = signOff ? namesOrWhom(signOff, hire.guide) : '';
  return [
    ...(state === 'skipped' ? [stateWord(item)] : []),
    ...(validUntil ? [`valid until ${longDate(validUntil, today)}`] : []),
    ...(state === 'in review' ? [`in review with ${signer}`] : []),
    ...(by ? [`${roleNames(by)} did it`] : []),
    ...(optional ? ['optional'] : []),
  ];
}

function openFacts(item: PlanItemView, view: PlanView, part: PlanPart | undefined): string[] {
  const { by, optional, booked, blockedBy, dueBefore, reason, signOff } = item;
  const { hire, today } = view;
  const meets = item.with.length > 0 ? whoText(item.with, hire.guide) : '';
  const waits = blockedBy.length > 0 ? [`after ${blockedBy.join(', ')}`] : [];
  return [
    ...sizeOf(item, view, part),
    ...dueText(item, view),
    ...(by ? [`${namesOrWhom(by, hire.guide)} does it`] : []),
    ...(meets ? [meets] : []),
    ...(booked ? [`booked for ${bookedText(booked, hire.zone, today)}`] : []),
    ...waits,
    ...(reason && !waits.includes(reason) ? [reason] : []),
    ...(dueBefore.length > 0 ? [`moved before ${dueBefore.join(', ')}, which it waits for`] : []),
    ...(signOff?.state === 'returned' && signOff.comment ? [`"${signOff.comment}"`] : []),
    ...(optional ? ['optional'] : []),
  ];
}

/** The first names of those who hold the roles; where nobody does, whom to ask, or else the titles of the roles. */
function whoText(roles: readonly RoleView[], guide: string | null): string {
  const people = [...new Set(roles.flatMap((role) => role.people))];
  if (people.length > 0) return listText(people.map(firstName));
  return guide ? askText(guide) : listText(roles.map(roleNames));
}

/** `45 min`; for what goes on `to Wed 16 Dec, 3 of 8 calls, 90 min on 5 days`, and on a single day `1 of 8 calls, 90 min`. */
function sizeOf(item: PlanItemView, view: PlanView, part: PlanPart | undefined): string[] {
  const { count, takes, planned, id } = item;
  const effort = takes === null ? '' : effortText(takes);
  const unit = count?.target ? countText({ ...count, total: part?.units ?? 0 }) : '';
  if (part && part.units > 0)
    return [`${unit ? `${unit}, ` : ''}${hoursText(part.minutes)}${unit ? '' : ` of ${effort}`}`];
  const size = count ? countText(count) : effort;
  const first = planned[0];
  const last = planned.at(-1);
  if (part || first === undefined || last === undefined || first === last) return size ? [size] : [];
  const days = view.days.flatMap(({ items }) => items.filter((each) => each.id === id));
  const most = Math.max(...days.map(({ minutes }) => minutes));
  return [
    `to ${longDate(last, view.today)}`,
    `${size}, ${hoursText(most)} on ${days.length === 1 ? 'one day' : `${days.length} days`}`,
  ];
}

/** When an item is due, where it isn't planned to end on that very day. */
function dueText(
  { due, undated, at, planned, overdue, daysLate, optional, by }: PlanItemView,
  view: PlanView,
): string[] {
  if (undated) return ['no date'];
  const last = planned.at(-1) ?? at;
  const say = longDate(due, view.today);
  if (last === null || (by && daysLate > 0)) return [`was due ${say}`];
  if (overdue) return [`since ${say}`];
  if (last === due || (optional && planned.length === 0)) return [];
  return [last < due ? `by ${say}` : `due ${say}`];
}
