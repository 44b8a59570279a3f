/** For people: each problem with its line of the file, marked. */
import type { RatedProblem } from '../../lint/lint.ts';
import type { LintReport } from '../../lint/report.ts';
import { cut, widthOf, wrapWords } from '../layout.ts';
import { safeText } from '../safe.ts';
import type { Style } from '../style.ts';
import type { LintFormat, Page } from './format.ts';

export const text: LintFormat = {
  name: 'text',
  render: (report, page) => {
    const problems = report.problems.flatMap((problem) => [...problemLines(problem, page), '']);
    return `${[...problems, summary(report, page.style)].join('\n')}\n`;
  },
};

function problemLines(problem: RatedProblem, { width, style }: Page): string[] {
  const { file, line, column, severity, rule, message, hint } = problem;
  const rate = severity === 'error' ? style.bad : style.careful;
  const head = wrapWords(`${severity}: ${safeText(message)} [${rule}]`, width, '  ');
  return [
    style.strong(`${safeText(file)}:${line}:${column}`),
    ...head.map((each, at) => (at === 0 ? each.replace(severity, rate(severity)) : each)),
    ...frame(problem, width, style),
    ...(hint ? wrapWords(safeText(hint), width, '  ').map(style.quiet) : []),
  ];
}

/** The line of the file with the place marked; a long one is cut around it. */
function frame(problem: RatedProblem, width: number, style: Style): string[] {
  const { line, column, endLine, endColumn, source } = problem;
  if (source.trim() === '') return [];
  const number = `  ${line} | `;
  const room = Math.max(20, width - number.length);
  const first = Math.max(0, column - 1 - Math.floor(room / 2));
  const start = source.length <= room ? 0 : first;
  const before = safeText(source.slice(start, column - 1));
  const end = endLine === line ? Math.max(endColumn, column + 1) : source.length + 1;
  const marked = safeText(source.slice(column - 1, end - 1));
  const shown = cut(`${before}${marked}${safeText(source.slice(end - 1))}`, room);
  const length = Math.max(1, Math.min(widthOf(marked), room - widthOf(before)));
  const margin = ' '.repeat(number.length - 2);
  return [
    style.quiet(number) + shown.trimEnd(),
    `${style.quiet(`${margin}| `)}${' '.repeat(widthOf(before))}${style.bad('^'.repeat(length))}`,
  ];
}

function summary({ files, errors, warnings }: LintReport, style: Style): string {
  const where = counted(files.length, 'file');
  if (errors + warnings === 0) return style.good(`✓ ${where}, no problems`);
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(', ');
  return (errors > 0 ? style.bad : style.careful)(`✗ ${found} in ${where}`);
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
