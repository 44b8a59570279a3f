/** What is wrong with a record, in sentences for its reader. */
import type { HireRecord } from '../progress/record.ts';
import { plural } from './words.ts';

/** Events dated further ahead than this are told of: a clock is wrong somewhere. */
const toleratedMinutes = 5;

export function noticesOf(record: HireRecord, now: Date): string[] {
  const limit = now.getTime() + toleratedMinutes * 60_000;
  const ahead = record.events.filter(({ at }) => Date.parse(at) > limit);
  const makers = [...new Set(ahead.map(({ by }) => by))].join(', ');
  return [
    ...(record.conflicted
      ? [
          'A git merge left a conflict in the record: both sides are read as one, and the next command that saves mends the file',
        ]
      : []),
    ...(record.damaged.length > 0
      ? [
          `${plural(record.damaged.length, 'event')} of the record can't be trusted and is left out: pm-onboard log`,
        ]
      : []),
    ...(ahead.length > 0 ? [`${plural(ahead.length, 'event')} by ${makers} from a clock that is ahead`] : []),
  ];
}
