/** Columns, cutting and wrapping by what a terminal shows, not by characters. */
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

export interface Column {
  readonly cells: readonly string[];
  /** Down to how many columns it may be cut when the line is too long; absent: never. */
  readonly least?: number;
  /** How wide it is at least, where there is room. */
  readonly wide?: number;
  readonly style?: (text: string) => string;
}

const gap = '  ';

/** Lines of aligned cells, at most `width` wide; a column that is empty throughout is left out. */
export function layColumns(columns: readonly Column[], width: number): string[] {
  const used = columns.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const natural = used.map(({ cells, wide = 0 }) => Math.max(wide, ...cells.map(widthOf)));
  const widths = shrinkTo(natural, used, width - gap.length * Math.max(0, used.length - 1));
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

/** Takes columns away where there are most to spare, step by step. */
function shrinkTo(natural: readonly number[], columns: readonly Column[], room: number): number[] {
  const widths = [...natural];
  const spare = (index: number) => (widths[index] ?? 0) - (columns[index]?.least ?? Number.POSITIVE_INFINITY);
  for (let over = widths.reduce((sum, each) => sum + each, 0) - room; over > 0; over -= 1) {
    const most = widths.reduce((best, _, index) => (spare(index) > spare(best) ? index : best), 0);
    if (spare(most) <= 0) break;
    widths[most] = (widths[most] ?? 0) - 1;
  }
  return widths;
}

/** A left and a right part on one line, with at least a gap between; the right one goes when there is no room. */
export function spread(left: string, right: string, width: number): string {
  const space = width - widthOf(left) - widthOf(right);
  return right === '' || space < gap.length ? left : `${left}${' '.repeat(space)}${right}`;
}

/** The text, or as much of it as fits with an ellipsis behind. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let result = '';
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    result += segment;
  }
  return `${result.trimEnd()}…`;
}

/**
 * Lines of at most `width`, broken between words where that is possible, each behind the indent.
 * @param hang what the second and later lines stand behind in addition
 */
export function wrap(text: string, width: number, indent = '', hang = ''): string[] {
  return wrapLines(text, width, indent, hang, true);
}

/** As {@link wrap}, but a word stays whole even where it is wider than the line: a path is there to be copied. */
export function wrapWords(text: string, width: number, indent = ''): string[] {
  return wrapLines(text, width, indent, '', false);
}

function wrapLines(text: string, width: number, indent: string, hang: string, hard: boolean): string[] {
  return wrapAnsi(text, Math.max(10, width - indent.length - hang.length), { hard })
    .split('\n')
    .map((line, index) => `${indent}${index === 0 ? '' : hang}${line}`.trimEnd());
}

export function widthOf(text: string): number {
  return stringWidth(text);
}
