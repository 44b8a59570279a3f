/** Tables of tab-separated values: what a column is, and how its cells are written. */
import { safeText } from '../safe.ts';

/** What may stand in a column: nothing where it is null, undefined or an empty list. */
export type Cell = string | number | boolean | null | undefined | readonly string[];

/** The lines of a view, and what is said of it on stderr. */
export interface Table<V> {
  /** The names of the columns, in their order. They are documented in docs/plain.md, and not printed. */
  readonly columns: readonly string[];
  readonly rows: (view: V) => readonly (readonly Cell[])[];
  /** What could not be read, and the like. */
  readonly remarks: (view: V) => readonly string[];
}

/** Name of a column → its cell in a row. Names are added at the end, none is taken out, and none changes its place. */
export type Columns<R> = Readonly<Record<string, (row: R) => Cell>>;

/** @param rowsOf the rows of a view, one for each line */
export function tableOf<V, R>(
  columns: Columns<R>,
  rowsOf: (view: V) => readonly R[],
  remarks: Table<V>['remarks'] = () => [],
): Table<V> {
  const cells = Object.values(columns);
  return {
    columns: Object.keys(columns),
    rows: (view) => rowsOf(view).map((row) => cells.map((cell) => cell(row))),
    remarks,
  };
}

/** What ends a line or a column, or is a sign for a terminal: C0, DEL, C1, and the separators of Unicode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const breaks = /\r\n|[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** The cell on one line: a space in place of each tab, line break and control character, `, ` between several values. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'object' ? cell.join(', ') : String(cell);
  return safeText(text.replace(breaks, ' '));
}

/** The rows as lines with a tab between their cells. */
export function linesOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(cellText).join('\t')}\n`).join('');
}
