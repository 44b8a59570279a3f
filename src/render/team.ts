/** All hires at a glance: text, Markdown and CSV. */
import { type CalendarDate, daysBetween, longDate, shortDate } from '../dates.ts';
import { hintOf, summaryOf, type TeamHireView, type TeamView } from '../view/team.ts';
import { firstName, plural } from '../view/words.ts';
import { csvOf } from './csv.ts';
import { barOf, layColumns, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';

export const teamRenderer: Renderer<TeamView> = {
  select: whole,

  text(view, page) {
    const { width, style } = page;
    const { nobody, notices } = view;
    if (nobody)
      return joinLines([...wrap(nobody.reason, width), ...wrap(nobody.hint, width).map(style.quiet)]);
    return joinLines([
      style.strong(titleOf(view)),
      ...wrap(summaryOf(view), width),
      '',
      ...tableLines(view, page),
      '',
      ...notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
      ...wrap(hintOf(view), width).map(style.quiet),
    ]);
  },

  markdown(view) {
    const { nobody, notices, today } = view;
    if (nobody) return joinLines([nobody.reason, '', nobody.hint]);
    return joinLines([
      `## ${titleOf(view)}`,
      '',
      summaryOf(view),
      '',
      `| Hire | Standing | Done | Overdue | In review | Owed to them | Questions | Buddy | Reviewed |`,
      '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |',
      ...view.unreadable.map(({ name, fault }) => `| ${name} | ${fault} | | | | | | | |`),
      ...view.hires.map((hire) =>
        markdownRow([
          hire.name,
          standingText(hire, today),
          doneText(hire),
          ...[hire.overdue, hire.inReview, hire.owed, hire.questions].map(countText),
          buddiesOf(hire).join(', '),
          reviewedText(hire, today),
        ]),
      ),
      '',
      ...notices.map((notice) => `- ${notice}`),
    ]);
  },

  csv: ({ hires, unreadable }) =>
    csvOf(csvHead, [
      ...unreadable.map(({ id, name }) => [id, name, 'unreadable', ...csvHead.slice(3).map(() => null)]),
      ...hires.map((hire) => [
        hire.id,
        hire.name,
        hire.attention,
        hire.start,
        hire.day,
        hire.onLeaveUntil,
        hire.finishedOn,
        hire.progress.done,
        hire.progress.skipped,
        hire.progress.total,
        hire.progress.percent,
        hire.pace.days,
        hire.overdue,
        hire.inReview,
        hire.owed,
        hire.questions,
        buddiesOf(hire).join(', '),
        hire.lastReviewed,
        hire.lastReviewedByBuddy,
      ]),
    ]),
};

const csvHead = [
  'id',
  'name',
  'attention',
  'start',
  'day',
  'on_leave_until',
  'finished_on',
  'done',
  'skipped',
  'total',
  'percent',
  'days_behind',
  'overdue',
  'in_review',
  'owed',
  'questions',
  'buddy',
  'last_reviewed',
  'last_reviewed_by_buddy',
];

function titleOf({ hires, unreadable, today }: TeamView): string {
  return `${plural(hires.length + unreadable.length, 'hire')} · ${longDate(today, today)}`;
}

/** The head and a line a hire; on a narrow terminal the last columns go. */
function tableLines({ hires, unreadable, today }: TeamView, { width, style }: Page): string[] {
  const column = (head: string, broken: (name: string) => string, cell: (hire: TeamHireView) => string) => {
    const cells = [...unreadable.map(({ name }) => broken(name)), ...hires.map(cell)];
    return [cells.some((text) => text !== '') ? head : '', ...cells];
  };
  const none = () => '';
  const [head = '', ...rows] = layColumns(
    [
      {
        cells: column(
          'hire',
          (name) => name,
          ({ name }) => name,
        ),
        least: 12,
      },
      { cells: column('done', none, barText) },
      {
        cells: column(
          'day, pace',
          () => "can't be read",
          (hire) => standingText(hire, today),
        ),
        least: 13,
      },
      { cells: column('late', none, ({ overdue }) => countText(overdue)), style: style.careful },
      { cells: column('waits', none, (hire) => countText(hire.inReview + hire.owed + hire.questions)) },
      { cells: column('buddy', none, (hire) => buddiesOf(hire).map(firstName).join(', ')), least: 5 },
      { cells: column('reviewed', none, (hire) => reviewedText(hire, today)) },
    ],
    width - 2,
  );
  return [style.quiet(head), ...rows].map((line) => `  ${line}`);
}

/** `day 9, 2 behind`: which day it is, and how many working days behind an even pace. */
function standingText(hire: TeamHireView, today: CalendarDate): string {
  const { day, lastDay, start, pace, onLeaveUntil, finishedOn } = hire;
  if (finishedOn) return `finished ${shortDate(finishedOn, today)}`;
  if (day === 0) {
    const days = daysBetween(today, start);
    return days === 1 ? 'starts tomorrow' : `starts in ${days} days`;
  }
  if (onLeaveUntil) return `on leave until ${shortDate(onLeaveUntil, today)}`;
  if (leftOf(hire) === 0) return `day ${day}, all done`;
  if (day > lastDay) return `day ${day}, ${day - lastDay} past`;
  return `day ${day}, ${pace.days > 0 ? `${pace.days} behind` : 'on track'}`;
}

function leftOf({ progress }: TeamHireView): number {
  return progress.total - progress.skipped - progress.done;
}

function barText(hire: TeamHireView): string {
  return `${barOf(hire.progress.percent / 100, 5)} ${doneText(hire)}`;
}

function doneText({ progress }: TeamHireView): string {
  return `${progress.done}/${progress.total - progress.skipped}`;
}

function buddiesOf({ roles }: TeamHireView): readonly string[] {
  return roles['buddy'] ?? [];
}

function reviewedText({ lastReviewed, day, finishedOn }: TeamHireView, today: CalendarDate): string {
  if (!lastReviewed) return day === 0 || finishedOn ? '' : 'never';
  const days = daysBetween(lastReviewed, today);
  return days <= 0 ? 'today' : `${days} d ago`;
}

/** Nothing for 0: what is there stands out. */
function countText(n: number): string {
  return n === 0 ? '' : String(n);
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
