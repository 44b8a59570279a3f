/** GitHub's workflow commands, which become annotations: `::error file=…,line=…,title=rule::message`. */
import type { RatedProblem } from '../../lint/lint.ts';
import { sentence } from '../../program/problem.ts';
import { safeLog, safeText } from '../safe.ts';
import { type LintFormat, lastLine, type Page } from './format.ts';

export const github: LintFormat = ({ problems }, page) =>
  problems.map((problem) => `${annotation(problem, page)}\n`).join('');

function annotation(problem: RatedProblem, { inRepository }: Page): string {
  const { file, line, column, endLine, endColumn, severity, rule } = problem;
  // GitHub takes columns only for a place within one line.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const place = { file: inRepository(file), line, endLine: lastLine(problem), ...columns };
  const properties = Object.entries({ ...place, title: rule })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  const message = safeLog(safeText(sentence(problem)));
  // Characters that GitHub has no escape for are made visible, in the path as well.
  return `::${severity} ${safeText(properties)}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
