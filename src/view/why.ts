/** Explains an item's due date, what the item waits for and who acts, in one sentence for each step. */

import { addDays, type CalendarDate, dayCount, daysBetween, longDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import type { Calendar, CalendarDay } from '../plan/calendar.ts';
import { againFrom, reworkedBy } from '../plan/dates-now.ts';
import { phaseEnd } from '../plan/due-dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { calendarDays } from '../plan/timeline.ts';
import { type DateRule, parseDateRule } from '../program/grammar.ts';
import type { Item } from '../program/model.ts';
import { rolesOf } from '../program/model.ts';
import { underPresentIds } from '../progress/reduce.ts';
import { beginsWithDay1 } from './anchor.ts';
import { countOf, guideOf, viewRole } from './item.ts';
import { nameOfItems } from './log.ts';
import { countText, dayOffText, firstName, listText, outsideWeek, plural, roleNames } from './words.ts';

export function explainItem(planned: PlannedItem, run: Run): string[] {
  return [
    ...explainDue(planned, run),
    ...explainState(planned, run),
    ...explainCount(planned),
    explainActor(planned, run),
  ];
}

type Say = (date: CalendarDate) => string;

function explainDue(planned: PlannedItem, run: Run): string[] {
  const { item } = planned;
  const say = (date: CalendarDate) => longDate(date, run.plan.today);
  return [
    ...explainOrigin(item, say),
    ...(item.added?.due ? [] : explainRule(planned, run, say)),
    ...explainLift(planned, run, say),
    ...explainMove(planned, run, say),
    ...explainRelease(planned, say),
    ...explainRework(planned, run, say),
    ...explainAgain(planned, run, say),
    ...explainKept(planned, say),
    ...explainBegin(planned, run, say),
  ];
}

function explainOrigin({ added }: Item, say: Say): string[] {
  if (!added) return [];
  const due = added.due ? `, due ${say(added.due)}` : ' without a date of its own';
  return [`${added.by} added it on ${say(added.on)}${due}.`];
}

/** How the item's rule gives a date: the working day that it means, the end of its phase, and the leave on the way. */
function explainRule(planned: PlannedItem, run: Run, say: Say): string[] {
  const { item, ruled, phase } = planned;
  const { plan, program } = run;
  const { start, timeline } = plan;
  const rule = parseDateRule(item.due);
  const workday = timeline.workdayOf(item.due);
  const place = program.phases.findIndex(({ id }) => id === phase);
  const its = program.phases[place];
  if (rule?.unit === 'none')
    return ['It has no date (`none`): it is never overdue, and stands last in the schedule.'];
  if (rule?.after !== undefined)
    return explainCounted(
      planned,
      rule,
      its && phaseEnd(its, timeline.ends[place] ?? 1, { start, timeline, calendar: run.calendar }),
      run,
      say,
    );
  if (plan.end && rule && workday !== undefined)
    return explainEnd(rule, workday, timeline.ends[place] ?? workday, planned, run, say);
  const first = timeline.day1 === start ? '' : `, the first working day ${say(timeline.day1)}`;
  const begin = beginsWithDay1(run) ? 'The start is' : 'It was begun on';
  const head = `${begin} ${say(start)}${first}; the rule is \`${item.due}\`.`;
  if (!rule || workday === undefined) {
    if (!rule?.unit.endsWith('before start')) return [noDayText(run, item.due, say(ruled))];
    const days = rule.unit.startsWith('work') ? 'working day' : 'day';
    return [head, `${plural(rule.n, days)} before the start is ${say(ruled)}, taken literally.`];
  }

  const end = timeline.ends[place] ?? workday;
  const meant =
    rule.unit === 'workday' ? explainFit(rule.n, workday, run) : explainCalendarDay(rule, workday, run, say);
  const ending = end < workday ? [endsBefore(say(timeline.baseDateAt(end)))] : [];
  const leave = timeline.workdayBy(ruled) - Math.min(end, workday);
  const away =
    leave > 0 ? [`With ${plural(leave, 'working day')} of leave until then, that is ${say(ruled)}.`] : [];
  return [head, ...meant, ...ending, ...away];
}

/** Why a rule gives the end of its phase: nobody has said the last day that it counts from. */
function noDayText({ plan }: Run, rule: string, date: string): string {
  const what =
    plan.anchor === 'end' ? 'counts from a last day that nobody has said' : 'counts from no day here';
  return `The rule is \`${rule}\`, which ${what}, so it is due at the end of its phase: ${date}.`;
}

/** `N workdays after ID`: when the other item is due, or was done, and the days from then on. */
function explainCounted(
  { item, ruled, due, progress }: PlannedItem,
  rule: DateRule,
  end: CalendarDate | undefined,
  { plan, program }: Run,
  say: Say,
): string[] {
  const { items, out, timeline } = plan;
  const isMeant = (other: Item) => other.id === rule.after || other.formerly.includes(rule.after ?? '');
  const other = items.find((each) => isMeant(each.item));
  const away = out.find((each) => isMeant(each.item));
  const title = other?.item.title ?? program.phases.flatMap((phase) => phase.items).find(isMeant)?.title;
  const head = `The rule is \`${item.due}\``;
  if (title === undefined)
    return [`${head}, and that item is gone, so it is due at the end of its phase: ${say(ruled)}.`];
  const name = other ? `${other.ref} ${title}` : `${away ? `${away.ref} ` : ''}${title}`;
  const days = plural(rule.n, rule.unit === 'days after' ? 'calendar day' : 'working day');
  if (!other)
    return [`${head}: ${name} is left out of this plan, but gives its date all the same: ${say(ruled)}.`];
  const closing = other.progress.closedBy;
  const doneOn = closing && closing.kind !== 'skipped' ? closing.on : undefined;
  if (other.undated && doneOn === undefined)
    return [
      `${head}, and ${name} has no date: until it is done, this is due at the end of its phase, ${say(ruled)}.`,
    ];
  const counted =
    rule.unit === 'days after'
      ? timeline.daysAfter(other.planned, rule.n)
      : timeline.workdaysAfter(other.planned, rule.n);
  const base = [
    `${head}: ${name} is due ${say(other.planned)}, ${days} later is ${say(counted)}.`,
    ...(counted > ruled && end
      ? [`Its phase ends on ${say(end)}, before that: it is due ${say(ruled)}.`]
      : []),
  ];
  const isLater = !progress.closedBy && !progress.moved && due > ruled;
  if (!isLater || doneOn === undefined || doneOn <= other.planned) return base;
  return [
    ...base,
    `${other.ref} was done on ${say(doneOn)}, later than it was due, and this counts from then: ${say(due)}.`,
  ];
}

/** What counts from the last day: the working day that it means, the first one of the run, and leave on the way. */
function explainEnd(
  rule: DateRule,
  workday: number,
  end: number,
  { item, ruled }: PlannedItem,
  { plan, calendar, progress }: Run,
  say: Say,
): string[] {
  const { timeline, start } = plan;
  const last = plan.end ?? plan.today;
  const what = progress.hire.subject === undefined ? 'The last day is' : 'All of it is due';
  const head = `${what} ${say(last)}; the rule is \`${item.due}\`.`;
  const date = timeline.dateAt(workday);
  const isFirst = workday === 1 && rule.unit.endsWith('before end');
  const raw = rule.unit === 'days before end' ? addDays(last, -rule.n) : addDays(last, rule.n);
  const isCalendar = rule.unit.startsWith('days');
  const off =
    isCalendar && raw !== date && !isFirst
      ? `, moved back from ${dayOffText(calendar.dayOn(raw), plan.today)}`
      : '';
  const from = date <= last ? date : last;
  const leave =
    calendar.countWorkdays(dayCount(from), dayCount(last), false) -
    calendar.countWorkdays(dayCount(from), dayCount(last));
  return [
    head,
    isFirst && date > addDays(last, -rule.n)
      ? `Nothing is due before the list was begun, on ${say(start)}: it is due ${say(date)}.`
      : `That is ${say(date)}${off}${leave > 0 ? `, with ${plural(leave, 'working day')} of leave between them left out` : ''}.`,
    ...(end < workday ? [endsBefore(say(ruled))] : []),
  ];
}

/** `workday n`: the working day that it means in its phase, and its date. */
function explainFit(n: number, workday: number, { plan, calendar, program }: Run): string[] {
  const { timeline, today } = plan;
  const date = timeline.baseDateAt(workday);
  const others = otherDays(timeline.day1, date, calendar, today);
  const counted = [`Working day ${workday} is ${longDate(date, today)}.`, ...others].join(' ');
  const squeeze = timeline.squeezeOf(n);
  if (!squeeze || workday === n) return [counted];
  const title = program.phases[squeeze.phase]?.title ?? '';
  return [
    `Moved up: "${title}" has ${plural(squeeze.workdays, 'working day')}, its rules suppose ${squeeze.supposed}; working day ${n} of the rules is working day ${workday}.`,
    counted,
  ];
}

/** `day N` and `week N`: the calendar day, or the working day before it. */
function explainCalendarDay(rule: DateRule, workday: number, run: Run, say: Say): string[] {
  const { plan, calendar, progress } = run;
  const { timeline, today } = plan;
  const n = calendarDays(rule);
  const week = rule.unit === 'week' ? `Week ${rule.n} ends with day ${n}. ` : '';
  const date = timeline.baseDateAt(workday);
  if (progress.stretch)
    return [
      `${week}Day ${n} of the program's own week is working day ${workday}, and the run is stretched to it: ${say(date)}.`,
    ];
  const raw = addDays(timeline.day1, n - 1);
  if (raw === date) return [`${week}Day ${n} is ${say(raw)}.`];
  const day = `${week}Day ${n} is ${raw < date ? say(raw) : dayOffText(calendar.dayOn(raw, false), today)}`;
  return [
    raw < date
      ? `${day}, but a phase ends at least one working day after the phase before it: ${say(date)}.`
      : `${day}, so the working day before it counts: ${say(date)}.`,
  ];
}

/**
 * The days off from one date to another, and the days that are worked although they would be off, leave apart:
 * `Off until then: Thu 24 Dec, Christmas Eve (company.ics); 6 days outside the working week.`
 */
function otherDays(from: CalendarDate, to: CalendarDate, calendar: Calendar, today: CalendarDate): string[] {
  const length = Math.max(0, daysBetween(from, to) + 1);
  const days = Array.from({ length }, (_, index) => calendar.dayOn(addDays(from, index), false));
  const weekend = days.filter(({ kind }) => kind === 'weekend').length;
  const off = [
    ...named(
      days.filter(({ kind }) => kind === 'holiday'),
      'holiday',
      today,
    ),
    ...(weekend > 0 ? [`${plural(weekend, 'day')} ${outsideWeek}`] : []),
  ];
  const worked = named(
    days.filter(({ extra }) => extra),
    'make-up day',
    today,
  );
  return [
    ...(off.length > 0 ? [`Off until then: ${off.join('; ')}.`] : []),
    ...(worked.length > 0 ? [`Not off: ${worked.join('; ')}.`] : []),
  ];
}

/** The first days by date and name, the others counted. */
function named(days: readonly CalendarDay[], noun: string, today: CalendarDate): string[] {
  const more = days.length - mostNamed;
  const first = days.slice(0, mostNamed).map((day) => dayOffText(day, today));
  return more > 0 ? [...first, plural(more, `more ${noun}`)] : first;
}

/** So many days are named in one sentence; the others are counted. */
const mostNamed = 4;

/** What puts the item later than its rule does: its `from`, an adoption, or an item that it waits for. */
function explainLift(
  { item, planned, from, liftedBy, joined, progress }: PlannedItem,
  run: Run,
  say: Say,
): string[] {
  const { plan } = run;
  const rule =
    from && !progress.moved
      ? [`Not before ${say(from)}${item.added ? '' : `: \`from: ${item.from}\`${upText(item, run)}`}.`]
      : [];
  if (liftedBy === undefined) return rule;
  if (liftedBy === 'from') return [...rule, 'It is due no earlier than that.'];
  if (liftedBy === 'adopted' && joined) {
    const isAdopted = run.progress.adopted.get(item.id) === joined;
    const how = isAdopted
      ? `with the checklists adopted on ${say(joined)}`
      : `with a trait said on ${say(joined)}`;
    return [...rule, `It came ${how}, and gets a week of working days from then: ${say(planned)}.`];
  }
  const other = plan.items.find(({ item: { id } }) => id === liftedBy);
  if (!other || progress.closedBy) return rule;
  if (other.undated)
    return [
      ...rule,
      `It waits for ${other.ref} ${other.item.title}, which itself waits for what is due later.`,
    ];
  const waits = `It waits for ${other.ref} ${other.item.title}, due ${say(other.due)}`;
  if (other.dueBefore.length > 0 && planned > other.due)
    return [...rule, `${waits} by hand, which itself waits for what is due later: ${say(planned)}.`];
  return [
    ...rule,
    planned > other.due ? `${waits}, and keeps its distance to it: ${say(planned)}.` : `${waits}.`,
  ];
}

/** `, moved up to working day 16` where the phase of the item is too short for its `from`; else empty. */
function upText({ from = '' }: Item, { plan }: Run): string {
  const [rule, workday] = [parseDateRule(from), plan.timeline.workdayOf(from)];
  return rule?.unit === 'workday' && workday !== undefined && workday !== rule.n
    ? `, moved up to working day ${workday}`
    : '';
}

/** What others did so late that the item is due later for it. */
function explainRelease({ released, due }: PlannedItem, say: Say): string[] {
  if (!released) return [];
  return [
    `What others had to do first was done on ${say(released)}, after its due date, so it is due ${say(due)}.`,
  ];
}

function explainMove(
  { progress, item, dueBefore }: PlannedItem,
  { plan, calendar }: Run,
  say: Say,
): string[] {
  const { moved } = progress;
  if (!moved || moved === item.added?.due) return [];
  const stands = reworkedBy(progress, calendar) ? '' : ', which counts as it stands';
  const others = plan.items.filter((other) => dueBefore.includes(other.item.id));
  return [
    `It was moved by hand to ${say(moved)}${stands}.`,
    ...others.map(
      ({ ref, item: other, due }) =>
        `That is before ${ref} ${other.title}, which it waits for, due ${say(due)}.`,
    ),
  ];
}

function explainRework({ progress, due }: PlannedItem, { calendar }: Run, say: Say): string[] {
  const reworked = reworkedBy(progress, calendar);
  if (!progress.returned || !reworked) return [];
  return [
    `It was returned on ${say(progress.returned.on)}. There is time to rework it until ${say(reworked)}; it is due ${reworked === due ? 'then' : 'later anyway'}.`,
  ];
}

/** When what was done ran out, and that it is due since, or was moved. */
function explainAgain(
  { item, progress, validUntil, due }: PlannedItem,
  { calendar }: Run,
  say: Say,
): string[] {
  const { ranOut } = progress;
  if (!ranOut || !validUntil) return [];
  const again = againFrom(item, progress, calendar);
  const days = plural(item.validFor ?? 0, 'day');
  const then = again
    ? `, so it is to be done again from ${say(again)} on${again === due ? ', when it is due' : ''}`
    : '';
  return [`It was done on ${say(ranOut.on)} and counts for ${days}, until ${say(validUntil)}${then}.`];
}

function explainKept({ progress, due, planned, undated }: PlannedItem, say: Say): string[] {
  return progress.closedBy && due !== planned && !undated
    ? [`It was done when it was due ${say(due)}, which stays.`]
    : [];
}

/** When the item may be begun, where that lies ahead, and from when to when work on it goes on. */
function explainBegin(planned: PlannedItem, { plan }: Run, say: Say): string[] {
  if (planned.undated) return [];
  const { begin, workFrom, due, running, progress } = planned;
  if (progress.closedBy || progress.returned || begin === due) return [];
  if (running && workFrom < due) return [`Work on it goes on from ${say(workFrom)} to ${say(due)}.`];
  return begin > plan.today ? [`It may be begun on ${say(begin)}.`] : [];
}

function explainState({ item, blockers, state }: PlannedItem, run: Run): string[] {
  const { plan } = run;
  if (item.after.length === 0) return ['It waits for no other item.'];
  const waitsFor = plan.items.filter((other) => blockers.includes(other.item.id));
  const before = listText(item.after.map((id) => titleIn(run, id)));
  if (state === 'done' || state === 'skipped' || state === 'in review') return [`It came after ${before}.`];
  if (waitsFor.length === 0)
    return [`It comes after ${before}, and nothing of that is open: it can be done.`];
  return waitsFor.map(
    ({ ref, item: other, state: its }) => `It waits for ${ref} ${other.title}, which is ${its}.`,
  );
}

function explainCount(planned: PlannedItem): string[] {
  const count = countOf(planned);
  if (!count || planned.progress.closedBy?.kind !== 'counted') return [];
  return [`Its count has reached the target: ${countText(count)}.`];
}

/** An item or group in words. One that the program no longer has is called as it last was. */
function titleIn({ plan, program, record }: Run, id: string): string {
  const group = program.phases.flatMap(({ groups }) => groups).find((each) => each.id === id);
  if (group) return group.title;
  const name = nameOfItems(plan.items, underPresentIds(record.events))(id);
  return name === id ? 'an item that is gone' : name;
}

function explainActor({ item, state }: PlannedItem, run: Run): string {
  const { hire } = run.progress;
  const actor = item.by === undefined ? hire.name : nameWithTitle(item.by, run);
  const signOff =
    item.signOff === undefined
      ? ''
      : ` ${nameWithTitle(item.signOff, run, 'all')} ${agreeing(rolesOf(item.signOff).length, 'signs', 'sign')} it off.`;
  if (state === 'in review') return `${actor} has done it.${signOff}`;
  return `${actor} acts.${signOff}`;
}

function nameWithTitle(role: string | readonly string[], run: Run, how: 'any' | 'all' = 'any'): string {
  const view = viewRole(role, run, how);
  const guide = guideOf(run);
  return view.people.length > 0
    ? `${view.people.join(', ')} (${view.title})`
    : `The ${roleNames(view)}, who is not assigned yet${guide ? ` (ask ${firstName(guide)})` : ''},`;
}

/** @param end the last day of the phase, in words */
function endsBefore(end: string): string {
  return `Its phase ends on ${end}, before that: it is due then.`;
}
