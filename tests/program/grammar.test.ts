/** Date rules, effort, ids, and the nearest word. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateRulePattern,
  idPattern,
  itemInRule,
  parseDateRule,
  parseEffort,
} from '../../src/program/grammar.ts';
import { nearest } from '../../src/program/nearest.ts';

test.each([
  ['day 1', 'day', 1],
  ['day 999', 'day', 999],
  ['week 2', 'week', 2],
  ['workday 10', 'workday', 10],
  ['1 day before start', 'days before start', 1],
  ['14 days before start', 'days before start', 14],
  ['2 workdays before start', 'workdays before start', 2],
  ['1 workday before start', 'workdays before start', 1],
  ['0 workdays before end', 'workdays before end', 0],
  ['1 day before end', 'days before end', 1],
  ['3 workdays after end', 'workdays after end', 3],
  ['30 days after end', 'days after end', 30],
  ['none', 'none', 0],
])('%s is a rule', (text, unit, n) => {
  expect(parseDateRule(text)).toEqual({ unit, n });
});

test.each([
  ['3 workdays after meet-csm', 'workdays after', 3, 'meet-csm'],
  ['1 workday after a', 'workdays after', 1, 'a'],
  ['5 days after day-1', 'days after', 5, 'day-1'],
])('%s counts from an item', (text, unit, n, after) => {
  expect(parseDateRule(text)).toEqual({ unit, n, after });
  expect(itemInRule(text)).toBe(after);
});

test.each([
  'day 0',
  'day 01',
  'day 1000',
  'day -1',
  'day 1.5',
  'days 1',
  'Day 1',
  'day  1',
  ' day 1',
  'day 1 ',
  'day 1\n',
  'day one',
  'month 1',
  '0 days before start',
  '5 days after start',
  '5 weeks before start',
  '0 workdays after a',
  '3 workdays after A',
  '3 workdays after a b',
  'None',
  '5 days before',
  '',
])('%j is none', (text) => {
  expect(parseDateRule(text)).toBeUndefined();
});

test('a rule is what the pattern of the schema matches', () => {
  const words = [
    'day',
    'days',
    'week',
    'workday',
    'workdays',
    'before',
    'after',
    'start',
    'end',
    'none',
    'a-1',
    'A',
    'constructor',
  ];
  const word = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom('0', '1', '01', '999', '1000', '1.5', '-1', '1e2', ''),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (all) => {
      const text = all.join(' ');
      expect(parseDateRule(text) !== undefined).toBe(dateRulePattern.test(text));
    }),
    { numRuns: 5000 },
  );
});

test.each(['0 min', '1 hour', '1.5 h', '30min', '30', 'h', '10000 min', '-1 h', '2 weeks', ''])(
  '%j is no effort',
  (text) => {
    expect(parseEffort(text)).toBeUndefined();
  },
);

test.each(['a', 'meet-ada', 'day-1', '1-on-1'])('%s is an id', (id) => {
  expect(id).toMatch(idPattern);
});

test.each(['', '-', 'a-', '-a', 'a--b', 'A', 'a_b', 'a b', 'é', 'a\n'])('%j is no id', (id) => {
  expect(id).not.toMatch(idPattern);
});

describe('the nearest word', () => {
  const words = ['due', 'details', 'title', 'topics', 'sign-off'];
  const cases: [string, string[]][] = [
    ['titel', ['title']],
    ['TITLE', ['title']],
    ['signoff', ['sign-off']],
    ['detials', ['details']],
    ['du', ['due']],
    ['frobnicate', []],
    ['', []],
  ];
  test.each(cases)('%j: %j', (word, found) => {
    expect(nearest(word, words)).toEqual(found);
  });

  test('the best first, each once', () => {
    expect(nearest('mentor', ['mentors', 'center', 'mentor', 'mentors'])).toEqual([
      'mentor',
      'mentors',
      'center',
    ]);
  });
});
