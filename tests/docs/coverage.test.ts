/** What docs/coverage.md says about the shipped checklists must be true. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProgram } from '../../src/lint/lint.ts';
import { describeProblem } from '../../src/program/problem.ts';
import { type EntrySource, isGroup } from '../../src/program/shape.ts';
import { readSources } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';
import { codeOf, tableOf } from './markdown.ts';

const folder = join(root, 'checklists/product-manager');
const files = readSources(folder, root);
const { source, problems } = readProgram(files);
const entries = source?.checklists.flatMap((checklist) => checklist.items) ?? [];
const groups = entries.filter(isGroup);
const items = entries.flatMap((entry) => (isGroup(entry) ? entry.items : [entry]));
const ids = [...groups, ...items].map(({ id }: EntrySource) => id);

const page = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
const activities = tableOf(page, 'activity', 'item', 'note');
const ours = tableOf(page, 'item', 'reason');

describe('the program that ships', () => {
  it('reads without a problem', () => {
    expect(problems.map(describeProblem)).toEqual([]);
    expect(source?.checklists.map((checklist) => checklist.id)).toEqual([
      'day-1',
      'week-1',
      'day-30',
      'day-60',
      'day-90',
    ]);
  });

  it('is its YAML files and nothing else', () => {
    const phases = ['program', ...(source?.program.phases ?? [])].map((id) => `${id}.yaml`);
    const parts = ['../parts/before-the-start.yaml', '../parts/fresh-eyes.yaml', 'parts/first-talks.yaml'];
    expect(files.map(({ name }) => name).sort()).toEqual([...phases, ...parts].sort());
    const own = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(own.filter((name) => name.endsWith('.yaml')).sort()).toEqual(
      [...phases, 'parts/first-talks.yaml'].sort(),
    );
  });

  it('has groups of three to eight items', () => {
    expect(groups.length).toBeGreaterThan(5);
    const odd = groups.filter((group) => group.items.length < 3 || group.items.length > 8);
    expect(odd.map((group) => `${group.id}: ${group.items.length}`)).toEqual([]);
  });

  it('says of every item what it takes', () => {
    expect(items.length).toBeGreaterThan(50);
    expect(items.filter(({ takes }) => takes === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('gives every phase an objective', () => {
    const without = source?.checklists.filter(({ objective }) => !objective);
    expect(without?.map(({ id }) => id)).toEqual([]);
  });

  it('has every tally without a target looked at by somebody, unless it is optional', () => {
    const tallies = items.filter(({ count, optional }) => count && count.target === undefined && !optional);
    expect(tallies.length).toBeGreaterThan(1);
    expect(tallies.filter((item) => item['sign-off'] === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('waits only for what there is', () => {
    const missing = items.flatMap(({ id, after = [] }) =>
      after.filter((other) => !ids.includes(other)).map((other) => `${id} after ${other}`),
    );
    expect(missing).toEqual([]);
  });

  it('has titles that fit a screen', () => {
    expect(items.filter(({ title }) => title.length > 45).map(({ title }) => title)).toEqual([]);
  });

  it('has no line over 100 columns but for addresses', () => {
    const long = files.flatMap(({ name, bytes }) =>
      new TextDecoder()
        .decode(bytes)
        .split('\n')
        .map((line, index) => ({ place: `${name}:${index + 1}`, line }))
        .filter(({ line }) => [...line].length > 100 && !/^\s*(- )?url: \S+$/.test(line)),
    );
    expect(long.map(({ place }) => place)).toEqual([]);
  });
});

describe('docs/coverage.md', () => {
  it('names each activity once', () => {
    const names = activities.map(([activity = '']) => activity);
    expect(names.length).toBeGreaterThan(150);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^(lost-|out-)?(d1|w1|m1|m2|m3)-[a-z0-9-]+$/.test(name))).toEqual([]);
  });

  it('names items and groups that there are', () => {
    const named = [...activities, ...ours].flatMap((row) => codeOf(row.join(' ')));
    expect(named.length).toBeGreaterThan(150);
    expect([...new Set(named)].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('gives each activity an item, or a `-` with a reason', () => {
    const bare = activities.filter(([, item = '', note = '']) =>
      item === '-' ? note.length < 10 : codeOf(item).length === 0,
    );
    expect(bare).toEqual([]);
  });

  it('says of each shipped item where it comes from, once', () => {
    const covering = new Set(activities.flatMap(([, item = '']) => codeOf(item)));
    const own = ours.flatMap(([item = '']) => codeOf(item));
    expect(ids.filter((id) => !covering.has(id) && !own.includes(id))).toEqual([]);
    expect(own.filter((id, index) => covering.has(id) || own.indexOf(id) !== index)).toEqual([]);
    expect(ours.filter(([, reason = '']) => reason.length < 10)).toEqual([]);
  });

  it('calls a group what is one', () => {
    const groupIds = groups.map(({ id }) => id);
    const called = activities.filter(([, , note = '']) => /^group\b/.test(note));
    expect(called.length).toBeGreaterThan(5);
    const wrong = called.filter(([, item = '']) => !codeOf(item).every((id) => groupIds.includes(id)));
    expect(wrong).toEqual([]);
  });

  it('says "topic" only of items that have topics', () => {
    const called = activities.filter(([, , note = '']) => /^topic\b/.test(note));
    expect(called.length).toBeGreaterThan(20);
    const without = called.filter(
      ([, item = '']) => !codeOf(item).every((id) => items.find((each) => each.id === id)?.topics?.length),
    );
    expect(without).toEqual([]);
  });

  it('says "optional" and "evidence" only of items that are or want it', () => {
    const itemsOf = ([, item = '']: string[]) => items.filter(({ id }) => codeOf(item).includes(id));
    const optional = activities.filter(([, , note = '']) => /^optional\b/.test(note));
    expect(optional.length).toBeGreaterThan(1);
    expect(optional.filter((row) => !itemsOf(row).every((item) => item.optional))).toEqual([]);
    const evidence = activities.filter(([, , note = '']) => /^evidence: /.test(note));
    expect(evidence.length).toBeGreaterThan(10);
    const wanted = (note: string) => (note.startsWith('evidence: text') ? 'text' : 'url');
    expect(
      evidence.filter((row) => !itemsOf(row).some((item) => item.evidence === wanted(row[2] ?? ''))),
    ).toEqual([]);
  });
});
