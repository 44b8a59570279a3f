/** Where people get stuck: the counts for an item over all hires who have it. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Run } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import { type TeamItemView, viewTeamItems } from '../../src/view/team-items.ts';
import { oneWeek, phase, program, Story } from '../builders.ts';

/** Everything is due on Friday 27 November. */
const today = '2026-12-08';

function runOf(
  of: Program,
  live: (story: Story) => void = () => {},
  start: CalendarDate = '2026-11-23',
): Run {
  const story = new Story(start);
  live(story);
  return story.run(of, today);
}

const didOn =
  (on: CalendarDate, item = 'a', due?: CalendarDate) =>
  (story: Story) =>
    story.add({ kind: 'done', item, ...(due ? { due } : {}) }, { on });

function itemsOf(...runs: Run[]): readonly TeamItemView[] {
  return viewTeamItems({
    workspace: '/w',
    today,
    members: [],
    shown: runs,
    unread: [],
    nobody: null,
    shortNames: new Map(),
    people: {},
    rolesOf: () => ({}),
    movedOn: () => false,
  }).items;
}

describe('team --items', () => {
  test('late by working days past the due date that was kept; the median over all who have it done', () => {
    const one = oneWeek('a');
    const median = (...runs: Run[]) => itemsOf(...runs)[0];
    expect(median(runOf(one, didOn('2026-11-25')))).toMatchObject({
      done: 1,
      doneLate: 0,
      medianDaysLate: 0,
      stuck: 0,
    });
    // Monday is one working day after Friday, the weekend none.
    expect(median(runOf(one, didOn('2026-11-29')))).toMatchObject({ doneLate: 0 });
    expect(median(runOf(one, didOn('2026-11-30')))).toMatchObject({ doneLate: 1, medianDaysLate: 1 });
    expect(median(runOf(one, didOn('2026-12-02', 'a', '2026-12-01')))).toMatchObject({ medianDaysLate: 1 });
    const three = [
      runOf(one, didOn('2026-11-25')),
      runOf(one, didOn('2026-11-30')),
      runOf(one, didOn('2026-12-04')),
    ];
    expect(median(...three)).toMatchObject({ hires: 3, done: 3, doneLate: 2, medianDaysLate: 1, stuck: 2 });
    expect(median(...three, runOf(one, didOn('2026-12-01')))).toMatchObject({ medianDaysLate: 1.5 });
    expect(median(runOf(one))).toMatchObject({ medianDaysLate: null });
  });

  test("days on which the hire was away don't count", () => {
    const away = runOf(oneWeek('a'), (story) => {
      story.add({ kind: 'away', from: '2026-11-30', to: '2026-12-01' });
      didOn('2026-12-02')(story);
    });
    expect(itemsOf(away)[0]?.medianDaysLate).toBe(1);
  });

  test('skipped, open and overdue; what waits for another item is not what holds things up', () => {
    const of = oneWeek('a', { id: 'b', after: ['a'] }, { id: 'c', by: 'buddy' }, { id: 'd', optional: true });
    const skips = (story: Story) => {
      for (const item of ['a', 'd']) story.add({ kind: 'skipped', item, reason: 'not for me' });
    };
    const items = itemsOf(runOf(of), runOf(of), runOf(of, skips));
    const found = (id: string) => items.find((item) => item.id === id);
    expect(found('a')).toMatchObject({
      hires: 3,
      skipped: 1,
      skipRate: 1 / 3,
      open: 2,
      overdue: 2,
      stuck: 3,
    });
    expect(found('b')).toMatchObject({ open: 3, overdue: 1 });
    expect(found('c')).toMatchObject({ open: 3, overdue: 3 });
    expect(found('d')).toMatchObject({ skipped: 1, overdue: 0, stuck: 0 });
    expect(items.map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
  });

  test('the one that came latest first, where as many got stuck', () => {
    const of = oneWeek('a', 'b');
    const run = runOf(of, (story) => {
      didOn('2026-11-30', 'a')(story);
      didOn('2026-12-01', 'b')(story);
    });
    expect(itemsOf(run).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('an item is one under all the ids that it had, whichever state of the program a hire has', () => {
    const [first, second, third] = [
      oneWeek('old'),
      oneWeek({ id: 'mid', formerly: ['old'], title: 'Middle' }),
      oneWeek('first', { id: 'new', formerly: ['mid'], title: 'New' }),
    ];
    const adopted = runOf(second, (story) => {
      didOn('2026-11-30', 'old')(story);
      story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: { old: 'mid' } });
    });
    const items = itemsOf(
      runOf(first, didOn('2026-12-02', 'old')),
      adopted,
      runOf(third, undefined, '2026-11-24'),
    );
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ id: 'new', title: 'New', ref: '1.2', hires: 3, done: 2, doneLate: 2 });
  });

  test('ids that were renamed in a circle end the search', () => {
    const circle = oneWeek({ id: 'a', formerly: ['b'] }, { id: 'b', formerly: ['a'] });
    expect(itemsOf(runOf(circle))).toHaveLength(2);
  });

  test("programs are kept apart; a hire's own items are nobody else's", () => {
    const other = { ...program([phase('p', 'week 1', ['a'])]), id: 'other', title: 'Other' };
    const own = runOf(oneWeek('a', 'x1'), (story) =>
      story.add({ kind: 'added', item: 'x1', title: 'Own', phase: 'week-1' }),
    );
    const view = viewTeamItems({
      workspace: '/w',
      today,
      members: [],
      shown: [own, runOf(other)],
      unread: [],
      nobody: null,
      shortNames: new Map(),
      people: {},
      rolesOf: () => ({}),
      movedOn: () => false,
    });
    expect(view.programs).toEqual([
      { id: 'pm', title: 'PM', hires: 1, called: "'Ada Lovelace'" },
      { id: 'other', title: 'Other', hires: 1, called: "'Ada Lovelace'" },
    ]);
    expect(view.items.map(({ program, id }) => [program, id])).toEqual([
      ['pm', 'a'],
      ['other', 'a'],
    ]);
  });
});
