/** Lays out terms with what they mean beside them, as help does with commands and flags. */
import { widthOf, wrap } from './layout.ts';

/** The widest column of terms; a longer term has its meaning below it. */
const most = 34;

/** The fewest columns in which a meaning stands beside its term. */
const least = 24;

/**
 * Two columns, indented by two; a meaning that is too long goes on below itself. Terms are never cut.
 * @param rows each a term and its meaning, which may be empty
 * @param width in columns
 * @param all the rows whose terms share the column: these, and those of other groups
 */
export function termLines(rows: readonly Row[], width: number, all = rows): string[] {
  const column = Math.max(0, ...all.map(([term]) => widthOf(term)).filter((each) => each <= most));
  const isNarrow = width - column - 4 < least;
  const indent = ' '.repeat(isNarrow ? 6 : column + 4);
  return rows.flatMap(([term, meaning]) => {
    const lines = meaning === '' ? [] : wrap(meaning, width, indent);
    if (isNarrow || widthOf(term) > column) return [`  ${term}`, ...lines];
    const [first = '', ...others] = lines;
    const padded = term + ' '.repeat(column - widthOf(term));
    return [`  ${padded}  ${first.trimStart()}`.trimEnd(), ...others];
  });
}

type Row = readonly [term: string, meaning: string];
