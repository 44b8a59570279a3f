/** What happens to hires when an item is retired, a program gets another id or a twin; and the report for many hires. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectRefusal, flat } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2026-11-24'];
const items = (...ids: string[]) =>
  ids.map((id) => `  - { id: ${id}, title: Do ${id}, details: Until it is done., takes: 30 min }\n`).join('');

let world: World;

function put(folder: string, id: string, more: string, phase: string): void {
  mkdirSync(join(world.folder, folder), { recursive: true });
  const main = `id: ${id}\ntitle: The ${id} program\nphases: [one]\n${more}`;
  writeFileSync(join(world.folder, folder, 'program.yaml'), main);
  writeFileSync(join(world.folder, folder, 'one.yaml'), `id: one\ntitle: One\ndue: week 1\n${phase}`);
}

function use(folder: string): void {
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), `program: ${folder}\n`);
}

async function start(name: string): Promise<void> {
  const args = ['start', '--name', name, '--start', '2026-11-23', '--no-me', '--as', 'Grace', ...today];
  expect((await world.run(args)).code).toBe(0);
}

beforeEach(async () => {
  world = new World();
  await world.run(['init']);
  put('checklists/alpha', 'alpha', '', `items:\n${items('list-puzzles', 'solve-them')}`);
  use('checklists/alpha');
});

describe('a retired item', () => {
  beforeEach(async () => {
    await start('Ada Lovelace');
    await start('Mary Shelley');
    await world.run([
      'note',
      'list-puzzles',
      'Half of them',
      '--hire',
      'Ada',
      '--as',
      'Ada Lovelace',
      ...today,
    ]);
    await world.run(['done', 'list-puzzles', '--hire', 'Mary', '--as', 'Mary Shelley', ...today]);
    put('checklists/alpha', 'alpha', '', `retired: [list-puzzles]\nitems:\n${items('solve-them')}`);
  });

  test('goes or stays as its hires are to have it; nobody guesses', async () => {
    await expectRefusal(world, ['upgrade', '--all', '--yes', ...today], {
      code: 4,
      says: ['Do list-puzzles', '--retired keep', '--retired drop'],
    });
    await expectRefusal(world, ['upgrade', '--all', '--yes', '--retired', 'lose', ...today], {
      code: 2,
      says: ['neither keep nor drop'],
    });
  });

  test('that is kept is an item of their own, with what was noted; who did it is asked nothing', async () => {
    const { code, stderr } = await world.run(['upgrade', '--all', '--yes', '--retired', 'keep', ...today]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('Ada Lovelace keeps, as their own: Do list-puzzles.');
    expect(stderr).not.toContain('Mary Shelley keeps');
    const shown = await world.run(['show', 'list-puzzles', '--hire', 'Ada', ...today]);
    expect(shown.stdout).toContain('Half of them');
    expect((await world.run(['show', 'list-puzzles', '--hire', 'Mary', ...today])).code).toBe(2);
    // It is taken back together with the adoption.
    await world.run(['undo', '--hire', 'Ada', ...today]);
    const again = await world.run(['upgrade', 'Ada', '--yes', '--retired', 'drop', ...today]);
    expect(again.code).toBe(0);
    expect((await world.run(['show', 'list-puzzles', '--hire', 'Ada', ...today])).code).toBe(2);
  });

  test('asks nothing where nobody has it open', async () => {
    expect((await world.run(['upgrade', 'Mary', '--yes', ...today])).code).toBe(0);
  });

  test('is asked about at a terminal', async (context) => {
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard upgrade Ada --today 2026-11-24; echo "exit=[$?]"');
    await terminal.until('Adopt these checklists for Ada Lovelace?');
    await terminal.type('y');
    const asked = flat(await terminal.until('It stays, as an item of their own'));
    expect(asked).toContain('"Do list-puzzles" is retired, and open for Ada Lovelace. What becomes of it?');
    await terminal.press('Down');
    await terminal.press('Enter');
    expect(flat(await terminal.until('exit=[0]'))).toContain('keeps, as their own: Do list-puzzles');
  });
});

test('a program of the same id elsewhere is never taken for the hire’s own', async () => {
  await start('Ada Lovelace');
  put('checklists/beta', 'alpha', '', `items:\n${items('other-thing')}`);
  use('checklists/beta');
  await expectRefusal(world, ['upgrade', '--all', '--yes', ...today], {
    code: 2,
    says: ['two programs have the id alpha: checklists/beta and checklists/alpha'],
  });
});

test('a program that says what it was called reaches its hires', async () => {
  await start('Ada Lovelace');
  put('checklists/alpha', 'gamma', '', `items:\n${items('list-puzzles', 'solve-them', 'more')}`);
  const lost = await world.run(['upgrade', '--all', '--dry-run', ...today]);
  expect(flat(lost.stdout)).toContain('follows alpha, whose checklists are not here');
  put(
    'checklists/alpha',
    'gamma',
    'formerly: [alpha]\n',
    `items:\n${items('list-puzzles', 'solve-them', 'more')}`,
  );
  expect(flat((await world.run(['team', ...today])).stdout)).toContain('pm-onboard upgrade');
  const { code, stderr } = await world.run(['upgrade', '--all', '--yes', ...today]);
  expect({ code, says: flat(stderr).includes('has the current checklists now: +1 item') }).toEqual({
    code: 0,
    says: true,
  });
  expect(await world.run(['upgrade', '--all', '--dry-run', '--exit-code', ...today])).toMatchObject({
    code: 0,
  });
});

describe('the report for a pull request', () => {
  const many = Array.from({ length: 44 }, (_, at) => `thing-number-${at + 1}`);
  const names = Array.from(
    { length: 40 },
    (_, at) => `Hire ${String.fromCharCode(65 + (at % 26))}${at} Lovelace`,
  );

  test('of 40 hires says once what is the same for all', async () => {
    put('checklists/alpha', 'alpha', '', `items:\n${items(...many)}`);
    for (const name of names) await start(name);
    put('checklists/alpha', 'alpha', '', `items:\n${items(...many).replaceAll('30 min', '20 min')}`);
    const { code, stdout } = await world.run([
      'upgrade',
      '--all',
      '--dry-run',
      '--markdown',
      '--exit-code',
      ...today,
    ]);
    expect(code).toBe(1);
    expect(stdout.length).toBeLessThan(10_000);
    expect(stdout.match(/^\| changed \|/gm)).toHaveLength(44);
    expect(stdout).toContain('## 40 hires: 44 changed');
    for (const name of names) expect(stdout).toContain(name);
    expect((await world.run(['upgrade', '--all', '--dry-run', '--markdown', ...today])).code).toBe(0);
  });

  test('of 40 hires of the shipped program, whose efforts all change, is one table', async () => {
    const shipped = new World();
    await shipped.run(['init']);
    for (const [at, name] of names.entries()) {
      const started = ['start', '--name', name, '--start', '2026-11-23', '--no-me', ...today];
      expect((await shipped.run(started)).code).toBe(0);
      // The last two have done what the others have open.
      if (at >= 38)
        expect((await shipped.run(['done', 'meet-manager', '--hire', name, ...today])).code).toBe(0);
    }
    await shipped.run(['init', '--checklists']);
    let changed = 0;
    const folder = join(shipped.folder, 'checklists');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.yaml')) continue;
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8').replace(/takes: (\d+)/g, (_, amount: string) => {
        changed += 1;
        return `takes: ${Number(amount) + 1}`;
      });
      writeFileSync(path, text);
    }
    expect(changed).toBe(99);
    const report = ['upgrade', '--all', '--dry-run', '--markdown', '--exit-code', ...today];
    const { code, stdout } = await shipped.run(report);
    expect(code).toBe(1);
    expect(stdout).toContain('## 38 hires: 99 changed');
    expect(stdout).toContain('## 2 hires: 98 changed');
    expect(stdout.match(/^\| changed \|/gm)).toHaveLength(99 + 98);
    expect(stdout.length).toBeLessThan(60_000);
    for (const name of names) expect(stdout).toContain(name);
  });

  test('fits into a comment, however different the hires are', async () => {
    const long = (words: string) =>
      many
        .map(
          (id) =>
            `  - { id: ${id}, title: ${words} ${id}, details: ${'Until it is done and told. '.repeat(3)}, takes: 30 min }\n`,
        )
        .join('');
    put('checklists/alpha', 'alpha', '', `items:\n${long('Do it with care and patience')}`);
    for (const [at, name] of names.entries()) {
      await start(name);
      // Each has another item done, so that no two of them are told the same.
      await world.run(['done', many[at] ?? '', '--hire', name, '--as', name, ...today]);
    }
    put('checklists/alpha', 'alpha', '', `items:\n${long('Look at it with all the care that you have')}`);
    const { stdout } = await world.run(['upgrade', '--all', '--dry-run', '--markdown', ...today]);
    expect(stdout.length).toBeLessThanOrEqual(60_000);
    expect(stdout.length).toBeGreaterThan(40_000);
    expect(stdout).toContain('is too long for this report');
    const [, shown = ''] = /`pm-onboard (upgrade \S+ --dry-run)` shows it/.exec(stdout) ?? [];
    expect((await world.run([...shown.split(' '), ...today])).stdout).toContain(
      'What the current checklists change',
    );
    for (const name of names) expect(stdout).toContain(`## ${name}:`);
  });
});
