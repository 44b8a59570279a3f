/** An item with `valid-for`: what was done counts so many days, and is open again on the day after. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { answerOf } from '../../src/plan/answers.ts';
import type { Fact } from '../../src/progress/event.ts';
import { mergeRecords } from '../../src/progress/record.ts';
import { days, oneWeek, phase, planned, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { Machine } from './machine.ts';

/** A program whose item `x` counts so many days; `y` waits for it. */
const lasting = (validFor: number) => oneWeek({ id: 'x', validFor }, { id: 'y', after: ['x'] });
const monday: CalendarDate = '2026-11-23';

describe('what was done', () => {
  it('counts through its last day, and is open on every day after', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 366 }),
        fc.integer({ min: 0, max: 500 }),
        fc.boolean(),
        (first, validFor, later, own) => {
          const on = addDays(monday, first);
          const today = addDays(on, later);
          const story = new Story();
          story.done('x', { on });
          const by = own ? {} : { by: 'buddy' };
          const item = planned(story.plan(oneWeek({ id: 'x', validFor, ...by }), today), 'x');
          const lasts = later <= validFor;
          expect(item.state).toBe(lasts ? 'done' : own ? 'open' : 'waiting');
          expect(item.validUntil).toBe(addDays(on, validFor));
          expect(answerOf(item).kind).toBe(lasts ? 'done' : 'expired');
          if (!lasts) expect(item.due > addDays(on, validFor)).toBe(true);
        },
      ),
      runs(1000),
    );
  });

  it('counts from the latest day on which it was done, in whatever order that was recorded, and whatever was merged', () => {
    const someDays = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(someDays, someDays, fc.integer({ min: 30, max: 60 }), (here, there, after) => {
        const start = new Story().record;
        const copy = (dates: readonly number[]) => {
          const story = new Story();
          story.record = start;
          for (const each of dates) story.done('x', { on: addDays(monday, each), by: `b${dates.length}` });
          return story.record;
        };
        const story = new Story();
        story.record = mergeRecords(copy(here), copy(there));
        const today = addDays(monday, after);
        const latest = addDays(monday, Math.max(...here, ...there));
        const item = planned(story.plan(lasting(14), today), 'x');
        expect(item.state).toBe(today <= addDays(latest, 14) ? 'done' : 'open');
        expect(item.validUntil).toBe(addDays(latest, 14));
      }),
      runs(300),
    );
  });

  it('is to be done again on the first working day after its last one, but not before its own due', () => {
    const dueOf = (on: CalendarDate, today: CalendarDate, validFor = 3) => {
      const story = new Story();
      story.done('x', { on });
      const { due, begin, daysLate, overdue } = planned(story.plan(lasting(validFor), today), 'x');
      return { due, begin, daysLate, overdue };
    };
    // Through Thursday; its own due is Friday.
    expect(dueOf('2026-11-23', '2026-11-27')).toMatchObject({ due: '2026-11-27', begin: '2026-11-27' });
    expect(dueOf('2026-11-23', '2026-11-25', 1)).toMatchObject({ due: '2026-11-27', begin: '2026-11-25' });
    expect(dueOf('2026-12-01', '2026-12-05')).toEqual({
      due: '2026-12-07',
      begin: '2026-12-07',
      daysLate: 0,
      overdue: false,
    });
    expect(dueOf('2026-12-01', '2026-12-09')).toMatchObject({ daysLate: 2, overdue: true });
  });

  it('keeps its days off and its moves', () => {
    const story = new Story();
    story.done('x', { on: '2026-12-01' });
    const of = lasting(3);
    const due = (layer = {}) => planned(story.plan(of, '2026-12-07', layer), 'x').due;
    expect(due({ holidays: days('2026-12-07') })).toBe('2026-12-08');
    story.add({ kind: 'moved', item: 'x', due: '2026-12-15' }, { on: '2026-12-07' });
    expect(due()).toBe('2026-12-15');
    story.done('x', { on: '2026-12-08' });
    expect(planned(story.plan(of, '2026-12-14'), 'x').due).toBe('2026-12-15');
    expect(planned(story.plan(of, '2026-12-17'), 'x').due).toBe('2026-12-15');
  });

  it('blocks what waits for it again, which is due later by that', () => {
    const story = new Story();
    story.done('x', { on: '2026-12-01' });
    const of = lasting(3);
    expect(planned(story.plan(of, '2026-12-04'), 'y')).toMatchObject({ state: 'open', overdue: true });
    const late = planned(story.plan(of, '2026-12-07'), 'y');
    expect(late).toMatchObject({ state: 'blocked', blockers: ['x'], overdue: false, due: '2026-12-07' });
    story.done('x', { on: '2026-12-07' });
    expect(planned(story.plan(of, '2026-12-07'), 'y').state).toBe('open');
  });

  it('stays as it was on the last day of a run that has ended', () => {
    const story = new Story();
    story.done('x', { on: '2026-12-01' });
    story.add({ kind: 'finished' }, { on: '2026-12-04' });
    for (const today of ['2026-12-04', '2026-12-05', '2027-12-01'] as const) {
      const { plan } = story.run(lasting(3), today);
      expect(planned(plan, 'x').state).toBe('done');
    }
  });

  it('runs out of a sum as little as of a skip', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'c', delta: 2 });
    story.add({ kind: 'skipped', item: 's', reason: 'no' });
    const of = oneWeek({ id: 'c', count: { target: 2 }, validFor: 1 }, { id: 's', validFor: 1 });
    const plan = story.plan(of, '2027-11-23');
    expect(plan.items.map(({ state, validUntil }) => [state, validUntil])).toEqual([
      ['done', undefined],
      ['skipped', undefined],
    ]);
  });
});

describe('what came before', () => {
  const of = oneWeek({ id: 'x', validFor: 3 });
  const stateOn = (story: Story, today: CalendarDate) => planned(story.plan(of, today), 'x').state;

  it('doing it again starts the days anew, and an undo takes just that back', () => {
    const story = new Story();
    story.done('x', { on: '2026-12-01' });
    const again = story.done('x', { on: '2026-12-07' });
    expect([stateOn(story, '2026-12-10'), stateOn(story, '2026-12-11')]).toEqual(['done', 'open']);
    story.add({ kind: 'undone', target: again.batch }, { on: '2026-12-07' });
    expect([stateOn(story, '2026-12-04'), stateOn(story, '2026-12-07')]).toEqual(['done', 'open']);
  });

  it('a skip that was there before is gone for good with it; a later one counts', () => {
    const story = new Story();
    story.add({ kind: 'skipped', item: 'x', reason: 'early' });
    story.done('x', { on: '2026-12-01' });
    expect(stateOn(story, '2026-12-07')).toBe('open');
    story.add({ kind: 'skipped', item: 'x', reason: 'late' }, { on: '2026-12-07' });
    expect(stateOn(story, '2026-12-07')).toBe('skipped');
    expect(stateOn(story, '2027-12-07')).toBe('skipped');
  });

  it('reopened, it is open and has not run out', () => {
    const story = new Story();
    const { id } = story.done('x', { on: '2026-12-01' });
    story.add({ kind: 'reopened', item: 'x', of: id }, { on: '2026-12-02' });
    const item = planned(story.plan(of, '2026-12-07'), 'x');
    expect([item.state, item.validUntil, item.due]).toEqual(['open', undefined, '2026-11-27']);
  });
});

describe('with a sign-off', () => {
  const of = oneWeek({ id: 'x', validFor: 3, signOff: 'buddy' });
  const on = (date: CalendarDate) => ({ on: date });
  const itemOn = (story: Story, today: CalendarDate) => planned(story.plan(of, today), 'x');
  const judge = (kind: 'approved' | 'returned', id: string): Fact => ({
    kind,
    item: 'x',
    of: id,
    comment: 'c',
  });

  it('the days count from when it was done, approved or not', () => {
    const story = new Story();
    const { id } = story.done('x', on('2026-12-01'));
    expect(itemOn(story, '2026-12-04').state).toBe('in review');
    expect(itemOn(story, '2026-12-07').state).toBe('open');
    story.add(judge('approved', id), on('2026-12-04'));
    expect(itemOn(story, '2026-12-04').state).toBe('done');
    expect(itemOn(story, '2026-12-05').state).toBe('open');
  });

  it('what is done again needs an approval of its own, whatever approved the one before', () => {
    const story = new Story();
    const { id } = story.done('x', on('2026-12-01'));
    story.add(judge('approved', id), on('2026-12-01'));
    const again = story.done('x', on('2026-12-07'));
    expect(itemOn(story, '2026-12-07')).toMatchObject({ state: 'in review', validUntil: '2026-12-10' });
    story.add(judge('approved', again.id), on('2026-12-08'));
    expect(itemOn(story, '2026-12-10').state).toBe('done');
    expect(answerOf(itemOn(story, '2026-12-11'))).toMatchObject({ kind: 'expired', on: '2026-12-07' });
  });

  it('what is returned after the days of an earlier one is to rework, not to be done again', () => {
    const story = new Story();
    story.done('x', on('2026-12-01'));
    const again = story.done('x', on('2026-12-07'));
    story.add(judge('returned', again.id), on('2026-12-08'));
    const item = itemOn(story, '2026-12-08');
    expect([item.state, answerOf(item).kind, item.due]).toEqual(['open', 'returned', '2026-12-11']);
    const third = story.done('x', on('2026-12-09'));
    expect(itemOn(story, '2026-12-09').state).toBe('in review');
    expect(answerOf(itemOn(story, '2026-12-14'))).toMatchObject({ kind: 'expired', on: '2026-12-09' });
    expect(third.id).toBeTruthy();
  });

  it('of two roles, both have to approve the completion that counts', () => {
    const both = oneWeek({ id: 'x', validFor: 3, signOff: ['buddy', 'manager'] });
    const story = new Story();
    const first = story.done('x', on('2026-12-01'));
    for (const role of ['buddy', 'manager'])
      story.add({ kind: 'approved', item: 'x', of: first.id, role }, on('2026-12-01'));
    const again = story.done('x', on('2026-12-07'));
    story.add({ kind: 'approved', item: 'x', of: again.id, role: 'buddy' }, on('2026-12-07'));
    const state = () => planned(story.plan(both, '2026-12-08'), 'x').state;
    expect(state()).toBe('in review');
    story.add({ kind: 'approved', item: 'x', of: again.id, role: 'manager' }, on('2026-12-08'));
    expect(state()).toBe('done');
  });
});

test('dates that count from it follow, and nothing that was done before is dated anew', () => {
  const of = program([
    phase('week-1', 'week 8', [
      { id: 'x', validFor: 3, due: 'day 1' },
      { id: 'z', due: '2 workdays after x' },
      { id: 'c', due: '2 workdays after x', count: { target: 1 } },
      { id: 'w', due: '2 workdays after x', after: ['x'] },
    ]),
  ]);
  const story = new Story();
  story.done('x', { on: '2026-11-23' });
  story.add({ kind: 'done', item: 'z', due: '2026-11-25' }, { on: '2026-11-24' });
  story.add({ kind: 'counted', item: 'c', delta: 1 }, { on: '2026-11-24' });
  const dues = (today: CalendarDate) => story.plan(of, today).items.map(({ due }) => due);
  expect(dues('2026-11-26')).toEqual(['2026-11-23', '2026-11-25', '2026-11-25', '2026-11-25']);
  expect(dues('2026-11-27')).toEqual(['2026-11-27', '2026-11-25', '2026-11-25', '2026-12-01']);
});

test('copies that meet in any order agree, on every day', () => {
  const of = oneWeek({ id: 'x', validFor: 2, signOff: 'buddy' });
  fc.assert(
    fc.property(fc.array(fc.constantFrom('done', 'skip', 'reopen', 'approve'), { maxLength: 6 }), (deeds) => {
      const start = new Story().record;
      const [a, b] = [new Machine(start, 1), new Machine(start, 2)];
      for (const [index, deed] of deeds.entries())
        (index % 2 ? a : b).add('Ada', ({ closedBy }) => {
          if (deed === 'done') return [{ kind: 'done', item: 'x' }];
          if (deed === 'skip') return [{ kind: 'skipped', item: 'x', reason: 'r', answer: 'waived' }];
          if (!closedBy) return [{ kind: 'noted', item: 'x', text: 't' }];
          return [{ kind: deed === 'reopen' ? 'reopened' : 'approved', item: 'x', of: closedBy.id }];
        });
      const plans = [mergeRecords(a.record, b.record), mergeRecords(b.record, a.record)].map((record) => {
        const story = new Story();
        story.record = record;
        return [0, 1, 2, 3, 4].map((n) => planned(story.plan(of, addDays('2026-11-24', n)), 'x'));
      });
      expect(plans[0]).toEqual(plans[1]);
      const open = plans[0]?.at(3);
      if (open && open.state !== 'skipped') expect(open.state).toBe('open');
    }),
    runs(400),
  );
});
