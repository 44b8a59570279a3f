/** Spaces at the ends of lines. */
import { describe, expect, test } from 'vitest';
import { fixed, ofItems, spans, worded } from './found.ts';

describe('found, and taken out', () => {
  const cases: [string, string, string[], string][] = [
    ['behind a value', '- id: a  \n  title: A\n', ['5:8-5:10'], '- id: a\n  title: A\n'],
    ['a tab', '- { id: a, title: A }\t\n', ['5:22-5:23'], '- { id: a, title: A }\n'],
    ['behind a comment', '# x \n- { id: a, title: A }\n', ['5:4-5:5'], '# x\n- { id: a, title: A }\n'],
    ['on an empty line', '- { id: a, title: A }\n   \n', ['6:1-6:4'], '- { id: a, title: A }\n\n'],
    ['at the end of the file', '- { id: a, title: A } ', ['5:22-5:23'], '- { id: a, title: A }'],
    ['before Windows’ line end', '- { id: a, title: A } \r\n', ['5:22-5:23'], '- { id: a, title: A }\r\n'],
    [
      'behind the head of a block',
      '- id: a\n  title: | \n    A  \n',
      ['6:11-6:12'],
      '- id: a\n  title: |\n    A  \n',
    ],
    [
      'between and behind blocks',
      '- id: a\n  title: |\n    A  \n  details: >-\n    B \n\n    C \n- id: b \n  title: B \n',
      ['12:8-12:9', '13:11-13:12'],
      '- id: a\n  title: |\n    A  \n  details: >-\n    B \n\n    C \n- id: b\n  title: B\n',
    ],
    [
      'behind several clean blocks, before another',
      '- id: a\n  title: |\n    A\n  details: |\n    B\n- id: b \n  title: |\n    C \n',
      ['10:8-10:9'],
      '- id: a\n  title: |\n    A\n  details: |\n    B\n- id: b\n  title: |\n    C \n',
    ],
    [
      'on the lines of a quoted text',
      '- id: a\n  title: "A \n    b"\n',
      ['6:12-6:13'],
      '- id: a\n  title: "A\n    b"\n',
    ],
  ];
  test.each(cases)('%s', (_, items, places, withFixes) => {
    const files = ofItems(items);
    expect(spans('trailing-space', files)).toEqual(places);
    expect(worded('trailing-space', files)).toEqual(
      places.map((place) => `${place.split('-')[0]} the line ends in spaces`),
    );
    expect(fixed('trailing-space', files)).toBe(ofItems(withFixes)['one.yaml']);
    expect(worded('trailing-space', { ...files, 'one.yaml': fixed('trailing-space', files) })).toEqual([]);
  });
});

describe('not found', () => {
  test.each([
    ['in a block: two spaces break the line there', '- id: a\n  title: A\n  details: |\n    B  \n    c\n'],
    ['in a folded block', '- id: a\n  title: A\n  details: >-\n    B  \n    c\n'],
    ['as an escape', '- id: a\n  title: "A\\ \n    b"\n'],
    ['in a file that cannot be read', '- [ \n'],
  ])('%s', (_, items) => {
    expect(worded('trailing-space', ofItems(items))).toEqual([]);
  });

  test('a megabyte of spaces is looked at soon', () => {
    const spaces = ' '.repeat(1_000_000);
    expect(worded('trailing-space', ofItems(`- { id: a, title: A${spaces}b }\n`))).toEqual([]);
  });
});
