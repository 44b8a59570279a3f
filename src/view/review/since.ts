/** The news since a review: items done and skipped, notes, and the pace before. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import { type Pace, paceOf } from '../../plan/pace.ts';
import { makePlan, type PlannedItem } from '../../plan/plan.ts';
import type { Committer, Run } from '../../plan/run.ts';
import { scheduleOf } from '../../plan/schedule.ts';
import { voidedIn } from '../../plan/sign-off.ts';
import type { EventOf } from '../../progress/event.ts';
import { reduceEvents } from '../../progress/reduce.ts';
import { goneCompletions, titleOfGone } from '../finish.ts';
import { type ItemView, skipsOf, viewItem } from '../item.ts';

export interface CompletedView extends ItemView {
  /** The note that was given with the completion. */
  readonly note: string | null;
  readonly recordedBy: string;
  /** Who committed the completion to git, where that is somebody else; null where nobody knows. */
  readonly committedBy: Committer | null;
  /** Who skipped the item in another copy of the record. */
  readonly skipped: ReturnType<typeof skipsOf>;
}

/** A completed item that the program no longer has. */
export type GoneView = ReturnType<typeof viewGone>[number];

export interface SkippedView extends ItemView {
  readonly reason: string;
  readonly recordedBy: string;
}

export interface NoteView {
  /** The item's number; empty if the program no longer has the item. */
  readonly ref: string;
  /** The id of the item that the note belongs to. */
  readonly item: string;
  readonly title: string;
  readonly text: string;
  readonly by: string;
  readonly on: CalendarDate;
}

/** The items, done or in review, whose completion or approval is news. */
export function viewCompleted(run: Run, news: ReadonlySet<string>): CompletedView[] {
  return run.plan.items
    .flatMap((planned): CompletedView[] => {
      const { closedBy } = planned.progress;
      if (closedBy === undefined || closedBy.kind === 'skipped' || !isNews(planned, news)) return [];
      const note = (closedBy.kind === 'done' && closedBy.note) || null;
      const committedBy = run.committers?.get(closedBy.id) ?? null;
      const skipped = skipsOf(planned);
      return [{ ...viewItem(planned, run), note, recordedBy: closedBy.by, committedBy, skipped }];
    })
    .sort((a, b) => compareDates(a.closedOn ?? a.due, b.closedOn ?? b.due));
}

/** Whether the completion or the approval is news. An item done by its count is, too, if the known sum was too low. */
function isNews({ item, progress }: PlannedItem, news: ReadonlySet<string>): boolean {
  const { closedBy, judged, tally } = progress;
  if ([closedBy, judged].some((event) => event && news.has(event.id))) return true;
  if (closedBy?.kind !== 'counted') return false;
  const known = tally?.events.map((event) =>
    event.kind === 'counted' && !news.has(event.id) ? event.delta : 0,
  );
  return (known ?? []).reduce((sum, delta) => sum + delta, 0) < (item.count?.target ?? 0);
}

export function viewGone(run: Run, news: ReadonlySet<string>) {
  return goneCompletions(run)
    .filter(({ id }) => news.has(id))
    .map((done) => ({
      id: done.item,
      /** The title that the item had when it was done. */
      title: titleOfGone(done),
      closedOn: done.on,
      note: (done.kind === 'done' && done.note) || null,
      evidence: (done.kind === 'done' && done.evidence) || null,
      without: (done.kind === 'done' && done.withoutEvidence) || null,
      recordedBy: done.by,
    }))
    .sort((a, b) => compareDates(a.closedOn, b.closedOn));
}

export function viewSkipped(run: Run, news: ReadonlySet<string>): SkippedView[] {
  return run.plan.items.flatMap((planned): SkippedView[] => {
    const { closedBy } = planned.progress;
    if (closedBy?.kind !== 'skipped' || !news.has(closedBy.id)) return [];
    return [{ ...viewItem(planned, run), reason: closedBy.reason, recordedBy: closedBy.by }];
  });
}

export function viewNotes({ plan, progress }: Run, news: ReadonlySet<string>): NoteView[] {
  const byId = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  return [...progress.items]
    .flatMap(([id, { notes }]) =>
      notes
        .filter((note) => news.has(note.id))
        .map(({ text, by, on }): NoteView => {
          const planned = byId.get(id);
          return { ref: planned?.ref ?? '', item: id, title: planned?.item.title ?? id, text, by, on };
        }),
    )
    .sort((a, b) => compareDates(a.on, b.on));
}

/**
 * The pace on the date `since`, else at the reader's last review, planned with the events before and with today's
 * calendar.
 * @returns null if there is no such date, or it isn't after the start
 */
export function paceBefore(
  { record, progress: now, program, plan, calendar }: Run,
  since: CalendarDate | undefined,
  last: EventOf<'reviewed'> | undefined,
): Pace | null {
  const date = since ?? last?.on;
  if (date === undefined || date <= plan.start) return null;
  const events = record.events.filter(({ on, at }) => (since || !last ? on < date : at < last.at));
  const progress = reduceEvents({ ...record, events }, voidedIn(now));
  if (!progress) return null;
  const before = makePlan(program, progress, calendar, date);
  return paceOf({ plan: before, schedule: () => scheduleOf(before, calendar.minutesPerDay) });
}
