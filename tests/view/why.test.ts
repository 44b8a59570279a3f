/** Why an item is due when it is: one sentence for each step, with every date worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { explainItem } from '../../src/view/why.ts';
import { type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

interface World {
  readonly start?: CalendarDate;
  readonly calendar?: CalendarConfig;
  readonly facts?: readonly (readonly [Fact, CalendarDate])[];
}

function why(of: Program, { start = '2026-11-23', calendar = {}, facts = [] }: World = {}): string[] {
  const story = new Story(start);
  for (const [fact, on] of facts) story.add(fact, { on });
  const run = story.run(of, '2026-11-24', { calendar });
  return explainItem(planned(run.plan, 'x'), run).slice(0, -2);
}

const x = (more: Partial<Exclude<ItemSpec, string>>): ItemSpec => ({ id: 'x', ...more });
const away = (from: CalendarDate, to = from): [Fact, CalendarDate] => [
  { kind: 'away', from, to },
  '2026-11-23',
];

describe('the rule', () => {
  test('a day', () => {
    expect(why(oneWeek(x({ due: 'day 4' })))).toEqual([
      'The start is Mon 23 Nov; the rule is `day 4`.',
      'Day 4 is Thu 26 Nov.',
    ]);
  });

  test('a week that ends on a day off', () => {
    expect(why(oneWeek(x({})))).toEqual([
      'The start is Mon 23 Nov; the rule is `week 1`.',
      'Week 1 ends with day 7. Day 7 is Sun 29 Nov, not in the working week, so the working day before it counts: Fri 27 Nov.',
    ]);
  });

  test('a start on a day off', () => {
    expect(why(oneWeek(x({ due: 'day 2' })), { start: '2026-11-28' })[0]).toBe(
      'The start is Sat 28 Nov, the first working day Mon 30 Nov; the rule is `day 2`.',
    );
  });

  test('a holiday with its name and where that comes from', () => {
    const holidays = [{ date: '2026-11-26', name: 'Thanksgiving', source: 'company.ics' }] as const;
    expect(why(oneWeek(x({ due: 'day 4' })), { calendar: { holidays } })[1]).toBe(
      'Day 4 is Thu 26 Nov, Thanksgiving (company.ics), so the working day before it counts: Wed 25 Nov.',
    );
    expect(why(oneWeek(x({ due: 'workday 4' })), { calendar: { holidays } })[1]).toBe(
      'Working day 4 is Fri 27 Nov. Off until then: Thu 26 Nov, Thanksgiving (company.ics).',
    );
  });

  test('working days over a weekend', () => {
    const of = program([phase('p', 'day 30', [x({ due: 'workday 7' })])]);
    expect(why(of)[1]).toBe('Working day 7 is Tue 1 Dec. Off until then: 2 days outside the working week.');
  });

  test('a phase that is too short for its rules', () => {
    // Mon to Wed: the week has 3 working days, the rules suppose 5; 4 × 3/5 = 2.4 is the 3rd, the last of its days.
    const calendar: CalendarConfig = { workingDays: ['mon', 'tue', 'wed'] };
    const of = program([phase('p', 'week 1', [x({ due: 'workday 4' }), { id: 'y', due: 'workday 5' }])]);
    expect(why(of, { calendar }).slice(1, 3)).toEqual([
      'Moved up: "p" has 3 working days, its rules suppose 5; working day 4 of the rules is working day 3.',
      'Working day 3 is Wed 25 Nov.',
    ]);
  });

  test('held back to the end of the phase', () => {
    expect(why(oneWeek(x({ due: 'day 30' }))).slice(1, 3)).toEqual([
      'Day 30 is Tue 22 Dec.',
      'Its phase ends on Fri 27 Nov, before that: it is due then.',
    ]);
  });

  test('leave on the way', () => {
    const facts = [away('2026-11-24', '2026-11-25')];
    expect(why(oneWeek(x({ due: 'workday 4' })), { facts })).toContain(
      'With 2 working days of leave until then, that is Mon 30 Nov.',
    );
  });

  test('before the start', () => {
    expect(why(oneWeek(x({ due: '5 days before start' })))).toEqual([
      'The start is Mon 23 Nov; the rule is `5 days before start`.',
      '5 days before the start is Wed 18 Nov, taken literally.',
    ]);
  });
});

describe('what comes on top', () => {
  test('its `from`', () => {
    expect(why(oneWeek(x({ due: 'workday 2', from: 'workday 4' })))).toEqual([
      'The start is Mon 23 Nov; the rule is `workday 2`.',
      'Working day 2 is Tue 24 Nov.',
      'Not before Thu 26 Nov: `from: workday 4`.',
      'It is due no earlier than that.',
    ]);
  });

  test('what it waits for', () => {
    const of = oneWeek({ id: 'a', due: 'workday 3' }, x({ due: 'workday 2', after: ['a'] }));
    expect(why(of).slice(2)).toEqual(['It waits for 1.1 a, due Wed 25 Nov.']);
  });

  test('what it waits for was moved', () => {
    const of = oneWeek({ id: 'a', due: 'workday 2' }, x({ due: 'workday 3', after: ['a'] }));
    const facts = [[{ kind: 'moved', item: 'a', due: '2026-11-30' }, '2026-11-23']] as const;
    expect(why(of, { facts })[2]).toBe(
      'It waits for 1.1 a, due Mon 30 Nov, and keeps its distance to it: Tue 1 Dec.',
    );
  });

  test('a move, and what it waits for that is due later', () => {
    const of = oneWeek({ id: 'a', due: 'workday 5' }, x({ after: ['a'] }));
    const facts = [[{ kind: 'moved', item: 'x', due: '2026-11-25' }, '2026-11-23']] as const;
    expect(why(of, { facts }).slice(2, 4)).toEqual([
      'It was moved by hand to Wed 25 Nov, which counts as it stands.',
      'That is before 1.1 a, which it waits for, due Fri 27 Nov.',
    ]);
  });

  test('an upgrade', () => {
    const of = program([phase('p', 'day 30', ['y', x({ due: 'workday 1' })])]);
    const adopted: Fact = { kind: 'adopted', digest: 'd2', items: ['x'], renamed: {} };
    expect(why(of, { facts: [[adopted, '2026-12-01']] })[2]).toBe(
      'It came with the checklists adopted on Tue 1 Dec, and gets a week of working days from then: Tue 8 Dec.',
    );
  });

  test('work that goes on for days', () => {
    const of = program([phase('p', 'week 2', [x({ takes: 480 })])]);
    // Four pieces of two hours: on the last four of ten working days.
    expect(why(of).at(-1)).toBe('Work on it goes on from Tue 1 Dec to Fri 4 Dec.');
  });
});

test('an item that was added: its own date alone', () => {
  const added: Fact = { kind: 'added', item: 'own', title: 'Own', phase: 'week-1', due: '2026-12-11' };
  const story = new Story();
  story.add(added);
  const run = story.run(oneWeek('y'), '2026-11-24');
  expect(explainItem(planned(run.plan, 'own'), run).slice(0, 1)).toEqual([
    'Ada added it on Mon 23 Nov, due Fri 11 Dec.',
  ]);
});
