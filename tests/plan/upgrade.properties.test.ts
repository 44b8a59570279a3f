/** For all programs and records, adopting a program twice has the same result as once, and finished items stay as they were. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { adoptionOf, differenceOf, isSame } from '../../src/plan/upgrade.ts';
import type { Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type Renames, renamesIn } from '../../src/progress/reduce.ts';
import { days, type ItemSpec, phase, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const start = '2026-11-23';
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const due = fc.constantFrom('day 1', 'workday 3', 'week 1', 'week 2', '2 days before start');
const day = fc.integer({ min: -5, max: 40 }).map((days): CalendarDate => addDays(start, days));

const spec: fc.Arbitrary<Exclude<ItemSpec, string>> = fc.record(
  {
    id,
    title: fc.constantFrom('one', 'two'),
    due,
    formerly: fc.uniqueArray(id, { maxLength: 2 }),
    optional: fc.boolean(),
    signOff: fc.constantFrom('buddy', 'manager'),
    after: fc.array(id, { maxLength: 1 }),
    by: fc.constant('buddy'),
  },
  { requiredKeys: ['id'] },
);
const programs: fc.Arbitrary<Program> = fc
  .tuple(
    fc.uniqueArray(spec, { maxLength: 6, selector: (each) => each.id }),
    fc.nat(6),
    fc.array(day, { maxLength: 2 }),
  )
  .map(([items, at, holidays]) => ({
    ...program([phase('p', 'week 1', items.slice(0, at)), phase('q', 'day 20', items.slice(at))]),
    calendar: { holidays: days(...holidays) },
  }));

/** As commands record them, on items of the program. */
type Deed = (story: Story, of: Program) => Fact | undefined;
const deed: fc.Arbitrary<Deed> = fc
  .tuple(fc.constantFrom('done', 'skipped', 'moved', 'approved', 'reopened', 'counted'), id, day)
  .map(([kind, item, on]) => (story, of) => {
    const planned = story.plan(of, start, of.calendar).items.find((each) => each.item.id === item);
    const closed = planned?.progress.closedBy?.id;
    if (!planned) return undefined;
    if (kind === 'done') return { kind, item, title: planned.item.title, due: planned.due };
    if (kind === 'skipped') return { kind, item, title: planned.item.title, reason: 'x' };
    if (kind === 'moved') return { kind, item, due: on };
    if (kind === 'counted') return { kind, item, delta: 1 };
    return closed ? ({ kind, item, of: closed } as Fact) : undefined;
  });

const lives = fc.record({
  versions: fc.array(fc.tuple(programs, fc.array(deed, { maxLength: 4 })), { minLength: 2, maxLength: 4 }),
  today: day,
});

test('a second time is nothing; finished items stay; added ones are not late; an undo restores', () => {
  fc.assert(
    fc.property(lives, ({ versions: [first, ...others], today }) => {
      const story = new Story(start);
      const [begun, deeds] = first as NonNullable<typeof first>;
      const live = (of: Program, all: readonly Deed[]) => {
        for (const each of all) {
          const fact = each(story, of);
          if (fact) story.add(fact);
        }
      };
      live(begun, deeds);
      let present = begun;
      for (const [next, then] of others) {
        const before = { program: present, plan: story.plan(present, today, present.calendar) };
        const was = story.progress;
        const recorded = new Set(story.record.events.map((event) => ('item' in event ? event.item : '')));
        const earlier = renamesIn(story.record.events);
        const adoption = adoptionOf(before, next, 'd2', earlier);
        const { batch } = story.add(adoption, { on: today });
        const after = { program: next, plan: story.plan(next, today, next.calendar) };

        const again = adoptionOf(after, next, 'd2', renamesIn(story.record.events));
        expect(again).toEqual({
          kind: 'adopted',
          digest: 'd2',
          items: [],
          renamed: adoption.renamed,
          ...settledIn(again),
        });
        story.add(again, { on: addDays(today, 1) });
        const twice = { program: next, plan: story.plan(next, today, next.calendar) };
        expect(twice.plan).toEqual(after.plan);
        expect(isSame(differenceOf(after, twice, again.renamed))).toBe(true);

        for (const item of finishedOnce(before.plan, earlier, adoption.renamed)) {
          const present = after.plan.items.find((each) => each.item.id === item.id);
          // What was once recorded under that id is its history again.
          const reused = item.id !== item.old && recorded.has(item.id);
          if (present && !reused) expect(factsOf(present)).toEqual(item.facts);
        }
        const { added, late, redated } = differenceOf(before, after, adoption.renamed);
        for (const item of late) expect(added).not.toContain(item);
        for (const shift of redated) expect(shift.after.progress.closedBy).toBeUndefined();

        story.add({ kind: 'undone', target: story.record.events.at(-1)?.batch ?? '' });
        story.add({ kind: 'undone', target: batch });
        expect(story.progress).toEqual(was);
        story.add(adoption, { on: today });
        live(next, then);
        present = next;
      }
    }),
    runs(10_000),
  );
});

/** Of what the second adoption settles, nothing is left to see. */
function settledIn({ settled }: ReturnType<typeof adoptionOf>) {
  return settled ? { settled } : {};
}

type Planned = ReturnType<Story['plan']>['items'][number];

function factsOf({ state, due, item, progress }: Planned) {
  const done = progress.closedBy?.kind === 'done';
  return { state, title: item.title, ...(done ? { due } : {}), closedBy: progress.closedBy?.id };
}

/**
 * What is finished and keeps a history of its own: of items that become one, the last completion counts, and a former id
 * may be claimed by another item than before.
 */
function finishedOnce({ items }: ReturnType<Story['plan']>, earlier: Renames, renamed: Renames) {
  const presentId = (old: string) => renamed[old] ?? old;
  const heirs = Object.keys(renamed).map(presentId);
  const alone = (id: string) => heirs.filter((heir) => heir === id).length <= (renamed[id] ? 0 : 1);
  return items
    .filter(({ state }) => state === 'done' || state === 'skipped')
    .map((item) => ({ id: presentId(item.item.id), old: item.item.id, facts: factsOf(item) }))
    .filter(({ id, old }) =>
      Object.entries(earlier).every(([former, heir]) => heir !== old || renamed[former] === id),
    )
    .filter(({ id, old }) => (id === old ? !heirs.includes(id) : alone(id)));
}
