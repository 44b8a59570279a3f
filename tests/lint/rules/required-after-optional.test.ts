import { describe, expect, test } from 'vitest';
import { found, problemsOf, week } from './found.ts';

const rule = 'required-after-optional';
const hint = '(an open optional item holds nothing up: make it required, or take it out of `after`)';
const extra = '- { id: extra, title: Extra, optional: true }\n';
const group = (...flags: string[]) =>
  `- { id: g, title: G, items: [${flags.map((flag, at) => `{ id: i${at}, title: T${flag} }`).join(', ')}] }\n`;

describe('required-after-optional', () => {
  const cases: [string, string, string[]][] = [
    [
      'after an optional item',
      `${extra}- { id: a, title: A, after: [extra] }\n`,
      [`week-1.yaml:6:30 extra: \`a\` is required and waits for \`extra\`, which is optional ${hint}`],
    ],
    ['an optional one after it', `${extra}- { id: a, title: A, optional: true, after: [extra] }\n`, []],
    [
      'after a required one',
      '- { id: b, title: B, optional: false }\n- { id: a, title: A, after: [b] }\n',
      [],
    ],
    [
      'after a group of optional items',
      `${group(', optional: true', ', optional: true')}- { id: a, title: A, after: [g] }\n`,
      [
        `week-1.yaml:6:30 g: \`a\` is required and waits for \`g\`, which is a group of optional items ${hint}`,
      ],
    ],
    [
      'after a group with one required item',
      `${group(', optional: true', '')}- { id: a, title: A, after: [g] }\n`,
      [],
    ],
    [
      'after an optional item of a group',
      `${group('', ', optional: true')}- { id: a, title: A, after: [i0, i1] }\n`,
      [`week-1.yaml:6:34 i1: \`a\` is required and waits for \`i1\`, which is optional ${hint}`],
    ],
    ['after what is not there', '- { id: a, title: A, after: [gone] }\n', []],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(found(rule, week(items))).toEqual(want);
  });

  test('is a warning', () => {
    const [problem] = problemsOf(week(`${extra}- { id: a, title: A, after: [extra] }\n`));
    expect(problem).toMatchObject({ rule, severity: 'warning' });
  });
});
