import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortNames } from '../../src/progress/runs.ts';
import { runs } from '../runs.ts';

const run = (id: string, program: string, start = '2026-11-23') => ({
  id,
  program,
  start: start as '2026-11-23',
});

describe('the short names of runs', () => {
  test('are the ids of their programs; of one program, numbered by start', () => {
    const names = shortNames([
      run('h3', 'pm', '2027-03-01'),
      run('h1', 'release', '2027-03-01'),
      run('h2', 'pm'),
      run('h4', 'pm', '2027-03-01'),
    ]);
    expect([...names].sort()).toEqual([
      ['h1', 'release'],
      ['h2', 'pm'],
      ['h3', 'pm-2'],
      ['h4', 'pm-3'],
    ]);
  });

  test('are different, also where a program is called as a second run would be; the order of the records plays no part', () => {
    const program = fc.constantFrom('pm', 'pm-2', 'pm-2-2', 'release');
    const start = fc.constantFrom('2026-11-23', '2026-11-30', '2027-03-01');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(program, start), { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (all, keys) => {
          const own = all.map(([name, day], at) => run(`h${at}`, name, day));
          const names = shortNames(own);
          expect(new Set(names.values()).size).toBe(own.length);
          const key = new Map(own.map((each) => [each, keys.next().value]));
          const shuffled = [...own].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
          expect(shortNames(shuffled)).toEqual(names);
        },
      ),
      runs(500),
    );
  });
});
