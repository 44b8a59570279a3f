/** Turns events into progress. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Event, Fact } from '../../src/progress/event.ts';
import { emptyRecord, parseRecord } from '../../src/progress/record.ts';
import { bindingAt, reduceEvents } from '../../src/progress/reduce.ts';
import { recordText, Story, sealed, tombstoneText } from '../builders.ts';

test('a start makes a hire', () => {
  const story = new Story();
  expect(story.progress).toEqual({
    hire: {
      id: 'h1',
      person: 'p1',
      name: 'Ada Lovelace',
      handles: [],
      start: '2026-11-23',
      program: 'pm',
      digest: 'd1',
    },
    bindings: new Map(),
    leaves: [],
    calendar: {},
    stretch: false,
    traits: new Map(),
    items: new Map(),
    own: [],
    adopted: new Map(),
    questions: [],
    reviews: [],
  });
});

test('without a start there is no progress', () => {
  expect(reduceEvents(emptyRecord('h1'))).toBeUndefined();
  expect(reduceEvents(parseRecord(tombstoneText()))).toBeUndefined();
  expect(reduceEvents(parseRecord(recordText([sealed({ kind: 'done', item: 'x' })])))).toBeUndefined();
});

describe('the present completion', () => {
  /** Each fact names by `of: n` the nth event of this list. */
  const facts: Record<string, (of: readonly string[]) => Fact> = {
    done: () => ({ kind: 'done', item: 'x' }),
    skip: () => ({ kind: 'skipped', item: 'x', reason: 'no' }),
    'reopen 0': ([of = '']) => ({ kind: 'reopened', item: 'x', of }),
    'reopen 1': ([, of = '']) => ({ kind: 'reopened', item: 'x', of }),
    'approve 0': ([of = '']) => ({ kind: 'approved', item: 'x', of }),
    'return 0': ([of = '']) => ({ kind: 'returned', item: 'x', of, comment: 'almost' }),
    'return 1': ([, of = '']) => ({ kind: 'returned', item: 'x', of, comment: 'almost' }),
  };
  const cases: [string, string, { closedBy?: number; judged?: number; returned?: number }][] = [
    ['none', '', {}],
    ['done', 'done', { closedBy: 0 }],
    ['skipped', 'skip', { closedBy: 0 }],
    ['the last of two', 'done, done', { closedBy: 1 }],
    ['reopened', 'done, reopen 0', {}],
    ['a skipped one reopened', 'skip, reopen 0', {}],
    ['done again after a reopening', 'done, reopen 0, done', { closedBy: 2 }],
    ['only one of two reopened', 'done, done, reopen 0', { closedBy: 1 }],
    ['the last of two reopened', 'done, done, reopen 1', { closedBy: 0 }],
    ['approved', 'done, approve 0', { closedBy: 0, judged: 1 }],
    ['returned', 'done, return 0', { returned: 1 }],
    ['approved, then returned: the later wins', 'done, approve 0, return 0', { returned: 2 }],
    ['returned, then approved: the later wins', 'done, return 0, approve 0', { closedBy: 0, judged: 2 }],
    ['done after a return', 'done, return 0, done', { closedBy: 2 }],
    ['an approval counts for its own done alone', 'done, reopen 0, done, approve 0', { closedBy: 2 }],
    [
      'a return that was settled by an approval',
      'done, return 0, done, approve 0',
      { closedBy: 0, judged: 3 },
    ],
    ['of two done, the approved one', 'done, done, approve 0', { closedBy: 0, judged: 2 }],
    ['approved before another copy was done', 'done, approve 0, done', { closedBy: 0, judged: 1 }],
    ['approved, then all reopened', 'done, done, approve 0, reopen 0, reopen 1', {}],
    ['the approved one of two reopened', 'done, done, approve 0, reopen 0', { closedBy: 1 }],
    ['done wins over skipped', 'done, skip', { closedBy: 0 }],
    ['in whatever order', 'skip, done', { closedBy: 1 }],
    ['skipped still, once the done is reopened', 'done, skip, reopen 0', { closedBy: 1 }],
    ['of two done, the last returned', 'done, done, return 1', { closedBy: 0 }],
    ['skipped after a return', 'done, return 0, skip', { closedBy: 2 }],
    ['reopened after an approval', 'done, approve 0, reopen 0', {}],
  ];
  test.each(cases)('%s: %s', (_, deeds, want) => {
    const story = new Story();
    const events: string[] = [];
    for (const deed of deeds.split(', ').filter(Boolean)) {
      const fact = facts[deed] as (of: readonly string[]) => Fact;
      events.push(story.add(fact(events)).id);
    }
    const { closedBy, judged, returned } = story.item('x');
    const place = (event?: { id: string }) => (event ? { at: events.indexOf(event.id) } : undefined);
    expect([place(closedBy), place(judged), place(returned)]).toEqual(
      [want.closedBy, want.judged, want.returned].map((at) => (at === undefined ? undefined : { at })),
    );
  });
});

test('a judgement on another item is none', () => {
  const story = new Story();
  const { id: of } = story.done('x');
  story.add({ kind: 'approved', item: 'y', of });
  expect(story.item('x').judged).toBeUndefined();
});

test('counts add up, downwards too', () => {
  const story = new Story();
  for (const delta of [1, 5, -2]) story.add({ kind: 'counted', item: 'x', delta });
  expect(story.item('x').counted).toBe(4);
});

test('notes and questions stay in order, the last date by hand counts', () => {
  const story = new Story();
  for (const text of ['one', 'two']) {
    story.add({ kind: 'noted', item: 'x', text });
    story.add({ kind: 'asked', text });
  }
  story.add({ kind: 'moved', item: 'x', due: '2026-12-01' });
  story.add({ kind: 'moved', item: 'x', due: '2026-11-30' });
  expect(story.item('x').notes.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(story.progress.questions.map(({ asked }) => asked.text)).toEqual(['one', 'two']);
  expect(story.item('x').moved).toBe('2026-11-30');
});

test('the last start counts; taken back, the one before', () => {
  const story = new Story('2026-11-23');
  story.add({ kind: 'rescheduled', start: '2026-11-30' });
  const last = story.add({ kind: 'rescheduled', start: '2026-11-16' });
  expect(story.progress.hire.start).toBe('2026-11-16');
  story.add({ kind: 'undone', target: last.batch });
  expect(story.progress.hire.start).toBe('2026-11-30');
});

describe('who is bound to a role', () => {
  const story = new Story();
  const assign = (people: string[], days: { from?: CalendarDate; to?: CalendarDate } = {}) =>
    story.add({ kind: 'assigned', role: 'buddy', people, ...days });
  const before = story.add({ kind: 'noted', item: 'x', text: 'before all' });
  const bea = assign(['Bea', 'Joan']);
  const ben = assign(['Ben']);
  const cover = assign(['Cy'], { from: '2026-12-01', to: '2026-12-04' });
  const slip = assign(['Mallory']);
  const undo = story.add({ kind: 'undone', target: slip.batch });
  const later = assign(['Dee'], { from: '2026-12-10' });
  const nobody = assign([]);
  const { progress } = story;

  test.each([
    ['before all', before, '2026-11-23', undefined],
    ['the first', bea, '2026-11-23', undefined],
    ['after the first', ben, '2026-11-23', ['Bea', 'Joan']],
    ['after the second', cover, '2026-11-23', ['Ben']],
    ['the day before the cover', slip, '2026-11-30', ['Ben']],
    ['its first day', slip, '2026-12-01', ['Cy']],
    ['its last day', slip, '2026-12-04', ['Cy']],
    ['the day after', slip, '2026-12-05', ['Ben']],
    ['before the undo of a slip', undo, '2026-12-01', ['Mallory']],
    ['after it', later, '2026-12-01', ['Cy']],
    ['before somebody who is to come', nobody, '2026-12-09', ['Ben']],
    ['from their day on', nobody, '2026-12-10', ['Dee']],
    ['in the end', undefined, '2026-12-01', undefined],
  ] as [string, Event | undefined, CalendarDate, string[] | undefined][])('%s', (_, event, on, people) => {
    expect(bindingAt(progress, 'buddy', event ? { event, on } : { on })?.people).toEqual(people);
    expect(bindingAt(progress, 'mentor', { on })).toBeUndefined();
  });
});

describe('what is taken back', () => {
  test('a whole command, wherever its events stand', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-12-01', to: '2026-12-02' }, { batch: 'b' });
    story.done('x', { batch: 'b' });
    story.done('y', { batch: 'other' });
    story.add({ kind: 'undone', target: 'b' });
    expect(story.progress.leaves).toEqual([]);
    expect([...story.progress.items.keys()]).toEqual(['y']);
  });

  test('a judgement that is taken back judges nothing', () => {
    const story = new Story();
    const { id: of } = story.done('x');
    story.add({ kind: 'returned', item: 'x', of, comment: 'almost' }, { batch: 'return' });
    story.add({ kind: 'undone', target: 'return' });
    expect(story.item('x').closedBy?.id).toBe(of);
  });

  test('a start is not', () => {
    const story = new Story();
    story.add({ kind: 'undone', target: 'b1' });
    expect(story.progress.hire.name).toBe('Ada Lovelace');
  });

  test('nor is taking back', () => {
    const story = new Story();
    story.done('x', { batch: 'a' });
    story.add({ kind: 'undone', target: 'a' }, { batch: 'b' });
    story.add({ kind: 'undone', target: 'b' });
    expect(story.item('x').closedBy).toBeUndefined();
  });
});

test('a kind from a later version is ignored', () => {
  const { record } = new Story();
  const later = sealed({ kind: 'celebrated', item: 'x' });
  expect(reduceEvents({ ...record, events: [...record.events, later] })).toEqual(reduceEvents(record));
});

test('an answer is to the question that it names, and the last one counts', () => {
  const story = new Story();
  const first = story.add({ kind: 'asked', text: 'one' });
  story.add({ kind: 'asked', text: 'two' });
  story.add({ kind: 'answered', of: first.id, text: 'no' });
  story.add({ kind: 'answered', of: first.id, text: 'yes' });
  expect(story.progress.questions.map(({ answered }) => answered?.text)).toEqual(['yes', undefined]);
});

test('what was done under a former id is the history of the item that has its place', () => {
  const story = new Story();
  story.done('old');
  story.add(
    { kind: 'adopted', digest: 'd2', items: ['extra'], renamed: { old: 'new' } },
    { on: '2026-12-01' },
  );
  story.add({ kind: 'noted', item: 'old', text: 'from a machine that knows nothing of it' });
  expect(story.progress.hire.digest).toBe('d2');
  expect(story.item('new')).toMatchObject({ closedBy: { item: 'new' }, notes: [{ item: 'new' }] });
  expect(story.progress.items.has('old')).toBe(false);
  expect([...story.progress.adopted]).toEqual([['extra', '2026-12-01']]);
});

test('a hire’s own item comes after the item that has the place of a former one', () => {
  const story = new Story();
  story.add({ kind: 'added', item: 'own', title: 'Own', phase: 'week-1', after: ['old', 'other'] });
  story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: { old: 'new' } });
  expect(story.progress.own[0]?.after).toEqual(['new', 'other']);
});

test('a completion that was settled needs no approval; the next one does', () => {
  const story = new Story();
  const { id } = story.done('x');
  story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: {}, settled: [id] });
  expect(story.item('x').settled).toBe(true);
  story.add({ kind: 'reopened', item: 'x', of: id });
  story.done('x');
  expect(story.item('x').settled).toBeUndefined();
});

test('of two adoptions the later one’s program and renames count, and the last that brings an item', () => {
  const story = new Story();
  story.done('old');
  story.add(
    { kind: 'adopted', digest: 'd2', items: ['extra'], renamed: { old: 'new' } },
    { on: '2026-12-01' },
  );
  story.add({ kind: 'adopted', digest: 'd3', items: ['extra', 'more'], renamed: {} }, { on: '2026-12-03' });
  expect(story.progress.hire.digest).toBe('d3');
  expect(story.item('old').closedBy).toBeDefined();
  expect(story.progress.adopted.get('extra')).toBe('2026-12-03');
  expect(story.progress.adopted.get('more')).toBe('2026-12-03');
});

test('what a hire is called: key by key, the last counts', () => {
  const story = new Story();
  story.add({ kind: 'changed', handles: ['ada'], name: 'Ada' });
  story.add({ kind: 'changed', name: 'Ada King' });
  expect(story.progress.hire).toMatchObject({ name: 'Ada King', handles: ['ada'] });
});

describe("a hire's own calendar", () => {
  const eve = { date: '2026-12-24', name: 'Christmas Eve', source: 'company.ics' } as const;
  const saturday = { date: '2027-01-09', name: '上班', source: 'cn.ics' } as const;
  type Change = Omit<Extract<Fact, { kind: 'changed' }>, 'kind'>;
  const cases: [string, Change[], object][] = [
    ['nothing', [], {}],
    [
      'key by key, the last counts',
      [
        { workingDays: ['tue', 'mon'], minutesPerDay: 240 },
        { holidays: [eve], minutesPerDay: 270, holidaysUntil: '2027-02-28' },
      ],
      { workingDays: ['mon', 'tue'], holidays: [eve], holidaysUntil: '2027-02-28', minutesPerDay: 270 },
    ],
    [
      'days without a source are of an own list',
      [{ holidays: [{ date: '2026-12-25' }], extraWorkingDays: [{ date: '2026-11-28' }] }],
      {
        holidays: [{ date: '2026-12-25', source: 'own list' }],
        extraWorkingDays: [{ date: '2026-11-28', source: 'own list' }],
      },
    ],
    [
      'an empty list says none',
      [{ holidays: [], extraWorkingDays: [] }],
      { holidays: [], extraWorkingDays: [] },
    ],
    [
      "as the team's again is another thing than none",
      [{ holidays: [], workingDays: ['mon'] }, { asTeam: ['holidays', 'workingDays'] }],
      {},
    ],
    [
      "as the team's, and then own again",
      [{ asTeam: ['holidays'] }, { holidays: [eve] }],
      { holidays: [eve] },
    ],
    [
      'make-up days of a file stand and fall with its holidays',
      [{ holidays: [eve], workedDays: [saturday] }],
      { holidays: [eve], extraWorkingDays: [saturday] },
    ],
    [
      'and go with them',
      [{ holidays: [eve], workedDays: [saturday] }, { holidays: [eve] }],
      { holidays: [eve] },
    ],
    [
      'also where they are as the team has them',
      [{ holidays: [eve], workedDays: [saturday] }, { asTeam: ['holidays'] }],
      {},
    ],
    [
      'they stand beside own ones',
      [{ holidays: [eve], workedDays: [saturday] }, { extraWorkingDays: [{ date: '2026-11-28' }] }],
      { holidays: [eve], extraWorkingDays: [saturday, { date: '2026-11-28', source: 'own list' }] },
    ],
    [
      'but none means none',
      [{ extraWorkingDays: [] }, { holidays: [eve], workedDays: [saturday] }],
      { holidays: [eve], extraWorkingDays: [] },
    ],
    [
      "what can't be used says nothing",
      [
        { workingDays: ['fri', 'someday'], minutesPerDay: 60 },
        { workingDays: ['someday'], minutesPerDay: 0, asTeam: ['__proto__', 'name'] },
        { workingDays: [], minutesPerDay: -5 },
        { minutesPerDay: 1441 },
      ],
      { workingDays: ['fri'], minutesPerDay: 60 },
    ],
  ];
  test.each(cases)('%s', (_, changes, expected) => {
    const story = new Story();
    for (const change of changes) story.add({ kind: 'changed', ...change });
    expect(story.progress.calendar).toEqual(expected);
    const { events } = story.record;
    expect(reduceEvents(parseRecord(recordText([...events].reverse())))?.calendar).toEqual(expected);
  });

  test('whether phases stretch', () => {
    const story = new Story();
    story.add({ kind: 'changed', stretch: true });
    expect(story.progress.stretch).toBe(true);
    story.add({ kind: 'changed', holidays: [] });
    const { batch } = story.add({ kind: 'changed', stretch: false });
    expect(story.progress.stretch).toBe(false);
    story.add({ kind: 'undone', target: batch });
    expect(story.progress.stretch).toBe(true);
  });

  test('what else a stranger writes of a day is left out; what is no day makes the event damaged', () => {
    const start = sealed({
      kind: 'started',
      run: 'onboarding',
      person: 'p1',
      name: 'Ada',
      start: '2026-11-23',
      program: 'pm',
      digest: 'd',
    });
    const more = sealed({ kind: 'changed', holidays: [{ date: '2026-12-24', name: '', more: 1 }] });
    const record = parseRecord(recordText([start, more]));
    expect(reduceEvents(record)?.calendar).toEqual({
      holidays: [{ date: '2026-12-24', source: 'own list' }],
    });
    for (const bad of [
      { holidays: ['2026-12-24'] },
      { holidays: [{ date: '2026-02-30' }] },
      { holidays: [{ date: '2026-12-24', name: 5 }] },
      { holidays: {} },
      { stretch: 'yes' },
      { minutesPerDay: 1.5 },
      { holidaysUntil: 'soon' },
    ])
      expect(parseRecord(recordText([start, sealed({ kind: 'changed', ...bad })])).damaged).toHaveLength(1);
  });
});

test('an item of the hire alone is there until it is removed, and again when that is undone', () => {
  const story = new Story();
  story.add({ kind: 'added', item: 'own', title: 'Own', phase: 'one', due: '2026-12-10' });
  story.add({ kind: 'added', item: 'other', title: 'Other', phase: 'one' });
  expect(story.progress.own).toMatchObject([{ title: 'Own' }, { title: 'Other' }]);
  const removed = story.add({ kind: 'removed', item: 'own' });
  expect(story.progress.own).toMatchObject([{ title: 'Other' }]);
  story.add({ kind: 'undone', target: removed.batch });
  expect(story.progress.own).toHaveLength(2);
});

test('reviews are kept; a run is finished or archived until that is undone', () => {
  const story = new Story();
  story.add({ kind: 'reviewed', events: ['x'] });
  const archived = story.add({ kind: 'archived', reason: 'left' });
  story.add({ kind: 'finished' });
  expect(story.progress).toMatchObject({ reviews: [{ events: ['x'] }], archived: { reason: 'left' } });
  expect(story.progress.finished).toBeDefined();
  story.add({ kind: 'undone', target: archived.batch });
  expect(story.progress.archived).toBeUndefined();
});
