import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import { leftOut, phaseOn, withOwnItems } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { oneWeek, phase, planned, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const twoPhases = program([
  phase('week-1', 'week 1', ['a', 'b']),
  phase('day-30', 'day 30', [{ id: 'c', after: ['a'] }]),
]);

function added(item: string, more: Partial<Extract<Fact, { kind: 'added' }>> = {}): Fact {
  return { kind: 'added', item, title: item, phase: 'week-1', ...more };
}

function widened(of: Program, story: Story): Program {
  return withOwnItems(of, story.progress.own);
}

function refs(of: Program, story: Story): [string, string][] {
  const { items } = story.plan(widened(of, story), '2026-11-24');
  return items.map(({ ref, item }) => [ref, item.id]);
}

describe('own items', () => {
  it('come last in their phase, so that no other gets a new number', () => {
    const story = new Story();
    story.command([added('x'), added('y', { phase: 'day-30' }), added('z')]);
    expect(refs(twoPhases, story)).toEqual([
      ['1.1', 'a'],
      ['1.2', 'b'],
      ['1.3', 'x'],
      ['1.4', 'z'],
      ['2.1', 'c'],
      ['2.2', 'y'],
    ]);
  });

  it('come last of all where the program has no such phase (any more)', () => {
    const story = new Story();
    story.add(added('x', { phase: 'gone' }));
    expect(refs(twoPhases, story).at(-1)).toEqual(['2.2', 'x']);
  });

  it('cost nothing where there are none, and a program without phases holds none', () => {
    expect(withOwnItems(twoPhases, [])).toBe(twoPhases);
    const story = new Story();
    story.add(added('x'));
    expect(widened(program([]), story).phases).toEqual([]);
  });

  it('are due when they say, else with their phase; a move counts more', () => {
    const story = new Story();
    story.add(added('x'));
    story.add(added('y', { due: '2026-12-05' }));
    const due = (id: string) => planned(story.plan(widened(twoPhases, story), '2026-11-24'), id).due;
    expect(due('x')).toBe('2026-11-27');
    expect(due('y')).toBe('2026-12-05');
    story.add({ kind: 'moved', item: 'y', due: '2026-12-09' });
    expect(due('y')).toBe('2026-12-09');
    story.add({ kind: 'rescheduled', start: '2026-11-30' });
    expect(due('x')).toBe('2026-12-04');
    expect(due('y')).toBe('2026-12-09');
  });

  it('wait for others and hold them up; what waits for one that is removed is free of it', () => {
    const story = new Story();
    story.add(added('x', { after: ['a'] }));
    story.add(added('y', { after: ['x'] }));
    const state = (id: string) => planned(story.plan(widened(twoPhases, story), '2026-11-24'), id).state;
    expect([state('x'), state('y')]).toEqual(['blocked', 'blocked']);
    story.done('a');
    expect([state('x'), state('y')]).toEqual(['open', 'blocked']);
    story.add({ kind: 'removed', item: 'x' });
    expect(state('y')).toBe('open');
  });

  it('put nobody behind by being added, but by being left', () => {
    const quiet = program([phase('week-1', 'week 1', ['a', 'b']), phase('day-30', 'day 30', [])]);
    const story = new Story();
    for (const id of ['a', 'b']) story.done(id);
    const chain = ['v', 'w', 'x', 'y'].map((id) =>
      added(id, { phase: 'day-30', due: '2026-12-18', takes: 60 }),
    );
    story.command(chain, { on: '2026-12-14' });
    const paceOn = (today: CalendarDate) => paceOf(story.run(quiet, today));
    // Four hours in five days; on Friday all four are left, and what was laid for it is an hour.
    expect(paceOn('2026-12-14')).toMatchObject({ hoursNeeded: 0.8, hoursPlanned: 0.8, behind: false });
    expect(paceOn('2026-12-18')).toMatchObject({ hoursNeeded: 4, behind: true, hoursLate: 0 });
    expect(paceOn('2026-12-21')).toMatchObject({ hoursLate: 4, behind: true });
  });

  it('carry what the event says, as far as an item can be so', () => {
    const story = new Story();
    story.add(added('x', { details: 'why', with: ['buddy'], takes: 90, evidence: 'url', signOff: 'mentor' }));
    story.add(added('y', { takes: -5, evidence: 'photo' }));
    story.add(added('z', { takes: 9e15 }));
    const [, , x, y, z] = widened(twoPhases, story).phases[0]?.items ?? [];
    expect(x).toMatchObject({
      details: 'why',
      with: ['buddy'],
      takes: 90,
      evidence: 'url',
      signOff: 'mentor',
      optional: false,
      added: { by: 'Ada', on: '2026-11-23' },
    });
    expect(y).toMatchObject({ evidence: 'none' });
    expect([y?.takes, z?.takes]).toEqual([undefined, undefined]);
  });
});

describe('what waited for an own item that is gone', () => {
  const begun = () => {
    const story = new Story();
    story.command([
      added('draft', { after: ['a'] }),
      added('send', { after: ['draft'] }),
      added('sum', { after: ['send'] }),
    ]);
    return story;
  };
  const afterOf = ({ progress }: Story, id: string) => progress.own.find(({ item }) => item === id)?.after;
  const removed = (item: string): Fact => ({ kind: 'removed', item, title: item });
  const blockersOf = (story: Story, id: string) =>
    planned(story.plan(widened(twoPhases, story), '2026-11-24'), id).blockers;

  it('waits for what that one waited for, and for it again when it is back', () => {
    const story = begun();
    const middle = story.add(removed('send'));
    expect(afterOf(story, 'sum')).toEqual(['draft']);
    expect(blockersOf(story, 'sum')).toEqual(['draft']);
    const first = story.add(removed('draft'));
    expect(afterOf(story, 'sum')).toEqual(['a']);
    expect(blockersOf(story, 'sum')).toEqual(['a']);
    story.add({ kind: 'undone', target: middle.batch });
    expect([afterOf(story, 'send'), afterOf(story, 'sum')]).toEqual([['a'], ['send']]);
    story.add({ kind: 'undone', target: first.batch });
    expect([afterOf(story, 'send'), afterOf(story, 'sum')]).toEqual([['draft'], ['send']]);
  });

  it('in either order of removals, and for each of several', () => {
    for (const order of [
      ['send', 'draft'],
      ['draft', 'send'],
    ]) {
      const story = begun();
      for (const id of order) story.add(removed(id));
      expect(afterOf(story, 'sum')).toEqual(['a']);
    }
    const story = new Story();
    story.command([added('x', { after: ['a', 'b'] }), added('y', { after: ['b', 'x', 'c'] })]);
    story.add(removed('x'));
    expect(afterOf(story, 'y')).toEqual(['b', 'c', 'a']);
  });

  it('also where its `add` was undone, and not for itself where they went in a circle', () => {
    const story = new Story();
    const x = story.add(added('x', { after: ['a'] }));
    story.add(added('y', { after: ['x'] }), { by: 'Grace' });
    story.add({ kind: 'undone', target: x.batch });
    expect(afterOf(story, 'y')).toEqual(['a']);
    const circle = new Story();
    circle.command([added('x', { after: ['y'] }), added('y', { after: ['x'] })]);
    circle.add(removed('x'));
    expect(afterOf(circle, 'y')).toEqual([]);
  });

  test('in any order of removals, undos and merges it waits for exactly what still is there before it', () => {
    const size = 6;
    const ids = Array.from({ length: size }, (_, at) => `i${at}`);
    const links = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 10 });
    const step = fc.record({
      machine: fc.nat(1),
      act: fc.constantFrom('remove', 'remove', 'undo', 'hear'),
      item: fc.nat(size - 1),
    });
    let bridged = 0;
    fc.assert(
      fc.property(links, fc.array(step, { maxLength: 10 }), (given, steps) => {
        // An item waits for items before it only, as one that is added can only name what is there.
        const before = ids.map((_, at) =>
          [...new Set(given.flatMap(([a, b]) => (b === at && a < b ? [`i${a}`] : [])))].sort(),
        );
        const stories = [0, 1].map(() => {
          const story = new Story();
          story.command(ids.map((id, at) => added(id, { after: before[at] as string[] })));
          return story;
        }) as [Story, Story];
        for (const [at, { machine, act, item }] of steps.entries()) {
          const [self, other] = machine === 0 ? stories : [stories[1], stories[0]];
          const batch = `${machine}-${at}`;
          if (act === 'remove') self.add(removed(ids[item] as string), { batch });
          else if (act === 'hear') self.record = mergeRecords(self.record, other.record);
          else {
            const last = self.record.events.findLast(({ kind }) => kind === 'removed');
            if (last) self.add({ kind: 'undone', target: last.batch }, { batch });
          }
        }
        const [a, b] = [stories[0].record, stories[1].record];
        const [one, two] = [mergeRecords(a, b), mergeRecords(b, a)].map(
          (record: HireRecord) => reduceEvents(record)?.own ?? [],
        );
        expect(two).toEqual(one);
        const there = new Set(one?.map(({ item }) => item));
        const expected = (id: string): string[] =>
          (before[ids.indexOf(id)] ?? []).flatMap((each) => (there.has(each) ? [each] : expected(each)));
        for (const { item, after = [] } of one ?? []) {
          expect([...after].sort()).toEqual([...new Set(expected(item))].sort());
          if (after.some((id) => !before[ids.indexOf(item)]?.includes(id))) bridged += 1;
        }
      }),
      runs(5_000),
    );
    expect(bridged).toBeGreaterThan(10);
  });
});

describe('of items with one id', () => {
  it.each(['a', 'g'])("the program's counts, with its own due date: %s", (id) => {
    const [week] = oneWeek({ id: 'a', group: 'g' }).phases;
    const grouped = program([{ ...(week as NonNullable<typeof week>), groups: [{ id: 'g', title: 'G' }] }]);
    const story = new Story();
    story.add(added(id, { title: 'Mine', due: '2027-01-01' }));
    const of = widened(grouped, story);
    expect(of.phases[0]?.items.map(({ id: each, title }) => [each, title])).toEqual([['a', 'a']]);
    expect(planned(story.plan(of, '2026-11-24'), 'a').due).toBe('2026-11-27');
    expect(leftOut(of, story.progress.own)).toMatchObject([{ title: 'Mine' }]);
  });

  it('the first counts', () => {
    const story = new Story();
    story.add(added('x', { title: 'First', due: '2026-12-01' }));
    story.add(added('x', { title: 'Second', due: '2026-12-02', phase: 'day-30' }));
    const of = widened(twoPhases, story);
    expect(of.phases.flatMap(({ items }) => items.filter(({ added: own }) => own))).toMatchObject([
      { title: 'First' },
    ]);
    expect(planned(story.plan(of, '2026-11-24'), 'x').due).toBe('2026-12-01');
    expect(leftOut(of, story.progress.own)).toMatchObject([{ title: 'Second' }]);
  });
});

test('a date belongs to the first phase that is not over by then, else to the last', () => {
  const plan = new Story().plan(twoPhases, '2026-11-24');
  const at = (date: CalendarDate) => phaseOn(plan, date)?.id;
  const dates = ['2026-11-20', '2026-11-27', '2026-11-28', '2026-12-22', '2027-03-01'] as const;
  expect(dates.map(at)).toEqual(['week-1', 'week-1', 'day-30', 'day-30', 'day-30']);
});
