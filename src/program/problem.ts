/** A finding about a checklist: a value, never thrown, so that one run reports them all. */
export interface Problem extends Span {
  readonly file: string;
  /** Which check found it. */
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  /** What mends it, where there is one right answer. */
  readonly fix?: readonly Edit[];
}

/** A piece of a file's text, as offsets in UTF-16 units without a byte order mark, and what to put in its place. */
export interface Edit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Where in a file: lines and columns count from 1, the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `week-1.yaml:12:5: … (hint)`, the form that editors make clickable. */
export function describeProblem(problem: Problem): string {
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}${hint}`;
}

export function byPlace(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}
