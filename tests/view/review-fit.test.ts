/** Reviews throughout some runs of the shipped program: each fits a terminal, and says what it leaves out. */
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/dates.ts';
import type { Fact } from '../../src/progress/event.ts';
import { namesOf } from '../../src/progress/names.ts';
import { styleFor } from '../../src/render/page.ts';
import { reviewRenderer } from '../../src/render/review.ts';
import { type ReviewView, viewReview } from '../../src/view/review.ts';
import { loadProgram } from '../../src/workspace/load-yaml.ts';
import { alone, Story } from '../builders.ts';
import { root } from '../cli/world.ts';

const shipped = loadProgram(join(root, 'checklists/product-manager'), root);
const items = shipped.phases.flatMap((phase) => phase.items);
const days = Array.from({ length: 36 }, (_, index) => index * 4 - 10);

function story(facts: readonly Fact[]): Story {
  const begun = new Story();
  begun.command([
    { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] },
    { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
    ...facts,
  ]);
  return begun;
}

const done = (from: number, to: number) =>
  items.slice(from, to).map(({ id }) => ({ kind: 'done', item: id, note: 'at last '.repeat(20) }) as const);
const much = Array.from(
  { length: 9 },
  (_, n) =>
    [
      {
        kind: 'asked',
        text: `${n}: who decides whether a thing belongs to the Team or the Enterprise edition?`,
      },
      {
        kind: 'noted',
        item: 'list-puzzles',
        text: `${n}: two installers, and no word on which of them to take`,
      },
    ] as const,
).flat();

const histories: Record<string, Story> = {
  'nothing is done': story([]),
  'half of it is done': story(done(0, items.length / 2)),
  'all is done, and not signed off': story(done(0, items.length)),
  'much is asked and noted': story([...done(0, 30), ...much]),
  'names are long': story(
    Object.keys(shipped.roles).map((role) => ({
      kind: 'assigned',
      role,
      people: ['Wolfeschlegelsteinhausenbergerdorff von der Lippe', '山田 太郎 🚀🚀🚀', 'Grace Hopper'],
    })),
  ),
};

function seen(story: Story, day: number, by: string): ReviewView {
  const run = story.run(shipped, addDays(story.progress.hire.start, day - 1));
  return viewReview(run, { by, isReader: namesOf(by, []), movedOn: false });
}

const renderer = reviewRenderer(alone);

function linesOf(view: ReviewView, height = 24): string[] {
  const page = { width: 80, height, style: styleFor(0) };
  return renderer.text(renderer.select(view, 'text'), page).trimEnd().split('\n');
}

describe.each(Object.entries(histories))('where %s', (_, story) => {
  test.each(['Grace Hopper', 'Alan Turing', 'Lin'])('%s sees it on one screen, all along', (by) => {
    for (const day of days) {
      const view = seen(story, day, by);
      const lines = linesOf(view);
      expect(lines.length, `day ${day}\n${lines.join('\n')}`).toBeLessThanOrEqual(23);
      expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
      for (const { title } of renderer.select(view, 'text').sections)
        expect(lines.join('\n'), `day ${day}`).toContain(title.toUpperCase());
    }
  });
});

test('a higher terminal shows more, up to all of it', () => {
  const view = seen(histories['much is asked and noted'] as Story, 20, 'Grace Hopper');
  expect(linesOf(view, 30)).toHaveLength(29);
  const whole = linesOf(view, 500).join('\n');
  expect(whole).not.toMatch(/… (and )?\d+ more|not shown/);
  for (const { ref } of [...view.owed, ...view.completed, ...view.stuck, ...view.upcoming])
    expect(whole).toContain(ref);
});
