/** One line a problem: `file:line:column: severity: message (hint) [rule]`, for editors and grep. */
import type { RatedProblem } from '../../lint/lint.ts';
import { sentence } from '../../program/problem.ts';
import { safeLog, safeText } from '../safe.ts';
import type { LintFormat } from './format.ts';

export const compact: LintFormat = ({ problems }) =>
  safeLog(problems.map((problem) => `${compactLine(problem)}\n`).join(''));

export function compactLine(problem: RatedProblem): string {
  const { file, line, column, severity, rule } = problem;
  return safeText(`${file}:${line}:${column}: ${severity}: ${sentence(problem)} [${rule}]`);
}
