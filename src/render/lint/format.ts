/** What a format of lint's report is, and what several of them say alike. */
import type { RatedProblem } from '../../lint/lint.ts';
import { type LintReport, reportOf } from '../../lint/report.ts';
import type { Span } from '../../program/problem.ts';
import { plural } from '../../view/words.ts';
import type { Style } from '../style.ts';

/** The whole output, its last line ended; foreign text in it is harmless for whoever reads this format. */
export type LintFormat = (report: LintReport, page: Page) => string;

export interface Page {
  readonly width: number;
  readonly style: Style;
  /** The path of a file as its repository knows it, for those who show a report beside the code. */
  readonly inRepository: (file: string) => string;
}

/** What is wrong, and how to mend it, in one line; as foreign as the files are. */
export function sentence({ message, hint }: RatedProblem): string {
  return hint ? `${message} (${hint})` : message;
}

/** The last line that a place takes in: an end in column 1 takes in the line before. */
export function lastLine({ line, endLine, endColumn }: Span): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}

/** `2 errors, 1 warning`; empty where there are none. */
export function tally({ errors, warnings }: Pick<LintReport, 'errors' | 'warnings'>): string {
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ].join(', ');
}

/** A report for each file, those without problems among them. */
export function perFile({ files, problems }: LintReport): LintReport[] {
  const found = new Map<string, RatedProblem[]>(files.map((file) => [file, []]));
  for (const problem of problems) found.get(problem.file)?.push(problem);
  return [...found].map(([file, own]) => reportOf([file], own));
}
