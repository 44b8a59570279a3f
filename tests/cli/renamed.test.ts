/** Commands that were renamed. */
import { expect, test } from 'vitest';
import { presentArguments } from '../../src/cli/build.ts';
import { commands } from '../../src/cli.ts';

/** The list as it would be if `start` and `away` had been renamed. */
const renamed = commands.map((spec) => {
  if (spec.usage === 'start') return { ...spec, formerly: ['begin', 'hire'] };
  return spec.usage.startsWith('away') ? { ...spec, formerly: ['leave'] } : spec;
});

test.each([
  [['begin', '--name', 'Ada'], ['start', '--name', 'Ada'], 'begin'],
  [['--workspace', 'begin', 'hire', '--me'], ['--workspace', 'begin', 'start', '--me'], 'hire'],
  [['--no-input', 'leave', 'leave'], ['--no-input', 'away', 'leave'], 'leave'],
])('%j work under their former name, which is said', (typed, meant, former) => {
  const { argv, remark } = presentArguments(renamed, typed);
  expect(argv).toEqual(meant);
  const name = former === 'leave' ? 'away' : 'start';
  expect(remark).toBe(
    `${former} is called ${name} now: pm-onboard ${name}; the former name goes with the next release`,
  );
});

test('no other argument is touched, and nothing is said', () => {
  for (const typed of [['start', '--name', 'begin'], ['--as', 'leave', 'status'], ['beginn'], ['--help'], []])
    expect(presentArguments(renamed, typed)).toEqual({ argv: typed });
});

test('no former name is the present name of another command, or given twice', () => {
  const names = commands.flatMap(({ usage, formerly = [] }) => [usage.split(' ')[0], ...formerly]);
  expect(new Set(names).size).toBe(names.length);
});
