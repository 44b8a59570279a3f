/** A review: what somebody who looks after a hire wants to know before they talk. */

import type { CalendarDate } from '../dates.ts';
import type { Pace } from '../plan/pace.ts';
import type { Run } from '../plan/run.ts';
import type { IsThem } from '../progress/names.ts';
import { lastReviewBy, newsFor } from '../progress/news.ts';
import { isOver } from '../progress/reduce.ts';
import type { ItemView } from './item.ts';
import { agendaOf, nextPhase, viewUpcoming } from './review/ahead.ts';
import { hasPart, horizonOf, type OwedView, type ReaderView, viewOwed, viewReader } from './review/owed.ts';
import {
  type CompletedView,
  type GoneView,
  type NoteView,
  paceBefore,
  type SkippedView,
  viewCompleted,
  viewGone,
  viewNotes,
  viewSkipped,
} from './review/since.ts';
import { type StuckView, viewStuck } from './review/stuck.ts';
import type { Sharing } from './sharing.ts';
import { type StatusView, viewStatus } from './status.ts';

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
  /** News of work done on what the program no longer has. */
  readonly gone: readonly GoneView[];
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
  /** The checklists are no longer those that the run's program was made of. */
  readonly movedOn: boolean;
  /** How old the shared state is; absent where the workspace is not shared. */
  readonly sharing?: Sharing | undefined;
}

export function viewReview(run: Run, request: ReviewRequest): ReviewView {
  const { by, isReader, since, movedOn, sharing } = request;
  const { plan, record } = run;
  const reader = viewReader(run, by, isReader);
  const last = lastReviewBy(record, isReader);
  const news = newsFor(record, isReader, since);
  const until = horizonOf(run);
  const { owed, awaited } = viewOwed(run, reader, isReader);
  const stuck = viewStuck(run);
  // Who has no part in it sees all that others owe, in one place.
  const due = (hasPart(reader) ? owed : awaited).filter(({ kind }) => kind === 'item');
  const elsewhere = new Set([...due.map(({ item }) => item?.id), ...stuck.map(({ id }) => id)]);
  const status = viewStatus(run, sharing);
  return {
    ...status,
    notices: [...status.notices, ...(movedOn ? movedOnNotices(run, reader) : [])],
    reader,
    since: since ?? last?.on ?? plan.start,
    lastReviewed: last?.on ?? null,
    paceBefore: paceBefore(run, since, last),
    owed,
    awaited,
    completed: viewCompleted(run, news),
    gone: viewGone(run, news),
    stuck,
    skipped: viewSkipped(run, news),
    notes: viewNotes(run, news),
    upcoming: viewUpcoming(run, until, (id) => elsewhere.has(id)),
    agenda: agendaOf(stuck, [...owed, ...awaited], nextPhase(run, until)),
  };
}

/** The hire isn't nagged, and of a run that is over nothing is adopted. */
function movedOnNotices({ progress, called }: Run, { isHire }: ReaderView): string[] {
  if (isHire || isOver(progress)) return [];
  return [`The checklists have moved on: pm-onboard upgrade ${called} --dry-run`];
}
