/** The days of the schedule that a screen and JSON show: today, or the next working day, and those after it. */
import { type CalendarDate, endOfWeek } from '../dates.ts';
import type { Part, PartKind } from '../plan/day.ts';
import { isOwnDuty, isToDo } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { byTask, type ScheduledDay } from '../plan/schedule.ts';

export type DayView = ReturnType<typeof viewDay>;

export type PartView = DayView['items'][number];

/** Meetings are to be booked so many working days ahead. */
export const bookingDays = 5;

/** What others have to do, and what they hold up, is shown so many calendar days before it is due. */
export const othersDays = 7;

/** Where nothing lies on the days that are shown, the next day with something is looked for among so many. */
const mostDays = 90;

/** Up to the end of the week and five working days ahead; where these have nothing, up to the next day that has something. */
export function viewSchedule(run: Run): DayView[] {
  const { today, ahead } = run.schedule();
  const days: ScheduledDay[] = [];
  const weekEnd = endOfWeek(today.date);
  const isOpen = run.plan.items.some((planned) => isOwnDuty(planned) && isToDo(planned));
  for (const day of ahead()) {
    const isEnough = days.length > bookingDays && day.date > weekEnd;
    const isIdle = days.slice(1).every(({ parts }) => parts.length === 0);
    if (isEnough && (!isIdle || !isOpen || days.length > mostDays)) break;
    days.push(day);
  }
  return days.map((day) => viewDay(day, run));
}

function viewDay({ date, parts, minutes }: ScheduledDay, run: Run) {
  const { today, asked } = run.schedule();
  const isToday = date === today.date && date === run.plan.today;
  const left = isToday ? byTask(asked) : undefined;
  return {
    date,
    minutes: Math.round(minutes),
    items: parts.map((part) => {
      const still = left ? left.get(part.task) : part;
      return {
        id: part.task.id,
        /** Why the part lies on the day: booked for it, due on it, late, next in turn; a unit, or hours, of an item that goes on. */
        kind: kindOf(part),
        minutes: Math.round(part.minutes),
        /** How many minutes of the part are still to do. */
        left: Math.round(still?.minutes ?? 0),
        /** Whether the part is done, or not asked for any more; hours of work that nobody counts are taken as done. */
        done: still === undefined,
        /** How many units of the item; 0 for an item that is done in one go. */
        units: part.units,
      };
    }),
  };
}

function kindOf({ kind, task }: Part): PartKind | 'hours' {
  return kind === 'unit' && !task.isCounted ? 'hours' : kind;
}

/** The days on which nobody asks anything of the hire: why today is off, and which leave begins before the next working day. */
export function viewDaysOff({ plan, calendar }: Run) {
  const { today, nextWorkday, timeline } = plan;
  const day = calendar.dayOn(today);
  return {
    /** Why today is a day off, and what the calendar calls it; null on a working day. */
    dayOff: day.kind === 'working' ? null : { kind: day.kind, name: day.name ?? null },
    leaveNext: day.kind === 'working' ? leaveAfter(today) : null,
    nextWorkday,
  };

  /** The leave that begins before the next working day of everybody else; null where there is none. */
  function leaveAfter(date: CalendarDate) {
    const next = calendar.nextBaseDay(date);
    const until = calendar.leaveUntil(next);
    if (until === undefined) return null;
    const back = calendar.nthWorkday(until, 1);
    return { from: next, back, day: timeline.dayOn(back) };
  }
}
