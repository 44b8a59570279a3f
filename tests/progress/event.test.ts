/** What is accepted as an event. */
import { describe, expect, test } from 'vitest';
import { faultOf, isKnown } from '../../src/progress/event.ts';
import { sealed } from '../builders.ts';

const done = {
  id: 'e1',
  at: '2026-11-23T09:12:00.123Z',
  on: '2026-11-23',
  by: 'Ada',
  batch: 'b1',
  kind: 'done',
  item: 'x',
};

describe('the envelope', () => {
  const cases: [string, unknown, string | undefined][] = [
    ['sound', done, undefined],
    ['with more than is known', { ...done, mood: 'fine' }, undefined],
    ['null', null, 'it is not an object'],
    ['a list', [done], 'it is not an object'],
    ['a text', 'done', 'it is not an object'],
    ['no id', { ...done, id: undefined }, '`id` must be text'],
    ['a number as id', { ...done, id: 1 }, '`id` must be text'],
    ['no by', { ...done, by: null }, '`by` must be text'],
    ['no batch', { ...done, batch: undefined }, '`batch` must be text'],
    ['no kind', { ...done, kind: undefined }, '`kind` must be text'],
    ['an impossible date', { ...done, on: '2026-02-30' }, '`on` is not a date'],
    ['an instant as date', { ...done, on: done.at }, '`on` is not a date'],
    ['a date as instant', { ...done, at: '2026-11-23' }, '`at` is not an instant'],
    ['an instant without milliseconds', { ...done, at: '2026-11-23T09:12:00Z' }, '`at` is not an instant'],
    [
      'an instant of another zone',
      { ...done, at: '2026-11-23T09:12:00.123+01:00' },
      '`at` is not an instant',
    ],
    ['an impossible instant', { ...done, at: '2026-11-23T25:12:00.123Z' }, '`at` is not an instant'],
    ['a number as instant', { ...done, at: 1 }, '`at` is not an instant'],
  ];
  test.each(cases)('%s', (_, value, fault) => {
    expect(faultOf(value)).toBe(fault);
  });
});

const started = {
  run: 'onboarding',
  person: 'p1',
  name: 'Ada',
  start: '2026-11-23',
  program: 'pm',
  digest: 'd',
};

describe('the fields of each kind', () => {
  const cases: [string, Record<string, unknown>, string | undefined][] = [
    ['started', started, undefined],
    ['started', { ...started, handles: ['ada'], zone: 'Europe/London', traits: ['uk'] }, undefined],
    ['started', { ...started, handles: [1] }, 'handles'],
    ['started', { ...started, start: 'soon' }, 'start'],
    ['started', { ...started, person: undefined }, 'person'],
    ['started', { ...started, run: undefined }, 'run'],
    ['assigned', { role: 'buddy', people: [] }, undefined],
    ['assigned', { role: 'buddy', people: 'Grace' }, 'people'],
    ['rescheduled', { start: '2026-11-30' }, undefined],
    ['rescheduled', { start: '2026-11-31' }, 'start'],
    ['away', { from: '2026-11-23', to: '2026-11-24' }, undefined],
    ['away', { from: '2026-11-23' }, 'to'],
    ['moved', { item: 'x', due: '2026-11-23' }, undefined],
    ['moved', { item: 'x', due: '2026-11-31' }, 'due'],
    ['done', { item: 'x', note: 'n', evidence: 'e', title: 't', due: '2026-11-23' }, undefined],
    ['done', { item: 'x', note: 1 }, 'note'],
    ['done', { item: 'x', note: null }, 'note'],
    ['done', {}, 'item'],
    ['skipped', { item: 'x' }, 'reason'],
    ['reopened', { item: 'x' }, 'of'],
    ['counted', { item: 'x', delta: -2 }, undefined],
    ['counted', { item: 'x', delta: 1.5 }, 'delta'],
    ['counted', { item: 'x', delta: '1' }, 'delta'],
    ['counted', { item: 'x', delta: 2 ** 60 }, 'delta'],
    ['noted', { item: 'x' }, 'text'],
    ['asked', { text: 'why?' }, undefined],
    ['asked', { text: 'why?', item: 7 }, 'item'],
    ['approved', { item: 'x', of: 'e1' }, undefined],
    ['returned', { item: 'x', of: 'e1' }, 'comment'],
    ['undone', {}, 'target'],
  ];
  test.each(cases)('%s %j', (kind, fields, field) => {
    const { item: _, ...envelope } = done;
    expect(faultOf({ ...envelope, kind, ...fields })).toBe(
      field && `\`${field}\` is missing or of the wrong type`,
    );
  });
});

test.each(['celebrated', 'constructor', 'toString', '__proto__', ''])(
  'the kind %j is not known, nor a fault',
  (kind) => {
    const event = sealed({ kind, anything: { at: 'all' } });
    expect(isKnown(event)).toBe(false);
    expect(faultOf(event)).toBeUndefined();
  },
);
