/** How an edited program changes a run. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { type Adoption, adoptionOf, type Difference, differenceOf, isSame } from '../../src/plan/upgrade.ts';
import type { Item, Program } from '../../src/program/model.ts';
import { renamesIn } from '../../src/progress/reduce.ts';
import { days, type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

const start = '2026-11-23';

/** Adopts a program in the story; says what the fact was and what it changed. */
function adopt(
  story: Story,
  from: Program,
  to: Program,
  on: CalendarDate = start,
): { adoption: Adoption; difference: Difference } {
  const before = { program: from, plan: story.plan(from, on, from.calendar) };
  const adoption = adoptionOf(before, to, 'd2', renamesIn(story.record.events));
  story.add(adoption, { on });
  const after = { program: to, plan: story.plan(to, on, to.calendar) };
  return { adoption, difference: differenceOf(before, after, adoption.renamed) };
}

function idsIn(difference: Difference): Record<string, readonly string[]> {
  const ids = (items: readonly { item: Item }[]) => items.map(({ item }) => item.id);
  return {
    added: ids(difference.added),
    removed: ids(difference.removed),
    renamed: difference.renamed.map(({ from, item }) => `${from} ${item.item.id}`),
    redated: ids(difference.redated.map(({ after }) => after)),
    reworded: ids(difference.reworded.map(({ after }) => after)),
    changed: difference.changed.map(({ item, keys }) => `${item.item.id} ${keys.join('+')}`),
    beside: difference.beside,
    late: ids(difference.late),
  };
}

const nothing = {
  added: [],
  removed: [],
  renamed: [],
  redated: [],
  reworded: [],
  changed: [],
  beside: [],
  late: [],
};

describe('what differs', () => {
  test.each<[string, Program, Program, Partial<ReturnType<typeof idsIn>>]>([
    ['nothing', oneWeek('a'), oneWeek('a'), {}],
    ['an item more', oneWeek('a'), oneWeek('a', 'b'), { added: ['b'] }],
    ['an item less', oneWeek('a', 'b'), oneWeek('a'), { removed: ['b'] }],
    [
      'a rename',
      oneWeek({ id: 'a', title: 'T' }),
      oneWeek({ id: 'b', title: 'T', formerly: ['a'] }),
      { renamed: ['a b'] },
    ],
    [
      'a rename with another title and date',
      oneWeek('a'),
      oneWeek({ id: 'b', formerly: ['a'], due: 'workday 2' }),
      { renamed: ['a b'], redated: ['b'], reworded: ['b'] },
    ],
    [
      'two that became one',
      oneWeek({ id: 'a', title: 'T' }, 'b'),
      oneWeek({ id: 'c', title: 'T', formerly: ['a', 'b'] }),
      { renamed: ['a c', 'b c'] },
    ],
    [
      'a former id that is an item still is no rename',
      oneWeek('a'),
      oneWeek('a', { id: 'b', formerly: ['a'] }),
      { added: ['b'] },
    ],
    [
      'an old id is claimed by the first',
      oneWeek({ id: 'a', title: 'T' }),
      oneWeek({ id: 'b', title: 'T', formerly: ['a'] }, { id: 'c', formerly: ['a'] }),
      { renamed: ['a b'], added: ['c'] },
    ],
    ['a former id that nobody here ever had', oneWeek('a'), oneWeek({ id: 'a', formerly: ['x'] }), {}],
    ['another date', oneWeek('a'), oneWeek({ id: 'a', due: 'workday 2' }), { redated: ['a'] }],
    [
      'another rule of the same date',
      oneWeek('a'),
      oneWeek({ id: 'a', due: 'workday 4' }),
      { changed: ['a due'] },
    ],
    ['another title', oneWeek('a'), oneWeek({ id: 'a', title: 'A' }), { reworded: ['a'] }],
    ['other details', oneWeek('a'), oneWeek({ id: 'a', details: 'more' }), { reworded: ['a'] }],
    [
      'other keys',
      oneWeek('a', 'b'),
      oneWeek(
        { id: 'a', evidence: 'url', signOff: 'buddy', count: { target: 2 }, with: ['buddy'] },
        { id: 'b', by: 'buddy', optional: true, takes: 60, topics: ['x'], after: ['a'], from: 'day 2' },
      ),
      { changed: ['a with+count+evidence+sign-off', 'b topics+from+takes+after+by+optional'] },
    ],
    [
      'what comes after a renamed item comes after it still',
      oneWeek({ id: 'a', title: 'T' }, { id: 'x', after: ['a'] }),
      oneWeek({ id: 'b', title: 'T', formerly: ['a'] }, { id: 'x', after: ['b'] }),
      { renamed: ['a b'] },
    ],
    [
      'another phase of the same date, and what a phase says of itself',
      program([phase('p', 'week 1', [{ id: 'a', due: 'workday 2' }, 'b']), phase('q', 'week 2', ['c'])]),
      program([
        { ...phase('p', 'week 1', ['b']), objective: 'x' },
        phase('q', 'week 2', ['c', { id: 'a', due: 'workday 2' }]),
        phase('r', 'week 3', []),
      ]),
      { changed: ['a phase'], beside: ['phase p', 'phase r'] },
    ],
    [
      'a holiday, a role, a phase that is gone',
      program([phase('p', 'week 1', ['a']), phase('q', 'week 2', [])]),
      {
        ...program([phase('p', 'week 1', ['a'])], { buddy: { title: 'Buddy', required: true } }),
        calendar: { holidays: days('2026-11-27') },
      },
      { redated: ['a'], beside: ['the roles', 'the calendar', 'phase q'] },
    ],
  ])('%s', (_, from, to, expected) => {
    // With Tuesday off, `workday 4` is Friday, the same day as `week 1`.
    const base = { ...from, calendar: { holidays: days('2026-11-24'), ...from.calendar } };
    const next = { ...to, calendar: { holidays: days('2026-11-24'), ...to.calendar } };
    const { difference } = adopt(new Story(), base, next);
    expect(idsIn(difference)).toEqual({ ...nothing, ...expected });
    expect(isSame(difference)).toBe(Object.keys(expected).length === 0);
  });

  test('what is done or skipped is in no list but `removed`; what is in review, too', () => {
    const ids = ['done', 'skipped', 'reviewed', 'gone'];
    const from = oneWeek('done', 'skipped', { id: 'reviewed', signOff: 'buddy' }, 'gone', 'open');
    const story = new Story();
    for (const item of ids) story.add({ kind: 'done', item, title: item, due: '2026-11-27' });
    story.add({ kind: 'skipped', item: 'skipped', reason: 'x', title: 'skipped' });
    const to = oneWeek(
      ...['done', 'skipped', 'reviewed', 'open'].map((id) => ({
        id,
        title: 'other',
        due: 'workday 1',
        evidence: 'url' as const,
        ...(id === 'reviewed' ? { signOff: 'buddy' } : {}),
      })),
    );
    const { difference } = adopt(story, from, to);
    expect(idsIn(difference)).toEqual({
      ...nothing,
      removed: ['gone'],
      redated: ['open'],
      reworded: ['open'],
      changed: ['open evidence'],
    });
  });

  test('late by the adoption alone, also where no date differs; late before is not new; nor is what was added', () => {
    const from = oneWeek(
      { id: 'was-late', due: 'workday 1' },
      { id: 'free', due: 'workday 2', optional: true },
      'a',
    );
    const to = oneWeek(
      { id: 'was-late', due: 'workday 2' },
      { id: 'free', due: 'workday 2' },
      { id: 'a', due: 'workday 3' },
      { id: 'new', due: 'workday 1' },
    );
    const { difference } = adopt(new Story(), from, to, '2026-11-26');
    expect(idsIn(difference)).toMatchObject({ late: ['free', 'a'], added: ['new'] });
  });
});

describe('the fact', () => {
  test('items are those that are new, renamed all former ids that are none any more', () => {
    const { adoption } = adopt(
      new Story(),
      oneWeek('a', 'b', 'c'),
      oneWeek(
        { id: 'x', formerly: ['a', 'long-ago'] },
        { id: 'b', formerly: ['c'] },
        { id: 'y', formerly: ['b'] },
      ),
    );
    expect(adoption).toEqual({
      kind: 'adopted',
      digest: 'd2',
      items: ['y'],
      renamed: { a: 'x', 'long-ago': 'x', c: 'b' },
    });
  });

  test('a rename of a rename keeps the history, though the program dropped the first id', () => {
    const story = new Story();
    const [v1, v2] = [oneWeek('a'), oneWeek({ id: 'b', formerly: ['a'] })];
    const v3 = oneWeek({ id: 'c', formerly: ['b'] });
    story.done('a');
    adopt(story, v1, v2);
    const { adoption } = adopt(story, v2, v3);
    expect(adoption).toMatchObject({ items: [], renamed: { a: 'c', b: 'c' } });
    expect(planned(story.plan(v3, start), 'c').state).toBe('done');
  });
});

describe('the plan afterwards', () => {
  test.each<[string, CalendarDate, string, CalendarDate]>([
    ['a week after the adoption', '2026-12-01', 'workday 1', '2026-12-08'],
    ['by its rule where that is later', '2026-12-01', 'day 30', '2026-12-22'],
    ['back to a working day', '2026-12-05', 'workday 1', '2026-12-11'],
    ['before the start, by its rule', '2026-11-02', 'workday 2', '2026-11-24'],
  ])('what is added is due %s', (_, on, due, expected) => {
    const story = new Story();
    const month = (...items: ItemSpec[]) =>
      program([phase('week-1', 'week 1', ['a']), phase('day-30', 'day 30', items)]);
    const to = month({ id: 'new', due });
    adopt(story, month(), to, on);
    expect(planned(story.plan(to, on), 'new').due).toBe(expected);
    expect(planned(story.plan(to, on), 'a').due).toBe('2026-11-27');
  });

  test('an item that was gone in between is added anew', () => {
    const story = new Story();
    const [without, withX] = [oneWeek('a'), oneWeek('a', 'x')];
    adopt(story, without, withX, '2026-12-01');
    adopt(story, withX, without, '2026-12-02');
    const { difference } = adopt(story, without, withX, '2027-01-11');
    expect(idsIn(difference)).toMatchObject({ added: ['x'], late: [] });
    expect(planned(story.plan(withX, '2027-01-11'), 'x').due).toBe('2027-01-18');
  });

  test('the week holds under the id that an added item gets later', () => {
    const story = new Story();
    const [v1, v2, v3] = [oneWeek('a'), oneWeek('a', 'x'), oneWeek('a', { id: 'y', formerly: ['x'] })];
    adopt(story, v1, v2, '2026-12-01');
    adopt(story, v2, v3, '2026-12-02');
    expect(planned(story.plan(v3, '2026-12-02'), 'y').due).toBe('2026-12-08');
  });

  test('what was moved by hand stays, under its new id; notes, counts and questions go along', () => {
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2026-12-02' });
    story.add({ kind: 'counted', item: 'a', delta: 2 });
    story.add({ kind: 'asked', item: 'a', text: 'why?' });
    const to = oneWeek({ id: 'b', formerly: ['a'], due: 'workday 1' });
    const { difference } = adopt(story, oneWeek('a'), to);
    expect(difference.redated).toEqual([]);
    expect(planned(story.plan(to, start), 'b')).toMatchObject({
      due: '2026-12-02',
      progress: { counted: 2 },
    });
    expect(story.progress.questions[0]?.asked.item).toBe('b');
  });

  test('what is done keeps title, date and state, though it now wants an approval', () => {
    const story = new Story();
    story.add({ kind: 'done', item: 'a', title: 'Old', due: '2026-11-27' });
    const to = oneWeek({ id: 'a', title: 'New', due: 'day 30', signOff: 'buddy' });
    const { adoption } = adopt(story, oneWeek({ id: 'a', title: 'Old' }), to);
    expect(adoption.settled).toHaveLength(1);
    const now = planned(story.plan(to, start), 'a');
    expect(now).toMatchObject({ state: 'done', due: '2026-11-27', item: { title: 'Old' } });
    story.add({ kind: 'reopened', item: 'a', of: adoption.settled?.[0] ?? '' });
    expect(planned(story.plan(to, start), 'a')).toMatchObject({ state: 'open', item: { title: 'New' } });
    story.done('a');
    expect(planned(story.plan(to, start), 'a').state).toBe('in review');
  });

  test('a completion that was approved is not settled: its approval can still be taken back', () => {
    const story = new Story();
    const { id } = story.done('a');
    const { batch } = story.add({ kind: 'approved', item: 'a', of: id });
    const to = oneWeek({ id: 'a', signOff: 'manager' });
    adopt(story, oneWeek({ id: 'a', signOff: 'buddy' }), to);
    expect(planned(story.plan(to, start), 'a').state).toBe('done');
    story.add({ kind: 'undone', target: batch });
    expect(planned(story.plan(to, start), 'a').state).toBe('in review');
  });

  test('an undone adoption leaves everything as it was', () => {
    const story = new Story();
    story.done('a');
    const before = story.progress;
    const from = oneWeek('a', 'b');
    const { adoption } = adopt(story, from, oneWeek({ id: 'c', formerly: ['a'], signOff: 'buddy' }, 'd'));
    expect(adoption.settled).toBeDefined();
    expect(story.progress).not.toEqual(before);
    story.add({ kind: 'undone', target: story.record.events.at(-1)?.batch ?? '' });
    expect(story.progress).toEqual(before);
  });
});
