/** The formats of lint as the built program writes them: to stdout, to files, under CI. */
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type FormatName, formatNames } from '../../src/render/lint/index.ts';
import { oracles } from '../render/lint/oracles.ts';
import { commandsIn } from '../render/lint/runner.ts';
import { dangerous, flat } from './facts.ts';
import { type RunOptions, World } from './world.ts';

function write(world: World, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(world.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

const program = 'id: pm\ntitle: PM\nphases: [week-1]\nroles: { buddy: { title: Buddy } }\n';
const mistaken = {
  'checklists/pm/program.yaml': program,
  'checklists/pm/week-1.yaml': `id: week-1
title: First week
due: week 1
items:
  - { id: "日本語", title: "日本語", detials: Lunch, by: budy }
  - id: meet-buddy
    title: 12
    takes:
      - half an hour
      - or so
  - id: read
    title: Read the handbook, the one about everything that anybody ever asked in their first week here
    due: the day after the handbook has been read by everybody who was meant to read it
`,
};

async function lint(world: World, args: readonly string[] = [], options: RunOptions = {}) {
  const result = await world.run(['lint', ...args], options);
  expect(dangerous(result.stdout + result.stderr), args.join(' ')).toEqual([]);
  return result;
}

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

/** Writes every format into a file of its own. @returns what each says, once its readers are content with it */
async function allFormats(world: World, args: readonly string[] = []) {
  mkdirSync(join(world.folder, 'out'));
  const flags = formatNames.flatMap((name) => ['--format', `${name}=out/${name} = x`]);
  const given = [...args, '--format', 'text', ...flags];
  const { code, stdout, stderr } = await lint(world, given, { colour: true });
  expect(stderr).toBe('');
  expect(readdirSync(join(world.folder, 'out'))).toHaveLength(formatNames.length);
  const outputs = new Map(
    formatNames.map((name) => [name, readFileSync(join(world.folder, `out/${name} = x`), 'utf8')]),
  );
  for (const [name, output] of outputs) {
    expect(output, name).not.toContain('\u001b');
    expect(dangerous(output), name).toEqual([]);
    expect(await oracles[name](output), name).toEqual([]);
  }
  return { code, stdout, outputs };
}

describe('goldens', () => {
  test.each(['text', 'compact', 'github'])('%s', async (name) => {
    const world = new World();
    write(world, mistaken);
    const args = ['--format', name, '--rule', 'unquoted-scalar=warning'];
    const { code, stdout, stderr } = await lint(world, args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const text = `$ pm-onboard lint ${args.join(' ')}\n\n${stdout}`;
    await expect(text).toMatchFileSnapshot(golden(`lint-${name}`));
  });

  test('text in 120 columns', async () => {
    const world = new World();
    write(world, mistaken);
    const { stdout } = await lint(world, [], { columns: 120 });
    await expect(`$ pm-onboard lint\n\n${stdout}`).toMatchFileSnapshot(golden('lint-text-wide'));
  });

  test('text in colour', async () => {
    const world = new World();
    write(world, mistaken);
    const { stdout } = await lint(world, [], { colour: true });
    const text = `$ pm-onboard lint\n\n${stdout.replaceAll('\u001b', '␛')}`;
    await expect(text).toMatchFileSnapshot(golden('lint-text-colour'));
  });
});

describe('all formats at once, each to a file', () => {
  /** What each format says of a problem besides its words. */
  const marks: Record<FormatName, (problem: Problem) => string> = {
    text: ({ line, column }) => `week-1.yaml:${line}:${column} `,
    compact: ({ line, column, rule }) => `week-1.yaml:${line}:${column}: … [${rule}]`,
    json: ({ line, rule }) => `"line": ${line}, … "rule": "${rule}"`,
    github: ({ line, rule }) => `week-1.yaml,line=${line},…title=${rule}::`,
    sarif: ({ line, rule }) => `"ruleId": "${rule}", …"startLine": ${line},`,
    gitlab: ({ line, rule }) => `"check_name": "${rule}", …"begin": ${line}`,
    junit: ({ line, column, rule }) => `week-1.yaml:${line}:${column}: … [${rule}]`,
    checkstyle: ({ line, column, rule }) => `line="${line}" column="${column}" …"pm-onboard.${rule}"`,
    rdjson: ({ line, rule }) => `"line": ${line}, … "value": "${rule}"`,
  };

  it.each([{ found: true }, { found: false }])(
    'hold every problem, each as its schema wants it: %o',
    async ({ found }) => {
      const world = new World();
      if (found) write(world, mistaken);
      else await world.run(['init', '--checklists']);
      const { code, stdout, outputs } = await allFormats(world);
      expect(code).toBe(found ? 1 : 0);
      expect(stdout).toContain('\u001b[');
      const { problems } = JSON.parse(outputs.get('json') ?? '') as { readonly problems: readonly Problem[] };
      expect(problems).toHaveLength(found ? 8 : 0);
      for (const [name, output] of outputs) {
        expect(statSync(join(world.folder, `out/${name} = x`)).mode & 0o777).toBe(0o644);
        for (const problem of problems) {
          const [mark = '', ...more] = marks[name](problem).split('…');
          const from = flat(output).indexOf(mark.trim());
          expect(from, `${name} ${mark}`).toBeGreaterThanOrEqual(0);
          for (const each of more) expect(flat(output).slice(from), `${name} ${each}`).toContain(each.trim());
        }
      }
      if (found) return;
      for (const name of ['compact', 'github'] as const) expect(outputs.get(name)).toBe('');
      expect(outputs.get('gitlab')).toBe('[]\n');
      expect(outputs.get('junit')).toMatch(/<testsuite .*tests="10" failures="0"/);
    },
  );
});

interface Problem {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
}

describe('names and titles that mean harm', () => {
  const harm =
    'a\n::error::b\r::stop-commands::c ##[add-mask]d \u001b[31m\u009b \u202e ]]> \ufffe\uffff <&"\' %0A,: 😀';
  const folder = '::error file=x::\n::stop-commands::';
  const titles = JSON.stringify(harm).replaceAll('\u009b', '\\u009b').replaceAll('\u202e', '\\u202e');
  const week = `id: week-1
title: ${titles}
due: week 1
items:
  - { id: ${titles}, title: "\\ud800 ${'w'.repeat(3000)}", ${titles}: x, by: ${titles} }
  - { id: x, title: "  ::stop-commands::x", after: ["\\n::error::x"], due: "::group::" }
`;
  const files = {
    [`checklists/${folder}/program.yaml`]: program,
    [`checklists/${folder}/week-1.yaml`]: week,
    [`checklists/${folder}/${harm.replaceAll('/', '')}.yaml`]: week,
    '::error::lone/##[group]x.yaml': week,
    ' ::error::set/x.yaml': week,
  };
  const args = [`checklists/${folder}`, '::error::lone', ' ::error::set'];

  it('are harmless in every format', async () => {
    const world = new World();
    write(world, files);
    const { code, outputs } = await allFormats(world, args);
    expect(code).toBe(1);
    for (const [name, output] of outputs) {
      const commands = commandsIn(output);
      if (name === 'github') expect(commands.length).toBeGreaterThan(8);
      else expect(commands, name).toEqual([]);
    }
  });

  it('are harmless in text and annotations together', async () => {
    const world = new World();
    write(world, files);
    const { problems } = JSON.parse((await lint(world, [...args, '--format', 'json'])).stdout);
    for (const colour of [false, true]) {
      const { stdout } = await lint(world, args, { env: { GITHUB_ACTIONS: 'true' }, colour });
      const commands = commandsIn(stdout);
      const kinds = ['error', 'warning'].flatMap((kind) =>
        problems
          .filter((each: { severity: string }) => each.severity === kind)
          .slice(0, 10)
          .map(() => kind),
      );
      expect(commands.map(({ name }) => name)).toEqual([...kinds, 'notice']);
      expect(stdout).toContain('✗');
    }
  });

  it('are harmless in a diff that stands in a log, which else is to be applied', async () => {
    const world = new World();
    const lines = ['one', '::stop-commands::x', '##[error]y'].map((line) => `      ${line}\n`);
    const item = `    details: |-\n${lines.join('')}`;
    write(world, {
      'checklists/pm/program.yaml': program,
      'checklists/pm/week-1.yaml': `id: week-1\ntitle: W\ndue: week 1\nitems:\n  - id: a\n    title: Read it \n${item}`,
    });
    const args = ['checklists', '--fix', '--dry-run'];
    const applied = await lint(world, args);
    expect(applied.stdout).toContain('\n       ::stop-commands::x\n');
    const logged = await lint(world, args, { env: { GITHUB_ACTIONS: 'true' } });
    expect(commandsIn(logged.stdout + logged.stderr)).toEqual([]);
  });

  it('are harmless in errors', async () => {
    const world = new World();
    for (const wrong of [
      [`${'x'.repeat(40)} ::stop-commands::${'y'.repeat(40)}`],
      ['\n::error::x ##[add-mask]y'],
      ['--format', '::error::x'],
      ['--format', `json=no/ ${'x'.repeat(40)} ::stop-commands::y`, '.'],
    ]) {
      write(world, mistaken);
      const { code, stderr } = await lint(world, wrong);
      expect(code, stderr).toBeGreaterThan(1);
      expect(commandsIn(stderr)).toEqual([]);
    }
  });
});

describe('under GitHub Actions', () => {
  const env = { GITHUB_ACTIONS: 'true' };

  it('adds annotations to the text, but not to a format that was asked for', async () => {
    const world = new World();
    write(world, mistaken);
    const [plain, text, annotated, asked] = await Promise.all([
      lint(world),
      lint(world, ['--format', 'text']),
      lint(world, [], { env }),
      lint(world, ['--format', 'text'], { env }),
    ]);
    expect(plain.stdout).toBe(text.stdout);
    expect(asked.stdout).toBe(text.stdout);
    expect(annotated.stdout.startsWith(text.stdout)).toBe(true);
    expect(await oracles.github(annotated.stdout.slice(text.stdout.length))).toEqual([]);
    expect(commandsIn(annotated.stdout)).toHaveLength(
      commandsIn(annotated.stdout.slice(text.stdout.length)).length,
    );
  });

  const pathsFor = async (world: World, format: string, args: string[], options: RunOptions) => {
    const { stdout } = await lint(world, [...args, '--format', format], options);
    const all = [...stdout.matchAll(/(?:::error file=|"path": "|"uri": "| file="|<file name=")([^",]+)/g)];
    return [...new Set(all.map(([, path]) => path))];
  };

  it.each([
    ['github', 'GITHUB_WORKSPACE'],
    ['sarif', 'GITHUB_WORKSPACE'],
    ['gitlab', 'CI_PROJECT_DIR'],
  ])('%s names files from the root of the repository, wherever it is run', async (format, variable) => {
    const world = new World();
    write(world, mistaken);
    const root = { env: { [variable]: world.folder } };
    const below = join(world.folder, 'checklists/pm');
    const file = 'checklists/pm/week-1.yaml';
    mkdirSync(join(world.folder, 'tools'));
    expect(await pathsFor(world, format, [], root)).toEqual([file]);
    expect(await pathsFor(world, format, ['.'], { ...root, cwd: below })).toEqual([file]);
    expect(
      await pathsFor(world, format, ['../checklists'], { ...root, cwd: join(world.folder, 'tools') }),
    ).toEqual([file]);
    // Through a link to the repository.
    symlinkSync(world.folder, join(world.home, 'link'));
    const linked = { env: { [variable]: join(world.home, 'link') }, cwd: below };
    expect(await pathsFor(world, format, ['.'], linked)).toEqual([file]);
    // Run elsewhere, or told nothing, a path is as it was.
    expect(await pathsFor(world, format, ['.'], { cwd: below })).toEqual(['week-1.yaml']);
    const elsewhere = { env: { [variable]: world.home }, cwd: below };
    expect(await pathsFor(world, format, ['.'], elsewhere)).toEqual(['week-1.yaml']);
    const missing = { env: { [variable]: join(world.home, 'none') }, cwd: below };
    expect(await pathsFor(world, format, ['.'], missing)).toEqual(['week-1.yaml']);
  });

  it('leaves the name of standard input alone', async () => {
    const world = new World();
    const options = { env: { GITHUB_WORKSPACE: join(world.folder, '..') }, input: 'titel: x\n' };
    const { stdout } = await lint(world, ['-', '--format', 'github'], options);
    expect(commandsIn(stdout)[0]?.properties['file']).toBe('<stdin>');
  });
});

describe('formats in files', () => {
  it('replace a file that is there', async () => {
    const world = new World();
    write(world, { ...mistaken, 'out.json': 'x'.repeat(100_000) });
    await lint(world, ['--format', 'json=out.json']);
    expect(await oracles.json(readFileSync(join(world.folder, 'out.json'), 'utf8'))).toEqual([]);
  });

  it.each([
    [['text', 'json'], 'text and json both go to stdout', 'send one of them to a file: --format json=FILE'],
    [['text', 'text'], 'text and text both go to stdout', 'send one of them to a file'],
    [['json=a', 'text', 'sarif=a'], 'json and sarif both go to a', 'to another file: --format sarif=FILE'],
    [['sarf'], '"sarf" is not a format', 'did you mean sarif?'],
    [['xyzzyxyzzy'], '"xyzzyxyzzy" is not a format', `there are: ${formatNames.join(', ')}`],
    [['sarif='], '"sarif=" has no file name', 'write sarif=FILE, or sarif alone for stdout'],
    [['=x'], '"" is not a format', 'there are: text'],
  ])('%j is refused', async (given, fault, remedy) => {
    const world = new World();
    write(world, mistaken);
    const { code, stdout, stderr } = await lint(
      world,
      given.flatMap((each) => ['--format', each]),
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(flat(stderr)).toContain(`--format: ${fault}`);
    expect(flat(stderr)).toContain(remedy);
    expect(readdirSync(world.folder)).toEqual(['checklists']);
  });
});

describe('a file that can not be written', () => {
  it.each([
    ['none/here/out.json', 'there is no folder none/here', 'make the folder, or name another file'],
    ['folder', 'it is a folder', 'name another file'],
    ['link', 'it is a link or a device, not a regular file', 'name another file'],
    ['pipe', 'it is a link or a device, not a regular file', 'name another file'],
    ['target/out.json', 'a file stands where its folder should be', 'name another file'],
    [`${'x'.repeat(300)}`, 'the system says ENAMETOOLONG', 'name another file'],
  ])('%s', async (file, fault, remedy) => {
    const world = new World();
    write(world, { ...mistaken, target: 'as it was' });
    mkdirSync(join(world.folder, 'folder'));
    symlinkSync('target', join(world.folder, 'link'));
    execFileSync('mkfifo', [join(world.folder, 'pipe')]);
    const { code, stderr } = await lint(world, ['--format', `json=${file}`]);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain(`--format: ${file} can't be written: ${fault}`);
    expect(flat(stderr)).toContain(remedy);
    expect(readFileSync(join(world.folder, 'target'), 'utf8')).toBe('as it was');
    expect(readdirSync(world.folder).sort()).toEqual(['checklists', 'folder', 'link', 'pipe', 'target']);
    expect(lstatSync(join(world.folder, 'link')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(world.folder, 'pipe')).isFIFO()).toBe(true);
  });

  it('does not keep the rest from being shown', async () => {
    const world = new World();
    write(world, mistaken);
    const { code, stdout } = await lint(world, ['--format', 'json=none/x', '--format', 'text']);
    expect(code).toBe(3);
    expect(stdout).toContain('✗');
  });
});

test('help lists every format', async () => {
  const { stdout } = await new World().run(['help', 'lint']);
  expect(flat(stdout)).toContain(formatNames.join(', '));
});
