/** Dates that count from another item, items without a date, and runs that count back from a last day. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { endFor, startFor } from '../../src/plan/from-end.ts';
import { ruleDate, Timeline } from '../../src/plan/timeline.ts';
import type { Program } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { days, leave, oneWeek, phase, planned, program, Story } from '../builders.ts';

// Monday 23 November 2026 is day 1.
const today = '2026-11-23';

function duesOf(of: Program, story = new Story(), on: CalendarDate = today): Record<string, CalendarDate> {
  const { items } = story.plan(of, on);
  return Object.fromEntries(items.map(({ item, due }) => [item.id, due]));
}

const fortnight = (...items: Parameters<typeof phase>[2]) => program([phase('two', 'week 2', items)]);

describe('a date that counts from another item', () => {
  const cases: [rule: string, due: string, why: string][] = [
    ['1 workday after a', '2026-11-26', 'the day after Wed 25'],
    ['3 workdays after a', '2026-11-30', 'over the weekend'],
    ['1 day after a', '2026-11-26', 'the same where both are worked'],
    ['3 days after a', '2026-11-27', 'Sat 28, back to Friday'],
    ['5 days after a', '2026-11-30', 'Monday'],
    ['99 workdays after a', '2026-12-04', 'at most the end of the phase'],
    ['99 days after a', '2026-12-04', 'at most the end of the phase'],
    ['2 workdays after former', '2026-11-27', 'an id that it had before'],
    ['2 workdays after nobody', '2026-12-04', 'an item that is gone: the end of the phase'],
  ];
  test.each(cases)('%s is %s: %s', (rule, due) => {
    const of = fortnight({ id: 'b', due: rule }, { id: 'a', due: 'workday 3', formerly: ['former'] });
    expect(duesOf(of)).toEqual({ a: '2026-11-25', b: due });
  });

  test('follows the other through all that moves it', () => {
    const of = fortnight(
      { id: 'a', due: 'workday 1', after: ['c'] },
      { id: 'b', due: '2 workdays after a' },
      { id: 'c', due: 'workday 2' },
    );
    expect(duesOf(of)).toEqual({ a: '2026-11-24', b: '2026-11-26', c: '2026-11-24' });
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2026-11-27' });
    expect(duesOf(of, story)).toMatchObject({ a: '2026-11-27', b: '2026-12-01' });
  });

  test('is pushed by a move past the end of its phase, by a day for each piece', () => {
    const of = fortnight({ id: 'a', due: 'workday 1' }, { id: 'b', due: '5 workdays after a', takes: 240 });
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2026-12-04' });
    expect(duesOf(of, story)['b']).toBe('2026-12-08');
  });

  test('counts from the day on which the other was done, once that is later, and never earlier', () => {
    const of = fortnight({ id: 'a', due: 'workday 3' }, { id: 'b', due: '2 workdays after a' });
    const done = (on: CalendarDate) => {
      const story = new Story();
      story.done('a', { on });
      return duesOf(of, story, '2026-12-02')['b'];
    };
    expect(done('2026-11-23')).toBe('2026-11-27');
    expect(done('2026-11-25')).toBe('2026-11-27');
    expect(done('2026-11-26')).toBe('2026-11-30');
    expect(done('2026-12-02')).toBe('2026-12-04');
    const skipped = new Story();
    skipped.add({ kind: 'skipped', item: 'a', reason: 'no' }, { on: '2026-12-02' });
    expect(duesOf(of, skipped, '2026-12-02')['b']).toBe('2026-11-27');
  });

  test('keeps the date that it was done with, and what a person moved', () => {
    const of = fortnight({ id: 'a', due: 'workday 3' }, { id: 'b', due: '2 workdays after a' });
    const story = new Story();
    story.add({ kind: 'done', item: 'b', due: '2026-11-27' }, { on: '2026-11-25' });
    story.done('a', { on: '2026-12-02' });
    expect(duesOf(of, story, '2026-12-03')['b']).toBe('2026-11-27');
    const moved = new Story();
    moved.add({ kind: 'moved', item: 'b', due: '2026-11-26' });
    moved.done('a', { on: '2026-12-02' });
    expect(duesOf(of, moved, '2026-12-03')['b']).toBe('2026-11-26');
  });

  test('a `from` counts as well, and puts the due date later', () => {
    const of = fortnight(
      { id: 'a', due: 'workday 3' },
      { id: 'b', from: '2 workdays after a', due: 'workday 1' },
    );
    const plan = new Story().plan(of, today);
    expect(planned(plan, 'b')).toMatchObject({ from: '2026-11-27', due: '2026-11-27', begin: '2026-11-27' });
    const story = new Story();
    story.done('a', { on: '2026-12-01' });
    expect(planned(story.plan(of, '2026-12-01'), 'b')).toMatchObject({
      from: '2026-12-03',
      due: '2026-12-03',
    });
  });

  test('what counts from an item before the start is counted there', () => {
    const of = fortnight(
      { id: 'a', due: '5 days before start' },
      { id: 'b', due: '1 workday after a' },
      { id: 'c', due: '5 workdays after a' },
      { id: 'd', due: '2 workdays before start' },
    );
    expect(duesOf(of)).toEqual({ a: '2026-11-18', b: '2026-11-19', c: '2026-11-25', d: '2026-11-19' });
  });

  test('an item that is out by `when` gives its date', () => {
    const of: Program = {
      ...fortnight(
        { id: 'first', due: 'workday 3' },
        { id: 'a', due: 'workday 1', when: { lead: ['yes'] }, after: ['first'] },
        { id: 'b', due: '1 workday after a' },
      ),
      traits: { lead: ['yes', 'no'] },
    };
    const plan = new Story().plan(of, today);
    expect(plan.items.map(({ item }) => item.id)).toEqual(['first', 'b']);
    expect(planned(plan, 'b').due).toBe('2026-11-26');
  });

  test('a circle, which only a stranger can have made, ends in some date', () => {
    const of = fortnight({ id: 'a', due: '1 workday after b' }, { id: 'b', due: '1 workday after a' });
    expect(Object.keys(duesOf(of))).toEqual(['a', 'b']);
    const self = fortnight({ id: 'a', due: '1 workday after a' });
    expect(duesOf(self)).toEqual({ a: '2026-12-04' });
  });
});

describe('an item without a date', () => {
  const of = oneWeek({ id: 'a', due: 'none', takes: 60 }, { id: 'b', due: 'workday 2' }, 'c');

  test('is to be done, but never overdue, even after the run', () => {
    for (const on of ['2026-11-27', '2026-12-24', '2027-12-24'] as const) {
      const plan = new Story().plan(of, on);
      expect(planned(plan, 'a')).toMatchObject({ state: 'open', undated: true, overdue: false, daysLate: 0 });
      expect(plan.totals.total).toBe(3);
    }
  });

  test('puts nothing later, but what it waits for does', () => {
    const chain = fortnight(
      { id: 'a', due: 'workday 4' },
      { id: 'u', due: 'none', after: ['a'], by: 'buddy' },
      { id: 'b', due: 'workday 2', after: ['u'] },
    );
    const plan = new Story().plan(chain, today);
    expect(planned(plan, 'b').due).toBe('2026-11-26');
    const helped = new Story();
    helped.done('a');
    helped.done('u', { on: '2026-12-30' });
    expect(planned(helped.plan(chain, '2026-12-30'), 'b').due).toBe('2026-11-26');
  });

  test('is laid last, but before what waits for it, and within a week once the run is over', () => {
    const laid = (on: CalendarDate, program = of) => {
      const run = new Story().run(program, on);
      const dates = new Map<string, CalendarDate>();
      for (const day of run.schedule().ahead()) {
        for (const { task } of day.parts) if (!dates.has(task.id)) dates.set(task.id, day.date);
        if (dates.size === 3 || day.date > '2027-02-01') break;
      }
      return dates;
    };
    const first = laid(today);
    expect([...first.keys()].at(-1)).toBe('a');
    expect((laid('2027-01-04').get('a') ?? '') <= '2027-01-08').toBe(true);
    const waiting = fortnight({ id: 'u', due: 'none' }, { id: 'b', due: 'workday 2', after: ['u'] }, 'c');
    const dates = laid(today, waiting);
    expect(dates.get('u')).toBe('2026-11-23');
    expect((dates.get('b') ?? '') <= '2026-11-24').toBe(true);
  });

  test('gets a date by a move', () => {
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2026-11-25' });
    expect(planned(story.plan(of, '2026-11-27'), 'a')).toMatchObject({ undated: false, overdue: true });
  });
});

describe('a run that counts back from a last day', () => {
  // Friday 18 December 2026 is the last day.
  const end = '2026-12-18';
  const cases: [
    rule: string,
    due: string,
    more: { start?: CalendarDate; leaves?: Leave[]; end?: CalendarDate },
    why: string,
  ][] = [
    ['0 workdays before end', '2026-12-18', {}, 'the last day'],
    ['0 days before end', '2026-12-18', {}, 'the last day'],
    ['1 workday before end', '2026-12-17', {}, 'the day before'],
    ['10 workdays before end', '2026-12-04', {}, 'two weeks'],
    ['5 days before end', '2026-12-11', {}, 'Sunday, back to Friday'],
    ['2 workdays after end', '2026-12-22', {}, 'over the weekend'],
    ['2 days after end', '2026-12-18', {}, 'Sunday, back to Friday'],
    ['7 days after end', '2026-12-25', {}, 'a week later'],
    ['0 workdays before end', '2026-12-18', { end: '2026-12-20' }, 'a last day at a weekend'],
    ['1 workday before end', '2026-12-17', { end: '2026-12-20' }, 'and the day before that'],
    ['30 workdays before end', '2026-12-07', { start: '2026-12-05' }, 'at least day 1'],
    [
      '0 workdays before end',
      '2026-12-16',
      { leaves: [leave('2026-12-17', '2026-12-18')] },
      'leave at the end',
    ],
    ['3 workdays before end', '2026-12-11', { leaves: [leave('2026-12-15', '2026-12-16')] }, 'leave between'],
    ['3 workdays before end', '2026-12-15', { leaves: [leave('2026-12-07', '2026-12-08')] }, 'leave before'],
  ];
  test.each(cases)('%s is %s with %o: %s', (rule, due, { start = today, leaves = [], end: last = end }) => {
    const timeline = new Timeline(start, new Calendar([], leaves), [], undefined, last);
    expect(ruleDate(rule, start, timeline)).toBe(due);
  });

  test('without a last day everything is due when its phase ends', () => {
    const of: Program = { ...program([phase('p', '1 workday before end', ['a'])]), anchor: 'end' };
    const plan = new Story().plan(of, today);
    expect(plan).toMatchObject({ anchor: 'end', end: undefined });
    expect(planned(plan, 'a').due).toBe('2026-11-23');
  });

  test('a last day says nothing to a program that counts from the first day', () => {
    const story = new Story();
    story.add({ kind: 'changed', end });
    expect(story.plan(oneWeek('a'), today)).toMatchObject({ anchor: 'start', end: undefined });
  });

  test('phases end in their order, and the last day can be moved and moved back', () => {
    const of: Program = {
      ...program([
        phase('early', '10 workdays before end', ['a']),
        phase('late', '0 workdays before end', ['b', { id: 'c', due: '2 workdays after a' }]),
        phase('after', '1 workday after end', ['d']),
      ]),
      anchor: 'end',
    };
    const story = new Story();
    story.add({ kind: 'changed', end });
    expect(duesOf(of, story)).toEqual({ a: '2026-12-04', b: end, c: '2026-12-08', d: '2026-12-21' });
    const batch = story.add({ kind: 'changed', end: '2026-11-24' }).batch;
    expect(duesOf(of, story)).toEqual({ a: today, b: '2026-11-24', c: '2026-11-24', d: '2026-11-25' });
    story.add({ kind: 'undone', target: batch });
    expect(duesOf(of, story)['b']).toBe(end);
  });

  test('a preview supposes that the list is begun five working days before its first date', () => {
    const of: Program = {
      ...program([phase('p', '0 workdays before end', ['b', { id: 'a', due: '10 workdays before end' }])]),
      anchor: 'end',
    };
    const calendar = new Calendar([{ holidays: days('2026-12-08') }]);
    expect(startFor(of, calendar, end)).toBe('2026-11-26');
    expect(endFor(of, calendar, '2026-11-26')).toBe(end);
  });
});
