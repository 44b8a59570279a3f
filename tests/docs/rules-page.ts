/** Reads the sections of docs/rules.md, one for each rule, and runs lint on their examples. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDate } from '../../src/dates.ts';
import { readDuties } from '../../src/duties/read.ts';
import type { DutiesSubject } from '../../src/lint/duties.ts';
import { lint, type RatedProblem, readProgram } from '../../src/lint/lint.ts';
import type { Extras } from '../../src/lint/rule.ts';
import { lintConfig } from '../../src/lint/settings.ts';
import { compile } from '../../src/program/compile.ts';
import type { Program } from '../../src/program/model.ts';
import { parseYaml } from '../../src/program/yaml.ts';
import { root } from '../cli/world.ts';
import { type Fence, fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/rules.md'), 'utf8');

export interface Section {
  readonly id: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

export const sections = page
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
  if (kind === 'duties') return { files: { 'duties.yaml': text }, above: 0, shown: ['duties.yaml'] };
  if (kind !== 'files') throw new Error(`an example is of items, a checklist, duties or files: ${info}`);
  // Several files, each under a comment with its name.
  const parts = text.split(/^(?=# \S+\.(?:yaml|ics)$)/m);
  const files = Object.fromEntries(
    parts.map((part) => {
      const name = /^# (\S+)/.exec(part)?.[1] ?? '';
      // A calendar file has no comments.
      return [name, name.endsWith('.ics') ? part.replace(/^.*\n/, '') : part];
    }),
  );
  return { files, above: 0, shown: Object.keys(files) };
}

/** What a section says that a flag told: dates, the programs of hires as their items, answers to links. */
interface Told {
  readonly today?: CalendarDate;
  readonly horizon?: CalendarDate;
  readonly against?: readonly { readonly hires: number; readonly items: unknown }[];
  readonly links?: Readonly<Record<string, string>>;
  /** What duties.yaml was at `HEAD`. */
  readonly dutiesBefore?: unknown;
  readonly sameId?: Readonly<Record<string, string>>;
  readonly gonePrograms?: readonly { readonly id: string; readonly hires: number }[];
}

function extrasOf(fence: Fence | undefined): Extras {
  if (!fence) return {};
  const { today, horizon, against, links, sameId, gonePrograms } = parseYaml('flags', encode(fence.text))
    .value as Told;
  return {
    ...(today && horizon ? { horizon: { today, until: horizon, calendar: {} } } : {}),
    ...(against
      ? { against: { programs: against.map(({ hires, items }) => ({ hires, program: programOf(items) })) } }
      : {}),
    ...(sameId ? { sameId: new Map(Object.entries(sameId)) } : {}),
    ...(gonePrograms
      ? {
          gonePrograms: gonePrograms.map(({ id, hires }) => ({
            id,
            hires: [{ program: programOf([{ id: 'a', title: 'Read it' }]), hires }],
            isHeir: true,
          })),
        }
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

/** A duties.yaml, and what it was before where the flags say it. */
function dutiesOf(text: string, fence: Fence | undefined): DutiesSubject {
  const file = readDuties('duties.yaml', encode(text));
  const { today, dutiesBefore } = fence ? (parseYaml('flags', encode(fence.text)).value as Told) : {};
  const templates = ['pm-meeting', 'roadmap-call', 'rotation-week'];
  if (!today || dutiesBefore === undefined) return { file, templates };
  const before = readDuties('duties.yaml', encode(JSON.stringify(dutiesBefore)));
  if (!before.duties) throw new Error(`what it was has problems: ${JSON.stringify(before.problems)}`);
  return { file, templates, before: { duties: before.duties, place: '`HEAD`', today } };
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

/** What lint says of an example, a line a problem; places are counted from the example's first line. */
export function problemsIn({ fences }: Section, example: Fence): string[] {
  const { files, above, shown } = filesOf(example);
  const config = fences.find(({ info }) => info === 'yaml config');
  const flags = fences.find(({ info }) => info === 'yaml flags');
  const given = config ? parseYaml('pm-onboard.yaml', encode(config.text)).value : {};
  const { 'duties.yaml': duties, ...others } = files;
  const found = lint({
    files: Object.entries(others).map(([name, text]) => ({ name, path: name, bytes: encode(text) })),
    config: lintConfig((given as { lint?: unknown }).lint).rules,
    extras: {
      ...extrasOf(flags),
      deadSchemas: deadSchemasIn(files),
      ...(duties === undefined ? {} : { duties: dutiesOf(duties, flags) }),
    },
  });
  const inside = found.filter(({ file, line }) => shown.includes(file) && line > above);
  return inside.map((problem) => lineOf(problem, above, shown.length > 1));
}

/** The files whose schema line leads to a folder `nowhere`. */
function deadSchemasIn(files: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(Object.keys(files).filter((name) => files[name]?.includes('$schema=../nowhere/')));
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

/** The examples in which something is to be found, each with what the page says of it. */
export function wrongOnes({ fences }: Section): { readonly example: Fence; readonly said: string[] }[] {
  return fences.flatMap((example, index) => {
    const said = fences[index + 1];
    if (!example.info.startsWith('yaml wrong')) return [];
    if (said?.info !== 'text') throw new Error(`line ${example.line}: what is found is to stand below`);
    return [{ example, said: said.text.trimEnd().split('\n') }];
  });
}
