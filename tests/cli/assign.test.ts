/** Assigns roles for the team or for one hire, takes them back, and shows roles that nobody has. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

const team = `people:
  mentor: [{ name: Barbara Liskov, contact: "#mentors" }]
  release-manager:
    - { name: Edsger Dijkstra, handles: [edsger], contact: "#releases" }
    - { name: Joan Clarke }
`;

/** Ada's run, with a buddy and without a manager unless said otherwise. */
async function started(settings = team, ...flags: string[]): Promise<World> {
  const world = new World();
  mkdirSync(world.workspace, { recursive: true });
  writeFileSync(join(world.workspace, 'pm-onboard.yaml'), settings);
  const roles = flags.length > 0 ? flags : ['--buddy', 'Grace Hopper'];
  const name = ['--name', 'Ada Lovelace', '--start', '2026-11-23', '--me'];
  const result = await world.run(['start', ...name, ...roles.filter((flag) => flag !== 'none'), ...monday]);
  expect(result.code, result.stderr).toBe(0);
  return world;
}

async function rolesOf(world: World): Promise<Record<string, string[]>> {
  return (await json<{ hire: { roles: Record<string, string[]> } }>(world, ['status', ...monday])).hire.roles;
}

describe('whoever signs off their own work', () => {
  const says = /Nobody signs off their own work: while Ada Lovelace alone is PM buddy and PM mentor/;

  test('is remarked on at the start and by assign, until somebody else holds the role too', async () => {
    const world = new World();
    const run = (...args: string[]) => world.run([...args, ...monday]);
    const hire = ['--name', 'Ada Lovelace', '--start', '2026-11-23', '--me'];
    expect(flat((await run('start', ...hire, '--buddy', 'ada lovelace')).stderr)).toMatch(says);
    const buddy = (...names: string[]) =>
      run('assign', '--role', 'buddy', ...names.flatMap((name) => ['--to', name]));
    expect(flat((await buddy('Ada Lovelace')).stderr)).toMatch(says);
    expect((await buddy('Ada Lovelace', 'Grace')).stderr).not.toContain('own work');
    expect(flat((await buddy('Ada Lovelace')).stderr)).toMatch(says);
    expect((await run('assign', '--role', 'qa', '--to', 'Lin')).stderr).not.toContain('own work');
    expect((await buddy('Grace')).stderr).not.toContain('own work');
  });
});

describe('assign', () => {
  const cases: [string, string[][], string, string[]][] = [
    ['the team’s people', [], 'release-manager', ['Edsger Dijkstra', 'Joan Clarke']],
    ['one of the hire’s own', [['--role', 'ceo', '--to', 'Lin']], 'ceo', ['Lin']],
    ['over the team’s', [['--role', 'mentor', '--to', 'Lin']], 'mentor', ['Lin']],
    ['several', [['--role', 'qa', '--to', 'Lin', '--to', 'Kay']], 'qa', ['Lin', 'Kay']],
    ['one person once', [['--role', 'qa', '--to', 'Lin', '--to', ' LIN ']], 'qa', ['Lin']],
    ['by handle', [['--role', 'ceo', '--to', 'edsger']], 'ceo', ['Edsger Dijkstra']],
    [
      'the last replaces',
      [
        ['--role', 'qa', '--to', 'Lin', '--to', 'Kay'],
        ['--role', 'qa', '--to', 'Joan'],
      ],
      'qa',
      ['Joan'],
    ],
    [
      'taken back: the team’s again',
      [
        ['--role', 'mentor', '--to', 'Lin'],
        ['--role', 'mentor', '--remove'],
      ],
      'mentor',
      ['Barbara Liskov'],
    ],
    [
      'taken back: the stand-in again',
      [
        ['--role', 'qa-lead', '--to', 'Kay'],
        ['--role', 'qa', '--to', 'Lin'],
        ['--role', 'qa', '--remove'],
      ],
      'qa',
      ['Kay'],
    ],
    [
      'taken back: nobody',
      [
        ['--role', 'ceo', '--to', 'Lin'],
        ['--role', 'ceo', '--remove'],
      ],
      'ceo',
      [],
    ],
  ];
  test.each(cases)('%s', async (_, commands, role, people) => {
    const world = await started();
    for (const command of commands) {
      const result = await world.run(['assign', ...command, ...monday]);
      expect(result.code, result.stderr).toBe(0);
    }
    expect((await rolesOf(world))[role]).toEqual(people);
  });

  test('--remove says who holds the role now; where there is nothing to take back, it says so', async () => {
    const world = await started();
    await world.run(['assign', '--role', 'mentor', '--to', 'Lin', ...monday]);
    const result = await world.run(['assign', '--role', 'mentor', '--remove', ...monday]);
    expect(flat(result.stderr)).toContain(
      'PM mentor of Ada Lovelace: no longer Lin; it is Barbara Liskov now',
    );
    expect(lastBatch(world)).toMatchObject([{ kind: 'assigned', role: 'mentor', people: [] }]);
    const before = fingerprint(world);
    const again = await world.run(['assign', '--role', 'mentor', '--remove', ...monday]);
    expect(again.code).toBe(0);
    expect(flat(again.stderr)).toContain('nobody is assigned by `assign`; it is Barbara Liskov now');
    expect(fingerprint(world)).toBe(before);
  });

  test('refuses neither and both, and a name of spaces', async () => {
    const world = await started();
    const role = ['assign', '--role', 'ceo'];
    await expectRefusal(world, role, { code: 4, says: ['--to is missing', '--remove'] });
    await expectRefusal(world, [...role, '--to', 'Lin', '--remove'], {
      code: 2,
      says: ['exclude each other'],
    });
    await expectRefusal(world, [...role, '--to', ''], { code: 2, says: ['--to: the name is empty'] });
  });

  test('a role of the settings that the program doesn’t have is named at start and by assign', async () => {
    const world = new World();
    mkdirSync(world.workspace, { recursive: true });
    writeFileSync(
      join(world.workspace, 'pm-onboard.yaml'),
      'people:\n  relase-manager: [{ name: Edsger }]\n  zzz: [{ name: Lin }]\n',
    );
    const start = await world.startAda();
    const assign = await world.run(['assign', '--role', 'ceo', '--to', 'Lin', ...monday]);
    for (const { stderr } of [start, assign]) {
      expect(flat(stderr)).toContain(
        "`people` names the role relase-manager, which the program doesn't have; did you mean release-manager?",
      );
      expect(flat(stderr)).toContain("names the role zzz, which the program doesn't have");
    }
  });
});

describe('people who are to be met', () => {
  test('are shown with how to reach them', async () => {
    const world = await started();
    expect(flat((await world.run(['show', '2.7', ...monday])).stdout)).toContain(
      'Edsger Dijkstra, Joan Clarke (Whoever runs releases, Edsger: #releases)',
    );
    const next = await world.run(['next', '-n', '99', ...monday]);
    expect(next.stdout).toContain('meet Edsger (#releases), Joan');
    const { item } = await json<{ item: { with: unknown[] } }>(world, ['show', '2.7', ...monday]);
    expect(item.with).toMatchObject([{ contacts: [{ name: 'Edsger Dijkstra', contact: '#releases' }] }]);
  });
});

describe('a required role that nobody holds', () => {
  test('start says which, and how to bind somebody', async () => {
    const world = new World();
    const args = ['start', '--name', 'Ada', '--start', '2026-11-23', '--buddy', 'Grace Hopper', ...monday];
    const { stderr } = await world.run(args);
    expect(flat(stderr)).toMatch(/Direct manager: nobody is assigned yet.*assign Ada --role manager\b/);
    expect(stderr).not.toContain('--role buddy');
  });

  test('is asked of the buddy: status, next, show, sign-off, what others owe', async () => {
    const world = await started();
    const ask = 'who? ask Grace';
    const says = async (...args: string[]) => {
      const { stdout, stderr } = await world.run([...args, ...monday]);
      return flat(stdout + stderr);
    };
    // 1.1 is to meet the manager, 1.10 is the manager's to do, 5.2 the manager's to sign off.
    expect(await says('status', '--all')).toMatch(/1\.1 Meet your manager 30 min who\? ask Grace/);
    expect(await says('status', '--all')).toMatch(
      /1\.10 Accounts that work: who\? ask Grace, 1 working day past/,
    );
    expect(await says('next')).toContain(`meet direct manager (${ask})`);
    expect(await says('show', '1.1')).toContain(`Meet Direct manager (${ask})`);
    expect(await says('show', '1.10')).toContain(`Acts Direct manager (${ask})`);
    expect(await says('show', '1.10', '--why')).toContain('who is not assigned yet (ask Grace), acts.');
    expect(await says('show', '5.2')).toContain(`Sign-off Direct manager (${ask})`);
    expect(await says('done', '5.2', '--force')).toContain(`done; direct manager (${ask}) signs it off`);
    expect(await says('status', '--all')).toMatch(
      /5\.2 Work independently .*: direct manager \(who\? ask Grace\) signs off, since Mon 23/,
    );
  });

  test('the stand-in is shown where the program names one', async () => {
    const world = await started('');
    expect((await rolesOf(world))['mentor']).toEqual(['Grace Hopper']);
    expect(flat((await world.run(['show', '4.1', ...monday])).stdout)).toContain('Grace Hopper (PM mentor)');
  });

  test('where nobody is known at all, show says how to bind somebody', async () => {
    const world = await started('', 'none');
    expect(flat((await world.run(['show', '1.1', ...monday])).stdout)).toMatch(
      /Meet Direct manager \(nobody yet\) .*Assign pm-onboard assign --role manager /,
    );
    expect((await world.run(['status', ...monday])).stdout).toContain('direct manager');
  });
});
