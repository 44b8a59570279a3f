/** The format for people: each problem with its line of the file, in which the place is marked. */
import type { RatedProblem } from '../../lint/lint.ts';
import type { LintReport } from '../../lint/report.ts';
import type { Speech } from '../../speech.ts';
import { plural } from '../../view/words.ts';
import { cut, cutStart, widthOf, wrapWords } from '../layout.ts';
import { noStyle, type Style } from '../page.ts';
import { safeLog, safeText } from '../safe.ts';
import { type LintFormat, lastLine, type Page, tally } from './format.ts';

export const text: LintFormat = (report, page) => {
  if (page.speech) return spokenReport(report, page.speech);
  const problems = report.problems.flatMap((problem) => [...problemLines(problem, page), '']);
  return safeLog(`${[...problems, summary(report, page.style)].join('\n')}\n`);
};

/** A sentence for each problem, its line of the file letter by letter, and what to do. */
function spokenReport(report: LintReport, speech: Speech): string {
  const problems = report.problems.flatMap(
    ({ file, line, column, severity, rule, message, hint, source }) => [
      speech.row(severity === 'error' ? 'Error' : 'Warning', [
        `${safeText(file)}, line ${line}, column ${column}: ${safeText(message)}, rule ${rule}`,
      ]),
      ...(source.trim() === ''
        ? []
        : [speech.verbatim(`Line ${line}: ${safeText(source.trim().slice(0, 300))}`)]),
      ...(hint ? [safeText(hint)] : []),
    ],
  );
  const heading = speech.heading('Problems', { shown: report.problems.length, noun: 'problem' }, '');
  return safeLog(
    `${[...(problems.length > 0 ? [heading] : []), ...problems, summary(report, noStyle)].join('\n')}\n`,
  );
}

function problemLines(problem: RatedProblem, { width, style }: Page): string[] {
  const { file, line, column, severity, rule, message, hint } = problem;
  const rate = severity === 'error' ? style.bad : style.careful;
  const head = wrapWords(`${severity}: ${safeText(message)} [${rule}]`, width, '  ', '  ');
  return [
    style.strong(`${safeText(file)}:${line}:${column}`),
    ...head.map((each, at) => (at === 0 ? each.replace(severity, rate(severity)) : each)),
    ...frame(problem, width, style),
    ...(hint ? wrapWords(safeText(hint), width, '  ').map(style.quiet) : []),
  ];
}

/** The line of the file with the place marked; a long one is cut around it. */
function frame(problem: RatedProblem, width: number, style: Style): string[] {
  const { line, source } = problem;
  if (source.trim() === '') return [];
  const number = `  ${line} | `;
  const more = goesOn(problem);
  const { before, marked, after } = around(problem, Math.max(20, width - number.length - more.length));
  const margin = `${' '.repeat(number.length - 2)}| `;
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [
    `${style.quiet(number)}${before}${marked}${after}`.trimEnd(),
    `${style.quiet(margin)}${' '.repeat(widthOf(before))}${style.bad(carets)}${style.quiet(more)}`,
  ];
}

/** The parts of the line before, at and after the place, together at most `room` columns wide. */
function around({ line, column, endLine, endColumn, source }: RatedProblem, room: number) {
  const from = column - 1;
  const to = Math.max(from, endLine === line ? endColumn - 1 : source.trimEnd().length);
  // A hostile line may be as long as a file, so only the part that can be shown is looked at.
  const near = 2 * room;
  const before = safeText(source.slice(Math.max(0, from - near), from));
  const marked = safeText(source.slice(from, Math.min(to, from + near)));
  const after = safeText(source.slice(to, to + near));
  const middle = cut(marked, room - 2);
  const spare = room - Math.max(1, widthOf(middle));
  const left = cutStart(before, Math.max(Math.floor(spare / 2), spare - widthOf(after)));
  const right = middle === marked ? cut(after, spare - widthOf(left)) : '';
  return { before: left, marked: middle, after: right };
}

/** ` to line N` for a place that ends on a later line. */
function goesOn(problem: RatedProblem): string {
  const last = lastLine(problem);
  return last > problem.line ? ` to line ${last}` : '';
}

function summary(report: LintReport, style: Style): string {
  // One program is what everybody expects; where there are several, or fewer than meant, their number says so.
  const programs = report.programs > 1 ? `${plural(report.programs, 'program')}, ` : '';
  const where = programs + plural(report.files.length, 'file');
  const found = tally(report);
  if (found === '') return style.good(`✓ ${where}, no problems`);
  return (report.errors > 0 ? style.bad : style.careful)(`✗ ${found} in ${where}`);
}
