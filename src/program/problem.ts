/** Something wrong in a checklist. Problems are values and never thrown, so that one run reports them all. */
export interface Problem extends Span {
  readonly file: string;
  /** The id of the lint rule that reports the problem. */
  readonly rule: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The edits that fix the problem; absent if there isn't one right answer. */
  readonly fix?: readonly Edit[] | undefined;
}

/** Replaces the text between two offsets. Offsets count UTF-16 units, without a byte order mark. */
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
  return `${problem.file}:${problem.line}:${problem.column}: ${sentence(problem)}`;
}

/** The message with its hint in one line. Foreign text in it is not made safe to print. */
export function sentence({ message, hint }: Problem): string {
  return hint ? `${message} (${hint})` : message;
}

/** For sorting: by file, then by place in it. */
export function byPlace(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}
