/** What screens say of where a run stands in time: "day 9 of 90", or "last day in 12 working days" where its dates count back. */
import { addDays, type CalendarDate, daysBetween, longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import { newcomersOf } from '../progress/newcomers.ts';
import { plural } from './words.ts';

/** What the dates of a run count from, as JSON has it. */
export interface AnchorView {
  readonly anchor: 'start' | 'end';
  /** The last day, from which the dates count back; null for any other run, and where nobody has said it. */
  readonly end: CalendarDate | null;
  /** How many working days after today the last day is, negative once it has passed; null where there is none. */
  readonly workdaysLeft: number | null;
}

export function viewAnchor({ plan, calendar }: Pick<Run, 'plan' | 'calendar'>): AnchorView {
  const { anchor, end, today } = plan;
  if (end === undefined) return { anchor, end: null, workdaysLeft: null };
  const days = end >= today ? calendar.workdaysBetween(today, end) : -calendar.workdaysBetween(end, today);
  return { anchor, end, workdaysLeft: days };
}

/** Whether it is the first day of a run, or before: a run whose dates count back from a last day has no first one. */
export function isEarly({ hire, day }: { readonly hire: AnchorView; readonly day: number }): boolean {
  return hire.anchor === 'start' && day <= 1;
}

/** `last day in 12 working days`, `last day today`, `last day 2 working days ago`. */
export function lastDayText({ end, workdaysLeft }: AnchorView, today: CalendarDate): string {
  if (end === null || workdaysLeft === null) return 'no last day said yet';
  if (end === today) return 'last day today';
  if (end === addDays(today, 1)) return 'last day tomorrow';
  if (end === addDays(today, -1)) return 'last day yesterday';
  if (workdaysLeft > 0) return `last day in ${plural(workdaysLeft, 'working day')}`;
  if (workdaysLeft < 0) return `last day ${plural(-workdaysLeft, 'working day')} ago`;
  return `last day ${longDate(end, today)}`;
}

/** `day 9 of 90`, `day 95, 5 past`, or what {@link lastDayText} says; without a day, what `otherwise` says. */
export function dayText(
  view: { readonly day: number; readonly lastDay: number; readonly today: CalendarDate } & {
    readonly hire: AnchorView;
  },
  otherwise: string,
): string {
  const { hire, day, lastDay, today } = view;
  if (hire.anchor === 'end') return lastDayText(hire, today);
  if (day === 0) return otherwise;
  return day > lastDay ? `day ${day}, ${day - lastDay} past` : `day ${day} of ${lastDay}`;
}

/** `starts tomorrow`, `starts in 3 days`; what has no first day begins. */
export function beginsText({ anchor }: AnchorView, today: CalendarDate, firstDay: CalendarDate): string {
  const days = daysBetween(today, firstDay);
  return `${anchor === 'end' ? 'begins' : 'starts'} ${days === 1 ? 'tomorrow' : `in ${days} days`}`;
}

/** `before the start, Mon 23 Nov`; of a run that has no first day, `before the day on which it was begun, Mon 23 Nov`. */
export function beforeText({ anchor, start, today }: Run['plan']): string {
  const what = anchor === 'end' ? 'the day on which it was begun' : 'the start';
  return `before ${what}, ${longDate(start, today)}`;
}

/** Whether a run is the onboarding of its hire: none that counts back from a last day is, and no list for a newcomer. */
export function isOnboarding({ plan, progress }: Pick<Run, 'plan' | 'progress'>): boolean {
  return plan.anchor === 'start' && newcomersOf(progress, plan.today).length === 0;
}

/** `due Fri 4 Dec`, or `no date`. @param due the words for a date */
export function dueOr({ undated }: { readonly undated: boolean }, due: string): string {
  return undated ? 'no date' : due;
}
