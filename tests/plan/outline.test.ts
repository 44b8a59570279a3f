/** What a run's outline says of it is what its plan says; and a run whose plan says more, or may fail, has none. */
import { expect, test } from 'vitest';
import { addDays } from '../../src/dates.ts';
import { outlinesFor } from '../../src/plan/outline.ts';
import { Story } from '../builders.ts';
import { situation } from './random-plans.ts';

const team = (calendar: ReturnType<typeof situation>['calendar']) => ({ calendar, people: {} });

test('an outline is that of the plan, in 300 situations', () => {
  let outlined = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const { program, start, calendar, random } = situation(seed);
    const today = addDays(start, random.int(-10, 120));
    const story = new Story(start);
    const { record, progress } = story;
    const outline = outlinesFor(team(calendar), today)({ record, progress, pinned: program });
    if (!outline) continue;
    outlined += 1;
    const { plan, calendar: days } = story.run(program, today, { calendar });
    expect(outline.plan, `situation ${seed}`).toEqual({
      anchor: plan.anchor,
      start: plan.start,
      today: plan.today,
      phases: plan.phases.map(({ due }) => ({ due })),
    });
    for (let day = 0; day < 100; day += 1) {
      const date = addDays(start, day);
      expect(outline.calendar.isWorking(date), `situation ${seed}, ${date}`).toBe(days.isWorking(date));
    }
  }
  expect(outlined).toBeGreaterThan(200);
});

test('a run with leave has none', () => {
  const { program, start, calendar } = situation(1);
  const outlineOf = outlinesFor(team(calendar), start);
  const of = (story: Story) => outlineOf({ record: story.record, progress: story.progress, pinned: program });
  expect(of(new Story(start))).toBeDefined();
  const away = new Story(start);
  away.add({ kind: 'away', from: addDays(start, 7), to: addDays(start, 9) });
  expect(of(away)).toBeUndefined();
});
