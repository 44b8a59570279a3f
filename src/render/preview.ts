/** The dated plan of a program: as a list by day, and as months. */
import {
  addDays,
  type CalendarDate,
  firstOfMonth,
  longDate,
  mondayBefore,
  monthTitle,
  shortWeekdayNames,
} from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { ItemView } from '../view/item.ts';
import type { Booking, PreviewDay, PreviewView, PreviewWeek } from '../view/preview.ts';
import { effortText, lowerFirst, plural, roleNames, roughEffort } from '../view/words.ts';
import { layColumns, spread, wrap } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';

export const previewRenderer: Renderer<PreviewView> = {
  select: whole,
  text: (view, page) =>
    joinLines([
      ...headLines(view, page),
      '',
      page.style.strong('WHOM TO BOOK'),
      ...bookingLines(view, page),
      '',
      ...byWeek(view).flatMap(({ week, days }) => [...weekLines(week, days, view, page), '']),
    ]),
  markdown: (view) =>
    joinLines([
      `## ${view.program.title}, from ${longDate(view.start, view.start)}`,
      '',
      totalsText(view),
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
        ...day.due.map((item) => `- **${item.ref}** ${item.title}${bracketed(itemFacts(item))}`),
        '',
      ]),
    ]),
};

function headLines(view: PreviewView, { width, style }: Page): string[] {
  const { program, start } = view;
  return [
    ...wrap(spread(style.strong(program.title), `from ${longDate(start, start)}`, width), width),
    ...wrap(totalsText(view), width),
  ];
}

function totalsText({ totals, phases, start }: PreviewView): string {
  const end = phases.at(-1);
  const until = end ? `, until ${longDate(end.due, start)}` : '';
  return `${plural(totals.items, 'item')}, ${totals.required} required, about ${roughEffort(totals.minutes)} of work${until}`;
}

function bookingLines({ booking, start }: PreviewView, { width, style }: Page): string[] {
  const lines = layColumns(
    [
      { cells: booking.map((each) => whomText(each, booking)), least: 20 },
      { cells: booking.map(({ first }) => `by ${longDate(first, start)}`) },
      { cells: booking.map(refsText), least: 12, style: style.command },
    ],
    width - 2,
  );
  return lines.map((line) => `  ${line}`);
}

/** Whoever is to be booked in several roles is named with each of them. */
function whomText(booking: Booking, all: readonly Booking[]): string {
  const names = roleNames(booking);
  const same = booking.people.length > 0 ? all.filter((each) => roleNames(each) === names) : [];
  return same.length > 1 ? `${names}, ${lowerFirst(booking.title)}` : names;
}

function refsText({ items }: Booking): string {
  return items.map(({ ref }) => ref).join(' ');
}

interface Week {
  readonly week: PreviewWeek;
  readonly days: readonly PreviewDay[];
}

function byWeek({ weeks, days }: PreviewView): Week[] {
  const empty = (monday: CalendarDate): PreviewWeek => ({ monday, minutes: 0, full: false });
  const mondays = [
    ...new Set([...weeks.map(({ monday }) => monday), ...days.map(({ date }) => mondayBefore(date))]),
  ];
  return mondays.sort().map((monday) => ({
    week: weeks.find((week) => week.monday === monday) ?? empty(monday),
    days: days.filter(({ date }) => mondayBefore(date) === monday),
  }));
}

function weekLines(
  { monday, minutes, full }: PreviewWeek,
  days: readonly PreviewDay[],
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
      { cells: day.due.map(({ takes }) => (takes === null ? '' : effortText(takes))), style: style.quiet },
      { cells: day.due.map((item) => whoText(item)), least: 14 },
    ],
    width - 4,
  );
  return [day.full ? style.careful(head) : head, ...rows.map((row) => `    ${row}`)];
}

/** What tells a day from others: ` · day 3 · 5 h`, and why nobody works on it. */
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
  const facts = [
    ...(by ? [`${roleNames(by)} does it`] : []),
    ...(people.length > 0 ? [people.map(roleNames).join(', ')] : []),
    ...(optional ? ['optional'] : []),
  ];
  return facts.join(', ');
}

function itemFacts(item: ItemView): string[] {
  const who = whoText(item);
  return [...(item.takes === null ? [] : [effortText(item.takes)]), ...(who ? [who] : [])];
}

function bracketed(facts: readonly string[]): string {
  return facts.length > 0 ? ` (${facts.join(', ')})` : '';
}

/** Months as tables, in each day what is due on it. */
export function calendarRenderer(calendar: Calendar): Renderer<PreviewView> {
  return {
    select: whole,
    text: (view, page) =>
      joinLines([
        ...headLines(view, page),
        ...monthsOf(view, calendar).flatMap((month) => ['', ...monthLines(month, page)]),
      ]),
    markdown: (view) =>
      joinLines([
        `## ${view.program.title}, from ${longDate(view.start, view.start)}`,
        ...monthsOf(view, calendar).flatMap(({ title, weeks }) => [
          '',
          `### ${title}`,
          '',
          `| ${shortWeekdayNames.join(' | ')} |`,
          `|${' --- |'.repeat(7)}`,
          ...weeks.map(
            (cells) => `| ${cells.map(({ label, refs }) => [label, ...refs].join(' ')).join(' | ')} |`,
          ),
        ]),
      ]),
  };
}

interface Month {
  readonly title: string;
  /** Seven cells each, empty outside of the month. */
  readonly weeks: readonly (readonly Cell[])[];
}

interface Shown {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly calendar: Calendar;
}

interface Cell {
  /** The day of the month, with `start` or `holiday` where it is one. */
  readonly label: string;
  /** What is due, neighbours joined: `1.1-1.4`. */
  readonly refs: readonly string[];
}

function monthsOf({ start, days }: PreviewView, calendar: Calendar): Month[] {
  const dates = [start, ...days.map(({ date }) => date)].sort();
  const [from, to] = [dates[0] as CalendarDate, dates.at(-1) as CalendarDate];
  const months: Month[] = [];
  for (let first = firstOfMonth(from); first <= to; first = firstOfMonth(addDays(first, 31)))
    months.push(monthOf(first, { from, to, start, days, calendar }));
  return months;
}

/** Of the month, the weeks in which something is due. */
function monthOf(
  first: CalendarDate,
  { from, to, start, days, calendar }: Pick<PreviewView, 'start' | 'days'> & Shown,
): Month {
  const month = first.slice(0, 7);
  const cellOf = (date: CalendarDate): Cell => {
    if (!date.startsWith(month)) return { label: '', refs: [] };
    const kind = calendar.kindOf(date);
    const mark = date === start ? ' start' : kind === 'holiday' ? ' holiday' : '';
    const due = days.find((day) => day.date === date)?.due ?? [];
    return {
      label: `${Number(date.slice(8))}${mark}`,
      refs: joinedRefs(due.map(({ ref }) => ref)),
    };
  };
  const weeks: Cell[][] = [];
  for (let monday = mondayBefore(first); monday.slice(0, 7) <= month; monday = addDays(monday, 7))
    if (addDays(monday, 6) >= from && monday <= to)
      weeks.push(shortWeekdayNames.map((_, index) => cellOf(addDays(monday, index))));
  return { title: monthTitle(first), weeks };
}

/** `1.1-1.4 2.1`: neighbours of one phase joined. */
function joinedRefs(refs: readonly string[]): string[] {
  const runs: { phase: string; first: number; last: number }[] = [];
  for (const ref of refs) {
    const [phase = '', place = ''] = ref.split('.');
    const run = runs.at(-1);
    if (run?.phase === phase && run.last + 1 === Number(place)) run.last += 1;
    else runs.push({ phase, first: Number(place), last: Number(place) });
  }
  return runs.map(({ phase, first, last }) => `${phase}.${first}${last > first ? `-${phase}.${last}` : ''}`);
}

/** A month as lines of seven columns; a day's refs below its number. */
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
