/** Returned items: when they are due, and what counts if judgements and completions cross. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { days, oneWeek, planned, Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { approve, done, Machine, reopen, sendBack } from './machine.ts';

/** Due on Friday 27 November. */
const of = oneWeek({ id: 'x', signOff: 'buddy', from: 'day 4', takes: 960 });

/** Done on the Tuesday, returned on a day; what follows is recorded after it. */
function returned(on: CalendarDate, ...then: Fact[]): Story {
  const story = new Story();
  const done = story.done('x', { on: '2026-11-24' });
  story.add({ kind: 'returned', item: 'x', of: done.id, comment: 'almost' }, { on });
  for (const fact of then) story.add(fact, { on });
  return story;
}

const moved = (due: CalendarDate): Fact => ({ kind: 'moved', item: 'x', due });

describe('is due when there was time to rework it, or at its own due', () => {
  const cases: [string, Story, CalendarDate][] = [
    ['three working days from a Wednesday', returned('2026-11-25'), '2026-11-30'],
    ['its own due is later', returned('2026-11-23'), '2026-11-27'],
    ['over a weekend', returned('2026-11-27'), '2026-12-02'],
    ['on a Saturday', returned('2026-11-28'), '2026-12-02'],
    [
      'days on leave are none',
      returned('2026-11-27', { kind: 'away', from: '2026-11-30', to: '2026-12-02' }),
      '2026-12-07',
    ],
    ['moved since, to a later day', returned('2026-11-27', moved('2026-12-09')), '2026-12-09'],
    ['moved since, to an earlier day', returned('2026-11-27', moved('2026-11-30')), '2026-11-30'],
    [
      'moved since and done again: the moved due stays',
      returned('2026-11-27', moved('2026-11-30'), { kind: 'done', item: 'x' }),
      '2026-11-30',
    ],
  ];
  test.each(cases)('%s', (_, story, due) => {
    expect(planned(story.plan(of, '2026-11-27'), 'x').due).toBe(due);
  });

  test('a holiday is no working day', () => {
    const plan = returned('2026-11-27').plan(of, '2026-11-27', { holidays: days('2026-12-01') });
    expect(planned(plan, 'x').due).toBe('2026-12-03');
  });

  test.each<[CalendarDate, CalendarDate]>([
    ['2026-12-15', '2026-12-15'],
    ['2026-11-26', '2026-12-02'],
  ])('a due moved to %s before the return is its own', (due, expected) => {
    const story = new Story();
    story.add(moved(due));
    const done = story.done('x');
    story.add({ kind: 'returned', item: 'x', of: done.id, comment: 'almost' }, { on: '2026-11-27' });
    expect(planned(story.plan(of, '2026-11-27'), 'x').due).toBe(expected);
  });

  test('a move before a second return does not count as one after it', () => {
    const story = returned('2026-11-25', moved('2026-11-26'));
    const again = story.done('x');
    story.add({ kind: 'returned', item: 'x', of: again.id, comment: 'still' }, { on: '2026-11-27' });
    expect(planned(story.plan(of, '2026-11-27'), 'x').due).toBe('2026-12-02');
    expect(story.item('x').returned?.comment).toBe('still');
  });
});

test('it is to be gone on with at once, whatever the rule says, and is late only after its new due', () => {
  const item = planned(returned('2026-11-27').plan(of, '2026-12-02'), 'x');
  expect(item).toMatchObject({ state: 'open', begin: '2026-11-27', overdue: false });
  expect(item.from).toBeUndefined();
  const late = planned(returned('2026-11-27').plan(of, '2026-12-04'), 'x');
  expect(late).toMatchObject({ overdue: true, daysLate: 2 });
});

test('done again, reopened without a judgement, or taken back, it has its own due', () => {
  const again = returned('2026-11-27', { kind: 'done', item: 'x' });
  expect(planned(again.plan(of, '2026-11-27'), 'x')).toMatchObject({ state: 'in review', due: '2026-11-27' });
  const story = returned('2026-11-27');
  story.add({ kind: 'undone', target: story.item('x').returned?.batch ?? '' });
  expect(planned(story.plan(of, '2026-11-27'), 'x')).toMatchObject({ state: 'in review', due: '2026-11-27' });
});

function begun(): HireRecord {
  return new Story().record;
}

function stateOf(record: HireRecord) {
  const progress = reduceEvents(record);
  if (!progress) throw new Error('no start');
  return planned(makePlan(of, progress, new Story().calendar(), '2026-11-24'), 'x');
}

describe('two machines cross', () => {
  const cases: [string, (a: Machine, b: Machine) => void, string][] = [
    [
      'done anew on one, approved on the other: needs its own approval',
      (a, b) => {
        a.add('Ada', reopen).add('Ada', done);
        b.add('Grace', approve);
      },
      'in review',
    ],
    [
      'done on both, one approved: the approved one closes it',
      (a, b) => {
        a.add('Ada', reopen).add('Ada', done).add('Grace', approve);
        b.add('Ada', reopen).add('Ada', done).add('Ada', reopen).add('Ada', done);
      },
      'done',
    ],
    [
      'done anew on one, returned on the other: the new one is to be judged',
      (a, b) => {
        a.add('Ada', reopen).add('Ada', done);
        b.add('Grace', sendBack);
      },
      'in review',
    ],
    [
      'approved on one, then returned on the other: the later counts',
      (a, b) => {
        a.add('Grace', approve);
        b.add('Zoe', sendBack);
      },
      'open',
    ],
    [
      'returned on one, then approved on the other: the later counts',
      (a, b) => {
        a.add('Grace', sendBack);
        b.add('Zoe', approve);
      },
      'done',
    ],
  ];
  test.each(cases)('%s', (_, happen, state) => {
    const common = new Machine(begun(), 0).add('Ada', done).record;
    const [a, b] = [new Machine(common, 20), new Machine(common, 21)];
    happen(a, b);
    for (const merged of [mergeRecords(a.record, b.record), mergeRecords(b.record, a.record)])
      expect(stateOf(merged).state).toBe(state);
  });

  test('what was recorded as done on both is open when it is returned once', () => {
    const [a, b] = [new Machine(begun(), 1).add('Ada', done), new Machine(begun(), 2).add('Ada', done)];
    const both = new Machine(mergeRecords(a.record, b.record), 30).add('Grace', sendBack);
    expect(stateOf(both.record)).toMatchObject({
      state: 'open',
      progress: { returned: { comment: 'almost' } },
    });
  });
});

const acts = { done, approve, sendBack, reopen };
const steps = fc.array(
  fc.record({
    machine: fc.nat(2),
    act: fc.constantFrom('done', 'done', 'approve', 'sendBack', 'reopen', 'undo', 'hear' as const),
    from: fc.nat(2),
  }),
  { maxLength: 12 },
);

test('approvals and returns in any merge order give one state, and an approval is of what it judged', () => {
  fc.assert(
    fc.property(steps, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (given, order) => {
      const machines = [0, 1, 2].map((second) => new Machine(begun(), second));
      for (const { machine, act, from } of given) {
        const [self, other] = [machines[machine], machines[from]] as [Machine, Machine];
        if (act === 'hear') self.record = mergeRecords(self.record, other.record);
        else if (act === 'undo') self.undo(self.record.events.at(-1)?.batch ?? '');
        else self.add(act === 'done' || act === 'reopen' ? 'Ada' : 'Grace', acts[act as keyof typeof acts]);
      }
      const records = machines.map(({ record }) => record);
      const merged = records.reduce(mergeRecords, emptyRecord('h1'));
      const otherwise = order.map((at) => records[at] as HireRecord).reduce(mergeRecords, emptyRecord('h1'));
      const [one, two] = [stateOf(merged), stateOf(mergeRecords(otherwise, merged))];
      expect(stateOf(otherwise)).toEqual(one);
      expect(two).toEqual(one);
      const { closedBy, judged, returned: sentBack } = one.progress;
      if (one.state === 'done') expect(judged?.of).toBe(closedBy?.id);
      if (one.state === 'in review') expect(judged).toBeUndefined();
      if (sentBack) expect(one.state).toBe('open');
    }),
    runs(10_000),
  );
});
