/** Finds the events of a record that its reader has not seen yet. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type EventOf, entryOf, isKnown } from './event.ts';
import type { IsThem } from './names.ts';
import type { HireRecord } from './record.ts';
import { effective } from './reduce.ts';

/**
 * The ids of the events that are news to the reader: without `since`, those that no review of the reader has shown; with
 * `since`, those from that calendar date on, whether a review has shown them or not.
 */
export function newsFor(
  record: HireRecord,
  isReader: IsThem,
  since?: CalendarDate,
): ReadonlySet<Event['id']> {
  const events = effective(record.events).filter(isKnown);
  const shown = new Set(events.flatMap((event) => (isReviewBy(event, isReader) ? event.events : [])));
  const isNew = (event: Event) => (since === undefined ? !shown.has(event.id) : event.on >= since);
  const isNewsToReader = ({ kind, by }: Event) => {
    const news = entryOf(kind)?.news;
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
 * The ids of the events that a review shows to its reader for the first time; the `reviewed` event holds them.
 * @param since the calendar date from which the review shows events; older events stay new
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
