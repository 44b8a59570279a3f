/**
 * What was found in a program, as a text: for the cache folder, and from one thread to another. Each line of a file that problems show
 * stands in it once, since a line may be as long as a file and full of problems.
 */
import type { Excerpt, RatedProblem } from '../lint/lint.ts';

/** An excerpt with the numbers of its two lines in the place of them. */
type Numbered<Piece extends Excerpt> = Omit<Piece, 'source' | 'endSource'> & {
  readonly source: number;
  readonly endSource: number;
};

interface Found {
  readonly lines: readonly string[];
  readonly problems: readonly (Numbered<Omit<RatedProblem, 'suggestion'>> & {
    readonly suggestion?: Numbered<NonNullable<RatedProblem['suggestion']>> | undefined;
  })[];
}

/** @returns the problems as JSON, see {@link foundIn} */
export function foundText(problems: readonly RatedProblem[]): string {
  const lines: string[] = [];
  const known = new Map<string, number>();
  const numberOf = (file: string, line: number, text: string) => {
    const place = `${line} ${file}`;
    const number = known.get(place);
    if (number !== undefined && lines[number] === text) return number;
    known.set(place, lines.length);
    return lines.push(text) - 1;
  };
  const numbered = <Piece extends Excerpt>(file: string, piece: Piece): Numbered<Piece> => ({
    ...piece,
    source: numberOf(file, piece.line, piece.source),
    endSource: numberOf(file, piece.endLine, piece.endSource),
  });
  const found: Found = {
    problems: problems.map(({ suggestion, ...problem }) => ({
      ...numbered(problem.file, problem),
      suggestion: suggestion && numbered(problem.file, suggestion),
    })),
    lines,
  };
  return JSON.stringify(found);
}

/** @param text of {@link foundText} @returns the problems @throws SyntaxError or TypeError where it is none */
export function foundIn(text: string): readonly RatedProblem[] {
  const { lines, problems } = JSON.parse(text) as Found;
  if (!Array.isArray(lines)) throw new TypeError('it has no lines');
  const whole = <Piece extends { source: number; endSource: number }>(piece: Piece) => ({
    ...piece,
    source: lines[piece.source] ?? '',
    endSource: lines[piece.endSource] ?? '',
  });
  return problems.map(({ suggestion, ...problem }) => ({
    ...whole(problem),
    ...(suggestion ? { suggestion: whole(suggestion) } : {}),
  }));
}
