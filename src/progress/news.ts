/** What a reader of a record has not been shown yet. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type EventOf, isKnown } from './event.ts';
import type { IsThem } from './names.ts';
import type { HireRecord } from './record.ts';
import { effective } from './reduce.ts';

/** Of no use as news: the start is known, and what a review showed is not what happened. */
const silent: ReadonlySet<Event['kind']> = new Set(['started', 'reviewed', 'undone']);

/** What became of items is news whoever wrote it down: a buddy may keep the record alone. Readers know their own words. */
const deeds: ReadonlySet<Event['kind']> = new Set(['done', 'skipped', 'counted']);

/** The ids of the events that no review of the reader has shown, however old; with a date, of those from that day on. */
export function newsFor(
  record: HireRecord,
  isReader: IsThem,
  since?: CalendarDate,
): ReadonlySet<Event['id']> {
  const events = effective(record.events).filter(isKnown);
  const shown = new Set(events.flatMap((event) => (isReviewBy(event, isReader) ? event.events : [])));
  const isNew = (event: Event) => (since === undefined ? !shown.has(event.id) : event.on >= since);
  return new Set(
    events
      .filter(({ kind, by }) => !silent.has(kind) && (deeds.has(kind) || !isReader(by)))
      .filter(isNew)
      .map(({ id }) => id),
  );
}

/**
 * The ids that a review shows for the first time: what its `reviewed` is to name.
 * @param since as the review was asked for; what is older it has not shown
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
