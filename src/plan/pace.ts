/** How the hire's own work stands against the days gone. */
import { addDays, type CalendarDate } from '../dates.ts';
import type { Calendar } from './calendar.ts';
import { isOwnDuty, type Plan } from './plan.ts';

export interface Pace {
  /** Items that the days gone before today would have brought. */
  readonly expected: number;
  /** Items finished, those in review included: their work is done. */
  readonly done: number;
  /** Items behind; 0 on track. */
  readonly behind: number;
  /** How many working days ago this much was expected; 0 on track. */
  readonly days: number;
}

/**
 * Counts the hire's own required items, skipped ones left out. One that was added on the way is expected from then on to
 * its due date, so that adding it puts nobody behind.
 */
export function paceOf(plan: Plan, calendar: Calendar): Pace {
  const own = plan.items.filter((item) => isOwnDuty(item) && item.state !== 'skipped');
  const done = own.filter(({ state }) => state === 'done' || state === 'in review').length;
  const windows = [
    ...plan.phases.map(({ phase, due }, index) => {
      const before = plan.phases[index - 1]?.due ?? addDays(plan.start, -1);
      const items = own.filter(({ item, phase: of }) => of === phase.id && !item.added).length;
      return windowOf(before, due, items, calendar);
    }),
    ...own.flatMap(({ item, due }) =>
      item.added ? [windowOf(addDays(item.added.on, -1), due, 1, calendar)] : [],
    ),
  ];
  const expectedOn = (date: CalendarDate) => {
    const yesterday = addDays(date, -1);
    return Math.floor(windows.reduce((sum, window) => sum + itemsGone(window, yesterday, calendar), 0));
  };

  const expected = expectedOn(plan.today);
  let days = 0;
  for (let date = plan.today; date > plan.start && expectedOn(date) > done; ) {
    date = addDays(date, -1);
    if (calendar.isWorking(date)) days += 1;
  }
  return { expected, done, behind: Math.max(0, expected - done), days };
}

/** The days after `before` up to `due`, over which so many items are spread. */
interface Window {
  readonly before: CalendarDate;
  readonly due: CalendarDate;
  readonly items: number;
  readonly workdays: number;
}

function windowOf(before: CalendarDate, due: CalendarDate, items: number, calendar: Calendar): Window {
  return { before, due, items, workdays: calendar.workdaysBetween(before, due) };
}

/** A window's items by the share of its working days that are gone at the end of a day. */
function itemsGone({ before, due, items, workdays }: Window, day: CalendarDate, calendar: Calendar): number {
  if (day >= due) return items;
  if (day <= before) return 0;
  // Multiplied first: 22 × (15 ÷ 22) is a little less than 15.
  return workdays === 0 ? 0 : (items * calendar.workdaysBetween(before, day)) / workdays;
}
