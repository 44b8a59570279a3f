/** GitLab's Code Quality report: an array that is empty when all is well. */
import { safeJson, safeText } from '../safe.ts';
import { fingerprints } from './fingerprint.ts';
import { type LintFormat, sentence } from './format.ts';

const severities = { error: 'major', warning: 'minor' } as const;

export const gitlab: LintFormat = ({ problems }, { inRepository }) => {
  const known = fingerprints(problems, inRepository);
  const issues = problems.map((problem, at) => ({
    description: safeText(sentence(problem)),
    check_name: problem.rule,
    fingerprint: `${known[at]?.hash}-${known[at]?.occurrence}`,
    severity: severities[problem.severity],
    location: { path: inRepository(problem.file), lines: { begin: problem.line } },
  }));
  return `${safeJson(issues)}\n`;
};
