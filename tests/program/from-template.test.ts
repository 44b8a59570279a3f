/** A template as the program of a run: what is in it, and its dates, counted from the first day or back from the last. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { countedBack, endingOn, programOfTemplate } from '../../src/program/from-template.ts';
import type { Program } from '../../src/program/model.ts';
import { readTemplate } from '../../src/program/template.ts';
import { notBegun } from '../../src/progress/reduce.ts';
import { runs } from '../runs.ts';

const week = new Calendar([{}]);

function made(text: string, subject = 'Reminders'): Program {
  const { template, problems } = readTemplate('t.yaml', Buffer.from(text));
  expect(problems).toEqual([]);
  return programOfTemplate(template as NonNullable<typeof template>, {
    id: 'leave-beta',
    subject,
    roles: { qa: { title: 'QA engineer', required: true } },
    digest: 'abc',
  });
}

/** Id of an item → its due date. */
function duesOf(program: Program, start: CalendarDate, end?: CalendarDate): Record<string, CalendarDate> {
  const plan = makePlan(program, notBegun(program.id, start, end).progress, week, start);
  return Object.fromEntries(plan.items.map(({ item, due }) => [item.id, due]));
}

const gate = `title: "{name}, out of beta"
items:
  - { id: measured, title: "{name}: is measured", details: "Why {name}", due: workday 4, with: [qa] }
  - { id: stands, title: "Stands the load of {name}", due: workday 5, by: dev-lead }
  - { id: decide, title: "{name}: decide", due: workday 10, after: [measured, stands], sign-off: product-lead }
`;

describe('the program of a template', () => {
  const program = made(gate);
  const [phase] = program.phases;

  test('has the subject in its texts, and not at the head of its titles', () => {
    expect(program.title).toBe('Reminders, out of beta');
    expect(phase?.items.map(({ title }) => title)).toEqual([
      'Is measured',
      'Stands the load of Reminders',
      'Decide',
    ]);
    expect(phase?.items[0]?.details).toBe('Why Reminders');
  });

  test('has the roles that its items name, under the titles of the team', () => {
    expect(program.roles).toEqual({
      qa: { title: 'QA engineer', required: false },
      'dev-lead': { title: 'Dev lead', required: false },
      'product-lead': { title: 'Product lead', required: false },
    });
  });

  test('has one phase, which ends with the last item', () => {
    expect([program.phases.length, phase?.due]).toEqual([1, 'workday 10']);
  });

  test('is the same for the same subject, so that two machines pin the same', () => {
    expect(made(gate)).toEqual(program);
    expect(made(gate, 'Other')).not.toEqual(program);
  });

  test.each([
    ['{ id: a, title: A, due: week 8 }, { id: b, title: B, due: workday 3 }', 'day 56'],
    ['{ id: a, title: A, due: day 3 }, { id: b, title: B, due: workday 6 }', 'day 8'],
    ['{ id: a, title: A, due: workday 3 }, { id: b, title: B, due: 4 workdays after a }', 'workday 7'],
    ['{ id: a, title: A, due: workday 3 }, { id: b, title: B, due: 4 days after a }', 'day 7'],
    ['{ id: a, title: A, due: none }', 'workday 1'],
  ])('of the items %s ends on %s', (items, due) => {
    expect(made(`title: T\nitems: [${items}]`).phases[0]?.due).toBe(due);
  });

  test('takes roles, traits and ids that are gone from the template itself', () => {
    const own = made(`title: T
roles: { qa: { title: Tester, required: true, default: buddy }, buddy: { title: Buddy } }
traits: { plan: [free, enterprise] }
retired: [gone]
items:
  - { id: a, title: A, due: day 1, with: [qa], when: { plan: [enterprise] } }
`);
    expect(own.roles).toEqual({
      qa: { title: 'Tester', required: true, default: 'buddy' },
      buddy: { title: 'Buddy', required: false },
    });
    expect(own.traits).toEqual({ plan: ['free', 'enterprise'] });
    expect(own.phases[0]?.retired).toEqual(['gone']);
  });
});

describe('counted back', () => {
  test('its last item is due on the day, and the others as long before', () => {
    expect(duesOf(countedBack(made(gate)), '2026-12-07', '2027-01-15')).toEqual({
      measured: '2027-01-07',
      stands: '2027-01-08',
      decide: '2027-01-15',
    });
  });

  test('nothing is due before the day on which it was begun', () => {
    expect(duesOf(countedBack(made(gate)), '2027-01-12', '2027-01-15')).toEqual({
      measured: '2027-01-12',
      stands: '2027-01-12',
      decide: '2027-01-15',
    });
  });

  test('what counts from another item still does', () => {
    const program = countedBack(
      made(
        'title: T\nitems: [{ id: a, title: A, due: workday 3 }, { id: b, title: B, due: 4 workdays after a }]',
      ),
    );
    expect(duesOf(program, '2026-12-07', '2027-01-15')).toEqual({ a: '2027-01-11', b: '2027-01-15' });
  });

  test('is the same as counted from the first day, where the last item then is due on that day', () => {
    const rule = fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((n) => `workday ${n}`),
      fc.integer({ min: 1, max: 60 }).map((n) => `day ${n}`),
      fc.integer({ min: 1, max: 9 }).map((n) => `week ${n}`),
    );
    const unit = fc.constantFrom('workday', 'day', 'week');
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }), unit, (rules, only) => {
        // Weeks of five days, begun on a Monday, so that both ways of counting suppose the same.
        const same = rules.filter((each) => each.startsWith(`${only} `));
        const all = same.length > 0 ? same : [`${only} 1`];
        const items = all.map((due, at) => `{ id: i${at}, title: T, due: ${due} }`).join(', ');
        const program = made(`title: T\nitems: [${items}]`);
        const forward = duesOf(program, '2026-12-07');
        const last = Number(program.phases[0]?.due.split(' ')[1]);
        const end =
          only === 'workday'
            ? (Object.values(forward).sort().at(-1) as CalendarDate)
            : addDays('2026-12-07', last - 1);
        expect(duesOf(countedBack(program), '2026-12-07', end)).toEqual(forward);
      }),
      runs(200),
    );
  });
});

describe('a template of a meeting', () => {
  const meeting = made(`title: "{name}"
meets: workday 3
items:
  - { id: queue, title: Queue it, due: workday 1 }
  - { id: talk, title: Talk, due: workday 3 }
  - { id: note, title: Note it, due: 1 workday after talk }
  - { id: report, title: Report, due: workday 5 }
`);

  test('has its day on the date from which it counts, with what comes after behind it', () => {
    // A Wednesday.
    expect(duesOf(countedBack(meeting, 'workday 3'), '2026-11-30', '2026-12-09')).toEqual({
      queue: '2026-12-07',
      talk: '2026-12-09',
      note: '2026-12-10',
      report: '2026-12-11',
    });
  });

  test('without that day it is the last one', () => {
    expect(duesOf(countedBack(meeting), '2026-11-30', '2026-12-09')).toMatchObject({ report: '2026-12-09' });
  });

  test('refuses another rule', () => {
    for (const rule of ['day 3', 'workday 0', 'workday 3 ', '3'])
      expect(
        readTemplate(
          't.yaml',
          Buffer.from(`title: T\nmeets: "${rule}"\nitems: [{ id: a, title: B, due: day 1 }]\n`),
        ).problems.length,
      ).toBe(1);
  });
});

describe('a template of a turn', () => {
  const turn = made(`title: "{name}"
items:
  - { id: begin, title: Begin, due: workday 1 }
  - { id: hand-on, title: Hand on, due: workday 5 }
`);

  test('ends with the turn where that has fewer working days', () => {
    const short = new Calendar([{ holidays: [{ date: '2026-12-09', name: 'A holiday' }] }] as never);
    const duesIn = (program: Program) =>
      makePlan(program, notBegun(program.id, '2026-12-07').progress, short, '2026-12-07').items.map(
        ({ due }) => due,
      );
    expect(duesIn(turn)).toEqual(['2026-12-07', '2026-12-14']);
    expect(duesIn(endingOn(turn, 'day 7'))).toEqual(['2026-12-07', '2026-12-11']);
    // A turn of two weeks leaves them where they are.
    expect(duesIn(endingOn(turn, 'day 14'))).toEqual(['2026-12-07', '2026-12-14']);
  });
});
