/** All hires at a glance, as text, Markdown and CSV. */

import { type CalendarDate, daysBetween, longDate, shortDate } from '../dates.ts';
import { beginsText, lastDayText } from '../view/anchor.ts';
import { calledIn, endingsOf, hintOf, summaryOf, type TeamHireView, type TeamView } from '../view/team.ts';
import type { Nobody } from '../view/team-choice.ts';
import type { UnreadableHire } from '../view/unread.ts';
import { firstName, paceText, plural, upperFirst } from '../view/words.ts';
import { csvOf } from './csv.ts';
import { barOf, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';
import { tableLines } from './table.ts';
import { teamColumns } from './team-columns.ts';

export const teamRenderer: Renderer<TeamView> = {
  tsv: 'team',
  select: whole,

  text(view, page) {
    const { width, style } = page;
    const { nobody, notices } = view;
    if (nobody) return nobodyText(nobody, page);
    return joinLines([
      style.strong(titleOf(view)),
      ...wrap(summaryOf(view), width),
      '',
      ...rowsOf(view, page),
      ...wrap(moreText(view), width).map(style.quiet),
      '',
      ...endingsOf(view).flatMap((text) => wrap(text, width, '', '  ')),
      ...notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
      ...wrap(hintOf(view), width).map(style.quiet),
    ]);
  },

  markdown(view, write) {
    const { nobody, notices, today } = view;
    if (nobody) return nobodyMarkdown(nobody);
    return joinLines([
      write.heading(2, titleOf(view)),
      '',
      summaryOf(view),
      '',
      ...write.table(
        markdownHeads,
        [
          ...view.unreadable.map(({ name, fault }) => [
            name,
            fault,
            ...Array(markdownHeads.length - 2).fill(''),
          ]),
          ...view.hires.map((hire) => [
            calledIn(hire),
            standingText(hire, today),
            doneText(hire),
            ...[hire.overdue, hire.inReview, hire.owed, hire.questions].map(countText),
            untilText(buddiesOf(hire), hire, today),
            hire.lastReviewed ? longDate(hire.lastReviewed, today) : reviewedText(hire, today),
          ]),
        ],
        [2, 3, 4, 5, 6],
      ),
      '',
      ...(view.more > 0 ? [moreText(view), ''] : []),
      ...[...endingsOf(view), ...notices].map((text) => write.bullet(text)),
    ]);
  },

  csv: ({ hires, unreadable }) =>
    csvOf(Object.keys(teamColumns), [
      ...unreadable.map(({ id, name }) => [
        id,
        name,
        'unreadable',
        ...Object.keys(teamColumns)
          .slice(3)
          .map(() => null),
      ]),
      ...hires.map((hire) => Object.values(teamColumns).map((cell) => cell(hire))),
    ]),
};

const markdownHeads = [
  'Hire',
  'Standing',
  'Done',
  'Overdue',
  'In review',
  'Owed to them',
  'Questions',
  'Buddy',
  'Reviewed',
];

/** The text that says why there is nobody to show, and what to type. */
export function nobodyText({ reason, hint }: Nobody, { width, style }: Page): string {
  return joinLines([...wrap(reason, width), ...wrap(hint, width).map(style.quiet)]);
}

export function nobodyMarkdown({ reason, hint }: Nobody): string {
  return joinLines([reason, '', hint]);
}

/** How many hires are left out; empty where none is. */
function moreText({ more }: TeamView): string {
  return more > 0 ? `… and ${more} more` : '';
}

function titleOf({ hires, more, unreadable, today }: TeamView): string {
  return `${plural(hires.length + more + unreadable.length, 'hire')} · ${longDate(today, today)}`;
}

type Row = ReturnType<typeof rowOf>;

/** The table's head and a line for each hire. */
function rowsOf({ hires, unreadable, today }: TeamView, page: Page): string[] {
  const { style } = page;
  const rows = [...unreadable.map(unreadableRow), ...hires.map((hire) => rowOf(hire, today))];
  const column = (head: string, key: keyof Row) => ({ head, cells: rows.map((row) => row[key]) });
  return tableLines(
    [
      { cells: rows.map(({ state }) => state), state: true },
      { ...column('hire', 'name'), least: 8, wraps: true, weak: 0 },
      { ...column('run', 'run'), least: 6, wraps: true, said: (run) => `run ${run}` },
      { ...column('day, pace', 'standing'), least: 8, wraps: true, weak: 0 },
      { ...column('done', 'done'), weak: 2, said: (_, row) => rows[row]?.share ?? '' },
      { ...column('late', 'late'), style: style.careful, said: (late) => `${late} late` },
      { ...column('waits', 'waits'), said: (waits) => `${waits} with others` },
      { ...column('buddy', 'buddy'), least: 7, wraps: true, weak: 0, said: (buddy) => `buddy ${buddy}` },
      {
        ...column('reviewed', 'reviewed'),
        weak: 2,
        said: (when) => (when === 'never' ? 'never reviewed' : `reviewed ${when}`),
      },
    ],
    page,
    style.quiet,
  );
}

function unreadableRow({ name }: UnreadableHire): Row {
  const none = { run: '', done: '', share: '', late: '', waits: '', buddy: '', reviewed: '' };
  return { ...none, state: 'Failed', name, standing: "can't be read" };
}

/** What the row begins with in the accessible mode; what is overdue is late there on every screen. */
function stateOf({ attention, ended }: TeamHireView): string {
  return attention === 'overdue' ? 'Late' : upperFirst(attention ?? (ended ? ended.how : 'on time'));
}

function rowOf(hire: TeamHireView, today: CalendarDate) {
  return {
    state: stateOf(hire),
    name: hire.name,
    run: hire.run ?? '',
    standing: standingText(hire, today),
    done: `${barOf(hire.progress.percent / 100, 5)} ${doneText(hire)}`,
    share: `${hire.progress.done} of ${hire.progress.total - hire.progress.skipped} done`,
    late: countText(hire.overdue),
    waits: countText(hire.inReview + hire.owed + hire.questions),
    buddy: untilText(buddiesOf(hire).map(firstName), hire, today),
    reviewed: reviewedText(hire, today),
  };
}

/** `day 9, 2 h 30 late`: the hire's day, and how the hire's work stands. */
function standingText(hire: TeamHireView, today: CalendarDate): string {
  const { day, lastDay, begun, firstDay, pace, onLeaveUntil, ended } = hire;
  const isFromEnd = hire.anchor === 'end';
  if (ended) return `${ended.how} ${shortDate(ended.on, today)}`;
  if (onLeaveUntil && begun) return `leave to ${shortDate(onLeaveUntil, today)}`;
  if (isFromEnd && leftOf(hire) > 0 && day > 0) return `${lastDayText(hire, today)}, ${paceText(pace)}`;
  if (isFromEnd && day > 0) return `${lastDayText(hire, today)}, all done`;
  if (day === 0) return beginsText(hire, today, firstDay);
  if (leftOf(hire) === 0) return `day ${day}, all done`;
  if (day > lastDay) return `day ${day}, ${day - lastDay} past`;
  return `day ${day}, ${paceText(pace)}`;
}

function leftOf({ progress }: TeamHireView): number {
  return progress.total - progress.skipped - progress.done;
}

function doneText({ progress }: TeamHireView): string {
  return `${progress.done}/${progress.total - progress.skipped}`;
}

/** The buddies, and up to when, where one covers for a while. */
function untilText(names: readonly string[], { buddyUntil }: TeamHireView, today: CalendarDate): string {
  return `${names.join(', ')}${buddyUntil ? ` until ${shortDate(buddyUntil, today)}` : ''}`;
}

function buddiesOf({ roles }: TeamHireView): readonly string[] {
  return roles['buddy'] ?? [];
}

function reviewedText({ lastReviewed, day, ended }: TeamHireView, today: CalendarDate): string {
  if (!lastReviewed) return day === 0 || ended ? '' : 'never';
  if (ended) return shortDate(lastReviewed, today);
  const days = daysBetween(lastReviewed, today);
  return days <= 0 ? 'today' : `${days} d ago`;
}

/** The number as a cell; empty for 0, so that other numbers stand out. */
function countText(n: number): string {
  return n === 0 ? '' : String(n);
}
