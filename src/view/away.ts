/** A hire's leave: what entering or taking it back brought about, and the list of it. */

import { type CalendarDate, daysBetween, longDate } from '../dates.ts';
import { isToDo, type Plan } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Leave } from '../progress/reduce.ts';
import { hireFlag } from '../shell.ts';
import { nextHint } from './done.ts';
import type { Outcome } from './outcome.ts';
import { heldText, shiftText } from './shift.ts';
import { listText } from './words.ts';

export interface LeavesView {
  readonly hire: string;
  /** What stands behind a printed command. */
  readonly flag: string;
  readonly today: CalendarDate;
  readonly leaves: readonly LeaveView[];
}

export interface LeaveView extends Leave {
  /** Both ends included, whether they are working days or not. */
  readonly days: number;
  readonly reason: string;
  readonly state: 'past' | 'now' | 'to come';
}

export function viewLeaves(run: Run): LeavesView {
  const {
    progress,
    plan: { today },
  } = run;
  return {
    hire: progress.hire.name,
    flag: hireFlag(run),
    today,
    leaves: progress.leaves.map(({ from, to, reason = '' }) => ({
      from,
      to,
      days: daysOf({ from, to }),
      reason,
      state: to < today ? 'past' : from > today ? 'to come' : 'now',
    })),
  };
}

export function daysOf({ from, to }: Leave): number {
  return daysBetween(from, to) + 1;
}

/** `Mon 30 Nov to Fri 4 Dec`, or the one day. */
export function leaveText({ from, to }: Leave, today: CalendarDate): string {
  return from === to ? longDate(from, today) : `${longDate(from, today)} to ${longDate(to, today)}`;
}

/** It was asked for what is so already. */
export function awayAlready(run: Run): Outcome {
  const { progress } = run;
  const remark = `${progress.hire.name} is away then already.`;
  return { changes: [], remarks: [remark], hint: `See all leave: pm-onboard away${hireFlag(run)}` };
}

/** @param others the leaves that were there before */
export function awayOutcome(
  leave: Leave & { readonly reason?: string },
  others: readonly Leave[],
  before: Plan,
  after: Run,
): Outcome {
  const { today } = after.plan;
  const overlapping = others.filter(({ from, to }) => from <= leave.to && leave.from <= to);
  const reason = leave.reason ? `: ${leave.reason}` : '';
  return {
    changes: [`${after.progress.hire.name} is away ${leaveText(leave, today)}${reason}`],
    remarks: [
      ...(overlapping.length > 0
        ? [
            `It overlaps with ${listText(overlapping.map((each) => leaveText(each, today)))}; a day in both counts once.`,
          ]
        : []),
      ...(leave.to < today ? ['It is past; it counts all the same.'] : []),
      ...shiftText(before, after.plan),
      ...stayingText(leave, after.plan),
    ],
    hint: nextHint(after),
  };
}

export function leaveTakenBack(leave: Leave, before: Plan, after: Run): Outcome {
  return {
    changes: [`taken back: the leave ${leaveText(leave, after.plan.today)}`],
    remarks: shiftText(before, after.plan),
    hint: nextHint(after),
  };
}

/** What is due in the leave all the same, since somebody has said so. */
function stayingText({ from, to }: Leave, { items, today }: Plan): string[] {
  return items
    .filter(
      (planned) => isToDo(planned) && planned.progress.moved && from <= planned.due && planned.due <= to,
    )
    .map(
      (planned) =>
        `${planned.ref} ${planned.item.title} stays due on ${longDate(planned.due, today)}, in the leave: ${heldText(planned)}.`,
    );
}
