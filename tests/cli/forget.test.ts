/** `forget` erases a record and its copies for good, but never by accident. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat } from './facts.ts';
import { type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const id = 'h0000000a';
const mary: Lived = {
  name: 'Mary Cartwright',
  start: '2026-11-23',
  id,
  today: '2026-12-01',
  behind: 3,
  awaiting: 0,
};
const annie: Lived = { ...mary, name: 'Annie Easley', id: 'h0000000b' };
/** With nothing but the id, who erased it and when. */
const tombstone = new RegExp(
  `^\\{"format":2,"record":"${id}","forgotten":\\{"by":"[^"]+","at":"2[-0-9T:.]+Z"\\}\\}\\n$`,
);
const meant = ['forget', 'Mary', '--confirm', 'Mary Cartwright'];

function recordOf(world: World): string {
  return join(world.workspace, 'hires', `${id}.json`);
}

/** Mary, a little behind, and two saves of hers that left backups. */
async function withMary(): Promise<World> {
  const world = new World();
  writeLived(world.workspace, mary);
  for (const text of ['one', 'two']) await world.run(['note', '1.1', text, '--as', 'Mary Cartwright']);
  return world;
}

function filesNaming(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(text) || path.includes(text));
}

describe('forget', () => {
  test('leaves the tombstone, and no file in which the name stands; the program stays', async () => {
    const world = await withMary();
    writeLived(world.workspace, annie);
    const [hires, backups] = [join(world.workspace, 'hires'), join(world.workspace, 'backups')];
    const text = readFileSync(recordOf(world), 'utf8');
    for (const copy of [
      join(hires, `${id}.json.corrupt`),
      join(hires, `${id}.json.0123456789ab.tmp`),
      join(hires, `.${id}.json.swp`),
      join(hires, `${id}.json~`),
      join(backups, `${id}.json.corrupt-01234567`),
    ])
      writeFileSync(copy, text);
    const programs = readdirSync(join(world.workspace, 'programs'));
    const other = readFileSync(join(hires, 'h0000000b.json'), 'utf8');
    expect(readdirSync(backups).filter((name) => name.startsWith(id)).length).toBe(3);

    const result = await world.run(meant);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain(
      'Mary Cartwright is forgotten: the record and 7 copies of it are erased',
    );
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
    expect(filesNaming(world.home, 'Cartwright')).toEqual([]);
    expect(filesNaming(world.home, id)).toEqual([recordOf(world)]);
    expect(readdirSync(join(world.workspace, 'programs'))).toEqual(programs);
    expect(readFileSync(join(hires, 'h0000000b.json'), 'utf8')).toBe(other);
    expect(result.stderr).not.toContain('git');
    await expectRefusal(world, ['status', 'Mary'], { code: 2, says: ['nobody here is called "Mary"'] });
    expect((await world.run(['status'])).stdout).toContain('Annie Easley');
  });

  test.each(['mary  CARTWRIGHT', id])('%s confirms it', async (name) => {
    const world = await withMary();
    expect((await world.run(['forget', 'Mary', '--confirm', name])).code).toBe(0);
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
  });

  test('nothing happens without the whole name', async () => {
    const world = await withMary();
    writeLived(world.workspace, annie);
    for (const name of ['Mary', 'Annie Easley', '', 'yes'])
      await expectRefusal(world, ['forget', 'Mary', '--confirm', name], {
        code: 2,
        says: [`"${name}" is not the name`, 'Mary Cartwright', 'nothing was erased'],
      });
    await expectRefusal(world, ['forget', 'Mary'], { code: 4, says: ["--confirm 'Mary Cartwright'", id] });
    await expectRefusal(world, ['forget', 'Mary', '--confirm', 'Joan', '--dry-run'], {
      code: 2,
      says: ['"Joan" is not the name of the hire'],
    });
    await expectRefusal(world, ['forget', '--confirm', 'Mary Cartwright'], { code: 2, says: ['hire'] });
    await expectRefusal(world, [...meant, '--hire', 'Annie'], {
      code: 2,
      says: ['--hire "Annie" is another'],
    });
    await expectRefusal(world, ['forget', 'Bob', '--confirm', 'Bob'], { code: 2, says: ['"Bob"'] });
  });

  test('two of one name are told apart by id, archived or not', async () => {
    const world = await withMary();
    writeLived(world.workspace, { ...mary, id: 'h0000000b' });
    await world.run(['archive', id]);
    await expectRefusal(world, meant, { code: 2, says: [`(${id})`, '(h0000000b)'] });
    expect((await world.run(['forget', id, '--confirm', 'Mary Cartwright'])).code).toBe(0);
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
    expect((await world.run(['status', 'Mary'])).code).toBe(0);
  });

  test('what names the hire in the settings goes, what else stands there stays', async () => {
    const world = await withMary();
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    const path = join(config, 'settings.json');
    writeFileSync(path, JSON.stringify({ me: 'mary cartwright', hire: id, colour: 'blue' }));
    const result = await world.run(meant);
    expect(result.stderr).toContain('no longer in your settings: me and hire');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ colour: 'blue' });
    // Who erases their own record isn't named by what is left of it.
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
    expect(filesNaming(world.home, 'artwright')).toEqual([]);
    writeFileSync(path, JSON.stringify({ me: 'Grace Hopper', hire: 'h0000000b' }));
    writeLived(world.workspace, { ...annie, id: 'h0000000c' });
    await world.run(['forget', 'Annie', '--confirm', 'Annie Easley']);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ me: 'Grace Hopper', hire: 'h0000000b' });
  });

  test('caches of settings go; where else the name stands is said', async () => {
    const world = await withMary();
    writeLived(world.workspace, {
      ...annie,
      beside: [['2026-11-24', 'Mary Cartwright', { kind: 'noted', item: 'meet-manager', text: 'hi' }]],
    });
    writeFileSync(
      join(world.workspace, 'pm-onboard.yaml'),
      'people:\n  ceo:\n    - name: Mary Cartwright\n    - name: Joan Clarke\n',
    );
    await world.run(['status', 'Mary']);
    expect(filesNaming(join(world.home, '.cache'), 'Cartwright')).not.toEqual([]);
    const result = await world.run(meant);
    expect(filesNaming(join(world.home, '.cache'), 'Cartwright')).toEqual([]);
    expect(flat(result.stderr)).toContain('in records of others, for what they did there: h0000000b.');
    expect(flat(result.stderr)).toContain('pm-onboard.yaml still names them under `people`.');
  });

  test.each(['.git', '../.git'])('in a git work tree it says what history holds: %s', async (git) => {
    const world = await withMary();
    mkdirSync(join(world.workspace, git));
    const { stderr } = await world.run(meant);
    const path = git === '.git' ? `hires/${id}.json` : `pm-onboard/hires/${id}.json`;
    expect(flat(stderr)).toContain(
      `if ${path} was ever committed, earlier commits and everybody's clones still hold it as it was`,
    );
    expect(stderr).toContain(`\n  git filter-repo --invert-paths --path-glob '*${id}*'\n`);
    expect(readdirSync(join(world.workspace, git))).toEqual([]);
  });

  test('forgotten already: said by its id, and copies that came back go', async () => {
    const world = await withMary();
    const text = readFileSync(recordOf(world), 'utf8');
    await world.run(meant);
    const before = fingerprint(world);
    const again = await world.run(['forget', id]);
    expect(again).toMatchObject({ code: 0, stderr: `  ${id} is forgotten already.\n` });
    expect(fingerprint(world)).toBe(before);
    const copy = join(world.workspace, 'backups', `${id}.20261201T080000000Z.json`);
    writeFileSync(copy, text);
    await expectRefusal(world, ['forget', id], { code: 4, says: ["--confirm 'Mary Cartwright'"] });
    expect((await world.run(['forget', id, '--confirm', 'Mary Cartwright'])).code).toBe(0);
    expect(existsSync(copy)).toBe(false);
  });

  test('backups without a record are found by the id', async () => {
    const world = await withMary();
    rmSync(recordOf(world));
    expect((await world.run(['forget', id, '--confirm', 'Mary Cartwright'])).code).toBe(0);
    expect(filesNaming(world.home, 'Cartwright')).toEqual([]);
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
  });
});

describe('a record that is not sound', () => {
  test.each([
    ['cut off', 'Mary', 'Mary Cartwright', (text: string) => text.slice(0, -9)],
    ['empty, by what the backup says', 'Mary', 'Mary Cartwright', () => ''],
    ['no JSON, by its id', id, 'Mary Cartwright', () => 'nothing'],
  ])('can be forgotten: %s', async (_, named, name, damage) => {
    const world = await withMary();
    writeFileSync(recordOf(world), damage(readFileSync(recordOf(world), 'utf8')));
    const result = await world.run(['forget', named, '--confirm', name]);
    expect(result.code, result.stderr).toBe(0);
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
    expect(filesNaming(world.home, 'Cartwright')).toEqual([]);
  });

  test('one that a newer version wrote, and a link, are refused and left as they are', async () => {
    const world = await withMary();
    const text = readFileSync(recordOf(world), 'utf8');
    writeFileSync(recordOf(world), text.replace('"format":2', '"format":3'));
    await expectRefusal(world, meant, { code: 3, says: ['newer pm-onboard (format 3)'] });
    const elsewhere = join(world.folder, 'record');
    writeFileSync(elsewhere, text);
    rmSync(recordOf(world));
    symlinkSync(elsewhere, recordOf(world));
    await expectRefusal(world, meant, { code: 3, says: ['link'] });
  });
});

test('whoever waits for the lock doesn’t bring the record back', async () => {
  const world = await withMary();
  const lock = `${recordOf(world)}.lock`;
  const hold = (turn: number) => {
    const token = turn.toString(16).padStart(16, '0');
    // Of another machine: nobody can prove it dead. A new one each time: nobody's patience ends.
    const holder = { token, pid: 1, host: 'elsewhere', boot: '', namespace: '', started: '' };
    writeFileSync(`${lock}-next`, JSON.stringify(holder));
    renameSync(`${lock}-next`, lock);
  };
  const hires = join(world.workspace, 'hires');
  const waiting = () => readdirSync(hires).filter((name) => name.endsWith('.tmp')).length;
  hold(1);
  const runs = [meant, ...['a', 'b', 'c'].map((text) => ['note', '1.1', text])].map((args) =>
    world.spawn(args),
  );
  for (let turn = 2; waiting() < runs.length && turn < 600; turn += 1) {
    await new Promise((wake) => setTimeout(wake, 100));
    hold(turn);
  }
  expect(waiting()).toBe(runs.length);
  rmSync(lock);
  const [forgotten, ...notes] = await Promise.all(runs);
  expect(forgotten?.code, forgotten?.stderr).toBe(0);
  for (const { code, stderr } of notes) if (code !== 0) expect(stderr).toContain('was erased meanwhile');
  expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
  expect(filesNaming(world.home, 'Cartwright')).toEqual([]);
  expect(filesNaming(world.workspace, id)).toEqual([recordOf(world)]);
});

describe('at a terminal', () => {
  test('the name is to be typed; another one erases nothing', async (context) => {
    const world = await withMary();
    const before = fingerprint(world);
    const ask = async () => {
      const terminal = await Terminal.open(context, world);
      await terminal.type('pm-onboard forget Mary; echo "exit=[$?]"');
      return { terminal, screen: flat(await terminal.until('Type the name of the hire')) };
    };
    const { terminal, screen } = await ask();
    expect(screen).toContain(`This erases the record of Mary Cartwright (${id}) and all of its backups.`);
    expect(screen).toContain(`pm-onboard archive ${id}`);
    await terminal.type('yes');
    await terminal.until('exit=[2]');
    const { terminal: second } = await ask();
    await second.press('C-c');
    await second.until('exit=[130]');
    expect(fingerprint(world)).toBe(before);
    const { terminal: third } = await ask();
    await third.type('Mary Cartwright');
    await third.until('exit=[0]');
    expect(readFileSync(recordOf(world), 'utf8')).toMatch(tombstone);
  });
});

describe('screens', () => {
  test.each([
    ['forget', false],
    ['forget-in-git', true],
  ])('%s', async (name, git) => {
    const world = await withMary();
    if (git) mkdirSync(join(world.workspace, '.git'));
    const { stderr } = await world.run(meant);
    await expectPasteable(world, stderr);
    await expect(`$ pm-onboard forget Mary --confirm "Mary Cartwright"\n\n${stderr}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });
});
