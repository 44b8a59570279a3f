import { describe, expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';

const program = `id: small
title: A small program
phases: [week-1]
traits:
  country: [us, de, other]
  manager: boolean
`;

/** What the rule finds in a checklist with these items, a line each. */
function found(rule: string, items: string, more = '', traits = program): string[] {
  const files = {
    'program.yaml': traits,
    'week-1.yaml': `id: week-1\ntitle: First week\ndue: week 1\n${more}items:\n${items}`,
  };
  return lint({
    files: Object.entries(files).map(([name, text]) => ({
      name,
      path: name,
      bytes: new TextEncoder().encode(text),
    })),
    config: {},
  })
    .filter((problem) => problem.rule === rule)
    .map(({ file, line, column, message, hint }) => `${file}:${line}:${column} ${message} (${hint})`);
}

const item = (id: string, more = '') => `  - { id: ${id}, title: Do the ${id} thing${more} }\n`;

describe('unknown-trait', () => {
  test('finds names and values, at items, groups and phases, with what was meant', () => {
    expect(found('unknown-trait', item('a-one', ', when: { contry: [us] }'))).toEqual([
      'week-1.yaml:5:53 the program has no trait `contry` (did you mean `country`?)',
    ]);
    expect(found('unknown-trait', item('a-one'), 'when: { country: [us, usa, de] }\n')).toEqual([
      'week-1.yaml:4:23 the trait `country` has no value `usa` (did you mean `us`?)',
    ]);
    expect(found('unknown-trait', item('a-one', ', when: { country: true }'))).toEqual([
      'week-1.yaml:5:62 the trait `country` has no value `true` (its values are us, de, other)',
    ]);
    expect(found('unknown-trait', item('a-one', ', when: { manager: [us] }'))).toEqual([
      'week-1.yaml:5:63 the trait `manager` has no value `us` (it is `true` or `false`)',
    ]);
    expect(found('unknown-trait', item('a-one', ', when: { manager: true, country: [us, de] }'))).toEqual([]);
  });

  test('a value that no trait can have is one problem', () => {
    const capital = item('a-one', ', when: { country: [US] }');
    expect(found('unknown-trait', capital)).toEqual([
      'week-1.yaml:5:63 the trait `country` has no value `US` (did you mean `us`?)',
    ]);
    expect(found('id-style', capital)).toEqual([]);
    expect(found('id-style', item('a-one'), '', program.replace('us,', 'US,'))).toEqual([
      'program.yaml:5:13 each entry of `country` must be lower-case words joined by hyphens, such as `us` (undefined)',
    ]);
  });

  test('a value of another type is told what it may be', () => {
    expect(found('wrong-value', item('a-one', ', when: { country: us }'))).toEqual([
      'week-1.yaml:5:62 `country` must be a list of values, such as `[us]`, or `true` or `false` (write `[us]`)',
    ]);
    expect(found('wrong-value', item('a-one'), '', program.replace('boolean', 'maybe'))).toEqual([
      'program.yaml:6:12 `manager` must be a list of values, such as `[us, de, other]`, or `boolean` (undefined)',
    ]);
  });
});

test('unused-trait', () => {
  expect(found('unused-trait', item('a-one', ', when: { country: [us] }'))).toEqual([
    'program.yaml:6:3 no `when` asks for the trait `manager` (ask for it in a `when`, or take it out)',
  ]);
});

test('never-applies: conditions that exclude each other, wherever they stand', () => {
  const said =
    "can be nobody's: no value of `country` fits its own `when` and those of the group and phase around it";
  expect(
    found('never-applies', item('a-one', ', when: { country: [us] }'), 'when: { country: [de] }\n'),
  ).toEqual([expect.stringContaining(`week-1.yaml:6:45 \`a-one\` ${said}`)]);
  const group = `  - id: g-one\n    title: A group\n    when: { country: [us, other] }\n    items:\n    ${item('a-one')}`;
  expect(found('never-applies', group, 'when: { country: [de] }\n')).toHaveLength(1);
  expect(found('never-applies', group, 'when: { country: [de, us] }\n')).toEqual([]);
});

describe('after-some', () => {
  const us = item('us-one', ', when: { country: [us] }');
  const others = item('rest-one', ', when: { country: [de, other] }');

  test('finds what only some of those who have the item have', () => {
    expect(found('after-some', us + item('all-one', ', after: [us-one]'))).toEqual([
      'week-1.yaml:6:57 `all-one` waits for `us-one`, which only some of those who have it have (country us) (give both the same `when`, or take it out of `after`)',
    ]);
    expect(
      found('after-some', us + others + item('all-one', ', after: [us-one], when: { country: [de] }')),
    ).toHaveLength(1);
  });

  test('nothing where all who have it have it, or everybody has one of several', () => {
    for (const more of [
      ', after: [us-one], when: { country: [us] }',
      ', after: [us-one], when: { country: [us], manager: true }',
      ', after: [us-one, rest-one]',
    ])
      expect(found('after-some', us + others + item('all-one', more))).toEqual([]);
    expect(
      found('after-some', us.replace('when', 'optional: true, when') + item('all-one', ', after: [us-one]')),
    ).toEqual([]);
  });
});

describe('sensitive-trait', () => {
  const traitOf = (name: string, values = 'boolean') =>
    found(
      'sensitive-trait',
      item('a-one'),
      '',
      `${program.split('traits:')[0]}traits:\n  ${name}: ${values}\n`,
    );

  test.each([
    ['health', 'GDPR Art. 9'],
    ['is-disabled', 'GDPR Art. 9'],
    ['pregnant', 'GDPR Art. 9'],
    ['religion', 'GDPR Art. 9'],
    ['union-member', 'GDPR Art. 9'],
    ['ethnicity', 'GDPR Art. 9'],
    ['sexual-orientation', 'GDPR Art. 9'],
    ['political-party', 'GDPR Art. 9'],
    ['biometric', 'GDPR Art. 9'],
    ['convictions', 'GDPR Art. 10'],
    ['age-group', 'EU Charter Art. 21'],
    ['gender', 'EU Charter Art. 21'],
  ])('%s is an error, with its source', (name, source) => {
    expect(traitOf(name)).toEqual([expect.stringContaining(source)]);
  });

  test('a value says it as well; other words do not', () => {
    expect(traitOf('group', '[christian, other]')).toHaveLength(1);
    for (const name of [
      'country',
      'agency',
      'manager',
      'in-european-union',
      'third-party-code',
      'language',
      'stage',
    ])
      expect(traitOf(name)).toEqual([]);
  });
});

describe('daily-load', () => {
  const heavy = (id: string, country: string) =>
    item(id, `, due: day 1, takes: 5 h, when: { country: [${country}] }`);

  test('sums by trait value, and names the worst case', () => {
    expect(found('daily-load', heavy('a-us', 'us') + heavy('b-de', 'de'))).toEqual([]);
    expect(found('daily-load', heavy('a-us', 'us') + heavy('b-us', 'us') + heavy('c-de', 'de'))).toEqual([
      expect.stringMatching(
        /workday 1 asks for 10 h of work, more than 8 h, with country us: `a-us` 5 h, `b-us` 5 h/,
      ),
    ]);
    const all = item('x-one', ', due: day 1, takes: 9 h');
    expect(found('daily-load', all + heavy('c-de', 'de'))[0]).toContain('with country de');
    expect(found('daily-load', all + item('y-one', ', when: { country: [us] }'))[0]).not.toContain(
      'with country',
    );
  });

  test('of more kinds than can be planned one by one, those with the most work', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `t${letter}`);
    const many = `${program.split('traits:')[0]}traits:\n${names.map((name) => `  ${name}: boolean\n`).join('')}`;
    const items = names
      .map((name) => item(`i-${name}`, `, due: day 1, takes: 3 h, when: { ${name}: true }`))
      .join('');
    expect(found('daily-load', items, '', many)[0]).toContain('with ta yes and tb yes and tc yes');
  });
});

test('said-twice finds values, roles that act and roles that sign off', () => {
  const roles = 'roles: { buddy: { title: Buddy }, mentor: { title: Mentor } }\n';
  const twice = ', by: [buddy, buddy], sign-off: [mentor, mentor], when: { country: [us, us] }';
  expect(
    found('said-twice', item('a-one', twice), 'when: { country: [us, de, us] }\n', program + roles),
  ).toEqual([
    'week-1.yaml:4:27 `us` stands here twice (take one out, or write what was meant)',
    'week-1.yaml:6:57 `buddy` stands here twice (take one out, or write what was meant)',
    'week-1.yaml:6:84 `mentor` stands here twice (take one out, or write what was meant)',
    'week-1.yaml:6:115 `us` stands here twice (take one out, or write what was meant)',
  ]);
  const values = program.replace('[us, de, other]', '[us, de, us]');
  expect(found('said-twice', item('a-one'), '', values)).toEqual([
    'program.yaml:5:21 `us` stands here twice (take one out, or write what was meant)',
  ]);
  const met = 'is to be met as well (take it out of `with`, or `by`)';
  expect(found('said-twice', item('a-one', ', by: [buddy], with: [buddy]'))[0]).toContain(met);
  expect(found('said-twice', item('a-one', ', by: [buddy, mentor], with: [buddy]'))).toEqual([]);
});

test('an empty list of roles or values is said', () => {
  for (const key of ['by', 'sign-off'])
    expect(found('wrong-value', item('a-one', `, ${key}: []`))[0]).toContain(
      `\`${key}\` must name at least one role`,
    );
  expect(found('wrong-value', item('a-one', ', when: { country: [] }'))[0]).toContain(
    '`country` must name at least one value',
  );
});
