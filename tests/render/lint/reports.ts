/** Reports to render: without problems, with mistakes of every shape, and with hostile names and texts. */

import type { RulesConfig } from '../../../src/lint/config.ts';
import { lint, type RatedProblem } from '../../../src/lint/lint.ts';
import { type LintReport, reportOf } from '../../../src/lint/report.ts';
import type { LintFormat, Page } from '../../../src/render/lint/format.ts';
import { type FormatName, formatNames, formats as loaders } from '../../../src/render/lint/index.ts';
import { noStyle } from '../../../src/render/page.ts';
import { lenient } from '../../lint/faults.ts';

/** Every format, loaded. */
export const formats = Object.fromEntries(
  await Promise.all(formatNames.map(async (name) => [name, await loaders[name]()])),
) as Readonly<Record<FormatName, LintFormat>>;

export { formatNames };

export const page: Page = { width: 80, style: noStyle, inRepository: (file) => file };

/** The report of one program's files, given as path → text. */
export function reportOn(files: Readonly<Record<string, string>>, settings: RulesConfig = {}): LintReport {
  const sources = Object.entries(files).map(([path, text]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    bytes: new TextEncoder().encode(text),
  }));
  return reportOf(Object.keys(files), lint({ files: sources, config: { ...lenient, ...settings } }));
}

export const program =
  'id: pm\ntitle: PM\nphases: [week-1]\nroles: { buddy: { title: Buddy }, manager: { title: Manager } }\n';
export const head = 'id: week-1\ntitle: First week\ndue: week 1\nitems:\n';

export const clean = reportOn({
  'pm/program.yaml': program,
  'pm/week-1.yaml': `${head}  - { id: meet, title: Meet them, by: buddy, with: [manager] }\n`,
});

/** Errors and warnings, several on one line, behind wide characters, over several lines, with fixes and without. */
export const seeded = reportOn(
  {
    'pm/program.yaml': program,
    'pm/week-1.yaml': `${head}  - id: "日本語"
    titel: 😀 Meet them
    detials: x
  - { id: b, title: 12, "detials": é, by: budy }
  - id: c
    title: Third
    takes:
      - a
      - b
`,
    'pm/week-9.yaml': 'id: week-9\ntitle: "unfinished\n',
  },
  { 'unquoted-scalar': { severity: 'warning' } },
);

/** Each begins with `<<` and ends with `>>`, so that it can be found again. */
export const attacks: Readonly<Record<string, string>> = {
  lines: '<<one\n::error::two\r\n::stop-commands::x\rthree\u2028::four::\u2029\u0085>>',
  commands: '<<::error::x ##[add-mask]y ##vso[task.complete]z ###[group]>>',
  command: '::error file=x::<<>>',
  wrapped: `<<${'x'.repeat(60)} ::stop-commands::token ${'y'.repeat(70)}  ::group::z>>`,
  escapes: '<<%0A%0a%25 %3A%2C a:b,c=d;e]f>>',
  xml: '<<]]> <b> & &amp; " \' <![CDATA[x]]> <!-- -- --> <?x ?> &#27;>>',
  terminal: '<<\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007x \u009b31m \u0090y\u009c>>',
  controls: '<<\u0000\u0001\u0008\u000b\u000c\u001f\u007f\t>>',
  bidi: '<<\u202egnp.exe\u202c \u2066x\u2069 \u200f\u200b\u2060\ufeff\u00ad>>',
  lone: '<<\ud800 \udc00 \ufffe \uffff \u{10ffff}>>',
  emoji: '<<😀👩‍👩‍👧‍👧🇨🇭é日本語>>',
  link: '<<[click](https://evil.example) {0} ![x](y)>>',
  json: '<<"\\ \\u001b </script>>>',
  long: `<<${'長 '.repeat(5000)}${'w'.repeat(5000)}>>`,
};

/** One problem for each attack, which stands in all that is foreign. */
export const hostile = reportOf(
  Object.values(attacks),
  Object.values(attacks).flatMap((text): RatedProblem[] => {
    const within = { line: 3, column: 4, endLine: 3, endColumn: 9, source: text, endSource: text };
    const words = { message: `the title ${text} is odd`, hint: `write ${text}` };
    const { file, rule } = { file: text, rule: 'syntax' };
    return [
      { file, rule, severity: 'error', ...words, ...within, suggestion: { ...within, text } },
      { file, rule: 'unknown-key', severity: 'warning', ...words, ...within, endLine: 7, endSource: 'x: y' },
    ];
  }),
);
