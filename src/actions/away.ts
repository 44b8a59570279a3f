/** `away`: the leave that flags and answers name, to be recorded or taken back, and what a change of leave moves. */

import { type CalendarDate, longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import type { Plan } from '../plan/plan.ts';
import { newlyLate, shiftsOf } from '../plan/shift.ts';
import type { EventOf } from '../progress/event.ts';
import type { Leave } from '../progress/reduce.ts';
import { dateFrom } from '../session/date-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { beginningOf } from '../view/anchor.ts';
import { daysOf, leaveText } from '../view/away.ts';
import { noDateMoves, plural } from '../view/words.ts';
import { nameOf } from './afterwards.ts';
import { takeDate } from './input.ts';

export interface AwayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly remove?: boolean;
}

/** The longest leave, in calendar days; a longer one is probably a mistyped date. */
const mostDays = 366;

/** The leave to record. @throws UserError if it ends before it begins, is too long, or ends before the hire's start */
export async function takeLeave(run: OpenRun, flags: AwayOptions): Promise<Leave> {
  const { session, plan } = run;
  const firstDay = (text: string) => dateFrom(text, { flag: '--from', today: plan.today, lies: 'ahead' });
  const from = await takeDate(session, flags.from, '--from', 'First day of the leave', firstDay);
  const lastDay = (text: string) => lastDayFrom(text, from, run);
  const to = await takeDate(session, flags.to, '--to', 'Last day of the leave', lastDay);
  return { from, to };
}

/**
 * The events of the leave to take back; there are several if two machines have recorded the same leave.
 * @throws UserError when no recorded leave fits the flags, or several different ones fit
 */
export async function takeRecorded(
  run: OpenRun,
  flags: AwayOptions,
): Promise<[EventOf<'away'>, ...EventOf<'away'>[]]> {
  const { session } = run;
  const { leaves } = run.progress;
  const asked = { today: session.today, lies: 'either' } as const;
  const firstDay = (text: string) =>
    dateFrom(text, {
      ...asked,
      flag: '--from',
      isPossible: (day) => leaves.some(({ from }) => from === day),
    });
  const from = await takeDate(session, flags.from, '--from', 'First day of the leave to take back', firstDay);
  const lastDay = (text: string) =>
    dateFrom(text, {
      ...asked,
      flag: '--to',
      from,
      isPossible: (day) => leaves.some(({ to }) => to === day),
    });
  const to = flags.to === undefined ? undefined : readDate(session.io, flags.to, '--to', lastDay);
  const meant = leaves.filter((leave) => leave.from === from && leave.to === (to ?? leave.to));
  const [leave, ...others] = meant;
  if (!leave) throw noSuchLeave(run, from, to);
  if (others.every((other) => other.to === leave.to)) return [leave, ...others];
  const candidates = meant.map((each) => `  ${each.from} to ${each.to}`);
  throw new UserError(`several leaves begin on ${from}`, 'say which with --to', exits.usage, candidates);
}

/** Says which items become late by the change of leave, then how many due dates move. */
export function shiftText(before: Plan, after: Plan): string[] {
  const shifts = shiftsOf(before, after);
  const [first] = shifts;
  if (!first) return [noDateMoves];
  const [is, was] = [first.after.due, first.before.due].map((date) => longDate(date, after.today));
  const late = newlyLate(shifts).map(nameOf);
  return [
    ...(late.length > 0 ? [`To catch up now: ${late.join(', ')}.`] : []),
    `${plural(shifts.length, 'item')} ${agreeing(shifts.length, 'moves', 'move')}; next is ${nameOf(first.after)}, due ${is} instead of ${was}.`,
  ];
}

/** The last day of the leave: a weekday, a day of a month and `+3d` count from its first day. */
function lastDayFrom(text: string, from: CalendarDate, run: OpenRun): CalendarDate {
  const { start, today } = run.plan;
  const to = dateFrom(text, { flag: '--to', today, lies: 'ahead', from });
  if (to < from)
    throw new UserError(`--to: ${to} is before --from ${from}`, 'give the last day of the leave');
  const days = daysOf({ from, to });
  if (days > mostDays)
    throw new UserError(
      `--to: ${from} to ${to} are ${days} days, the most is ${mostDays}`,
      'a leave has an end within a year; check the dates',
    );
  if (to < start)
    throw new UserError(
      `--to: ${to} is before ${beginningOf(run)}, ${start}`,
      'only leave after it changes a due date',
    );
  return to;
}

function noSuchLeave(
  { progress, plan }: OpenRun,
  from: CalendarDate,
  to: CalendarDate | undefined,
): UserError {
  const there = progress.leaves.map((leave) => `  ${leave.from}  ${leaveText(leave, plan.today)}`);
  const asked = to === undefined ? '' : ` and ends on ${to}`;
  return new UserError(
    `no leave begins on ${from}${asked}`,
    there.length > 0 ? 'name the first day of one of these' : 'no leave is recorded',
    exits.usage,
    there,
  );
}
