/** `team` shows all hires at a glance, and the items at which people get stuck. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CalendarDate } from '../../src/dates.ts';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, formatRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { tombstoneText } from '../builders.ts';
import { dangerous, expectRefusal, fingerprint, flat, json, tooWide } from './facts.ts';
import { type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const today: CalendarDate = '2026-12-08';
const on = ['--today', today];
const grace = 'Grace Hopper';

type Beside = NonNullable<Lived['beside']>[number];
const reviewed = (date: CalendarDate, by = grace): Beside => [date, by, { kind: 'reviewed', events: [] }];

const late = (item: string, due: CalendarDate, date: CalendarDate): Beside => [
  date,
  'the hire',
  { kind: 'done', item, due },
];

let hires = 0;

function hire(name: string, start: CalendarDate, more: Partial<Lived> = {}): Lived {
  hires += 1;
  const id = `h${hires.toString(16).padStart(8, '0')}`;
  return { name, start, id, today, behind: 0, awaiting: 0, ...more };
}

/** One of each kind, in an order that is none of those asked for. */
function everyone(): Lived[] {
  hires = 0;
  return [
    hire('Annie Easley', '2026-12-14'),
    hire('Ada Lovelace', '2026-11-23', { behind: 3, beside: [reviewed('2026-12-01')] }),
    hire('Katherine Johnson', '2026-10-19', {
      beside: [
        reviewed('2026-12-04'),
        late('first-pr', '2026-10-23', '2026-11-05'),
        late('file-bug', '2026-10-23', '2026-10-27'),
      ],
    }),
    hire('Margaret Hamilton', '2026-12-07', {
      beside: [
        reviewed('2026-12-07', 'Alan Turing'),
        ['2026-12-07', 'Alan', { kind: 'assigned', role: 'buddy', people: ['Barbara Liskov'] }],
      ],
    }),
    hire('Lin Wu', '2026-11-02', {
      beside: [
        ['2026-12-04', 'Lin Wu', { kind: 'away', from: '2026-12-07', to: '2026-12-18' }],
        reviewed('2026-11-27'),
      ],
    }),
    hire('Hedy Lamarr', '2026-11-30', {
      beside: [
        reviewed('2026-12-07'),
        ['2026-12-01', 'Hedy', { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
      ],
    }),
    hire('Radia Perlman', '2026-09-07', {
      behind: 1,
      beside: [
        reviewed('2026-12-03'),
        ['2026-09-15', 'Radia Perlman', { kind: 'skipped', item: 'meet-ceo', reason: 'on parental leave' }],
      ],
    }),
    hire('Mary Shaw', '2026-08-24', {
      beside: [['2026-11-23', grace, { kind: 'finished', note: 'well done' }]],
    }),
    hire('Bob Kahn', '2026-11-02', { beside: [['2026-11-13', grace, { kind: 'archived', reason: 'left' }]] }),
  ];
}

function lived(hires: readonly Lived[]): World {
  const world = new World();
  for (const each of hires) writeLived(world.workspace, each);
  return world;
}

function recordOf(world: World, id: string): string {
  return join(world.workspace, 'hires', `${id}.json`);
}

/** A record of one event, whose program is wherever the digest says. */
function writeStart(world: World, id: string, name: string, digest = 'f'.repeat(64)): void {
  const fact: Fact = {
    kind: 'started',
    run: 'onboarding',
    person: 'p1',
    name,
    start: '2026-11-23',
    program: 'product-manager',
    digest,
  };
  const stamp = { now: new Date('2020-01-01T12:00:00.000Z'), on: today, by: grace, batch: 'one' };
  mkdirSync(join(world.workspace, 'hires'), { recursive: true });
  writeFileSync(recordOf(world, id), formatRecord(withFacts(emptyRecord(id), [fact], stamp)));
}

async function names(world: World, args: readonly string[] = []): Promise<string[]> {
  const { hires } = await json<{ hires: { name: string }[] }>(world, ['team', ...args, ...on]);
  return hires.map(({ name }) => name);
}

describe('screens', () => {
  test.each([
    ['team', ['team']],
    ['team-finished', ['team', '--finished', '--sort', 'progress']],
    ['team-markdown', ['team', '--markdown']],
    ['team-items', ['team', '--items']],
    ['team-buddy', ['team', '--buddy', 'barbara liskov']],
    ['team-mine-nobody', ['team', '--mine', '--as', 'root']],
  ])('%s', async (name, args) => {
    const world = lived(everyone());
    const { code, stdout, stderr } = await world.run([...args, ...on]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectPasteable(world, stdout, { today: on[1] });
    if (!args.includes('--markdown')) expect(tooWide(stdout, 80)).toEqual([]);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(24);
    await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });
});

describe('team', () => {
  test('without anyone: what to type, and an empty list for programs', async () => {
    const world = new World();
    const { code, stdout } = await world.run(['team']);
    expect(code).toBe(0);
    expect(flat(stdout)).toContain(`Nobody is being onboarded in ${world.workspace} yet.`);
    expect(stdout).toContain('Begin with: pm-onboard start');
    expect(await json(world, ['team', ...on])).toMatchObject({ hires: [], unreadable: [] });
    expect(await json(world, ['team', '--items', ...on])).toMatchObject({ items: [] });
    expect((await world.run(['team', '--csv'])).stdout.split('\r\n')).toHaveLength(2);
  });

  test("a hire's own item is nobody else's, though they have the same checklists", async () => {
    const own: Fact = { kind: 'added', item: 'own-1', title: 'Interview three customers', phase: 'day-30' };
    const world = lived([
      hire('Ada Lovelace', '2026-11-23', { beside: [['2026-12-01', grace, own]] }),
      hire('Lin Wu', '2026-11-23'),
    ]);
    const { hires: both } = await json<{ hires: { progress: { total: number } }[] }>(world, [
      'team',
      '--sort',
      'name',
      ...on,
    ]);
    const [ada, lin] = both.map(({ progress }) => progress.total);
    expect(ada).toBe((lin ?? 0) + 1);
  });

  test('--json keeps to the contract', async () => {
    const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
    const count = z.int().min(0);
    const contract = z.object({
      schemaVersion: z.literal(1),
      today: date,
      hires: z.array(
        z.object({
          id: z.string().regex(/^h[0-9a-f]{8}$/),
          name: z.string(),
          day: count,
          progress: z.object({ done: count, skipped: count, total: count, percent: z.int().min(0).max(100) }),
          pace: z.object({
            hoursNeeded: z.number(),
            hoursPlanned: z.number(),
            until: date,
            behind: z.boolean(),
            hoursLate: z.number(),
            clearedBy: date.nullable(),
          }),
          overdue: count,
          inReview: count,
          buddy: z.string().nullable(),
          lastReviewed: date.nullable(),
        }),
      ),
    });
    const view = contract.parse(await json(lived(everyone()), ['team', '--finished', ...on]));
    expect(view.hires).toHaveLength(8);
    expect(view.hires[0]).toMatchObject({
      name: 'Ada Lovelace',
      day: 16,
      overdue: 3,
      buddy: grace,
      lastReviewed: '2026-12-01',
    });
  });

  test('--csv has a line a hire, and no cell that a spreadsheet would compute', async () => {
    const world = lived([hire('=cmd|"/c calc"!A1', '2026-11-23'), hire('@SUM(1, 2)', '2026-11-23')]);
    const { stdout } = await world.run(['team', '--csv', ...on]);
    const lines = stdout.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^id,name,attention,/);
    expect(stdout).toContain(`,"'=cmd|""/c calc""!A1",`);
    expect(stdout).toContain(`,"'@SUM(1, 2)",`);
    const items = (await world.run(['team', '--items', '--csv', ...on])).stdout.trimEnd().split('\r\n');
    expect(items[0]).toContain(',median_days_late,');
    expect(items.length).toBeGreaterThan(70);
  });

  test('who is shown, and in which order', async () => {
    const world = lived(everyone());
    expect(await names(world, ['--sort', 'name'])).toEqual(
      (await names(world)).sort((a, b) => a.localeCompare(b, 'en')),
    );
    expect(await names(world)).not.toContain('Mary Shaw');
    expect(await names(world, ['--finished'])).toContain('Mary Shaw');
    expect(await names(world, ['--finished'])).not.toContain('Bob Kahn');
    expect(await names(world, ['--buddy', 'BARBARA LISKOV'])).toEqual(['Margaret Hamilton']);
    expect(await names(world, ['--mine', '--as', 'barbara liskov'])).toEqual(['Margaret Hamilton']);
    expect((await names(world, ['--mine', '--as', 'Alan Turing'])).length).toBe(7);
    expect(await names(world, ['--mine', '--as', 'Grace'])).toEqual([]);
  });

  test("a colleague's handle in pm-onboard.yaml is as good as the name", async () => {
    const world = lived([hire('Ada Lovelace', '2026-11-23')]);
    writeFileSync(
      join(world.workspace, 'pm-onboard.yaml'),
      'people:\n  buddy:\n    - name: Grace Hopper\n      handles: ["@grace"]\n',
    );
    expect(await names(world, ['--buddy', '@GRACE'])).toEqual(['Ada Lovelace']);
    expect(await names(world, ['--mine', '--as', '@grace'])).toEqual(['Ada Lovelace']);
  });

  test('an item of one hire alone is counted for nobody else', async () => {
    hires = 0;
    const world = lived([hire('Ada Lovelace', '2026-11-23'), hire('Lin Wu', '2026-11-23')]);
    await world.run(['add', 'Message reminders', '--hire', 'Ada Lovelace', ...on]);
    const team = await json<{ hires: { progress: { total: number } }[] }>(world, [
      'team',
      '--sort',
      'name',
      ...on,
    ]);
    const [ada = 0, lin] = team.hires.map(({ progress }) => progress.total);
    expect(lin).toBe(ada - 1);
  });

  test('a damaged record or a missing program stops nobody else: named with its remedy, exit 3', async () => {
    const world = lived(everyone().slice(0, 2));
    writeStart(world, 'hcccccccc', 'Ken Thompson');
    const before = fingerprint(world);
    const one = await world.run(['team', ...on]);
    expect(one.code).toBe(3);
    expect(one.stdout).toMatch(/^Ken Thompson +can't be read$/m);
    expect(one.stdout).toContain('Ada Lovelace');
    expect(flat(one.stderr)).toContain('is missing bring it back from git or a backup');

    const broken = recordOf(world, 'hbbbbbbbb');
    writeFileSync(
      broken,
      '{"format":2,"record":"hbbbbbbbb","events":{"":[{"kind":"started","name":"Dorothy Vaughan"',
    );
    const two = await world.run(['team', ...on]);
    expect(two.code).toBe(3);
    expect(two.stdout.split('\n').slice(4, 6).join()).toMatch(/Dorothy Vaughan +can't be read.*Ken Thompson/);
    expect(two.stdout).toContain('Annie Easley');
    expect(two.stderr).toMatch(/^pm-onboard: 2 hires can't be shown\n/);
    expect(two.stderr).toContain(broken);
    expect(two.stderr).toContain('bring it back from git or another machine');
    const listed = await world.run(['team', '--json', ...on]);
    expect(listed.code).toBe(3);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      hires: [{ name: 'Ada Lovelace' }, { name: 'Annie Easley' }],
      unreadable: [{ name: 'Dorothy Vaughan' }, { name: 'Ken Thompson' }],
    });
    const upgrade = await world.run(['upgrade', '--all', '--dry-run', '--json', ...on]);
    const unreadable = (stdout: string): object[] => JSON.parse(stdout).unreadable;
    expect(unreadable(upgrade.stdout)).toEqual(unreadable(listed.stdout));
    expect(unreadable(listed.stdout).map(Object.keys)).toEqual(
      Array(2).fill(['id', 'name', 'fault', 'remedy']),
    );
    expect((await world.run(['team', '--items', ...on])).code).toBe(3);
    rmSync(broken);
    expect(fingerprint(world)).toBe(before);
  });

  test('a damaged event is told of, and the hire comes first', async () => {
    const [annie, ada] = everyone() as [Lived, Lived];
    const world = lived([annie, ada]);
    const path = recordOf(world, annie.id);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"role":"buddy"', '"role":"muddy"'));
    const { code, stdout } = await world.run(['team', ...on]);
    expect(code).toBe(0);
    expect(flat(stdout)).toContain("! Annie Easley: 1 event of the record can't be trusted");
    expect(await names(world)).toEqual(['Annie Easley', 'Ada Lovelace']);
  });

  test('the forgotten are left out', async () => {
    const world = lived(everyone().slice(0, 1));
    writeFileSync(recordOf(world, 'hdddddddd'), tombstoneText('hdddddddd'));
    expect(await names(world)).toEqual(['Annie Easley']);
  });

  test('what makes no sense is refused', async () => {
    const world = lived(everyone().slice(0, 1));
    const refused = (args: string[], says: string) =>
      expectRefusal(world, ['team', ...args], { code: 2, says: [says] });
    await refused(
      ['--sort', 'age'],
      '--sort: "age" is not a way to sort there are: attention, name, start, progress',
    );
    await refused(['--items', '--sort', 'name'], '--items has an order of its own');
    await refused(['--buddy', ' '], '--buddy: the name is empty');
    await refused(['--json', '--csv'], '--json and --csv exclude each other');
    await refused(['--markdown', '--csv'], '--markdown and --csv exclude each other');
    await refused(['--today', 'soon'], '--today: "soon" is not a date');
  });

  test.each([40, 80, 120])('fits %i columns, wide names and hostile ones included', async (columns) => {
    const world = lived([
      hire(`山田 ${'最初のプルリクエスト'.repeat(5)}`, '2026-11-23', {
        behind: 2,
        beside: [['2026-11-23', 'x', { kind: 'assigned', role: 'buddy', people: ['🚀👩‍💻🇯🇵'.repeat(9)] }]],
      }),
      hire('<<\u001b[2J\u202egnp.exe\n| x |>>', '2026-11-23'),
      ...everyone(),
    ]);
    for (const args of [
      ['team'],
      ['team', '--finished'],
      ['team', '--items'],
      ['team', '--mine', '--as', '\u009b31m'],
    ]) {
      const { stdout } = await world.run([...args, ...on], { columns, colour: true });
      expect(tooWide(stdout, columns), args.join(' ')).toEqual([]);
      expect(dangerous(stdout), args.join(' ')).toEqual([]);
    }
    for (const format of ['--json', '--markdown', '--csv']) {
      const { stdout } = await world.run(['team', format, ...on]);
      expect(dangerous(stdout.replaceAll('\r\n', '\n')), format).toEqual([]);
    }
    const { stdout } = await world.run(['team', '--markdown', ...on]);
    const cells = (line: string) => line.match(/(?<!\\)\|/g)?.length;
    for (const line of stdout.split('\n').filter((text) => text.startsWith('|')))
      expect(cells(line), line).toBe(10);
  });
});
