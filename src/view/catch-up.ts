/** New dates for what is late: the table of them, and what they make of the fullest day. */
import { type CalendarDate, longDate } from '../dates.ts';
import { type CatchUp, type Outlook, toleratedMinutes } from '../plan/catch-up.ts';
import type { Called, Run } from '../plan/run.ts';
import { type Shift, shiftsOf } from '../plan/shift.ts';
import { titleOf } from './screen.ts';
import { viewRun } from './status.ts';
import { actorText, hoursText, plural } from './words.ts';

export type CatchUpView = ReturnType<typeof viewCatchUp>;

/** @param run the run as it is recorded */
export function viewCatchUp(run: Run, { moves, before, after, needed }: CatchUp) {
  const { plan, calendar } = run;
  const minutes = new Map(after.days.map((day) => [day.date, Math.round(day.minutes)]));
  const given = new Set(moves.map(({ id }) => id));
  return {
    schemaVersion: 1,
    ...viewRun(run),
    /** What is late now: how many items, and how many minutes of work. */
    late: {
      items: plan.items.filter(({ overdue }) => overdue).length,
      minutes: Math.round(run.schedule().late),
    },
    /** The due date of the last phase. */
    end: plan.phases.at(-1)?.due ?? plan.today,
    before: viewOutlook(before),
    after: viewOutlook(after),
    /** The minutes a day, at least, in which all of it is done by `end`; null where that day is over, or nothing is due after it. */
    minutesNeeded:
      after.beyond > 0 && needed !== undefined
        ? roundUp(Math.max(needed, calendar.minutesPerDay + 1), 30)
        : null,
    /** The items with a new due date, by that date. */
    moves: required(shiftsOf(plan, after.run.plan)).map((shift) => ({
      ref: shift.after.ref,
      id: shift.after.item.id,
      title: shift.after.item.title,
      before: shift.before.due,
      after: shift.after.due,
      /** How many minutes of work lie on the day of the new date. */
      minutes: minutes.get(shift.after.due) ?? 0,
      /** Whether it isn't moved itself, but moves along with what it waits for. */
      along: !given.has(shift.after.item.id),
      /** Who does it, if not the hire. */
      who: actorText(shift.after.item, run),
    })),
  };
}

/** What is optional is never late, and moves without a word. */
function required(shifts: readonly Shift[]): readonly Shift[] {
  return shifts.filter(({ after }) => !after.item.optional);
}

function viewOutlook({ fullest, end, beyond }: Outlook) {
  return {
    /** The day with the most work; null where nothing is left to do. */
    fullest: fullest ? { date: fullest.date, minutes: Math.round(fullest.minutes) } : null,
    /** The last due date of the hire's work. */
    end,
    /** How many items are due after the end of the run that were due before it. */
    beyond,
  };
}

function roundUp(minutes: number, to: number): number {
  return Math.ceil(minutes / to) * to;
}

/** Why there is nothing to move, in a sentence; undefined where there is something. */
export function idleSentence(view: CatchUpView): string | undefined {
  const { moves, late, before, minutesPerDay, today } = view;
  if (moves.length > 0) return undefined;
  const { fullest } = before;
  if (!fullest) return 'Nothing is laid on a day: what is left waits for others, or for each other.';
  const full = `the fullest day, ${longDate(fullest.date, today)}, has ${hoursText(fullest.minutes)}`;
  if (late.items > 0 || fullest.minutes > minutesPerDay + toleratedMinutes)
    return `No other dates were found that make it less: ${full}, your days have ${hoursText(minutesPerDay)}.`;
  return `There is nothing to catch up on: nothing is late, and ${full} of your ${hoursText(minutesPerDay)}.`;
}

export type CatchUpScreen = ReturnType<typeof catchUpScreen>;

export function catchUpScreen(view: CatchUpView, hire: Called) {
  const { today, moves } = view;
  const say = (date: CalendarDate) => longDate(date, today);
  return {
    name: view.hire.title ?? view.hire.name,
    title: titleOf(view),
    standing: [...lateTexts(view), ...fullestTexts(view), ...endTexts(view, hire)],
    rows: moves.map(({ ref, title, before, after, minutes, along, who }) => ({
      ref,
      title,
      before: say(before),
      after: say(after),
      hours: minutes > 0 ? hoursText(minutes) : '',
      remark: [...(who ? [who] : []), ...(along ? ['moves along'] : [])].join(', '),
    })),
  };
}

function lateTexts({ late, moves, today }: CatchUpView): string[] {
  const last = moves.at(-1)?.after ?? today;
  const size = late.minutes > 0 ? `, about ${hoursText(late.minutes)}` : '';
  const what =
    late.items > 0 ? `${late.items} to catch up${size}` : 'Nothing is late, but some days ask for too much';
  return [`${what}: ${plural(moves.length, 'new date')}, up to ${longDate(last, today)}.`];
}

function fullestTexts({ before, after, minutesPerDay, today }: CatchUpView): string[] {
  const say = (day: { date: CalendarDate; minutes: number }) =>
    `${hoursText(day.minutes)} on ${longDate(day.date, today)}`;
  if (!before.fullest || !after.fullest) return [];
  return [
    `The fullest day: ${say(before.fullest)} before, ${say(after.fullest)} after; your days have ${hoursText(minutesPerDay)}.`,
  ];
}

/** Where the work doesn't fit into the run: when it is done instead, and the hours that it would take. */
function endTexts(
  { after, end, today, minutesPerDay, minutesNeeded }: CatchUpView,
  { called }: Called,
): string[] {
  if (after.beyond === 0) return [];
  const done = `At ${hoursText(minutesPerDay)} a day all of it is done by ${longDate(after.end, today)}`;
  if (minutesNeeded === null) return [`${done}; the last phase ended on ${longDate(end, today)}.`];
  const hours = minutesNeeded / 60;
  const more = `By then it would take at least ${hoursText(minutesNeeded)} a day`;
  const command = `pm-onboard reschedule ${called} --hours-per-day ${hours}`;
  return [
    `${done}; the last phase ends on ${longDate(end, today)}. ${more}${hours <= mostHours ? `, which your days have after: ${command}` : '.'}`,
  ];
}

/** Nobody is told to work more hours a day than that. */
const mostHours = 8;
