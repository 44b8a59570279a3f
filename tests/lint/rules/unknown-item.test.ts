import { describe, expect, test } from 'vitest';
import { found, problemsOf, program, week, withFixes } from './found.ts';

const rule = 'unknown-item';
const meet = '- { id: meet-buddy, title: Meet your buddy }\n';

describe('unknown-item', () => {
  const cases: [string, string, string[]][] = [
    ['known', `${meet}- { id: walk, title: Walk, after: [meet-buddy] }\n`, []],
    [
      'mistyped, with the nearest',
      `${meet}- { id: walk, title: Walk, after: [meet-budy] }\n`,
      [
        'week-1.yaml:6:36 meet-budy: the program has no item or group `meet-budy` (did you mean `meet-buddy`?)',
      ],
    ],
    [
      'far from all, the second of two',
      `${meet}- { id: walk, title: Walk, after: [meet-buddy, sing] }\n`,
      ['week-1.yaml:6:48 sing: the program has no item or group `sing`'],
    ],
    [
      'under its former name',
      '- { id: meet-buddy, title: Meet, formerly: [see-friend] }\n- { id: walk, title: Walk, after: [see-friend] }\n',
      [
        'week-1.yaml:6:36 see-friend: the program has no item or group `see-friend` (it is called `meet-buddy` now)',
      ],
    ],
    [
      'a group and what stands in it',
      '- { id: people, title: People, items: [{ id: a, title: A }] }\n- { id: b, title: B, after: [people, a] }\n',
      [],
    ],
    [
      'never its own id as a guess',
      '- { id: meet-buddy, title: Meet, after: [meet-budy] }\n',
      ['week-1.yaml:5:42 meet-budy: the program has no item or group `meet-budy`'],
    ],
    ['no id at all: a matter of id-style', `${meet}- { id: b, title: B, after: [Meet-Buddy] }\n`, []],
    [
      'a group after something: a matter of group-keys',
      '- { id: g, title: G, after: [x], items: [{ id: a, title: A }] }\n',
      [],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(found(rule, week(items))).toEqual(want);
  });

  test('looks at all phases', () => {
    const waits = '- { id: walk, title: Walk, after: [meet-buddy] }\n';
    expect(found(rule, program({ one: ['day 1', meet], two: ['day 2', waits] }))).toEqual([]);
  });

  test('says nothing where a part of the program is missing', () => {
    const files = week('- { id: walk, title: Walk, after: [meet-budy] }\n');
    const { 'week-1.yaml': lone = '', 'program.yaml': main = '' } = files;
    expect(found(rule, files)).toHaveLength(1);
    expect(found(rule, { 'week-1.yaml': lone })).toEqual([]);
    expect(found(rule, { 'week-1.yaml': lone, 'program.yaml': main.replace(']', ', week-2]') })).toEqual([]);
    expect(
      found(rule, {
        'week-1.yaml': lone,
        'program.yaml': main.replace(']', ', week-2]'),
        'week-2.yaml': 'a: [',
      }),
    ).toEqual([]);
  });

  test('fixes what was renamed', () => {
    const renamed = week(
      '- { id: a, title: A, formerly: [old-name] }\n- { id: b, title: B, after: [old-name] }\n',
    );
    expect(withFixes(renamed, problemsOf(renamed))['week-1.yaml']).toContain('after: [a]');
  });

  test('leaves the choice among near ids to people', () => {
    const two = week(
      `${meet}- { id: meet-bunny, title: B }\n- { id: walk, title: Walk, after: [meet-buny] }\n`,
    );
    const [problem] = problemsOf(two);
    expect(problem).toMatchObject({ rule, hint: 'did you mean `meet-bunny`?' });
    expect(problem?.fix).toBeUndefined();
  });

  test('of 400 unknown ids all are told, and the first hundred get a guess', () => {
    const items = (id: string) =>
      Array.from({ length: 200 }, (_, at) => `- {id: ${id}-${at}, title: T, after: [${id}z-${at}]}\n`).join(
        '',
      );
    const all = found(rule, program({ one: ['day 1', items('known')], two: ['day 2', items('other')] }));
    expect(all).toHaveLength(400);
    expect(all.filter((each) => each.includes('did you mean'))).toHaveLength(100);
  });
});
