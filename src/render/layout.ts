/** Lays out columns, cuts and wraps text. Widths are counted as a terminal shows them: `日` takes two columns. */
import measure from 'fast-string-truncated-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Link } from '../program/model.ts';
import type { Speech } from '../speech.ts';

export interface Column {
  readonly cells: readonly string[];
  /** The width to which the column may be narrowed where the line is too long; if absent, it is never narrowed. */
  readonly least?: number;
  /** The width that the column has at least, where the line has room for it. */
  readonly wide?: number;
  /** The width that the column has at most. */
  readonly most?: number;
  /** Set where cells that are wider than the column continue on further lines; otherwise such cells are cut. */
  readonly wraps?: true;
  /**
   * How easily the column gives way where the line is too short: first those of 2, then those of 1, which is the default, and
   * of these the last. One of 0, such as a person's name, is never left out.
   */
  readonly weak?: 0 | 1 | 2;
  /** Set on the last column where its cells are never cut: a cell that has no room on the line stands below it. */
  readonly below?: true;
  readonly style?: (text: string) => string;
  /** Set where the cells say in which state a row is; they are for the accessible mode alone, which says them first. */
  readonly state?: true;
  /** How a cell is said in the accessible mode, where it can't do without the column's title or its drawing. */
  readonly said?: (cell: string, row: number) => string;
}

/** Where lines are laid out: a page, or a part of one. */
export interface Sheet {
  readonly width: number;
  readonly speech?: Speech | undefined;
}

const gap = '  ';

/** The width, or the number of rows, that has no end. */
export const unlimited = Number.POSITIVE_INFINITY;

/** Matches texts whose characters take one column each, which need no measuring by the library: nearly all texts. */
const narrow = /^[ -~\xb7\xc0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2588\u2591\u2713\ue000]*$/;

/**
 * Lines of aligned cells, at most `width` columns wide. A column without any text is left out.
 * @param indent the text before each line
 */
export function layColumns(columns: readonly Column[], sheet: Sheet, indent = ''): string[] {
  return layRows(columns, sheet, indent).flat();
}

/** Rows as sentences, for the accessible mode. */
export function spokenRows(columns: readonly Omit<Column, 'style'>[], speech: Speech): string[] {
  const state = columns.find((column) => column.state);
  const others = columns.filter((column) => column !== state);
  return Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) =>
    speech.row(
      state?.cells[row] ?? '',
      others.map(({ cells, said }) => {
        const cell = cells[row] ?? '';
        return cell !== '' && said ? said(cell, row) : cell;
      }),
    ),
  );
}

/** As {@link layColumns}, with the lines of each row apart. Columns for which a line has no room stand below, if the last one does. */
export function layRows(given: readonly Column[], { width, speech }: Sheet, indent = ''): string[][] {
  if (speech) return spokenRows(given, speech).map((line) => [line]);
  const columns = given.filter(({ state }) => !state);
  const last = columns.at(-1);
  const tail = last?.below ? last : undefined;
  const heads = (tail ? columns.slice(0, -1) : columns).filter(({ cells }) =>
    cells.some((cell) => cell !== ''),
  );
  const room = width - indent.length;
  const { used, widths, beside } = fitBeside(heads, tail, room);
  const lead = indent + ' '.repeat(used.length > 1 ? (widths[0] ?? 0) + gap.length : gap.length);
  const moved = tail ? heads.filter((column) => !used.includes(column)) : [];
  return Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, row) => {
    const lines = besideEachOther(used, widths, row, indent);
    const text = tail?.cells[row] ?? '';
    const style = tail?.style ?? ((same: string) => same);
    if (text !== '' && moved.length === 0 && widthOf(text) <= beside) {
      const [first = ''] = lines;
      const width = indent.length + sumOf(widths);
      lines[0] = `${first}${' '.repeat(Math.max(0, width - widthOf(first)))}${style(text)}`;
      return lines;
    }
    const aside = moved.map(({ cells }) => cells[row] ?? '').filter(Boolean);
    const rest = [...aside, text].filter(Boolean).join(' · ');
    // A command begins a line where it would be broken otherwise, so that it can be copied.
    const isApart = aside.length > 0 && text.search(printedCommand) === 0 && widthOf(lead + rest) > width;
    const below = isApart ? [aside.join(' · '), text] : [rest];
    return [...lines, ...below.filter(Boolean).flatMap((each) => wrap(each, width, lead).map(style))];
  });
}

/** How much of the line, at most, a column below keeps for itself at the cost of others. */
const share = 0.4;

/**
 * The columns before the last one, and how wide a cell of that may be to stand on the same line. One long cell doesn't cut
 * all titles: it stands below.
 */
function fitBeside(heads: readonly Column[], tail: Column | undefined, room: number) {
  if (tail === undefined) return { ...fitColumns(heads, room), beside: 0 };
  // What columns want in addition is no reason to put anything below.
  const natural = sumOf(
    fitColumns(
      heads.map(({ wide, ...column }) => column),
      unlimited,
    ).widths,
  );
  const least = sumOf(fitColumns(heads, 0, true).widths);
  const most = Math.min(room - least, Math.max(Math.floor(room * share), room - natural));
  const beside = tail.cells.reduce((widest, cell) => {
    const width = widthOf(cell);
    return width <= most && width > widest ? width : widest;
  }, 0);
  const fitted = fitColumns(heads, beside === 0 ? room : room - gap.length - beside);
  return { ...fitted, beside: room - sumOf(fitted.widths) };
}

/** The width of cells with a gap behind each. */
function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each + gap.length, 0);
}

/** The lines of one row. */
function besideEachOther(
  columns: readonly Column[],
  widths: readonly number[],
  row: number,
  indent: string,
): string[] {
  const cells = columns.map(({ cells, wraps }, at) => {
    const [cell = '', width = 0] = [cells[row], widths[at]];
    return wraps ? wrap(cell, width) : [cut(cell, width)];
  });
  const height = cells.reduce((most, { length }) => Math.max(most, length), 1);
  return Array.from({ length: height }, (_, line) => {
    const texts = columns.map(({ style }, at) => {
      const cell = cells[at]?.[line] ?? '';
      const padding =
        at === columns.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell)));
      return (style && cell !== '' ? style(cell) : cell) + padding;
    });
    return indent + texts.join(gap).trimEnd();
  });
}

/**
 * The columns that a line of `width` has room for, with their widths. A column without any text is left out.
 * @param all whether no other column is left out, even where the line has no room for it
 */
export function fitColumns<C extends Omit<Column, 'style'>>(
  columns: readonly C[],
  width: number,
  all = false,
): { readonly used: readonly C[]; readonly widths: readonly number[] } {
  const used = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const natural = used.map(({ cells, wide = 0, least, most = unlimited }) =>
    Math.min(
      most,
      cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), least === undefined ? wide : 0),
    ),
  );
  const least = used.map((column, at) => Math.min(natural[at] ?? 0, column.least ?? unlimited));
  // On a narrow terminal the weakest columns are left out.
  while (!all && used.length > 1 && sumOf(least) - gap.length > width) {
    const weakest = weakestFirst(used).at(0) ?? 0;
    if (used[weakest]?.weak === 0) break;
    for (const each of [used, natural, least]) each.splice(weakest, 1);
  }
  const room = width - gap.length * Math.max(0, used.length - 1);
  return { used, widths: widenTo(shrinkTo(natural, least, room, weakestFirst(used)), used, room) };
}

/** The places of the columns, the weakest first. The first one says what the line is about. */
function weakestFirst(columns: readonly Omit<Column, 'style'>[]): number[] {
  const weakness = (at: number) => columns[at]?.weak ?? 1;
  return columns.map((_, at) => at).sort((a, b) => weakness(b) - weakness(a) || b - a);
}

/** Narrows columns until the line fits. @param order the places of the columns, the one to begin with first */
function shrinkTo(
  natural: readonly number[],
  least: readonly number[],
  room: number,
  order: readonly number[],
): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, -room);
  for (const at of order) {
    if (over <= 0) break;
    const width = widths[at] ?? 0;
    const cutTo = Math.max(least[at] ?? width, width - over);
    widths[at] = cutTo;
    over -= width - cutTo;
  }
  return widths;
}

/** Widens columns to the width that they want, as far as the line has room. */
function widenTo(
  natural: readonly number[],
  columns: readonly Omit<Column, 'style'>[],
  room: number,
): number[] {
  let left = natural.reduce((sum, width) => sum - width, room);
  return natural.map((width, at) => {
    const given = Math.max(0, Math.min(left, (columns[at]?.wide ?? 0) - width));
    left -= given;
    return width + given;
  });
}

/** How wide a column of people's names is at least: so that no word of usual length is broken. */
export function leastForNames(names: readonly string[]): number {
  const words = names.flatMap((name) => name.split(' ').map(widthOf));
  return Math.min(14, Math.max(8, ...words));
}

/**
 * How a column gives way that says since when somebody waits: it is never left out, and goes on several lines where it names many people,
 * or where there is little room for a date and days.
 */
export function sinceWhen({ width }: Sheet): Pick<Column, 'least' | 'wraps' | 'weak'> {
  return { weak: 0, least: width < 60 ? 12 : 30, wraps: true };
}

/** A left and a right part on one line, with at least a gap between; without room for both, the right one stands below. */
export function spread(left: string, right: string, { width, speech }: Sheet): string[] {
  if (speech) return [[left, right].filter(Boolean).join(', ')];
  const space = width - widthOf(left) - widthOf(right);
  if (right === '') return wrap(left, width);
  return space < gap.length
    ? [...wrap(left, width), ...wrap(right, width)]
    : [`${left}${' '.repeat(space)}${right}`];
}

/** A bar of `cells` columns. @param share the filled part, from 0 to 1 */
export function barOf(share: number, cells: number): string {
  const full = Math.floor(share * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

/** The text if `width` columns are enough, else its beginning and an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = narrow.test(text) ? width - 1 : fitting(signsOf(text), width - 1);
  return `${text.slice(0, length).trimEnd()}…`;
}

/** The text if `width` columns are enough, else an ellipsis and its end. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = fitting(signsOf(text).reverse(), width - 1);
  return `…${text.slice(text.length - length).trimStart()}`;
}

/**
 * How many UTF-16 code units of the text fit into `width` columns. The index that fast-string-truncated-width 3.0.3
 * returns for this is wrong in texts with signs such as `␛`.
 */
function fitting(signs: readonly string[], width: number): number {
  let length = 0;
  let used = 0;
  for (const sign of signs) {
    used += widthOf(sign);
    if (used > width) break;
    length += sign.length;
  }
  return length;
}

/** What a reader sees as single signs: a letter with its marks, an emoji with the joiners in it. */
function signsOf(text: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}

/**
 * Breaks a text into lines of at most `width` columns, between words where that is possible. A pm-onboard command is
 * never broken, even where the command is wider than the line, so that it can be copied.
 * @param indent the text before each line
 * @param hang the text between the indent and the second and later lines
 */
export function wrap(text: string, width: number, indent = '', hang = ''): string[] {
  return wrapLines(text, width, indent, hang, true);
}

/** As {@link wrap}, but words are never broken either, so that paths can be copied too. */
export function wrapWords(text: string, width: number, indent = '', hang = ''): string[] {
  return wrapLines(text, width, indent, hang, false);
}

/** Matches a whole command inside a sentence, with quoted arguments: `open it again first: pm-onboard reopen 1.1`. */
export const printedCommand =
  /(?<=^|[:?.(] ?|`)pm(?:-onboard|o)(?: (?:'[^']*'|"[^"]*"|\\'|[^\s;,()'"\\`])*(?:'[^']*'|"[^"]*"|[^\s;,()'"\\.:`]))+(?=[\s;,).`]|$)/g;

/** Matches an effort: a line break before its unit would leave a bare number at the end of a line. */
const effort = /\b\d+ (?:min|h(?: \d\d)?|days?)\b/g;

/** A private-use character, one column wide, for spaces at which no line breaks; in foreign text it becomes a space. */
const unbroken = '\ue000';

function wrapLines(text: string, width: number, indent: string, hang: string, hard: boolean): string[] {
  if (indent.length + widthOf(text) <= width && !text.includes('\n')) return [`${indent}${text}`.trimEnd()];
  const keepWhole = (words: string) => words.replaceAll(' ', unbroken);
  const commandsWhole = text.replace(printedCommand, keepWhole);
  const whole = commandsWhole.replace(effort, keepWhole);
  const room = Math.max(6, width - indent.length - hang.length);
  const isHard = hard && commandsWhole === text;
  const lines =
    wrapNarrow(whole, room) ??
    wrapAnsi(isHard ? withoutWideWords(whole, room) : whole, room, { hard: isHard }).split('\n');
  return lines.map((line, index) =>
    `${indent}${index === 0 ? '' : hang}${line}`.replaceAll(unbroken, ' ').trimEnd(),
  );
}

/**
 * The text with words of wide signs, where they are wider than the line, in pieces that fit: fast-wrap-ansi 0.2.2 would break
 * them inside of a sign.
 */
function withoutWideWords(text: string, width: number): string {
  if (narrow.test(text)) return text;
  return text.replace(/\S+/g, (word) => {
    const pieces: string[] = [];
    for (let rest = word; rest !== ''; ) {
      const fits = widthOf(rest) <= width ? rest.length : fitting(signsOf(rest), width);
      pieces.push(rest.slice(0, fits || rest.length));
      rest = rest.slice(fits || rest.length);
    }
    return pieces.join(' ');
  });
}

/**
 * Wraps a text of one-column characters as fast-wrap-ansi does, except for spaces at the ends of lines. Calling the
 * library would cost more than the rest of a short command's output.
 * @returns undefined where the text has wider characters, or a word longer than the line
 */
function wrapNarrow(text: string, width: number): string[] | undefined {
  if (!narrow.test(text)) return undefined;
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > width) {
    const end = rest.lastIndexOf(' ', width);
    if (end < 0) return undefined;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

/** A title and its link; where one line is too short for both, the whole address gets a line of its own. */
export function linkLines({ title, url }: Link, { width, speech }: Sheet, indent: string): string[] {
  // An address on a line of its own is read, copied and left out more easily.
  if (speech) return [`${title}:`, url];
  const line = `${indent}${title}: ${url}`;
  return widthOf(line) <= width ? [line] : [...wrap(`${title}:`, width, indent), `${indent}  ${url}`];
}

export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return measure(hasJoiner.test(text) ? withoutJoiners(text) : text).width;
}

const hasJoiner = /[\u200c\u200d]/;

/** The text without joiners between letters, which fast-string-truncated-width 3.0.3 counts as a column each. */
function withoutJoiners(text: string): string {
  return text.replace(/\u200c|\u200d(?!\p{Extended_Pictographic})/gu, '');
}
