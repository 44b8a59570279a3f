/**
 * tests/fixtures/seeded: a sound program, and copies of it with one mistake each, named `rule--variant`. Each is found at
 * its place and nothing else is; a rule that stops looking is noticed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lint, type RatedProblem } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { root, World } from '../cli/world.ts';
import { problemsIn, sections, wrongOnes } from '../docs/rules-page.ts';

const folder = join(root, 'tests/fixtures/seeded');
const mistakes = readdirSync(folder).filter((name) => name !== 'sound');
/** Without a flag they have nothing to look at; docs/rules.md shows what they find. */
const byFlag = ['calendar-coverage', 'horizon-load', 'removed-id', 'changed-meaning', 'dead-link'];

function problemsOf(name: string): readonly RatedProblem[] {
  const files = readdirSync(join(folder, name)).map((file) => ({
    name: file,
    path: `${name}/${file}`,
    bytes: readFileSync(join(folder, name, file)),
  }));
  return lint({ files, settings: {} });
}

function ruleOf(name: string): string {
  return name.split('--')[0] ?? '';
}

describe('seeded mistakes', () => {
  test('are there for each rule', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(40);
    const seeded = new Set(mistakes.map(ruleOf));
    expect([...seeded].sort()).toEqual(
      rules
        .map(({ id }) => id)
        .filter((id) => !byFlag.includes(id))
        .sort(),
    );
  });

  test('the program that they were put into is sound', () => {
    expect(problemsOf('sound')).toEqual([]);
  });

  test.each(mistakes)('%s is found, and nothing else', (name) => {
    const found = problemsOf(name).map(({ rule }) => rule);
    expect(found).toContain(ruleOf(name));
    expect(new Set(found).size).toBe(1);
  });

  test('through the program, each at its line and column', async () => {
    const { code, stdout, stderr } = await new World().run(['lint', '.', '--format', 'compact'], {
      cwd: folder,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(join(root, 'tests/cli/screens/lint-seeded.golden'));
  });
});

/** The seeded mistakes and the examples of the docs that come out otherwise than they should. */
function noticed(): string[] {
  const seeded = mistakes.filter(
    (name) => !orNothing(() => problemsOf(name)).some(({ rule }) => rule === ruleOf(name)),
  );
  const examples = sections.flatMap((section) =>
    wrongOnes(section)
      .filter(({ example, said }) => orNothing(() => problemsIn(section, example)).join() !== said.join())
      .map(() => `docs--${section.id}`),
  );
  return [...seeded, ...examples];
}

/** Without a rule of structure, what can't be compiled is compiled: that it fails then is notice enough. */
function orNothing<T>(find: () => readonly T[]): readonly T[] {
  try {
    return find();
  } catch {
    return [];
  }
}

describe('a rule that finds nothing any more is noticed', () => {
  afterEach(() => void vi.restoreAllMocks());

  test('with all at work, nothing is', () => {
    expect(noticed()).toEqual([]);
  });

  test.each(rules)('$id', (rule) => {
    vi.spyOn(rule, 'check').mockReturnValue([]);
    const by = noticed();
    expect(by).toContain(`docs--${rule.id}`);
    if (!byFlag.includes(rule.id)) expect(by.map(ruleOf)).toContain(rule.id);
  });
});
