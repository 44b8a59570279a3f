/** Weeks in which a meeting comes at another local time than usual, because two zones change their clocks on different days. */
import { addDays } from '../dates.ts';
import { instantOf, minutesAhead } from '../instants.ts';
import type { Occurrence } from './meetings.ts';

export interface Unusual {
  /** How many minutes later than usual it is here; negative: earlier. */
  readonly minutes: number;
  /** Whether it stays so: the two zones have no one usual difference, such as where only one of them changes its clocks. */
  readonly stays: boolean;
}

/** The weeks around a meeting that say what is usual, half of them before it. */
const weeks = 53;

/** A difference that holds in so many of these weeks is the usual one. */
const most = 40;

/**
 * How the local time of a meeting differs from the usual; undefined where it doesn't.
 * @param here the reader's zone
 */
export function unusualAt(occurrence: Occurrence, here: string): Unusual | undefined {
  if (here === occurrence.zone) return undefined;
  const half = (weeks - 1) / 2;
  const around = Array.from({ length: weeks }, (_, week) => aheadIn(occurrence, 7 * (week - half), here));
  const [now = 0, before = 0] = [around[half], around[half - 1]];
  const counts = new Map<number, number>();
  for (const each of around) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [usual, count] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best));
  if (count >= most) return now === usual ? undefined : { minutes: now - usual, stays: false };
  return now === before ? undefined : { minutes: now - before, stays: true };
}

/** How many minutes the reader's clocks are ahead of the meeting's, so many days after it. */
function aheadIn({ date, from, zone }: Occurrence, days: number, here: string): number {
  return minutesAhead(instantOf({ date: addDays(date, days), minutes: from }, zone), here, zone);
}
