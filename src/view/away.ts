/** The list of a hire's leaves. */
import { type CalendarDate, daysBetween, longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import type { Leave } from '../progress/reduce.ts';
import { hireFlag } from './words.ts';

export type LeavesView = ReturnType<typeof viewLeaves>;

export function viewLeaves(run: Run) {
  const { progress } = run;
  const { today } = run.plan;
  return {
    hire: progress.hire.name,
    /** The flag to append to every printed command, so that the command means this hire; may be empty. */
    flag: hireFlag(run),
    today,
    leaves: progress.leaves.map(({ from, to }) => ({
      from,
      to,
      /** The length of the leave in calendar days, the first and the last included. */
      days: daysOf({ from, to }),
      state: to < today ? 'past' : from > today ? 'to come' : 'now',
    })),
  };
}

/** The length of a leave in calendar days, the first and the last included. */
export function daysOf({ from, to }: Leave): number {
  return daysBetween(from, to) + 1;
}

/** `Mon 30 Nov to Fri 4 Dec`; a single date for a leave of one day. */
export function leaveText({ from, to }: Leave, today: CalendarDate): string {
  return from === to ? longDate(from, today) : `${longDate(from, today)} to ${longDate(to, today)}`;
}
