/** Hostile names of people never become file names, and two spellings of a name count as one name. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, json } from './facts.ts';
import { attacks } from './hostile.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

/** Every file below the folder but caches, by its path. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.includes('.cache/'))
    .sort();
}

const names = [
  '../../evil',
  '/etc/evil',
  '..',
  'con',
  'a/b\\c:d',
  `x ${attacks.bidi}`,
  'y'.repeat(100),
  '.git',
];

describe('the name of a hire', () => {
  test('names no file, and leads nowhere outside of the workspace', async () => {
    const world = new World();
    for (const name of names) {
      const started = await world.run([
        'start',
        '--name',
        name,
        '--start',
        '2026-11-23',
        '--no-me',
        ...monday,
      ]);
      expect(started.code, started.stderr).toBe(0);
      expect(dangerous(started.stdout + started.stderr)).toEqual([]);
    }
    const { hires } = await json<{ hires: { id: string; name: string }[] }>(world, ['team', ...monday]);
    expect(hires.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { id, name } of hires) {
      expect((await world.run(['add', name, '--hire', id, ...monday])).code).toBe(0);
      expect((await world.run(['share', id, ...monday])).code).toBe(0);
    }
    const own =
      /^\.local\/share\/pm-onboard\/(\.gitattributes|\.gitignore|pm-onboard\.yaml|(hires|backups|programs)\/[0-9a-z.:TZ-]+\.json)$/;
    expect(filesIn(world.home).filter((path) => !own.test(path))).toEqual([]);
    expect(filesIn(world.folder)).toHaveLength(names.length);
    for (const path of filesIn(world.folder)) expect(path).toMatch(/^[a-z0-9-]{1,40}\.pm-onboard\.json$/);
  });

  test('is one name in either spelling of its accents', async () => {
    const world = new World();
    const start = (name: string, ...more: string[]) =>
      world.run(['start', '--name', name, '--start', '2026-11-23', '--no-me', ...more, ...monday]);
    expect((await start('Žofie Müller'.normalize('NFC'))).code).toBe(0);
    const again = await start('Žofie Müller'.normalize('NFD'));
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('is being onboarded already');
    expect((await world.run(['status', 'ŽOFIE MÜLLER'.normalize('NFD'), ...monday])).code).toBe(0);
  });
});

describe('the name of a folder or a file', () => {
  const folder = `ws ${attacks.bidi} \u001b[31m\n${'x'.repeat(60)}`;

  test('of a workspace is shown harmless, and works', async () => {
    const world = new World();
    for (const args of [
      ['init', folder, '--checklists'],
      ['start', '--workspace', folder, '--name', 'Ada', '--start', '2026-11-23', '--me'],
      ['status', '--workspace', folder],
      ['lint', folder],
      ['doctor', '--workspace', folder],
    ]) {
      const { code, stdout, stderr } = await world.run([...args, ...(args[0] === 'init' ? [] : monday)]);
      expect(code, stderr).toBe(0);
      expect(dangerous(stdout + stderr)).toEqual([]);
    }
    expect(readdirSync(world.folder)).toEqual([folder]);
  });

  test('of a checklist is shown harmless, and names nothing that is written', async () => {
    const world = new World();
    await world.run(['init', '--checklists']);
    const program = join(world.folder, 'checklists/product-manager');
    const before = filesIn(world.folder);
    for (const name of [attacks.colour, attacks.bidi, '\n::error::x', '\u00e9', 'e\u0301'])
      writeFileSync(join(program, `${name.replaceAll('/', '')}.yaml`), 'id: x\n');
    mkdirSync(join(program, '..\u2215evil'));
    const after = filesIn(world.folder);
    expect(after).toHaveLength(before.length + 5);
    for (const args of [['lint'], ['lint', '--fix'], ['lint', '--format', 'compact'], ['preview']]) {
      const { stdout, stderr } = await world.run([...args, ...(args[0] === 'lint' ? [] : monday)]);
      expect(dangerous(stdout + stderr)).toEqual([]);
    }
    expect(filesIn(world.folder)).toEqual(after);
  });
});

describe('a joiner that the script needs', () => {
  const name = 'علی\u200cرضا یزدی';

  test('is shown and stored as it is, and the command that is printed with it works when pasted', async () => {
    const world = new World();
    const people = ['--start', '2026-11-23', '--buddy', 'Grace', '--manager', 'Alan', '--no-me', ...monday];
    expect((await world.run(['start', '--name', name, ...people])).code).toBe(0);
    expect((await world.run(['start', '--name', 'Ada', ...people])).code).toBe(0);
    for (const format of [[], ['--csv'], ['--markdown']])
      expect((await world.run(['team', ...monday, ...format])).stdout).toContain(name);
    const { hires } = await json<{ hires: { name: string }[] }>(world, ['team', ...monday]);
    expect(hires.map((hire) => hire.name)).toContain(name);
    const team = await world.run(['team', '--today', '2026-11-26']);
    const review = await world.run(['review', name, '--as', 'Grace', ...monday]);
    expect(review).toMatchObject({ code: 0, stderr: '' });
    expect(review.stdout).toContain(name);
    const printed = [...`${team.stdout}${review.stdout}`.matchAll(/pm-onboard .*'.*'.*/g)].map(String);
    expect(printed.length).toBeGreaterThan(0);
    for (const command of printed) {
      const pasted = await world.shell(`${command} --as Grace ${monday.join(' ')}`);
      expect(pasted.code, `${command}\n${pasted.stderr}`).toBe(0);
    }
  });

  test('a joiner elsewhere shows as a sign', async () => {
    const world = new World();
    await world.run([
      'start',
      '--name',
      'Ada\u200cL',
      '--start',
      '2026-11-23',
      '--buddy',
      'G',
      '--manager',
      'A',
      '--me',
      ...monday,
    ]);
    expect((await world.run(['status', ...monday])).stdout).toContain('Ada<U+200C>L');
  });
});
