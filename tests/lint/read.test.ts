/** Reads the files of a program together. */
import { describe, expect, test } from 'vitest';
import { readProgram } from '../../src/lint/lint.ts';
import { faults, read } from './faults.ts';

describe('program.yaml', () => {
  const one = 'id: one\ntitle: One\ndue: day 1\nitems: [{ id: a, title: A }]\n';
  const cases: [string, string, string[]][] = [
    ['sound', 'id: pm\ntitle: PM\nphases: [one]\n', []],
    ['empty', '', ['1:1 the file must be a map of keys and values, not empty']],
    ['a list', '- a\n', ['1:1 the file must be a map of keys and values, not a list']],
    ['without phases', 'id: pm\ntitle: PM\nphases: []\n', ['3:9 `phases` must name at least one phase']],
    [
      'a phase without a file',
      'id: pm\ntitle: PM\nphases: [one, two]\n',
      ['3:15 the phase `two` has no file `two.yaml` beside it'],
    ],
    [
      'a weekday in full',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { working-days: [mon, Tue] }\n',
      ['4:33 each entry of `working-days` must be one of mon, tue, wed, thu, fri, sat, sun'],
    ],
    [
      'a week without working days',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { working-days: [] }\n',
      ['4:27 `working-days` must name at least one day'],
    ],
    [
      'an impossible holiday',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { holidays: [2026-12-25, 2026-02-30] }\n',
      [
        '4:36 each entry of `holidays` must be a date as YYYY-MM-DD, such as `2026-12-25`, or a calendar file beside this one, such as `company.ics`',
      ],
    ],
    [
      'an unknown key of a role',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  buddy: { title: B, requird: true }\n',
      ['5:22 unknown key `requird` (did you mean `required`?)'],
    ],
    [
      'a wrong name of a role',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  Buddy: { title: B }\n',
      ['5:3 `Buddy` must be lower-case words joined by hyphens, such as `meet-manager`'],
    ],
    [
      'an unknown role to stand in',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  mentor: { title: M, default: mentr }\n',
      ['5:32 the program has no role `mentr` (did you mean `mentor`?)'],
    ],
    [
      'a role that stands in for itself',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  a: { title: A, default: a }\n',
      ['5:27 the role stands in for itself: a → a'],
    ],
    ['broken YAML', 'id: [pm\n', [expect.stringContaining('not valid YAML')]],
    ['a key twice', 'id: pm\ntitle: PM\nid: pm\nphases: [one]\n', ['3:1 the same key stands twice']],
  ];
  test.each(cases)('%s', (_, text, want) => {
    const { problems, source } = read({ 'program.yaml': text, 'one.yaml': one });
    expect(faults(problems)).toEqual(want);
    expect(source === undefined).toBe(want.length > 0);
  });

  test('an id that is not the file’s name', () => {
    const { problems } = read({ 'two.yaml': one });
    expect(problems).toMatchObject([{ file: 'two.yaml', line: 1, column: 5, hint: 'write `two`' }]);
  });

  test('problems of several files, by file and place', () => {
    const broken = 'id: one\ntitle: One\ndue: [\n';
    const { problems } = read({ 'one.yaml': broken, 'two.yaml': 'id: two\nitems: 1\n' });
    const places = problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
    expect(places).toEqual([
      'one.yaml:4 syntax',
      'two.yaml:1 missing-key',
      'two.yaml:1 missing-key',
      'two.yaml:2 wrong-type',
    ]);
  });

  test('without it there is nothing to read', () => {
    expect(() => readProgram([])).toThrow(TypeError);
  });
});
