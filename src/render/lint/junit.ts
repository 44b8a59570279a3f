/**
 * JUnit's XML: a test for each file, which fails if the file has errors. GitLab shows one failure for each test and drops a
 * test whose name it has seen before. Therefore a test holds all problems of its file, and every test has its own name.
 */
import { type LintReport, perFile } from '../../lint/report.ts';
import { safeText } from '../safe.ts';
import { compactLine } from './compact.ts';
import { type LintFormat, tally } from './format.ts';
import { document, element, textElement } from './xml.ts';

const suite = 'pm-onboard lint';

export const junit: LintFormat = (report, { inRepository }) => {
  const each = perFile(report);
  const paths = each.map(({ files: [file = ''] }) => inRepository(file));
  const names = distinct(paths.map(safeText));
  const cases = each.flatMap((one, at) =>
    element(
      'testcase',
      { classname: suite, name: names[at] ?? '', file: paths[at] ?? '', time: 0 },
      outcome(one),
    ),
  );
  const failures = each.filter(({ errors }) => errors > 0).length;
  const totals = { name: suite, tests: each.length, failures, errors: 0, time: 0 };
  return document(element('testsuites', totals, element('testsuite', totals, cases)));
};

/** Errors fail the test; warnings alone are shown as what the test printed. */
function outcome(one: LintReport): string[] {
  const lines = one.problems.map(compactLine);
  if (one.errors > 0) return textElement('failure', { message: tally(one), type: 'lint' }, lines);
  return one.warnings > 0 ? textElement('system-out', {}, lines) : [];
}

/** The names, with a number added to equal ones: two names may become equal when hidden characters are made visible. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let copy = 2; taken.has(own); copy += 1) own = `${name} (${copy})`;
    taken.add(own);
    return own;
  });
}
