/** Which programs a record names. */
import { memo } from '../once.ts';
import { isKnown } from './event.ts';
import { type KindEntry, kinds } from './kinds.ts';
import type { HireRecord } from './record.ts';

/** The digests of programs that the events of a record name in their field `digest`, sorted and without duplicates. */
export function digestsIn({ events }: HireRecord): string[] {
  const naming = events.filter(({ kind }) => kindsNaming().has(kind));
  const named = naming.flatMap((event) => (isKnown(event) && 'digest' in event ? event.digest : []));
  return [...new Set(named)].sort();
}

/** The kinds of events with that field. */
const kindsNaming = memo(
  (): ReadonlySet<string> =>
    new Set(
      Object.entries<KindEntry>(kinds).flatMap(([kind, { fields }]) =>
        'digest' in fields || 'digest?' in fields ? kind : [],
      ),
    ),
);
