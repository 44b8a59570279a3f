/** `start --buddy-checklist`: the buddy's own list, begun with the hire's on a yes and never twice. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { eventsIn, expectRefusal, flat, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2026-11-30'];

let world: World;

beforeEach(async () => {
  world = new World();
  await world.run(['init']);
});

const begin = (name: string, ...more: string[]) =>
  world.run(['start', '--name', name, '--start', '2026-12-07', '--no-me', ...more, ...today]);

/** The runs of the workspace, as `NAME program`. */
async function runs(): Promise<string[]> {
  const { stdout } = await world.run(['start', '--list', '--json', ...today]);
  const { programs } = JSON.parse(stdout) as {
    programs: { id: string; hires: { name: string; start: string }[] }[];
  };
  return programs.flatMap(({ id, hires }) => hires.map(({ name, start }) => `${name} ${id} ${start}`));
}

test('begins with the same start date, is the buddy’s, and names the newcomer in its texts', async () => {
  const { code, stderr } = await begin(
    'Bob Noyce',
    '--buddy',
    'Grace',
    '--manager',
    'Alan',
    '--buddy-checklist',
  );
  expect(code).toBe(0);
  expect(flat(stderr)).toContain(
    "✓ Grace has a buddy's list for Bob Noyce: 18 items, from Mon 7 Dec on: pm-onboard status --hire Grace",
  );
  expect(await runs()).toEqual(['Bob Noyce product-manager 2026-12-07', 'Grace buddy 2026-12-07']);
  const { stdout } = await world.run(['plan', 'Grace', ...today]);
  expect(stdout).toContain('Be there when Bob Noyce arrives');
  expect(stdout).toContain('Agree with Alan what is yours');
  const shown = await world.run(['show', 'welcome', '--hire', 'Grace', ...today]);
  expect(shown.stdout).not.toContain('{');
  // Her list is hers: what she does there leaves his alone.
  const before = await world.run(['status', 'Bob', '--json', ...today]);
  await world.run(['done', 'write-ahead', '--hire', 'Grace', ...today]);
  expect((await world.run(['status', 'Bob', '--json', ...today])).stdout).toBe(before.stdout);
});

test('without a yes none is begun', async () => {
  const { stderr } = await begin('Bob', '--buddy', 'Grace');
  await begin('Cy', '--buddy', 'Grace', '--no-buddy-checklist');
  await begin('Dee', '--buddy', 'Grace', '--no-input');
  expect(stderr).not.toContain("buddy's list");
  expect((await runs()).filter((run) => run.includes('Grace'))).toEqual([]);
});

test('a dry run says what it would begin, and JSON has it', async () => {
  const flags = ['--buddy', 'Grace', '--buddy-checklist', '--dry-run'];
  const { stderr } = await begin('Bob', ...flags);
  expect(flat(stderr)).toContain("Grace has a buddy's list for Bob: 18 items, from Mon 7 Dec on");
  const { stdout } = await begin('Bob', ...flags, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    dryRun: true,
    buddyLists: [
      { hire: null, name: 'Grace', newcomer: 'Bob', program: 'buddy', start: '2026-12-07', items: 18 },
    ],
  });
  expect(await runs()).toEqual([]);
});

test('the same start again begins no second one; another newcomer of the same buddy does', async () => {
  const flags = ['--buddy', 'Grace', '--buddy-checklist'];
  await begin('Bob', ...flags);
  await expectRefusal(
    world,
    ['start', '--name', 'Bob', '--start', '2026-12-07', '--no-me', ...flags, ...today],
    {
      code: 2,
      says: ['is being onboarded already', '--buddy-checklist --another-run'],
    },
  );
  const again = await begin('Bob', ...flags, '--another');
  expect(flat(again.stderr)).toMatch(/Grace has the buddy's list for Bob already \(h[0-9a-f]{8}\)\./);
  const { stdout } = await begin('Cy', ...flags, '--json');
  const { buddyLists } = JSON.parse(stdout);
  expect((await runs()).filter((run) => run.includes('Grace'))).toHaveLength(2);
  // Both are runs of one person, so her name means them.
  const { code, stderr } = await world.run(['status', 'Grace', ...today]);
  expect(code).toBe(4);
  expect(stderr).toContain('which run of Grace is meant?');
  const run = await world.run(['plan', '--hire', buddyLists[0].hire, ...today]);
  expect(run.stdout).toContain('Write to Cy before the first day');
});

test('who was onboarded here is the same person as buddy', async () => {
  await world.run([
    'start',
    '--name',
    'Grace Hopper',
    '--start',
    '2026-01-12',
    '--no-me',
    '--force',
    ...today,
  ]);
  await world.run(['finish', 'Grace', '--force', ...today]);
  expect((await begin('Bob', '--buddy', 'grace hopper', '--buddy-checklist')).code).toBe(0);
  const started = readdirSync(join(world.folder, 'hires')).flatMap((name) =>
    eventsIn(readFileSync(join(world.folder, 'hires', name), 'utf8')).filter(
      ({ kind }) => kind === 'started',
    ),
  );
  const hers = started.filter(({ name }) => name === 'Grace Hopper').map(({ ['person']: person }) => person);
  expect(hers).toHaveLength(2);
  expect(new Set(hers).size).toBe(1);
  expect(await runs()).toEqual([
    'Bob product-manager 2026-12-07',
    'Grace Hopper product-manager 2026-01-12',
    'Grace Hopper buddy 2026-12-07',
  ]);
});

test('several buddies get a list each', async () => {
  const both = ['--role', 'buddy=Grace', '--role', 'buddy=Joan', '--buddy-checklist'];
  expect((await begin('Bob', ...both)).code).toBe(0);
  expect((await runs()).filter((run) => run.includes('buddy'))).toEqual([
    'Grace buddy 2026-12-07',
    'Joan buddy 2026-12-07',
  ]);
});

describe('refused, and nothing is written', () => {
  const flags = ['start', '--name', 'Bob', '--start', '2026-12-07', '--no-me', '--buddy-checklist', ...today];

  test.each([
    ['no buddy', [], ['nobody is named as buddy', '--buddy']],
    [
      'a program without one',
      ['--program', 'buddy', '--role', 'newcomer=Cy'],
      ['the program buddy has no buddy'],
    ],
    ['both flags', ['--buddy', 'Grace', '--no-buddy-checklist'], ['exclude each other']],
  ])('%s', async (_, more, says) => {
    await expectRefusal(world, [...flags, ...more], { code: 2, says });
    expect(readdirSync(join(world.folder, 'hires'))).toEqual([]);
  });

  test('a program of the workspace’s own without a newcomer, or one that is broken', async () => {
    await world.run(['init', '--checklists', 'buddy']);
    const file = join(world.folder, 'checklists/buddy/program.yaml');
    writeFileSync(
      file,
      'id: buddy\ntitle: Buddies\nphases: [hand-back]\nroles: { manager: { title: Manager } }\n',
    );
    await expectRefusal(world, [...flags, '--buddy', 'Grace'], { code: 2, says: [/hand-back\.yaml:\d/] });
    writeFileSync(
      join(world.folder, 'checklists/buddy/hand-back.yaml'),
      'id: hand-back\ntitle: Back\ndue: day 1\nitems: [{ id: read, title: Read it }]\n',
    );
    await expectRefusal(world, [...flags, '--buddy', 'Grace'], {
      code: 2,
      says: [
        'the program buddy names nobody as its newcomer',
        '`newcomer: { title: Newcomer, required: true }`',
      ],
    });
    expect(await runs()).toEqual([]);
  });

  test('two people of the buddy’s name; what is printed begins the list of one of them', async () => {
    for (const more of [[], ['--another']]) await begin('Grace', ...more);
    const refused = await world.run([...flags, '--buddy', 'Grace']);
    expect(refused.code).toBe(2);
    expect(flat(refused.stderr)).toContain('--buddy-checklist: 2 people here are called Grace');
    expect((await runs()).filter((run) => run.startsWith('Bob'))).toEqual([]);
    const [line = ''] =
      /pm-onboard start --program buddy .*?--hire h[0-9a-f]{8}/.exec(flat(refused.stderr)) ?? [];
    const { code } = await world.shell(`${line} ${today.join(' ')}`);
    expect(code).toBe(0);
    expect((await runs()).filter((run) => run.includes('buddy'))).toEqual(['Grace buddy 2026-12-07']);
  });
});

describe('at a terminal', () => {
  const typed = (name: string, ...more: string[]) =>
    [
      'pm-onboard start --start 2026-12-07 --no-me --holidays none',
      `--name ${name} --buddy Grace ${more.join(' ')} ${today.join(' ')}; echo "${name}=[$?]"`,
    ].join(' ');

  test('it is asked about, and Enter means no', async (context) => {
    const terminal = await Terminal.open(context, world);
    await terminal.type(typed('Bob'));
    await terminal.until("Begin a buddy's own list for Grace too (18 items, to look after Bob)?");
    await terminal.type('');
    await terminal.until('Bob=[0]');
    expect(await runs()).toEqual(['Bob product-manager 2026-12-07']);
    await terminal.type(`clear; ${typed('Cy')}`);
    await terminal.until('to look after Cy)?');
    await terminal.type('y');
    await terminal.until('Cy=[0]');
    expect((await runs()).at(-1)).toBe('Grace buddy 2026-12-07');
  });

  test('but not with --no-input, not without a buddy, and not where the buddy has it', async (context) => {
    const terminal = await Terminal.open(context, world);
    await begin('Bob', '--buddy', 'Grace', '--buddy-checklist');
    await terminal.type(typed('Cy', '--no-input'));
    expect(await terminal.until('Cy=[0]')).not.toContain('Begin');
    await terminal.type(`clear; ${typed('Bob', '--another')}`);
    expect(await terminal.until('Bob=[0]')).not.toContain('Begin');
    await terminal.type(`clear; ${typed('Dee', '--no-buddy-checklist')}`);
    expect(await terminal.until('Dee=[0]')).not.toContain('Begin');
    expect((await runs()).filter((run) => run.includes('buddy'))).toHaveLength(1);
  });
});

describe('her lists', () => {
  const as = (...args: string[]) => world.run([...args, '--as', 'Grace', '--today', '2026-12-03']);

  beforeEach(async () => {
    await begin('Bob Noyce', '--buddy', 'Grace', '--buddy-checklist');
  });

  test('are no run of her own: what she owes comes first, with her part of the list', async () => {
    for (const args of [[], ['status'], ['next']]) {
      const { code, stdout } = await as(...args);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Grace · Thu 3 Dec .*1 hire\n/);
      expect(flat(stdout)).toContain('For Bob, starts on Mon 7 Dec: 4 items before');
      expect(stdout).toContain('3 due by now');
      expect(stdout).toContain('pm-onboard status --hire Grace');
    }
    expect((await as('status', 'Grace')).stdout).toContain('BEFORE THE START');
    // Somebody for whom she has no role left has her list alone.
    await world.run(['archive', 'Bob Noyce', '--reason', 'left', ...today]);
    expect((await as()).stdout).toContain('BEFORE THE START');
  });

  test('beside a run of her own leave that one in its place', async () => {
    await begin('Grace', '--another-run', '--buddy', 'Cy');
    const { code, stderr } = await as('status');
    expect(code).toBe(4);
    expect(flat(stderr)).toContain('Buddy of a newcomer for Bob Noyce, from Mon 7 Dec');
  });

  test('name their newcomer where there are two', async () => {
    await begin('Cy', '--buddy', 'Grace', '--buddy-checklist');
    const refused = await as('status', 'Grace');
    expect({ code: refused.code, said: flat(refused.stderr) }).toEqual({
      code: 4,
      said: expect.stringMatching(/(?=.* for Bob Noyce, from).* for Cy, from/),
    });
    const { stdout } = await as();
    expect(flat(stdout)).toMatch(/(?=.*For Bob, starts ).*For Cy, starts/s);
  });

  test('remind her of what is due before the first day', async () => {
    const { stdout } = await world.run(['remind', '--for', 'Grace', '--today', '2026-12-02']);
    expect(flat(stdout)).toContain('your day has 2 items.');
    expect(flat(stdout)).toMatch(/Your day for Bob 1\.1 .* since Mon 30 Nov .* 1\.2 .* today/);
  });

  test('the newcomer is asked nothing about a list that is for them', async () => {
    await as('ask', 'Who orders the laptop?', '--hire', 'Grace');
    const mine = await world.run(['mine', '--as', 'Bob Noyce', '--all', ...today]);
    expect(mine.stdout).not.toMatch(/Who orders the laptop|Nobody yet: newcomer/);
    const channel = await world.run(['remind', '--today', '2026-12-03']);
    expect(channel.stdout).not.toMatch(/^Bob Noyce$/m);
    await world.run(['assign', '--role', 'manager', '--to', 'Alan', '--hire', 'Grace', ...today]);
    const alan = await world.run(['mine', '--as', 'Alan', ...today]);
    expect(alan.stdout).toContain('Who orders the laptop?');
  });

  test.each([80, 40])('BEFORE THE START at %i columns, and spoken', async (columns) => {
    const shown = await world.run(['status', 'Grace', '--today', '2026-12-03'], { columns });
    expect(tooWide(shown.stdout, columns)).toEqual([]);
    expect(flat(shown.stdout)).toMatch(/BEFORE THE START 1\.1 .* since Mon 30 Nov/);
    const spoken = await world.run(['status', 'Grace', '--accessible', '--today', '2026-12-03'], { columns });
    expect(spoken.stdout).toContain('Before the start, 4 steps.\n');
    expect(spoken.stdout).toMatch(
      /^Open\. Step 1\.3, See that laptop and accounts are there, today, 15 minutes/m,
    );
    // On the first day it is either done or late.
    const first = await world.run(['status', 'Grace', '--today', '2026-12-07'], { columns });
    expect(first.stdout).not.toContain('BEFORE THE START');
  });
});
