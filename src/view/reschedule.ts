/** What another start or calendar changes: the items still to do whose due date moves. */
import { type CalendarDate, compareDates, longDate } from '../dates.ts';
import { isToDo, type Plan, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { isPastDue, type Shift, shiftsOf } from '../plan/shift.ts';
import { actorText, heldText, idleText, plural, weekText } from './words.ts';

export type RescheduleView = ReturnType<typeof viewReschedule>;

export type ShiftView = ReturnType<typeof viewShift>;

/** @param after the run with the other start or calendar */
export function viewReschedule(run: Run, after: Run) {
  const shifts = shiftsOf(run.plan, after.plan);
  const view = (shift: Shift) => viewShift(shift, run);
  return {
    hire: run.progress.hire.name,
    today: after.plan.today,
    /** The changes, each as a phrase that follows the hire's name: `starts on …`. */
    changes: changesOf(run, after),
    /** The items that move and are past their new due date. */
    late: shifts.filter((shift) => isPastDue(shift.after)).map(view),
    others: shifts.filter((shift) => !isPastDue(shift.after)).map(view),
    /** Further sentences that are worth knowing. */
    remarks: remarksOn(shifts, after),
  };
}

function changesOf(before: Run, after: Run): string[] {
  const { start, today } = after.plan;
  const say = (date: CalendarDate) => longDate(date, today);
  return [
    ...(start === before.plan.start ? [] : [`starts on ${say(start)} instead of ${say(before.plan.start)}`]),
    ...weekChange(before, after),
    ...holidaysChange(before, after),
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
  if (was?.join() === is?.join()) return [];
  const last = (is ?? [])
    .map(({ date }) => date)
    .sort(compareDates)
    .at(-1);
  if (!is || !last) return ["has the team's holidays again"];
  return [`has ${plural(is.length, 'holiday')} of their own, up to ${longDate(last, after.plan.today)}`];
}

function viewShift({ before, after }: Shift, run: Run) {
  const { ref, item, due } = after;
  return {
    ref,
    title: item.title,
    before: before.due,
    after: due,
    /** The people who have to act, `optional` for an optional item of the hire, else empty. */
    who: actorText(item, run),
  };
}

function remarksOn(shifts: readonly Shift[], { plan, calendar }: Run): string[] {
  const closed = plan.items.filter((planned) => !isToDo(planned)).length;
  return [
    shifts.length === 0
      ? 'No due date moves.'
      : `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'is' : 'are'} due on another day.`,
    ...(closed > 0
      ? [`What is done, in review or skipped keeps its history: ${plural(closed, 'item')}.`]
      : []),
    ...plan.items
      .filter((planned) => isToDo(planned) && planned.progress.moved !== undefined)
      .map((planned) => keptText(planned, plan)),
    ...idleText(plan.start, calendar, plan.today).map((text) => `${text}.`),
  ];
}

function keptText(planned: PlannedItem, { start, today }: Plan): string {
  const { ref, item, due } = planned;
  const early = due < start ? ', before the start' : '';
  return `${ref} ${item.title} stays due on ${longDate(due, today)}${early}: ${heldText(planned)}.`;
}
