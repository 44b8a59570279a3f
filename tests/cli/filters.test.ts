/** `--phase`, `--role` and `--due-before` of `status`, `next` and `plan`: what they leave, and what the screens then count. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { expectRefusal, flat, json } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { prepared, type World } from './world.ts';

const dayNine = ['--today', '2026-12-01'];

interface Role {
  readonly role: string;
  readonly roles?: readonly string[];
}

interface Item {
  readonly id: string;
  readonly phase: string;
  readonly due: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly optional: boolean;
  readonly with: readonly Role[];
  readonly by: Role | null;
  readonly signOff: Role | null;
}

interface Totals {
  readonly done: number;
  readonly skipped: number;
  readonly total: number;
}

interface View {
  readonly progress: Totals;
  readonly pace: object;
  readonly phases: readonly ({ readonly id: string } & Totals)[];
  readonly filter?: { readonly of: Totals; readonly text: string };
}

interface Plan extends View {
  readonly items: readonly Item[];
  readonly days: readonly { readonly items: readonly { readonly id: string }[] }[];
}

interface Status extends View {
  readonly schedule: readonly {
    readonly minutes: number;
    readonly items: readonly { readonly id: string; readonly minutes: number }[];
  }[];
  readonly questions: readonly { readonly item: string | null }[];
  readonly [list: string]: unknown;
}

const lists = ['overdue', 'next', 'waiting', 'blocked', 'held', 'inReview'] as const;

/** Ada after her first week, with something in every state. */
const lay = prepared(async (world) => {
  await world.startAda();
  for (const command of [
    ['done', '1.1', '1.2', '--on', '2026-11-24', '--force'],
    ['done', '3.12', '--force', '--evidence', 'https://example.com'],
    ['skip', '1.5', '--reason', 'I know them'],
    ['ask', 'Who decides?', '--item', '1.6'],
    ['ask', 'Where is lunch?'],
  ]) {
    const { code, stderr } = await world.run([...command, '--today', '2026-11-24']);
    expect(code, stderr).toBe(0);
  }
});

const rolesOf = ({ with: met, by, signOff }: Item) =>
  [...met, ...(by ? [by] : []), ...(signOff ? [signOff] : [])].flatMap(({ role, roles }) => roles ?? [role]);

const totalsOf = (items: readonly Item[]): Totals => {
  const required = items.filter(({ optional }) => !optional);
  const count = (state: string) => required.filter((item) => item.state === state).length;
  return { done: count('done'), skipped: count('skipped'), total: required.length };
};

const idsIn = (items: unknown) => (items as readonly Item[]).map(({ id }) => id);

describe('a filter', () => {
  test('leaves in each command the items for which all of it holds, and counts these alone', async () => {
    const world = await lay();
    const whole = await json<Plan>(world, ['plan', ...dayNine]);
    const all = await json<Status>(world, ['status', ...dayNine]);
    expect(whole.filter).toBeUndefined();
    const phases = whole.phases.map(({ id }) => id);
    const roles = [...new Set(whole.items.flatMap(rolesOf))];
    const dates = [...new Set(whole.items.map(({ due }) => due))];
    const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
    const filters = fc
      .record({ phase: some(phases), role: some(roles), before: some(dates) })
      .filter((wanted) => Object.values(wanted).some((value) => value !== undefined));
    await fc.assert(
      fc.asyncProperty(filters, async ({ phase, role, before }) => {
        const flags = [
          ...(phase ? ['--phase', phase] : []),
          ...(role ? ['--role', role] : []),
          ...(before ? ['--due-before', before] : []),
        ];
        const wanted = whole.items.filter(
          (item) =>
            (!phase || item.phase === phase) &&
            (!role || rolesOf(item).includes(role)) &&
            (!before || item.due < before),
        );
        const isWanted = (id: string) => wanted.some((item) => item.id === id);
        const plan = await json<Plan>(world, ['plan', ...flags, ...dayNine]);
        const status = await json<Status>(world, ['status', ...flags, ...dayNine]);
        const next = await json<{ items: readonly Item[]; more: number }>(world, [
          ...['next', '-n', '200', ...flags, ...dayNine],
        ]);
        expect(idsIn(plan.items)).toEqual(idsIn(wanted));
        expect(plan.days.flatMap(({ items }) => idsIn(items)).filter((id) => !isWanted(id))).toEqual([]);
        for (const list of lists)
          expect(idsIn(status[list]), list).toEqual(idsIn(all[list]).filter(isWanted));
        const can = [...idsIn(all['overdue']), ...idsIn(all['next'])].filter(isWanted);
        expect(idsIn(next.items).filter((id) => !can.includes(id))).toEqual([]);
        expect(idsIn(next.items)).toEqual(expect.arrayContaining(idsIn(status['next'])));
        for (const view of [plan, status]) {
          expect(view.progress).toMatchObject(totalsOf(wanted));
          expect(view.filter?.of).toEqual(totalsOf(whole.items));
          for (const each of view.phases)
            expect(each).toMatchObject(totalsOf(wanted.filter((item) => item.phase === each.id)));
          expect(view.phases.map(({ id }) => id)).toEqual(
            phases.filter((id) => wanted.some((item) => item.phase === id)),
          );
        }
        expect(status.pace).toEqual(all.pace);
        for (const { minutes, items } of status.schedule) {
          expect(items.filter(({ id }) => !isWanted(id))).toEqual([]);
          expect(Math.abs(items.reduce((sum, part) => sum + part.minutes, 0) - minutes)).toBeLessThan(2);
        }
        expect(status.questions.map(({ item }) => item)).toEqual(
          isWanted('install-product') ? ['install-product'] : [],
        );
      }),
      runs(60),
    );
  }, 60_000);

  const titles = async (world: World, ...args: string[]) => {
    const { stdout, stderr, code } = await world.run([...args, ...dayNine]);
    expect(code, stderr).toBe(0);
    await expectPasteable(world, stdout, { today: '2026-12-01' });
    return stdout;
  };

  test('is named by every screen, in each format, with the counts of what it leaves', async () => {
    const world = await lay();
    const says = 'Only phase First week, role PM buddy, due before Fri 4 Dec: 0 of 2 done.';
    const flags = ['--phase', 'Week 1', '--role', 'PM buddy', '--due-before', 'fri'];
    for (const command of [['status'], ['plan'], ['plan', '--by', 'phase'], ['next']])
      for (const format of [[], ['--markdown'], ['--accessible']])
        expect(flat(await titles(world, ...command, ...flags, ...format)), command[0]).toContain(
          says.replace('Fri 4 Dec', format[0] === '--accessible' ? 'Friday 4 December' : 'Fri 4 Dec'),
        );
  });

  test('that leaves a lot is repeated by the command that shows the rest', async () => {
    const world = await lay();
    expect(await titles(world, 'status', '--phase', 'day-30')).toMatch(
      /^… \d+ more: pm-onboard status --all --phase day-30$/m,
    );
    expect(await titles(world, 'next', '--phase', 'day-1', '-n', '1')).toMatch(
      /^… and \d+ more: pm-onboard next -n \d+ --phase day-1$/m,
    );
  });

  test('shows what lies far ahead as well, and all that others owe there', async () => {
    const world = await lay();
    const screen = await titles(world, 'status', '--all', '--phase', 'day-90');
    const { items } = await json<Plan>(world, ['plan', '--phase', 'day-90', ...dayNine]);
    expect(items.length).toBeGreaterThan(8);
    for (const { title } of items as unknown as { title: string }[])
      expect(flat(screen)).toContain(title.slice(0, 12));
  });

  test('that leaves nothing says so', async () => {
    const world = await lay();
    for (const command of ['status', 'plan', 'next'])
      expect(await titles(world, command, '--due-before', '2026-01-01')).toContain(
        'Only due before Thu 1 Jan: there is nothing of that kind.',
      );
    expect(flat(await titles(world, 'next', '--phase', 'day-90'))).toContain(
      'None of it can be done just now. All of it: pm-onboard status --phase day-90',
    );
  });

  test('decides what --exit-code finds', async () => {
    const world = await lay();
    const code = async (...flags: string[]) =>
      (await world.run(['status', '--exit-code', ...flags, ...dayNine])).code;
    expect(await code()).toBe(1);
    expect(await code('--phase', 'day-1')).toBe(1);
    expect(await code('--phase', 'day-90')).toBe(0);
  });

  test.each([
    [['status', '--phase', 'week-7'], 'the program has no phase "week-7"', 'did you mean week-1?'],
    [['next', '--role', 'budy'], 'the program has no role "budy"', 'did you mean buddy?'],
    [['plan', '--due-before', 'soon'], '--due-before: "soon" is not a date', 'YYYY-MM-DD'],
    [
      ['plan', '--catch-up', '--phase', 'day-1'],
      '--catch-up and --phase exclude each other',
      'all that is late',
    ],
  ])('refused: %j', async (args, fault, remedy) => {
    const world = await lay();
    await expectRefusal(world, [...args, ...dayNine], { code: 2, says: [fault, remedy] });
  });
});
