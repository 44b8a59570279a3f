/** Hires who live their run day by day, from the record alone: each morning they look at the schedule, and do what they do. */

import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { Part } from '../../src/plan/day.ts';
import type { Run } from '../../src/plan/run.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import { rolesOf } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { Story } from '../builders.ts';

export interface Life {
  readonly program: Program;
  readonly start: CalendarDate;
  readonly calendar: CalendarConfig;
  readonly leaves?: readonly Leave[];
  /** Which of the parts that are left the hire does on the day; all of them for a faithful hire. */
  readonly does?: (left: readonly Part[], workday: number) => readonly Part[];
  /** What is recorded on the first day, such as who holds which role. */
  readonly facts?: readonly Fact[];
  /** Whether others sign off what is in review, two days later. */
  readonly signsOff?: boolean;
  /** Whether the hire books each meeting for the day on which the schedule lays it. */
  readonly books?: boolean;
}

export interface LivedDay {
  readonly date: CalendarDate;
  readonly workday: number;
  /** The run as the day began, and when the hire has done what they do. */
  readonly morning: Run;
  readonly evening: Run;
  /** What the schedule of the day lays on it. */
  readonly list: string;
  /** What the morning of the day before foretold for this day; undefined for the first one. */
  readonly foretold: { readonly list: string; readonly minutes: number } | undefined;
  readonly minutes: number;
  /** How many parts are left when the hire has done what they do. */
  readonly left: number;
  /** Whether all that is required of the hire is done by the evening. */
  readonly isOver: boolean;
}

/** A run that isn't finished by then goes on without us. */
const mostDays = 260;

export function live({
  program,
  start,
  calendar,
  leaves = [],
  does = (left) => left,
  books = false,
  facts: given = [],
  signsOff = false,
}: Life): LivedDay[] {
  const story = new Story(start);
  for (const leave of leaves) story.add({ kind: 'away', ...leave });
  for (const fact of given) story.add(fact);
  const runOn = (date: CalendarDate) => story.run(program, date, { calendar });
  const days: LivedDay[] = [];
  let foretold: LivedDay['foretold'];
  for (let date = start; days.length < mostDays; date = addDays(date, 1)) {
    const stamp = { on: date };
    const facts = (all: readonly Fact[], by = 'Ada') =>
      all.length > 0 && story.command(all, { ...stamp, by });
    const first = runOn(date);
    facts(
      first.plan.items
        .filter(({ state, due }) => state === 'waiting' && due <= date)
        .map(({ item }) => ({ kind: 'done', item: item.id })),
    );
    if (!first.calendar.isWorking(date)) continue;
    if (signsOff) for (const [by, approval] of approvals(first)) facts([approval], by);
    if (books) facts(bookings(runOn(date)));
    const morning = runOn(date);
    const { today, left } = morning.schedule();
    const done = does(left, days.length + 1);
    facts(done.flatMap(factsOf));
    const evening = runOn(date);
    const isOver = evening.plan.items
      .filter(({ item }) => item.by === undefined && !item.optional)
      .every(({ state }) => state === 'done' || state === 'in review');
    days.push({
      date,
      workday: days.length + 1,
      morning,
      evening,
      list: listOf(today.parts),
      foretold,
      minutes: today.minutes,
      left: evening.schedule().left.length,
      isOver,
    });
    if (isOver) break;
    const [, tomorrow] = take(morning.schedule().ahead(), 2);
    foretold = tomorrow && { list: listOf(tomorrow.parts), minutes: tomorrow.minutes };
  }
  return days;
}

/** A unit is counted, and handed in with the last one where the item wants evidence; all else is ticked off. */
function factsOf({ task, kind, units }: Part): Fact[] {
  const { id: item, planned } = task;
  const done: Fact = { kind: 'done', item };
  if (!task.isCounted || units === 0 || kind === 'booked') return [done];
  const isUp = planned.progress.counted + units >= task.units && planned.item.evidence !== 'none';
  return [{ kind: 'counted', item, delta: units }, ...(isUp ? [done] : [])];
}

/** What others sign off: all that is in review for two days, each with the name of who does. */
function approvals({ plan, people }: Run): [by: string, Fact][] {
  return plan.items.flatMap(({ item, state, progress }): [string, Fact][] => {
    const { closedBy } = progress;
    const isOld = closedBy !== undefined && closedBy.on <= addDays(plan.today, -2);
    const [signer = { name: 'Somebody' }] = people.get(rolesOf(item.signOff)[0] ?? '') ?? [];
    return state === 'in review' && isOld
      ? [[signer.name, { kind: 'approved', item: item.id, of: closedBy.id }]]
      : [];
  });
}

/** Each meeting of the next five working days, booked for its day. */
function bookings({ schedule, plan }: Run): Fact[] {
  const days = take(schedule().ahead(), 6).slice(1);
  return days.flatMap(({ date, parts }) =>
    parts.flatMap(({ task }): Fact[] => {
      const planned = plan.items.find(({ item }) => item.id === task.id);
      const isMeeting =
        planned && planned.item.with.length > 0 && !planned.progress.booked && !planned.running;
      return isMeeting ? [{ kind: 'booked', item: task.id, day: date }] : [];
    }),
  );
}

export function listOf(parts: readonly Part[]): string {
  return parts
    .map(({ task, minutes, units }) => `${task.id} ${Math.round(minutes)} ${units}`)
    .sort()
    .join(', ');
}

export function take<T>(from: Iterable<T>, most: number): T[] {
  const taken: T[] = [];
  for (const each of from) if (taken.push(each) >= most) break;
  return taken;
}
