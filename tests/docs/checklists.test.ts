/** The examples of docs/checklists.md: the correct ones must be accepted, and the wrong ones refused as the page says. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZodOptional, type ZodType } from 'zod';
import { type CalendarDate, weekdayName, weekdays } from '../../src/dates.ts';
import { type ReadResult, readProgram } from '../../src/lint/lint.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { ruleDate, Timeline } from '../../src/plan/timeline.ts';
import { compile } from '../../src/program/compile.ts';
import { describeProblem, type Problem } from '../../src/program/problem.ts';
import {
  checklistSchema,
  entries,
  groupSchema,
  itemSchema,
  partSchema,
  programSchema,
  templateItemSchema,
} from '../../src/program/shape.ts';
import { readTemplate, templateSchema } from '../../src/program/template.ts';
import { days } from '../builders.ts';
import { events } from '../cli/facts.ts';
import { root, World } from '../cli/world.ts';
import { codeOf, type Fence, fencesOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/checklists.md'), 'utf8');
const allFences = fencesOf(page).filter(({ info }) => info.startsWith('yaml '));
const fences = allFences.filter(({ info }) => !/^yaml (?:template|part)/.test(info));
/** The parts that examples include. */
const parts = Object.fromEntries(
  allFences.flatMap(({ info, text }) => (info.startsWith('yaml part ') ? [[info.slice(10), text]] : [])),
);
/** The calendar files that examples name. */
const calendars = Object.fromEntries(
  fencesOf(page).flatMap(({ info, text }) => (info.startsWith('ics ') ? [[info.slice(4), text]] : [])),
);

const roles = ['manager', 'buddy', 'mentor', 'release-manager', 'support-lead', 'qa', 'ux-designer'];

const program = `
id: sample
title: A sample
phases: [week-1]
roles:
${roles.map((role) => `  ${role}: { title: ${role} }`).join('\n')}
traits:
  country: [us, de, other]
  manager: boolean
`;

/** Lines that stand above an example's items in their file. */
const preamble = `
id: week-1
title: First week
due: week 1
items:
  - id: meet-buddy
    title: Meet your buddy
`;

function read(files: Record<string, string>): ReadResult {
  return readProgram(
    Object.entries(files).map(([name, text]) => ({
      name,
      path: name,
      bytes: new TextEncoder().encode(text),
    })),
  );
}

/** The example as a program's files, put into what it leaves out. */
function filesOf({ info, text }: Fence): Record<string, string> {
  const kind = info.replace('yaml ', '');
  if (kind === 'checklist') return { ...parts, 'program.yaml': program, 'week-1.yaml': text };
  if (kind === 'program') {
    const due = text.includes('anchor: end') ? '1 workday before end' : 'day 5';
    const other = (id: string) =>
      `id: ${id}\ntitle: A phase\ndue: ${due}\nitems: [{ id: in-${id}, title: An item }]`;
    return {
      ...calendars,
      'program.yaml': text,
      'day-1.yaml': other('day-1'),
      'week-1.yaml': other('week-1'),
    };
  }
  return { 'program.yaml': program, 'week-1.yaml': preamble + text.replace(/^(?=.)/gm, '  ') };
}

/** The text that a problem points at. */
function textAt(files: Record<string, string>, { file, line, column, endLine, endColumn }: Problem): string {
  const lines = files[file]?.split('\n').slice(line - 1, endLine) ?? [];
  lines.push((lines.pop() ?? '').slice(0, endColumn - 1));
  return lines.join('\n').slice(column - 1);
}

/** What the sentences say without naming a word of the example, and how the problem says it. */
const reasons = [
  ['a group cannot stand in a group', /`items`|group/],
  ['the two wait for each other', /wait for each other/],
  ['an anchor and an alias', /anchors.*\n.*aliases/],
] as const;

function nameOf({ info, text, line }: Fence): string {
  return `line ${line}, ${info}: ${/id: (\S+)/.exec(text)?.[1]}`;
}

describe('the examples of docs/checklists.md', () => {
  const right = fences.filter(({ info }) => info !== 'yaml wrong');
  const wrong = fences.filter(({ info }) => info === 'yaml wrong');

  it('are of the kinds that run here, several of each', () => {
    const kinds = new Set(fences.map(({ info }) => info));
    expect([...kinds].sort()).toEqual(['yaml checklist', 'yaml items', 'yaml program', 'yaml wrong']);
    expect(right.length).toBeGreaterThanOrEqual(10);
    expect(wrong.length).toBeGreaterThanOrEqual(7);
  });

  it.each(right.map((fence) => [nameOf(fence), fence] as const))('%s can be written', (_, fence) => {
    const { source, problems } = read(filesOf(fence));
    expect(problems.map(describeProblem)).toEqual([]);
    if (!source) throw new Error('no problems and no source');
    const { phases } = compile(source, '');
    const ids = phases.flatMap(({ items, groups }) => [...items, ...groups].map(({ id }) => id));
    for (const [, id] of fence.text.matchAll(/^ *- id: (\S+)$/gm)) expect(ids).toContain(id);
  });

  it.each(wrong.map((fence) => [nameOf(fence), fence] as const))('%s is refused as said', (_, fence) => {
    const files = filesOf(fence);
    const { source, problems } = read(files);
    expect(source).toBeUndefined();
    expect(fence.after).toMatch(/^Refused, because /);
    const said = problems
      .map((problem) => `${describeProblem(problem)} ${textAt(files, problem)}`)
      .join('\n');
    const words = codeOf(fence.after);
    for (const word of words) expect(said).toContain(word);
    const [, pattern] = reasons.find(([reason]) => fence.after.includes(reason)) ?? [];
    if (pattern) expect(said).toMatch(pattern);
    expect(words.length > 0 || pattern !== undefined, 'nothing in the sentence that can be checked').toBe(
      true,
    );
  });
});

describe('the calendar of docs/checklists.md', () => {
  it('takes the days off that it says', () => {
    const fence = fences.find(({ text }) => text.includes('company.ics'));
    const { source } = read(fence ? filesOf(fence) : {});
    const said = codeOf(/^Days off: .*$/m.exec(page)?.[0] ?? '');
    expect(said.length).toBeGreaterThan(4);
    expect(source && compile(source, '').calendar.holidays?.map(({ date }) => date)).toEqual(said);
  });
});

describe('the tables of docs/checklists.md', () => {
  it('give each form of date the date that it has', () => {
    const timeline = new Timeline('2026-11-23', new Calendar([{ holidays: days('2026-11-26') }]));
    const rows = tableOf(page, 'form', 'the date', 'example');
    expect(rows).toHaveLength(5);
    for (const [form = '', , example = ''] of rows) {
      const date = ruleDate(codeOf(form)[0] ?? '', '2026-11-23', timeline);
      expect(new Date(`${example} 2026 UTC`).toISOString(), form).toBe(`${date}T00:00:00.000Z`);
      expect(example).toContain(weekdayName(date));
    }
  });

  it('give each form that counts from the last day the date that it has', () => {
    const [, end = ''] = /Here it is (Friday 18 December 2026):/.exec(page) ?? [];
    const last = new Date(`${end} UTC`).toISOString().slice(0, 10) as CalendarDate;
    const timeline = new Timeline('2026-11-23', new Calendar([]), [], undefined, last);
    const rows = tableOf(page, 'rule', 'the date', 'example');
    expect(rows).toHaveLength(5);
    for (const [form = '', , example = ''] of rows) {
      const date = ruleDate(codeOf(form)[0] ?? '', '2026-11-23', timeline);
      expect(new Date(`${example} 2026 UTC`).toISOString(), form).toBe(`${date}T00:00:00.000Z`);
      expect(example).toContain(weekdayName(date));
    }
  });

  it('say where a short phase puts a workday', () => {
    const said = /with (\d+) working days instead of (\d+), `(workday \d+)` is the (\d+)th/.exec(page);
    const [, workdays, supposed, rule = '', nth] = said ?? [];
    const phases = [{ due: `day ${workdays}`, items: [{ due: `workday ${supposed}` }] }];
    const timeline = new Timeline('2026-11-23', new Calendar([{ workingDays: weekdays }]), phases);
    expect(timeline.squeezes).toEqual([{ phase: 0, workdays: 14, supposed: 22 }]);
    expect(timeline.workdayOf(rule)).toBe(Number(nth));
  });

  it.each([
    ['program.yaml', programSchema, 'key'],
    ['A checklist', checklistSchema, 'key'],
    ['Items', itemSchema, 'key'],
    ['Parts', partSchema, 'key'],
    ['Templates', templateSchema, 'key'],
    ['Templates', templateItemSchema, 'key of an item'],
  ] as const)('of %s say of each key what editors say', (section, { shape }, head) => {
    const rows = tableOf(page.slice(page.indexOf(`\n## ${section}`)), head, 'meaning');
    // A row may lead to the section that has more.
    const said = rows.map(([key, meaning = '']) => [
      key,
      meaning.replace(/ See \[[^\]]+\]\(#[a-z-]+\)\.$/, ''),
    ]);
    const sentences = Object.entries(shape as Record<string, ZodType>).map(([key, schema]) => [
      `\`${key}\``,
      `${schema instanceof ZodOptional ? '' : 'Needed. '}${schema.description}`,
    ]);
    expect(said).toEqual(sentences);
  });

  it('name the keys of a group, and those that go down to its items', () => {
    const [, groupKeys = '', down = ''] =
      /^A group has (.+), nothing else\. Its (.+) hold\n/m.exec(page) ?? [];
    expect(codeOf(groupKeys)).toEqual(Object.keys(groupSchema.shape));
    const known = entries.filter(({ at, goesDown }) => at.group && goesDown);
    expect(codeOf(down)).toEqual(known.map(({ name }) => name));
  });
});

describe('the part of docs/checklists.md', () => {
  it('comes before the items of the phase, with its groups', () => {
    const fence = fences.find(({ text }) => text.includes('include: ['));
    const { source } = read(fence ? filesOf(fence) : {});
    const [phase] = source ? compile(source, '').phases : [];
    expect(phase?.items.map(({ id }) => id)).toEqual(['encrypt-laptop', 'second-factor', 'clone-repository']);
    expect(phase?.groups.map(({ id }) => id)).toEqual(['accounts']);
  });
});

describe('the templates of docs/checklists.md', () => {
  const [right, wrong, ...others] = allFences.filter(({ info }) => info.startsWith('yaml template'));
  const read = ({ text }: Fence) => readTemplate('t.yaml', new TextEncoder().encode(text));

  it('can be written, or are refused as said', () => {
    expect([right?.info, wrong?.info, others]).toEqual(['yaml template', 'yaml template wrong', []]);
    const { template, problems } = read(right as Fence);
    expect(problems).toEqual([]);
    expect(template?.items.map(({ id }) => id)).toEqual(['draft', 'send', 'report']);
    const said = read(wrong as Fence)
      .problems.map(describeProblem)
      .join();
    expect((wrong as Fence).after).toMatch(/^Refused, because no item above it has the id `draft`\./);
    expect(said).toContain('no item above this one has the id `draft`');
  });

  it('run as the page says', async () => {
    const world = new World();
    await world.startAda();
    const monday = ['--today', '2026-11-23'];
    const section = page.slice(page.indexOf('\n## Templates'), page.indexOf('\n## What a file may be'));
    writeFileSync(join(world.folder, 'survey.yaml'), right?.text ?? '');
    const lines = [...section.matchAll(/^ {4}(pm-onboard .*)$|`(pm-onboard (?:add|lint) .*?)`/gm)];
    expect(lines).toHaveLength(3);
    for (const [, block, inline] of lines) {
      const { code, stderr } = await world.shell(`${block ?? inline} ${monday.join(' ')}`);
      expect({ code, stderr }, block ?? inline).toMatchObject({ code: 0 });
    }
    const dues = events(world).flatMap(({ kind, due }) => (kind === 'added' ? [due] : []));
    // One item alone, then working days 2 and 3, and day 14 from Monday 7 December: a Sunday.
    expect(dues).toEqual(['2026-12-11', '2026-12-08', '2026-12-09', '2026-12-18']);
  });
});
