/** What closing a run brought about, in words. */
import { longDate } from '../dates.ts';
import type { EventOf } from '../progress/event.ts';
import type { Outcome } from './outcome.ts';
import type { CalledRun, RunInput } from './status.ts';

/** @param isNamed whether the hire had to be named, as they have to be to take it back */
export function finishedOutcome({ progress, called }: CalledRun, isNamed: boolean): Outcome {
  const undo = `pm-onboard undo${isNamed ? ` --hire ${called}` : ''}`;
  return { changes: [`${progress.hire.name} is finished`], remarks: [], hint: `To take it back: ${undo}` };
}

/** It was asked for what is so already. */
export function finishedAlready(
  { progress, plan }: RunInput,
  { on, by }: EventOf<'finished'>,
  note: string | undefined,
): Outcome {
  const lost = note ? '; the note was not recorded' : '';
  const remark = `${progress.hire.name} was finished on ${longDate(on, plan.today)} already, by ${by}${lost}.`;
  return { changes: [], remarks: [remark], hint: '' };
}

/** Something is open, and the run isn't closed because of it. */
export const leftOpen: Outcome = {
  changes: [],
  remarks: ['Nothing is recorded.'],
  hint: 'See what is open: pm-onboard status',
};
