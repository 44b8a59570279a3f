/** The list of a hire's leave. */
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
    /** Follows every printed command, so that it means this hire; may be empty. */
    flag: hireFlag(run),
    today,
    leaves: progress.leaves.map(({ from, to, reason = '' }) => ({
      from,
      to,
      /** Calendar days, with the first and the last, whether they are working days or not. */
      days: daysOf({ from, to }),
      reason,
      state: to < today ? 'past' : from > today ? 'to come' : 'now',
    })),
  };
}

/** Calendar days, with the first and the last. */
export function daysOf({ from, to }: Leave): number {
  return daysBetween(from, to) + 1;
}

/** `Mon 30 Nov to Fri 4 Dec`, or the one day. */
export function leaveText({ from, to }: Leave, today: CalendarDate): string {
  return from === to ? longDate(from, today) : `${longDate(from, today)} to ${longDate(to, today)}`;
}
