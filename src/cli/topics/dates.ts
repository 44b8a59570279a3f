/** The topic `dates`. A test types each of its forms. */
import type { TopicBlock } from './topics.ts';

export const dates: readonly TopicBlock[] = [
  'Wherever a command takes a date, it may be typed as',
  [
    '2026-12-04: the date in full',
    'today, tomorrow, yesterday',
    'fri, friday: the next Friday where something is to come (--due, --start, --from), the last one where it was (--on of done, --since)',
    '"next mon": the Monday after this week',
    '"25 nov", 25-nov, "25 nov 2026": without a year, the nearest such day on the side that is meant',
    '+3d, +2w, -3d: days or weeks from today; --to counts from --from',
  ],
  'The date that was understood is said in full before anything is saved. What may be two dates is refused, with both: fri on a Friday, or 10/11/2026.',
  'A text of two words stands in quotes, since the shell parts it otherwise.',
  'add --due also takes none, for an item without a date, and "3 workdays after 2.4" or "5 days after 2.4", counted from another item.',
  'A program may count back from a last day (anchor: end), as for somebody who leaves: start --end DATE begins it, reschedule --end DATE moves that day.',
  '--today DATE shows everything as of another day, and records on it. Due dates come from the checklists, in working days: pm-onboard show 2.7 --why tells how one came about. The rules: docs/checklists.md.',
];
