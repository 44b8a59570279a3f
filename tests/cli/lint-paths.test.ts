/** Which files lint reads, and that it never calls a file clean without reading it. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { root, World } from './world.ts';

const clean = '✓ 3 files, no problems\n';

let world: World;
beforeEach(() => {
  world = new World();
});

/** The small program that ships, in a folder; `break` makes its first week wrong. */
function place(folder: string, { broken = false } = {}): string {
  const path = join(world.folder, folder);
  cpSync(join(root, 'checklists/minimal'), path, { recursive: true });
  const week = join(path, 'week-1.yaml');
  if (broken) writeFileSync(week, readFileSync(week, 'utf8').replace('title:', 'titel:'));
  return path;
}

function lint(...args: string[]) {
  return world.run(['lint', ...args]);
}

describe('programs below a folder', () => {
  test.each(['plain', '.hidden', 'a\nb', 'deep/down/there', 'program.yaml.d'])('in %j', async (name) => {
    place('all/ok');
    place(join('all', name), { broken: true });
    const { code, stdout } = await lint('all', '--format', 'compact');
    expect(code).toBe(1);
    expect(stdout).toContain('unknown key `titel`');
  });

  test('but for what others keep there', async () => {
    place('all/ok');
    place('all/node_modules/x', { broken: true });
    expect(await lint('all')).toMatchObject({ code: 0, stdout: clean });
  });

  test('whose program.yaml is no file are not passed over', async () => {
    mkdirSync(join(place('all/ok'), '../odd/program.yaml'), { recursive: true });
    expect(await lint('all')).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('a path', () => {
  test('to a link to a program is followed, being named', async () => {
    place('there');
    symlinkSync('there', join(world.folder, 'link'));
    expect(await lint('link')).toMatchObject({ code: 0, stdout: clean });
  });

  test('to the settings is for no checklist, alone and among others', async () => {
    place('ok');
    writeFileSync(join(world.folder, 'ok/pm-onboard.yaml'), 'people: {}\n');
    for (const paths of [['ok/pm-onboard.yaml', 'ok/week-1.yaml'], ['ok/*.yaml']])
      expect(await lint(...paths)).toMatchObject({ code: 0, stdout: clean });
    expect(await lint('ok/pm-onboard.yaml')).toMatchObject({ code: 0, stdout: '✓ 0 files, no problems\n' });
  });

  test.each([
    ['', 2, 'an empty path names nothing'],
    ['nowhere', 3, 'there is nothing at nowhere'],
    ['nowhere/*.yaml', 3, 'there is nothing at nowhere/*.yaml'],
  ])('%j is refused', async (path, exit, message) => {
    const { code, stdout, stderr } = await lint(path);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('standard input is read as far as a checklist may be long', async () => {
    const { code, stdout } = await world.shell('pm-onboard lint - --format compact < /dev/zero');
    expect(code).toBe(1);
    expect(stdout).toContain('<stdin>:1:1: error: the file has 1048577 bytes');
  });
});

describe('without a path', () => {
  test.each([
    ['the settings name it', 'program: mine\n', 'mine'],
    ['its own checklists', 'people: {}\n', 'checklists/product-manager'],
  ])('the program of the workspace: %s', async (_, settings, folder) => {
    place(join('team', folder));
    writeFileSync(join(world.folder, 'team/pm-onboard.yaml'), settings);
    mkdirSync(join(world.folder, 'team/below'));
    const runs = await Promise.all([
      world.run(['lint'], { cwd: join(world.folder, 'team/below') }),
      world.run(['lint', '--workspace', 'team']),
      world.run(['lint'], { env: { PM_ONBOARD_WORKSPACE: join(world.folder, 'team') } }),
    ]);
    for (const run of runs) expect(run).toEqual({ code: 0, stdout: clean, stderr: '' });
  });

  test('nor a workspace', async () => {
    expect(await lint()).toMatchObject({ code: 3, stdout: '' });
    place('checklists/x');
    const { code, stderr } = await lint('--workspace', 'nowhere');
    expect(code).toBe(3);
    expect(stderr).toContain('there is no workspace nowhere');
  });
});

describe('what is found', () => {
  test('is counted where --quiet hides it, and said to be too much', async () => {
    const week = join(place('ok'), 'week-1.yaml');
    writeFileSync(
      week,
      readFileSync(week, 'utf8')
        .replaceAll(/ +takes: .*\n/g, '')
        .replace('title:', 'title:  '),
    );
    const { code, stdout, stderr } = await lint('ok', '--quiet', '--max-warnings', '0');
    expect(code).toBe(1);
    const [, n] = /^✗ (\d) warnings in 3 files\n$/.exec(stdout) ?? [];
    expect(stderr).toBe(`pm-onboard: ${n} warnings, more than --max-warnings 0\n`);
  });

  test('can not be that nothing can be read', async () => {
    place('ok');
    writeFileSync(join(world.folder, 'ok/week-1.yaml'), 'items: [');
    const flag = await lint('ok', '--rule', 'syntax=off');
    expect(flag).toMatchObject({ code: 2, stdout: '' });
    expect(flag.stderr).toContain('syntax is always an error');
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'lint: { rules: { syntax: off, no-effort: wrong } }\n',
    );
    const setting = await lint('ok');
    expect(setting).toMatchObject({ code: 2, stdout: '' });
    expect(setting.stderr).toContain('`syntax` must be one of error\n');
    expect(setting.stderr).toContain('`no-effort` must be one of error, warning, off\n');
  });

  test.each([
    [
      'two reports in one file, spelt in two ways',
      ['--format', 'json=a', '--format', 'sarif=./a'],
      'both go to',
    ],
    ['a report over a checklist', ['--format', 'text=ok/week-1.yaml'], 'is one of the files under check'],
    [
      'a rule that is not there, whatever the path',
      ['--rule', 'foo=error', 'nowhere'],
      'there is no rule "foo"',
    ],
  ])('%s is refused', async (_, flags, message) => {
    const week = join(place('ok'), 'week-1.yaml');
    const before = readFileSync(week, 'utf8');
    const { code, stderr } = await lint('ok', ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(readFileSync(week, 'utf8')).toBe(before);
  });
});
