/** What a screen and a line of a list work out of a run is what the whole of it has. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { linePaceOf, nextItems, nextOf, paceOf } from '../../src/plan/pace.ts';
import { planRun, type Run } from '../../src/plan/run.ts';
import { emptyRecord } from '../../src/progress/record.ts';
import { type ItemProgress, notBegun, type Progress, untouched } from '../../src/progress/reduce.ts';
import { noStyle } from '../../src/render/page.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { teamRenderer } from '../../src/render/team.ts';
import { viewStatus } from '../../src/view/status.ts';
import { viewTeam, viewTeamHire } from '../../src/view/team.ts';
import { phase, program } from '../builders.ts';
import { Random, randomMoves, situation } from '../plan/random-plans.ts';
import { runs } from '../runs.ts';

/** Much that is due on one day: whoever begins late is behind, long before anything is late. */
const crowded = program([
  phase(
    'day-60',
    'day 60',
    Array.from({ length: 30 }, (_, at) => ({ id: `c${at}` })),
  ),
]);

/** A run on some day, in which people have done, skipped, counted, booked, moved and returned something. */
function randomRun(seed: number): Run {
  const given = situation(seed);
  const random = new Random(seed + 1);
  const { start, calendar, leaves, stretch } = given;
  const own = random.chance(0.5) ? crowded : given.program;
  const followed = {
    ...own,
    phases: own.phases.map((each) => ({
      ...each,
      items: each.items.map((item) => (random.chance(0.5) ? { ...item, takes: 115 } : item)),
    })),
  };
  const today: CalendarDate = addDays(start, random.int(-8, 100));
  const ids = followed.phases.flatMap(({ items }) => items.map(({ id }) => id));
  const { progress, record } = notBegun(followed.id, start);
  const event = (item: string) => {
    const on = addDays(today, -random.int(0, 12));
    return { id: `e-${item}`, at: '', on, by: 'Ada Lovelace', batch: item, item };
  };
  const happened = (item: string): ItemProgress => {
    const made = event(item);
    const kinds: (() => ItemProgress)[] = [
      () => ({ ...untouched, closedBy: { ...made, kind: 'done' }, closings: [{ ...made, kind: 'done' }] }),
      () => {
        const skipped = { ...made, kind: 'skipped', reason: 'none' } as const;
        return { ...untouched, closedBy: skipped, closings: [skipped] };
      },
      () => ({ ...untouched, booked: { on: addDays(today, random.int(-1, 9)), by: 'Ada Lovelace' } }),
      () => ({ ...untouched, moved: addDays(today, random.int(-9, 30)), movedOn: made.on }),
      () => ({ ...untouched, returned: { ...made, kind: 'returned', of: 'x', comment: 'More of it' } }),
      () => {
        const counted = { ...made, kind: 'counted', delta: 2 } as const;
        return { ...untouched, counted: 2, tally: { events: [counted], settled: new Set() } };
      },
    ];
    return random.pick(kinds)();
  };
  const items = new Map<string, ItemProgress>([
    ...(own === crowded ? [] : [...randomMoves(given)]).map(
      ([id, moved]) => [id, { ...untouched, moved }] as const,
    ),
    ...random.sample(ids, random.int(0, ids.length)).map((id) => [id, happened(id)] as const),
  ]);
  const whole: Progress = {
    ...progress,
    hire: { ...progress.hire, id: 'h1', name: 'Ada Lovelace' },
    items,
    leaves: leaves.map((leave, at) => ({
      ...{ ...leave, kind: 'away', id: `l${at}`, at: '', on: start, by: 'Ada Lovelace', batch: 'l' },
    })) as Progress['leaves'],
    stretch,
    adopted: new Map(random.sample(ids, random.int(0, 2)).map((id) => [id, event(id).on])),
  };
  return planRun(
    {
      ...{ record: { ...record, ...emptyRecord('h1') }, progress: whole, pinned: followed },
      ...{ now: new Date('2027-01-01T00:00:00Z'), called: 'Ada', usual: true },
    },
    { calendar, people: { buddy: [{ name: 'Grace Hopper', handles: [] }] } },
    today,
  );
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

test('a screen has the rows that it has where all is viewed', () => {
  let fewer = 0;
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, all) => {
      const run = randomRun(seed);
      const { select, text } = statusRenderer(run, { all });
      const page = { width: 100, height: 30, style: noStyle };
      const [whole, near] = [viewStatus(run), viewStatus(run, undefined, true)];
      expect(text(select(near, 'text'), page)).toBe(text(select(whole, 'text'), page));
      if (near.next.length + near.blocked.length < whole.next.length + whole.blocked.length) fewer += 1;
    }),
    runs(1000),
  );
  expect(fewer).toBeGreaterThan(20);
});

test('the first items that come next are the first of all of them', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 9 }), (seed, most) => {
      const run = randomRun(seed);
      const all = nextItems(run);
      const { items, count, required } = nextOf(run, most);
      expect(items).toEqual(all.slice(0, most));
      expect({ count, required }).toEqual({
        count: all.length,
        required: all.some(({ item }) => !item.optional),
      });
    }),
    runs(1000),
  );
});

test('the line of a hire says what it says where all figures are worked out', () => {
  const seen = { late: 0, behind: 0, onTime: 0 };
  fc.assert(
    fc.property(seeds, (seed) => {
      const run = randomRun(seed);
      const [pace, line] = [paceOf(run), linePaceOf(run)];
      expect(line.behind).toBe(pace.behind);
      expect(line.hoursLate).toBeCloseTo(pace.hoursLate, 1);
      seen[line.hoursLate > 0 ? 'late' : line.behind ? 'behind' : 'onTime'] += 1;
      const screen = (paceIn: typeof paceOf) => {
        const shown = [viewTeamHire(run, undefined, paceIn)];
        const team = { workspace: '', today: run.plan.today, people: {}, rolesOf: () => ({}) };
        const view = viewTeam(
          {
            ...{ ...team, shown, members: [], unread: [], movedOn: () => false },
            ...{ nobody: null, shortNames: new Map() },
          },
          'attention',
        );
        return teamRenderer.text(teamRenderer.select(view, 'text'), {
          width: 100,
          height: 30,
          style: noStyle,
        });
      };
      expect(screen(linePaceOf)).toBe(screen(paceOf));
    }),
    runs(1000),
  );
  expect(Math.min(seen.late, seen.behind, seen.onTime)).toBeGreaterThan(0);
});
