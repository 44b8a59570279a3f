/** reviewdog's format, which can offer a fix to the reviewer. It counts columns in bytes of UTF-8. */
import type { Excerpt, RatedProblem } from '../../lint/lint.ts';
import { safeJson, safeText } from '../safe.ts';
import { type LintFormat, sentence } from './format.ts';

const severities = { error: 'ERROR', warning: 'WARNING' } as const;

export const rdjson: LintFormat = ({ problems }) =>
  `${safeJson({ source: { name: 'pm-onboard' }, diagnostics: problems.map(diagnostic) })}\n`;

function diagnostic(problem: RatedProblem) {
  const { file, severity, rule, suggestion } = problem;
  return {
    message: safeText(sentence(problem)),
    location: { path: file, range: rangeOf(problem) },
    severity: severities[severity],
    code: { value: rule },
    ...(suggestion ? { suggestions: [{ range: rangeOf(suggestion), text: suggestion.text }] } : {}),
  };
}

function rangeOf({ line, column, source, endLine, endColumn, endSource }: Excerpt) {
  return {
    start: { line, column: byteColumn(source, column) },
    end: { line: endLine, column: byteColumn(endSource, endColumn) },
  };
}

/** @param column in UTF-16 units, from 1 */
function byteColumn(line: string, column: number): number {
  return new TextEncoder().encode(line.slice(0, column - 1)).length + 1;
}
