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
  return padded(layOut(used, widths, hasHead ? headStyle : undefined), widths);
}

/**
 * For a table of many rows that are made and laid out in parts.
 * @param samples the columns, with cells as wide as any that is to come, of which none is without text or narrower than `least`
 * @returns a function: the columns in the same order, with the cells of some rows → the lines of these
 */
export function tableInParts(
  samples: readonly TableColumn[],
  width: number,
): (columns: readonly TableColumn[]) => string[] {
  const { used, widths } = fitColumns(samples, width);
  const places = used.map((column) => samples.indexOf(column));
  const widest = used.flatMap((column, at) => {
    const given = widths.slice(at, at + 1);
    return widestIn(layOut([column], given), given);
  });
  return (columns) => {
    const shown = places.flatMap((at) => columns[at] ?? []);
    return padded(layOut(shown, widths), widest);
  };
}

/** @param headStyle the style of the first row, where that is the head */
function layOut(
  columns: readonly TableColumn[],
  widths: readonly number[],
  headStyle?: (text: string) => string,
): Line[] {
  return (columns[0]?.cells ?? []).flatMap((_, row) => {
    const cells = columns.map(({ cells, wraps }, at) => {
      const [cell = '', most = 0] = [cells[row], widths[at]];
      // Most texts fit, and a long table has many.
      if (isOneLine.test(cell) && cell.length <= most) return [cell];
      return wraps ? wrap(cell, most) : [cut(cell, most)];
    });
    const height = Math.max(...cells.map(({ length }) => length));
    const styles = columns.map(({ style }) => {
      if (headStyle && row === 0) return headStyle;
      return (text: string) => style?.(text, headStyle ? row - 1 : row) ?? text;
    });
    return Array.from({ length: height }, (_, line) => ({
      texts: cells.map((parts) => parts[line] ?? ''),
      styles,
    }));
  });
}

/** Matches a text that is a line already: words of plain letters and signs with single spaces between them. */
const isOneLine = /^[!-~]+( [!-~]+)*$/;

interface Line {
  readonly texts: readonly string[];
  readonly styles: readonly ((text: string) => string)[];
}

/** The lines, with each text as wide as its column. A command in a cell is never broken, so a text may be wider than its column. */
function padded(lines: readonly Line[], given: readonly number[]): string[] {
  const widths = widestIn(lines, given);
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

function widestIn(lines: readonly Line[], widths: readonly number[]): number[] {
  return widths.map((width, at) =>
    lines.reduce((most, { texts }) => Math.max(most, widthOf(texts[at] ?? '')), width),
  );
}
