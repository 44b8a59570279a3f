/** Which programs a record names. */
import { entryOf, isKnown } from './event.ts';
import type { HireRecord } from './record.ts';

/** The digests of programs that the events of a record name in their field `digest`, sorted and without duplicates. */
export function digestsIn({ events }: HireRecord): string[] {
  const named = events.flatMap((event) => {
    if (!('digest' in event) || !isKnown(event)) return [];
    const fields = entryOf(event.kind)?.fields ?? {};
    const hasField = 'digest' in fields || 'digest?' in fields;
    return hasField && 'digest' in event ? event.digest : [];
  });
  return [...new Set(named)].sort();
}
