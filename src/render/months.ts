/** Months as text and as Markdown: a week a line, with what is due and done on a day below its number. */
import { longDate, shortWeekdayNames, weekdayName } from '../dates.ts';
import type { Speech } from '../speech.ts';
import type { GridDay, Month } from '../view/months.ts';
import { listText } from '../view/words.ts';
import { widthOf, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import type { Page, Style } from './page.ts';

/** A line of a cell: its text, and the style that the text gets once it is padded. */
type Piece = readonly [text: string, style: (text: string) => string];

/** The narrowest column in which `26 holiday` and `3.24-3.29*` stand on one line. */
const leastColumn = 10;

/** The months with an empty line before each: seven columns where the page has room for them, else a line a day. */
export function monthLines(months: readonly Month[], page: Page): string[] {
  const { width, style, speech } = page;
  const column = Math.floor((width + 1) / 7) - 1;
  return months.flatMap(({ title, weeks, notes }) => [
    '',
    style.strong(title),
    ...(speech || column < leastColumn ? dayLines(weeks, page) : gridLines(weeks, column, style)),
    ...(notes.length > 0 ? [''] : []),
    ...notes.flatMap((note) => wrap(note, width, '', '  ')),
  ]);
}

function gridLines(weeks: Month['weeks'], width: number, style: Style): string[] {
  const row = (cells: readonly Piece[]) =>
    cells
      .map(
        ([text, paint]) => (text === '' ? '' : paint(text)) + ' '.repeat(Math.max(0, width - widthOf(text))),
      )
      .join(' ')
      .trimEnd();
  return [
    row(shortWeekdayNames.map((name) => [name, style.quiet])),
    ...weeks.flatMap((days) => {
      const cells = days.map((day) => (day === null ? [] : cellOf(day, width, style)));
      const height = Math.max(...cells.map(({ length }) => length));
      return Array.from({ length: height }, (_, line) =>
        row(cells.map((cell) => cell[line] ?? ['', style.quiet])),
      );
    }),
  ];
}

function cellOf(day: GridDay, width: number, style: Style): Piece[] {
  const { worked, marks, due, late, done } = day;
  const lines = (text: string, paint: Piece[1]): Piece[] =>
    text === '' ? [] : wrap(text, width).map((line) => [line, paint]);
  return [
    ...lines(headOf(day), worked || marks.length > 0 ? style.strong : style.quiet),
    ...lines(due.join(' '), late ? style.careful : style.command),
    ...lines(doneText(done), style.good),
  ];
}

/** `23 start`, `26 holiday`, `28 ·`. */
function headOf({ date, marks, sort }: GridDay): string {
  return [`${Number(date.slice(8))}`, ...marks, sort].filter(Boolean).join(' ');
}

/** A line for each day on which the run has something: `  Mon 23 start  1.1-1.9  ✓ 2`. */
function dayLines(weeks: Month['weeks'], { width, style, speech }: Page): string[] {
  return weeks
    .flat()
    .filter((day) => day !== null)
    .filter(({ marks, due, done }) => marks.length + due.length + done > 0)
    .flatMap((day) => {
      if (speech) return [spokenDay(day, speech)];
      const head = `${weekdayName(day.date).slice(0, 3)} ${headOf(day)}`;
      const facts = [head, ...day.due, doneText(day.done)].filter(Boolean);
      const lines = wrap(facts.join('  '), width, '  ', '  ');
      return day.late ? lines.map(style.careful) : lines;
    });
}

/** `Monday 23 November, start, due: 1.1-1.9, 2 done.`; what was moved by hand is said, not starred. */
function spokenDay({ date, marks, sort, due, done }: GridDay, speech: Speech): string {
  const moved = due.filter((refs) => refs.endsWith('*')).map((refs) => refs.slice(0, -1));
  const others = due.filter((refs) => !refs.endsWith('*'));
  return speech.row('', [
    longDate(date, date),
    ...marks,
    /^\w/.test(sort) ? sort : '',
    others.length > 0 ? `due ${listText(others)}` : '',
    moved.length > 0 ? `moved here by hand ${listText(moved)}` : '',
    done > 0 ? `${done} done` : '',
  ]);
}

/** The months as Markdown tables, with their notes as lists. */
export function monthMarkdown(months: readonly Month[], { heading, table, bullet }: Markdown): string[] {
  return months.flatMap(({ title, weeks, notes }) => [
    '',
    heading(3, title),
    '',
    ...table(
      shortWeekdayNames,
      weeks.map((days) => days.map((day) => (day === null ? '' : markdownCell(day)))),
    ),
    '',
    ...notes.map((note) => bullet(note)),
  ]);
}

function markdownCell(day: GridDay): string {
  return [headOf(day), ...day.due, doneText(day.done)].filter(Boolean).join(' ');
}

function doneText(done: number): string {
  return done === 0 ? '' : `✓ ${done}`;
}
