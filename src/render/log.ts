/** The log as a table; the only importer of cli-table3. */
import Table from 'cli-table3';
import { longDate } from '../dates.ts';
import type { LogView } from '../view/log.ts';
import { widthOf, wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';

const noBorder = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export const logRenderer: Renderer<LogView> = {
  select: whole,
  text({ hire, today, entries, damaged }, { width, style }) {
    const faults = damaged.flatMap((fault) =>
      wrap(`! an event is left out: ${fault}`, width, '', '  ').map(style.bad),
    );
    if (entries.length === 0) {
      return joinLines([...wrap(`Nothing of this kind is recorded for ${hire.name}.`, width), '', ...faults]);
    }
    const rows = entries.map((entry) => ({ ...entry, date: longDate(entry.on, today) }));
    const widest = (texts: readonly string[], most: number) =>
      Math.min(most, Math.max(...texts.map(widthOf)));
    const dateWidth = widest(
      rows.map(({ date }) => date),
      15,
    );
    const byWidth = widest(
      rows.map(({ by }) => by),
      Math.min(20, Math.floor(width / 4)),
    );
    const table = new Table({
      chars: noBorder,
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    });
    for (const { date, by, what, undone } of rows) {
      // Wrapped here: the table's own word wrap loses characters of wide scripts.
      const cells = [
        wrap(date, dateWidth),
        wrap(by, byWidth),
        wrap(undone ? `${what} (undone)` : what, width - dateWidth - byWidth - 4),
      ];
      // A row a line: the table needs the cube of a cell's length, so that one long note would hang it.
      for (let line = 0; line < Math.max(...cells.map(({ length }) => length)); line += 1)
        table.push(cells.map((lines) => (undone ? style.quiet(lines[line] ?? '') : (lines[line] ?? ''))));
    }
    const lines = table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd());
    return joinLines([
      ...wrap(`What happened for ${hire.name}`, width).map(style.strong),
      '',
      ...lines,
      '',
      ...faults,
    ]);
  },
};
