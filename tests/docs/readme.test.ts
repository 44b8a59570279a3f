/**
 * The examples of README.md and of the pages that go on from it, as a reader would type them: each line after `$ ` in a console
 * fence is run, one after the other, in one place of its own. The lines below it are what it prints, see console.ts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { root } from '../cli/world.ts';
import { examplesOf, isAsSaid } from './console.ts';
import { anchorsOf, linksOf } from './markdown.ts';
import { missingScripts, Place } from './place.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
/** Ada's start, from which the other pages go on. */
const start = examplesOf(readme)[0]?.command ?? '';

describe('how examples are read', () => {
  it('finds the commands of console fences with what they print', () => {
    const text =
      'A\n\n```console\n$ one \\\n  --two\nprinted\n…\n\n$ three\n```\n\n```sh\n$ four\n```\n\n```console\n$ five\n```\n';
    expect(examplesOf(text)).toEqual([
      { command: 'one \\\n  --two', line: 4, prints: ['printed', '…'] },
      { command: 'three', line: 9 },
      { command: 'five', line: 17 },
    ]);
  });

  it('compares line by line, `…` standing for any', () => {
    expect(isAsSaid(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['…', 'c'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…', 'b', 'c', '…'])).toBe(true);
    expect(isAsSaid(['a', 'b', 'c'], ['a', 'b'])).toBe(false);
    expect(isAsSaid(['a', 'b', 'c'], ['b', '…'])).toBe(false);
    expect(isAsSaid(['a', 'b', 'c'], ['a', '…', 'd'])).toBe(false);
    expect(isAsSaid(['a bc'], ['a …'])).toBe(true);
    expect(isAsSaid(['abc', 'd'], ['a …', 'd'])).toBe(false);
    expect(isAsSaid(['a bc', 'd'], ['a …'])).toBe(false);
    expect(isAsSaid(['a bc'], ['a… c'])).toBe(false);
  });

  it('runs them one after the other, in one place', () => {
    const place = new Place();
    try {
      expect(place.type('mkdir here && cd here && export WORD="two words"')).toEqual({
        status: 0,
        lines: [],
      });
      expect(place.type('echo "$WORD" in "$(basename "$PWD")"; echo oops >&2; false')).toEqual({
        status: 1,
        lines: ['two words in here', 'oops'],
      });
      expect(place.type('pm-onboard no-such-command')).toMatchObject({ status: 2 });
    } finally {
      place.remove();
    }
  });
});

describe.each(['README.md', 'docs/everyday.md', 'docs/buddy.md', 'docs/team.md'])('%s', (path) => {
  const examples = examplesOf(read(path));
  let place: Place;
  beforeAll(() => {
    place = new Place();
    if (path !== 'README.md') expect(place.type(start).status).toBe(0);
  });
  afterAll(() => place.remove());

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  it.each(examples.map((example) => [example.line, example.command, example] as const))(
    'line %i: %s',
    (_, command, { prints }) => {
      const { status, lines } = place.type(command);
      if (prints && !isAsSaid(lines, prints)) expect(lines.join('\n')).toBe(prints.join('\n'));
      if (!prints?.[0]?.startsWith('pm-onboard: ')) expect(status, lines.join('\n')).toBe(0);
    },
  );
});

describe('what a newcomer finds in README.md', () => {
  test('eight things within two screens: 48 lines of 80 columns, a picture as high as it is', () => {
    const [screens] = firstLines(readme, 48);
    const found = linksOf(screens).map(({ words, target }) => [words, target]);
    expect(Object.fromEntries(found)).toMatchObject({
      install: '#install',
      'your first day': '#a-new-product-manager',
      'as a buddy': '#a-buddy',
      'for a team': '#a-team-its-checklists-and-ci',
      CI: 'docs/ci.md',
      'format of checklists': 'docs/checklists.md',
      privacy: 'docs/privacy.md',
      promises: '#what-it-promises',
    });
    expect(screens).toMatch(/^!\[/m);
  });

  test('how lines are counted', () => {
    const long = 'word '.repeat(40);
    expect(firstLines(`${long}\na\nb\n`, 4)[1]).toEqual([long, 'a']);
    const page = '![words](docs/pictures/first-day.svg)\nafter';
    expect(firstLines(page, 25)[1]).toEqual([]);
    expect(firstLines(page, 27)[1]).toHaveLength(2);
  });

  test('it is short, and says how all of it is tested', () => {
    expect(readme.split('\n').length).toBeLessThan(182);
    const commands = [...readme.matchAll(/^ {4}(npm .*?)(?: {2,}#.*)?$/gm)].map(
      ([, command = '']) => command,
    );
    expect(commands).toContain('npm ci && npm test');
    expect(commands.flatMap(missingScripts)).toEqual([]);
    expect(missingScripts('npm ci && npm run no-such-thing')).toEqual(['no-such-thing']);
  });
});

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(pages)('every link of %s leads to a file, and to a title in it', (path) => {
  const lost = linksOf(read(path)).filter(({ target }) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    const at = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, at))) return true;
    return anchor !== undefined && !anchorsOf(read(at)).includes(anchor);
  });
  expect(lost).toEqual([]);
});

test('README.md leads to every page of docs', () => {
  const linked = linksOf(readme).map(({ target }) => target);
  expect(pages.filter((path) => path.startsWith('docs/') && !linked.includes(path))).toEqual([]);
});

/** The lines of a page that a terminal of 80 columns shows in so many lines. A picture is as high as it says, 20 pixels a line. */
function firstLines(page: string, height: number): [text: string, lines: string[]] {
  let left = height;
  const lines = page.split('\n').filter((line) => {
    const picture = /^!\[.*\]\((.*\.svg)\)$/.exec(line)?.[1];
    const pixels = picture ? Number(/height="(\d+)"/.exec(read(picture))?.[1]) : 0;
    left -= Math.max(Math.ceil(line.length / 80), Math.ceil(pixels / 20), 1);
    return left >= 0;
  });
  return [lines.join('\n'), lines];
}
