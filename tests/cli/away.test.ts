/** `away` records leave, whose days don't count as working days. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, plant, tooWide } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const week = ['--from', '2026-11-30', '--to', '2026-12-04'];

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

async function dueOf(world: World, item: string): Promise<string> {
  return (await json<{ item: { due: string } }>(world, ['show', item, ...monday])).item.due;
}

describe('away', () => {
  test('dues after it move, what is finished stays; it says which', async () => {
    const world = await started();
    await world.run(['done', '3.13', ...monday]);
    const result = await world.run(['away', ...week, ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('✓ Ada Lovelace is away Mon 30 Nov to Fri 4 Dec\n');
    expect(flat(result.stderr)).toMatch(
      /\d+ items move; next is 3\.\d+ [^,]+, due \w+ \d+ Dec instead of \w+/,
    );
    expect(lastBatch(world)).toEqual([
      {
        kind: 'away',
        from: '2026-11-30',
        to: '2026-12-04',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    expect(await dueOf(world, '2.7')).toBe('2026-11-25');
    expect(await dueOf(world, '3.3')).toBe('2026-12-25');
    const done = await json<{ item: { state: string }; history: { kind: string }[] }>(world, [
      'show',
      '3.13',
      ...monday,
    ]);
    expect(done.item.state).toBe('done');
    const status = await world.run(['status', '--today', '2026-12-01']);
    expect(status.stdout).toContain('On leave until Fri 4 Dec');
    const why = await world.run(['show', '3.3', '--why', ...monday]);
    expect(flat(why.stdout)).toContain('With 5 working days of leave until then, that is Fri 25 Dec.');
  });

  test('undo and --remove take it back; a second leave stays', async () => {
    const world = await started();
    const before = await dueOf(world, '3.3');
    await world.run(['away', ...week, ...monday]);
    await world.run(['undo', ...monday]);
    expect(await dueOf(world, '3.3')).toBe(before);
    await world.run(['away', ...week, ...monday]);
    const of = events(world).at(-1)?.id;
    await world.run(['away', '--from', '2027-01-04', '--to', '2027-01-08', ...monday]);
    const result = await world.run(['away', '--remove', '--from', '2026-11-30', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('✓ taken back: the leave Mon 30 Nov to Fri 4 Dec');
    expect(flat(result.stderr)).toMatch(/\d+ items move; next is 3\./);
    expect(lastBatch(world)).toEqual([
      { kind: 'withdrawn', of, from: '2026-11-30', to: '2026-12-04', on: '2026-11-23', by: 'Ada Lovelace' },
    ]);
    expect(await dueOf(world, '3.3')).toBe(before);
    const listed = await world.run(['away', ...monday]);
    expect(listed.stdout).not.toContain('30 Nov');
    expect(listed.stdout).toContain('Mon 4 Jan to Fri 8 Jan');
  });

  test('undo after --remove brings the leave back and says what moves, then takes back what came before', async () => {
    const world = await started();
    const leave = ['--from', '2026-12-21', '--to', '2027-01-03'];
    await world.run(['done', '1.1', ...monday]);
    const away = flat((await world.run(['away', ...leave, ...monday])).stderr);
    const late = await dueOf(world, '4.10');
    await world.run(['away', '--from', '2026-12-21', '--remove', ...monday]);
    const back = await world.run(['undo', ...monday]);
    expect(back).toMatchObject({ code: 0, stdout: '' });
    expect(back.stderr).toContain('✓ taken back: withdrew the leave 2026-12-21 to 2027-01-03');
    expect(back.stderr).toContain('✓ Ada Lovelace is away Mon 21 Dec to Sun 3 Jan again');
    const moves = /\d+ items move; next is .*? instead of \w+ \d+ \w+\./;
    expect(moves.exec(flat(back.stderr))?.[0]).toBe(moves.exec(away)?.[0]);
    expect(await dueOf(world, '4.10')).toBe(late);
    expect((await world.run(['away', ...monday])).stdout).toContain('Mon 21 Dec to Sun 3 Jan');

    const gone = await world.run(['undo', ...monday]);
    expect(gone.stderr).toContain('✓ taken back: away 2026-12-21 to 2027-01-03');
    expect(flat(gone.stderr)).toMatch(moves);
    expect((await world.run(['away', ...monday])).stdout).toContain('No leave');
    expect((await world.run(['undo', ...monday])).stderr).toContain(
      '✓ taken back: done 1.1 Meet your manager',
    );
    const log = flat((await world.run(['log', ...monday])).stdout);
    expect(log).toContain('withdrew the leave 2026-12-21 to 2027-01-03 (undone)');
    expect(log).toContain('undid: withdrew the leave 2026-12-21 to 2027-01-03');
  });

  test('alone it lists them, the earlier first, and writes nothing', async () => {
    const world = await started();
    const none = await world.run(['away', ...monday]);
    expect(none).toMatchObject({ code: 0, stderr: '' });
    expect(none.stdout).toContain('No leave of Ada Lovelace is recorded');
    await world.run(['away', '--from', '2026-12-24', '--to', '2026-12-24', ...monday]);
    await world.run(['away', ...week, ...monday]);
    const before = fingerprint(world);
    for (const columns of [40, 80]) {
      const { stdout } = await world.run(['away', 'Ada', '--today', '2026-12-01'], { columns });
      expect(tooWide(stdout, columns)).toEqual([]);
    }
    const list = await world.run(['away', '--today', '2026-12-07']);
    expect(list.stdout).toMatch(
      /^When Ada Lovelace is away\n\n {2}Mon 30 Nov to Fri 4 Dec {2}5 days {2}past\n {2}Thu 24 Dec +1 day +to come\n$/,
    );
    expect(fingerprint(world)).toBe(before);
  });

  test('what overlaps counts once, what is covered is there already', async () => {
    const world = await started();
    await world.run(['away', ...week, ...monday]);
    const more = await world.run(['away', '--from', '2026-12-03', '--to', '2026-12-08', ...monday]);
    expect(flat(more.stderr)).toContain(
      'It overlaps with Mon 30 Nov to Fri 4 Dec; a day in both counts once.',
    );
    const both = await dueOf(world, '3.3');
    const other = await started();
    await other.run(['away', '--from', '2026-11-30', '--to', '2026-12-08', ...monday]);
    expect(await dueOf(other, '3.3')).toBe(both);
    const before = fingerprint(world);
    const covered = await world.run(['away', '--from', '2026-12-02', '--to', '2026-12-07', ...monday]);
    expect(covered).toMatchObject({ code: 0, stdout: '' });
    expect(covered.stderr).toContain('Ada Lovelace is away then already.');
    expect(fingerprint(world)).toBe(before);
  });

  test('past leave counts; taken back, what it excused is to catch up', async () => {
    const world = await started();
    const today = ['--today', '2026-11-27'];
    const past = ['--from', '2026-11-24', '--to', '2026-11-26'];
    const result = await world.run(['away', ...past, ...today]);
    expect(flat(result.stderr)).toContain('It is past; it counts all the same.');
    expect(await dueOf(world, '2.7')).toBe('2026-11-30');
    const back = await world.run(['away', '--remove', '--from', '2026-11-24', ...today]);
    expect(flat(back.stderr)).toMatch(/To catch up now: .*2\.7 Meet the release manager/);
    const far = await world.run(['away', '--from', '2027-06-01', '--to', '2027-06-03', ...today]);
    expect(far.stderr).toContain('No due date moves.');
  });

  test('the date that an item was added with stays', async () => {
    const world = await started();
    await world.run(['add', 'Draft a survey', '--due', '2026-12-02', ...monday]);
    const result = await world.run(['away', ...week, ...monday]);
    expect(flat(result.stderr)).toMatch(
      /Draft a survey stays due on Wed 2 Dec, in the leave: it was added with that date\./,
    );
  });

  test('a due date moved by hand stays, and a working day of leave is none for a move', async () => {
    const world = await started();
    await world.run(['move', '2.7', '--due', '2026-12-02', ...monday]);
    const result = await world.run(['away', ...week, ...monday]);
    expect(flat(result.stderr)).toContain(
      '2.7 Meet the release manager stays due on Wed 2 Dec, in the leave: it was moved by hand.',
    );
    expect(await dueOf(world, '2.7')).toBe('2026-12-02');
    const moved = await world.run(['move', '2.7', '--due', '2026-12-03', ...monday]);
    expect(flat(moved.stderr)).toContain('Thu 3 Dec is a day of leave; it counts as it stands.');
  });

  test('a leave that two machines recorded is taken back at once; of two from one day, one is to be named', async () => {
    const world = await started();
    const [from, to] = ['2026-11-30', '2026-12-04'] as const;
    await world.run(['away', ...week, ...monday]);
    plant(world, [{ kind: 'away', from, to }]);
    await world.run(['away', '--remove', '--from', from, ...monday]);
    expect((await world.run(['away', ...monday])).stdout).toContain('No leave');
    await world.run(['away', ...week, ...monday]);
    await world.run(['away', '--from', from, '--to', '2026-12-08', ...monday]);
    const remove = ['away', '--remove', '--from', from, ...monday];
    await expectRefusal(world, remove, {
      code: 2,
      says: ['several leaves begin on 2026-11-30', 'to 2026-12-08', '--to'],
    });
    expect((await world.run([...remove, '--to', to])).code).toBe(0);
    expect((await world.run(['away', ...monday])).stdout).toContain('Tue 8 Dec');
  });

  test('refusals: reversed, endless, before the start, no dates, no such leave', async () => {
    const world = await started();
    const refuse = (args: string[], code: number, ...says: string[]) =>
      expectRefusal(world, ['away', ...args, ...monday], { code, says });
    const range = (from: string, to: string) => ['--from', from, '--to', to];
    await refuse(range('2026-12-04', '2026-11-30'), 2, '--to: 2026-11-30 is before --from 2026-12-04');
    await refuse(range('2026-12-01', '2027-12-02'), 2, '367 days, the most is 366');
    await refuse(range('2026-11-02', '2026-11-20'), 2, '--to: 2026-11-20 is before the start, 2026-11-23');
    await refuse(range('2026-02-30', '2026-12-02'), 2, '--from: "2026-02-30" is not a date');
    await refuse(range('2026-12-04', 'Friday'), 2, '--to: "Friday" may be Fri 4 Dec 2026 or Fri 11 Dec 2026');
    await refuse(['--from', '2026-12-01'], 4, '--to is missing');
    await refuse(['--to', '2026-12-01'], 4, '--from is missing');
    await refuse([...week, '--reason', 'ill'], 2, "unknown option '--reason'");
    await refuse(['--remove'], 4, '--from is missing');
    await refuse(['--remove', '--from', '2026-12-01'], 2, 'no leave begins on 2026-12-01');
    await world.run(['away', ...week, ...monday]);
    await refuse(['--remove', '--from', '2026-12-01'], 2, '2026-11-30', 'name the first day');
    await refuse(['--remove', '--from', '2026-11-30', '--to', '2026-12-01'], 2, 'and ends on 2026-12-01');
    expect((await world.run(['away', ...range('2026-12-07', '2027-12-07'), ...monday])).code).toBe(0);
  });

  test('a holiday is no working day to move to either', async () => {
    const world = new World();
    await world.run(['init']);
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-12-03] }\n');
    await world.startAda();
    const moved = await world.run(['move', '2.7', '--due', '2026-12-03', ...monday]);
    expect(flat(moved.stderr)).toContain('Thu 3 Dec is a holiday (pm-onboard.yaml); it counts as it stands.');
  });
});

test('the reason that earlier versions recorded is read over by every screen, and its leave counts', async () => {
  const world = await started();
  const withReason = { kind: 'away', from: '2026-11-30', to: '2026-12-04', reason: 'migraine' };
  plant(world, [withReason as Fact]);
  expect(await dueOf(world, '3.3')).toBe('2026-12-25');
  const screens = [
    ...[
      'away',
      'log',
      'log --json',
      'calendar',
      'calendar --days-off',
      'calendar --json',
      'calendar --markdown',
    ],
    ...['plan', 'plan --json', 'status', 'status --json', 'review', 'review --json', 'team --json', 'doctor'],
    'show 3.3 --why',
  ];
  for (const screen of screens) {
    const { stdout, stderr } = await world.run([...screen.split(' '), '--as', 'Grace Hopper', ...monday]);
    expect(stdout, screen).not.toBe('');
    expect(stdout + stderr, screen).not.toContain('migraine');
  }
  const undone = await world.run(['away', '--remove', '--from', '2026-11-30', ...monday]);
  expect(undone.stderr).toContain('✓ taken back: the leave Mon 30 Nov to Fri 4 Dec\n');
  // The event stays as it was recorded: its id is the hash of all of it.
  expect(events(world)).toContainEqual(expect.objectContaining(withReason));
});

test('next says on leave that nothing is asked, and when work goes on', async () => {
  const world = new World();
  await world.startAda();
  await world.run(['away', '--from', '2026-11-30', '--to', '2026-12-11', '--today', '2026-11-23']);
  const { stdout } = await world.run(['next', '-n', '1', '--today', '2026-12-02']);
  expect(stdout.split('\n')[1]).toBe(
    'On leave until Fri 11 Dec; nothing is asked of you, work goes on Mon 14 Dec.',
  );
  const markdown = await world.run(['next', '-n', '1', '--markdown', '--today', '2026-12-02']);
  expect(markdown.stdout).toContain('\n\nOn leave until Fri 11 Dec; nothing is asked of you');
});
