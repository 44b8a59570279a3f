/** The items that the hire can do now, in order, with all that is needed to do them. */
import { longDate } from '../dates.ts';
import { type Next, nextOf } from '../plan/pace.ts';
import { endingOf, type Run } from '../plan/run.ts';
import { detailLines } from './details.ts';
import { viewItem } from './item.ts';
import { pauseText } from './pause.ts';
import { viewDaysOff } from './schedule.ts';
import { viewHire } from './status.ts';
import { hireFlag } from './words.ts';

/** How many items are shown if the command doesn't say it. */
export const usualNumber = '5';

export type NextView = ReturnType<typeof viewNext>;

export type NextItem = NextView['items'][number];

const nothing: Next = { items: [], count: 0, required: false };

/** @param most how many items to show at most */
export function viewNext(run: Run, most: number) {
  const { plan } = run;
  const ended = endingOf(run.progress);
  const { items, count, required } = ended ? nothing : nextOf(run, most);
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    onLeaveUntil: plan.onLeaveUntil ?? null,
    ...viewDaysOff(run),
    items: items.map((planned) => ({
      ...viewItem(planned, run),
      /** The details of the item, see {@link detailLines}. */
      details: detailLines(planned.item.details),
      topics: planned.item.topics,
    })),
    /** How many more items the hire could do now. */
    more: count - items.length,
    /** Why no required item can be done now; null if one can, and under a filter. */
    pause: ended
      ? `The run was ${ended.how} on ${longDate(ended.on, plan.today)}, so nothing is asked. How it stood: pm-onboard status${hireFlag(run)}`
      : run.narrowed || required
        ? null
        : pauseText(run),
    /** Which items are shown, where not all are; absent without a filter. */
    ...(run.narrowed ? { filter: run.narrowed.filter } : {}),
  };
}
