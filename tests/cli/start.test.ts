import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, flat, lastBatch } from './facts.ts';
import { root, World } from './world.ts';

const workdays = ['--start', '2026-11-23', '--today', '2026-11-23'];

describe('start', () => {
  test('what it says and the first day fit a terminal together', async () => {
    for (const flags of [[], ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing']]) {
      const started = ['start', '--name', 'Ada Lovelace', ...flags, '--me', '--no-input', ...workdays];
      const { code, stdout, stderr } = await new World().run(started);
      expect(code).toBe(0);
      expect((stderr + stdout).split('\n').length, stderr + stdout).toBeLessThanOrEqual(24);
    }
  });

  test('makes the workspace, pins the program, records who is who and prints the first day', async () => {
    const world = new World();
    const result = await world.startAda();
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/^Ada Lovelace · day 1 of 90 · Mon 23 Nov/);
    expect(flat(result.stdout)).toContain('1.1 Meet your manager');
    expect(result.stderr).toContain('Ada Lovelace starts on Mon 23 Nov');
    expect(result.stderr).toContain('.local/share/pm-onboard');

    const [started, ...assigned] = events(world);
    expect(started).toMatchObject({
      kind: 'started',
      name: 'Ada Lovelace',
      start: '2026-11-23',
      program: 'product-manager',
      on: '2026-11-23',
      by: 'Ada Lovelace',
    });
    expect(started?.['digest']).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(join(world.workspace, 'programs'))).toEqual([`${started?.['digest']}.json`]);
    expect(assigned.map(({ role, people }) => ({ role, people }))).toEqual([
      { role: 'manager', people: ['Alan Turing'] },
      { role: 'buddy', people: ['Grace Hopper'] },
    ]);
    expect(new Set(events(world).map(({ batch }) => batch)).size).toBe(1);
    expect(statSync(world.onlyRecord().path).mode & 0o777).toBe(0o600);
    expect(statSync(join(world.workspace, 'hires')).mode & 0o777).toBe(0o700);
  });

  test('remembers that the hire is you only when it is', async () => {
    const world = new World();
    const settings = join(world.home, '.config/pm-onboard/settings.json');
    const hers = await world.run(['start', '--name', 'Ada', ...workdays, '--as', 'Grace Hopper']);
    expect(hers.code).toBe(0);
    expect(existsSync(settings)).toBe(false);
    expect(events(world)[0]).toMatchObject({ by: 'Grace Hopper', name: 'Ada' });

    const mine = await world.run(['start', '--name', 'Katherine', ...workdays, '--me']);
    expect(mine.stderr).toContain('about you');
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ me: 'Katherine' });
    const status = await world.run(['status', '--today', '2026-11-23']);
    expect(status.stdout).toMatch(/^Katherine/);

    const again = await world.run(['start', '--name', 'Annie', ...workdays, '--no-me', '--as', 'annie']);
    expect(again.stderr).not.toContain('about you');
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ me: 'Katherine' });
  });

  test('--me and an --as that names somebody else contradict each other', async () => {
    const world = new World();
    const ada = ['start', '--name', 'Ada', ...workdays, '--me'];
    await expectRefusal(world, [...ada, '--as', 'Grace'], {
      code: 2,
      says: ['--me', 'Ada', '--as', 'Grace'],
    });
    expect((await world.run([...ada, '--as', 'ada'])).code).toBe(0);
    expect(events(world)[0]).toMatchObject({ by: 'Ada' });
  });

  test('--me and --no-me exclude each other', async () => {
    const world = new World();
    for (const both of [
      ['--me', '--no-me'],
      ['--no-me', '--me'],
    ])
      await expectRefusal(world, ['start', '--name', 'Ada', ...workdays, ...both], {
        code: 2,
        says: ['--me and --no-me exclude each other', 'give one of them'],
      });
  });

  test('says so where the hire is started and the name can not be remembered', async () => {
    const world = new World();
    writeFileSync(join(world.home, '.config'), 'a file in the place of the folder');
    const result = await world.run(['start', '--name', 'Ada', ...workdays, '--me']);
    expect(result.code).toBe(3);
    expect(flat(result.stderr)).toContain('Ada has been started all the same');
    expect(flat(result.stderr)).toContain('could not be remembered');
    expect(result.stderr).not.toContain('about you');
    expect(result.stdout).toMatch(/^Ada · day 1/);
    expect(events(world)[0]).toMatchObject({ kind: 'started', by: 'Ada' });
  });

  test('says which required roles are open and how to fill them', async () => {
    const world = new World();
    const result = await world.run([
      'start',
      '--name',
      'Ada',
      ...workdays,
      '--role',
      'mentor=Barbara Liskov',
      '--role',
      'Whoever runs releases = Lin Clark',
      '--role',
      'pm-peers=Edsger',
      '--role',
      'pm-peers=Tony',
    ]);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/assign Ada --role manager$/m);
    expect(result.stderr).toMatch(/assign Ada --role buddy$/m);
    const roles = Object.fromEntries(
      events(world).flatMap(({ role, people }) => (role ? [[role, people]] : [])),
    );
    expect(roles).toEqual({
      mentor: ['Barbara Liskov'],
      'release-manager': ['Lin Clark'],
      'pm-peers': ['Edsger', 'Tony'],
    });
  });

  test('a start on a Saturday, or later on, is said; the screen says when it begins', async () => {
    const world = new World();
    const result = await world.run([
      'start',
      '--name',
      'Ada',
      '--start',
      '2026-11-28',
      '--today',
      '2026-11-20',
    ]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('not a working day');
    expect(result.stdout).toMatch(/^Ada · /);
    expect(result.stdout.split('\n')[0]).not.toContain('day 1 of');
  });

  test('the same name again is refused, however it is written; --another begins a second', async () => {
    const world = new World();
    await world.run(['start', '--name', 'René Straße', ...workdays]);
    for (const name of ['René Straße', 'RENÉ STRASSE', ' rené   straße ']) {
      await expectRefusal(world, ['start', '--name', name, ...workdays], {
        code: 2,
        says: ['René Straße', 'already', '--another', 'pm-onboard status'],
      });
    }
    const second = await world.run(['start', '--name', 'René Straße', ...workdays, '--another']);
    expect(second.code).toBe(0);
    expect(readdirSync(join(world.workspace, 'hires'))).toHaveLength(2);
    await expectRefusal(world, ['status', 'René'], {
      code: 2,
      says: [/René Straße \(h\w+\) or René Straße \(h/],
    });
  });

  test('names the flags that are missing where nobody can be asked', async () => {
    const world = new World();
    await expectRefusal(world, ['start'], { code: 4, says: ['a start needs --name and --start'] });
    await expectRefusal(world, ['start', '--name', 'Ada'], { code: 4, says: [/needs --start$/m] });
    await expectRefusal(world, ['start', '--start', '2026-11-23', '--no-input'], {
      code: 4,
      says: [/needs --name$/m],
    });
  });
});

describe('init', () => {
  test('makes a commented workspace; again it changes nothing', async () => {
    const world = new World();
    const first = await world.run(['init', 'team']);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain(join(world.folder, 'team'));
    expect(first.stderr).toContain(`  Begin with:\n  cd ${join(world.folder, 'team')} && pm-onboard start\n`);
    const folder = join(world.folder, 'team');
    expect(readdirSync(folder).sort()).toEqual([
      '.gitattributes',
      '.gitignore',
      'checklists',
      'hires',
      'pm-onboard.yaml',
    ]);
    const settings = readFileSync(join(folder, 'pm-onboard.yaml'), 'utf8');
    expect(settings.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);

    writeFileSync(join(folder, 'pm-onboard.yaml'), '# ours\n');
    const second = await world.run(['init'], { cwd: folder });
    expect(second.code).toBe(0);
    expect(second.stderr).toContain('already');
    expect(readFileSync(join(folder, 'pm-onboard.yaml'), 'utf8')).toBe('# ours\n');
  });

  test('the command to go there can be copied, whatever the name of the folder', async () => {
    const world = new World();
    const name = `the product team's own $HOME of ${'very '.repeat(20)}many words`;
    const { stderr } = await world.run(['init', name]);
    const command = stderr.split('\n').find((line) => line.includes('cd ')) ?? '';
    const moved = await world.shell(command.replace('pm-onboard start', 'pwd'));
    expect(moved).toMatchObject({ code: 0, stdout: `${join(world.folder, name)}\n` });
    expect((await world.run(['init', '.'])).stderr).toContain('Begin with: pm-onboard start');
  });

  test('a workspace is found from any folder below it', async () => {
    const world = new World();
    await world.run(['init', '--checklists']);
    const below = join(world.folder, 'checklists/product-manager');
    const started = await world.run(['start', '--name', 'Ada', ...workdays], { cwd: below });
    expect(started.code).toBe(0);
    expect(lastBatch(world, world.folder)[0]).toMatchObject({ kind: 'started' });
    expect(existsSync(world.workspace)).toBe(false);
  });

  test('--checklists: a copy that is used from then on', async () => {
    const world = new World();
    const result = await world.run(['init', '.', '--checklists']);
    expect(result.code).toBe(0);
    const program = join(world.folder, 'checklists/product-manager');
    expect(result.stderr).toContain(program);
    expect(readFileSync(join(world.folder, 'pm-onboard.yaml'), 'utf8')).toMatch(
      /^program: checklists\/product-manager$/m,
    );
    const day = join(program, 'parts/first-talks.yaml');
    writeFileSync(day, readFileSync(day, 'utf8').replace('Meet your manager', 'Have tea with your manager'));
    await world.run(['start', '--name', 'Ada', ...workdays]);
    const edited = await world.run(['show', '1.1']);
    expect(edited.stdout).toContain('Have tea with your manager');

    // The program is pinned: a later edit is for later hires.
    writeFileSync(day, readFileSync(day, 'utf8').replace('Have tea with', 'Write to'));
    expect((await world.run(['show', '1.1'])).stdout).toContain('Have tea with your manager');
    await world.run(['start', '--name', 'Katherine', ...workdays]);
    expect((await world.run(['show', '1.1', '--hire', 'Kath'])).stdout).toContain('Write to your manager');

    await expectRefusal(world, ['init', '--checklists'], {
      code: 2,
      says: ['already', 'checklists/product-manager'],
    });
  });

  test.each([
    [['--checklists'], 'checklists/product-manager'],
    [['--checklists=full'], 'checklists/product-manager'],
    [['--checklists=product-manager'], 'checklists/product-manager'],
    [['--checklists=minimal'], 'checklists/minimal'],
  ])('%j writes a program that lints clean and that one can start with', async (flags, program) => {
    const world = new World();
    const made = await world.run(['init', ...flags]);
    expect({ code: made.code, stdout: made.stdout }).toEqual({ code: 0, stdout: '' });
    expect(made.stderr).toContain(join(world.folder, program));
    const names = readdirSync(join(world.folder, program));
    expect(names).toEqual(readdirSync(join(root, program)));
    for (const paths of [[], ['checklists'], [program]]) {
      const { code, stdout } = await world.run(['lint', '--max-warnings', '0', ...paths]);
      // The parts are among them. Without a path, pm-onboard.yaml is checked as well.
      const checklists = globSync('checklists/**/*.yaml', { cwd: world.folder });
      const files = checklists.length + (paths.length === 0 ? 1 : 0);
      expect(stdout).toContain(`${files} files, no problems`);
      expect(code).toBe(0);
    }
    const started = await world.run(['start', '--name', 'Ada', ...workdays]);
    expect(started.code).toBe(0);
    expect(started.stdout).toContain('Meet your manager');
  });

  test.each(['full', 'minimal'])('--checklists=%s: each file names a schema that is there', async (name) => {
    const world = new World();
    await world.run(['init', `--checklists=${name}`]);
    const files = globSync('checklists/**/*.yaml', { cwd: world.folder, absolute: true });
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      const [, path = ''] =
        /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
      const schema = readFileSync(resolve(dirname(file), path), 'utf8');
      const kind = file.endsWith('program.yaml')
        ? 'program'
        : file.includes('/parts/')
          ? 'part'
          : 'checklist';
      expect(schema).toBe(readFileSync(join(root, 'schema', `${kind}.json`), 'utf8'));
    }
  });

  test('--checklists: refuses a program that does not ship, and writes nothing', async () => {
    const world = new World();
    await expectRefusal(world, ['init', '--checklists=minimla'], {
      code: 2,
      says: ['"minimla"', 'did you mean minimal?'],
    });
    await expectRefusal(world, ['init', '--checklists', 'frobnicate'], {
      code: 2,
      says: ['"frobnicate"', 'full, minimal, product-manager', 'init DIR --checklists'],
    });
    await expectRefusal(world, ['init', '--checklists='], { code: 2, says: ['""'] });
  });

  test('--checklists: refuses, and writes nothing, where a program is named or there already', async () => {
    const world = new World();
    const settings = join(world.folder, 'pm-onboard.yaml');
    for (const text of ['program: mine\n', '# ours\n"program" : mine\n', '{ program: mine }\n']) {
      writeFileSync(settings, text);
      await expectRefusal(world, ['init', '--checklists'], { code: 2, says: ['program: mine', settings] });
    }
    writeFileSync(settings, '{ calendar: { holidays: [] } }\n');
    await expectRefusal(world, ['init', '--checklists'], { code: 2, says: ['by hand', settings] });
    rmSync(settings);
    mkdirSync(join(world.folder, 'checklists/product-manager'), { recursive: true });
    await expectRefusal(world, ['init', '--checklists'], { code: 2, says: ['already'] });
  });

  test.each(['program: # none yet\n', '# ours\n', 'calendar:\n  holidays: [2026-12-25]', ''])(
    '--checklists: adds one line to settings such as %j, and keeps their mode',
    async (text) => {
      const world = new World();
      const settings = join(world.folder, 'pm-onboard.yaml');
      writeFileSync(settings, text);
      chmodSync(settings, 0o664);
      expect((await world.run(['init', '--checklists'])).code).toBe(0);
      const lines = readFileSync(settings, 'utf8').split('\n');
      expect(lines.filter((line) => /^program:/.test(line))).toEqual(['program: checklists/product-manager']);
      expect(statSync(settings).mode & 0o777).toBe(0o664);
      expect((await world.run(['start', '--name', 'Ada', ...workdays])).code).toBe(0);
    },
  );

  test("says which lines a .gitignore of the team's own lacks, and leaves it alone", async () => {
    const world = new World();
    writeFileSync(join(world.folder, '.gitignore'), 'node_modules/\n*.tmp\n');
    const result = await world.run(['init']);
    expect(flat(result.stderr)).toContain('.gitignore stays as it is');
    expect(flat(result.stderr)).toContain('backups/, *.lock, *.lock.*');
    expect(readFileSync(join(world.folder, '.gitignore'), 'utf8')).toBe('node_modules/\n*.tmp\n');
    expect((await world.run(['init', 'fresh'])).stderr).not.toContain('.gitignore stays');
  });

  test('refuses a folder that is a file', async () => {
    const world = new World();
    writeFileSync(join(world.folder, 'taken'), '');
    const result = await expectRefusal(world, ['init', 'taken'], { code: 3, says: ['taken'] });
    expect(result.stderr).not.toContain('EEXIST');
  });
});
