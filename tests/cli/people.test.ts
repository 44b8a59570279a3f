/** `people`: who is who; and `assign --from --until`: a cover, told wherever its people are, and over when it is over. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat, json, lastBatch } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { prepared, type World } from './world.ts';

const settings = `people:
  mentor: [{ name: Barbara Liskov, contact: "#mentors" }]
  release-manager:
    - { name: Edsger Dijkstra, handles: [edsger], contact: "#releases" }
    - { name: Joan Clarke }
`;

const lay = prepared(async (world) => {
  mkdirSync(world.workspace, { recursive: true });
  writeFileSync(join(world.workspace, 'pm-onboard.yaml'), settings);
  await world.startAda();
});

interface Held {
  readonly role: string;
  readonly boundBy: string;
  readonly standIn: { readonly role: string } | null;
  readonly people: readonly { readonly name: string; readonly contact: string | null }[];
  readonly until: string | null;
  readonly later: readonly { from: string; until: string | null; people: { name: string }[] }[];
  readonly items: readonly {
    readonly ref: string;
    readonly parts: readonly string[];
    readonly topics: string[];
  }[];
  readonly assign: string | null;
}

async function rolesOn(world: World, today: string, ...more: string[]): Promise<Map<string, Held>> {
  const { roles } = await json<{ roles: Held[] }>(world, ['people', ...more, '--today', today]);
  return new Map(roles.map((role) => [role.role, role]));
}

const namesOf = (role: Held | undefined) => role?.people.map(({ name }) => name);

async function said(world: World, today: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await world.run([...args, '--today', today]);
  expect(code, stderr).toBe(0);
  return flat(stdout + stderr);
}

describe('people', () => {
  test('says of each role who holds it and why, how to reach them, what is to do with them and what to ask', async () => {
    const roles = await rolesOn(await lay(), '2026-11-23');
    expect(roles.get('buddy')).toMatchObject({ boundBy: 'assigned', standIn: null, until: null, later: [] });
    expect(roles.get('release-manager')).toMatchObject({
      boundBy: 'team',
      people: [
        { name: 'Edsger Dijkstra', handles: ['edsger'], contact: '#releases' },
        { name: 'Joan Clarke' },
      ],
    });
    expect(roles.get('technical-writer')).toMatchObject({ boundBy: 'default', standIn: { role: 'buddy' } });
    expect(roles.get('ceo')).toMatchObject({
      boundBy: 'nobody',
      people: [],
      assign: 'pm-onboard assign --role ceo',
    });
    const release = roles.get('release-manager')?.items;
    expect(release?.find(({ ref }) => ref === '2.7')?.topics[0]).toMatch(/release.*\?$/);
    expect(roles.get('mentor')?.items.map(({ parts }) => parts.join())).toContain('signs off');
  });

  test('the screen, as text and as Markdown, is what a golden shows, and its commands work', async () => {
    const world = await lay();
    for (const [name, args] of [
      ['people', ['people']],
      ['people-role', ['people', '--role', 'mentor', '--markdown']],
    ] as const) {
      const { stdout, code } = await world.run([...args, '--today', '2026-12-01']);
      expect(code).toBe(0);
      await expectPasteable(world, stdout, { today: '2026-12-01' });
      await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}`).toMatchFileSnapshot(
        join(import.meta.dirname, `screens/${name}.golden`),
      );
    }
  });

  test('--all has every step, and its topics', async () => {
    const world = await lay();
    const all = await said(world, '2026-11-23', 'people', '--all');
    for (const { items } of (await rolesOn(world, '2026-11-23')).values())
      for (const { ref, topics } of items) {
        expect(all).toContain(` ${ref} `);
        for (const topic of topics) expect(all).toContain(flat(topic));
      }
  });

  test('an unknown role is refused', async () => {
    await expectRefusal(await lay(), ['people', '--role', 'mentr'], {
      code: 2,
      says: ['the program has no role "mentr"', 'did you mean mentor?'],
    });
  });
});

describe('a cover', () => {
  const cover = [
    'assign',
    '--role',
    'buddy',
    '--to',
    'Bob Kahn',
    '--from',
    '2026-12-07',
    '--until',
    '2026-12-18',
  ];

  test('holds the role on its days alone; then whoever held it is back, and stand-ins go along', async () => {
    const world = await lay();
    const text = await said(world, '2026-12-01', ...cover);
    expect(text).toContain(
      'PM buddy of Ada Lovelace: Bob Kahn instead of Grace Hopper from Mon 7 Dec until Fri 18 Dec, then Grace Hopper',
    );
    expect(text).toContain('They stand in as technical writer too.');
    expect(lastBatch(world)).toMatchObject([
      { kind: 'assigned', role: 'buddy', people: ['Bob Kahn'], from: '2026-12-07', to: '2026-12-18' },
    ]);
    for (const [today, who] of [
      ['2026-12-06', 'Grace Hopper'],
      ['2026-12-07', 'Bob Kahn'],
      ['2026-12-18', 'Bob Kahn'],
      ['2026-12-19', 'Grace Hopper'],
    ] as const) {
      const roles = await rolesOn(world, today);
      expect([today, namesOf(roles.get('buddy')), namesOf(roles.get('technical-writer'))]).toEqual([
        today,
        [who],
        [who],
      ]);
    }
    expect((await rolesOn(world, '2026-12-01')).get('buddy')?.later.map(({ from }) => from)).toEqual([
      '2026-12-07',
      '2026-12-19',
    ]);
  });

  test('is told, up to when, by people, show, status and team, and by none of them when it is over', async () => {
    const world = await lay();
    await said(world, '2026-12-01', ...cover);
    const screens = async (today: string) =>
      Promise.all(
        [
          ['people', '--role', 'buddy'],
          ['show', '3.17'],
          ['status'],
          ['team', '--as', 'Grace Hopper'],
          ['team', '--markdown', '--as', 'Grace Hopper'],
        ].map((args) => said(world, today, ...args)),
      );
    for (const screen of await screens('2026-12-08')) expect(screen).toMatch(/Bob\b.*until.*Fri 18/);
    for (const screen of await screens('2026-12-19')) expect(screen).not.toMatch(/Bob|until Fri 18/);
    const { hire } = await json<{ hire: { until?: object } }>(world, ['status', '--today', '2026-12-08']);
    expect(hire.until).toMatchObject({ buddy: '2026-12-18' });
  });

  test('signs off in its days, and no more after them', async () => {
    const world = await lay();
    await said(world, '2026-12-01', ...cover);
    await said(world, '2026-12-14', 'done', '3.12', '--force', '--evidence', 'https://example.com');
    const approve = ['review', 'ada', '--approve', '3.12'];
    await expectRefusal(world, [...approve, '--as', 'Bob Kahn', '--today', '2026-12-19'], {
      code: 2,
      says: [/./],
    });
    await expectRefusal(world, [...approve, '--as', 'Grace Hopper', '--today', '2026-12-15'], {
      code: 2,
      says: [/./],
    });
    expect(await said(world, '2026-12-15', ...approve, '--as', 'Bob Kahn')).toContain('approved');
    const view = await json<{ item: { state: string } }>(world, ['show', '3.12', '--today', '2026-12-30']);
    expect(view.item.state).toBe('done');
  });

  test('is taken back by undo, told by log, and travels with a share', async () => {
    const world = await lay();
    await said(world, '2026-12-01', ...cover);
    expect(await said(world, '2026-12-01', 'log')).toContain(
      'assigned buddy: Bob Kahn from 2026-12-07 to 2026-12-18',
    );
    await said(world, '2026-12-01', 'share', '--output', 'ada.json');
    await said(world, '2026-12-01', 'undo');
    expect(namesOf((await rolesOn(world, '2026-12-08')).get('buddy'))).toEqual(['Grace Hopper']);
    const other = await lay();
    const { code, stderr } = await other.run([
      'share',
      '--receive',
      join(world.folder, 'ada.json'),
      '--today',
      '2026-12-01',
    ]);
    expect(code, stderr).toBe(0);
    const roles = await json<{ roles: Held[] }>(other, ['people', '--hire', 'ada', '--today', '2026-12-08']);
    expect(namesOf(roles.roles.find(({ role }) => role === 'buddy'))).toEqual(['Bob Kahn']);
  });

  test('of a role that the team, a stand-in or nobody holds ends with them', async () => {
    const world = await lay();
    const until = ['--until', '2026-12-04'];
    const on = '2026-12-01';
    expect(await said(world, on, 'assign', '--role', 'mentor', '--to', 'Kay', ...until)).toContain(
      'then Barbara Liskov',
    );
    expect(await said(world, on, 'assign', '--role', 'technical-writer', '--to', 'Kay', ...until)).toContain(
      'then Grace Hopper',
    );
    expect(await said(world, on, 'assign', '--role', 'ceo', '--to', 'Kay', ...until)).toContain(
      'then nobody',
    );
  });

  test('said twice is said once; another one, or a binding for good, replaces it', async () => {
    const world = await lay();
    await said(world, '2026-12-01', ...cover);
    expect(await said(world, '2026-12-02', ...cover)).toContain('until Fri 18 Dec already');
    await said(
      world,
      '2026-12-02',
      'assign',
      '--role',
      'buddy',
      '--to',
      'Lin',
      '--from',
      '2026-12-14',
      '--until',
      '2026-12-15',
    );
    const who = async (today: string) => namesOf((await rolesOn(world, today)).get('buddy'))?.join();
    expect([await who('2026-12-11'), await who('2026-12-14'), await who('2026-12-16')]).toEqual([
      'Bob Kahn',
      'Lin',
      'Bob Kahn',
    ]);
    await said(world, '2026-12-02', 'assign', '--role', 'buddy', '--to', 'Joan');
    expect([await who('2026-12-02'), await who('2026-12-14'), await who('2026-12-30')]).toEqual([
      'Joan',
      'Joan',
      'Joan',
    ]);
  });

  test('from a day on, without an end, is a handover', async () => {
    const world = await lay();
    expect(
      await said(world, '2026-12-01', 'assign', '--role', 'buddy', '--to', 'Lin', '--from', '4-jan'),
    ).toContain('Lin instead of Grace Hopper from Mon 4 Jan');
    const who = async (today: string) => namesOf((await rolesOn(world, today)).get('buddy'))?.join();
    expect([await who('2027-01-03'), await who('2027-01-04'), await who('2027-03-01')]).toEqual([
      'Grace Hopper',
      'Lin',
      'Lin',
    ]);
  });

  test.each([
    [['--from', 'fri', '--until', 'wed'], undefined],
    [['--until', '2026-11-20'], '--until: Fri 20 Nov is before Tue 1 Dec, when it begins'],
    [
      ['--from', '2026-11-02', '--until', '2026-11-06'],
      '--until: Fri 6 Nov has passed, so nothing would change',
    ],
    [['--until', 'soon'], '--until: "soon" is not a date'],
  ])('with days %j', async (days, fault) => {
    const world = await lay();
    const args = ['assign', '--role', 'buddy', '--to', 'Bob', ...days, '--today', '2026-12-01'];
    if (fault) await expectRefusal(world, args, { code: 2, says: [fault] });
    else expect(await said(world, '2026-12-01', ...args)).toContain('from Fri 4 Dec until Wed 9 Dec');
  });

  test('needs somebody: --remove has no days', async () => {
    await expectRefusal(await lay(), ['assign', '--role', 'buddy', '--remove', '--until', 'fri'], {
      code: 2,
      says: ['--remove and --until exclude each other'],
    });
  });
});
