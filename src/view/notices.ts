/** What is wrong with a record, its own items or its calendar, in sentences for their reader. */
import { type CalendarDate, longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import { leftOut } from '../plan/own-items.ts';
import type { Plan } from '../plan/plan.ts';
import type { Program } from '../program/model.ts';
import type { HireRecord } from '../progress/record.ts';
import type { Progress } from '../progress/reduce.ts';
import { type Called, hireFlag } from '../shell.ts';
import { plural } from './words.ts';

/** Events dated further ahead than this are told of: a clock is wrong somewhere. */
export const toleratedMinutes = 5;

interface Noticed extends Called {
  readonly record: HireRecord;
  readonly now: Date;
}

export function noticesOf({ record, now, ...hire }: Noticed): string[] {
  const ahead = eventsAhead(record, now);
  const makers = makersOf(ahead).join(', ');
  return [
    ...(record.conflicted
      ? [
          'A git merge left a conflict in the record: both sides are read as one, and the next command that saves mends the file',
        ]
      : []),
    ...(record.damaged.length > 0
      ? [
          `${plural(record.damaged.length, 'event')} of the record can't be trusted and is left out: pm-onboard log${hireFlag(hire)}`,
        ]
      : []),
    ...(ahead.length > 0 ? [`${plural(ahead.length, 'event')} by ${makers} from a clock that is ahead`] : []),
  ];
}

type RecordedEvent = HireRecord['events'][number];

/** The events of a record that are further ahead of the clock than is put up with. */
export function eventsAhead({ events }: HireRecord, now: Date): RecordedEvent[] {
  const limit = now.getTime() + toleratedMinutes * 60_000;
  return events.filter(({ at }) => Date.parse(at) > limit);
}

/** Whose clock is ahead: not that of those whose command only follows such an event, by a millisecond. */
export function makersOf(ahead: readonly RecordedEvent[]): string[] {
  const batchAt = new Map(ahead.map(({ at, batch }) => [Date.parse(at), batch]));
  const follows = ({ at, batch }: RecordedEvent) => (batchAt.get(Date.parse(at) - 1) ?? batch) !== batch;
  const following = new Set(ahead.filter(follows).map(({ batch }) => batch));
  return [...new Set(ahead.filter(({ batch }) => !following.has(batch)).map(({ by }) => by))].sort();
}

/** @param program with the hire's own items */
export function ownItemNotices(program: Program, { own }: Progress): string[] {
  return leftOut(program, own).map(
    ({ title, by }) => `"${title}", added by ${by}, is left out: its id belongs to another item`,
  );
}

type Phased = Pick<Plan, 'phases' | 'today'>;

export function calendarNotices(plan: Phased, calendar: Calendar): string[] {
  const [last, end] = [holidaysEnd(plan, calendar), plan.phases.at(-1)?.due];
  if (!last || !end) return [];
  const say = (date: CalendarDate) => longDate(date, plan.today);
  return [`Holidays are listed up to ${say(last)} only; the last phase ends on ${say(end)}`];
}

/**
 * The last day of a list of holidays that ends before the last phase does: the dates after it are planned as if there were
 * no more. Undefined where there is no list, or where the last phase is over.
 */
export function holidaysEnd({ phases, today }: Phased, calendar: Calendar): CalendarDate | undefined {
  const [last, end] = [calendar.lastHoliday, phases.at(-1)?.due];
  return last && end && last < end && end >= today ? last : undefined;
}
