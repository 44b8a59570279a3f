import { describe, expect, test } from 'vitest';
import { found, ofRule, week } from './found.ts';

const rule = 'unused-role';
const one = '- { id: a, title: A }\n';
const unused = (id: string) =>
  `no item and no other role names the role \`${id}\` (name it under \`with\`, \`by\` or \`sign-off\` of an item, or take it out)`;

describe('unused-role', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'none named',
      one,
      'roles:\n  buddy: { title: Buddy }\n',
      [`program.yaml:5:3 buddy: ${unused('buddy')}`],
    ],
    ['to meet', '- { id: a, title: A, with: [buddy] }\n', 'roles: { buddy: { title: Buddy } }\n', []],
    ['who acts', '- { id: a, title: A, by: buddy }\n', 'roles: { buddy: { title: Buddy } }\n', []],
    ['who signs off', '- { id: a, title: A, sign-off: buddy }\n', 'roles: { buddy: { title: Buddy } }\n', []],
    [
      'of a group',
      '- { id: g, title: G, with: [buddy], items: [{ id: a, title: A }] }\n',
      'roles: { buddy: { title: Buddy } }\n',
      [],
    ],
    [
      'that stands in for a role, itself unused',
      one,
      'roles: { buddy: { title: B }, mentor: { title: M, default: buddy } }\n',
      [`program.yaml:4:31 mentor: ${unused('mentor')}`],
    ],
    ['no roles', one, '', []],
    [
      'mistyped where it is used: a matter of unknown-role',
      '- { id: a, title: A, by: budy }\n',
      'roles: { buddy: { title: Buddy } }\n',
      [],
    ],
  ];
  test.each(cases)('%s', (_, items, roles, want) => {
    expect(found(rule, week(items, roles))).toEqual(want);
  });

  test('is a warning', () => {
    expect(ofRule(rule, week(one, 'roles: { buddy: { title: B } }\n'))).toMatchObject([
      { rule, severity: 'warning' },
    ]);
  });

  test('says nothing where a phase is missing', () => {
    const files = week(one, 'roles: { buddy: { title: B } }\n');
    const main = files['program.yaml']?.replace('week-1', 'week-1, week-2') ?? '';
    expect(found(rule, { ...files, 'program.yaml': main })).toEqual([]);
  });
});
