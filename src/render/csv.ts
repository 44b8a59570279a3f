/** Tables as CSV (RFC 4180), of which no cell is a formula to a spreadsheet. */

/** How a formula begins, in full width too; behind a tab or a line break some programs look further. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export type CsvCell = string | number | null;

/** Lines that end in CR LF; an empty cell for null. */
export function csvOf(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [head, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** What would be a formula gets an apostrophe, which a spreadsheet takes for "this is text"; a number is one. */
function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
