/** The dated plan before anyone starts: as a list, as months, as Markdown and as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const small = {
  'program.yaml':
    'id: small\ntitle: A small program\nphases: [week-1, week-2]\nroles: { buddy: { title: Buddy } }\n',
  'week-1.yaml': `id: week-1
title: First week
due: week 1
items:
  - { id: prepare, title: Send the laptop, due: 3 days before start, by: buddy }
  - { id: meet, title: Meet your buddy, due: day 1, takes: 30 min, with: [buddy] }
  - { id: read, title: Read all of it, due: workday 3, takes: 10 h }
  - { id: list, title: Make a list, due: workday 3, takes: 5 h }
`,
  'week-2.yaml': `id: week-2
title: Second week
due: week 2
items:
  - { id: talk, title: 'Talk | about "it"', takes: 1 h, with: [buddy] }
  - { id: extra, title: Look around, optional: true }
`,
};

function worldWith(settings = ''): World {
  const world = new World();
  const folder = join(world.folder, 'small');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(small)) writeFileSync(join(folder, name), text);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), `program: small\n${settings}`);
  return world;
}

const holidays =
  'calendar: { holidays: [2026-11-26], hours-per-day: 5 }\npeople: { buddy: [{ name: Grace Hopper }] }\n';

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

describe('preview', () => {
  test.each([
    ['preview', []],
    ['preview-calendar', ['--calendar']],
    ['preview-markdown', ['--markdown']],
    ['preview-calendar-markdown', ['--calendar', '--markdown']],
  ])('%s', async (name, flags) => {
    const world = worldWith(holidays);
    const { code, stdout, stderr } = await world.run(['preview', '--start', '2026-11-25', ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectPasteable(world, stdout);
    for (const line of stdout.split('\n'))
      if (!flags.includes('--markdown')) expect(line.length).toBeLessThan(81);
    await expect(stdout).toMatchFileSnapshot(golden(name));
  });

  test('the shipped program fits its lines, in both forms', async () => {
    for (const flags of [[], ['--calendar']]) {
      const { stdout } = await new World().run(['preview', '--start', '2026-11-23', ...flags]);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(stdout).toContain('99 items, 95 required');
    }
  });

  test('whoever is to be booked in several roles is named with each of them', async () => {
    const world = new World();
    await world.run(['init']);
    const people =
      '{ qa: [{ name: Lin Wu }], ux-designer: [{ name: Lin Wu }], pm-peers: [{ name: Radia Perlman }] }';
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), `people: ${people}\n`);
    for (const flags of [[], ['--markdown']]) {
      const { stdout } = await world.run(['preview', '--start', '2026-11-23', ...flags]);
      expect(stdout).toMatch(/Lin, QA engineer of the feature team\W/);
      expect(stdout).toMatch(/Lin, UX designer of the feature team\W/);
      expect(stdout).not.toContain('Radia, the other product managers');
    }
  });

  test('as JSON: the days with their load, the weeks, whom to book', async () => {
    const { stdout } = await worldWith(holidays).run(['preview', '--start', '2026-11-25', '--json']);
    const view = JSON.parse(stdout);
    expect(view).toMatchObject({
      schemaVersion: 1,
      program: { id: 'small' },
      start: '2026-11-25',
      totals: { items: 6, required: 5, minutes: 990 },
      booking: [
        {
          role: 'buddy',
          people: ['Grace Hopper'],
          first: '2026-11-25',
          items: [{ ref: '1.2' }, { ref: '2.1' }],
        },
      ],
    });
    const days = view.days.map(({ date, day, minutes, full }: Record<string, unknown>) => [
      date,
      day,
      minutes,
      full,
    ]);
    // The third working day is Monday the 30th, since Thursday is a holiday. Until then there are 3, 4 and 3 hours to read
    // and 2, 1 and 2 for the list; the talk comes on the Tuesday, a week before it is due.
    expect(days).toEqual([
      ['2026-11-22', 0, 0, false],
      ['2026-11-25', 1, 330, true],
      ['2026-11-30', 6, 300, false],
      ['2026-12-08', 14, 0, false],
    ]);
    expect(view.weeks).toEqual([
      { monday: '2026-11-23', minutes: 630, full: true },
      { monday: '2026-11-30', minutes: 360, full: false },
    ]);
  });

  test('without a start, the next Monday', async () => {
    for (const [today, start] of [
      ['2026-11-23', '2026-11-23'],
      ['2026-11-24', '2026-11-30'],
    ] as const) {
      const { stdout } = await worldWith().run(['preview', '--json', '--today', today]);
      expect(JSON.parse(stdout).start).toBe(start);
    }
  });

  test('a start on a day off: day 1 is the first working day, and both are named', async () => {
    const run = (...flags: string[]) => worldWith(holidays).run(['preview', ...flags]);
    for (const [start, firstDay, words] of [
      ['2026-11-28', '2026-11-30', 'from Sat 28 Nov, day 1 is Mon 30 Nov'],
      ['2026-11-26', '2026-11-27', 'from Thu 26 Nov, day 1 is Fri 27 Nov'],
      ['2026-11-27', '2026-11-27', 'from Fri 27 Nov\n'],
    ] as const) {
      const view = JSON.parse((await run('--start', start, '--json')).stdout);
      expect(view).toMatchObject({ start, firstDay });
      expect(view.days.filter(({ day }: { day: number }) => day === 1)).toMatchObject([{ date: firstDay }]);
      expect((await run('--start', start)).stdout).toContain(words);
    }
    const { stdout } = await run('--start', '2026-11-28', '--calendar');
    expect(stdout).toMatch(/^23 .* 26 holiday 27 {9}28 start · 29 ·$/m);
    expect(stdout).toMatch(/^30 day 1$/m);
    expect(stdout).toContain('\nThu 26 Nov, a holiday (pm-onboard.yaml)\n');
  });

  test('says what a calendar squeezes, and which items that moves up; all of it in JSON', async () => {
    const world = worldWith('calendar: { working-days: [mon] }\n');
    const { stdout } = await world.run(['preview', '--start', '2026-11-23']);
    expect(stdout).toContain(
      '"First week" has 1 working day, its rules suppose 3; 2 items are moved up:\n  1.3-1.4\n',
    );
    const { squeezes } = JSON.parse((await world.run(['preview', '--start', '2026-11-23', '--json'])).stdout);
    expect(squeezes).toEqual([
      {
        phase: 'week-1',
        title: 'First week',
        workdays: 1,
        supposed: 3,
        items: [
          { ref: '1.3', title: 'Read all of it', rule: 'workday 3', due: '2026-11-23' },
          { ref: '1.4', title: 'Make a list', rule: 'workday 3', due: '2026-11-23' },
        ],
      },
    ]);
    expect((await worldWith().run(['preview', '--start', '2026-11-23'])).stdout).not.toContain('moved up');
  });

  test.each([
    [['--start', '2026-02-30'], 2, '--start: "2026-02-30" is not a date'],
    [['--start', '3026-02-03'], 2, '--start'],
    [['--program', 'nowhere'], 2, 'there is no program "nowhere", and no such folder'],
    [['--program', 'buddi'], 2, 'did you mean buddy?'],
    [['--json', '--markdown'], 2, 'exclude each other'],
    [['week-1'], 2, 'too many arguments'],
  ])('refuses %j', async (flags, exit, message) => {
    const { code, stdout, stderr } = await worldWith().run(['preview', ...flags]);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toContain(message);
  });
});
