/** Which items a text means: one, a list, a range; and what is said of a text that means none. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { matchEntries, matchItem, matchItems, matchShown } from '../../src/session/item-argument.ts';
import { phase, program, Story } from '../builders.ts';

const run = new Story().run(
  program([
    {
      ...phase('day-1', 'day 1', [
        { id: 'meet', title: 'Meet your manager' },
        { id: 'fix', title: 'Fix 1:1 times, create the 1:1 doc', group: 'buddy' },
        { id: 'add', title: 'Add you to the meetings', group: 'buddy' },
      ]),
      title: 'First day',
      groups: [{ id: 'buddy', title: 'Meet your buddy', details: '' }],
    },
    {
      ...phase('week-1', 'week 1', [
        { id: 'first-call', title: 'Sit in on a call' },
        { id: 'two-three', title: 'Plan the 2-3 day tour', formerly: ['tour'] },
        { id: 'c-item', title: '1,200-1,300' },
        ...['d', 'e', 'f', 'g', 'h', 'i', 'j'].map((id) => ({ id: `${id}-item`, title: `Item ${id}` })),
      ]),
      title: 'First week',
    },
    { ...phase('later', 'day 30', []), title: 'Later' },
  ]),
  '2026-11-23',
);

function refs(...texts: string[]): string[] {
  return matchItems(run, texts).map(({ ref }) => ref);
}

/** The message, the lines and the hint of the error. */
function refusal(...texts: string[]): string {
  try {
    return `means ${refs(...texts).join()}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, ...error.lines, error.hint].join('; ');
  }
}

describe('what a text means', () => {
  test.each([
    ['a number', ['2.10'], ['2.10']],
    ['an id', ['meet'], ['1.1']],
    ['a former id', ['Tour'], ['2.2']],
    ['a part of a title', ['YOUR MANAGER'], ['1.1']],
    ['a list', ['2.4,2.9'], ['2.4', '2.9']],
    ['a list in any order, with spaces and a comma at the end', [' 2.9, 2.4 , fix ,'], ['2.9', '2.4', '1.2']],
    ['a range', ['2.4-2.6'], ['2.4', '2.5', '2.6']],
    ['a short range', ['2.9-10'], ['2.9', '2.10']],
    ['a range with spaces, or a dash', ['2.4 - 2.5', '2.6–7'], ['2.4', '2.5', '2.6', '2.7']],
    ['a range of one', ['2.4-2.4'], ['2.4']],
    ['a list of ranges', ['1.1-2,2.9-10'], ['1.1', '1.2', '2.9', '2.10']],
    ['several texts, each item once', ['2.5', '2.4-2.6,2.5', 'c-item'], ['2.5', '2.4', '2.6', '2.3']],
    ['a title with a comma and a colon', ['Fix 1:1 times, create the 1:1 doc'], ['1.2']],
    ['a part of it with the comma', ['times, create'], ['1.2']],
    ['a title of numbers', ['1,200-1,300'], ['2.3']],
    ['a list of parts of titles', ['your manager, sit in'], ['1.1', '2.1']],
  ])('%s', (_, texts, meant) => {
    expect(refs(...texts)).toEqual(meant);
  });

  test('a group among items, once', () => {
    const entries = matchEntries(run, ['2.4,buddy', 'Meet your buddy']);
    expect(entries.map((entry) => ('item' in entry ? entry.item.ref : entry.group.id))).toEqual([
      '2.4',
      'buddy',
    ]);
  });
});

describe('what a text does not mean', () => {
  test.each([
    ['a part of a list', '2.4,2.99', 'there is no item "2.99"; "First week" has 2.1-2.10'],
    ['a word in a list', '2.4,frobnicate', 'there is no item "frobnicate"; all of them: pm-onboard plan'],
    ['the end of a range', '2.8-2.99', 'there is no item "2.99"; "First week" has 2.1-2.10'],
    ['the beginning of a range', '2.0-2.2', 'there is no item "2.0"; "First week" has 2.1-2.10'],
    ['a range in a list', '1.1,2.8-77', 'there is no item "2.77"; "First week" has 2.1-2.10'],
    ['a range backwards', '2.6-2.4', '"2.6-2.4" runs backwards; write it as 2.4-2.6'],
    ['two phases', '1.2-2.3', '"1.2-2.3" is a range over several phases; write 1.2-1.3,2.1-2.3'],
    ['two phases, one of each', '1.3-2.1', '"1.3-2.1" is a range over several phases; write 1.3,2.1'],
    ['a range in a part', '2.4,2.6-2.5', '"2.6-2.5" runs backwards; write it as 2.5-2.6'],
    [
      'a number of no phase',
      '4.1',
      'there is no item "4.1"; the phases are 1 First day, 2 First week, 3 Later',
    ],
    ['a number in a phase without items', '3.1', 'there is no item "3.1"; "Later" has no items'],
    [
      'a word that is mistyped',
      'mangaer',
      'there is no item "mangaer"; did you mean 1.1, Meet your manager?',
    ],
    [
      'words of a title, in another order',
      'tuor plan',
      'there is no item "tuor plan"; did you mean 2.2, Plan the 2-3 day tour?',
    ],
    ['a group', 'your buddi', 'there is no item "your buddi"; did you mean buddy, Meet your buddy?'],
    ['commas alone', ' , ', 'there is no item " , "; all of them: pm-onboard plan'],
    ['nothing', '', 'there is no item ""; all of them: pm-onboard plan'],
    [
      'a mistyped title with a comma',
      'Fix 1:1 tmes, create the 1:1 docs',
      'there is no item "Fix 1:1 tmes, create the 1:1 docs"; did you mean 1.2, Fix 1:1 times, create the 1:1 doc?',
    ],
    [
      'several items',
      '2.4,item',
      '"item" may be;   2.3  1,200-1,300;   2.4  Item d;   2.5  Item e;   2.6  Item f;   2.7  Item g;   2.8  Item h;   … and 2 more; give the number or the id',
    ],
    [
      'a group',
      '2.4,buddy',
      '"Meet your buddy" is a group; its items are;   1.2  Fix 1:1 times, create the 1:1 doc;   1.3  Add you to the meetings; name those that are meant',
    ],
  ])('%s', (_, text, says) => {
    expect(refusal(text)).toBe(says);
  });

  test.each(['day-1', 'First day', '1'])('%s is a phase: its items are named', (text) => {
    expect(refusal(text)).toBe(
      `"${text}" is a phase, "First day"; its items are;   1.1  Meet your manager;   1.2  Fix 1:1 times, create the 1:1 doc;   1.3  Add you to the meetings; name those that are meant, all of them as 1.1-1.3`,
    );
  });

  test('a phase without items is one too', () => {
    expect(refusal('later')).toBe('"later" is a phase, "Later", without items; name an item');
  });

  test('numbers are not searched for inside titles', () => {
    expect(refusal('1,200')).toContain('"1" is a phase');
    expect(refusal('200')).toContain('there is no item "200"');
  });

  test('what a remedy says to type works', () => {
    expect(refs('1.2-1.3,2.1-2.3')).toEqual(['1.2', '1.3', '2.1', '2.2', '2.3']);
    expect(refs('1.1-1.3')).toEqual(['1.1', '1.2', '1.3']);
  });
});

describe('what can be shown', () => {
  const shown = (...texts: string[]) =>
    matchShown(run, texts).map((entry) => {
      if ('phase' in entry) return `${entry.phase.id} of ${entry.items.length}`;
      return 'item' in entry ? entry.item.ref : entry.group.id;
    });

  test.each([
    ['the number of a phase', ['2'], ['week-1 of 10']],
    ['its id', ['week-1'], ['week-1 of 10']],
    ['its id as screens print it', ['Week 1'], ['week-1 of 10']],
    ['its title', ['first WEEK'], ['week-1 of 10']],
    ['one without items', ['later'], ['later of 0']],
    ['a phase in a list, each once', ['2,1.1', 'First week'], ['week-1 of 10', '1.1']],
    ['an item or a group, as everywhere', ['2.4-2.5', 'buddy'], ['2.4', '2.5', 'buddy']],
  ])('%s', (_, texts, meant) => {
    expect(shown(...texts)).toEqual(meant);
  });

  test('a mistyped phase is suggested', () => {
    expect(() => shown('frist week')).toThrow(
      expect.objectContaining({ hint: 'did you mean week-1, First week?' }),
    );
  });
});

test('a flag may take one item only', () => {
  expect(matchItem(run, '2.4', '--item').ref).toBe('2.4');
  expect(matchItem(run, '2.4,d-item', '--item').ref).toBe('2.4');
  expect(() => matchItem(run, '2.4-5', '--item')).toThrow('--item takes one item; "2.4-5" names 2');
});
