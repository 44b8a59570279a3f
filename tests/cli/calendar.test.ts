/** `calendar`: a hire's months, and the list of days off, as text, Markdown and JSON. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expectRefusal, fingerprint, json, plant, tooWide } from './facts.ts';
import { attacks, dangerous } from './hostile.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

/** Three weeks in, three items behind; days off and a make-up day of her own, leave over the turn of the year, two moves. */
const dayNineteen: Lived = {
  ...ada,
  today: '2026-12-11',
  behind: 3,
  awaiting: 0,
  beside: [
    [
      '2026-11-23',
      ada.name,
      {
        kind: 'changed',
        holidays: [
          { date: '2026-11-26', name: 'Thanksgiving', source: 'company.ics' },
          { date: '2026-12-24', name: 'Christmas Eve', source: 'company.ics' },
          { date: '2026-12-25', name: 'Christmas', source: 'company.ics' },
          { date: '2027-01-01' },
        ],
        workedDays: [{ date: '2026-12-05', name: 'for Thu 24 Dec', source: 'company.ics' }],
      },
    ],
    ['2026-11-24', ada.name, { kind: 'away', from: '2026-12-28', to: '2027-01-08' }],
    ['2026-12-01', ada.name, { kind: 'moved', item: 'meet-marketing', due: '2026-12-19' }],
    ['2026-12-01', ada.name, { kind: 'moved', item: 'choose-project', due: '2027-01-12' }],
  ],
};

function lived(): World {
  const world = new World();
  writeLived(world.workspace, dayNineteen);
  return world;
}

const today = ['--today', dayNineteen.today];

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

describe('calendar', () => {
  test.each<[string, string[], object]>([
    ['calendar', [], {}],
    ['calendar-narrow', [], { columns: 60 }],
    ['calendar-markdown', ['--markdown'], {}],
    ['calendar-days-off', ['--days-off'], {}],
    ['calendar-days-off-markdown', ['--days-off', '--markdown'], {}],
  ])('%s', async (name, flags, options) => {
    const world = lived();
    const { code, stdout, stderr } = await world.run(['calendar', ...flags, ...today], options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectPasteable(world, stdout, { today: today[1] });
    if (!flags.includes('--markdown')) expect(tooWide(stdout, name.includes('narrow') ? 60 : 80)).toEqual([]);
    await expect(`$ pm-onboard ${['calendar', ...flags].join(' ')}\n\n${stdout}`).toMatchFileSnapshot(
      golden(name),
    );
  });

  test('shows what was done since, by date, and changes nothing', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.1', '1.2', '--today', '2026-11-23']);
    await world.run(['done', '1.5', '--today', '2026-11-24']);
    await world.run(['skip', '1.6', '--reason', 'hosted', '--today', '2026-11-24']);
    const before = fingerprint(world);
    const { stdout } = await world.run(['calendar', '--today', '2026-11-25']);
    expect(stdout).toMatch(/^23 start\s+24 late\s+25 today/m);
    expect(stdout).toMatch(/^1\.3-1\.4 /m);
    expect(stdout).toMatch(/✓ 1/);
    expect(stdout).toMatch(/✓ 2/);
    await world.run(['undo', '--today', '2026-11-25']);
    await world.run(['undo', '--today', '2026-11-25']);
    expect((await world.run(['calendar', 'Ada', '--today', '2026-11-25'])).stdout).not.toMatch(/✓ 1\b/);
    expect(fingerprint(world)).not.toBe(before);
  });

  test('piped, it is the same text without colours', async () => {
    const world = lived();
    for (const flags of [[], ['--days-off']]) {
      const [plain, coloured] = await Promise.all([
        world.run(['calendar', ...flags, ...today]),
        world.run(['calendar', ...flags, ...today], { colour: true }),
      ]);
      expect(plain?.stdout).not.toContain('\u001b');
      expect(coloured?.stdout).toContain('\u001b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it takes out
      expect(coloured?.stdout.replace(/\u001b\[[0-9;]*m/g, '')).toBe(plain?.stdout);
    }
  });

  test('the days that a file lists in pm-onboard.yaml are holidays', async () => {
    const world = new World();
    await world.run(['init']);
    await world.startAda();
    const event = 'BEGIN:VEVENT\nSUMMARY:Party\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\n';
    writeFileSync(join(world.folder, 'company.ics'), `BEGIN:VCALENDAR\n${event}END:VCALENDAR\n`);
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [company.ics] }\n');
    const { stdout } = await world.run(['calendar', '--today', '2026-11-23']);
    expect(stdout).toContain('24 holiday');
    expect(stdout).toContain('\nThu 24 Dec, Party (company.ics)\n');
    const view = await json<{ days: object[] }>(world, ['calendar', '--days-off']);
    expect(view.days).toMatchObject([
      { date: '2026-12-24', kind: 'holiday', name: 'Party', source: 'company.ics' },
    ]);
  });
});

const date = z.iso.date();
const refs = z.array(z.string().regex(/^\d+\.\d+$/));
const day = z.object({
  date,
  kind: z.enum(['working', 'weekend', 'holiday', 'leave']),
  weekend: z.boolean(),
  holiday: z.boolean(),
  extra: z.boolean(),
  name: z.string().nullable(),
  source: z.string().nullable(),
});
const leave = z.strictObject({ from: date, to: date, workdays: z.int() });
const head = z.object({
  schemaVersion: z.literal(1),
  hire: z.object({ id: z.string(), name: z.string() }),
  today: date,
  start: date,
  firstDay: date,
  end: date,
  workingDays: z.array(z.string()),
  leaves: z.array(leave),
  holidays: z.object({
    first: date.nullable(),
    last: date.nullable(),
    until: date.nullable(),
  }),
  notices: z.array(z.string()),
});
const months = head.extend({
  workdays: z.object({ total: z.int(), left: z.int() }),
  days: z.array(
    day.extend({ leave: leave.nullable(), due: refs, toDo: refs, overdue: refs, moved: refs, done: refs }),
  ),
  moved: z.array(z.object({ ref: z.string(), title: z.string(), due: date, ruled: date })),
});

describe('--json', () => {
  test('every day of the run, with what is due and done', async () => {
    const world = lived();
    const view = months.parse(await json(world, ['calendar', ...today]));
    expect(view.days.map((each) => each.date)).toEqual([...view.days.map((each) => each.date)].sort());
    const on = (wanted: string) => view.days.find((each) => each.date === wanted);
    expect(on('2026-11-26')).toMatchObject({ kind: 'holiday', holiday: true });
    expect(on('2027-01-01')).toMatchObject({ kind: 'leave', holiday: true, leave: { workdays: 9 } });
    expect(view.leaves).toMatchObject([{ from: '2026-12-28', to: '2027-01-08', workdays: 9 }]);
    expect(view.moved.map(({ due }) => due)).toEqual(['2027-01-12', '2026-12-19']);
    const status = await json<{ progress: { done: number }; overdue: { ref: string }[] }>(world, [
      'status',
      ...today,
    ]);
    expect(view.days.flatMap(({ overdue }) => overdue).sort()).toEqual(
      status.overdue.map(({ ref }) => ref).sort(),
    );
    expect(new Set(view.days.flatMap(({ due }) => due)).size).toBe(99);
  });

  test('--days-off: the holidays and make-up days alone', async () => {
    const view = head
      .extend({ days: z.array(day) })
      .parse(await json(lived(), ['calendar', '--days-off', ...today]));
    expect(view.days.map((each) => each.date)).toEqual([
      '2026-11-26',
      '2026-12-05',
      '2026-12-24',
      '2026-12-25',
      '2027-01-01',
    ]);
    expect(view.holidays).toEqual({ first: '2026-11-26', last: '2027-01-01', until: null });
  });
});

test.each([
  [['calendar', 'Adda'], 2, ['Adda']],
  [['calendar', '--month', '2026-12'], 2, ["unknown option '--month'"]],
  [['calendar', '--days'], 2, ['--days']],
  [['calendar', 'Ada', 'Bob'], 2, ['too many arguments']],
  [['calendar', '--json', '--markdown'], 2, ['--json and --markdown exclude each other']],
  [['calendar', '--today', '2026-02-30'], 2, ['2026-02-30']],
])('%j is refused', async (args, code, says) => {
  await expectRefusal(lived(), args, { code, says });
});

test('hostile titles come out safe, in every form', async () => {
  const world = new World();
  await world.startAda();
  plant(
    world,
    Object.values(attacks).flatMap((text) => [
      { kind: 'added', item: `x-${text.length}`, phase: 'week-1', title: text, due: '2026-12-12' } as const,
      { kind: 'moved', item: `x-${text.length}`, due: '2026-12-13' } as const,
    ]),
  );
  for (const flags of [[], ['--days-off'], ['--markdown'], ['--days-off', '--markdown'], ['--json']]) {
    const { code, stdout } = await world.run(['calendar', ...flags, '--today', '2026-11-23']);
    expect(code, flags.join()).toBe(0);
    expect(dangerous(stdout)).toEqual([]);
    expect(stdout).not.toMatch(/^\s*::|##\[/m);
  }
});
