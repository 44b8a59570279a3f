/** `plan`: the whole plan as text, Markdown and JSON; `--catch-up`: new dates, shown, saved and taken back. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { attacks, dangerous } from './hostile.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

/** Three weeks in, three items behind; a move by the buddy, a booking, a skip, a count, leave over the turn of the year. */
const daySixteen: Lived = {
  ...ada,
  today: '2026-12-08',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-23', ada.name, { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] }],
    ['2026-11-24', ada.name, { kind: 'away', from: '2026-12-28', to: '2027-01-08' }],
    ['2026-12-01', 'Grace Hopper', { kind: 'moved', item: 'choose-project', due: '2026-12-18' }],
    ['2026-12-01', ada.name, { kind: 'booked', item: 'meet-marketing', day: '2026-12-11', time: '10:00' }],
    ['2026-12-02', ada.name, { kind: 'skipped', item: 'tour-product-areas', reason: 'not yet' }],
    ['2026-12-03', ada.name, { kind: 'counted', item: 'customer-calls', delta: 2 }],
    [
      '2026-12-04',
      'Grace Hopper',
      { kind: 'added', item: 'draft-a-survey', title: 'Draft a survey', phase: 'day-30', due: '2026-12-15' },
    ],
  ],
};
/** Nothing done in the first two weeks. */
const nothing: Lived = { ...ada, today: '2026-12-08', behind: 99, awaiting: 0 };
const finished: Lived = {
  ...ada,
  today: '2027-02-22',
  behind: 2,
  awaiting: 1,
  beside: [['2027-02-19', ada.name, { kind: 'finished', note: 'thanks' }]],
};

function lived(of: Lived): World {
  const world = new World();
  writeLived(world.workspace, of);
  return world;
}

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

describe('plan', () => {
  test.each<[string, Lived, string[], number]>([
    ['plan', daySixteen, [], 80],
    ['plan-by-day', daySixteen, ['--by', 'day'], 80],
    ['plan-by-phase', daySixteen, ['--by', 'phase'], 80],
    ['plan-narrow', daySixteen, [], 44],
    ['plan-markdown', daySixteen, ['--markdown'], 80],
    ['plan-finished', finished, [], 80],
    ['plan-before-the-start', { ...ada, today: '2026-11-20', behind: 0, awaiting: 0 }, [], 80],
  ])('%s', async (name, of, flags, columns) => {
    const args = ['plan', ...flags, '--today', of.today];
    const world = lived(of);
    const { code, stdout, stderr } = await world.run(args, { columns });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectPasteable(world, stdout, { today: of.today });
    if (!flags.includes('--markdown')) expect(tooWide(stdout, columns)).toEqual([]);
    await expect(`$ pm-onboard plan ${flags.join(' ')}\n\n${stdout}`).toMatchFileSnapshot(golden(name));
  });

  interface Shown {
    readonly days: readonly {
      date: string;
      minutes: number;
      items: { id: string; minutes: number; units: number }[];
    }[];
    readonly items: readonly {
      id: string;
      ref: string;
      state: string;
      due: string;
      at: string | null;
      planned: string[];
      optional: boolean;
      by: object | null;
      moved: { from: string; by: string; on: string } | null;
      reason: string | null;
    }[];
  }

  test('JSON has every item with its days, its state, its due date and its move', async () => {
    const { days, items } = await json<Shown>(lived(daySixteen), ['plan', '--today', daySixteen.today]);
    const byId = (id: string) => items.find((item) => item.id === id);
    expect(byId('choose-project')).toMatchObject({
      due: '2026-12-18',
      moved: { by: 'Grace Hopper', on: '2026-12-01' },
      reason: expect.stringMatching(/^moved from .* by Grace$/),
    });
    expect(byId('meet-marketing')).toMatchObject({
      planned: ['2026-12-11'],
      booked: { day: '2026-12-11', time: '10:00' },
    });
    expect(byId('tour-product-areas')).toMatchObject({ state: 'skipped', at: '2026-12-02', planned: [] });
    for (const { id, state, planned, at, optional, by } of items) {
      expect(at, id).not.toBeNull();
      const isOwn = by === null && !optional && (state === 'open' || state === 'blocked');
      expect(planned.length > 0, id).toBe(isOwn);
      // It stands on the days that it is planned for, and nowhere else.
      const on = days.filter((day) => day.items.some((each) => each.id === id)).map(({ date }) => date);
      expect(on, id).toEqual(isOwn ? planned : [at]);
    }
    expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).sort());
  });

  test('what is moved and planned earlier names both days, and lies no later than its date', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['move', '3.20', '--due', '2026-12-11', '--today', '2026-11-24']);
    const { items } = await json<Shown>(world, ['plan', '--today', '2026-11-24']);
    const moved = items.find(({ moved: by }) => by !== null);
    expect(moved?.due).toBe('2026-12-11');
    expect((moved?.planned.at(-1) ?? '') <= '2026-12-11').toBe(true);
  });

  test('a run whose items are all closed has no days to come', async () => {
    const world = lived({ ...ada, today: '2027-03-01', behind: 0, awaiting: 0 });
    const { stdout } = await world.run(['plan', '--today', '2027-03-01']);
    expect(flat(stdout)).toContain('Nothing of yours is left.');
  });

  test('on leave, work goes on after it', async () => {
    const { stdout } = await lived(daySixteen).run(['plan', '--by', 'day', '--today', '2026-12-29']);
    expect(stdout).toContain('On leave until Fri 8 Jan.');
    expect(stdout).not.toMatch(/^TUE 29 DEC.* h/m);
  });

  test('foreign text stays text', async () => {
    const title = Object.values(attacks).join(' ');
    const world = lived({
      ...daySixteen,
      beside: [['2026-12-01', ada.name, { kind: 'added', item: 'evil', title, phase: 'day-30' }]],
    });
    for (const flags of [
      [],
      ['--by', 'day'],
      ['--markdown'],
      ['--json'],
      ['--catch-up'],
      ['--catch-up', '--json'],
    ]) {
      const { code, stdout, stderr } = await world.run(['plan', ...flags, '--today', daySixteen.today]);
      expect(code).toBe(0);
      expect(dangerous(stdout + stderr)).toEqual([]);
    }
  });

  test('what can’t be meant is refused', async () => {
    const world = lived(daySixteen);
    const on = ['--today', daySixteen.today];
    const refusals: [string[], RegExp][] = [
      [['--by', 'month'], /--by: "month" is not known[\s\S]*day, week, phase/],
      [['--yes'], /--yes goes with --catch-up/],
      [['--dry-run'], /--dry-run goes with --catch-up/],
      [['--catch-up', '--yes', '--dry-run'], /--yes and --dry-run exclude each other/],
      [['--catch-up', '--by', 'day'], /--catch-up and --by exclude each other/],
      [['--catch-up', '--markdown'], /--catch-up and --markdown exclude each other/],
      [['--json', '--by', 'day'], /--json and --by exclude each other/],
      [['--json', '--markdown'], /exclude each other/],
    ];
    for (const [flags, says] of refusals)
      await expectRefusal(world, ['plan', ...flags, ...on], { code: 2, says: [says] });
    await expectRefusal(world, ['plan', 'nobody', ...on], { code: 2, says: ['nobody'] });
  });
});

describe('plan --catch-up', () => {
  const on = ['--today', nothing.today];

  test('shows a table, the fullest day before and after, and the command; writes nothing', async () => {
    const world = lived(nothing);
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run(['plan', '--catch-up', ...on]);
    expect(code).toBe(0);
    expect(tooWide(stdout, 80)).toEqual([]);
    expect(stderr).toContain('  Nothing is written.\n  To do it:\n  pm-onboard plan --catch-up --yes\n');
    await expectPasteable(world, stdout + stderr, { today: nothing.today });
    await expect(`$ pm-onboard plan --catch-up\n\n${stdout}\n${stderr}`).toMatchFileSnapshot(
      golden('plan-catch-up'),
    );
    expect((await world.run(['plan', '--catch-up', '--dry-run', ...on])).stdout).toBe(stdout);
    expect(fingerprint(world)).toBe(before);
  });

  test.each([44, 60, 120])('fits into %i columns', async (columns) => {
    const { stdout } = await lived(nothing).run(['plan', '--catch-up', ...on], { columns });
    expect(tooWide(stdout, columns)).toEqual([]);
  });

  test('--yes saves one command, after which nothing is left to do; one undo takes all of it back', async () => {
    const world = lived(nothing);
    const due = async () => {
      const { items } = await json<{ items: { id: string; due: string; overdue: boolean }[] }>(world, [
        'plan',
        ...on,
      ]);
      return items;
    };
    const was = await due();
    expect(was.some(({ overdue }) => overdue)).toBe(true);
    const saved = await world.run(['plan', '--catch-up', '--yes', ...on]);
    expect(saved.code).toBe(0);
    expect(flat(saved.stderr)).toMatch(/✓ \d+ items got new dates; nothing is due later than /);
    expect(flat(saved.stderr)).toContain('these dates are exact');
    expect(flat(saved.stderr)).toContain('pm-onboard undo');
    expect(lastBatch(world).every(({ kind }) => kind === 'moved')).toBe(true);
    expect((await due()).some(({ overdue }) => overdue)).toBe(false);

    const count = events(world).length;
    for (const flags of [[], ['--yes']]) {
      const second = await world.run(['plan', '--catch-up', ...flags, ...on]);
      expect(second).toMatchObject({ code: 0, stdout: '' });
      expect(flat(second.stderr)).toContain('There is nothing to catch up on: nothing is late');
    }
    expect(events(world)).toHaveLength(count);

    expect(await world.run(['undo', ...on])).toMatchObject({ code: 0 });
    expect(await due()).toEqual(was);
  });

  test('--json prints the moves, and with --yes the events', async () => {
    const world = lived(nothing);
    interface View {
      readonly moves: readonly {
        id: string;
        before: string;
        after: string;
        minutes: number;
        along: boolean;
      }[];
      readonly after: { fullest: { minutes: number } };
      readonly changed: readonly { kind: string; item: string; due: string }[];
    }
    const read = async (...flags: string[]): Promise<View> =>
      JSON.parse((await world.run(['plan', '--catch-up', '--json', ...flags, ...on])).stdout);
    const shown = await read();
    expect(shown.changed).toEqual([]);
    const { moves, changed, after } = await read('--yes');
    expect(moves).toEqual(shown.moves);
    expect(after.fullest.minutes).toBeLessThanOrEqual(390);
    const given = moves.filter(({ along }) => !along);
    expect(changed.map(({ item, due }) => [item, due]).sort()).toEqual(
      given.map(({ id, after: due }) => [id, due]).sort(),
    );
    expect((await read()).moves).toEqual([]);
  });

  test('names the hire who is meant, and refuses a run that is over', async () => {
    const world = lived(nothing);
    const { stderr } = await world.run(['plan', 'ada', '--catch-up', '--as', 'Grace Hopper', ...on]);
    expect(stderr).toMatch(/pm-onboard plan --catch-up --yes/);
    await expectRefusal(lived(finished), ['plan', '--catch-up', '--today', finished.today], {
      code: 2,
      says: ['is over'],
    });
  });

  test('what can’t be done by the end of the run says when it is done, and the hours that it would take', async () => {
    const late: Lived = { ...nothing, today: '2027-02-01' };
    const { stdout } = await lived(late).run(['plan', '--catch-up', '--today', late.today]);
    expect(flat(stdout)).toMatch(
      /At 6 h a day all of it is done by \w{3} \d+ \w{3}; the last phase ends on Fri 19 Feb\. By then it would take at least \d+ h/,
    );
  });

  test('before the start, nothing is late', async () => {
    const world = lived({ ...ada, today: '2026-11-20', behind: 0, awaiting: 0 });
    const { code } = await world.run(['plan', '--catch-up', '--today', '2026-11-20']);
    expect(code).toBe(0);
  });
});
