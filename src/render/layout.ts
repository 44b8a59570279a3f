/** Columns, cutting and wrapping by what a terminal shows, not by characters. */
import measure from 'fast-string-truncated-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Link } from '../program/model.ts';

export interface Column {
  readonly cells: readonly string[];
  /** Down to how many columns it may be cut when the line is too long; absent: never. */
  readonly least?: number;
  /** How wide it is at least, where there is room. */
  readonly wide?: number;
  readonly style?: (text: string) => string;
}

const gap = '  ';

/** Nearly every text: Latin letters and our own signs, a character a column; spared the long look. */
const narrow = /^[ -~\xb7\xc0-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2588\u2591\u2713\ue000]*$/;

/** Lines of aligned cells, at most `width` wide; a column that is empty throughout is left out. */
export function layColumns(columns: readonly Column[], width: number): string[] {
  const used = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const natural = used.map(({ cells, wide = 0, least }) =>
    Math.max(least === undefined ? wide : 0, ...cells.map(widthOf)),
  );
  const least = used.map((column, at) =>
    Math.min(natural[at] ?? 0, column.least ?? Number.POSITIVE_INFINITY),
  );
  // On a narrow terminal the last columns go.
  while (used.length > 1 && least.reduce((sum, each) => sum + each + gap.length, -gap.length) > width) {
    for (const each of [used, natural, least]) each.pop();
  }
  const room = width - gap.length * Math.max(0, used.length - 1);
  const widths = widenTo(shrinkTo(natural, least, room), used, room);
  const rows = used[0]?.cells.length ?? 0;
  return Array.from({ length: rows }, (_, row) =>
    used
      .map(({ cells, style }, index) => {
        const cell = cut(cells[row] ?? '', widths[index] ?? 0);
        const padding =
          index === used.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
        return (style ? style(cell) : cell) + padding;
      })
      .join(gap)
      .trimEnd(),
  );
}

/** A column's head and its cells; no head stands over nothing. */
export function headed(head: string, cells: readonly string[]): string[] {
  return [cells.some((cell) => cell !== '') ? head : '', ...cells];
}

/** Cuts the columns as far as they may be, the last one first: what a line is about stands in front. */
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

/** Gives columns the width that they are to have where there is room. */
function widenTo(natural: readonly number[], columns: readonly Column[], room: number): number[] {
  let left = natural.reduce((sum, width) => sum - width, room);
  return natural.map((width, at) => {
    const given = Math.max(0, Math.min(left, (columns[at]?.wide ?? 0) - width));
    left -= given;
    return width + given;
  });
}

/** A left and a right part on one line, with at least a gap between; the right one goes when there is no room. */
export function spread(left: string, right: string, width: number): string {
  const space = width - widthOf(left) - widthOf(right);
  return right === '' || space < gap.length ? left : `${left}${' '.repeat(space)}${right}`;
}

/** @param share from 0 to 1 */
export function barOf(share: number, cells: number): string {
  const full = Math.floor(share * cells);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}

/** The text, or as much of it as fits with an ellipsis behind. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = narrow.test(text) ? width - 1 : fitting(text, width - 1);
  return `${text.slice(0, length).trimEnd()}…`;
}

/** The text, or as much of its end as fits with an ellipsis before. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const length = fitting([...text].reverse(), width - 1);
  return `…${text.slice(text.length - length).trimStart()}`;
}

/** How long the part is that fits. The index that the library gives is off behind signs such as `␛`. */
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
 * Lines of at most `width`, broken between words where that is possible, each behind the indent. A command of ours stays
 * whole even where it is wider than the line: it is there to be copied.
 * @param hang what the second and later lines stand behind in addition
 */
export function wrap(text: string, width: number, indent = '', hang = ''): string[] {
  return wrapLines(text, width, indent, hang, true);
}

/** As {@link wrap}, but each word stays whole: a path is there to be copied as well. */
export function wrapWords(text: string, width: number, indent = '', hang = ''): string[] {
  return wrapLines(text, width, indent, hang, false);
}

/**
 * A command that a sentence of ours leads to, to its end: `open it again first: pm-onboard reopen 1.1`. Quotes are whole,
 * whatever is in them.
 */
const printedCommand =
  /(?<=^|[:?.(] ?)pm-onboard(?: (?:'[^']*'|"[^"]*"|\\'|[^\s;,()'"\\])*(?:'[^']*'|"[^"]*"|[^\s;,()'"\\.:]))+(?=[\s;,).]|$)/g;

/** In the place of a space where no line may break; one column wide, and no sign of any script: a foreign one becomes a space. */
const unbroken = '\ue000';

function wrapLines(text: string, width: number, indent: string, hang: string, hard: boolean): string[] {
  if (indent.length + widthOf(text) <= width && !text.includes('\n')) return [`${indent}${text}`.trimEnd()];
  const whole = text.replace(printedCommand, (command) => command.replaceAll(' ', unbroken));
  const room = Math.max(10, width - indent.length - hang.length);
  const lines =
    wrapNarrow(whole, room) ?? wrapAnsi(whole, room, { hard: hard && whole === text }).split('\n');
  return lines.map((line, index) =>
    `${indent}${index === 0 ? '' : hang}${line}`.replaceAll(unbroken, ' ').trimEnd(),
  );
}

/**
 * The same lines as the library's, spaces at their ends apart, for nearly every text.
 * @returns undefined where the text has to be measured, or a word broken
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

/** A link behind its title; where a line can't hold both, on one of its own, whole. */
export function linkLines({ title, url }: Link, width: number, indent: string): string[] {
  const line = `${indent}${title}: ${url}`;
  return widthOf(line) <= width ? [line] : [...wrap(`${title}:`, width, indent), `${indent}  ${url}`];
}

export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return measure(text).width;
}
