/** The table of docs/terminal.md: each line that it says to try is typed, and each test that it names is there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { Terminal } from '../cli/terminal.ts';
import { prepared, root, type World } from '../cli/world.ts';
import { codeOf, tableOf } from './markdown.ts';

interface Habit {
  readonly habit: string;
  readonly line: string;
  /** What is done beside typing the line, in words. */
  readonly how: string;
  readonly sees: readonly string[];
  readonly code: number;
  readonly file: string;
  readonly guard: string;
}

const page = readFileSync(join(import.meta.dirname, '../../docs/terminal.md'), 'utf8');
const titles = ['habit', 'how to try it', 'what you see', 'the test that guards it'] as const;
const habits = tableOf(page, ...titles).map(([habit = '', tried = '', seen = '', guarded = '']): Habit => {
  const [line = ''] = codeOf(tried).map(plain);
  const [file = '', guard = ''] = codeOf(guarded);
  const code = Number(/exit (\d+)$/.exec(seen)?.[1] ?? 0);
  return { habit, line, how: tried.replace(/`[^`]*`/, ''), sees: codeOf(seen).map(plain), code, file, guard };
});

/** A bar has a backslash before it in tables; an escape and a tab are written out. */
function plain(code: string): string {
  return code.replaceAll('\\|', '|').replaceAll('\\e', '\u001b').replaceAll('\\t', '\t');
}

const started = prepared((world) => world.startAda());

test('the table has 25 habits, each said once', () => {
  expect(habits).toHaveLength(25);
  for (const key of ['habit', 'line', 'guard'] as const)
    expect(new Set(habits.map((habit) => habit[key])).size, key).toBe(habits.length);
});

describe.each(habits)('$habit', ({ line, how, sees, code, file, guard }) => {
  test('is there, as the table says', async (context) => {
    const world = await started();
    expect(sees.length).toBeGreaterThan(0);
    if (how.includes('at a terminal')) return atTerminal(context, world, { line, how, sees });
    const command = line.startsWith('man ') ? manOf(context, line) : line;
    const ended = await world.shell(command);
    const said = `${ended.stdout}${ended.stderr}`;
    for (const words of sees) expect(said).toContain(words);
    expect(ended.code, said).toBe(code);
  });

  test('has a test of that name', () => {
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(hasTest(readFileSync(join(root, file), 'utf8'), guard), guard).toBe(true);
  });
});

test('how a test is found: by its whole name, as it is written', () => {
  const source = `test('one', () => {});\n  test.each(all)('%s: two', async (it) => {});\n  it(\n    "it's three",\n    { timeout: 1 },\n  );\ndescribe('four', () => {});\nconst five = say('five', 5);`;
  for (const name of ['one', '%s: two', "it's three"]) expect(hasTest(source, name), name).toBe(true);
  for (const name of ['on', 'two', 'four', 'five']) expect(hasTest(source, name), name).toBe(false);
});

/** Whether the text of a file has a test of that name, and not only a group. */
function hasTest(source: string, name: string): boolean {
  const quoted = name.includes("'") ? `"${name}"` : `'${name}'`;
  return [...source.matchAll(/(describe[\w.]*)?\(\s*((['"]).*\3),\s*(async\s*)?(\(|\w+ =>|\{)/g)].some(
    ([, group, found]) => group === undefined && found === quoted,
  );
}

/** Types the line into a real terminal, then the key that is said. */
async function atTerminal(
  context: TestContext,
  world: World,
  { line, how, sees }: Pick<Habit, 'line' | 'how' | 'sees'>,
): Promise<void> {
  const said = join(world.folder, 'said');
  const isLong = how.includes('a thousand records');
  const env: Record<string, string> = isLong ? { SAID: said, NODE_OPTIONS: `--require=${slow(world)}` } : {};
  const terminal = await Terminal.open(context, world, { env });
  await terminal.type(line);
  if (isLong) {
    // The line is gone at the end: what was written is looked at instead.
    await terminal.still('Begin with:');
    for (const words of sees) expect(readFileSync(said, 'utf8')).toContain(words);
    return;
  }
  if (how.includes('Ctrl-C')) {
    await terminal.still(/^\? /m);
    await terminal.press('C-c');
  }
  for (const words of sees) await terminal.still(words);
}

/** Where a second passes with each look at the clock. @returns a script that keeps what is written to stderr in `SAID` */
function slow(world: World): string {
  const file = join(world.folder, 'slow.cjs');
  const script = `
    const fs = require('node:fs');
    const write = fs.writeSync;
    let looks = 0;
    performance.now = () => (looks += 1) * 1000;
    fs.writeSync = (fd, bytes, ...rest) => {
      if (fd === 2) fs.appendFileSync(process.env.SAID, bytes);
      return write(fd, bytes, ...rest);
    };`;
  writeFileSync(file, script);
  return file;
}

/** The same page from the clone, where nothing is installed; skips the test where there is no man. */
function manOf({ skip }: TestContext, line: string): string {
  if (!existsSync('/usr/bin/man')) skip('man is not installed: apt-get install man-db groff');
  expect(line).toBe('man pm-onboard');
  return `MANPAGER=cat man -l '${join(root, 'dist/pm-onboard.1')}' | col -b`;
}
