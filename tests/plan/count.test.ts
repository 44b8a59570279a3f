/** A count's state follows its sum, whatever brought the sum there and in whatever order it is heard of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCounted } from '../../src/plan/count.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Item } from '../../src/program/model.ts';
import type { Event, Fact } from '../../src/progress/event.ts';
import { isKnown } from '../../src/progress/event.ts';
import { emptyRecord, type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { effective, reduceEvents } from '../../src/progress/reduce.ts';
import { viewCompleted } from '../../src/view/review/since.ts';
import { oneWeek, phase, planned, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { approve, done, Machine, reopen, sendBack } from './machine.ts';

const calls = (more: Partial<Item> = {}, target = 3) =>
  oneWeek({ id: 'x', title: 'Calls', count: { target, unit: 'calls' }, ...more }, { id: 'y', after: ['x'] });

const plain = calls();
const signed = calls({ signOff: 'mentor' });

const counted = (delta = 1): Fact => ({ kind: 'counted', item: 'x', delta });

/** What the plan says of the item: its state, and the place of the event that closed it in the story. */
function stand(story: Story, of = plain) {
  const { state, progress } = planned(story.plan(of, '2026-11-24'), 'x');
  const place = story.record.events.findIndex(({ id }) => id === progress.closedBy?.id);
  return [state, place === -1 ? undefined : place, progress.counted];
}

describe('by the sum', () => {
  test('reached is done by the event that reached it, more changes nothing, below is open', () => {
    const story = new Story();
    story.add(counted(2));
    expect(stand(story)).toEqual(['open', undefined, 2]);
    story.add(counted(), { on: '2026-11-24' });
    expect(stand(story)).toEqual(['done', 2, 3]);
    const more = story.add(counted(2));
    expect(stand(story)).toEqual(['done', 2, 5]);
    story.add({ kind: 'undone', target: more.batch });
    expect(stand(story)).toEqual(['done', 2, 3]);
    story.add(counted(-1));
    expect(stand(story)).toEqual(['open', undefined, 2]);
    story.add(counted());
    expect(stand(story)).toEqual(['done', 6, 3]);
  });

  test('it keeps the title and the due date of the plan, and closes on the day of the count', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'x', delta: 3, title: 'Old title' }, { on: '2026-11-25' });
    story.add({ kind: 'moved', item: 'x', due: '2026-12-09' });
    const item = planned(story.plan(plain, '2026-11-26'), 'x');
    expect(item).toMatchObject({ due: '2026-12-09', item: { title: 'Calls' } });
    expect(item.progress.closedBy?.on).toBe('2026-11-25');
  });

  test('what waits for it is free while it is done; totals and phases count it', () => {
    const story = new Story();
    const last = story.add(counted(3));
    let plan = story.plan(plain, '2026-11-24');
    expect(planned(plan, 'y').state).toBe('open');
    expect(plan.totals).toEqual({ done: 1, skipped: 0, total: 2 });
    expect(plan.phases[0]?.totals.done).toBe(1);
    story.add({ kind: 'undone', target: last.batch });
    plan = story.plan(plain, '2026-11-24');
    expect(planned(plan, 'y')).toMatchObject({ state: 'blocked', blockers: ['x'] });
    expect(plan.totals.done).toBe(0);
  });

  test('a lower target closes it, a higher one opens it', () => {
    const story = new Story();
    story.add(counted(2));
    expect(stand(story, calls({}, 2))).toEqual(['done', 1, 2]);
    expect(stand(story, calls({}, 3))).toEqual(['open', undefined, 2]);
  });

  test('a tally without a target, and an item that wants evidence, are closed by a person', () => {
    const story = new Story();
    story.add(counted(3));
    expect(stand(story, oneWeek({ id: 'x', count: {} }))).toEqual(['open', undefined, 3]);
    const wanting = calls({ evidence: 'url' });
    expect(stand(story, wanting)).toEqual(['open', undefined, 3]);
    story.add({ kind: 'done', item: 'x', evidence: 'https://example.com' });
    expect(stand(story, wanting)).toEqual(['done', 2, 3]);
  });

  test('it is reached while another item it waits for is open: done all the same', () => {
    const of = program([phase('w', 'week 1', ['a', { id: 'x', after: ['a'], count: { target: 3 } }])]);
    const story = new Story();
    story.add(counted(3));
    expect(stand(story, of)).toEqual(['done', 1, 3]);
  });
});

describe('what a person says counts beside the sum', () => {
  test('done early stays, whatever the sum does', () => {
    const story = new Story();
    const first = story.add(counted(2));
    story.done('x');
    expect(stand(story)).toEqual(['done', 2, 2]);
    story.add(counted());
    expect(stand(story)).toEqual(['done', 2, 3]);
    story.add({ kind: 'undone', target: first.batch });
    expect(stand(story)).toEqual(['done', 2, 1]);
  });

  test('done early and reached: both are taken back by a reopening', () => {
    const story = new Story();
    const early = story.done('x');
    const reached = story.add(counted(3));
    const { closings } = planned(story.plan(plain, '2026-11-24'), 'x').progress;
    expect(closings.map(({ id }) => id)).toEqual([early.id, reached.id]);
    story.command(closings.map(({ id }) => ({ kind: 'reopened', item: 'x', of: id })));
    expect(stand(story)).toEqual(['open', undefined, 3]);
    story.add(counted());
    expect(stand(story)).toEqual(['done', 5, 4]);
  });

  test('skipped stays skipped at a lower target; reached after it, as by another copy, it is done', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'x', delta: 2, closesAt: 3 });
    story.add({ kind: 'skipped', item: 'x', reason: 'no' });
    expect(stand(story, calls({}, 2))).toEqual(['skipped', 2, 2]);
    story.add(counted());
    expect(stand(story)).toEqual(['done', 3, 3]);
  });

  test('reached in one copy and skipped in another is done, in whatever order', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'x', delta: 3, closesAt: 3 });
    story.add({ kind: 'skipped', item: 'x', reason: 'no' });
    expect(stand(story)).toEqual(['done', 1, 3]);
  });
});

describe('with a sign-off', () => {
  const judge = (story: Story, kind: 'approved' | 'returned') => {
    const of = planned(story.plan(signed, '2026-11-24'), 'x').progress.closedBy?.id ?? '';
    return story.add({ kind, item: 'x', of, comment: 'said' }, { by: 'Grace', on: '2026-11-24' });
  };

  test('reached is in review; approved it is done, and counting more leaves that', () => {
    const story = new Story();
    story.add(counted(3));
    expect(stand(story, signed)).toEqual(['in review', 1, 3]);
    judge(story, 'approved');
    expect(stand(story, signed)).toEqual(['done', 1, 3]);
    story.add(counted());
    expect(stand(story, signed)).toEqual(['done', 1, 4]);
  });

  test('an approval falls with the count that it was of, and the next needs its own', () => {
    const story = new Story();
    story.add(counted(2));
    const third = story.add(counted());
    judge(story, 'approved');
    story.add({ kind: 'undone', target: third.batch });
    expect(stand(story, signed)).toEqual(['open', undefined, 2]);
    story.add(counted());
    expect(stand(story, signed)).toEqual(['in review', 5, 3]);
  });

  test('returned it is open, with time to rework it, until more is counted or it is ticked off', () => {
    const story = new Story();
    story.add(counted(3));
    judge(story, 'returned');
    const sentBack = planned(story.plan(signed, '2026-11-24'), 'x');
    expect(sentBack).toMatchObject({ state: 'open', due: '2026-11-27' });
    expect(sentBack.progress.returned?.on).toBe('2026-11-24');
    const more = story.add(counted());
    expect(stand(story, signed)).toEqual(['in review', 3, 4]);
    expect(planned(story.plan(signed, '2026-11-24'), 'x').progress.returned).toBeUndefined();
    story.add({ kind: 'undone', target: more.batch });
    expect(stand(story, signed)).toEqual(['open', undefined, 3]);
    story.done('x');
    expect(stand(story, signed)).toEqual(['in review', 5, 3]);
  });

  test('counting down does not hand it in again', () => {
    const story = new Story();
    story.add(counted(4));
    judge(story, 'returned');
    story.add(counted(-1));
    expect(stand(story, signed)).toEqual(['open', undefined, 3]);
  });

  test('an approval stays where an earlier count of another copy, or a lower target, reaches it sooner', () => {
    const machine = () => new Machine(new Story().record, 0, (own) => asCounted(signedItem, own));
    const [a, b] = [machine(), new Machine(new Story().record, 1, (own) => own)];
    a.add('Ada', () => [counted()])
      .add('Ada', () => [counted(2)])
      .add('Grace', approve);
    b.add('Ada', () => [counted(2)]);
    const both = mergeRecords(a.record, b.record);
    const item = planned(planOf(both, signed), 'x');
    // The other copy's came between the two.
    expect(item).toMatchObject({ state: 'done', progress: { counted: 5, closedBy: { delta: 2 } } });
    expect(item.progress.judged?.of).not.toBe(item.progress.closedBy?.id);
    expect(planned(planOf(a.record, calls({ signOff: 'mentor' }, 1)), 'x').state).toBe('done');
    expect(planned(planOf(a.record, calls({ signOff: 'mentor' }, 4)), 'x').state).toBe('open');
  });
});

const signedItem = signed.phases[0]?.items[0] as Item;

function planOf(record: HireRecord, of: typeof plain) {
  const progress = reduceEvents(record);
  if (!progress) throw new Error('no start');
  return makePlan(of, progress, new Story().calendar(), '2026-11-24');
}

test('a review shows it as done if the reader had seen too little of the count', () => {
  const story = new Story();
  const first = story.add(counted(2));
  const late = story.add(counted(2));
  const run = story.run(plain, '2026-11-24');
  // The event that reached the target was seen before, the first one came in from another copy since.
  expect(viewCompleted(run, new Set([first.id])).map(({ id }) => id)).toEqual(['x']);
  expect(viewCompleted(run, new Set([late.id])).map(({ id }) => id)).toEqual(['x']);
  expect(viewCompleted(run, new Set())).toEqual([]);
});

const acts = { done, approve, sendBack, reopen };
const steps = fc.array(
  fc.record({
    machine: fc.nat(2),
    act: fc.constantFrom(
      'count',
      'count',
      'count',
      'done',
      'approve',
      'sendBack',
      'reopen',
      'undo',
      'hear' as const,
    ),
    from: fc.nat(2),
    delta: fc.integer({ min: -1, max: 3 }),
  }),
  { maxLength: 14 },
);

test('in any order of merges there is one state, and it follows the sum', () => {
  let byCount = 0;
  fc.assert(
    fc.property(
      steps,
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (given, order, target) => {
        const of = calls({ signOff: 'mentor' }, target);
        const item = of.phases[0]?.items[0] as Item;
        const common = new Story().record;
        const machines = [0, 1, 2].map(
          (second) => new Machine(common, second, (own) => asCounted(item, own)),
        );
        for (const { machine, act, from, delta } of given) {
          const [self, other] = [machines[machine], machines[from]] as [Machine, Machine];
          if (act === 'hear') self.record = mergeRecords(self.record, other.record);
          else if (act === 'undo') self.undo(self.record.events.at(-1)?.batch ?? '');
          else if (act === 'count') self.add('Ada', () => [counted(delta)]);
          else self.add(act === 'done' || act === 'reopen' ? 'Ada' : 'Grace', acts[act as keyof typeof acts]);
        }
        const records = machines.map(({ record }) => record);
        const merged = records.reduce(mergeRecords, emptyRecord('h1'));
        const otherwise = order
          .map((at) => records[at] as HireRecord)
          .reduce(mergeRecords, emptyRecord('h1'));
        const [one, two] = [merged, otherwise].map((record) => planned(planOf(record, of), 'x'));
        expect(two).toEqual(one);

        const { state, progress } = one as NonNullable<typeof one>;
        const { closedBy, judged } = progress;
        const events = effective(merged.events).filter(isKnown);
        const deltas = events.flatMap((event) => (event.kind === 'counted' ? event.delta : []));
        const sum = deltas.reduce((all, delta) => all + delta, 0);
        expect(progress.counted).toBe(sum);
        if (closedBy?.kind === 'counted') {
          byCount += 1;
          expect(sum).toBeGreaterThanOrEqual(target);
          expect(events).toContainEqual(closedBy);
        }
        // Below the target only a person's own tick closes it; reached, only a return or a reopening opens it.
        const ticked = (event: Event) => event.kind === 'done' || event.kind === 'skipped';
        if (sum < target && !events.some(ticked)) expect(state).toBe('open');
        const takenBack = (event: Event) => event.kind === 'reopened' || event.kind === 'returned';
        if (sum >= target && !events.some(takenBack)) expect(state).not.toBe('open');
        const last = events.findLast((event) => event.kind === 'counted' || takenBack(event));
        if (sum >= target && last?.kind === 'counted' && last.delta > 0) expect(state).not.toBe('open');
        if (state === 'done') expect(judged).toBeDefined();
        if (state === 'in review') expect(judged).toBeUndefined();
      },
    ),
    runs(10_000),
  );
  expect(byCount).toBeGreaterThan(20);
});
