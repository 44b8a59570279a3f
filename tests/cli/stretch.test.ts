/** A run whose hire works fewer days a week than the program supposes: stretched to as many working days, or not. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { events, flat, json } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2026-11-23'];
const begin = ['start', '--name', 'Ada', '--start', '2026-11-23', '--holidays', 'none', '--me', ...today];

async function endOf(world: World): Promise<[end: string, lastDay: number]> {
  const { phases, lastDay } = await json<{ phases: { due: string }[]; lastDay: number }>(world, [
    'status',
    ...today,
  ]);
  return [phases.at(-1)?.due ?? '', lastDay];
}

describe('a week of three days', () => {
  const part = [...begin, '--working-days', 'mon-wed'];

  test('is not stretched where nobody is asked, and both ways are told, with the command', async () => {
    const world = new World();
    const { code, stderr } = await world.run([...part, '--no-input']);
    expect(code).toBe(0);
    // 61 h 50 of the hire's own required work on 39 and on 65 working days.
    expect(flat(stderr)).toContain(
      'The program supposes 5 days a week, the hire works Mon to Wed. As it is, the run ends on Wed 17 Feb, with about 5 h 05 a day; stretched, on Tue 20 Apr, with about 3 h 05 a day. To stretch it: pm-onboard reschedule Ada --stretch',
    );
    expect(await endOf(world)).toEqual(['2027-02-17', 90]);
  });

  test('is stretched by the flag: 65 working days, as from Monday to Friday, end on day 149', async () => {
    const world = new World();
    const { stderr } = await world.run([...part, '--stretch', '--no-input']);
    expect(stderr).not.toContain('supposes');
    expect(await endOf(world)).toEqual(['2027-04-20', 149]);
  });

  test('reschedule shows first, then stretches, and goes back', async () => {
    const world = new World();
    const { stderr } = await world.run([...part, '--no-stretch', '--no-input']);
    expect(stderr).not.toContain('supposes');
    const dry = await world.run(['reschedule', '--stretch', '--dry-run', ...today]);
    expect(dry.stdout).toMatch(/5\.10 +Wed 17 Feb +Tue 20 Apr|… and \d+ more: --all/);
    expect(flat(dry.stderr)).toContain('To do it: pm-onboard reschedule Ada --stretch');
    expect(await endOf(world)).toEqual(['2027-02-17', 90]);
    expect((await world.run(['reschedule', '--stretch', ...today])).code).toBe(0);
    expect(await endOf(world)).toEqual(['2027-04-20', 149]);
    expect((await world.run(['reschedule', '--no-stretch', ...today])).code).toBe(0);
    expect(await endOf(world)).toEqual(['2027-02-17', 90]);
  });

  test('both flags at once are refused, and nothing is written', async () => {
    const world = new World();
    const { code, stderr } = await world.run([...part, '--stretch', '--no-stretch']);
    expect(code).toBe(2);
    expect(stderr).toContain('--stretch');
    expect(existsSync(world.workspace)).toBe(false);
  });

  test('is asked about at a terminal', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard ${part.join(' ')}; echo "exit=[$?]"`);
    const asked = await terminal.until('Stretch it?');
    expect(asked.replace(/\s+/g, ' ')).toContain('stretched, on Tue 20 Apr, with about 3 h 05 a day.');
    await terminal.type('y');
    await terminal.until('exit=[0]');
    expect(events(world).at(-1)).toMatchObject({ kind: 'changed', stretch: true });
  });
});

test('a week as long as the program supposes is no question', async () => {
  const world = new World();
  const { stderr } = await world.run([...begin, '--working-days', 'sun-thu', '--no-input']);
  expect(stderr).not.toContain('supposes');
});
