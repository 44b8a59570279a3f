/** `reschedule` moves the start of a run, and with it the due dates of what is still to do. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const later = ['reschedule', '--start', '2026-11-30'];
const earlier = ['reschedule', '--start', '2026-11-16'];

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

async function itemOf(world: World, item: string) {
  return (await json<{ item: { due: string; state: string } }>(world, ['show', item, ...monday])).item;
}

async function dueOf(world: World, item: string): Promise<string> {
  return (await itemOf(world, item)).due;
}

describe('reschedule', () => {
  test('what is to do follows, what is done keeps its history, what was moved by hand stays', async () => {
    const world = await started();
    await world.run(['done', '1.1', '1.2', ...monday]);
    await world.run(['skip', '1.6', '--reason', 'hosted', ...monday]);
    await world.run(['move', '2.8', '--due', '2026-12-02', ...monday]);
    await world.run(['add', 'Draft a survey', '--due', '2026-12-03', ...monday]);
    const result = await world.run([...later, '--all', ...monday]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('✓ Ada Lovelace starts on Mon 30 Nov instead of Mon 23 Nov');
    expect(result.stderr).toContain('Next: ');
    expect(result.stdout).toMatch(/^When Ada Lovelace starts on Mon 30 Nov instead of Mon 23 Nov\n/);
    expect(result.stdout).toMatch(/^ {2}2\.7 {3}Wed 25 Nov {2}Wed 2 Dec {3}Meet the release manager$/m);
    expect(result.stdout).toContain('What is done, in review or skipped keeps its history: 3 items.');
    expect(flat(result.stdout)).toContain('stays due on Wed 2 Dec: it was moved by hand.');
    expect(flat(result.stdout)).toContain(
      'Draft a survey stays due on Thu 3 Dec: it was added with that date.',
    );
    for (const ref of ['1.1', '1.2', '1.6', '2.8'])
      expect(result.stdout).not.toMatch(new RegExp(`^ {2}${ref.replace('.', '\\.')} `, 'm'));
    // Nothing of the hire's: what others were to do ten days before the start is past all the same.
    const [late = ''] = result.stdout.split('\nTHEN');
    expect(late.match(/^ {2}\d+\.\d+ /gm)).toEqual(['  1.11 ', '  1.12 ']);
    expect(lastBatch(world)).toEqual([
      { kind: 'rescheduled', start: '2026-11-30', on: '2026-11-23', by: 'Ada Lovelace' },
    ]);
    expect(await dueOf(world, '2.8')).toBe('2026-12-02');
    expect(await dueOf(world, '2.7')).toBe('2026-12-02');
    expect((await itemOf(world, '1.1')).state).toBe('done');
    const { hire } = await json<{ hire: { start: string } }>(world, ['status', ...monday]);
    expect(hire.start).toBe('2026-11-30');
    const why = await world.run(['show', '2.7', '--why', ...monday]);
    expect(flat(why.stdout)).toContain('The start is Mon 30 Nov');
    const log = await world.run(['log', ...monday]);
    expect(flat(log.stdout)).toContain('moved the start to 2026-11-30');
  });

  test('--dry-run shows the same table, writes nothing, and names the command that works', async () => {
    const world = await started();
    const before = fingerprint(world);
    const dry = await world.run([...later, '--dry-run', ...monday]);
    expect(dry.code).toBe(0);
    expect(dry.stderr).toContain('Nothing is written.');
    expect(fingerprint(world)).toBe(before);
    const command = /^ {2}(pm-onboard reschedule .*)$/m.exec(dry.stderr)?.[1];
    const real = await world.shell(`${command} --today 2026-11-23`);
    expect(real.code).toBe(0);
    expect(real.stdout).toBe(dry.stdout);
  });

  test('what would be late is listed first, that of others included', async () => {
    const world = await started();
    const { stdout } = await world.run([...earlier, '--all', ...monday]);
    const late = stdout.slice(stdout.indexOf('CATCH UP, due before today'), stdout.indexOf('\nTHEN'));
    expect(late).toMatch(/ 1\.1 .*Mon 16 Nov {2}Meet your manager/);
    expect(late).toMatch(/ 1\.4 .*Mon 16 Nov .*Grace/);
    expect(late).toMatch(/ 2\.13 /);
    const { overdue, waiting } = await json<Record<string, { ref: string; daysLate: number }[]>>(world, [
      'status',
      ...monday,
    ]);
    expect(overdue?.length).toBeGreaterThan(10);
    for (const { ref, daysLate } of [...(overdue ?? []), ...(waiting ?? [])])
      expect(late.includes(` ${ref} `), ref).toBe(daysLate > 0);
  });

  test('fits a terminal with what is said below it; --all shows every item', async () => {
    const world = await started();
    for (const flags of [later, earlier]) {
      const { stdout, stderr } = await world.run([...flags, '--dry-run', ...monday]);
      expect((stdout + stderr).split('\n').length).toBeLessThanOrEqual(24);
      expect(stdout).toMatch(/^ {2}… and \d+ more: --all$/m);
      const all = await world.run([...flags, '--dry-run', '--all', ...monday]);
      expect(all.stdout.match(/^ {2}\d+\.\d+ /gm)).toHaveLength(99);
      expect(all.stdout).not.toContain('--all');
    }
  });

  test('there and back, and undo, change nothing', async () => {
    const world = await started();
    const dues = async () => {
      const { items } = await json<{ items: { id: string; due: string }[] }>(world, [
        'next',
        '-n',
        '99',
        ...monday,
      ]);
      return items.map(({ id, due }) => [id, due]);
    };
    const before = await dues();
    await world.run([...later, ...monday]);
    expect(await dues()).not.toEqual(before);
    await world.run(['reschedule', 'Ada', '--start', '2026-11-23', ...monday]);
    expect(await dues()).toEqual(before);
    await world.run([...earlier, ...monday]);
    const undone = await world.run(['undo', ...monday]);
    expect(undone.stderr).toContain('taken back: moved the start to 2026-11-16');
    expect(await dues()).toEqual(before);
  });

  test('the same start is said; a weekend is taken with a remark; leave stays on its days', async () => {
    const world = await started();
    await world.run(['away', '--from', '2026-12-07', '--to', '2026-12-08', ...monday]);
    const before = fingerprint(world);
    const same = await world.run(['reschedule', '--start', '2026-11-23', ...monday]);
    expect(same).toMatchObject({ code: 0, stdout: '' });
    expect(same.stderr).toContain('Ada Lovelace starts on Mon 23 Nov already.');
    expect(fingerprint(world)).toBe(before);
    const weekend = await world.run(['reschedule', '--start', '2026-11-28', ...monday]);
    expect(weekend.stdout).toContain('Sat 28 Nov is not in the working week.');
    const list = await world.run(['away', ...monday]);
    expect(list.stdout).toContain('Mon 7 Dec to Tue 8 Dec');
  });

  test('refuses what is no date, what is too far, and to guess', async () => {
    const world = await started();
    for (const bad of ['2026-02-30', 'some day', ''])
      await expectRefusal(world, ['reschedule', '--start', bad], {
        code: 2,
        says: [`--start: "${bad}" is not a date`],
      });
    await expectRefusal(world, ['reschedule', '--start', '1999-01-01'], { code: 2, says: ['too far away'] });
    await expectRefusal(world, ['reschedule', '--dry-run'], { code: 4, says: ['--start is missing'] });
    await expectRefusal(world, ['reschedule', 'Nobody', '--start', '2026-11-30'], {
      code: 2,
      says: ['"Nobody"'],
    });
  });
});

describe('screens', () => {
  const dayNine: Lived = {
    ...ada,
    today: '2026-12-01',
    behind: 3,
    awaiting: 0,
    beside: [['2026-11-24', 'Ada Lovelace', { kind: 'moved', item: 'customer-calls', due: '2026-12-18' }]],
  };

  test.each([
    ['reschedule-later', ['reschedule', '--start', '2026-12-07', '--dry-run'], 80],
    ['reschedule-earlier', ['reschedule', '--start', '2026-11-16', '--dry-run'], 80],
    ['reschedule-narrow', ['reschedule', '--start', '2026-11-16', '--dry-run'], 40],
  ])('%s', async (name, args, columns) => {
    const world = new World();
    writeLived(world.workspace, dayNine);
    const { code, stdout, stderr } = await world.run([...args, '--today', dayNine.today], { columns });
    expect(code).toBe(0);
    expect(tooWide(stdout, columns)).toEqual([]);
    await expectPasteable(world, stdout + stderr, { today: dayNine.today });
    await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}\n${stderr}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });
});

describe('--name', () => {
  test('corrects what the hire is called; the former name still means them, and what they did stays theirs', async () => {
    const world = await started();
    writeLived(world.workspace, {
      ...ada,
      id: 'h0000000b',
      name: 'Lin Wu',
      today: '2026-11-25',
      behind: 0,
      awaiting: 0,
    });
    await world.run(['done', '1.1', ...monday]);
    const said = await world.run(['reschedule', 'Ada', '--name', ' Ada  King ', '--dry-run', ...monday]);
    expect(said.stderr).toContain("pm-onboard reschedule 'Ada Lovelace' --name 'Ada King'\n");
    const { code, stdout, stderr } = await world.run([
      'reschedule',
      'Ada',
      '--name',
      ' Ada  King ',
      ...monday,
    ]);
    expect({ code }).toEqual({ code: 0 });
    expect(stderr).toContain('✓ Ada Lovelace is called Ada King now\n');
    expect(stdout).toContain('No due date moves.');
    for (const name of ['Ada King', 'Ada Lovelace']) {
      const status = await json<{ hire: { name: string } }>(world, ['status', name, ...monday]);
      expect(status.hire.name).toBe('Ada King');
    }
    const team = await world.run(['team', ...monday]);
    expect(team.stdout).toContain('Ada King');
    expect(team.stdout).not.toContain('Ada Lovelace');
    const log = await world.run(['log', 'Ada King', ...monday]);
    expect(flat(log.stdout)).toContain('changed name: Ada King; handles: Ada Lovelace');
    const again = await world.run(['reschedule', 'Ada', '--name', 'Ada King', ...monday]);
    expect(again.stderr).toContain('Ada King is called that already.');
    // Back again: no name is kept twice.
    await world.run(['reschedule', 'Ada', '--name', 'Ada Lovelace', ...monday]);
    expect((await world.run(['log', 'Ada', ...monday])).stdout).toMatch(
      /changed name: Ada Lovelace; handles: Ada King$/m,
    );
    await world.run(['undo', ...monday]);
    await world.run(['undo', ...monday]);
    const status = await json<{ hire: { name: string } }>(world, ['status', 'Ada', ...monday]);
    expect(status.hire.name).toBe('Ada Lovelace');
  });

  test.each([
    ['', '--name: the name is empty'],
    ['--me', '--name: "--me" begins with a dash'],
    ['a\u0007b', 'has a control character in it'],
  ])('%j is refused', async (name, says) => {
    await expectRefusal(await started(), ['reschedule', `--name=${name}`, ...monday], {
      code: 2,
      says: [says],
    });
  });
});
