/** How much there is to do, in numbers: what `status` says of a run, for the prompt of a shell. */
import { isOver } from '../progress/reduce.ts';
import type { ItemView } from './item.ts';
import { sectionsOf } from './sections.ts';
import type { StatusView } from './status.ts';

export interface Counts {
  /** What there is to catch up on. */
  readonly late: number;
  /** What is to be done today, without what is late. */
  readonly today: number;
  /** Of the list of what somebody owes: what waits for a word of theirs; 0 in a run of one's own. */
  readonly word: number;
}

export const nothing: Counts = { late: 0, today: 0, word: 0 };

/**
 * What `status` counts as late, and what it asks for today: its rows of today, and what is counted and has units left for today; before
 * the start, what is due before it. On a day off nothing is asked but what is booked for the day, so nothing is late then either.
 */
export function countsOfStatus(status: StatusView): Counts {
  if (isOver(status)) return nothing;
  const { overdue, today, dayOff, schedule } = status;
  const shown = sectionsOf(status).flatMap(({ title, rows }) => (title === 'TODAY' ? rows : []));
  const before = dayOff ? [] : dueBefore(status);
  const [day] = schedule;
  const parts = (day?.date === today ? day.items : []).filter(({ done, kind }) => !done && kind !== 'hours');
  const laid = new Set(parts.map(({ id }) => id));
  const asked = [...status.next, ...status.blocked, ...(status.later ?? [])].filter(({ id }) => laid.has(id));
  const late = new Set([...overdue, ...before.filter(({ due }) => due < today)].map(({ ref }) => ref));
  const refs = new Set([...shown, ...asked, ...before].map(({ ref }) => ref).filter((ref) => !late.has(ref)));
  return { late: dayOff ? 0 : late.size, today: refs.size, word: 0 };
}

/** What is the hire's to do before the first day and due by now, while that day is still to come. */
function dueBefore({ today, firstDay, next }: StatusView): readonly ItemView[] {
  if (today >= firstDay) return [];
  return next.filter(
    ({ due, undated, optional, state, booked }) =>
      due <= today && !undated && !optional && state === 'open' && booked === null,
  );
}
