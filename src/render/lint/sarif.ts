/** SARIF 2.1.0, for GitHub's code scanning and editors. The output doesn't tell the time or anything about the machine. */
import type { RatedProblem } from '../../lint/lint.ts';
import { rules } from '../../lint/rules/index.ts';
import { sentence } from '../../program/problem.ts';
import { version } from '../../version.ts';
import { safeJson, safeText } from '../safe.ts';
import { fingerprinter } from './fingerprint.ts';
import type { LintFormat, Page } from './format.ts';

const root = '%SRCROOT%';

/** Where the package is described that CI installs. */
const informationUri = 'https://www.npmjs.com/package/pm-onboard';

export const sarif: LintFormat = ({ problems }, page) => {
  const fingerprintOf = fingerprinter(page, ':');
  const run = {
    tool: { driver: { name: 'pm-onboard', version, informationUri, rules: described } },
    originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: problems.map((problem) => resultOf(problem, fingerprintOf(problem), page)),
  };
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${safeJson({ $schema, version: '2.1.0', runs: [run] })}\n`;
};

const described = rules.map(({ id, severity, why }) => ({
  id,
  shortDescription: { text: `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}` },
  fullDescription: { text: why },
  help: { text: `${why} Examples: docs/rules.md, under ${id}.` },
  defaultConfiguration: { level: severity },
}));

function resultOf(problem: RatedProblem, fingerprint: string, { inRepository }: Page) {
  const { file, line, column, endLine, endColumn, severity, rule } = problem;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: withoutLinks(safeText(sentence(problem))) },
    locations: [{ physicalLocation: { artifactLocation: artifact(inRepository(file)), region } }],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

/** SARIF reads `[text](target)` in a message as a link. A space in between keeps foreign text from becoming a link. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

function artifact(path: string) {
  const uri = path
    .split('/')
    .map((name) => encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri}` };
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: root };
}
