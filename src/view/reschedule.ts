/** What another start brings about: the items still to do that are then due on another day. */
import { type CalendarDate, longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import { isToDo, type Plan, type PlannedItem } from '../plan/plan.ts';
import { isPastDue, type Shift, shiftsOf } from '../plan/shift.ts';
import { viewRole } from './item.ts';
import { heldText, idleText } from './shift.ts';
import type { RunInput } from './status.ts';
import { plural, roleNames } from './words.ts';

export interface RescheduleView {
  readonly hire: string;
  readonly today: CalendarDate;
  readonly start: { readonly before: CalendarDate; readonly after: CalendarDate };
  /** What is then past its due date. */
  readonly late: readonly ShiftView[];
  readonly others: readonly ShiftView[];
  /** What to know beside it, in sentences. */
  readonly remarks: readonly string[];
}

export interface ShiftView {
  readonly ref: string;
  readonly title: string;
  readonly before: CalendarDate;
  readonly after: CalendarDate;
  /** Who has to act, where that isn't the hire; or that nobody has to. */
  readonly who: string;
}

export function viewReschedule(run: RunInput, after: Plan): RescheduleView {
  const { plan: before, calendar } = run;
  const shifts = shiftsOf(before, after);
  const view = (shift: Shift) => viewShift(shift, run);
  return {
    hire: run.progress.hire.name,
    today: after.today,
    start: { before: before.start, after: after.start },
    late: shifts.filter((shift) => isPastDue(shift.after)).map(view),
    others: shifts.filter((shift) => !isPastDue(shift.after)).map(view),
    remarks: remarksOn(shifts, after, calendar),
  };
}

function viewShift({ before, after }: Shift, run: RunInput): ShiftView {
  const { ref, item, due } = after;
  const own = item.optional ? 'optional' : '';
  const who = item.by === undefined ? own : roleNames(viewRole(item.by, run));
  return { ref, title: item.title, before: before.due, after: due, who };
}

function remarksOn(shifts: readonly Shift[], after: Plan, calendar: Calendar): string[] {
  const closed = after.items.filter((planned) => !isToDo(planned)).length;
  return [
    shifts.length === 0
      ? 'No due date moves.'
      : `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'is' : 'are'} due on another day.`,
    ...(closed > 0 ? [`What is done or skipped keeps its history: ${plural(closed, 'item')}.`] : []),
    ...after.items
      .filter((planned) => isToDo(planned) && planned.progress.moved !== undefined)
      .map((planned) => keptText(planned, after)),
    ...idleText(after.start, calendar, after.today).map((text) => `${text}.`),
  ];
}

function keptText(planned: PlannedItem, { start, today }: Plan): string {
  const { ref, item, due } = planned;
  const early = due < start ? ', before the start' : '';
  return `${ref} ${item.title} stays due on ${longDate(due, today)}${early}: ${heldText(planned)}.`;
}
