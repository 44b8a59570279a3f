/** Lays out columns, cuts and wraps text. Widths are counted as a terminal shows them: `日` takes two columns. */
import measure from 'fast-string-truncated-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Link } from '../program/model.ts';

export interface Column {
  readonly cells: readonly string[];
  /** The width to which the column may be cut where the line is too long; if absent, the column is never cut. */
  readonly least?: number;
  /** The width that the column has at least, where the line has room for it. */
  readonly wide?: number;
  /** The width that the column has at most. */
  readonly most?: number;
  /** What parts the cells: where a cell is too wide, its last parts are left out first. */
  readonly parted?: string;
  readonly style?: (text: string) => string;
}

const gap = '  ';

/** Matches texts whose characters take one column each, which need no measuring by the library: nearly all texts. */
const narrow = /^[ -~\xb7\xc0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2588\u2591\u2713\ue000]*$/;

/**
 * Lines of aligned cells, at most `width` columns wide. A column without any text is left out.
 * @param indent the text before each line
 */
export function layColumns(columns: readonly Column[], width: number, indent = ''): string[] {
  const { used, widths } = fitColumns(columns, width - indent.length);
  const rows = used[0]?.cells.length ?? 0;
  return Array.from({ length: rows }, (_, row) => {
    const cells = used.map(({ cells, style, parted }, index) => {
      const width = widths[index] ?? 0;
      const cell = cut(parted ? firstParts(cells[row] ?? '', parted, width) : (cells[row] ?? ''), width);
      const padding =
        index === used.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
      return (style ? style(cell) : cell) + padding;
    });
    return indent + cells.join(gap).trimEnd();
  });
}

/** As many parts of the text as fit, the first one in any case. */
function firstParts(text: string, parted: string, width: number): string {
  const parts = text.split(parted);
  while (parts.length > 1 && widthOf(parts.join(parted)) > width) parts.pop();
  return parts.join(parted);
}

/** The columns that a line of `width` has room for, with their widths. A column without any text is left out. */
export function fitColumns<C extends Omit<Column, 'style'>>(
  columns: readonly C[],
  width: number,
): { readonly used: readonly C[]; readonly widths: readonly number[] } {
  const used = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const natural = used.map(({ cells, wide = 0, least, most = Number.POSITIVE_INFINITY }) =>
    Math.min(
      most,
      cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), least === undefined ? wide : 0),
    ),
  );
  const least = used.map((column, at) =>
    Math.min(natural[at] ?? 0, column.least ?? Number.POSITIVE_INFINITY),
  );
  // On a narrow terminal the last columns are left out.
  while (used.length > 1 && least.reduce((sum, each) => sum + each + gap.length, -gap.length) > width) {
    for (const each of [used, natural, least]) each.pop();
  }
  const room = width - gap.length * Math.max(0, used.length - 1);
  return { used, widths: widenTo(shrinkTo(natural, least, room), used, room) };
}

/** Narrows columns until the line fits, beginning with the last, because the first ones say what the line is about. */
function shrinkTo(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, -room);
  for (let at = widths.length - 1; at >= 0 && over > 0; at -= 1) {
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

/** Puts a left and a right part on one line, with at least a gap between; without room for both, only the left part. */
export function spread(left: string, right: string, width: number): string {
  const space = width - widthOf(left) - widthOf(right);
  return right === '' || space < gap.length ? left : `${left}${' '.repeat(space)}${right}`;
}

/** A bar of `cells` columns. @param share the filled part, from 0 to 1 */
export function barOf(share: number, cells: number): string {
  const full = Math.floor(share * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

/** The text if `width` columns are enough, else its beginning and an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = narrow.test(text) ? width - 1 : fitting(text, width - 1);
  // A joiner whose other side is cut off would hide there.
  return `${text.slice(0, length).replace(/[\s\u200d]+$/, '')}…`;
}

/** The text if `width` columns are enough, else an ellipsis and its end. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = fitting([...text].reverse(), width - 1);
  return `…${text.slice(text.length - length).replace(/^[\s\u200d]+/, '')}`;
}

/**
 * How many UTF-16 code units of the text fit into `width` columns. The index that fast-string-truncated-width 3.0.3
 * returns for this is wrong in texts with signs such as `␛`.
 */
function fitting(characters: Iterable<string>, width: number): number {
  let length = 0;
  let used = 0;
  for (const character of characters) {
    used += widthOf(character);
    if (used > width) break;
    length += character.length;
  }
  return length;
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
const printedCommand =
  /(?<=^|[:?.(] ?)pm-onboard(?: (?:'[^']*'|"[^"]*"|\\'|[^\s;,()'"\\])*(?:'[^']*'|"[^"]*"|[^\s;,()'"\\.:]))+(?=[\s;,).]|$)/g;

/** Matches an effort: a line break before its unit would leave a bare number at the end of a line. */
const effort = /\b\d+ (?:min|h(?: \d\d)?|days?)\b/g;

/** A private-use character, one column wide, for spaces at which no line breaks; in foreign text it becomes a space. */
const unbroken = '\ue000';

function wrapLines(text: string, width: number, indent: string, hang: string, hard: boolean): string[] {
  if (indent.length + widthOf(text) <= width && !text.includes('\n')) return [`${indent}${text}`.trimEnd()];
  const keepWhole = (words: string) => words.replaceAll(' ', unbroken);
  const commandsWhole = text.replace(printedCommand, keepWhole);
  const whole = commandsWhole.replace(effort, keepWhole);
  const room = Math.max(10, width - indent.length - hang.length);
  const lines =
    wrapNarrow(whole, room) ?? wrapAnsi(whole, room, { hard: hard && commandsWhole === text }).split('\n');
  return lines.map((line, index) =>
    `${indent}${index === 0 ? '' : hang}${line}`.replaceAll(unbroken, ' ').trimEnd(),
  );
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
export function linkLines({ title, url }: Link, width: number, indent: string): string[] {
  const line = `${indent}${title}: ${url}`;
  return widthOf(line) <= width ? [line] : [...wrap(`${title}:`, width, indent), `${indent}  ${url}`];
}

export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return measure(text).width;
}
