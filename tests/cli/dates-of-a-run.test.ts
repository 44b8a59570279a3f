/** Dates of a run as its commands tell them: leave, days off, what others hold up, what goes on, what has ended. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flat, json } from './facts.ts';
import { World } from './world.ts';

interface Item {
  readonly ref: string;
  readonly id: string;
  readonly due: string;
  readonly from: string | null;
  readonly overdue: boolean;
  readonly daysLate: number;
  readonly held: boolean;
}

interface Status {
  readonly day: number;
  readonly begun: boolean;
  readonly onLeaveUntil: string | null;
  readonly overdue: readonly Item[];
  readonly blocked: readonly Item[];
  readonly next: readonly Item[];
}

const programYaml = `id: small
title: A small program
phases: [week-1, day-30]
roles:
  buddy: { title: PM buddy, required: true }
  mentor: { title: Mentor }
calendar: { holidays: [2026-11-26], holidays-until: 2027-12-31 }
`;
const weekYaml = `id: week-1
title: First week
due: week 1
items:
  - { id: hello, title: Say hello, details: Done when all know you. }
`;
const monthYaml = `id: day-30
title: First month
due: day 30
items:
  - { id: outlook, title: Look ahead, details: Done when you can say what comes. }
  - { id: support-shift, title: Take a shift, details: Done when it is over., from: workday 8, due: day 12 }
  - { id: access, title: Give access, details: Done when it works., by: buddy, due: workday 3 }
  - { id: use, title: Use it, details: Done when you have., after: [access], due: workday 4 }
  - { id: report, title: Report on it, details: Done when it is sent., after: [use], due: workday 5 }
  - { id: calls, title: Join calls, details: Done after three., from: workday 3, due: workday 15, count: { target: 3, unit: calls } }
`;

async function started(): Promise<World> {
  const world = new World();
  const folder = join(world.folder, 'checklists/small');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'program.yaml'), programYaml);
  writeFileSync(join(folder, 'week-1.yaml'), weekYaml);
  writeFileSync(join(folder, 'day-30.yaml'), monthYaml);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/small\n');
  const args = ['start', '--name', 'Ada', '--start', '2026-11-23', '--buddy', 'Grace', '--me'];
  const { code, stderr } = await in_(world, [...args, '--today', '2026-11-23']);
  expect(code, stderr).toBe(0);
  return world;
}

function in_(world: World, args: readonly string[]) {
  return world.run(args, { cwd: world.folder });
}

const statusOn = (world: World, today: string) =>
  json<Status>(world, ['status', '--today', today], { cwd: world.folder });

async function dueOf(world: World, item: string, today = '2026-11-24'): Promise<Item> {
  const shown = await json<{ item: Item }>(world, ['show', item, '--today', today], {
    cwd: world.folder,
  });
  return shown.item;
}

const away = (world: World, from: string, to: string) =>
  in_(world, ['away', '--from', from, '--to', to, '--today', '2026-11-24']);

test('leave never puts an item late on the first day on which it may be done', async () => {
  const world = await started();
  expect(await dueOf(world, 'support-shift')).toMatchObject({ from: '2026-12-03', due: '2026-12-04' });
  await away(world, '2026-11-30', '2026-12-04');
  // Five working days later, both of them.
  expect(await dueOf(world, 'support-shift')).toMatchObject({ from: '2026-12-10', due: '2026-12-11' });
  const { overdue } = await statusOn(world, '2026-12-10');
  expect(overdue.map(({ id }) => id)).not.toContain('support-shift');
});

describe('leave over day 1', () => {
  test('is a run that has begun, on leave; day 1 is the day after', async () => {
    const world = await started();
    await in_(world, ['away', '--from', '2026-11-23', '--to', '2026-11-24', '--today', '2026-11-23']);
    const on = await in_(world, ['status', '--today', '2026-11-24']);
    expect(flat(on.stdout)).toContain('Ada · on leave · Tue 24 Nov');
    expect(on.stdout).toContain('On leave until Tue 24 Nov. Day 1 is Wed 25 Nov.');
    expect(await statusOn(world, '2026-11-24')).toMatchObject({
      day: 0,
      begun: true,
      onLeaveUntil: '2026-11-24',
    });
    const review = await in_(world, ['review', '--as', 'Grace', '--today', '2026-11-24']);
    expect(review.stdout).toContain('On leave until Tue 24 Nov');
    const team = await in_(world, ['team', '--today', '2026-11-24']);
    expect(team.stdout).toContain('leave to Tue 24');
    const done = await in_(world, ['done', '1.1', '--force', '--today', '2026-11-24']);
    expect(done.stderr).not.toContain('has not begun');
    expect(await statusOn(world, '2026-11-25')).toMatchObject({ day: 1, onLeaveUntil: null });
  });
});

describe('one absence, said in several ways', () => {
  test('a weekend moves nothing, and that is said', async () => {
    const world = await started();
    const { stderr } = await away(world, '2026-11-28', '2026-11-29');
    expect(stderr).toContain('No due date moves.');
    expect(await dueOf(world, 'outlook')).toMatchObject({ due: '2026-12-22' });
    expect(await dueOf(world, 'hello')).toMatchObject({ due: '2026-11-27' });
  });

  test.each([
    ['2026-11-30', '2026-12-04'],
    ['2026-11-28', '2026-12-06'],
  ])('%s to %s costs five working days', async (from, to) => {
    const world = await started();
    await away(world, from, to);
    expect(await dueOf(world, 'outlook')).toMatchObject({ due: '2026-12-29' });
    expect(await dueOf(world, 'hello')).toMatchObject({ due: '2026-11-27' });
  });
});

test('what others alone hold up is shown and is not lateness; what the hire holds up is late', async () => {
  const world = await started();
  const then = await statusOn(world, '2026-12-08');
  expect(then.overdue.map(({ id }) => id)).toEqual(['hello', 'support-shift']);
  expect(then.blocked).toMatchObject([
    { id: 'use', held: true, overdue: false, daysLate: 0 },
    { id: 'report', held: true, overdue: false, daysLate: 0 },
  ]);
  const screen = await in_(world, ['status', '--all', '--today', '2026-12-08']);
  expect(screen.stdout).toMatch(
    /HELD UP BY OTHERS {3}not late for you\n {2}2\.4 +Use it +Fri 27 Nov +for 2\.3: Grace, 8 working days past\n {2}2\.5 +Report on it/,
  );

  // Grace's part comes eight working days late: from then on both are the hire's, and neither is late at once.
  await in_(world, ['done', '2.3', '--as', 'Grace', '--today', '2026-12-08']);
  const released = await statusOn(world, '2026-12-08');
  expect(released.overdue.map(({ id }) => id)).toEqual(['hello', 'support-shift']);
  expect(await dueOf(world, 'use', '2026-12-08')).toMatchObject({ due: '2026-12-09' });
  const why = await in_(world, ['show', '2.5', '--why', '--today', '2026-12-08']);
  expect(flat(why.stdout)).toContain(
    'What others had to do first was done on Tue 8 Dec, after its due date, so it is due Thu 10 Dec.',
  );

  // A working day apart, as they were planned; then both are late: the second one waits for the first, the hire's to do.
  const later = await statusOn(world, '2026-12-11');
  expect(later.overdue.map(({ id }) => id)).toEqual(['hello', 'support-shift', 'use', 'report']);
  const team = await json<{ hires: { overdue: number }[] }>(world, ['team', '--today', '2026-12-11'], {
    cwd: world.folder,
  });
  expect(team.hires[0]?.overdue).toBe(4);
  expect((await in_(world, ['status', '--exit-code', '--today', '2026-12-11'])).code).toBe(1);
});

test('nothing is late before the first day at work', async () => {
  const world = await started();
  await in_(world, ['add', 'Own', '--due', '2026-11-25', '--today', '2026-11-23']);
  await in_(world, ['move', '2.1', '--due', '2026-11-26', '--today', '2026-11-23']);
  await in_(world, ['reschedule', '--start', '2026-12-07', '--today', '2026-11-23']);
  expect((await statusOn(world, '2026-11-30')).overdue).toEqual([]);
  expect((await in_(world, ['status', '--exit-code', '--today', '2026-11-30'])).code).toBe(0);
  // On the second day they are late by the one working day that the hire had.
  expect((await statusOn(world, '2026-12-08')).overdue).toMatchObject([{ daysLate: 2 }, { daysLate: 2 }]);
});

test('what waits for a moved item waits for what that one waits for', async () => {
  const world = await started();
  await in_(world, ['move', '2.4', '--due', '2026-11-25', '--today', '2026-11-23']);
  const moved = await in_(world, ['move', '2.3', '--due', '2026-12-16', '--today', '2026-11-23']);
  expect(flat(moved.stderr)).toContain(
    '2.4 Use it, moved by hand, stays due on Wed 25 Nov, before 2.3, which it waits for.',
  );
  // 2.5 comes after 2.4, which comes after 2.3: a working day after that, as it was planned.
  expect(await dueOf(world, 'report')).toMatchObject({ due: '2026-12-17' });
  const why = await in_(world, ['show', '2.5', '--why', '--today', '2026-11-23']);
  expect(flat(why.stdout)).toContain(
    'It waits for 2.4 Use it, due Wed 25 Nov by hand, which itself waits for what is due later: Thu 17 Dec.',
  );
});

test('what goes on for days stands under RUNNING from its first day on', async () => {
  const world = await started();
  const { stdout: before } = await in_(world, ['status', '--all', '--today', '2026-11-24']);
  expect(before).not.toContain('RUNNING');
  const { stdout } = await in_(world, ['status', '--all', '--today', '2026-11-25']);
  expect(stdout).toMatch(/RUNNING\n {2}2\.6 +Join calls +by Mon 14 Dec +0 of 3 calls/);
});

describe('a run that has ended', () => {
  const figures = async (world: World, today: string) => {
    const args = ['team', '--finished', '--today', today];
    return (await json<{ hires: object[] }>(world, args, { cwd: world.folder })).hires[0];
  };

  test('stays as late as it was on its last day', async () => {
    const world = await started();
    await in_(world, ['finish', '--force', '--today', '2026-12-12']);
    expect(await figures(world, '2026-12-12')).toMatchObject({ overdue: 2, day: 20 });
    expect(await figures(world, '2027-06-01')).toEqual(await figures(world, '2026-12-12'));
  });

  test("keeps its calendar whatever becomes of the team's, until the end is taken back", async () => {
    const world = await started();
    const config = join(world.folder, 'pm-onboard.yaml');
    await in_(world, ['finish', '--force', '--today', '2026-12-12']);
    const before = await figures(world, '2026-12-12');
    writeFileSync(config, 'program: checklists/small\ncalendar: { working-days: [mon] }\n');
    expect(await figures(world, '2026-12-12')).toEqual(before);
    expect(await dueOf(world, 'outlook')).toMatchObject({ due: '2026-12-22' });
    await in_(world, ['undo', '--today', '2026-12-12']);
    expect(await dueOf(world, 'outlook')).toMatchObject({ due: '2026-12-21' });
  });
});
