/** Sentences about what is wrong with a record, its items, its calendar or the team's roles. */
import { addDays, type CalendarDate, laterOf, longDate, utcDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import type { Outline } from '../plan/outline.ts';
import { leftOut, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import type { HireRecord } from '../progress/record.ts';
import { folderOf } from '../progress/record-id.ts';
import { isOver, type RunProgress } from '../progress/reduce.ts';
import { beginsWithDay1 } from './anchor.ts';
import { hireFlag, plural } from './words.ts';

/** An event further ahead of the clock than this is reported, because some clock must be wrong. */
export const toleratedMinutes = 5;

/** Sentences about what is wrong with the run's record. */
export function noticesOf(run: Run): string[] {
  const { record } = run;
  const ahead = eventsAhead(record, run.now);
  const makers = makersOf(ahead).join(', ');
  return [
    ...(record.uneven
      ? [
          'The file of the record is not in order, as after a merge by hand: every line of it is read, and the next command that saves repairs it',
        ]
      : []),
    ...copyNotices(record),
    ...(record.damaged.length > 0
      ? [
          `${plural(record.damaged.length, 'event')} of the record can't be trusted and ${agreeing(record.damaged.length, 'is', 'are')} left out: pm-onboard log${hireFlag(run)}`,
        ]
      : []),
    ...(ahead.length > 0 ? [`${plural(ahead.length, 'event')} by ${makers} from a clock that is ahead`] : []),
  ];
}

/** A sentence where the dates count back from a last day that nobody has said, with the command that asks for it. */
export function endNotices({ plan, progress, called }: Run): string[] {
  if (plan.anchor !== 'end' || plan.end !== undefined || isOver(progress)) return [];
  return [`The last day isn't known, so what counts from it has no date: pm-onboard reschedule ${called}`];
}

/** What lies beside the record under a name like its own. */
function copyNotices({ hire, copies = [] }: HireRecord): string[] {
  const read = copies.filter(({ fault }) => fault === undefined).length;
  return [
    ...(read > 0
      ? [
          `${read === 1 ? "A cloud folder's copy is" : `${read} copies by a cloud folder are`} read with the record: pm-onboard doctor --repair`,
        ]
      : []),
    ...copies
      .filter(({ fault }) => fault !== undefined)
      .map(({ name, fault }) => `${folderOf(hire)}/${name} is not read: ${fault}`),
  ];
}

type RecordedEvent = HireRecord['events'][number];

/** The events of a record whose instant is more than `toleratedMinutes` after `now`. */
export function eventsAhead({ events }: HireRecord, now: Date): RecordedEvent[] {
  // Texts tell most of them, and take no time: 31 February is in March, three days later at most.
  const before = addDays(utcDate(now) as CalendarDate, -4);
  return events.filter(({ at }) => at >= before && isAhead(at, now));
}

/** Whether an instant is more than {@link toleratedMinutes} after `now`. */
export function isAhead(at: string, now: Date): boolean {
  return Date.parse(at) > now.getTime() + toleratedMinutes * 60_000;
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

/** What a run's list of holidays lacks. */
export interface HolidayGap {
  /** What is listed, as a sentence without its full stop: `Holidays are listed up to Fri 25 Dec only`. */
  readonly listed: string;
  /** The same with what the run would need. */
  readonly text: string;
  /** Whether no holidays are known at all. */
  readonly unknown: boolean;
  /** The end of the run: the date up to which the list has to be complete. */
  readonly end: CalendarDate;
}

/**
 * What a run's list of holidays lacks: it is empty, or begins after the start, or ends before the last phase does. Nothing
 * is lacking where the list says that it is complete up to then (`holidays-until`), where the hire was said to have no
 * holidays, and once the last phase is over.
 */
export function holidayGap({
  plan,
  calendar,
  progress,
}: Outline & { readonly progress: RunProgress }): HolidayGap | undefined {
  const { start, today } = plan;
  const end = plan.phases.at(-1)?.due ?? start;
  const until = calendar.holidaysUntil;
  const isKnown = progress.calendar.holidays?.length === 0 || (until !== undefined && until >= end);
  if (isKnown || end < today || isOver(progress)) return undefined;
  const say = (date: CalendarDate) => longDate(date, today);
  const gap = (listed: string, rest = '') => ({ listed, text: listed + rest, unknown: rest === '', end });
  const [first, listed] = [calendar.holidays[0]?.date, calendar.lastHoliday];
  if (!first || !listed) return gap('No holidays are known, so none count');
  const last = until ? laterOf(until, listed) : listed;
  if (first > start && last < end) {
    const span = first === last ? `for ${say(first)}` : `from ${say(first)} to ${say(last)}`;
    return gap(`Holidays are listed ${span} only`, `; the run goes from ${say(start)} to ${say(end)}`);
  }
  if (last < end)
    return gap(`Holidays are listed up to ${say(last)} only`, `; the last phase ends on ${say(end)}`);
  if (first <= start) return undefined;
  const from = beginsWithDay1({ plan, progress }) ? `the start, ${say(start)},` : say(start);
  const before = `; from ${from} to ${say(addDays(first, -1))} there are none`;
  return gap(`Holidays are listed from ${say(first)} on only`, before);
}

/**
 * What the list of holidays lacks, with the command that mends it or says that nothing is missing; see {@link holidayGap}.
 * @param brief say only what is listed, not what the run would need
 */
export function calendarNotices(run: Run, brief = false): string[] {
  const gap = holidayGap(run);
  if (!gap) return [];
  const command = `pm-onboard reschedule ${run.called}`;
  const text = brief ? gap.listed : gap.text;
  return gap.unknown
    ? [`${text}. Name dates, an .ics file, or none: ${command} --holidays none`]
    : [`${text}. If that is all: ${command} --holidays-until ${gap.end}`];
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
