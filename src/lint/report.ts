/** What one run of lint found, as every format is given it. */
import { byPlace } from '../program/problem.ts';
import type { RatedProblem } from './lint.ts';

export interface LintReport {
  /** All files looked at, and those that problems are in, sorted. */
  readonly files: readonly string[];
  /** Sorted by file and place. */
  readonly problems: readonly RatedProblem[];
  readonly errors: number;
  readonly warnings: number;
}

export function reportOf(files: readonly string[], problems: readonly RatedProblem[]): LintReport {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return {
    files: [...new Set([...files, ...problems.map(({ file }) => file)])].sort(),
    problems: [...problems].sort(byPlace),
    errors,
    warnings: problems.length - errors,
  };
}

/** Without the warnings, which are still counted. */
export function errorsOf(report: LintReport): LintReport {
  return { ...report, problems: report.problems.filter(({ severity }) => severity === 'error') };
}
