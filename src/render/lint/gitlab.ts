/** GitLab's Code Quality report: an array that is empty when all is well. */
import { sentence } from '../../program/problem.ts';
import { safeJson, safeText } from '../safe.ts';
import { fingerprinter } from './fingerprint.ts';
import type { LintFormat } from './format.ts';

const severities = { error: 'major', warning: 'minor' } as const;

export const gitlab: LintFormat = ({ problems }, page) => {
  const fingerprintOf = fingerprinter(page, '-');
  const issues = problems.map((problem) => ({
    description: safeText(sentence(problem)),
    check_name: problem.rule,
    fingerprint: fingerprintOf(problem),
    severity: severities[problem.severity],
    location: { path: page.inRepository(problem.file), lines: { begin: problem.line } },
  }));
  return `${safeJson(issues)}\n`;
};
