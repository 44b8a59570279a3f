import { describe, expect, test } from 'vitest';
import { found, problemsOf, week } from './found.ts';

const rule = 'no-effort';
const message = 'the item has no effort, but others do (add `takes`, such as `takes: 30 min`)';
const timed = '- { id: a, title: A, takes: 1 h }\n';

describe('no-effort', () => {
  const cases: [string, string, string[]][] = [
    ['none has any', '- { id: a, title: A }\n- { id: b, title: B }\n', []],
    ['all have', `${timed}- { id: b, title: B, takes: 1 h }\n`, []],
    ['one has none', `${timed}- { id: b, title: B }\n`, [`week-1.yaml:6:9 b: ${message}`]],
    ['optional', `${timed}- { id: b, title: B, optional: true }\n`, [`week-1.yaml:6:9 b: ${message}`]],
    ['somebody else’s', `${timed}- { id: b, title: B, by: buddy }\n`, []],
    ['a group', `${timed}- { id: g, title: G, items: [{ id: b, title: B, takes: 1 h }] }\n`, []],
    [
      'in a group',
      `${timed}- { id: g, title: G, items: [{ id: b, title: B }] }\n`,
      [`week-1.yaml:6:36 b: ${message}`],
    ],
    ['mistyped: a matter of unknown-key', `${timed}- { id: b, title: B, tkaes: 1 h }\n`, []],
    ['of no known form: a matter of wrong-value', `${timed}- { id: b, title: B, takes: long }\n`, []],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(found(rule, week(items, 'roles: { buddy: { title: Buddy } }\n'))).toEqual(want);
  });

  test('speaks once a program, at the first that no directive takes out', () => {
    const items = `${timed}- { id: b, title: B }${' # pm-onboard disable-line no-effort'}\n- { id: c, title: C }\n- { id: d, title: D }\n`;
    expect(found(rule, week(items))).toEqual([
      'week-1.yaml:7:9 c: 2 items have no effort, this one first, but others do (add `takes`, such as `takes: 30 min`)',
    ]);
  });

  test('is a warning', () => {
    expect(problemsOf(week(`${timed}- { id: b, title: B }\n`))).toMatchObject([
      { rule, severity: 'warning' },
    ]);
  });
});
