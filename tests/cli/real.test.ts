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
  const day = program === 'offboarding' ? ['--end', '2026-12-18'] : ['--start', '2026-11-30'];
  const place = ['--program', `checklists/${program}`, ...day];
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
    'checklists/parts/leaving-accounts.yaml',
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

  const reference = 'Say what your letter of reference should name';
  const healthCover = 'Send the letter on keeping health cover';
  const sendBack = 'Send back the laptop, with its charger';
  test.each([
    ['us', 'false', 'bought', [healthCover, 'Wipe the laptop before'], [reference, sendBack, 'one-on-one']],
    ['de', 'true', 'returned', [reference, sendBack, 'Finish reviews that are under way'], [healthCover]],
    ['other', 'false', 'returned', [sendBack], [reference, healthCover, 'Finish reviews']],
  ] as const)(
    'of somebody who leaves in %s, leading: %s, laptop %s',
    async (country, manager, laptop, there, gone) => {
      const traits = [`country=${country}`, `manager=${manager}`, `laptop=${laptop}`];
      const text = await preview('offboarding', ...traits);
      for (const title of ['List the accounts of the hire', 'Go through it with the successor', ...there])
        expect(text).toContain(title);
      for (const title of gone) expect(text).not.toContain(title);
      // The dates count back from Friday 18 December.
      expect(text).toMatch(/Fri 20 Nov[^\n]*\n 1\.1 Confirm the hire's last day/);
      expect(text).toMatch(/Fri 18 Dec[^\n]*\n[^\n]* Close them, and send mail on/);
      expect(text).toMatch(/Fri 15 Jan[^\n]*\n[^\n]* End the forwarding of the hire's mail/);
    },
  );
});

test('somebody leaves: what others owe, what moves with it, and what counts from when it was done', async () => {
  const people = [
    '--manager',
    'Grace',
    '--role',
    'people=Joan',
    '--role',
    'it=Ken',
    '--role',
    'successor=Lin',
  ];
  const traits = ['--trait', 'country=de', '--trait', 'manager=no', '--trait', 'laptop=returned'];
  const begin = ['start', '--name', 'Ada', '--program', 'leaving', '--end', '2026-12-18', '--no-input'];
  const begun = await world.run([...begin, ...people, ...traits, '--today', '2026-11-17']);
  expect(begun.code).toBe(0);
  const due = async (item: string) => {
    const { stdout } = await world.run(['show', item, '--json', '--today', '2026-12-02']);
    return (JSON.parse(stdout) as { item: { due: string } }).item.due;
  };
  expect(await due('talk-through-handover')).toBe('2026-12-04');
  // Written up three days late: so much later the talk about it.
  expect(
    (
      await world.run([
        'done',
        'write-handover',
        '--evidence',
        'https://example.com/handover',
        '--today',
        '2026-12-02',
      ])
    ).code,
  ).toBe(0);
  expect(await due('talk-through-handover')).toBe('2026-12-09');
  const review = await world.run(['review', 'Ada', '--as', 'Ken', '--today', '2026-12-17']);
  expect(review.stdout).toContain('Close them, and send mail');
  // The last day comes a week sooner: so does what counts back from it.
  expect((await world.run(['reschedule', '--end', '2026-12-11', '--today', '2026-12-02'])).code).toBe(0);
  expect(await due('close-accounts')).toBe('2026-12-11');
  expect(await due('end-forwarding')).toBe('2027-01-08');
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
