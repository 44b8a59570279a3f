/** Tables as CSV (RFC 4180), written so that spreadsheets run no cell as a formula. */

/** The characters that begin a formula, also in full width; and tab and line break, which some programs skip. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export type CsvCell = string | number | null;

/** The table as lines that end in CR LF; null becomes an empty cell. */
export function csvOf(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [head, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** The cell as CSV. Text that looks like a formula gets an apostrophe in front, by which spreadsheets know it as text. */
function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
