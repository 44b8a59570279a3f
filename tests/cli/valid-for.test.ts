/** An item with `valid-for`, as the screens tell of it: done, valid, run out, done again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, flat, json } from './facts.ts';
import { World } from './world.ts';

const program = `id: pm
title: A run
phases: [one]
roles: { buddy: { title: PM buddy, required: true }, qa: { title: Tester } }
`;
const phase = (scan: string) => `id: one
title: The work
due: week 2
items:
  - { id: scan, title: Scan it, due: day 1, takes: 30 min, ${scan} }
  - { id: release, title: Release it, after: [scan], due: day 2, takes: 30 min }
  - { id: try, title: Try it, by: qa, valid-for: 2 days, due: day 3 }
`;

/** Ada's run, with the scan done on Monday 23 November, and what Bob does. */
async function started(scan = 'stage: before-merge, valid-for: 3 days'): Promise<World> {
  const world = new World();
  await world.run(['init']);
  mkdirSync(join(world.folder, 'checklists/prog'), { recursive: true });
  writeFileSync(join(world.folder, 'checklists/prog/program.yaml'), program);
  writeFileSync(join(world.folder, 'checklists/prog/one.yaml'), phase(scan));
  const people = ['--buddy', 'Grace Hopper', '--role', 'qa=Bob Noyce'];
  const start = [
    'start',
    '--name',
    'Ada Lovelace',
    '--start',
    '2026-11-23',
    '--program',
    'checklists/prog',
    ...people,
  ];
  expect((await world.run([...start, '--me', '--holidays', 'none', ...on('23')])).code).toBe(0);
  expect((await world.run(['done', '1.1', ...on('23')])).code).toBe(0);
  expect((await world.run(['done', '1.3', '--as', 'Bob Noyce', '--hire', 'Ada', ...on('23')])).code).toBe(0);
  return world;
}

const on = (day: string) => ['--today', `2026-11-${day}`];

interface Shown {
  readonly item: {
    readonly state: string;
    readonly due: string;
    readonly validUntil: string | null;
    readonly expired?: true;
    readonly stage: string | null;
  };
}

async function scan(world: World, day: string): Promise<Shown['item']> {
  return (await json<Shown>(world, ['show', '1.1', ...on(day)])).item;
}

describe('what was done', () => {
  test('is valid for its days, then open, and valid again once it is done again', async () => {
    const world = await started();
    expect(await scan(world, '26')).toMatchObject({
      state: 'done',
      validUntil: '2026-11-26',
      stage: 'before-merge',
    });
    expect(await scan(world, '26')).not.toHaveProperty('expired');
    expect(await scan(world, '27')).toMatchObject({
      state: 'open',
      due: '2026-11-27',
      validUntil: '2026-11-26',
      expired: true,
    });
    await expectRefusal(world, ['done', '1.2', ...on('27')], {
      code: 2,
      says: ['1.2 Release it waits for 1.1'],
    });
    const again = await world.run(['done', '1.1', ...on('27')]);
    expect(flat(again.stderr)).toContain(
      '1.1 Scan it: done, valid until Mon 30 Now possible: 1.2 Release it',
    );
    expect(await scan(world, '30')).toMatchObject({ state: 'done', validUntil: '2026-11-30' });
    await world.run(['undo', ...on('27')]);
    expect(await scan(world, '27')).toMatchObject({ state: 'open', expired: true });
    const reopened = await world.run(['reopen', '1.1', ...on('27')]);
    expect(flat(reopened.stderr)).toContain('1.1 Scan it is open already.');
  });

  test('is done again before its days are over, which start anew with that day', async () => {
    const world = await started();
    const first = await world.run(['done', '1.1', ...on('23')]);
    expect(flat(first.stderr)).toContain('1.1 Scan it was done already');
    const again = await world.run(['done', '1.1', ...on('25')]);
    expect([again.code, flat(again.stderr)]).toEqual([
      0,
      expect.stringContaining('1.1 Scan it: done, valid until Sat 28'),
    ]);
    expect(await scan(world, '27')).toMatchObject({ state: 'done', validUntil: '2026-11-28' });
    const before = await world.run(['done', '1.1', '--on', '2026-11-24', ...on('25')]);
    expect(flat(before.stderr)).toContain('1.1 Scan it was done already, on Wed 25');
    await world.run(['undo', ...on('25')]);
    expect(await scan(world, '26')).toMatchObject({ state: 'done', validUntil: '2026-11-26' });
  });

  test('is told by every screen, once it has run out', async () => {
    const world = await started();
    const until = 'valid until Thu 26: do it again';
    const cases: [string[], string][] = [
      [['status'], until],
      [['status'], '1.3 Try it: Bob, 1 working day past, valid until Wed 25: do it again'],
      [['status', '--accessible'], 'valid until Thursday 26 November: do it again'],
      [['status', '--markdown'], until],
      [['next'], `due Fri 27 · ${until}`],
      [['next', '--markdown'], until],
      [['show', '1.1'], 'Due Fri 27 Nov (to do again)'],
      [['show', '1.1'], 'Valid until Thu 26 Nov, done by Ada Lovelace on Mon 23 Nov: do it again'],
      [
        ['show', '1.1', '--why'],
        'It was done on Mon 23 Nov and counts for 3 days, until Thu 26 Nov, so it is to be done again from Fri 27 Nov on, when it is due.',
      ],
      [['plan'], 'done by Ada on Mon 23 Nov, valid until Thu 26 Nov: to do again'],
      [['log'], "done 1.1 Scan it (doesn't count: it was valid until Thu 26 Nov)"],
      [['review', 'Ada', '--as', 'Grace Hopper'], 'valid until Thu 26: to do again'],
      [['mine', '--as', 'Bob Noyce'], 'valid until Wed 25: do it again'],
      [['export'], until],
    ];
    for (const [command, says] of cases) {
      const { code, stdout } = await world.run([...command, ...on('27')]);
      expect([code, flat(stdout)], command.join(' ')).toEqual([0, expect.stringContaining(says)]);
    }
    for (const command of ['status', 'next', 'log', 'plan']) {
      const { stdout } = await world.run([command, ...on('26')]);
      expect(stdout, command).not.toMatch(/Thu 26( Nov)?: (do it|to do) again|valid until Thu 26 Nov\)/);
    }
  });

  test('an upgrade says whose days changed, and what that opens or closes', async () => {
    const world = await started('optional: false');
    writeFileSync(
      join(world.folder, 'checklists/prog/one.yaml'),
      phase('valid-for: 2 days, stage: before-merge'),
    );
    const shown = await world.run(['upgrade', 'Ada', '--dry-run', ...on('27')]);
    expect(flat(shown.stdout)).toContain('1.1 open again: valid until Wed 25 Nov Scan it');
    await world.run(['upgrade', 'Ada', '--yes', ...on('27')]);
    writeFileSync(join(world.folder, 'checklists/prog/one.yaml'), phase('valid-for: 9 days, stage: other'));
    const longer = await world.run(['upgrade', 'Ada', '--dry-run', ...on('27')]);
    expect(flat(longer.stdout)).toContain('done again, for more days');
    writeFileSync(join(world.folder, 'checklists/prog/one.yaml'), phase('valid-for: 1 day, stage: other'));
    const changed = await world.run(['upgrade', 'Ada', '--dry-run', ...on('27')]);
    expect(flat(changed.stdout)).toMatch(/stage.*valid-for/);
  });
});
