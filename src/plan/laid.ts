/** The whole of a schedule: each working day from today on, up to the last one on which something lies. */
import { type CalendarDate, laterOf } from '../dates.ts';
import { isOwnDuty, isToDo, type PlannedItem } from './plan.ts';
import type { Run } from './run.ts';
import type { ScheduledDay } from './schedule.ts';

/** A schedule is followed no further than so many working days: only a date far away makes one longer. */
const mostDays = 520;

/**
 * The days of the schedule from today on as they come if each day's parts are done, in ascending order. Days between them
 * may have no parts; the last one has some. A run without open work has no days.
 */
export function laidDays({ plan, schedule }: Pick<Run, 'plan' | 'schedule'>): readonly ScheduledDay[] {
  const open = plan.items.filter((planned) => isOwnDuty(planned) && isToDo(planned));
  const last = open.reduce((latest, planned) => laterOf(latest, endOf(planned)), plan.today);
  const days: ScheduledDay[] = [];
  for (const day of schedule().ahead()) {
    if ((day.parts.length === 0 && day.date > last) || days.length >= mostDays) break;
    days.push(day);
  }
  return days.slice(0, days.findLastIndex(({ parts }) => parts.length > 0) + 1);
}

/** The last day on which the plan itself has the item: its due date, or the day that it is booked for. */
function endOf({ due, booked }: PlannedItem): CalendarDate {
  return booked ? laterOf(due, booked.on) : due;
}
