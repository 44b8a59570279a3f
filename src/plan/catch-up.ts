/**
 * A plan to catch up: new due dates under which nothing is late and no day has more work than the hire has hours. Each proposal
 * is planned again, by the rules that plan everything else, and what comes of it is what is judged.
 */
import { type CalendarDate, compareDates, laterOf } from '../dates.ts';
import { type Part, sumOf } from './day.ts';
import { laidDays } from './laid.ts';
import { isOwnDuty, isToDo, type PlannedItem } from './plan.ts';
import type { Run } from './run.ts';
import type { ScheduledDay } from './schedule.ts';
import { boardOf, evenLevel, type Move, spreadAll, spreadLate } from './spread.ts';
import type { Task } from './tasks.ts';

/** What a run asks for from today on. */
export interface Outlook {
  readonly run: Run;
  readonly days: readonly ScheduledDay[];
  /** How many items are late, or get late though each day's part is done. */
  readonly late: number;
  /** How many items were moved before what they wait for. */
  readonly overtaken: number;
  /** The day with the most work; undefined where nothing is left to do. */
  readonly fullest: { readonly date: CalendarDate; readonly minutes: number } | undefined;
  /** How many minutes lie beyond the hire's hours, over all days. */
  readonly over: number;
  /** How many items are due after the last day of the run, by which they were to be done before. */
  readonly beyond: number;
  /** The due date of the last item. */
  readonly end: CalendarDate;
}

export interface CatchUp {
  /** The new due dates, in ascending order; none where nothing is to do, or nothing would help. */
  readonly moves: readonly Move[];
  readonly before: Outlook;
  readonly after: Outlook;
  /** How many minutes a day it takes to be done by the last day of the run; undefined where the run is past that. */
  readonly needed: number | undefined;
}

/** A day may have so many minutes more than the hire's hours before dates are moved for that: items can't be cut anywhere. */
export const toleratedMinutes = 30;

/** The ceilings that are tried, in minutes below the hire's hours: the items of a day never fit it exactly. */
const margins = [0, 20, 40, 60, 90];

/** Work that asks for the run with moves on top of what is recorded, and is given it. */
type Trying<T> = Generator<readonly Move[], T, Run>;

/**
 * @param again plans the run with these moves on top of what is recorded
 * @returns as {@link catchingUp}
 */
export function catchUp(run: Run, again: (moves: readonly Move[]) => Run): CatchUp {
  const trying = catchingUp(run);
  let next = trying.next();
  while (!next.done) next = trying.next(again(next.value));
  return next.value;
}

/**
 * The same in steps: each asks for the run with some moves, so that whoever takes long to plan it can say how far that is.
 * @returns the fewest minutes over the hours that were found; where work can't be done by the end of the run within them, it
 *   ends later
 */
export function* catchingUp(run: Run): Trying<CatchUp> {
  const before = outlookOf(run, run);
  const needed = neededFor(run);
  if (before.late === 0 && !isTooFull(before)) return { moves: [], before, after: before, needed };
  function* look(moves: readonly Move[]): Trying<Proposal> {
    return { moves, outlook: outlookOf(yield moves, run) };
  }
  let best: Proposal = { moves: [], outlook: before };
  for (let round = 0; round < mostRounds; round += 1) {
    const better: Proposal = yield* improved(yield* proposal(best, look), look);
    if (!isBetter(better, best)) break;
    best = better;
    if (isWell(best.outlook)) break;
  }
  return { moves: best.moves, before, after: best.outlook, needed };
}

/** So often the result of one search is where the next one begins. */
const mostRounds = 5;

/** The best of what is proposed for several ceilings. */
function* proposal(from: Proposal, look: Look): Trying<Proposal> {
  const { minutesPerDay } = from.outlook.run.calendar;
  let best: Proposal | undefined;
  for (const margin of margins) {
    const ceiling = Math.max(minutesPerDay / 2, minutesPerDay - margin);
    const found = yield* look(yield* proposed(from, ceiling));
    if (!best || isBetter(found, best)) best = found;
    if (isWell(best.outlook)) break;
  }
  return best as Proposal;
}

/** Whether nothing is late and no day has more than the hire's hours. */
function isWell({ late, over }: Outlook): boolean {
  return late === 0 && over === 0;
}

type Look = (moves: readonly Move[]) => Trying<Proposal>;

interface Proposal {
  readonly moves: readonly Move[];
  readonly outlook: Outlook;
}

function isTooFull({ run, fullest }: Outlook): boolean {
  return fullest !== undefined && fullest.minutes > run.calendar.minutesPerDay + toleratedMinutes;
}

/** @param was the run before any move */
function outlookOf(run: Run, was: Run): Outlook {
  const days = laidDays(run);
  const { plan, calendar } = run;
  const loads = days.map((day) => ({ date: day.date, minutes: loadOf(day) }));
  const fullest = loads.reduce<Outlook['fullest']>(
    (a, b) => (a && a.minutes >= b.minutes ? a : b),
    undefined,
  );
  const open = plan.items.filter((planned) => isOwnDuty(planned) && isToDo(planned));
  const ending = plan.phases.at(-1)?.due ?? plan.today;
  const earlier = new Map(was.plan.items.map(({ item, due }) => [item.id, due]));
  const now = plan.timeline.workedBy(plan.nextWorkday);
  // What others alone hold up isn't late, whatever the schedule makes of it.
  const isToBeLate = ({ task }: Part) => task.last >= now && !task.planned.held;
  const late = days.flatMap(({ parts }) => parts.filter((part) => part.kind === 'late' && isToBeLate(part)));
  return {
    run,
    days,
    late: open.filter(({ overdue }) => overdue).length + new Set(late.map(({ task }) => task)).size,
    overtaken: open.filter(({ dueBefore }) => dueBefore.length > 0).length,
    fullest,
    over: days.reduce((sum, day) => sum + overOf(day, calendar.minutesPerDay), 0),
    beyond: open.filter(({ item, due }) => due > ending && (earlier.get(item.id) ?? due) <= ending).length,
    end: open.reduce((latest, { due }) => laterOf(latest, due), plan.today),
  };
}

/** The minutes of a day that are still to do, if it is today. */
function loadOf({ parts }: ScheduledDay): number {
  return sumOf(parts.filter(({ task }) => task.planned.progress.closedBy === undefined));
}

/** How many minutes a day has beyond the hours; what is longer than that and can't be cut stays as it is. */
function overOf(day: ScheduledDay, minutesPerDay: number): number {
  const longest = day.parts.reduce((most, part) => Math.max(most, part.minutes / Math.max(1, part.units)), 0);
  return Math.max(0, Math.round(loadOf(day) - Math.max(longest, minutesPerDay)));
}

function isBetter(a: Proposal, b: Proposal): boolean {
  const [one, other] = [a, b].map(({ moves, outlook }) => [
    outlook.late + outlook.overtaken,
    // To end later by one item is as bad as half an hour too much.
    outlook.over + toleratedMinutes * outlook.beyond,
    moves.length,
  ]) as [number[], number[]];
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] as number) < (other[at] as number);
}

/** What is late is spread first, then what has no room behind it, until nothing more has to move. */
function* proposed({ moves: given, outlook }: Proposal, ceiling: number): Trying<readonly Move[]> {
  let moves = together(given, spreadLate(boardOf(outlook.run), ceiling));
  for (let round = 0; round < mostPushes; round += 1) {
    const run: Run = yield moves;
    const more = [...spreadAll(boardOf(run), ceiling), ...overtaken(moves, run)];
    if (more.length === 0) break;
    moves = together(moves, more);
  }
  return moves;
}

/** Later dates for items that were moved, and that would be due before what they wait for. */
function overtaken(moves: readonly Move[], { plan }: Run): Move[] {
  const items = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  return moves.flatMap(({ id, due }) => {
    const dues = (items.get(id)?.dueBefore ?? []).flatMap((other) => items.get(other)?.due ?? []);
    return dues.length > 0 ? [{ id, due: dues.reduce(laterOf, due) }] : [];
  });
}

/** What is pushed by one round may push others. */
const mostPushes = 6;

/** Both lists of moves; where an item is in both, the later one counts. */
function together(moves: readonly Move[], more: readonly Move[]): readonly Move[] {
  const all = new Map([...moves, ...more].map((move) => [move.id, move]));
  return [...all.values()].sort((a, b) => compareDates(a.due, b.due));
}

/** So many single moves are tried to make full days less full. */
const mostTries = 240;

/** By so many working days an item of a day that is too full is tried to be moved. */
const distances = [1, 2, 3, 5, 8];

/** Moves items of the days that are still too full, one by one, as long as that helps. */
function* improved(first: Proposal, look: Look): Trying<Proposal> {
  let best = first;
  let tries = 0;
  const given = new Set<CalendarDate>();
  while (tries < mostTries) {
    const { run, days } = best.outlook;
    const day = days.find((each) => overOf(each, run.calendar.minutesPerDay) > 0 && !given.has(each.date));
    if (!day) break;
    let better: Proposal | undefined;
    for (const move of triesFor(day, best)) {
      tries += 1;
      const found: Proposal = yield* look(together(best.moves, [move]));
      if (!isBetter(found, best)) continue;
      better = found;
      break;
    }
    if (better) best = better;
    else given.add(day.date);
  }
  return best;
}

/** The moves of single items that may make a day less full: the smallest move of the largest part first. */
function triesFor(day: ScheduledDay, { outlook }: Proposal): Move[] {
  const movable = day.parts
    .filter(({ task }) => isMovable(task.planned))
    .sort((a, b) => b.minutes - a.minutes);
  return distances.flatMap((more) =>
    movable.map(({ task }) => ({ id: task.id, due: laterBy(more, task, day, outlook.run) })),
  );
}

function isMovable({ booked, progress }: PlannedItem): boolean {
  return !booked && progress.closedBy === undefined;
}

/** The working day so many days after the task's due date, or after the day itself. */
function laterBy(more: number, task: Task, { date }: ScheduledDay, { plan }: Run): CalendarDate {
  const { timeline } = plan;
  return timeline.dateAt(Math.max(task.last, timeline.workedBy(date)) + more);
}

/** The minutes a day that it takes to be done by the last day of the run, whatever the dates; undefined where that day is over. */
function neededFor(run: Run): number | undefined {
  const { timeline, phases, today } = run.plan;
  const board = boardOf(run);
  const end = timeline.workedBy(phases.at(-1)?.due ?? today);
  return end < board.now ? undefined : evenLevel(board, end);
}
