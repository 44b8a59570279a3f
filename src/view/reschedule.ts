/** What another start or calendar changes: the items still to do whose due date moves. */
import { type CalendarDate, compareDates, longDate } from '../dates.ts';
import { agreeing, durationText } from '../phrases.ts';
import { isToDo, type Plan, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { isPastDue, type Shift, shiftsOf } from '../plan/shift.ts';
import type { NamedDay } from '../program/model.ts';
import { beginsWithDay1 } from './anchor.ts';
import { calendarNotices } from './notices.ts';
import { unmetText, viewTraits } from './traits.ts';
import {
  actorText,
  heldText,
  idleText,
  listText,
  nameOfRun,
  noDateMoves,
  plural,
  weekText,
} from './words.ts';

export type RescheduleView = ReturnType<typeof viewReschedule>;

export type ShiftView = ReturnType<typeof viewShift>;

/** @param after the run with the other start or calendar */
export function viewReschedule(run: Run, after: Run) {
  const shifts = shiftsOf(run.plan, after.plan);
  const view = (shift: Shift) => viewShift(shift, run);
  return {
    hire: nameOfRun(run.progress.hire),
    today: after.plan.today,
    /** The changes, each as a phrase that follows the hire's name: `starts on …`. */
    changes: changesOf(run, after),
    /** The items that move and are past their new due date. */
    late: shifts.filter((shift) => isPastDue(shift.after)).map(view),
    others: shifts.filter((shift) => !isPastDue(shift.after)).map(view),
    ...viewCameAndWent(run, after),
    /** Further sentences that are worth knowing. */
    remarks: [...remarksOn(shifts, after, run), ...bookedRemark(run, after), ...calendarNotices(after)],
  };
}

function changesOf(before: Run, after: Run): string[] {
  const { start, today } = after.plan;
  const say = (date: CalendarDate) => longDate(date, today);
  return [
    ...nameChange(before, after),
    ...(start === before.plan.start
      ? []
      : [
          beginsWithDay1(after)
            ? `starts on ${say(start)} instead of ${say(before.plan.start)}`
            : `${after.progress.hire.subject === undefined ? 'has work from this list' : 'is worked through'} from ${say(start)} on, not from ${say(before.plan.start)}`,
        ]),
    ...endChange(before, after),
    ...weekChange(before, after),
    ...holidaysChange(before, after),
    ...extraDaysChange(before, after),
    ...untilChange(before, after),
    ...hoursChange(before, after),
    ...stretchChange(before, after),
    ...zoneChange(before, after),
    ...traitChange(before, after),
  ];
}

function endChange(before: Run, after: Run): string[] {
  const { end, today } = after.plan;
  const was = before.plan.end;
  if (!end || end === was) return [];
  const what = after.progress.hire.subject === undefined ? 'has their last day' : 'is due';
  return [`${what} on ${longDate(end, today)}${was ? ` instead of ${longDate(was, today)}` : ''}`];
}

function nameChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.hire.name);
  if (was === is) return [];
  return [
    after.progress.hire.subject === undefined ? `is called ${is} now` : `is owned by ${is} instead of ${was}`,
  ];
}

function weekChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.calendar.workingDays);
  if (was?.join() === is?.join()) return [];
  const [wasWeek, week] = [before, after].map(({ calendar }) => weekText(calendar.workingDays));
  const instead = week === wasWeek ? '' : ` instead of ${wasWeek}`;
  return [`works ${week}${is ? '' : ', as the team does,'}${instead}`];
}

function holidaysChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.calendar.holidays);
  if (sameDays(was, is)) return [];
  if (!is) return ["has the team's holidays again"];
  const last = lastOf(is);
  if (!last) return ['has no holidays'];
  return [`has ${plural(is.length, 'holiday')} of their own, up to ${longDate(last, after.plan.today)}`];
}

function extraDaysChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.calendar.extraWorkingDays);
  if (sameDays(was, is)) return [];
  if (!is) return ["has the team's extra working days again"];
  const days = is.map(({ date }) => longDate(date, after.plan.today));
  if (days.length === 0) return ['has no extra working days'];
  if (days.length > 3) return [`has ${days.length} extra working days, up to ${days.at(-1)}`];
  return [`works ${listText(days)} as well`];
}

function untilChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.calendar.holidaysUntil);
  if (was === is) return [];
  if (!is) return ['has holidays as complete as those of the team'];
  return [`has all holidays listed up to ${longDate(is, after.plan.today)}`];
}

function hoursChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.calendar.minutesPerDay);
  if (was === is) return [];
  const [wasHours, hours] = [before, after].map(({ calendar }) => durationText(calendar.minutesPerDay));
  const instead = hours === wasHours ? '' : ` instead of ${wasHours}`;
  return [`has ${hours} a day for the program${is ? '' : ', as the team has'}${instead}`];
}

/** What is said of a run by the clocks of a zone. */
export function inZone(zone: string | undefined): string {
  return `is in the time zone ${zone}`;
}

function stretchChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.stretch);
  if (was === is) return [];
  return [
    is
      ? "has the working days that each phase has in the program's week"
      : 'has phases that end when they would in any week',
  ];
}

function zoneChange(before: Run, after: Run): string[] {
  const [was, is] = [before, after].map(({ progress }) => progress.hire.zone);
  if (was === is) return [];
  return [`${inZone(is)}${was ? ` instead of ${was}` : ''}`];
}

/** The items that other traits bring, and those that they take. */
function viewCameAndWent(before: Run, after: Run) {
  const idsOf = ({ plan }: Run) => new Set(plan.items.map(({ item }) => item.id));
  const [was, is] = [idsOf(before), idsOf(after)];
  return {
    /** The items that come to the hire's plan. */
    comes: after.plan.items
      .filter(({ item }) => !was.has(item.id))
      .map(({ ref, item, due }) => ({ ref, id: item.id, title: item.title, due })),
    /** The items that go from it, each with the reason in words. */
    goes: after.plan.out
      .filter(({ item }) => was.has(item.id) && !is.has(item.id))
      .map(({ ref, item, unmet }) => ({ ref, id: item.id, title: item.title, reason: unmetText(unmet) })),
  };
}

function traitChange(before: Run, after: Run): string[] {
  const was = viewTraits(before);
  return Object.entries(viewTraits(after)).flatMap(([trait, value]) => {
    if (value === null || value === was[trait]) return [];
    return [`has ${trait} ${value}${was[trait] ? ` instead of ${was[trait]}` : ''}`];
  });
}

/** A sentence about the times that are booked already, where the time zone changes. */
function bookedRemark(before: Run, { plan, progress }: Run): string[] {
  const times = plan.items.filter(({ booked }) => booked?.at !== undefined);
  const { zone } = progress.hire;
  if (zone === before.progress.hire.zone || times.length === 0) return [];
  const named = times.map(({ ref, booked }) => `${ref} at ${booked?.at}`);
  return [
    `Booked times are not converted: ${listText(named)} ${agreeing(named.length, 'is', 'are')} meant in ${zone} now.`,
  ];
}

function sameDays(a: readonly NamedDay[] | undefined, b: readonly NamedDay[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function lastOf(days: readonly NamedDay[]): CalendarDate | undefined {
  return days
    .map(({ date }) => date)
    .sort(compareDates)
    .at(-1);
}

function viewShift({ before, after }: Shift, run: Run) {
  const { ref, item, due } = after;
  return {
    ref,
    title: item.title,
    before: before.due,
    after: due,
    /** Whether it had, or gets, no date at all. */
    wasUndated: before.undated,
    undated: after.undated,
    /** The people who have to act, `optional` for an optional item of the hire, else empty. */
    who: actorText(item, run),
  };
}

function remarksOn(shifts: readonly Shift[], after: Run, before: Run): string[] {
  const { plan, calendar } = after;
  const closed = plan.items.filter((planned) => !isToDo(planned)).length;
  const isSame = plan.out.length === before.plan.out.length && plan.items.length === before.plan.items.length;
  return [
    ...(isSame ? [] : [totalsText(before.plan, plan)]),
    shifts.length === 0
      ? noDateMoves
      : `${plural(shifts.length, 'item')} ${agreeing(shifts.length, 'is', 'are')} due on another day.`,
    ...(closed > 0
      ? [`What is done, in review or skipped keeps its history: ${plural(closed, 'item')}.`]
      : []),
    ...plan.items
      .filter((planned) => isToDo(planned) && planned.byHand)
      .map((planned) => keptText(planned, after)),
    ...idleText(plan.end ?? plan.start, calendar, plan.today).map((text) => `${text}.`),
  ];
}

/** `The plan then has 34 required items, not 31.` */
function totalsText(before: Plan, after: Plan): string {
  return `The plan then has ${plural(after.totals.total, 'required item')}, not ${before.totals.total}.`;
}

function keptText(planned: PlannedItem, run: Run): string {
  const { start, today } = run.plan;
  const { ref, item, due } = planned;
  const early = due < start && beginsWithDay1(run) ? ', before the start' : '';
  return `${ref} ${item.title} stays due on ${longDate(due, today)}${early}: ${heldText(planned)}.`;
}
