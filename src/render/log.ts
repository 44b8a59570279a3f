/** The log as a table. */
import { longDate } from '../dates.ts';
import { entryText, type LogView } from '../view/log.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';
import { tableLines } from './table.ts';

export const logRenderer: Renderer<LogView> = {
  select: whole,
  text({ hire, today, entries, damaged }, { width, style }) {
    const faults = damaged.flatMap((fault) =>
      wrap(`! an event is left out: ${fault}`, width, '', '  ').map(style.bad),
    );
    if (entries.length === 0) {
      return joinLines([...wrap(`Nothing of this kind is recorded for ${hire.name}.`, width), '', ...faults]);
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
          cells: entries.map(entryText),
          least: 10,
        },
      ],
      width,
      style.quiet,
    );
    return joinLines([
      ...wrap(`What happened for ${hire.name}`, width).map(style.strong),
      '',
      ...lines,
      '',
      ...faults,
    ]);
  },
  markdown: ({ hire, today, entries, damaged }) =>
    joinLines([
      `# What happened for ${hire.name}`,
      '',
      ...entries.map((entry) => `- ${longDate(entry.on, today)}, ${entry.by}: ${entryText(entry)}`),
      ...(entries.length === 0 ? ['Nothing of this kind is recorded.'] : []),
      '',
      ...damaged.map((fault) => `- An event is left out: ${fault}`),
    ]),
};

type Entry = LogView['entries'][number];
