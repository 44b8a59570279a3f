/** `move`: a hire's own due date. */
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

async function shown(world: World, item: string) {
  return json<{ item: { due: string; overdue: boolean }; moved: boolean; dueRule: string }>(world, [
    'show',
    item,
    ...monday,
  ]);
}

describe('move', () => {
  test('says the old and the new due, keeps it exactly, and show says so', async () => {
    const world = await started();
    const result = await world.run(['move', '2.7', '--due', '2026-12-04', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('✓ 2.7 Meet the release manager: due Fri 4 Dec instead of Wed 25 Nov');
    expect(result.stderr).toContain('Next: ');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'moved',
        item: 'meet-release-manager',
        due: '2026-12-04',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    expect(await shown(world, '2.7')).toMatchObject({ item: { due: '2026-12-04' }, moved: true });
    const why = await world.run(['show', '2.7', '--why', ...monday]);
    expect(flat(why.stdout)).toContain('Fri 4 Dec (moved by hand)');
    expect(flat(why.stdout)).toContain('It was moved by hand to Fri 4 Dec, which counts as it stands.');
    const log = await world.run(['log', ...monday]);
    expect(flat(log.stdout)).toContain('moved 2.7 Meet the release manager to 2026-12-04');

    const before = fingerprint(world);
    const again = await world.run(['move', '2.7', '--due', '2026-12-04', ...monday]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('is due then already');
    expect(fingerprint(world)).toBe(before);
  });

  test('undo takes one move back at a time', async () => {
    const world = await started();
    await world.run(['move', '2.7', '--due', '2026-12-04', ...monday]);
    await world.run(['move', '2.7', '--due', '2026-12-07', ...monday]);
    await world.run(['undo', ...monday]);
    expect(await shown(world, '2.7')).toMatchObject({ item: { due: '2026-12-04' }, moved: true });
    await world.run(['undo', ...monday]);
    expect(await shown(world, '2.7')).toMatchObject({ item: { due: '2026-11-25' }, moved: false });
  });

  test.each([
    ['a weekend', '2.7', '2026-11-28', [], 'Sat 28 Nov is not in the working week; it counts as it stands.'],
    ['a past day', '2.7', '2026-11-24', ['--today', '2026-11-25'], 'That is past, so it is to catch up now.'],
    ['the day after the end', '2.7', '2027-02-22', [], 'after the last phase, which ends on Fri 19 Feb'],
    ['a day too early', '3.3', '2026-12-01', [], 'planned for Fri 11 Dec at the earliest'],
    ['a day after what waits', '3.1', '2027-01-04', [], /What waits for it moves along: .*3\.2 Join/],
  ])('%s is taken, with a remark', async (_, item, due, today, says) => {
    const world = await started();
    const result = await world.run(['move', item, '--due', due, ...(today.length > 0 ? today : monday)]);
    expect(result.code).toBe(0);
    if (typeof says === 'string') expect(flat(result.stderr)).toContain(says);
    else expect(flat(result.stderr)).toMatch(says);
    expect(await shown(world, item)).toMatchObject({ item: { due }, moved: true });
  });

  test('refuses what is closed, what is no day of the run, and a group', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...monday]);
    await world.run(['skip', '1.6', '--reason', 'hosted', ...monday]);
    const move = (item: string, ...due: string[]) => ['move', item, ...due, ...monday];
    const due = '--due';
    await expectRefusal(world, move('1.1', due, '2026-12-01'), {
      code: 2,
      says: ['1.1 Meet your manager is done', 'pm-onboard reopen 1.1'],
    });
    await expectRefusal(world, move('1.6', due, '2026-12-01'), { code: 2, says: ['is skipped'] });
    await expectRefusal(world, move('2.7', due, '2026-11-20'), {
      code: 2,
      says: ['--due: 2026-11-20 is before the start, 2026-11-23'],
    });
    for (const bad of ['2026-02-30', 'some day', ''])
      await expectRefusal(world, move('2.7', due, bad), { code: 2, says: [`--due: "${bad}" is not a date`] });
    await expectRefusal(world, move('2.7'), { code: 4, says: ['--due is missing'] });
    await expectRefusal(world, move('meet-buddy', due, '2026-12-01'), { code: 2, says: ['group'] });
    await expectRefusal(world, move('frobnicate', due, '2026-12-01'), { code: 2, says: ['frobnicate'] });
  });
});
