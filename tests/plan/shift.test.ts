/** Which items move when dates change. */
import { expect, test } from 'vitest';
import { newlyLate, shiftsOf } from '../../src/plan/shift.ts';
import { oneWeek, phase, program, Story } from '../builders.ts';

const of = program([
  phase('week-1', 'week 1', [
    'done',
    'moved',
    { id: 'early', due: 'workday 2' },
    { id: 'others', by: 'buddy' },
  ]),
  phase('before', '2 days before start', ['literal']),
]);
const today = '2026-11-26';

function told(): Story {
  const story = new Story();
  story.done('done');
  story.add({ kind: 'moved', item: 'moved', due: '2026-11-27' });
  return story;
}

test('what is still to do and not moved by hand, by its new due; what is literal ignores leave', () => {
  const story = told();
  const before = story.plan(of, '2026-11-23');
  story.add({ kind: 'away', from: '2026-11-24', to: '2026-11-26' });
  const shifts = shiftsOf(before, story.plan(of, '2026-11-23'));
  expect(shifts.map((shift) => [shift.after.item.id, shift.before.due, shift.after.due])).toEqual([
    ['early', '2026-11-24', '2026-11-27'],
    ['others', '2026-11-27', '2026-12-02'],
  ]);
});

test('late by the change alone, whoever has to act; what was late before is not new', () => {
  const story = told();
  const away = story.add({ kind: 'away', from: '2026-11-24', to: '2026-12-04' });
  const before = story.plan(of, '2026-11-30');
  story.add({ kind: 'undone', target: away.batch });
  const after = story.plan(of, '2026-11-30');
  expect(newlyLate(shiftsOf(before, after)).map(({ item }) => item.id)).toEqual(['early', 'others']);
  expect(newlyLate(shiftsOf(after, after))).toEqual([]);
});

test('nothing where nothing is due on another day', () => {
  const plan = new Story().plan(oneWeek('x'), today);
  expect(shiftsOf(plan, plan)).toEqual([]);
});
