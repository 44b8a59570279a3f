/** How many plans a command makes: one for each run that it shows, however many hires there are. growth.test.ts counts the rest. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Io, processIo } from '../src/io.ts';
import { run } from '../src/main.ts';
import { makePlan } from '../src/plan/plan.ts';
import { root } from './cli/world.ts';

vi.mock(import('../src/plan/plan.ts'), async (original) => {
  const actual = await original();
  return { ...actual, makePlan: vi.fn(actual.makePlan) };
});

let base: string;
// biome-ignore lint/suspicious/noExplicitAny: the generator is plain JavaScript
let generator: any;
let named: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-plans-'));
  const path = pathToFileURL(join(root, 'scripts/bench/generator.mjs')).href;
  const { openGenerator, hireAt } = await import(path);
  generator = await openGenerator(1, new Date().toISOString().slice(0, 10));
  named = hireAt(1).name;
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** How many plans the command makes in a workspace of so many hires. */
async function plansOf(args: readonly string[], hires: number): Promise<number> {
  const folder = join(base, `${hires} ${args.join(' ')}`);
  cpSync(generator.hires(hires, 2), join(folder, 'team'), { recursive: true });
  const dirs = { config: join(folder, 'config'), data: join(folder, 'data'), cache: join(folder, 'cache') };
  const said: string[] = [];
  const output = {
    ...processIo(root, dirs).stdout,
    terminal: false,
    write: (text: string) => said.push(text),
  };
  const env = { PM_ONBOARD_WORKSPACE: join(folder, 'team') };
  const io: Io = {
    ...processIo(root, dirs),
    stdout: output,
    stderr: output,
    interactive: false,
    env,
    cwd: folder,
  };
  vi.mocked(makePlan).mockClear();
  const code = await run([...args], io);
  expect(code, said.join('')).toBe(0);
  return vi.mocked(makePlan).mock.calls.length;
}

it.each([
  ['status NAME', ['status', 'NAME'], 0],
  ['note --hire NAME', ['note', 'set-1on1s', 'a word', '--hire', 'NAME'], 0],
  ['review NAME', ['review', 'NAME'], 0],
  // Wanted: less than a whole plan for each.
  ['team', ['team'], 1],
  ['mine of a buddy of half of them', ['mine', '--as', 'Grace Hopper'], 0.5],
  ['remind', ['remind'], 1],
  ['doctor', ['doctor'], 1],
  ['upgrade --all --dry-run', ['upgrade', '--all', '--dry-run'], 1],
] as const)('%s', async (name, args, most) => {
  const given = args.map((arg) => (arg === 'NAME' ? named : arg));
  const [few, many] = [await plansOf(given, 4), await plansOf(given, 12)];
  const each = (many - few) / 8;
  const sentence = `${name} makes ${many} plans with 12 hires, ${few} with 4: ${each} for each one more, at most ${most}`;
  expect(each <= most ? '' : sentence).toBe('');
});
