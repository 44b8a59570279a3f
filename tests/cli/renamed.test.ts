/** Old names of renamed commands, tested as if `status` had been `where`, and `away` had been `leave` or `holiday`. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { presentArguments } from '../../src/cli/build.ts';
import type { CommandSpec } from '../../src/cli/spec.ts';
import { commands } from '../../src/cli.ts';
import type { Io } from '../../src/io.ts';
import { run } from '../../src/main.ts';

vi.mock('../../src/cli.ts', async (load) => {
  const list = await load<{ commands: readonly CommandSpec[] }>();
  const former: Record<string, readonly string[]> = { status: ['where'], away: ['leave', 'holiday'] };
  return {
    commands: list.commands.map((spec) => {
      const formerly = former[spec.usage.split(' ')[0] ?? ''];
      return formerly ? { ...spec, formerly } : spec;
    }),
  };
});

const says = (former: string, name: string) =>
  `${former} is called ${name} now: pm-onboard ${name}; the former name goes with the next release`;

test.each([
  [['where', 'Ada'], ['status', 'Ada'], says('where', 'status')],
  [
    ['--workspace', 'where', 'holiday', '--from', 'x'],
    ['--workspace', 'where', 'away', '--from', 'x'],
    says('holiday', 'away'),
  ],
  [['--no-input', 'leave', 'leave'], ['--no-input', 'away', 'leave'], says('leave', 'away')],
  [['help', 'leave'], ['help', 'away'], says('leave', 'away')],
])('%j work under their former name, which is said', (typed, argv, remark) => {
  expect(presentArguments(commands, typed)).toEqual({ argv, remark });
});

test('no other argument is touched, and nothing is said', () => {
  for (const typed of [['away', 'leave'], ['--as', 'where', 'status'], ['wher'], ['--help'], ['help'], []])
    expect(presentArguments(commands, typed)).toEqual({ argv: typed });
});

/** Runs the program in an empty home. @returns the exit code and what it printed */
async function printed(...argv: string[]) {
  const home = mkdtempSync(join(tmpdir(), 'pm-onboard-renamed-'));
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[name] += text;
    },
    terminal: false,
    width: 80,
    height: 24,
    colour: 0 as const,
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    interactive: false,
    env: {},
    cwd: home,
    now: () => new Date('2026-11-23T09:00:00Z'),
    elapsed: () => 0,
    userName: () => 'ada',
    zone: () => 'Europe/Berlin',
    dirs: { config: join(home, 'config'), data: join(home, 'data'), cache: join(home, 'cache') },
    root: join(import.meta.dirname, '../..'),
  };
  return { code: await run(argv, io), ...said };
}

test('the command does the same, and its errors and its exit code are the same', async () => {
  const [former, present] = [await printed('where'), await printed('status')];
  expect(former.code).toBe(2);
  const withoutPath = (text: string) => text.replace(/\/\S+/g, 'PATH').replace(/\s+/g, ' ');
  const remark = `pm-onboard: ${says('where', 'status')} `;
  expect(withoutPath(former.stderr)).toBe(remark + withoutPath(present.stderr));

  const [helpOnFormer, help] = [await printed('help', 'leave'), await printed('help', 'away')];
  expect(helpOnFormer).toEqual({ ...help, stderr: `pm-onboard: ${says('leave', 'away')}\n` });
  expect(help.stdout).toContain('pm-onboard away');
});

test('no former name is the present name of another command, or given twice', () => {
  const names = commands.flatMap(({ usage, formerly = [] }) => [usage.split(' ')[0], ...formerly]);
  expect(new Set(names).size).toBe(names.length);
});
