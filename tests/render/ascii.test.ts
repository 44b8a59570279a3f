/** ASCII for signs: what stands for them, and that columns and the edge of the page stay where they are. */
import { afterEach, describe, expect, test } from 'vitest';
import { inAscii, signsInAscii } from '../../src/render/ascii.ts';
import { layColumns } from '../../src/render/layout.ts';
import { tableLines } from '../../src/render/table.ts';
import { showsSigns } from '../../src/signs.ts';

/** Where the second column begins in each line. */
function seconds(lines: readonly string[], text: string): number[] {
  return inAscii(lines.join('\n'), 40)
    .split('\n')
    .map((line) => line.indexOf(text));
}

describe('a screen in ASCII', () => {
  const cells = ['Meet the people of your team', 'Short', 'It waits … for you', 'from → to'];
  const columns = [
    { cells, least: 5, most: 20 },
    { cells: cells.map(() => 'NEXT'), style: (text: string) => `\u001b[36m${text}\u001b[39m` },
  ];

  test('keeps columns where they are, cut cells too, in lines and in tables, coloured or not', () => {
    const lines = layColumns(columns, { width: 40 });
    expect(lines[0]).toContain('…');
    expect(new Set(seconds(lines, '\u001b[36mNEXT')).size).toBe(1);
    const table = tableLines(columns, { width: 40 }, (text) => text);
    expect(new Set(seconds(table, 'NEXT')).size).toBe(1);
  });

  test.each([
    ['Meet the people of…  30 min', 'Meet the people ...  30 min'],
    ['Meet the people…     30 min', 'Meet the people...   30 min'],
    ['\u001b[1mMeet the people of…\u001b[22m  30 min', '\u001b[1mMeet the people ...\u001b[22m  30 min'],
    ['Meet 日本日本…  30 min', 'Meet 日本日...  30 min'],
    ['Meet a日本b…  30 min', 'Meet a日...   30 min'],
    ['  … 1.3  Fix times', '... 1.3  Fix times'],
    ['… and 3 more', '... and 3 more'],
    ['later: 1.6 · 1.9', 'later: 1.6 | 1.9'],
    ['28 ·       29 ·', '28 -       29 -'],
    ['· No holidays', '- No holidays'],
    ['https://…', 'https://...'],
    ['Day 1 ██░░ 2/4', 'Day 1 ##.. 2/4'],
    ['a → b', 'a -> b'],
    ['‘it’s’ “so” – he – said', `'it's' "so" - he - said`],
    ['␛[31m␡␀', '^[[31m^?^@'],
    ['Zoë 日本 Ñ Москва', 'Zoë 日本 Ñ Москва'],
  ])('%s', (text, ascii) => {
    expect(inAscii(text, 80)).toBe(ascii);
  });

  test('breaks a line that has no room any more, between words and below its beginning; others stay', () => {
    expect(inAscii('  a → b → c → ddd', 17)).toBe('  a -> b -> c\n    -> ddd');
    const long = `${'x'.repeat(50)} → y`;
    expect(inAscii(long, 17)).toBe(long.replace('→', '->'));
  });

  test('is no command to the runner of a job', () => {
    expect(inAscii('██[group]x', 80)).toBe('# #[group]x');
  });

  test('nothing stands for a sign by another sign', () => {
    for (const sign of '✓✗█░·•–—→…≈’“”«»❯◉◯↑↓⏎␛␡␀') expect(signsInAscii(sign)).toMatch(/^[ -~]+$/);
  });
});

describe('signs on Windows', () => {
  const { platform } = process;
  afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

  test('are shown where a variable says UTF-8, and not where none is set', () => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    expect(showsSigns({})).toBe(false);
    expect(showsSigns({ LANG: 'C.UTF-8' })).toBe(true);
  });
});
