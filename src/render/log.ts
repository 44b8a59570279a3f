/** The log as a table. */
import { longDate } from '../dates.ts';
import { entryLines, type LogView, leftOut } from '../view/log.ts';
import { nameOfRun, upperFirst } from '../view/words.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer } from './page.ts';
import { tableLines } from './table.ts';

type Shown = ReturnType<typeof withLines>;

/**
 * The lines of each entry are told apart before they are made safe, since a line break is a sign like any other then. On a screen
 * the last entry comes first; a list to paste is read from the beginning.
 */
function withLines(view: LogView, format: 'text' | 'markdown' | 'csv') {
  const entries = view.entries.map((entry) => ({ ...entry, lines: entryLines(entry) }));
  return { ...view, entries: format === 'text' ? entries.toReversed() : entries };
}

export const logRenderer: Renderer<LogView, Shown> = {
  tsv: 'log',
  select: withLines,
  text({ hire, today, entries, damaged }, page) {
    const { width, style, speech } = page;
    const faults = damaged.flatMap((fault) => wrap(`! ${leftOut(fault)}`, width, '', '  ').map(style.bad));
    if (entries.length === 0) {
      return joinLines([
        ...wrap(`Nothing of this kind is recorded for ${nameOfRun(hire)}.`, width),
        '',
        ...faults,
      ]);
    }
    const isQuiet = ({ undone, voided }: Entry) => undone || voided !== null;
    const quietWhereUndone = (text: string, row: number) =>
      entries.slice(row, row + 1).some(isQuiet) ? style.quiet(text) : text;
    const column = { wraps: true, style: quietWhereUndone } as const;
    // A long record has many events a day, and a date takes longer to write than to look up.
    const dates = new Map(entries.map(({ on }) => [on, '']));
    for (const on of dates.keys()) dates.set(on, longDate(on, today));
    const lines = tableLines(
      [
        { ...column, cells: entries.map(({ on }) => dates.get(on) ?? ''), least: 6, most: 15 },
        {
          ...column,
          cells: entries.map(({ by }) => by),
          least: 6,
          most: Math.min(20, Math.floor(width / 4)),
        },
        {
          ...column,
          cells: entries.map(({ lines }) => lines.join(speech ? ' ' : '\n')),
          least: 10,
        },
      ],
      page,
      style.quiet,
    );
    return joinLines([
      ...(speech
        ? [speech.heading(titleOf(hire), { shown: entries.length, noun: 'row' }, '')]
        : wrap(titleOf(hire), width).map(style.strong)),
      '',
      ...lines,
      '',
      ...faults,
    ]);
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

/** `What happened for Ada`, and with what a checklist is for. */
function titleOf(hire: LogView['hire']): string {
  return `What happened ${hire.subject === null ? 'for' : 'with'} ${nameOfRun(hire)}`;
}

type Entry = Shown['entries'][number];
