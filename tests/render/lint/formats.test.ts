/** Each format for a clean run, for mistakes, and for hostile names and texts. */
import { describe, expect, it, test } from 'vitest';
import type { RatedProblem } from '../../../src/lint/lint.ts';
import { type LintReport, reportOf } from '../../../src/lint/report.ts';
import { styleFor } from '../../../src/render/page.ts';
import { safeLog, safeText } from '../../../src/render/safe.ts';
import { dangerous } from '../../cli/facts.ts';
import { oracles } from './oracles.ts';
import {
  attacks,
  clean,
  formatNames,
  formats,
  head,
  hostile,
  page,
  program,
  reportOn,
  seeded,
} from './reports.ts';
import { commandsIn } from './runner.ts';

const reports = { clean, seeded, hostile };
const cases = formatNames.flatMap((name) =>
  (['clean', 'seeded', 'hostile'] as const).map((which) => [name, which] as const),
);

describe.each(cases)('%s of a report that is %s', (name, which) => {
  const output = formats[name](reports[which], page);

  it('is what its readers demand', async () => {
    expect(await oracles[name](output)).toEqual([]);
  });

  it('holds no control character and nothing invisible', () => {
    expect(dangerous(output)).toEqual([]);
    expect(output).not.toContain('\u001b');
    const coloured = formats[name](reports[which], { ...page, style: styleFor(3) });
    expect(dangerous(coloured)).toEqual([]);
    if (name !== 'text') expect(coloured).toBe(output);
  });

  it('is read by no CI as commands, but for annotations', () => {
    const commands = commandsIn(output);
    if (name === 'github') {
      const { errors, warnings } = reports[which];
      const shown = Math.min(10, errors) + Math.min(10, warnings);
      return expect(commands).toHaveLength(shown + (shown < errors + warnings ? 1 : 0));
    }
    expect(commands).toEqual([]);
    expect(output).not.toMatch(/##\w*\[/);
  });
});

test('the reports show what they are to show', () => {
  expect(clean.problems).toEqual([]);
  expect([seeded.errors > 3, seeded.warnings > 0]).toEqual([true, true]);
  expect(seeded.problems.some(({ suggestion }) => suggestion)).toBe(true);
  expect(seeded.problems.some(({ line, endLine }) => endLine > line)).toBe(true);
  expect(hostile.problems).toHaveLength(2 * Object.keys(attacks).length);
});

describe('the oracles can fail', () => {
  const wrong: Record<string, readonly [find: string | RegExp, put: string]> = {
    text: [/^ {2}error/m, 'error'],
    compact: [/:\d+:/, ':'],
    json: ['"severity": "error"', '"severity": "bad"'],
    github: ['::', '::stop-commands::'],
    sarif: ['"startLine": ', '"startLine": -'],
    gitlab: ['"major"', '"huge"'],
    junit: ['<failure', '<fail'],
    checkstyle: [/line="\d+"/, 'line="0"'],
    rdjson: ['"ERROR"', '"BAD"'],
  };
  it.each(formatNames)('%s', async (name) => {
    const output = formats[name](seeded, page);
    const [find, put] = wrong[name] ?? ['', ''];
    const spoilt = output.replace(find, put);
    expect(spoilt).not.toBe(output);
    // An XML parser throws at what isn't even XML.
    expect(await Promise.resolve(oracles[name](spoilt)).catch(String)).not.toHaveLength(0);
  });
});

describe('json', () => {
  it('keeps every text as it is', () => {
    const { problems } = JSON.parse(formats.json(hostile, page)) as { problems: RatedProblem[] };
    const kept = hostile.problems.map(({ file, message, hint }) => ({ file, message, hint }));
    expect(problems).toMatchObject(kept);
  });
});

describe('github', () => {
  /** The annotation of each problem, as if it were alone. */
  const each = ({ problems }: LintReport) =>
    problems.flatMap((problem) => commandsIn(formats.github(reportOf([problem.file], [problem]), page)));
  const commands = each(hostile);

  it('shows ten of a kind, errors first and one of each rule before repeats, and counts the rest', () => {
    const broken = Array.from({ length: 12 }, (_, at) => ({
      at,
      rule: 'unknown-key',
      severity: 'error' as const,
    }));
    const late = { at: 20, rule: 'missing-key', severity: 'error' as const };
    const warned = Array.from({ length: 13 }, (_, at) => ({
      at,
      rule: 'no-effort',
      severity: 'warning' as const,
    }));
    const problems = [...broken, late, ...warned].map(({ at, rule, severity }): RatedProblem => {
      const span = { line: at + 1, column: 1, endLine: at + 1, endColumn: 2, source: 'x', endSource: 'x' };
      return { file: 'a.yaml', rule, severity, message: 'is odd', hint: undefined, ...span };
    });
    const shown = commandsIn(formats.github(reportOf(['a.yaml'], problems), page));
    expect(shown.map(({ name }) => name)).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('warning'),
      'notice',
    ]);
    expect(shown.slice(0, 3).map(({ properties }) => `${properties['title']} ${properties['line']}`)).toEqual(
      ['unknown-key 1', 'missing-key 21', 'unknown-key 2'],
    );
    expect(shown.at(-1)?.data).toBe(
      '13 errors, 13 warnings in all; GitHub shows 10 of a kind, the log has the others',
    );
  });

  it('gives back path and message, but for what would harm a terminal', () => {
    // The runner undoes only what it has an escape for.
    const visible = (text: string) =>
      text
        .split(/(\r|\n)/)
        .map((part) => (/^[\r\n]$/.test(part) ? part : safeText(part)))
        .join('');
    expect(commands.map(({ properties }) => properties['file'])).toEqual(
      hostile.problems.map(({ file }) => visible(file)),
    );
    expect(commands.map(({ data }) => data)).toEqual(
      hostile.problems.map(({ message, hint }) => safeLog(safeText(`${message} (${hint})`))),
    );
  });

  it('names columns only for a place within one line, and the last line of the others', () => {
    const within = each(seeded);
    for (const [at, { line, endLine, endColumn }] of seeded.problems.entries()) {
      const { properties } = within[at] ?? {};
      expect('col' in (properties ?? {})).toBe(line === endLine);
      expect(Number(properties?.['endLine'])).toBe(endColumn === 1 && endLine > line ? endLine - 1 : endLine);
    }
  });
});

describe('sarif', () => {
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly message: { readonly text: string };
    readonly partialFingerprints: { readonly primaryLocationLineHash: string };
    readonly locations: readonly [
      { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
    ];
  }
  const runOf = (report: typeof clean) =>
    JSON.parse(formats.sarif(report, page)).runs[0] as {
      results: Result[];
      tool: { driver: { rules: { id: string }[] } };
    };

  it('lists its rules, and each result says which', () => {
    const { results, tool } = runOf(seeded);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('has addresses that a reader of URIs turns back into the path', () => {
    const paths = runOf(hostile).results.map(({ locations }) => {
      const { uri } = locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^([\w!'()*.~/-]|%[0-9A-F]{2})+$/);
      return decodeURIComponent(uri);
    });
    expect(paths).toEqual(hostile.problems.map(({ file }) => file.replace(/\p{Cs}/gu, '\ufffd')));
  });

  it.each([
    ['a b/ü:#?.yaml', 'a%20b/%C3%BC%3A%23%3F.yaml', '%SRCROOT%'],
    ['/tmp/a b.yaml', 'file:///tmp/a%20b.yaml', undefined],
    ['C:/a b.yaml', 'file:///C%3A/a%20b.yaml', undefined],
  ])('names %s', (file, uri, uriBaseId) => {
    const report = reportOf(
      [file],
      seeded.problems.slice(0, 1).map((problem) => ({ ...problem, file })),
    );
    const { artifactLocation } = runOf(report).results[0]?.locations[0].physicalLocation ?? {};
    expect(artifactLocation).toEqual({ uri, ...(uriBaseId ? { uriBaseId } : {}) });
  });

  it('has no links in its messages', () => {
    for (const { message } of runOf(hostile).results) expect(message.text).not.toMatch(/\[[^\]]*\]\(/);
  });
});

describe('fingerprints', () => {
  const bad = `${head}  - { id: a, titel: A }\n  - { id: b, titel: B, detials: x }\n  - { id: b, titel: B, detials: x }\n`;
  const sarifPrints = (report: typeof clean): string[] =>
    JSON.parse(formats.sarif(report, page)).runs[0].results.map(
      (result: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        result.partialFingerprints.primaryLocationLineHash,
    );
  const gitlabPrints = (report: typeof clean): string[] =>
    JSON.parse(formats.gitlab(report, page)).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  const report = (week: string) => reportOn({ 'pm/program.yaml': program, 'pm/week-1.yaml': week });

  it.each([
    ['sarif', sarifPrints],
    ['gitlab', gitlabPrints],
  ] as const)('of %s differ for each problem and stay when lines move', (_, printsOf) => {
    const prints = printsOf(report(bad));
    expect(prints.length).toBeGreaterThan(5);
    expect(new Set(prints).size).toBe(prints.length);
    const moved = bad
      .replace('items:\n', '# a comment\n\nitems:\n  # another\n')
      .replaceAll('  - ', '    - ');
    expect(printsOf(report(moved))).toEqual(prints);
    expect(printsOf(hostile)).toHaveLength(new Set(printsOf(hostile)).size);
  });

  it('are of the path in the repository', () => {
    const elsewhere = { ...page, inRepository: (file: string) => `tools/${file}` };
    expect(formats.gitlab(seeded, elsewhere)).toContain('"path": "tools/pm/week-1.yaml"');
    const [own] = JSON.parse(formats.gitlab(seeded, page));
    const [other] = JSON.parse(formats.gitlab(seeded, elsewhere));
    expect(other.fingerprint).not.toBe(own.fingerprint);
  });
});

describe('junit', () => {
  const testcases = (output: string) =>
    [...output.matchAll(/<testcase .*? name="([^"]*)"/g)].map(([, n]) => n);

  it('has a test for each file, named apart even where only what is hidden differs', () => {
    const report = reportOf(['a\u001b.yaml', 'a␛.yaml', 'a␛.yaml (2)'], []);
    const names = testcases(formats.junit(report, page));
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
    expect(new Set(testcases(formats.junit(hostile, page))).size).toBe(hostile.files.length);
  });

  it('fails files with errors alone', () => {
    const warned = reportOf(
      ['a.yaml'],
      seeded.problems
        .slice(0, 1)
        .map((problem) => ({ ...problem, file: 'a.yaml', severity: 'warning' as const })),
    );
    const output = formats.junit(warned, page);
    expect(output).toContain('failures="0"');
    expect(output).not.toContain('<failure');
    expect(output).toContain('<system-out>a.yaml:');
    expect(formats.junit(seeded, page)).toContain('tests="3" failures="2" errors="0"');
  });
});

describe('rdjson', () => {
  interface Position {
    readonly line: number;
    readonly column: number;
  }
  interface Diagnostic {
    readonly suggestions?: readonly [
      { readonly range: { start: Position; end: Position }; readonly text: string },
    ];
    readonly location: { readonly range: { start: Position; end: Position } };
  }
  const week = `${head}  - { "title": 日本語 😀, 日本é😀: 1, id: meet, "detials": é }\r\n  - { id: ü, title: 12 }\n  - { id: z, title: [x,\n    "日本"] }\n`;
  const files = { 'pm/program.yaml': program, 'pm/week-1.yaml': week };
  const report = reportOn(files, { 'unused-role': { severity: 'off' }, 'vague-title': { severity: 'off' } });
  const { diagnostics } = JSON.parse(formats.rdjson(report, page)) as { diagnostics: Diagnostic[] };
  const lineStarts = [
    0,
    ...[...Buffer.from(week).entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : [])),
  ];
  const offset = ({ line, column }: Position) => (lineStarts[line - 1] ?? 0) + column - 1;

  it('counts columns in bytes of UTF-8', () => {
    const marked = diagnostics.map(({ location: { range } }) =>
      Buffer.from(week).subarray(offset(range.start), offset(range.end)).toString(),
    );
    expect(marked).toEqual(['日本é😀', '"detials"', 'ü', '12', '[x,\n    "日本"]']);
  });

  it('offers the fix where there is a single edit', () => {
    const fixed = diagnostics.flatMap(({ suggestions = [] }) =>
      suggestions.map(({ range, text }) => {
        const bytes = Buffer.from(week);
        const [from, to] = [offset(range.start), offset(range.end)];
        return Buffer.concat([bytes.subarray(0, from), Buffer.from(text), bytes.subarray(to)]).toString();
      }),
    );
    expect(fixed).toEqual([week.replace('"detials"', 'details'), week.replace('12', "'12'")]);
  });
});

test('no format tells the time or the machine', () => {
  for (const name of formatNames) {
    expect(formats[name](seeded, page)).toBe(formats[name](seeded, page));
    expect(formats[name](seeded, page)).not.toMatch(/20\d\d-\d\d-\d\d|timestamp|hostname/);
  }
});
