/** What is printed can be pasted: that each golden screen is looked at for it, and that looking finds what can't be. */
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { commandsIn, expectPasteable } from './pasted.ts';
import { World } from './world.ts';

describe('the commands in a screen', () => {
  test.each([
    ['Next: pm-onboard done 1.3', ['pm-onboard done 1.3']],
    [
      'Book it: pm-onboard book 1.3   Tick it off: pm-onboard done 1.3',
      ['pm-onboard book 1.3', 'pm-onboard done 1.3'],
    ],
    ["open it first: pm-onboard reopen 1.3 --hire 'Ada L'; or not", ["pm-onboard reopen 1.3 --hire 'Ada L'"]],
    ["pm-onboard redact --yes -- 'it'\\''s; so'", ["pm-onboard redact --yes -- 'it'\\''s; so'"]],
    ['a page of your own, or `pm-onboard note 1.8`. Done', ['pm-onboard note 1.8']],
    ['pm-onboard show 2.4,2.9', ['pm-onboard show 2.4,2.9']],
    ['␛[2mNext: pm-onboard done 1.3␛[22m', ['pm-onboard done 1.3']],
    ['pm-onboard: there is no item "x"', []],
    ['$ pm-onboard status\n\nnothing', []],
  ])('%s', (text, commands) => {
    expect(commandsIn(text)).toEqual(commands);
  });
});

test.each([
  'pm-onboard done 2.1 --evidence URL',
  'pm-onboard note 1.8 "…"',
  'pm-onboard done 1.3 --on DATE',
  'pm-onboard dno 1.3',
  'pm-onboard assign --role buddy --to NAME',
])('what does not work is found: %s', async (command) => {
  const world = new World();
  await world.startAda();
  await expect(expectPasteable(world, command, { today: '2026-11-23' })).rejects.toThrow(command.slice(11));
});

/** Tests that keep files which aren't screens, or screens in which no command is a next step. */
const others: Readonly<Record<string, string>> = {
  'tests/schema.test.ts': 'JSON Schemas',
  'tests/docs/load.test.ts': 'tables of a page',
  'tests/docs/duties.test.ts':
    'a page, whose commands are run; what such screens print is pasted by its chapter of the story',
  'tests/cli/lint-formats.test.ts': 'reports, which name no command',
};

test('every test that keeps screens pastes what they print', () => {
  const root = `${import.meta.dirname}/../..`;
  const keeping = globSync('tests/**/*.ts', { cwd: root }).filter((file) =>
    readFileSync(`${root}/${file}`, 'utf8').includes('.toMatchFileSnapshot('),
  );
  const pasting = keeping.filter((file) =>
    /expectPasteable\((this\.#)?(world|made)/.test(readFileSync(`${root}/${file}`, 'utf8')),
  );
  expect(keeping.length).toBeGreaterThan(15);
  expect(keeping.filter((file) => !pasting.includes(file)).sort()).toEqual(Object.keys(others).sort());
});

test('no command is printed with a word that stands for something else', () => {
  const root = `${import.meta.dirname}/../..`;
  const placeholder =
    /pm-onboard [a-z][^'`\n]*(\s|=|")(URL|DATE|NAME|TEXT|REASON|DIR|FILE|FOLDER|ID|ITEM|ROLE|…)\b/;
  const printed = globSync(['src/**/*.ts', 'checklists/**/*.yaml'], { cwd: root }).flatMap((file) =>
    readFileSync(`${root}/${file}`, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\*|\/\*\*|\/\/|#)/.test(line) && placeholder.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(printed).toEqual([]);
});
