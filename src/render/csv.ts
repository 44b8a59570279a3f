/** Tables as CSV (RFC 4180). No cell is a formula to a spreadsheet. */

/** The characters that begin a formula, full-width ones too. Some programs also look behind a tab or a line break. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export type CsvCell = string | number | null;

/** The table in lines that end in CR LF; null becomes an empty cell. */
export function csvOf(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [head, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** Text that would be a formula gets an apostrophe before it, which marks it as text in spreadsheets; numbers stay. */
function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
