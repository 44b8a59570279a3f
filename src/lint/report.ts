/** What one run of lint found, sorted and counted: the input of every format. */
import { grouped } from '../grouped.ts';
import { byPlace } from '../program/problem.ts';
import type { RatedProblem } from './lint.ts';

export interface LintReport {
  /** How many of the files are programs. */
  readonly programs: number;
  /** What lay in a given folder and was not looked at. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
  /** All files that lint looked at, and those that problems are in (such as pm-onboard.yaml); sorted. */
  readonly files: readonly string[];
  /** Sorted by file and place. */
  readonly problems: readonly RatedProblem[];
  readonly errors: number;
  readonly warnings: number;
}

export function reportOf(
  files: readonly string[],
  problems: readonly RatedProblem[],
  looked: Pick<LintReport, 'programs' | 'passedOver'> = { programs: 0, passedOver: [] },
): LintReport {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return {
    ...looked,
    files: [...new Set([...files, ...problems.map(({ file }) => file)])].sort(),
    problems: [...problems].sort(byPlace),
    errors,
    warnings: problems.length - errors,
  };
}

/** The report without its warnings; the count of warnings stays. */
export function errorsOf(report: LintReport): LintReport {
  return { ...report, problems: report.problems.filter(({ severity }) => severity === 'error') };
}

/** A report for each file, also for files without problems. */
export function perFile({ files, problems }: LintReport): LintReport[] {
  const found = grouped(problems, ({ file }) => file);
  return files.map((file) => reportOf([file], found.get(file) ?? []));
}
