/** Checkstyle's XML, which many reviewers and CI servers read. */
import type { RatedProblem } from '../../lint/lint.ts';
import { perFile } from '../../lint/report.ts';
import { sentence } from '../../program/problem.ts';
import type { LintFormat } from './format.ts';
import { document, element } from './xml.ts';

export const checkstyle: LintFormat = (report) => {
  const listed = perFile(report).flatMap(({ files: [name = ''], problems }) =>
    element('file', { name }, problems.flatMap(errorElement)),
  );
  return document(element('checkstyle', { version: '4.3' }, listed));
};

function errorElement(problem: RatedProblem): string[] {
  const { line, column, severity, rule } = problem;
  return element('error', {
    line,
    column,
    severity,
    message: sentence(problem),
    source: `pm-onboard.${rule}`,
  });
}
