/** JSON for scripts. New versions may add keys, but never rename or remove one. */

import type { LintReport } from '../../lint/report.ts';
import { safeJson } from '../safe.ts';
import type { LintFormat } from './format.ts';

export const json: LintFormat = (report) => `${safeJson(viewReport(report))}\n`;

/** The report as scripts get it. */
export function viewReport({ files, programs, passedOver, problems, errors, warnings }: LintReport) {
  return {
    schemaVersion: 1,
    /** All files that lint looked at, and those that problems are in. */
    files,
    problems: problems.map(({ file, line, column, endLine, endColumn, rule, severity, message, hint }) => ({
      file,
      /** Lines and columns are counted from 1; the end is the place after the last character. */
      line,
      column,
      endLine,
      endColumn,
      rule,
      severity,
      message,
      /** How to mend it; null where that is not known. */
      hint: hint ?? null,
    })),
    /** How many programs were checked. */
    programs,
    errors,
    warnings,
    /** What lay there and was not checked, and why. */
    passedOver,
  };
}
