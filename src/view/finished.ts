/** What closing a run brought about, in words. */

import { longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import type { EventOf } from '../progress/event.ts';
import { hireFlag } from '../shell.ts';
import type { Outcome } from './outcome.ts';

export function finishedOutcome(run: Run): Outcome {
  const undo = `pm-onboard undo${hireFlag(run)}`;
  return {
    changes: [`${run.progress.hire.name} is finished`],
    remarks: [],
    hint: `To take it back: ${undo}`,
  };
}

/** It was asked for what is so already. */
export function finishedAlready(
  { progress, plan }: Run,
  { on, by }: EventOf<'finished'>,
  note: string | undefined,
): Outcome {
  const lost = note ? '; the note was not recorded' : '';
  const remark = `${progress.hire.name} was finished on ${longDate(on, plan.today)} already, by ${by}${lost}.`;
  return { changes: [], remarks: [remark], hint: '' };
}

/** Something is open, and the run isn't closed because of it. */
export function leftOpen(run: Run): Outcome {
  const hint = `See what is open: pm-onboard status${hireFlag(run)}`;
  return { changes: [], remarks: ['Nothing is recorded.'], hint };
}
