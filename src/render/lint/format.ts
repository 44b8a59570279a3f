/** What a format of lint's report is, and the words that several formats share. */
import type { LintReport } from '../../lint/report.ts';
import type { Span } from '../../program/problem.ts';
import type { Speech } from '../../speech.ts';
import { plural } from '../../view/words.ts';
import type { Style } from '../page.ts';

/** @returns the whole output, with a line break at its end, and with foreign text made harmless for this format's readers */
export type LintFormat = (report: LintReport, page: Page) => string;

export interface Page {
  readonly width: number;
  readonly style: Style;
  /** The words of the accessible mode; absent in the usual one. */
  readonly speech?: Speech | undefined;
  /** A file's path from the root of its repository, for services that show the report beside the code. */
  readonly inRepository: (file: string) => string;
}

/** The last line of a place. A place whose end is column 1 of a line ends with the line before. */
export function lastLine({ line, endLine, endColumn }: Span): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}

/** The number of problems in words, such as `2 errors, 1 warning`; empty if there are no problems. */
export function tally({ errors, warnings }: Pick<LintReport, 'errors' | 'warnings'>): string {
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ].join(', ');
}
