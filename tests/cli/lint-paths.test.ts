/** Which files lint reads, and that it never calls a file clean without reading it. */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { flat } from './facts.ts';
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
  // The schemas that its files name don't lie there.
  for (const name of readdirSync(path))
    writeFileSync(
      join(path, name),
      readFileSync(join(path, name), 'utf8').replace(/^# yaml-language.*\n/, ''),
    );
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

  test('to the settings is for them and no checklist, alone and among others', async () => {
    place('ok');
    writeFileSync(join(world.folder, 'ok/pm-onboard.yaml'), 'people: {}\n');
    for (const paths of [['ok/pm-onboard.yaml', 'ok/week-1.yaml'], ['ok/*.yaml']])
      expect(await lint(...paths)).toMatchObject({ code: 0, stdout: '✓ 4 files, no problems\n' });
    expect(await lint('ok/pm-onboard.yaml')).toMatchObject({ code: 0, stdout: '✓ 1 file, no problems\n' });
  });

  test.each([
    ['', 2, 'an empty path names nothing'],
    ['nowhere', 3, 'there is nothing at nowhere'],
    ['nowhere/*.yaml', 3, 'there is nothing at nowhere/*.yaml'],
    ['bddy', 3, 'there is nothing at bddy, and no program of that id'],
  ])('%j is refused', async (path, exit, message) => {
    const { code, stdout, stderr } = await lint(path);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a program that ships goes by its id, and by the name that `init --checklists` knows', async () => {
    for (const name of ['minimal', 'onboarding', 'buddy'])
      expect(await lint(name)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^✓ \d files, no problems/),
      });
    const { code, stderr } = await lint('bddy');
    expect({ code, hint: stderr.includes('did you mean buddy?') }).toEqual({ code: 3, hint: true });
    const preview = await world.run(['preview', '--program', 'minimal', '--start', '2026-11-30']);
    expect(preview).toMatchObject({ code: 0, stdout: expect.stringContaining('Product manager onboarding') });
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
    // The settings are checked as well.
    for (const run of runs) expect(run).toEqual({ code: 0, stdout: '✓ 4 files, no problems\n', stderr: '' });
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
        .replace('items:\n', 'items: \n')
        .replace('title:', 'title:  '),
    );
    const { code, stdout, stderr } = await lint('ok', '--quiet', '--max-warnings', '0');
    expect(code).toBe(1);
    expect(stdout).toBe('✗ 2 warnings in 3 files\n');
    expect(stderr).toBe(`pm-onboard: 2 warnings, more than --max-warnings 0\n`);
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
    expect(setting).toMatchObject({ code: 1, stderr: '' });
    expect(setting.stdout).toContain('`syntax` must be one of error ');
    expect(setting.stdout).toContain('`no-effort` must be one of error, warning, off ');
    expect(setting.stdout).toContain('items: [');
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

describe('a workspace', () => {
  /** A small sound program with this id. */
  function sound(folder: string, id: string, more: Readonly<Record<string, string>> = {}): void {
    const files = {
      'program.yaml': `id: ${id}\ntitle: The ${id} program\nphases: [day-1]\n`,
      'day-1.yaml': `id: day-1\ntitle: Day one\ndue: day 1\nitems:\n  - { id: ${id}-read, title: Read the handbook }\n`,
      ...more,
    };
    mkdirSync(join(world.folder, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(world.folder, folder, name), text);
  }

  const mistyped =
    'id: day-1\ntitle: Day one\ndue: day 1\nitems:\n  - { id: beta-read, title: Read it, detials: x }\n';

  test('is checked whole without a path: every program, settings and calendars', async () => {
    sound('checklists/alpha', 'alpha');
    sound('checklists/beta', 'beta');
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'program: checklists/alpha\ncalendar: { holidays: [team.ics] }\n',
    );
    const ics =
      'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nSUMMARY:Closed\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\nEND:VCALENDAR\n';
    writeFileSync(join(world.folder, 'team.ics'), ics);
    expect(await lint()).toEqual({ code: 0, stdout: '✓ 2 programs, 6 files, no problems\n', stderr: '' });
    writeFileSync(join(world.folder, 'checklists/beta/day-1.yaml'), mistyped);
    const { code, stdout, stderr } = await lint('--format', 'compact');
    expect(code).toBe(1);
    expect(stdout).toContain('checklists/beta/day-1.yaml:5:38: error: unknown key `detials`');
    expect(flat(stderr)).toBe(
      'pm-onboard: earlier versions looked at checklists/alpha alone; not checked by them: checklists/beta ',
    );
    const json = JSON.parse((await lint('--format', 'json')).stdout);
    expect(json).toMatchObject({ programs: 2, passedOver: [] });
    expect(json.files).toContain('team.ics');
    expect(json.files).toContain('pm-onboard.yaml');
  });

  test('may hold text in its settings that YAML takes for a comment', async () => {
    sound('checklists/alpha', 'alpha');
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'people:\n  buddy:\n    - { name: Ada Lovelace }\n    - name: Grace Hopper\n      contact: in #releases\n',
    );
    for (const paths of [[], ['pm-onboard.yaml'], ['checklists'], ['.']]) {
      const { code, stdout } = await lint('--format', 'compact', ...paths);
      expect({ code, stdout }, paths.join()).toEqual({
        code: 1,
        stdout:
          'pm-onboard.yaml:5:19: error: `#releases` is lost: YAML takes it for a comment (put the text in quotes) [lost-text]\n',
      });
    }
  });

  test.each([
    ['program: [x\n', 'pm-onboard.yaml:2:1: error: not valid YAML', '[syntax]'],
    ['calender: {}\n', 'pm-onboard.yaml:1:1: error: unknown key `calender`', '[unknown-key]'],
    [
      'calendar: { holidays: [gone.ics] }\n',
      'pm-onboard.yaml:1:24: error: there is no file `gone.ics`',
      '[wrong-value]',
    ],
  ])('has findings in its settings as in a checklist: %j', async (settings, says, rule) => {
    sound('checklists/alpha', 'alpha');
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), settings);
    for (const paths of [[], ['pm-onboard.yaml']]) {
      const { code, stdout } = await lint('--format', 'compact', ...paths);
      expect(code, paths.join()).toBe(1);
      expect(stdout).toContain(says);
      expect(stdout.trimEnd()).toMatch(new RegExp(`\\${rule}$`));
    }
    const json = JSON.parse((await lint('--format', 'json')).stdout);
    expect(json.files).toContain('pm-onboard.yaml');
  });

  test('has no two programs of one id', async () => {
    sound('checklists/alpha', 'alpha');
    sound('checklists/beta', 'alpha', {
      'day-1.yaml': 'id: day-1\ntitle: Day one\ndue: day 1\nitems:\n  - { id: other, title: Read it all }\n',
    });
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/alpha\n');
    const said =
      'checklists/beta/program.yaml:1:5: error: the program in checklists/alpha has the id `alpha` already (give one of them another id; to replace a program, take the old one away) [duplicate-program]\n';
    for (const paths of [[], ['checklists'], ['checklists/beta']])
      expect(await lint('--format', 'compact', ...paths)).toMatchObject({ code: 1, stdout: said });
    expect(await lint('--format', 'compact', 'checklists/alpha')).toMatchObject({ code: 1 });
  });
});

describe('what is passed over', () => {
  test('is named, and what can be read is read', async () => {
    place('over/good');
    place('over/yml');
    renameSync(join(world.folder, 'over/yml/program.yaml'), join(world.folder, 'over/yml/program.yml'));
    const week = join(world.folder, 'over/yml/week-1.yaml');
    renameSync(week, join(world.folder, 'over/yml/week-1.yml'));
    const program = join(world.folder, 'over/yml/program.yml');
    writeFileSync(
      program,
      readFileSync(program, 'utf8')
        .replace(/^id: .*/m, 'id: other')
        .replace('title:', 'titel:'),
    );
    mkdirSync(join(world.folder, 'over/noprog'));
    writeFileSync(
      join(world.folder, 'over/noprog/day-1.yaml'),
      'id: day-1\ntitel: x\ndue: day 1\nitems: [{ id: a, title: Read it }]\n',
    );
    writeFileSync(join(world.folder, 'over/mkdocs.yaml'), 'site_name: x\nnav: [a.md]\n');
    writeFileSync(join(world.folder, 'over/good/mkdocs.yaml'), 'site_name: x\nnav: [a.md]\n');
    place('outside', { broken: true });
    symlinkSync('../outside', join(world.folder, 'over/link'));
    const { code, stdout, stderr } = await lint('over', '--format', 'compact');
    expect(code).toBe(1);
    expect(stdout.split('\n').map((line) => line.replace(/: error.*/, ''))).toEqual([
      'over/noprog/day-1.yaml:2:1',
      'over/yml/program.yml:7:1',
      '',
    ]);
    const none = 'no program names it, and it has neither `id`, `items` nor `phases`';
    expect(flat(stderr)).toContain('over/link is passed over: it is a link, which is not followed');
    expect(flat(stderr)).toContain('over/mkdocs.yaml is passed over: no program names it');
    expect(flat(stderr)).toContain(`over/good/mkdocs.yaml is passed over: ${none}`);
  });

  test('a folder that holds nothing but a link says so', async () => {
    place('outside');
    mkdirSync(join(world.folder, 'over2'));
    symlinkSync('../outside', join(world.folder, 'over2/link'));
    const { code, stderr } = await lint('over2');
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('there is no program in over2');
    expect(flat(stderr)).toContain('over2/link is passed over: it is a link, which is not followed');
  });

  test('a phase may have one file of either ending', async () => {
    place('ok');
    cpSync(join(world.folder, 'ok/week-1.yaml'), join(world.folder, 'ok/week-1.yml'));
    expect((await lint('ok', '--format', 'compact')).stdout).toContain(
      'ok/week-1.yml:1:1: error: the phase `week-1` has a file already, ok/week-1.yaml',
    );
  });

  test('a file of another tool that is named is no checklist', async () => {
    writeFileSync(join(world.folder, 'mkdocs.yaml'), 'site_name: x\nnav: [a.md]\n');
    const { code, stdout, stderr } = await lint('mkdocs.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ 0 files, no problems\n' });
    expect(flat(stderr)).toContain('mkdocs.yaml is passed over');
  });
});

describe('globs and ways', () => {
  test.each([['g/*'], ['g/*/'], ['g/{a,b}'], ['g/**'], ['g/*/*.yaml'], ['lnk', 'g/a', 'g/b']])(
    '%s %s %s',
    async (...paths) => {
      place('g/a');
      const program = join(place('g/b'), 'program.yaml');
      writeFileSync(program, readFileSync(program, 'utf8').replace(/^id: .*/m, 'id: other'));
      symlinkSync('g/a', join(world.folder, 'lnk'));
      expect(await lint(...paths.filter(Boolean))).toMatchObject({
        code: 0,
        stdout: '✓ 2 programs, 6 files, no problems\n',
      });
    },
  );

  test('inside a program’s folder nothing needs to be named', async () => {
    const folder = place('g/a');
    expect(await world.run(['lint'], { cwd: folder })).toEqual({ code: 0, stdout: clean, stderr: '' });
  });

  test('a program alone on standard input has its files nowhere', async () => {
    const { code, stdout } = await world.shell(
      "printf 'id: a\\ntitle: The program\\nphases: [one]\\n' | pm-onboard lint -",
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ 1 file, no problems\n' });
  });

  test('standard input stands for a file of a program', async () => {
    place('ok');
    const sed = "sed 's/^title:/titel:/' ok/week-1.yaml | pm-onboard lint - --format compact";
    const { code, stdout } = await world.shell(`${sed} --stdin-filename ok/week-1.yaml`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok\/week-1\.yaml:2:1: error: unknown key `titel`[^\n]*\n$/);
    expect(await world.run(['lint', 'ok', '--stdin-filename', 'x'])).toMatchObject({ code: 2, stdout: '' });
  });
});
