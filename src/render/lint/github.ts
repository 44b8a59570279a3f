/** GitHub's workflow commands, which become annotations: `::error file=…,line=…,title=rule::message`. */
import type { RatedProblem } from '../../lint/lint.ts';
import type { LintReport } from '../../lint/report.ts';
import { sentence } from '../../program/problem.ts';
import { safeLog, safeText } from '../safe.ts';
import { type LintFormat, lastLine, type Page, tally } from './format.ts';

/** GitHub shows so many annotations of a kind for each step, and drops the others without a word. */
const most = 10;

export const github: LintFormat = (report, page) => {
  const shown = (['error', 'warning'] as const).flatMap((kind) =>
    foremost(report.problems.filter(({ severity }) => severity === kind)),
  );
  const lines = shown.map((problem) => annotation(problem, page));
  if (shown.length < report.problems.length) lines.push(totals(report));
  return lines.map((line) => `${line}\n`).join('');
};

/** The problems to show of one kind: the first of each rule, then the others as far as there is room. */
function foremost(problems: readonly RatedProblem[]): readonly RatedProblem[] {
  const seen = new Set<string>();
  const isFirst = new Set(problems.filter(({ rule }) => seen.size < seen.add(rule).size));
  const others = problems.filter((problem) => !isFirst.has(problem));
  return [...isFirst, ...others].slice(0, most);
}

function totals(report: LintReport): string {
  return `::notice title=pm-onboard lint::${tally(report)} in all; GitHub shows ${most} of a kind, the log has the others`;
}

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
