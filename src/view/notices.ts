/** Sentences about what is wrong with a record, its items, its calendar or the team's roles. */
import { type CalendarDate, longDate } from '../dates.ts';
import { leftOut, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import type { HireRecord } from '../progress/record.ts';
import { hireFlag, plural } from './words.ts';

/** An event further ahead of the clock than this is reported, because some clock must be wrong. */
export const toleratedMinutes = 5;

/** Sentences about what is wrong with the run's record. */
export function noticesOf(run: Run): string[] {
  const { record } = run;
  const ahead = eventsAhead(record, run.now);
  const makers = makersOf(ahead).join(', ');
  return [
    ...(record.conflicted
      ? [
          'A git merge left a conflict in the record: both sides are read as one, and the next command that saves repairs the file',
        ]
      : []),
    ...(record.damaged.length > 0
      ? [
          `${plural(record.damaged.length, 'event')} of the record can't be trusted and is left out: pm-onboard log${hireFlag(run)}`,
        ]
      : []),
    ...(ahead.length > 0 ? [`${plural(ahead.length, 'event')} by ${makers} from a clock that is ahead`] : []),
  ];
}

type RecordedEvent = HireRecord['events'][number];

/** The events of a record whose instant is more than `toleratedMinutes` after `now`. */
export function eventsAhead({ events }: HireRecord, now: Date): RecordedEvent[] {
  const limit = now.getTime() + toleratedMinutes * 60_000;
  return events.filter(({ at }) => Date.parse(at) > limit);
}

/**
 * The people whose clocks are ahead. A command is left out if one of its events comes one millisecond after an event of
 * another command: its time then follows that event's (see `progress/stamp.ts`) and doesn't come from a wrong clock.
 */
export function makersOf(ahead: readonly RecordedEvent[]): string[] {
  const batchAt = new Map(ahead.map(({ at, batch }) => [Date.parse(at), batch]));
  const follows = ({ at, batch }: RecordedEvent) => (batchAt.get(Date.parse(at) - 1) ?? batch) !== batch;
  const following = new Set(ahead.filter(follows).map(({ batch }) => batch));
  return [...new Set(ahead.filter(({ batch }) => !following.has(batch)).map(({ by }) => by))].sort();
}

export function ownItemNotices({ program, progress }: Run): string[] {
  return leftOut(program, progress.own).map(
    ({ title, by }) => `"${title}", added by ${by}, is left out: its id belongs to another item`,
  );
}

export function calendarNotices(run: Run): string[] {
  const { phases, today } = run.plan;
  const [last, end] = [holidaysEnd(run), phases.at(-1)?.due];
  if (!last || !end) return [];
  const say = (date: CalendarDate) => longDate(date, today);
  return [`Holidays are listed up to ${say(last)} only; the last phase ends on ${say(end)}`];
}

/**
 * The last listed holiday, if the last phase ends after it, since later dates are planned as if there were no holidays.
 * Undefined where no holidays are listed, and when the last phase is over.
 */
export function holidaysEnd({ plan, calendar }: Run): CalendarDate | undefined {
  const [last, end] = [calendar.lastHoliday, plan.phases.at(-1)?.due];
  return last && end && last < end && end >= plan.today ? last : undefined;
}

/** A sentence for each role under `people` in pm-onboard.yaml that the program lacks, whose people nobody would see. */
export function strayRoles(
  { roles }: Pick<Program, 'roles'>,
  team: Readonly<Record<string, unknown>>,
): string[] {
  const known = Object.keys(roles);
  return Object.keys(team)
    .filter((role) => !Object.hasOwn(roles, role))
    .map((role) => {
      const [near] = nearest(role, known);
      const hint = near ? `; did you mean ${near}?` : '';
      return `pm-onboard.yaml: \`people\` names the role ${role}, which the program doesn't have${hint}`;
    });
}
