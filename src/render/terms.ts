/** Lays out terms with what they mean beside them, as help does with commands and flags. */
import { widthOf, wrap } from './layout.ts';

type Row = readonly [term: string, meaning: string];

interface Layout {
  /** The rows whose terms share the column; if absent, the given ones. */
  readonly all?: readonly Row[];
  /** The widest column of terms; a longer term has its meaning below it. */
  readonly most?: number;
}

/** The fewest columns in which a meaning stands beside its term. */
const least = 24;

/**
 * Two columns, indented by two; a meaning that is too long goes on below itself. Terms are never cut.
 * @param rows each a term and its meaning, which may be empty
 * @param width in columns
 */
export function termLines(
  rows: readonly Row[],
  width: number,
  { all = rows, most = 34 }: Layout = {},
): string[] {
  const column = Math.max(0, ...all.map(([term]) => widthOf(term)).filter((each) => each <= most));
  const isNarrow = width - column - 4 < least;
  return rows.flatMap(([term, meaning]) => {
    const isBelow = isNarrow || widthOf(term) > column;
    if (meaning === '' || isBelow)
      return [`  ${term}`, ...(meaning === '' ? [] : wrap(meaning, width, '      '))];
    const [first = '', ...others] = wrap(meaning, width, ' '.repeat(column + 4));
    const padded = term + ' '.repeat(column - widthOf(term));
    return [`  ${padded}  ${first.trimStart()}`, ...others];
  });
}
