/** New dates for what is late: nothing is late after them, no day is too full, and what comes of them is what was foreseen. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { type CatchUp, catchUp, toleratedMinutes } from '../../src/plan/catch-up.ts';
import { laidDays } from '../../src/plan/laid.ts';
import { isToDo } from '../../src/plan/plan.ts';
import type { Run } from '../../src/plan/run.ts';
import type { Move } from '../../src/plan/spread.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { oneWeek, phase, planned, program, Story } from '../builders.ts';
import { root } from '../cli/home.ts';

const shipped = await programIn(`${root}/checklists/product-manager`, { root, cwd: root } as never);

interface Case {
  readonly of?: Program;
  readonly today: CalendarDate;
  readonly calendar?: CalendarConfig;
  readonly story?: Story;
}

/** The moves as one command, which is taken back at the end. */
function withMoves<T>(
  { of = shipped, today, calendar = {}, story = new Story() }: Case,
  moves: readonly Move[],
  see: (run: Run) => T,
): T {
  const { record } = story;
  if (moves.length > 0)
    story.command(
      moves.map(({ id, due }): Fact => ({ kind: 'moved', item: id, due })),
      { on: today },
    );
  const seen = see(story.run(of, today, { calendar }));
  story.record = record;
  return seen;
}

function caughtUp(given: Case): CatchUp {
  const story = given.story ?? new Story();
  const again = (moves: readonly Move[]) => withMoves({ ...given, story }, moves, (run) => run);
  return catchUp(again([]), again);
}

/** What a run with these moves would catch up on once more. */
function again(given: Case, moves: readonly Move[]): CatchUp {
  const story = given.story ?? new Story();
  const { record } = story;
  story.command(
    moves.map(({ id, due }): Fact => ({ kind: 'moved', item: id, due })),
    { on: given.today },
  );
  const found = caughtUp({ ...given, story });
  story.record = record;
  return found;
}

function away(from: CalendarDate, to: CalendarDate): Story {
  const story = new Story();
  story.add({ kind: 'away', from, to });
  return story;
}

describe('the shipped program, with nothing done', () => {
  const monToWed: CalendarConfig = { workingDays: ['mon', 'tue', 'wed'] };
  const cases: [string, Case][] = [
    ['up to day 9', { today: '2026-12-01' }],
    ['up to day 16', { today: '2026-12-08' }],
    ['up to day 30', { today: '2026-12-22' }],
    ['on a Saturday', { today: '2026-11-28' }],
    ['up to day 9, three days a week', { today: '2026-12-01', calendar: monToWed }],
    ['up to day 16, three days a week', { today: '2026-12-08', calendar: monToWed }],
    ['up to day 30, three days a week', { today: '2026-12-22', calendar: monToWed }],
    [
      'on day 1, three days a week: nothing is late, and the days are too full',
      { today: '2026-11-23', calendar: monToWed },
    ],
    ['up to day 16, with leave to come', { today: '2026-12-08', story: away('2026-12-14', '2026-12-23') }],
    ['with eight hours a day', { today: '2026-12-08', calendar: { minutesPerDay: 480 } }],
    ['after the last day of the run', { today: '2027-02-22' }],
  ];
  test.each(cases)('%s', (_, given) => {
    const { moves, before, after, needed } = caughtUp(given);
    expect(moves.length).toBeGreaterThan(0);
    withMoves(given, moves, (run) => {
      const { minutesPerDay } = run.calendar;
      expect(run.plan.items.filter(({ overdue }) => overdue).map(({ ref }) => ref)).toEqual([]);
      const days = laidDays(run);
      const late = days.flatMap(({ parts }) =>
        parts.filter((part) => part.kind === 'late' && !part.task.planned.held),
      );
      expect(late.map(({ task }) => task.planned.ref)).toEqual([]);
      for (const { date, minutes } of days)
        expect(minutes, date).toBeLessThanOrEqual(minutesPerDay + toleratedMinutes);
      // What was foreseen is what comes.
      expect(days.map(({ minutes }) => minutes)).toEqual(after.days.map(({ minutes }) => minutes));
      // Nothing is due before what it waits for, and no date lies behind or on a day off.
      for (const { id, due } of moves) {
        expect(due >= given.today && run.calendar.isWorking(due), `${id} ${due}`).toBe(true);
        expect(planned(run.plan, id).dueBefore, id).toEqual([]);
      }
      const end = run.plan.phases.at(-1)?.due ?? given.today;
      const beyond = run.plan.items.filter(
        (each) => isToDo(each) && each.item.by === undefined && !each.item.optional && each.due > end,
      );
      expect(beyond.length > 0 && before.run.plan.today <= end).toBe(
        after.beyond > 0 && needed !== undefined,
      );
    });
    // A second time, nothing is left to do.
    expect(again(given, moves).moves).toEqual([]);
  });
});

test('day 1 and the first late items come first, in the order in which they were due', () => {
  const { moves } = caughtUp({ today: '2026-12-03' });
  expect(moves[0]?.id).toBe('meet-manager');
  const first = moves.slice(0, 5).map(({ id }) => id);
  const { plan } = new Story().run(shipped, '2026-12-03');
  for (const id of first) expect(planned(plan, id).phase).toBe('day-1');
});

describe('little that is late', () => {
  const of = program([
    phase('one', 'week 1', [
      { id: 'a', takes: 120, due: 'day 2' },
      { id: 'b', takes: 120, due: 'day 3' },
      { id: 'c', takes: 60, due: 'day 4' },
    ]),
    phase('two', 'week 4', [
      { id: 'd', takes: 120, after: ['b'], due: 'week 3' },
      { id: 'e', takes: 120, due: 'week 4' },
    ]),
  ]);

  test('is spread over a week, and nothing else moves', () => {
    const { moves, after } = caughtUp({ of, today: '2026-12-01' });
    expect(moves.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(moves.at(-1)?.due).toBe('2026-12-07');
    expect(new Set(moves.map(({ due }) => due)).size).toBe(3);
    expect(planned(after.run.plan, 'd').due).toBe('2026-12-11');
    expect(after.fullest?.minutes).toBeLessThanOrEqual(180);
  });

  test('goes first where something that isn’t late waits for it', () => {
    const story = new Story();
    story.add({ kind: 'moved', item: 'd', due: '2026-12-02' }, { on: '2026-11-24' });
    const { moves, after } = caughtUp({ of, today: '2026-12-01', story });
    expect(moves[0]).toEqual({ id: 'b', due: '2026-12-01' });
    expect(after.late).toBe(0);
  });

  test('what is done today has used up its part of today', () => {
    const story = new Story();
    story.done('e', { on: '2026-12-01' });
    const { moves } = caughtUp({ of, today: '2026-12-01', story, calendar: { minutesPerDay: 120 } });
    expect(moves.some(({ due }) => due === '2026-12-01')).toBe(false);
  });
});

describe('nothing to do', () => {
  const of = oneWeek(
    { id: 'a', takes: 60 },
    { id: 'b', by: 'buddy', due: 'day 1' },
    { id: 'c', optional: true, due: 'day 1' },
  );

  test.each<[string, Story, CalendarDate]>([
    ['nothing is late', new Story(), '2026-11-24'],
    ['what is late is somebody else’s, or optional', new Story(), '2026-11-26'],
    [
      'all is done',
      (() => {
        const story = new Story();
        story.done('a');
        return story;
      })(),
      '2026-12-14',
    ],
    ['the run has not begun', new Story('2026-11-30'), '2026-11-24'],
  ])('%s', (_, story, today) => {
    expect(caughtUp({ of, today, story }).moves).toEqual([]);
  });

  test('an item that is longer than a day stays as it is', () => {
    const long = oneWeek({ id: 'a', takes: 100 });
    expect(caughtUp({ of: long, today: '2026-11-24', calendar: { minutesPerDay: 30 } }).moves).toEqual([]);
  });
});

describe('what is late and', () => {
  test('is booked stays on its day, also on a day off', () => {
    const of = oneWeek({ id: 'a', takes: 60, due: 'day 1' }, { id: 'b', takes: 60, due: 'day 1' });
    const story = new Story();
    story.add({ kind: 'booked', item: 'a', day: '2026-12-03' });
    story.add({ kind: 'booked', item: 'b', day: '2026-12-05' });
    const { moves, after } = caughtUp({ of, today: '2026-12-01', story });
    expect(moves).toEqual([
      { id: 'a', due: '2026-12-03' },
      { id: 'b', due: '2026-12-05' },
    ]);
    expect(after.late).toBe(0);
  });

  test('was returned gets a date of its own', () => {
    const of = oneWeek({ id: 'a', takes: 60, due: 'day 1', signOff: 'buddy' });
    const story = new Story();
    const { id } = story.done('a');
    story.add({ kind: 'returned', item: 'a', of: id, comment: 'almost' }, { by: 'Grace Hopper' });
    const { moves, after } = caughtUp({ of, today: '2026-12-07', story });
    expect(moves).toHaveLength(1);
    expect(after.late).toBe(0);
  });

  test('waits for others who are late comes after them', () => {
    const of = oneWeek(
      { id: 'x', by: 'buddy', due: 'day 1' },
      { id: 'y', takes: 30, due: 'day 1' },
      { id: 'a', takes: 60, due: 'day 2', after: ['x', 'y'] },
    );
    const { moves, after } = caughtUp({ of, today: '2026-12-01' });
    expect(moves.find(({ id }) => id === 'a')?.due.localeCompare('2026-12-01')).toBe(1);
    expect(moves.map(({ id }) => id)).not.toContain('x');
    expect(after.late).toBe(0);
  });

  test('is counted is laid anew from the day of the move on, for what is left', () => {
    const of = program([
      phase('one', 'week 6', [{ id: 'a', takes: 480, due: 'week 1', count: { target: 8 } }]),
    ]);
    const story = new Story();
    story.add({ kind: 'counted', item: 'a', delta: 2 }, { on: '2026-11-24' });
    const { moves, after } = caughtUp({ of, today: '2026-12-01', story });
    expect(moves).toHaveLength(1);
    const units = after.days.flatMap(({ parts }) => parts.map((part) => part.units));
    expect(units.reduce((sum, each) => sum + each, 0)).toBe(6);
    expect(Math.max(...units)).toBeLessThanOrEqual(2);
  });
});

test('where the work can’t be done by the end of the run, it ends later, and how many hours it would take is said', () => {
  const of = program([
    phase(
      'one',
      'week 1',
      Array.from({ length: 20 }, (_, at) => ({ id: `i${at}`, takes: 120, due: 'day 2' })),
    ),
  ]);
  const { moves, after, needed } = caughtUp({ of, today: '2026-11-25' });
  expect(after.late).toBe(0);
  expect(after.beyond).toBeGreaterThan(0);
  expect(needed).toBe(800);
  expect(moves.at(-1)?.due).toBe('2026-12-03');
});
