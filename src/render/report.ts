/** Reports as text: the same as on the page, and how much was left week by week. */
import { type CalendarDate, fullDate, longDate } from '../dates.ts';
import { dueOr } from '../view/anchor.ts';
import type { ChecklistRow } from '../view/checklists.ts';
import type { HireReport, OwedReport, PhaseReport, ReportView } from '../view/report.ts';
import {
  bookedText,
  catchUpTitle,
  firstName,
  leftOutText,
  listText,
  lowerFirst,
  numbered,
  oneLine,
  owedTitle,
  plural,
  quoted,
} from '../view/words.ts';
import { barOf, type Column, layColumns, layRows, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, titledLines, titleOf } from './page.ts';
import { changeDeep } from './safe.ts';

/** The parameter says how a printed command names the hire or run, with a space before it; absent for a report on everybody. */
export const reportRenderer = (about?: string): Renderer<ReportView> => ({
  // What people typed in several lines stands in rows.
  select: (view) => changeDeep(view, oneLine),

  text(view, page) {
    const { width, style } = page;
    return joinLines([
      ...wrap(titleOfReport(view), width).map(style.strong),
      ...wrap(
        `${fullDate(view.today)}, by ${view.by}. This is about people: give it only to those whom it concerns.`,
        width,
      ),
      ...(view.hires.length === 0 && view.team ? ['', ...wrap(nobodyText(view), width)] : []),
      ...view.hires.flatMap((hire) => ['', ...hireLines(hire, view, page)]),
      '',
      ...checklistLines(view, page),
      ...view.unreadable.flatMap(({ name, fault }) => wrap(`! ${name}: ${fault}.`, width, '', '  ')),
      ...wrap(
        `As a page to keep or print: pm-onboard report${about === undefined ? ' --team -o team.html' : `${about} -o report.html`}`,
        width,
      ).map(style.quiet),
    ]);
  },
});

/** What a report is called. */
export function titleOfReport({ team, hires, checklists }: ReportView): string {
  const [hire] = hires;
  const isAll = hires.every(({ isOnboarding }) => isOnboarding);
  if (!team && !hire && checklists[0]) return `Checklists of ${checklists[0].owner}`;
  if (team || !hire) return isAll ? 'Onboarding of everybody who is under way' : 'Everybody who is under way';
  return hire.isOnboarding ? `Onboarding of ${hire.name}` : `${hire.program}: ${hire.name}`;
}

/** That nobody is being onboarded, where checklists may be under way all the same. */
export function nobodyText({ checklists }: ReportView): string {
  return checklists.length === 0
    ? 'Nobody is being onboarded now.'
    : 'Nobody is being onboarded now; checklists are under way.';
}

/** The checklists under way, each with the command that reports on it alone. */
function checklistLines({ checklists, today }: ReportView, page: Page): string[] {
  if (checklists.length === 0) return [];
  const { style, speech } = page;
  const commands = checklists.map(({ run }) => `pm-onboard report --run ${quoted(run)}`);
  const lines = layRows(
    [
      { cells: checklists.map(({ title, number }) => numbered(title, number)), least: 20, wraps: true },
      { cells: checklists.map(({ owner }) => owner), least: 12, wraps: true },
      {
        cells: checklists.map((each) => checklistStanding(each, (date) => longDate(date, today))),
        least: 16,
        wraps: true,
      },
      ...(speech ? [] : [{ cells: commands, below: true, style: style.quiet } as const]),
    ],
    page,
    '  ',
  );
  return [
    titleOf('CHECKLISTS UNDER WAY', page, { shown: checklists.length, noun: 'row' }),
    ...lines.flatMap((row, at) => (speech ? [[row[0], commands[at]].filter(Boolean).join(' ')] : row)),
    '',
  ];
}

/** `due Fri 18 Dec, 3 of 10 done, 1 late, 4 items with others`. */
export function checklistStanding({ due, progress, overdue, open }: ChecklistRow, say: Say): string {
  return [
    `due ${say(due)}`,
    `${progress.done} of ${progress.total - progress.skipped} done`,
    ...(overdue > 0 ? [`${overdue} late`] : []),
    ...(open.others > 0 ? [`${plural(open.others, 'item')} with others`] : []),
  ].join(', ');
}

function hireLines(hire: HireReport, view: ReportView, page: Page): string[] {
  const { width, style } = page;
  const say = (date: CalendarDate) => longDate(date, view.today);
  const people = hire.people.map(({ title, names }) => `${title}: ${listText(names) || 'nobody yet'}`);
  return [
    ...wrap(hire.title, width).map(style.strong),
    ...wrap(
      `${hire.program}, ${say(hire.start)} to ${say(hire.end)}. ${people.map((each) => `${each}.`).join(' ')}`.trimEnd(),
      width,
    ),
    ...wrap(hire.standing.join(' '), width),
    '',
    ...section('PROGRESS', phaseColumns(hire.phases, say), page),
    ...leftLines(hire, page),
    '',
    ...section(owedTitle.toUpperCase(), owedColumns(hire.owed, say), page),
    ...section(catchUpTitle.toUpperCase(), itemColumns(hire.late, say), page),
    ...section('NEXT', itemColumns(hire.next, say), page),
    ...questionLines(hire, say, page),
    ...section(
      'LEAVE AND BOOKINGS',
      columnsOf([
        ...hire.timeline.leaves.map(({ from, to }) => ['', 'leave', `${say(from)} to ${say(to)}`]),
        ...hire.timeline.booked.map((each) => [each.ref, each.title, bookedText(each, null, view.today)]),
      ]),
      page,
    ),
    ...section(
      'DONE',
      columnsOf(
        hire.done.flatMap(({ items }) =>
          items.map(({ ref, title, on, inReview }) => [
            ref,
            title,
            `${say(on)}${inReview ? ', in review' : ''}`,
          ]),
        ),
      ),
      page,
    ),
    ...section(
      'LEFT OUT',
      columnsOf(hire.skipped.map((each) => [each.ref, each.title, leftOutText(each, each.by, each.reason)])),
      page,
    ),
    ...section(
      'NOTES',
      columnsOf((hire.notes ?? []).map(({ ref, text, by, on }) => [ref, text, `${by}, ${say(on)}`])),
      page,
    ),
  ];
}

type Say = (date: CalendarDate) => string;

/** A title with rows below it; nothing where there are none. */
function section(title: string, columns: readonly Column[], page: Page): string[] {
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  if (rows === 0) return [];
  return [titleOf(title, page, { shown: rows, noun: 'row' }), ...layColumns(columns, page, '  '), ''];
}

/** Rows of a number, a title and when. */
function columnsOf(rows: readonly (readonly string[])[]): Column[] {
  return [
    { cells: rows.map(([ref = '']) => ref), wide: 4 },
    { cells: rows.map(([, title = '']) => title), least: 20, wraps: true },
    { cells: rows.map(([, , when = '']) => when), least: 12, wraps: true },
  ];
}

function phaseColumns(phases: readonly PhaseReport[], say: Say): Column[] {
  const shares = phases.map((phase) => phase.done / Math.max(1, phase.total - phase.skipped));
  return [
    { cells: phases.map(stateWord), state: true },
    { cells: phases.map(({ title }) => title), least: 16, wraps: true },
    {
      cells: phases.map(({ done, total }, at) => `${barOf(shares[at] ?? 0, 10)} ${done}/${total}`),
      said: (_, at) => `${phases[at]?.done} of ${phases[at]?.total} done`,
    },
    { cells: phases.map(({ inReview }) => (inReview > 0 ? `${inReview} in review` : '')) },
    { cells: phases.map(({ due }) => `until ${say(due)}`) },
  ];
}

/** How a phase stands, in a word or two. */
export function stateWord({ state, done, total, skipped }: PhaseReport): string {
  if (done >= total - skipped) return 'Done';
  return { done: 'Done', current: 'Under way', upcoming: 'To come', past: 'Past, not done' }[state];
}

const levels = '▁▂▃▄▅▆▇█';

/** What was left at the end of each week, as a line of bars; spoken, as numbers. */
function leftLines({ left }: HireReport, page: Page): string[] {
  const [first, last] = [left[0], left.at(-1)];
  if (!first || !last || left.length < 2) return [];
  const most = Math.max(...left.map(({ items }) => items), 1);
  const numbers = left.map(({ items }) => items).join(', ');
  if (page.speech) return [page.speech.row('', [`Left to close, week by week: ${numbers}`])];
  const bars = left.map(({ items }) => levels[Math.round((items / most) * (levels.length - 1))]).join('');
  return titledLines('LEFT', `${first.items} ${bars} ${last.items}, week by week`, page);
}

function owedColumns(owed: readonly OwedReport[], say: Say): Column[] {
  return [
    { cells: owed.map(({ ref }) => ref), wide: 4 },
    { cells: owed.map(owedText), least: 20, wraps: true },
    { cells: owed.map((each) => owedBy({ ...each, who: each.who.map(firstName) })), least: 12, wraps: true },
    { cells: owed.map((each) => owedWhen(each, say)) },
  ];
}

/** What somebody owes, in words. */
export function owedText({ kind, title }: OwedReport): string {
  if (kind === 'question') return title === null ? 'an answer to a question' : `an answer: ${title}`;
  if (kind === 'sign-off') return `a sign-off: ${title}`;
  return kind === 'role' ? `a name for the role: ${title}` : (title ?? '');
}

/** Whom it waits for. */
export function owedBy({ who, role }: OwedReport): string {
  return who.length > 0 ? listText(who) : lowerFirst(role);
}

/** Since when it waits, or by when it is due. */
export function owedWhen({ kind, on, undated }: OwedReport, say: Say): string {
  if (undated) return 'no date';
  return `${kind === 'question' || kind === 'sign-off' ? 'since' : 'by'} ${say(on)}`;
}

function itemColumns(items: HireReport['next'], say: Say): Column[] {
  return columnsOf(
    items.map(({ ref, title, due, undated, booked }) => [
      ref,
      title,
      booked
        ? `booked for ${say(booked.day)}${booked.time === null ? '' : `, ${booked.time}`}`
        : dueOr({ undated }, `by ${say(due)}`),
    ]),
  );
}

function questionLines({ questions }: HireReport, say: Say, page: Page): string[] {
  const { open, answered, texts } = questions;
  if (texts !== null)
    return section(
      'QUESTIONS',
      columnsOf(
        texts.map(({ ref, text, on, answer }) => [
          ref,
          `${text}${answer ? `: ${answer.text} (${answer.by})` : ''}`,
          answer ? say(answer.on) : `open since ${say(on)}`,
        ]),
      ),
      page,
    );
  if (open + answered === 0) return [];
  return [
    ...titledLines('QUESTIONS', `${plural(open, 'question')} without an answer, ${answered} answered`, page),
    '',
  ];
}
