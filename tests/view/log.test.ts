/** Shows events as sentences. */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { historyOf } from '../../src/view/log.ts';
import { Story, sealed } from '../builders.ts';

const nameOf = (id: string) => `«${id}»`;

function last(story: Story) {
  return historyOf(story.record.events, nameOf).at(-1);
}

describe('each kind in words', () => {
  const cases: [Fact, string][] = [
    [{ kind: 'assigned', role: 'buddy', people: ['Grace', 'Joan'] }, 'assigned buddy: Grace, Joan'],
    [{ kind: 'assigned', role: 'buddy', people: [] }, 'unassigned buddy'],
    [{ kind: 'rescheduled', start: '2026-11-30' }, 'moved the start to 2026-11-30'],
    [{ kind: 'away', from: '2026-12-01', to: '2026-12-02' }, 'away 2026-12-01 to 2026-12-02'],
    [{ kind: 'moved', item: 'x', due: '2026-12-01' }, 'moved «x» to 2026-12-01'],
    [{ kind: 'done', item: 'x' }, 'done «x»'],
    [{ kind: 'done', item: 'x', note: 'n', evidence: 'e' }, 'done «x»: n, e'],
    [{ kind: 'skipped', item: 'x', reason: 'no' }, 'skipped «x»: no'],
    [{ kind: 'reopened', item: 'x', of: 'e' }, 'reopened «x»'],
    [{ kind: 'counted', item: 'x', delta: 2 }, 'counted 2 for «x»'],
    [{ kind: 'noted', item: 'x', text: 'n' }, 'noted on «x»: n'],
    [{ kind: 'asked', text: 'why?' }, 'asked: why?'],
    [{ kind: 'asked', text: 'why?', item: 'x' }, 'asked: why? («x»)'],
    [{ kind: 'approved', item: 'x', of: 'e' }, 'approved «x»'],
    [{ kind: 'returned', item: 'x', of: 'e', comment: 'almost' }, 'returned «x»: almost'],
    [{ kind: 'undone', target: 'nothing' }, "undid: a command that isn't here"],
  ];
  test.each(cases)('%j', (fact, what) => {
    const story = new Story();
    story.add(fact);
    expect(last(story)).toMatchObject({ what, undone: false, kind: fact.kind });
  });
});

test('who, when, on what', () => {
  const story = new Story();
  const { at } = story.done('x', { by: 'Grace', on: '2026-11-25' });
  expect(last(story)).toEqual({
    on: '2026-11-25',
    at,
    by: 'Grace',
    kind: 'done',
    item: 'x',
    what: 'done «x»',
    undone: false,
    voided: null,
    committedBy: null,
  });
});

test('an undo says what it took back, and that is marked', () => {
  const story = new Story();
  story.command(
    [
      { kind: 'counted', item: 'x', delta: 1 },
      { kind: 'done', item: 'x' },
    ],
    { batch: 'b' },
  );
  story.add({ kind: 'undone', target: 'b' });
  const history = historyOf(story.record.events, nameOf);
  expect(history.map(({ undone }) => undone)).toEqual([false, true, true, false]);
  expect(history.at(-1)?.what).toBe('undid: counted 1 for «x»; done «x»');
});

test('a start is not marked, whatever names its batch', () => {
  const story = new Story();
  story.add({ kind: 'undone', target: 'b1' });
  expect(historyOf(story.record.events, nameOf)[0]).toMatchObject({
    what: 'started Ada Lovelace on 2026-11-23, program pm',
    undone: false,
  });
});

test('a kind from a later version is named', () => {
  const [entry] = historyOf([sealed({ kind: 'celebrated', item: 'x' })], nameOf);
  expect(entry).toMatchObject({
    item: null,
    what: "recorded what this version doesn't know: celebrated",
  });
});
