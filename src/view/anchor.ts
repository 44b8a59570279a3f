/**
 * What screens say of where a run stands in time: "day 9 of 90", "last day in 12 working days" where its dates count back, or
 * "due Fri 18 Dec" where it is that of a checklist.
 */
import { addDays, type CalendarDate, daysBetween, longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import { newcomersOf } from '../progress/newcomers.ts';
import { numbered, plural } from './words.ts';

/** What the dates of a run count from, as JSON has it. */
export interface AnchorView {
  readonly anchor: 'start' | 'end';
  /** The last day, from which the dates count back; null for any other run, and where nobody has said it. */
  readonly end: CalendarDate | null;
  /** How many working days after today the last day is, negative once it has passed; null where there is none. */
  readonly workdaysLeft: number | null;
  /** What the run of a checklist is for; null for the run of a hire. */
  readonly subject: string | null;
  /** Which run of the checklist for that subject it is, from 1; null for the run of a hire. */
  readonly number: number | null;
  /** The day on which all of a checklist is due; null for the run of a hire. */
  readonly due: CalendarDate | null;
}

export function viewAnchor({
  plan,
  calendar,
  progress: { hire },
}: Pick<Run, 'plan' | 'calendar' | 'progress'>): AnchorView {
  const { anchor, end, today } = plan;
  const { subject = null, number = 1 } = hire;
  const isList = subject !== null;
  return {
    anchor,
    end: end ?? null,
    workdaysLeft: end === undefined ? null : workdaysLeft(end, today, calendar),
    subject,
    number: isList ? number : null,
    due: isList ? dueOfAll(plan) : null,
  };
}

/** How many working days after today the last day is, negative once it has passed. */
export function workdaysLeft(end: CalendarDate, today: CalendarDate, calendar: Run['calendar']): number {
  return end >= today ? calendar.workdaysBetween(today, end) : -calendar.workdaysBetween(end, today);
}

/** `Message reminders, out of beta`, with its number from the second run on; null for the run of a hire. */
export function titleOfRun({
  program,
  progress: { hire },
}: Pick<Run, 'program' | 'progress'>): string | null {
  return hire.subject === undefined ? null : numbered(program.title, hire.number);
}

/** The day on which all of a run is due: the one that its dates count back from, else the end of its last phase. */
export function dueOfAll({ end, phases, start }: Run['plan']): CalendarDate {
  return end ?? phases.at(-1)?.due ?? start;
}

/** Whether anything is said of the run's first day and of the days since: not of a checklist, nor of a run that has a last day. */
export function hasFirstDay({ anchor, subject }: Pick<AnchorView, 'anchor' | 'subject'>): boolean {
  return anchor === 'start' && subject === null;
}

/** As {@link hasFirstDay}, of a run that is no view yet. */
export function beginsWithDay1({
  plan,
  progress,
}: {
  readonly plan: Pick<Run['plan'], 'anchor'>;
  readonly progress: Pick<Run['progress'], 'hire'>;
}): boolean {
  return plan.anchor === 'start' && progress.hire.subject === undefined;
}

/** Whether it is the first day of a run, or before; false for a run that has no first day. */
export function isEarly({ hire, day }: { readonly hire: AnchorView; readonly day: number }): boolean {
  return hasFirstDay(hire) && day <= 1;
}

/** `last day in 12 working days`, `last day today`, `last day 2 working days ago`; for a checklist, what {@link dueText} says. */
export function lastDayText(view: AnchorView, today: CalendarDate): string {
  const { end, workdaysLeft, due } = view;
  if (due !== null) return dueText(due, workdaysLeft, today);
  if (end === null || workdaysLeft === null) return 'no last day said yet';
  if (end === today) return 'last day today';
  if (end === addDays(today, 1)) return 'last day tomorrow';
  if (end === addDays(today, -1)) return 'last day yesterday';
  if (workdaysLeft > 0) return `last day in ${plural(workdaysLeft, 'working day')}`;
  if (workdaysLeft < 0) return `last day ${plural(-workdaysLeft, 'working day')} ago`;
  return `last day ${longDate(end, today)}`;
}

/** `due in 12 working days`, `due tomorrow`, `was due 2 working days ago`; without a day to count back from, `due Fri 18 Dec`. */
function dueText(due: CalendarDate, workdaysLeft: number | null, today: CalendarDate): string {
  if (due === today) return 'due today';
  if (due === addDays(today, 1)) return 'due tomorrow';
  if (due === addDays(today, -1)) return 'was due yesterday';
  if (workdaysLeft !== null && workdaysLeft > 0) return `due in ${plural(workdaysLeft, 'working day')}`;
  if (workdaysLeft !== null && workdaysLeft < 0) return `was due ${plural(-workdaysLeft, 'working day')} ago`;
  return `${due > today ? 'due' : 'was due'} ${longDate(due, today)}`;
}

/** `day 9 of 90`, `day 95, 5 past`, or what {@link lastDayText} says; without a day, what `otherwise` says. */
export function dayText(
  view: { readonly day: number; readonly lastDay: number; readonly today: CalendarDate } & {
    readonly hire: AnchorView;
  },
  otherwise: string,
): string {
  const { hire, day, lastDay, today } = view;
  if (!hasFirstDay(hire)) return lastDayText(hire, today);
  if (day === 0) return otherwise;
  return day > lastDay ? `day ${day}, ${day - lastDay} past` : `day ${day} of ${lastDay}`;
}

/** `starts tomorrow`, `starts in 3 days`; what has no first day begins. */
export function beginsText(anchor: AnchorView, today: CalendarDate, firstDay: CalendarDate): string {
  const days = daysBetween(today, firstDay);
  return `${hasFirstDay(anchor) ? 'starts' : 'begins'} ${days === 1 ? 'tomorrow' : `in ${days} days`}`;
}

/** `before the start, Mon 23 Nov`; of a run that has no first day, `before the day on which it was begun, Mon 23 Nov`. */
export function beforeText(run: Pick<Run, 'plan' | 'progress'>): string {
  const { start, today } = run.plan;
  return `before ${beginningOf(run)}, ${longDate(start, today)}`;
}

/** What sentences call the day that a run goes from. */
export function beginningOf(run: Pick<Run, 'plan' | 'progress'>): string {
  return beginsWithDay1(run) ? 'the start' : 'the day on which it was begun';
}

/** Whether a run is the onboarding of its hire: no checklist is, none that counts back from a last day, and no list for a newcomer. */
export function isOnboarding(run: Pick<Run, 'plan' | 'progress'>): boolean {
  return beginsWithDay1(run) && newcomersOf(run.progress, run.plan.today).length === 0;
}

/** `due Fri 4 Dec`, or `no date`. @param due the words for a date */
export function dueOr({ undated }: { readonly undated: boolean }, due: string): string {
  return undated ? 'no date' : due;
}
