/** JSON for scripts. New versions may add keys, but never rename or remove one. */
import { safeJson } from '../safe.ts';
import type { LintFormat } from './format.ts';

export const json: LintFormat = ({ files, programs, passedOver, problems, errors, warnings }) => {
  const listed = problems.map(
    ({ file, line, column, endLine, endColumn, rule, severity, message, hint }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      rule,
      severity,
      message,
      hint: hint ?? null,
    }),
  );
  const counts = { programs, errors, warnings, passedOver };
  return `${safeJson({ schemaVersion: 1, files, problems: listed, ...counts })}\n`;
};
