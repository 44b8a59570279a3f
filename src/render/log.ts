/** The log as a table. */
import { type CalendarDate, longDate } from '../dates.ts';
import { entryLines, type LogEntry, type LogView, leftOut, type OpenLog } from '../view/log.ts';
import { nameOfRun, upperFirst } from '../view/words.ts';
import { wrap } from './layout.ts';
import { joinLines, type Page, type Renderer } from './page.ts';
import { type TableColumn, tableInParts, tableLines } from './table.ts';

type Shown = ReturnType<typeof withLines>;
type Entry = Shown['entries'][number];

/** What stands around the entries of a log. */
type Around = Pick<Shown, 'hire' | 'today' | 'damaged'>;

/**
 * The lines of each entry are told apart before they are made safe, since a line break is a sign like any other then. On a screen
 * the last entry comes first; a list to paste is read from the beginning.
 */
function withLines(view: LogView, format: 'text' | 'markdown' | 'csv') {
  const entries = view.entries.map(inLines);
  return { ...view, entries: format === 'text' ? entries.toReversed() : entries };
}

function inLines(entry: LogEntry) {
  return { ...entry, lines: entryLines(entry) };
}

/** So many entries are laid out before they are printed: more than the screen and the pipe of most systems hold. */
const block = 500;

/** The text of a log in parts: a table whose rows are made as they are read, the last entry first. */
export function* logParts(
  { events, entryOf, ...view }: OpenLog,
  page: Page,
  safe: <T>(value: T) => T,
): Generator<string> {
  const around: Around = safe(view);
  if (events.length === 0) return yield nothing(around, page);
  yield `${above(around, page, events.length)}\n`;
  const { today } = around;
  const dates = datesOf(events, today);
  const names = safe([...new Set(events.map(({ by }) => by))]);
  const columns = columnsOf(page, [...dates.values()], names, ['-'.repeat(page.width)]);
  const linesOf = tableInParts(columns, page.width);
  for (let end = events.length; end > 0; end -= block) {
    const entries = events.slice(Math.max(0, end - block), end).map((event) => inLines(entryOf(event)));
    yield joinLines(linesOf(rowsOf(safe(entries.reverse()), dates, page)));
  }
  if (around.damaged.length > 0) yield `\n${joinLines(faultsOf(around, page))}`;
}

export const logRenderer: Renderer<LogView, Shown> = {
  tsv: 'log',
  select: withLines,
  text({ entries, ...around }, page) {
    if (entries.length === 0) return nothing(around, page);
    const rows = rowsOf(entries, datesOf(entries, around.today), page);
    const lines = tableLines(rows, page, page.style.quiet);
    return joinLines([above(around, page, entries.length), ...lines, '', ...faultsOf(around, page)]);
  },
  markdown: ({ hire, today, entries, damaged }, { heading, bullet, lines }) =>
    joinLines([
      heading(1, titleOf(hire)),
      '',
      ...entries.map((entry) =>
        bullet(`${longDate(entry.on, today)}, ${entry.by}: ${lines(entry.lines.filter(Boolean))}`),
      ),
      ...(entries.length === 0 ? ['Nothing of this kind is recorded.'] : []),
      '',
      ...damaged.map((fault) => bullet(upperFirst(leftOut(fault)))),
    ]),
};

function nothing(around: Around, page: Page): string {
  const text = `Nothing of this kind is recorded for ${nameOfRun(around.hire)}.`;
  return joinLines([...wrap(text, page.width), '', ...faultsOf(around, page)]);
}

function above({ hire }: Around, { width, style, speech }: Page, shown: number): string {
  return joinLines(
    speech
      ? [speech.heading(titleOf(hire), { shown, noun: 'row' }, '')]
      : wrap(titleOf(hire), width).map(style.strong),
  );
}

function faultsOf({ damaged }: Around, { width, style }: Page): string[] {
  return damaged.flatMap((fault) => wrap(`! ${leftOut(fault)}`, width, '', '  ').map(style.bad));
}

/** Date → how it is written: a long record has many events a day, and a date takes longer to write than to look up. */
function datesOf(
  entries: readonly { readonly on: CalendarDate }[],
  today: CalendarDate,
): ReadonlyMap<CalendarDate, string> {
  const dates = new Map(entries.map(({ on }) => [on, '']));
  for (const on of dates.keys()) dates.set(on, longDate(on, today));
  return dates;
}

/** The columns of some rows. */
function rowsOf(
  entries: readonly Entry[],
  dates: ReadonlyMap<CalendarDate, string>,
  page: Page,
): TableColumn[] {
  const { style, speech } = page;
  const isQuiet = ({ undone, voided }: Entry) => undone || voided !== null;
  const quietWhereUndone = (text: string, row: number) =>
    entries.slice(row, row + 1).some(isQuiet) ? style.quiet(text) : text;
  return columnsOf(
    page,
    entries.map(({ on }) => dates.get(on) ?? ''),
    entries.map(({ by }) => by),
    entries.map(({ lines }) => lines.join(speech ? ' ' : '\n')),
  ).map((column) => ({ ...column, style: quietWhereUndone }));
}

/** The columns with the cells of each. */
function columnsOf(
  { width }: Page,
  dates: readonly string[],
  names: readonly string[],
  texts: readonly string[],
): TableColumn[] {
  return [
    { wraps: true, cells: dates, least: 6, most: 15 },
    { wraps: true, cells: names, least: 6, most: Math.min(20, Math.floor(width / 4)) },
    { wraps: true, cells: texts, least: 10 },
  ];
}

/** `What happened for Ada`, and with what a checklist is for. */
function titleOf(hire: LogView['hire']): string {
  return `What happened ${hire.subject === null ? 'for' : 'with'} ${nameOfRun(hire)}`;
}
