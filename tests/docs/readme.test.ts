/**
 * The examples of README.md, as a reader would type them: each line after `$ ` in a console fence is run, one after the
 * other, in one place of its own. The lines below it are what it prints, see console.ts.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcher, root } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';

const page = readFileSync(join(root, 'README.md'), 'utf8');

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-readme-'));
  for (const name of ['bin', 'home', 'tmp']) mkdirSync(join(base, name));
  const shim = join(base, 'bin/pm-onboard');
  writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
  chmodSync(shim, 0o755);
  writeFileSync(join(base, 'environment'), '');
  writeFileSync(join(base, 'folder'), join(base, 'home'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Runs a line in the shell, which goes on where the line before it left off: folder and exported variables. */
function type(line: string): { status: number | null; lines: string[] } {
  const script = `. '${base}/environment'\ncd "$(cat '${base}/folder')" || exit 99\n${line}\nstatus=$?\nexport -p > '${base}/environment'\npwd > '${base}/folder'\nexit $status`;
  const path = [join(base, 'bin'), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(
    delimiter,
  );
  // One after the other on one stream, as on a terminal.
  const { status, stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${script}`], {
    cwd: join(base, 'home'),
    env: { PATH: path, HOME: join(base, 'home'), TMPDIR: join(base, 'tmp'), COLUMNS: '80' },
    encoding: 'utf8',
    input: '',
  });
  return { status, lines: linesOf(stdout) };
}

describe('how examples are read', () => {
  it('finds the commands of console fences with what they print', () => {
    const text =
      'A\n\n```console\n$ one \\\n  --two\nprinted\n…\n\n$ three\n```\n\n```sh\n$ four\n```\n\n```console\n$ five\n```\n';
    expect(examplesOf(text)).toEqual([
      { command: 'one \\\n  --two', line: 4, prints: ['printed', '…'] },
      { command: 'three', line: 9 },
      { command: 'five', line: 17 },
    ]);
  });

  it('compares line by line, `…` standing for any', () => {
    expect(isAsSaid(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['…', 'c'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…', 'b', 'c', '…'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', 'b'])).toBe(false);
    expect(isAsSaid(['a', 'b', 'c'], ['b', '…'])).toBe(false);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…', 'd'])).toBe(false);
    expect(isAsSaid(['a bc'], ['a …'])).toBe(true);
    expect(isAsSaid(['abc', 'd'], ['a …', 'd'])).toBe(false);
    expect(isAsSaid(['a bc', 'd'], ['a …'])).toBe(false);
    expect(isAsSaid(['a bc'], ['a… c'])).toBe(false);
  });

  it('runs them one after the other, in one place', () => {
    expect(type('mkdir here && cd here && export WORD="two words"')).toEqual({ status: 0, lines: [] });
    expect(type('echo "$WORD" in "$(basename "$PWD")"; echo oops >&2; false')).toEqual({
      status: 1,
      lines: ['two words in here', 'oops'],
    });
    type('unset WORD; cd ..');
    expect(type('pm-onboard no-such-command')).toMatchObject({ status: 2 });
  });
});

describe('README.md', () => {
  const examples = examplesOf(page);

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples.map((example) => [example.line, example.command, example] as const))(
    'line %i: %s',
    (_, command, { prints }) => {
      // npm would build and test inside of a test: there it is only the scripts that have to be.
      if (/^npm /.test(command)) {
        const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
        const named = [...command.matchAll(/npm (?:run )?(\w+)/g)].flatMap(([, name = '']) => name);
        const own = ['ci', 'install', 'link', 'pack', 'exec'];
        expect(named.filter((name) => !own.includes(name) && !Object.hasOwn(scripts, name))).toEqual([]);
        return;
      }
      const { status, lines } = type(command);
      if (prints && !isAsSaid(lines, prints)) expect(lines.join('\n')).toBe(prints.join('\n'));
      if (!prints?.[0]?.startsWith('pm-onboard: ')) expect(status, lines.join('\n')).toBe(0);
    },
  );
});
