/** The head and the foot of a review: the hire, the day, the date of the last review, the standing, what to type next. */
import { longDate } from '../../dates.ts';
import { agreeing } from '../../phrases.ts';
import type { Called } from '../../plan/run.ts';
import { isOver } from '../../progress/reduce.ts';
import { beginsText, hasFirstDay, isEarly } from '../anchor.ts';
import type { ReviewView } from '../review.ts';
import { otherRunsText, titleOf as statusTitle } from '../screen.ts';
import { traitsText } from '../traits.ts';
import { hireFlag, logHint, paceText, plural, sayAs, upperFirst } from '../words.ts';
import { hasPart } from './owed.ts';

export function titleOf(view: ReviewView, format: 'text' | 'markdown'): string {
  if (format === 'markdown') return `${hasPart(view.reader) ? '1:1 with ' : ''}${statusTitle(view)}`;
  return [statusTitle(view), sinceText(view), ...(view.sync ? [view.sync.text] : [])].join(' · ');
}

function sinceText({ since, lastReviewed, hire, today, reader }: ReviewView): string {
  if (since === lastReviewed)
    return `since your 1:1 ${since === today ? 'today' : `on ${longDate(since, today)}`}`;
  if (since === hire.start) {
    if (hasPart(reader)) return 'your first review';
    return hasFirstDay(hire) ? 'since the start' : 'since it was begun';
  }
  return `since ${longDate(since, today)}`;
}

export function standingOf(view: ReviewView): string[] {
  const text = [stageText(view), ...countTexts(view)].join(' · ');
  const traits = traitsText(view.hire.traits);
  return [
    upperFirst(text),
    ...(traits === '' ? [] : [upperFirst(traits)]),
    ...otherRunsText(view),
    ...view.notices.map((notice) => `! ${notice}`),
  ];
}

/** The stage that the run is in; in the middle of the run, the pace now and at the last review. */
function stageText(view: ReviewView): string {
  const { day, lastDay, today, begun, firstDay, onLeaveUntil, progress, finished, archived } = view;
  const left = progress.total - progress.done - progress.skipped;
  if (archived) return `archived on ${longDate(archived.on, today)}`;
  if (finished) return `finished on ${longDate(finished.on, today)}`;
  if (onLeaveUntil && begun) return `on leave until ${longDate(onLeaveUntil, today)}`;
  if (day === 0) return `${beginsText(view.hire, today, firstDay)}, on ${longDate(firstDay, today)}`;
  if (left === 0) return 'all that is required is done';
  if (day > lastDay) return `${plural(left, 'item')} to close`;
  return isEarly(view) ? 'the first day' : standingText(view);
}

/** How the work stands, when what is late is done, and how it stood at the last review. */
function standingText({ pace, paceBefore, today }: ReviewView): string {
  const text = paceText(pace);
  const now = pace.clearedBy ? `${text}, done by ${longDate(pace.clearedBy, today)}` : text;
  const before = paceBefore && paceText(paceBefore);
  if (before === null) return now;
  return before === text ? (pace.behind ? `${now}, as before` : now) : `${now} (was ${before})`;
}

function countTexts(view: ReviewView): string[] {
  const { completed, gone, overdue, onLeaveUntil } = view;
  const done = completed.length + gone.length;
  const isQuiet = isEarly(view) || view.day === 0 || onLeaveUntil || isOver(view);
  return [
    ...(done > 0 ? [`${done} done`] : isQuiet ? [] : ['nothing new done']),
    ...(isQuiet ? [] : [overdue.length > 0 ? `${overdue.length} late` : 'nothing late']),
    ...waitingTexts(view),
  ];
}

function waitingTexts({ owed, reader }: ReviewView): string[] {
  if (reader.isHire) return [];
  if (!hasPart(reader)) return ['you have no role here'];
  const waiting = owed.filter(({ kind }) => kind !== 'role').length;
  return [
    waiting === 0 ? 'nothing waits for you' : `${waiting} ${agreeing(waiting, 'waits', 'wait')} for you`,
  ];
}

/** The command to type next. */
export function hintOf(view: ReviewView, hire: Called): string {
  const { reader } = view;
  const review = `pm-onboard review ${hire.called}`;
  if (reader.isHire) return `What is yours to do: pm-onboard status${hireFlag(hire)}`;
  if (isOver(view)) return logHint(hire.called);
  if (!hasPart(reader)) return sayAs;
  return `When you have talked: ${review} --finish`;
}
