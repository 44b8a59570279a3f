/** docs/rules.md: a section a rule, each with examples that are found, or not, exactly as it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { lint, type RatedProblem, readProgram } from '../../src/lint/lint.ts';
import type { Facts } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { lintSettings } from '../../src/lint/settings.ts';
import { compile } from '../../src/program/compile.ts';
import type { Program } from '../../src/program/model.ts';
import { parseYaml } from '../../src/program/yaml.ts';
import { root } from '../cli/world.ts';
import { type Fence, fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/rules.md'), 'utf8');

interface Section {
  readonly id: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

const sections = page
  .split(/^### /m)
  .slice(1)
  .map((part): Section => {
    const [id = '', ...rest] = part.split('\n');
    const text = rest.join('\n').replace(/^## [\s\S]*/m, '');
    return { id: id.trim(), text, fences: fencesOf(text) };
  });

const roles = ['manager', 'buddy', 'mentor'];
const program = `id: sample\ntitle: A sample\nphases: [week-1]\nroles:\n${roles.map((role) => `  ${role}: { title: The ${role} }\n`).join('')}`;
const preamble = 'id: week-1\ntitle: First week\ndue: week 1\nitems:\n';

/** The example as a program's files, put into what it leaves out; and how many lines stand above it. */
function filesOf({ info, text }: Fence): { files: Record<string, string>; above: number; shown: string[] } {
  const kind = info.split(' ')[2];
  if (kind === 'items') {
    const above = preamble.split('\n').length - 1;
    return {
      files: { 'program.yaml': program, 'week-1.yaml': preamble + text },
      above,
      shown: ['week-1.yaml'],
    };
  }
  if (kind === 'checklist')
    return { files: { 'program.yaml': program, 'week-1.yaml': text }, above: 0, shown: ['week-1.yaml'] };
  if (kind !== 'files') throw new Error(`an example is of items, a checklist or files: ${info}`);
  // Several files, each under a comment with its name.
  const parts = text.split(/^(?=# \S+\.yaml$)/m);
  const files = Object.fromEntries(parts.map((part) => [/^# (\S+)/.exec(part)?.[1] ?? '', part]));
  return { files, above: 0, shown: Object.keys(files) };
}

/** What a section says that a flag told: dates, the programs of hires as their items, answers to links. */
interface ToldFacts {
  readonly today?: CalendarDate;
  readonly horizon?: CalendarDate;
  readonly against?: readonly { readonly hires: number; readonly items: unknown }[];
  readonly links?: Readonly<Record<string, string>>;
}

function factsOf(fence: Fence | undefined): Facts {
  if (!fence) return {};
  const { today, horizon, against, links } = parseYaml('facts', encode(fence.text)).value as ToldFacts;
  return {
    ...(today && horizon ? { horizon: { today, until: horizon, calendar: {} } } : {}),
    ...(against
      ? { against: { programs: against.map(({ hires, items }) => ({ hires, program: programOf(items) })) } }
      : {}),
    ...(links
      ? {
          links: new Map(
            Object.entries(links).map(([url, answer]) => [url, { ok: answer.startsWith('2'), answer }]),
          ),
        }
      : {}),
  };
}

/** The sample program with these items. */
function programOf(items: unknown): Program {
  const files = { 'program.yaml': program, 'week-1.yaml': `${preamble}  ${JSON.stringify(items)}` };
  const { source, problems } = readProgram(
    Object.entries(files).map(([name, text]) => ({ name, path: name, bytes: encode(text) })),
  );
  if (!source) throw new Error(`the items of hires have problems: ${JSON.stringify(problems)}`);
  return compile(source, '');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function problemsIn(fence: Fence, settings: Fence | undefined, facts: Fence | undefined): string[] {
  const { files, above, shown } = filesOf(fence);
  const given = settings ? parseYaml('pm-onboard.yaml', encode(settings.text)).value : {};
  const found = lint({
    files: Object.entries(files).map(([name, text]) => ({ name, path: name, bytes: encode(text) })),
    settings: lintSettings((given as { lint?: unknown }).lint).rules,
    facts: factsOf(facts),
  });
  const inside = found.filter(({ file, line }) => shown.includes(file) && line > above);
  return inside.map((problem) => lineOf(problem, above, shown.length > 1));
}

/** As `--format compact` prints it, but counted from the example's first line. */
function lineOf(
  { file, line, column, severity, message, hint, rule }: RatedProblem,
  above: number,
  several: boolean,
) {
  const more = hint ? ` (${hint})` : '';
  return `${several ? `${file}:` : ''}${line - above}:${column}: ${severity}: ${message}${more} [${rule}]`;
}

it('has a section for each rule, in the order of the list', () => {
  expect(sections.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
});

describe.each(sections)('$id', ({ id, text, fences }) => {
  const rule = rules.find((each) => each.id === id);
  const wrong = fences.filter(({ info }) => info.startsWith('yaml wrong'));
  const right = fences.filter(({ info }) => info.startsWith('yaml right'));
  const settings = fences.find(({ info }) => info === 'yaml settings');
  const facts = fences.find(({ info }) => info === 'yaml facts');

  it('says how severe it is and why', () => {
    expect(text.replaceAll('\n', ' ')).toContain(`*${rule?.severity}*: ${rule?.why}`);
  });

  it('has an example of each kind', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  it.each(wrong)('finds what the page says in the example at line $line', (fence) => {
    const said = fences[fences.indexOf(fence) + 1];
    expect(said?.info).toBe('text');
    const found = problemsIn(fence, settings, facts);
    expect(found).toEqual(said?.text.trimEnd().split('\n'));
    expect(found.some((line) => line.endsWith(`[${id}]`))).toBe(true);
  });

  it.each(right)('finds nothing in the example at line $line', (fence) => {
    expect(problemsIn(fence, settings, facts)).toEqual([]);
  });
});
