/** Tables with a head and cells that may wrap. Commands without a table don't load this file. */
import { type Column, cut, fitColumns, type Sheet, spokenRows, widthOf, wrap } from './layout.ts';

export interface TableColumn extends Omit<Column, 'style' | 'below'> {
  /** The text above the cells. */
  readonly head?: string;
  /** Styles a line of the cell in the given row; rows are counted from 0. */
  readonly style?: (text: string, row: number) => string;
}

/**
 * The lines of a table, at most `width` columns wide; the first is the head if a column has one. A column without any
 * text is left out, and on a narrow terminal the weakest columns are left out too.
 */
export function tableLines(
  columns: readonly TableColumn[],
  { width, speech }: Sheet,
  headStyle: (text: string) => string,
): string[] {
  if (speech) return spokenRows(columns, speech);
  const filled = columns.filter(({ cells, state }) => !state && cells.some((cell) => cell !== ''));
  const hasHead = filled.some(({ head }) => head !== undefined);
  const { used, widths } = fitColumns(
    filled.map((column) => (hasHead ? { ...column, cells: [column.head ?? '', ...column.cells] } : column)),
    width,
  );
  const lines = (used[0]?.cells ?? []).flatMap((_, row) => {
    const cells = used.map(({ cells, wraps }, at) => {
      const [cell = '', most = 0] = [cells[row], widths[at]];
      // Most texts fit, and a long table has many.
      if (isOneLine.test(cell) && cell.length <= most) return [cell];
      return wraps ? wrap(cell, most) : [cut(cell, most)];
    });
    const height = Math.max(...cells.map(({ length }) => length));
    const styles = used.map(({ style }) => {
      if (hasHead && row === 0) return headStyle;
      return (text: string) => style?.(text, hasHead ? row - 1 : row) ?? text;
    });
    return Array.from({ length: height }, (_, line) => ({
      texts: cells.map((parts) => parts[line] ?? ''),
      styles,
    }));
  });
  return padded(lines, widths);
}

/** Matches a text that is a line already: words of plain letters and signs with single spaces between them. */
const isOneLine = /^[!-~]+( [!-~]+)*$/;

interface Line {
  readonly texts: readonly string[];
  readonly styles: readonly ((text: string) => string)[];
}

/** The lines, with each text as wide as its column. A command in a cell is never broken, so a text may be wider than its column. */
function padded(lines: readonly Line[], given: readonly number[]): string[] {
  const widths = given.map((width, at) =>
    lines.reduce((most, { texts }) => Math.max(most, widthOf(texts[at] ?? '')), width),
  );
  return lines.map(({ texts, styles }) =>
    texts
      .map((text, at) => {
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
        return `${text === '' ? '' : (styles[at]?.(text) ?? text)}${space}`;
      })
      .join('  ')
      .trimEnd(),
  );
}
