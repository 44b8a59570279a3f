/** The dated plan of a program: as a list by day, and as months. */
import { type CalendarDate, longDate, shortWeekdayNames } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { ItemView } from '../view/item.ts';
import {
  type Booking,
  byMonth,
  byWeek,
  type Month,
  type PreviewByMonth,
  type PreviewByWeek,
  type PreviewDay,
  type PreviewView,
  type WeekWithDays,
} from '../view/preview.ts';
import { effortText, lowerFirst, plural, roleNames, roughEffort } from '../view/words.ts';
import { layColumns, spread, wrap } from './layout.ts';
import { markdownEntry, tableRow } from './markdown.ts';
import { joinLines, type Page, type Renderer } from './page.ts';

export const previewRenderer: Renderer<PreviewView, PreviewByWeek> = {
  select: byWeek,
  text: (view, page) =>
    joinLines([
      ...headLines(view, page),
      '',
      page.style.strong('WHOM TO BOOK'),
      ...bookingLines(view, page),
      '',
      ...view.weeks.flatMap((week) => [...weekLines(week, view, page), '']),
    ]),
  markdown: (view) =>
    joinLines([
      `## ${view.program.title}, from ${longDate(view.start, view.start)}`,
      '',
      totalsText(view),
      ...view.notices.flatMap((notice) => ['', `**Note:** ${notice}`]),
      '',
      '### Whom to book',
      '',
      ...view.booking.map(
        (booking) =>
          `- **${whomText(booking, view.booking)}** by ${longDate(booking.first, view.start)}: ${booking.items.map(({ ref, title }) => `${ref} ${title}`).join(', ')}`,
      ),
      '',
      ...view.days.flatMap((day) => [
        `### ${longDate(day.date, view.start)}${dayFacts(day)}`,
        '',
        ...day.due.map(
          (item) => `- ${markdownEntry(item.ref, item.title, null, [takesText(item), whoText(item)])}`,
        ),
        '',
      ]),
    ]),
};

function headLines(view: PreviewView, { width, style }: Page): string[] {
  const { program, start } = view;
  return [
    ...wrap(spread(style.strong(program.title), `from ${longDate(start, start)}`, width), width),
    ...wrap(totalsText(view), width),
    ...view.notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
  ];
}

function totalsText({ totals, phases, start }: PreviewView): string {
  const end = phases.at(-1);
  const until = end ? `, until ${longDate(end.due, start)}` : '';
  return `${plural(totals.items, 'item')}, ${totals.required} required, about ${roughEffort(totals.minutes)} of work${until}`;
}

function bookingLines({ booking, start }: PreviewView, { width, style }: Page): string[] {
  return layColumns(
    [
      { cells: booking.map((each) => whomText(each, booking)), least: 20 },
      { cells: booking.map(({ first }) => `by ${longDate(first, start)}`) },
      { cells: booking.map(refsText), least: 12, style: style.command },
    ],
    width,
    '  ',
  );
}

/** The names of the people to book, with the role where the same people are booked in another role as well. */
function whomText(booking: Booking, all: readonly Booking[]): string {
  const names = roleNames(booking);
  const same = booking.people.length > 0 ? all.filter((each) => roleNames(each) === names) : [];
  return same.length > 1 ? `${names}, ${lowerFirst(booking.title)}` : names;
}

function refsText({ items }: Booking): string {
  return items.map(({ ref }) => ref).join(' ');
}

function weekLines(
  { monday, minutes, full, days }: WeekWithDays,
  { start }: PreviewView,
  page: Page,
): string[] {
  const { width, style } = page;
  const load = minutes > 0 ? `${roughEffort(minutes)}${full ? ', more than four days' : ''}` : '';
  const head = spread(`WEEK OF ${longDate(monday, start).toUpperCase()}`, load, width);
  return [
    full ? style.careful(head) : style.strong(head),
    ...(days.length === 0
      ? ['  work on what is due later']
      : days.flatMap((day) => dayLines(day, start, page))),
  ];
}

function dayLines(day: PreviewDay, start: CalendarDate, { width, style }: Page): string[] {
  const head = `  ${longDate(day.date, start)}${dayFacts(day)}`;
  const rows = layColumns(
    [
      { cells: day.due.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: day.due.map(({ title }) => title), wide: 34, least: 30 },
      { cells: day.due.map(takesText), style: style.quiet },
      { cells: day.due.map(whoText), least: 14 },
    ],
    width,
    '    ',
  );
  return [day.full ? style.careful(head) : head, ...rows];
}

/** The facts behind a date: ` · day 3 · 5 h`; where it isn't a working day, also the reason. */
function dayFacts({ day, kind, minutes, full }: PreviewDay): string {
  const facts = [
    day === 0 ? 'before the start' : `day ${day}`,
    ...(kind === 'working' ? [] : [kind === 'weekend' ? 'no working day' : kind]),
    ...(minutes > 0 ? [roughEffort(minutes)] : []),
    ...(full ? ['more than a day holds'] : []),
  ];
  return facts.map((fact) => ` · ${fact}`).join('');
}

function whoText({ by, with: people, optional }: ItemView): string {
  const facts = [by ? `${roleNames(by)} does it` : '', ...people.map(roleNames), optional ? 'optional' : ''];
  return facts.filter(Boolean).join(', ');
}

function takesText({ takes }: ItemView): string {
  return takes === null ? '' : effortText(takes);
}

/** Shows months as tables, in which each day has the refs of the items due on that day. */
export function calendarRenderer(calendar: Calendar): Renderer<PreviewView, PreviewByMonth> {
  return {
    select: (view) => byMonth(view, calendar),
    text: (view, page) =>
      joinLines([
        ...headLines(view, page),
        ...view.months.flatMap((month) => ['', ...monthLines(month, page)]),
      ]),
    markdown: (view) =>
      joinLines([
        `## ${view.program.title}, from ${longDate(view.start, view.start)}`,
        ...view.notices.flatMap((notice) => ['', `**Note:** ${notice}`]),
        ...view.months.flatMap(({ title, weeks }) => [
          '',
          `### ${title}`,
          '',
          tableRow(shortWeekdayNames),
          `|${' --- |'.repeat(7)}`,
          ...weeks.map((cells) => tableRow(cells.map(({ label, refs }) => [label, ...refs].join(' ')))),
        ]),
      ]),
  };
}

/** A month in seven columns; the refs of a day stand below its number. */
function monthLines({ title, weeks }: Month, { width, style }: Page): string[] {
  const cellWidth = Math.floor((width + 1) / 7) - 1;
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(cellWidth))
      .join(' ')
      .trimEnd();
  return [
    style.strong(title),
    style.quiet(row(shortWeekdayNames)),
    ...weeks.flatMap((cells) => {
      const columns = cells.map(({ label, refs }) => [label, ...wrap(refs.join(' '), cellWidth)]);
      const height = Math.max(...columns.map(({ length }) => length));
      return Array.from({ length: height }, (_, line) =>
        line === 0
          ? style.strong(row(columns.map(([label = '']) => label)))
          : row(columns.map((column) => column[line] ?? '')),
      );
    }),
  ];
}
