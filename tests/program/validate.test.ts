/** What a checklist's author reads about a wrong key or value, to the line and column. */
import { describe, expect, test } from 'vitest';
import { faultsOfItems } from '../lint/faults.ts';

describe('items, from line 5 on', () => {
  const rule =
    'must be `day N`, `week N` or `workday N`, `N workdays before start`, `N workdays after ID` or `N workdays before end`, or `none`, such as `workday 3`';
  const id = 'must be lower-case words joined by hyphens, such as `meet-manager`';
  const effort = 'must be `N min`, `N h` or `N days`, such as `30 min`';
  const cases: [string, string, string[]][] = [
    ['sound', '- { id: a, title: A }\n', []],
    [
      'an unknown key',
      '- id: a\n  title: A\n  deu: day 1\n',
      ['7:3 unknown key `deu` (did you mean `due`?)'],
    ],
    ['nothing like a key', '- { id: a, title: A, frobnicate: 1 }\n', ['5:22 unknown key `frobnicate`']],
    [
      'two unknown keys',
      '- { id: a, titel: A, topic: [x], title: A }\n',
      [
        '5:12 unknown key `titel` (did you mean `title`?)',
        '5:22 unknown key `topic` (did you mean `topics`?)',
      ],
    ],
    [
      'an unknown key of a link',
      '- id: a\n  title: A\n  links:\n    - title: T\n      ulr: x\n',
      ['9:7 unknown key `ulr` (did you mean `url`?)'],
    ],
    [
      'an unknown key of a count',
      '- { id: a, title: A, count: { upto: 3 } }\n',
      ['5:31 unknown key `upto` (did you mean `up-to`?)'],
    ],
    ['a missing key', '- title: A\n', ['5:3 `id` is missing']],
    ['two missing keys', '- due: day 1\n', ['5:3 `id` is missing', '5:3 `title` is missing']],
    ['a number for text', '- id: a\n  title: 30\n', ['6:10 `title` must be text, not a number']],
    [
      'a number in a list of texts',
      '- { id: a, title: A, topics: [b, 7] }\n',
      ['5:34 each entry of `topics` must be text, not a number'],
    ],
    ['text for a list', '- { id: a, title: A, after: b }\n', ['5:29 `after` must be a list, not text']],
    ['a list for text', '- { id: a, title: [A] }\n', ['5:19 `title` must be text, not a list']],
    ['a map for text', '- { id: a, title: { b: c } }\n', ['5:19 `title` must be text, not a map']],
    ['nothing for text', '- id: a\n  title: A\n  details:\n', ['7:11 `details` must be text, not empty']],
    [
      'text for yes or no',
      '- { id: a, title: A, optional: yes }\n',
      ['5:32 `optional` must be true or false, not text'],
    ],
    [
      'a fraction',
      '- { id: a, title: A, count: { target: 1.5 } }\n',
      ['5:39 `target` must be a whole number, not 1.5'],
    ],
    [
      'text for a number',
      '- { id: a, title: A, count: { target: five } }\n',
      ['5:39 `target` must be a whole number, not text'],
    ],
    [
      'a target of nothing',
      '- { id: a, title: A, count: { target: 0 } }\n',
      ['5:39 `target` must be 1 or more'],
    ],
    [
      'an unknown choice',
      '- { id: a, title: A, evidence: txt }\n',
      ['5:32 `evidence` must be one of none, text, url (did you mean `text`?)'],
    ],
    ['a wrong rule', '- { id: a, title: A, due: day 0 }\n', [`5:27 \`due\` ${rule}`]],
    [
      'a number as rule',
      '- { id: a, title: A, from: 3 }\n',
      [`5:28 \`from\` ${rule.replace(', or `none`', '')}`],
    ],
    ['a wrong effort', '- { id: a, title: A, takes: 1.5 h }\n', [`5:29 \`takes\` ${effort}`]],
    ['a wrong id', '- { id: Meet_Ada, title: A }\n', [`5:9 \`id\` ${id}`]],
    ['empty text', "- { id: a, title: ' ' }\n", ['5:19 `title` must not be empty']],
    [
      'no web address',
      "- { id: a, title: A, links: [{ title: T, url: 'javascript:x' }] }\n",
      ['5:47 `url` must be a web address without spaces, such as `https://…`, or `mailto:` and an address'],
    ],
    [
      'an item that is text',
      '- meet Ada\n',
      ['5:3 each entry of `items` must be a map of keys and values, not text'],
    ],
    [
      'a key of an item in a group',
      '- id: g\n  title: G\n  due: day 1\n  items: [{ id: a, title: A }]\n',
      ['7:3 a group has no `due`'],
    ],
    [
      'an empty group',
      '- { id: g, title: G, items: [] }\n',
      ['5:29 `items` must hold at least one item: without any, take the group out'],
    ],
    ['a group of nothing', '- id: g\n  title: G\n  items:\n', ['7:9 `items` must be a list, not empty']],
    [
      'an item of a group',
      '- id: g\n  title: G\n  items:\n    - { id: a, titel: A }\n',
      ['8:16 unknown key `titel` (did you mean `title`?)'],
    ],
    [
      'a group in a group',
      '- id: g\n  title: G\n  items:\n    - { id: h, title: H, items: [] }\n',
      ['8:26 a group cannot stand in a group'],
    ],
    [
      'all at once, in order',
      '- { id: a }\n- { id: b, title: 1 }\n',
      ['5:3 `title` is missing', '6:19 `title` must be text, not a number'],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(faultsOfItems(items)).toEqual(want);
  });
});
