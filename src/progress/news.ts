/** What a reader of a record has not been shown yet. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type EventOf, isKnown, knownIn } from './event.ts';
import { entryOf, type KindTable, kinds } from './kinds.ts';
import type { IsThem } from './names.ts';
import type { HireRecord } from './record.ts';
import { effective } from './reduce.ts';

/**
 * The ids of the events that no review of the reader has shown, however old they are; with a date, of the events from
 * that day on, shown before or not.
 */
export function newsFor(
  record: HireRecord,
  isReader: IsThem,
  since?: CalendarDate,
  table: KindTable = kinds,
): ReadonlySet<Event['id']> {
  const events = effective(record.events, table).filter(knownIn(table));
  const shown = new Set(events.flatMap((event) => (isReviewBy(event, isReader) ? event.events : [])));
  const isNew = (event: Event) => (since === undefined ? !shown.has(event.id) : event.on >= since);
  const isNewsToReader = ({ kind, by }: Event) => {
    const news = entryOf(kind, table)?.news;
    return news === 'all' || (news === 'others' && !isReader(by));
  };
  return new Set(
    events
      .filter(isNewsToReader)
      .filter(isNew)
      .map(({ id }) => id),
  );
}

/**
 * The ids of the events that a review shows for the first time, for its `reviewed`.
 * @param since the day from which on the review shows events; older ones stay new
 */
export function firstShown(record: HireRecord, isReader: IsThem, since?: CalendarDate): string[] {
  const unseen = newsFor(record, isReader);
  return [...newsFor(record, isReader, since)].filter((id) => unseen.has(id));
}

export function lastReviewBy(record: HireRecord, isReader: IsThem): EventOf<'reviewed'> | undefined {
  return effective(record.events)
    .filter(isKnown)
    .findLast((event): event is EventOf<'reviewed'> => isReviewBy(event, isReader));
}

function isReviewBy(event: Event, isReader: IsThem): event is EventOf<'reviewed'> {
  return event.kind === 'reviewed' && isReader(event.by);
}
