/** The needs of public onboarding documents, written afresh as programs in fixtures/real: they lint clean and can be lived with. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { root, World } from './world.ts';

const real = join(root, 'tests/fixtures/real');
const monday = ['--today', '2026-11-30'];

let world: World;

beforeEach(async () => {
  world = new World();
  await world.run(['init']);
  cpSync(real, join(world.folder, 'checklists'), { recursive: true });
});

/** What `preview` prints of a program, each run of spaces as one. */
async function preview(program: string, ...traits: string[]): Promise<string> {
  const given = traits.flatMap((trait) => ['--trait', trait]);
  const place = ['--program', `checklists/${program}`, '--start', '2026-11-30'];
  const { code, stdout } = await world.run(['preview', ...place, ...given, ...monday]);
  expect(code).toBe(0);
  return stdout.replace(/ +/g, ' ');
}

test('all of them lint clean, their parts counted once', async () => {
  const { code, stdout, stderr } = await world.run(['lint', '--format', 'json']);
  const { problems, files } = JSON.parse(stdout) as { problems: unknown[]; files: string[] };
  expect({ code, stderr, problems }).toEqual({ code: 0, stderr: '', problems: [] });
  expect(files.filter((file) => file.startsWith('checklists/parts/'))).toEqual([
    'checklists/parts/accounts.yaml',
    'checklists/parts/first-talks.yaml',
    'checklists/parts/security-training.yaml',
  ]);
});

describe('preview', () => {
  test('of an engineer: from the laptop to being on call', async () => {
    const text = await preview('engineer');
    expect(text).toContain('20 items, 20 required');
    expect(text).toMatch(/Mon 30 Nov · day 1[^\n]*\n 1\.1 Set up your laptop 60 min\n/);
    expect(text).toContain('platform team does it');
    expect(text).toContain('2.7 Bring a small change into production 4 h');
    expect(text).toMatch(/WHOM TO BOOK\n engineering manager by Mon 30 Nov 2\.1 4\.4\n/);
  });

  test('of a support person: a day of parts alone, and answers that somebody allows', async () => {
    const text = await preview('support');
    expect(text).toContain('19 items, 18 required');
    expect(text).toContain('3.3 Allow the hire to answer alone 15 min buddy or support lead does it');
    expect(text).toContain('4.5 Try the rota for weekends 4 h optional');
  });

  const inGermany = 'Send your tax number and health insurer';
  const inTheStates = 'Fill in the form for federal taxes';
  const ofManagers = 'Meet each person of your team alone';
  test.each([
    ['us', 'employee', 'false', [inTheStates], [inGermany, ofManagers]],
    ['de', 'employee', 'true', [inGermany, ofManagers], [inTheStates]],
    [
      'other',
      'contractor',
      'false',
      ['Agree on how you send invoices'],
      [inTheStates, inGermany, ofManagers],
    ],
  ] as const)('in %s, as %s, leading: %s', async (country, contract, manager, there, gone) => {
    const text = await preview('country', `country=${country}`, `contract=${contract}`, `manager=${manager}`);
    for (const title of ['Set up your laptop', 'Take the security training', ...there])
      expect(text).toContain(title);
    for (const title of gone) expect(text).not.toContain(title);
  });
});

test('a hire begins with one of them, and what is hers is what she is asked for', async () => {
  const people = ['--manager', 'Grace', '--buddy', 'Alan', '--role', 'people=Joan'];
  const traits = ['--trait', 'country=de', '--trait', 'contract=employee', '--trait', 'manager=true'];
  const begin = ['start', '--name', 'Ada', '--start', '2026-11-30', '--program', 'newcomer', '--no-input'];
  expect((await world.run([...begin, ...people, ...traits, ...monday])).code).toBe(0);
  const { stdout } = await world.run(['plan', '--all', ...monday]);
  expect(stdout).toContain('Learn how to record working hours');
  expect((await world.run(['done', 'set-up-laptop', ...monday])).code).toBe(0);
  expect((await world.run(['show', 'report-incident', ...monday])).stdout).toContain(
    'Report an invented one to Alan',
  );
});
