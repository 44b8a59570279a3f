/** Items that any of several roles may do, that several roles sign off, and templates with all keys of checklists. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat, json, lastBatch } from './facts.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];

const program = `id: eng
title: Engineer onboarding
phases: [week-1]
roles:
  buddy: { title: PM buddy, required: true }
  manager: { title: Direct manager, required: true }
  mentor: { title: Mentor }
traits:
  country: [us, de]
`;

const week = (items: string) => `id: week-1\ntitle: First week\ndue: week 1\nitems:\n${items}`;

const items = `  - { id: laptop, title: Hand the laptop over, by: [buddy, manager], due: day 1 }
  - { id: first-week, title: Get through the first week, sign-off: [buddy, manager] }
  - { id: read-guide, title: Read the user guide, when: { country: [us] } }
`;

const begun = prepared(async (world) => {
  mkdirSync(join(world.folder, 'checklists/eng'), { recursive: true });
  writeFileSync(join(world.folder, 'checklists/eng/program.yaml'), program);
  writeFileSync(join(world.folder, 'checklists/eng/week-1.yaml'), week(items));
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/eng\n');
  const roles = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  const who = ['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--me', '--trait', 'country=de'];
  await world.run([...who, ...roles, ...monday]);
});

interface Shown {
  readonly item: {
    readonly state: string;
    readonly by: { role: string; roles?: string[]; title: string; people: string[] } | null;
    readonly signOff: {
      state: string;
      title: string;
      people: string[];
      given: { by: string }[];
      judged: unknown;
    } | null;
  };
}

const shown = (world: World, item: string) => json<Shown>(world, ['show', item, ...monday]);
const act = (world: World, name: string, ...args: string[]) =>
  world.run(['review', 'Ada Lovelace', ...args, '--as', name, ...monday]);

describe('by: [a, b]', () => {
  test('is owed by everybody who holds one of the roles, and any of them does it', async () => {
    const world = await begun();
    expect((await shown(world, '1.1')).item.by).toMatchObject({
      role: 'buddy',
      roles: ['buddy', 'manager'],
      title: 'PM buddy or direct manager',
      people: ['Grace Hopper', 'Alan Turing'],
    });
    for (const name of ['Grace Hopper', 'Alan Turing']) {
      const view = await json<{ owed: { ref: string; kind: string }[] }>(world, [
        'review',
        'Ada Lovelace',
        '--as',
        name,
        ...monday,
      ]);
      expect(view.owed.filter(({ kind }) => kind === 'item').map(({ ref }) => ref)).toEqual(['1.1']);
    }
    expect((await world.run(['status', ...monday])).stdout).toContain('Grace, Alan');
    const done = await world.run(['done', '1.1', '--hire', 'Ada Lovelace', '--as', 'Alan Turing', ...monday]);
    expect(done.code).toBe(0);
    expect((await shown(world, '1.1')).item.state).toBe('done');
  });

  test('of a role that the program lacks is told at the very role', async () => {
    const world = await begun();
    writeFileSync(
      join(world.folder, 'checklists/eng/week-1.yaml'),
      week(items.replace('[buddy, manager], due', '[buddy, managr], due')),
    );
    const { code, stdout } = await world.run(['lint', 'checklists/eng', '--format', 'compact']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'week-1.yaml:5:60: error: the program has no role `managr` (did you mean `manager`?)',
    );
    writeFileSync(
      join(world.folder, 'checklists/eng/week-1.yaml'),
      week(items.replace('[buddy, manager], due', '[buddy, 3], due')),
    );
    expect((await world.run(['lint', 'checklists/eng', '--format', 'compact'])).stdout).toContain(
      'each entry of `by` must be text',
    );
  });
});

describe('sign-off: [a, b]', () => {
  test('is in review until both have approved, in any order', async () => {
    const world = await begun();
    const said = await world.run(['done', '1.2', ...monday]);
    expect(said.stderr).toContain('Grace, Alan sign it off');
    await expectRefusal(world, ['review', 'Ada Lovelace', '--approve', '1.2', '--as', 'Edsger', ...monday], {
      code: 2,
      says: [
        'signed off by the PM buddy and direct manager, which Edsger is not',
        'Grace Hopper and Alan Turing can',
      ],
    });
    expect((await act(world, 'Alan Turing', '--approve', '1.2')).code).toBe(0);
    expect(lastBatch(world, world.folder)).toMatchObject([{ kind: 'approved', role: 'manager' }]);
    const half = (await shown(world, '1.2')).item;
    expect(half).toMatchObject({
      state: 'in review',
      signOff: {
        state: 'pending',
        title: 'PM buddy',
        people: ['Grace Hopper'],
        given: [{ by: 'Alan Turing' }],
      },
    });
    const text = await world.run(['show', '1.2', ...monday]);
    expect(text.stdout).toMatch(
      /^Sign-off {2}Grace Hopper \(PM buddy\), pending\nApproved {2}by Alan Turing on Mon 23 Nov$/m,
    );
    const again = await act(world, 'Alan Turing', '--approve', '1.2');
    expect(flat(again.stderr)).toContain(
      'is approved already, by Alan Turing on Mon 23 Nov; it still lacks the PM buddy',
    );
    expect((await act(world, 'Grace Hopper', '--approve', '1.2')).code).toBe(0);
    expect((await shown(world, '1.2')).item).toMatchObject({ state: 'done', signOff: { state: 'approved' } });
    await world.run([
      'finish',
      '--as',
      'Alan Turing',
      '--hire',
      'Ada Lovelace',
      '--note',
      'well done',
      '--yes',
      ...monday,
    ]);
  });

  test('a return by one of them opens it again, and takes back what the other had said', async () => {
    const world = await begun();
    await world.run(['done', '1.2', ...monday]);
    await act(world, 'Alan Turing', '--approve', '1.2');
    await act(world, 'Grace Hopper', '--return', '1.2', '--comment', 'Friday is missing');
    expect((await shown(world, '1.2')).item).toMatchObject({ state: 'open', signOff: { state: 'returned' } });
    await world.run(['done', '1.2', ...monday]);
    await act(world, 'Grace Hopper', '--approve', '1.2');
    expect((await shown(world, '1.2')).item).toMatchObject({
      state: 'in review',
      signOff: { people: ['Alan Turing'] },
    });
  });

  test('whoever holds both roles approves for both', async () => {
    const world = await begun();
    await world.run(['assign', '--role', 'buddy', '--to', 'Alan Turing', ...monday]);
    await world.run(['done', '1.2', ...monday]);
    await act(world, 'Alan Turing', '--approve', '1.2');
    expect((await shown(world, '1.2')).item.state).toBe('done');
  });

  test('an approval under an earlier program, by one role, stays', async () => {
    const world = await begun();
    const path = join(world.folder, 'checklists/eng/week-1.yaml');
    writeFileSync(path, week(items.replace('sign-off: [buddy, manager]', 'sign-off: buddy')));
    await world.run(['upgrade', '--yes', ...monday]);
    await world.run(['done', '1.2', ...monday]);
    await act(world, 'Grace Hopper', '--approve', '1.2');
    writeFileSync(path, week(items));
    await world.run(['upgrade', '--yes', ...monday]);
    expect((await shown(world, '1.2')).item.state).toBe('done');
  });
});

describe('a template', () => {
  const template = `title: T
items:
  - id: forms
    title: '{name}: sign the forms'
    due: day 1
    when: { country: [us] }
  - id: talk
    title: '{name}: talk to users'
    due: workday 3
    from: day 2
    after: [forms]
    by: [buddy, mentor]
    topics: ['What is {name} for?']
    links: [{ title: 'About {name}', url: 'https://example.com/?q={name}' }]
  - id: calls
    title: '{name}: join calls'
    due: week 2
    after: [talk]
    count: { target: 3, unit: calls }
    optional: true
    sign-off: [buddy, manager]
`;

  test('takes every key of a checklist: names are filled in, and what is not for this hire is left out', async () => {
    const world = await begun();
    writeFileSync(join(world.folder, 't.yaml'), template);
    const result = await world.run(['add', 'A & B', '--from', 't.yaml', ...monday]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain('Left out: A & B: sign the forms (country is de, not us).');
    const [talk, calls] = lastBatch(world, world.folder);
    expect(talk).toMatchObject({
      actors: ['buddy', 'mentor'],
      from: '2026-11-24',
      topics: ['What is A & B for?'],
      links: [{ title: 'About A & B', url: 'https://example.com/?q=A%20%26%20B' }],
    });
    expect(talk).not.toHaveProperty('after');
    expect(calls).toMatchObject({ after: [talk?.['item']], counted: true, target: 3, optional: true });
    const [first, second] = (
      await json<{ items: Record<string, unknown>[] }>(world, ['plan', ...monday])
    ).items.slice(-2);
    expect(first).toMatchObject({ state: 'waiting', from: '2026-11-24', by: { people: ['Grace Hopper'] } });
    expect(second).toMatchObject({
      optional: true,
      count: { target: 3, unit: 'calls' },
      signOff: { roles: ['buddy', 'manager'] },
    });
    const text = await world.run(['show', '1.4', '--why', ...monday]);
    expect(text.stdout).toContain('- What is A & B for?');
    expect(text.stdout).toContain('Not before Tue 24 Nov.');
  });

  test('of which nothing is for the hire adds nothing', async () => {
    const world = await begun();
    writeFileSync(join(world.folder, 't.yaml'), template.split('  - id: talk')[0] ?? '');
    await expectRefusal(world, ['add', 'X', '--from', 't.yaml', ...monday], {
      code: 2,
      says: ['nothing of the template is for Ada Lovelace', 'country is de, not us'],
    });
  });
});

test('skip and reopen take several', async () => {
  const world = await begun();
  expect((await world.run(['skip', '1.1,1.2', '--reason', 'hosted', ...monday])).code).toBe(0);
  expect((await world.run(['reopen', '1.1', '1.2', ...monday])).code).toBe(0);
});

test('what a template has of a person is taken out with redact', async () => {
  const world = await begun();
  writeFileSync(
    join(world.folder, 't.yaml'),
    "title: T\nitems: [{ id: a, title: 'Ask {name}', due: day 1, topics: ['Is {name} secret?'], links: [{ title: 'On {name}', url: 'https://example.com/{name}' }] }]\n",
  );
  await world.run(['add', 'Zanzibar', '--from', 't.yaml', ...monday]);
  expect(world.onlyRecord(world.folder).text).toContain('Zanzibar');
  const result = await world.run(['redact', 'Zanzibar', '--yes', ...monday]);
  expect(result.stderr).not.toContain('pm-onboard:');
  expect(world.onlyRecord(world.folder).text).not.toContain('Zanzibar');
});
