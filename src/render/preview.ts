/** The dated plan of a program: as a list by day, and as months. */
import { type CalendarDate, longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { ItemView } from '../view/item.ts';
import {
  type Booking,
  byMonth,
  byWeek,
  type PreviewByMonth,
  type PreviewByWeek,
  type PreviewDay,
  type PreviewView,
  squeezeText,
  type WeekWithDays,
} from '../view/preview.ts';
import { effortText, hoursText, lowerFirst, plural, roleNames, roughEffort } from '../view/words.ts';
import { layColumns, spread, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import { monthLines, monthMarkdown } from './months.ts';
import { joinLines, type Page, type Renderer, titleOf } from './page.ts';

export const previewRenderer: Renderer<PreviewView, PreviewByWeek> = {
  tsv: 'preview',
  select: byWeek,
  text: (view, page) =>
    joinLines([
      ...headLines(view, page),
      '',
      titleOf('Whom to book', page, { shown: view.booking.length, noun: 'row' }),
      ...bookingLines(view, page),
      '',
      ...view.weeks.flatMap((week) => [...weekLines(week, view, page), '']),
      ...undatedLines(view, page),
    ]),
  markdown: (view, write) =>
    joinLines([
      ...markdownHead(view, write),
      '',
      write.heading(3, 'Whom to book'),
      '',
      ...view.booking.map((booking) =>
        write.bullet(
          `${write.strong(whomText(booking, view.booking))} by ${longDate(booking.first, view.start)}: ${booking.items.map(({ ref, title }) => `${ref} ${title}`).join(', ')}`,
        ),
      ),
      '',
      ...view.days.flatMap((day) => [
        write.heading(3, `${longDate(day.date, view.start)}${dayFacts(day)}`),
        '',
        ...day.due.map((item) => markdownItem(item, write)),
        '',
      ]),
      ...(view.undated.length > 0
        ? [write.heading(3, 'No date'), '', ...view.undated.map((item) => markdownItem(item, write))]
        : []),
    ]),
};

function markdownItem(item: ItemView, { bullet, entry }: Markdown): string {
  return bullet(entry(item.ref, item.title, null, [takesText(item), whoText(item)]));
}

function headLines(view: PreviewView, page: Page): string[] {
  const { width, style } = page;
  const { program, squeezes } = view;
  return [
    ...spread(style.strong(program.title), fromText(view), page),
    ...wrap(totalsText(view), width),
    ...view.notices.flatMap((notice) => wrap(`! ${notice}`, width, '', '  ')),
    ...squeezes.flatMap((squeeze) => wrap(squeezeText(squeeze), width, '', '  ').map(style.careful)),
  ];
}

function markdownHead(view: PreviewView, { heading, bullet, strong }: Markdown): string[] {
  return [
    heading(2, `${view.program.title}, ${fromText(view)}`),
    '',
    totalsText(view),
    ...view.notices.flatMap((notice) => ['', `${strong('Note:')} ${notice}`]),
    '',
    ...view.squeezes.map((squeeze) => bullet(squeezeText(squeeze))),
  ];
}

/** `from Mon 23 Nov`; where people don't work then, also the first day at work. `last day Fri 18 Dec` where dates count back. */
function fromText({ start, firstDay, end, anchor }: PreviewView): string {
  if (anchor === 'end') return end ? `last day ${longDate(end, start)}` : '';
  const first = firstDay === start ? '' : `, day 1 is ${longDate(firstDay, start)}`;
  return `from ${longDate(start, start)}${first}`;
}

function totalsText({ totals, phases, start }: PreviewView): string {
  const end = phases.at(-1);
  const until = end ? `, until ${longDate(end.due, start)}` : '';
  return `${plural(totals.items, 'item')}, ${totals.required} required, about ${roughEffort(totals.minutes)} of work${until}`;
}

function bookingLines({ booking, start }: PreviewView, page: Page): string[] {
  const { width, style } = page;
  return layColumns(
    [
      {
        cells: booking.map((each) => whomText(each, booking)),
        least: Math.min(40, Math.floor(width / 2)),
        wraps: true,
      },
      { cells: booking.map(({ first }) => `by ${longDate(first, start)}`) },
      { cells: booking.map(refsText), below: true, style: style.command },
    ],
    page,
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
  { monday, minutes, full, days, off }: WeekWithDays,
  { start }: PreviewView,
  page: Page,
): string[] {
  const { width, style, speech } = page;
  const load = minutes > 0 ? `${hoursText(minutes)}${full ? ', more than the week holds' : ''}` : '';
  const title = `WEEK OF ${longDate(monday, start).toUpperCase()}`;
  const head = speech
    ? [speech.heading(title, { shown: days.length, noun: 'day' }, load)]
    : spread(title, load, page);
  return [
    ...head.map(full ? style.careful : style.strong),
    ...off.flatMap((line) => wrap(line, width, '  ', '  ')).map(style.quiet),
    ...(days.length === 0
      ? ['  work on what is due later']
      : days.flatMap((day) => dayLines(day, start, page))),
  ];
}

function undatedLines({ undated }: PreviewView, page: Page): string[] {
  if (undated.length === 0) return [];
  return [titleOf('No date', page, { shown: undated.length, noun: 'step' }), ...itemRows(undated, page), ''];
}

function dayLines(day: PreviewDay, start: CalendarDate, page: Page): string[] {
  const { style, speech } = page;
  const head = `  ${longDate(day.date, start)}${dayFacts(day)}${speech ? ` · ${plural(day.due.length, 'step')}` : ''}`;
  return [day.full ? style.careful(head) : head, ...itemRows(day.due, page)];
}

function itemRows(items: readonly ItemView[], page: Page): string[] {
  const { width, style } = page;
  return layColumns(
    [
      { cells: items.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: items.map(({ title }) => title), wide: 34, least: Math.min(30, Math.floor(width / 2)) },
      { cells: items.map(takesText), style: style.quiet },
      { cells: items.map(whoText), below: true },
    ],
    page,
    '    ',
  );
}

/** The facts behind a date: ` · day 3 · 5 h`; where it isn't a working day, also the reason. */
function dayFacts({ day, workdaysLeft, kind, minutes, full }: PreviewDay): string {
  const facts = [
    ...(workdaysLeft === null ? [day === 0 ? 'before the start' : `day ${day}`] : [toEndText(workdaysLeft)]),
    ...(kind === 'working' ? [] : [kind === 'weekend' ? 'no working day' : kind]),
    ...(minutes > 0 ? [hoursText(minutes)] : []),
    ...(full ? ['more than a day holds'] : []),
  ];
  return facts.map((fact) => ` · ${fact}`).join('');
}

/** `5 working days before`, `last day`, `2 working days after`. */
function toEndText(workdaysLeft: number): string {
  if (workdaysLeft === 0) return 'last day';
  return `${plural(Math.abs(workdaysLeft), 'working day')} ${workdaysLeft > 0 ? 'before' : 'after'}`;
}

function whoText({ by, with: people, optional }: ItemView): string {
  const facts = [by ? `${roleNames(by)} does it` : '', ...people.map(roleNames), optional ? 'optional' : ''];
  return facts.filter(Boolean).join(', ');
}

function takesText({ takes }: ItemView): string {
  return takes === null ? '' : effortText(takes);
}

/** Shows months, in which each day has the refs of the items due on that day. */
export function monthsRenderer(calendar: Calendar): Renderer<PreviewView, PreviewByMonth> {
  return {
    select: (view) => byMonth(view, calendar),
    text: (view, page) =>
      joinLines([
        ...headLines(view, page),
        ...monthLines(view.months, page),
        '',
        ...wrap(view.legend, page.width).map(page.style.quiet),
      ]),
    markdown: (view, write) =>
      joinLines([...markdownHead(view, write), ...monthMarkdown(view.months, write), '', view.legend]),
  };
}
