/** A review shows a buddy or manager all they want to know before they talk with a hire. */
import type { CalendarDate } from '../dates.ts';
import type { Pace } from '../plan/pace.ts';
import type { Run } from '../plan/run.ts';
import type { IsThem } from '../progress/names.ts';
import { lastReviewBy, newsFor } from '../progress/news.ts';
import { isOver } from '../progress/reduce.ts';
import type { ItemView } from './item.ts';
import { calendarNotices } from './notices.ts';
import { agendaOf, nextPhase, viewUpcoming } from './review/ahead.ts';
import { judgedNotices } from './review/judged.ts';
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
import { type Sharing, type StatusView, viewStatus } from './status.ts';
import { runArgument } from './words.ts';

export interface ReviewView extends StatusView {
  readonly reader: ReaderView;
  /** The first day of the news: the date of `--since`, else the reader's last review, else the start. */
  readonly since: CalendarDate;
  /** The day on which this reader last closed a review. */
  readonly lastReviewed: CalendarDate | null;
  /** The pace before the news; null if nothing is earlier than the news, see `paceBefore`. */
  readonly paceBefore: Pace | null;
  /** What the reader owes the hire. */
  readonly owed: readonly OwedView[];
  /** What others owe the hire. */
  readonly awaited: readonly OwedView[];
  /** Items done that are news to the reader; some may still be in review. */
  readonly completed: readonly CompletedView[];
  /** Done items that are news to the reader and that the program no longer has. */
  readonly gone: readonly GoneView[];
  readonly stuck: readonly StuckView[];
  readonly skipped: readonly SkippedView[];
  readonly notes: readonly NoteView[];
  readonly upcoming: readonly ItemView[];
  readonly agenda: readonly string[];
}

interface ReviewRequest {
  /** The reader's name. */
  readonly by: string;
  /** Tells whether a name is one of the reader's names, see `namesOf`. */
  readonly isReader: IsThem;
  /** The date from which on events are news; if absent, news is all that no earlier review has shown to the reader. */
  readonly since?: CalendarDate;
  /** Whether the checklists were edited since the run's program was compiled from them. */
  readonly movedOn: boolean;
  /** How old the shared state is; absent if the workspace is not shared. */
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
  // A reader without a role for this hire sees everything that others owe in the first section.
  const due = (hasPart(reader) ? owed : awaited).filter(({ kind }) => kind === 'item');
  const elsewhere = new Set([...due.map(({ item }) => item?.id), ...stuck.map(({ id }) => id)]);
  const completed = viewCompleted(run, news);
  const status = viewStatus(run, sharing);
  return {
    ...status,
    notices: [
      ...status.notices,
      ...judgedNotices([...owed, ...awaited], completed),
      ...calendarNotices(run, true),
      ...(movedOn ? movedOnNotices(run, reader) : []),
    ],
    reader,
    since: since ?? last?.on ?? plan.start,
    lastReviewed: last?.on ?? null,
    paceBefore: paceBefore(run, since, last),
    owed,
    awaited,
    completed,
    gone: viewGone(run, news),
    stuck,
    skipped: viewSkipped(run, news),
    notes: viewNotes(run, news),
    upcoming: viewUpcoming(run, until, (id) => elsewhere.has(id)),
    agenda: agendaOf(stuck, [...owed, ...awaited], nextPhase(run, until)),
  };
}

/**
 * The notice that the checklists changed. It is left out for a hire, whose buddy adopts them, but not for the owner of a checklist;
 * and for a run that is over.
 */
function movedOnNotices(run: Run, { isHire }: ReaderView): string[] {
  const { progress } = run;
  const isList = progress.hire.subject !== undefined;
  if (isOver(progress) || (isHire && !isList)) return [];
  const what = isList ? 'The checklist has' : 'The checklists have';
  return [`${what} moved on: pm-onboard upgrade${runArgument(run)} --dry-run`];
}
