/** `init --checklists` puts a whole program in place or none, and can be run again after any interruption. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stride } from '../runs.ts';
import { cutOffEverywhere } from './cut-off.ts';
import { expectRefusal, flat } from './facts.ts';
import { World } from './world.ts';

const copied = 'checklists/minimal';

/** The names and contents of all files below the folder. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );
}

test('killed at any moment, the same line again finishes it', async () => {
  const whole = new World();
  const args = (world: World) => ['init', '--checklists', 'minimal', '--workspace', join(world.home, 'team')];
  await whole.run(args(whole));
  const wanted = filesIn(join(whole.home, 'team'));
  expect(Object.keys(wanted).length).toBeGreaterThan(6);
  const kills = await cutOffEverywhere(
    () => new World(),
    args,
    async (world, at) => {
      const program = join(world.home, 'team', copied);
      if (existsSync(program))
        expect(readdirSync(program), String(at)).toEqual(readdirSync(join(whole.home, 'team', copied)));
      const config = join(world.home, 'team/pm-onboard.yaml');
      // The name of the program comes last: where it stands, all is done.
      const isDone = existsSync(config) && readFileSync(config, 'utf8').includes(`\nprogram: ${copied}\n`);
      const { code, stderr } = await world.run(args(world));
      expect(code, `${at}: ${stderr}`).toBe(isDone ? 2 : 0);
      const lock = /^\/(\.init\.lock|[^/]*\.[0-9a-f]{12}\.tmp$|.*\.(json|yaml)\.[0-9a-f]{12}\.tmp$)/;
      const left = Object.entries(filesIn(join(world.home, 'team'))).filter(([path]) => !lock.test(path));
      expect(Object.fromEntries(left), String(at)).toEqual(wanted);
    },
    stride(2),
  );
  expect(kills).toBeGreaterThan(8);
});

test('a program that somebody has edited is not taken for a copy that was cut off', async () => {
  const world = new World();
  await world.run(['init', '--checklists', 'minimal']);
  rmSync(join(world.folder, 'pm-onboard.yaml'));
  const path = join(world.folder, copied, 'program.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}# ours\n`);
  const says = ['there is a program already', `add \`program: ${copied}\` to pm-onboard.yaml`];
  await expectRefusal(world, ['init', '--checklists', 'minimal'], { code: 2, says });
  writeFileSync(path, readFileSync(path, 'utf8').replace('# ours\n', ''));
  const { code, stderr } = await world.run(['init', '--checklists', 'minimal']);
  expect(code).toBe(0);
  expect(flat(stderr)).toContain('a program to edit in');
  expect(readFileSync(join(world.folder, 'pm-onboard.yaml'), 'utf8')).toContain(`\nprogram: ${copied}\n`);
});

test('where records were meant before, it says that they are not from now on, and where they are', async () => {
  const world = new World();
  const env = { PM_ONBOARD_WORKSPACE: '' };
  const monday = ['--today', '2026-11-23'];
  const start = ['start', '--name', 'Ada', '--start', '2026-11-23', '--buddy', 'Grace', '--me', ...monday];
  expect((await world.run(start, { env })).code).toBe(0);
  const { stderr } = await world.run(['init'], { env });
  const [command = ''] = /pm-onboard team --workspace .*$/m.exec(stderr) ?? [];
  expect(flat(stderr)).toContain('no longer the one with 1 record');
  const { code, stdout } = await world.shell(`${command} ${monday.join(' ')}`, { env });
  expect({ code, ada: stdout.includes('Ada') }).toEqual({ code: 0, ada: true });
  expect((await world.run(['init'], { env })).stderr).not.toContain('no longer');
});

test('pm-onboard.yaml names its schema, which lies beside it', async () => {
  for (const more of [[], ['--checklists', 'minimal']]) {
    const world = new World();
    await world.run(['init', ...more]);
    const [first] = readFileSync(join(world.folder, 'pm-onboard.yaml'), 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=checklists/schema/workspace.json');
    const { title } = JSON.parse(
      readFileSync(join(world.folder, 'checklists/schema/workspace.json'), 'utf8'),
    );
    expect(title).toContain('pm-onboard.yaml');
    expect(await world.run(['lint'])).toMatchObject({ code: 0 });
    // Once it is gone, lint says so.
    rmSync(join(world.folder, 'checklists/schema/workspace.json'));
    expect((await world.run(['lint', '--format', 'compact'])).stdout).toContain(
      'pm-onboard.yaml:1:33: warning: there is no schema at',
    );
  }
});

test('each program that ships is copied with its parts, and lints clean there', async () => {
  for (const name of ['full', 'minimal', 'buddy', 'offboarding']) {
    const world = new World();
    expect(await world.run(['init', '--checklists', name])).toMatchObject({ code: 0 });
    expect(await world.run(['lint', '--max-warnings', '0']), name).toMatchObject({ code: 0 });
  }
  const world = new World();
  await world.run(['init', '--checklists']);
  const files = Object.keys(filesIn(join(world.folder, 'checklists')));
  expect(files.filter((path) => path.includes('parts/'))).toEqual([
    '/parts/before-the-start.yaml',
    '/parts/fresh-eyes.yaml',
    '/product-manager/parts/first-talks.yaml',
  ]);
});

test('a list that runs beside another program is copied beside it, and new hires start as before', async () => {
  const world = new World();
  await world.run(['init', '--checklists', 'minimal']);
  const settings = readFileSync(join(world.folder, 'pm-onboard.yaml'), 'utf8');
  const { code, stderr } = await world.run(['init', '--checklists', 'buddy']);
  expect(code).toBe(0);
  expect(flat(stderr)).toContain('Begin with: pm-onboard start --program buddy');
  expect(readFileSync(join(world.folder, 'pm-onboard.yaml'), 'utf8')).toBe(settings);
  // From then on the copy is the program of that id.
  const path = join(world.folder, 'checklists/buddy/program.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^title: .*$/m, 'title: Our buddies'));
  expect((await world.run(['preview', '--program', 'buddy', '--start', '2026-11-30'])).stdout).toMatch(
    /^Our buddies /,
  );
  const says = ['there is a program already', 'it is the one that counts here'];
  await expectRefusal(world, ['init', '--checklists', 'buddy'], { code: 2, says });
});
