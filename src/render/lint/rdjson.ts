/** reviewdog's format, which can offer a fix to the reviewer. It counts columns in bytes of UTF-8. */
import type { Excerpt } from '../../lint/lint.ts';
import { sentence } from '../../program/problem.ts';
import { safeJson, safeText } from '../safe.ts';
import type { LintFormat } from './format.ts';

const severities = { error: 'ERROR', warning: 'WARNING' } as const;

export const rdjson: LintFormat = ({ problems }) => {
  const rangeOf = byteRanges();
  const diagnostics = problems.map((problem) => {
    const { file, severity, rule, suggestion } = problem;
    return {
      message: safeText(sentence(problem)),
      location: { path: file, range: rangeOf(file, problem) },
      severity: severities[severity],
      code: { value: rule },
      ...(suggestion ? { suggestions: [{ range: rangeOf(file, suggestion), text: suggestion.text }] } : {}),
    };
  });
  return `${safeJson({ source: { name: 'pm-onboard' }, diagnostics })}\n`;
};

/**
 * Works out columns in bytes. Counting goes on from the last problem on the same line, because a hostile line may be as long
 * as a file and full of problems.
 */
function byteRanges() {
  const encoder = new TextEncoder();
  let known = { place: '', column: 1, bytes: 1 };
  const count = (file: string, line: number, source: string, column: number) => {
    const place = `${line} ${file}`;
    const from = known.place === place && known.column <= column ? known : { column: 1, bytes: 1 };
    const bytes = from.bytes + encoder.encode(source.slice(from.column - 1, column - 1)).length;
    return { place, column, bytes };
  };
  return (file: string, { line, column, source, endLine, endColumn, endSource }: Excerpt) => {
    known = count(file, line, source, column);
    const end = count(file, endLine, endSource, endColumn);
    return { start: { line, column: known.bytes }, end: { line: endLine, column: end.bytes } };
  };
}
