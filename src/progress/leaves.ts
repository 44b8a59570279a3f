/** The leaves that a record holds, each with the command that recorded it. */
import { compareDates } from '../dates.ts';
import { type EventOf, isKnown } from './event.ts';
import type { HireRecord } from './record.ts';
import { effective } from './reduce.ts';

/** Those that count, the earlier first. */
export function leavesIn({ events }: HireRecord): EventOf<'away'>[] {
  return effective(events)
    .filter((event): event is EventOf<'away'> => isKnown(event) && event.kind === 'away')
    .sort((a, b) => compareDates(a.from, b.from) || compareDates(a.to, b.to));
}
