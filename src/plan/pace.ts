/** How the hire's own work compares with the days gone, and which items come next. */
import { addDays, type CalendarDate, compareDates, laterOf } from '../dates.ts';
import type { Calendar } from './calendar.ts';
import { isDone, isOwnDuty, type Plan, type PlannedItem } from './plan.ts';

export interface Pace {
  /** How many items should be finished by the evening before today. */
  readonly expected: number;
  /** How many items are finished; items in review count, because their work is done. */
  readonly done: number;
  /** By how many items `done` falls short of `expected`; 0 if the hire is on track. */
  readonly behind: number;
  /** How many working days ago `done` would have been enough; 0 if the hire is on track. */
  readonly days: number;
}

/**
 * Compares the finished with the expected number of required items that the hire does; skipped ones are left out. A
 * phase's items are spread evenly over its working days. An item that was added to the run is spread over the days
 * from then to its due date, so that adding an item puts nobody behind.
 */
export function paceOf(plan: Plan, calendar: Calendar): Pace {
  const own = plan.items.filter((item) => isOwnDuty(item) && item.state !== 'skipped');
  const done = own.filter(isDone).length;
  const eve = addDays(plan.start, -1);
  const windows = [
    ...plan.phases.map(({ phase, due }, index) => {
      const before = laterOf(plan.phases[index - 1]?.due ?? eve, eve);
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

/** The days after `before`, up to and including `due`, over which `items` are spread. */
interface Window {
  readonly before: CalendarDate;
  readonly due: CalendarDate;
  readonly items: number;
  readonly workdays: number;
}

function windowOf(before: CalendarDate, due: CalendarDate, items: number, calendar: Calendar): Window {
  return { before, due, items, workdays: calendar.workdaysBetween(before, due) };
}

/** How many items of a window should be finished at the end of a day, by the share of its working days gone. */
function itemsGone({ before, due, items, workdays }: Window, day: CalendarDate, calendar: Calendar): number {
  if (day >= due) return items;
  if (day <= before) return 0;
  // The product comes first because, in floating point, 22 × (15 ÷ 22) is a little less than 15.
  return workdays === 0 ? 0 : (items * calendar.workdaysBetween(before, day)) / workdays;
}

/** An item is offered this many days before its `from`, because a meeting has to be booked ahead. */
const horizonDays = 7;

/**
 * The items that the hire can do now, which are open and whose `from` is reached or near. Overdue items come first, then
 * required ones, then optional ones; each kind by the first day of work from today on, then by due date, then in the
 * program's order.
 */
export function nextItems(plan: Plan): PlannedItem[] {
  const near = addDays(plan.today, horizonDays);
  return plan.items
    .filter((item) => item.state === 'open' && (item.from === undefined || item.from <= near))
    .sort((a, b) => byUrgency(a, b, plan.today));
}

function byUrgency(a: PlannedItem, b: PlannedItem, today: CalendarDate): number {
  return (
    Number(b.overdue) - Number(a.overdue) ||
    Number(a.item.optional) - Number(b.item.optional) ||
    compareDates(laterOf(a.workFrom, today), laterOf(b.workFrom, today)) ||
    compareDates(a.due, b.due)
  );
}
