/** A review: what somebody who looks after a hire wants to know before they talk. */
import type { CalendarDate } from '../dates.ts';
import type { Pace } from '../plan/pace.ts';
import type { IsThem } from '../progress/names.ts';
import { lastReviewBy, newsFor } from '../progress/news.ts';
import type { ItemView } from './item.ts';
import { agendaOf } from './review/agenda.ts';
import { horizonOf, type OwedView, viewOwed } from './review/owed.ts';
import { hasPart, type ReaderView, viewReader } from './review/reader.ts';
import {
  type CompletedView,
  type NoteView,
  paceBefore,
  type SkippedView,
  viewCompleted,
  viewNotes,
  viewSkipped,
} from './review/since.ts';
import { type StuckView, viewStuck } from './review/stuck.ts';
import { nextPhase, viewUpcoming } from './review/upcoming.ts';
import { type RunInput, type StatusView, viewStatus } from './status.ts';

export interface ReviewView extends StatusView {
  readonly reader: ReaderView;
  /** From when on it tells: the reader's last review, the date that was asked for, or the start. */
  readonly since: CalendarDate;
  /** When the reader closed the last review. */
  readonly lastReviewed: CalendarDate | null;
  /** The pace as it was then; null where there was no time before. */
  readonly paceBefore: Pace | null;
  /** What the reader owes the hire. */
  readonly owed: readonly OwedView[];
  /** What others owe the hire. */
  readonly awaited: readonly OwedView[];
  /** What is news of work done; some of it may still be in review. */
  readonly completed: readonly CompletedView[];
  readonly stuck: readonly StuckView[];
  readonly skipped: readonly SkippedView[];
  readonly notes: readonly NoteView[];
  readonly upcoming: readonly ItemView[];
  readonly agenda: readonly string[];
}

export interface ReviewRequest {
  /** Who reads, as they are called. */
  readonly by: string;
  /** Whether a name in the record is the reader's, see `namesOf`. */
  readonly isReader: IsThem;
  /** News by date instead of what no review of the reader has shown. */
  readonly since?: CalendarDate;
}

export function viewReview(input: RunInput, { by, isReader, since }: ReviewRequest): ReviewView {
  const { plan, record } = input;
  const reader = viewReader(input, by, isReader);
  const last = lastReviewBy(record, isReader);
  const news = newsFor(record, isReader, since);
  const until = horizonOf(input);
  const { owed, awaited } = viewOwed(input, reader, isReader);
  const stuck = viewStuck(input);
  // Who has no part in it sees all that others owe, in one place.
  const due = (hasPart(reader) ? owed : awaited).filter(({ kind }) => kind === 'item');
  const elsewhere = new Set([...due.map(({ item }) => item?.id), ...stuck.map(({ id }) => id)]);
  return {
    ...viewStatus(input),
    reader,
    since: since ?? last?.on ?? plan.start,
    lastReviewed: last?.on ?? null,
    paceBefore: paceBefore(input, since, last),
    owed,
    awaited,
    completed: viewCompleted(input, news),
    stuck,
    skipped: viewSkipped(input, news),
    notes: viewNotes(input, news),
    upcoming: viewUpcoming(input, until, (id) => elsewhere.has(id)),
    agenda: agendaOf(stuck, [...owed, ...awaited], nextPhase(input, until)),
  };
}
