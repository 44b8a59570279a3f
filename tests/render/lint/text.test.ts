/** The caret stands under the right place, whatever the line holds and however wide the terminal is. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'fast-string-width';
import { describe, expect, it, test } from 'vitest';
import type { RatedProblem } from '../../../src/lint/lint.ts';
import { reportOf } from '../../../src/lint/report.ts';
import { text } from '../../../src/render/lint/text.ts';
import { styleFor } from '../../../src/render/page.ts';
import { safeText } from '../../../src/render/safe.ts';
import { tooWide } from '../../cli/facts.ts';
import { hostile, page, seeded } from './reports.ts';

interface Place {
  readonly source: string;
  /** From 1; exclusive. */
  readonly column: number;
  readonly endColumn?: number;
  readonly line?: number;
  readonly endLine?: number;
}

function problemAt({ source, column, endColumn = column, line = 5, endLine = line }: Place): RatedProblem {
  const place = { line, column, endLine, endColumn, source, endSource: source };
  return { file: 'a.yaml', rule: 'syntax', message: 'it is odd', severity: 'error', ...place };
}

/** The line as it is shown, the text that stands above the carets, and how many there are. */
function framed(place: Place, width = 80) {
  const output = text(reportOf(['a.yaml'], [problemAt(place)]), { ...page, width });
  const [, , shown = '', carets = ''] = output.split('\n');
  const [, before = '', marks = '', more = ''] = /^( *\| *)(\^*)(.*)$/.exec(carets) ?? [];
  let above = '';
  let column = 0;
  for (const character of shown) {
    if (column >= before.length && column < before.length + Math.max(1, marks.length)) above += character;
    column += stringWidth(character);
  }
  return { shown, above, carets: marks.length, more, wide: tooWide(output, width) };
}

/** The place of a word in a line. */
function at(source: string, word: string): Place {
  const column = source.indexOf(word) + 1;
  return { source, column, endColumn: column + word.length };
}

const filler = 'lorem ipsum dolor sit amet '.repeat(20);

describe.each([80, 120, 40])('in %i columns', (width) => {
  it.each([
    ['plain', 'by: budy, after: []', 'budy'],
    ['after tabs', '\t\tby:\tbudy', 'budy'],
    ['after wide characters', 'title: "日本語", by: budy', 'budy'],
    ['wide itself', 'id: "日本語", by: budy', '日本語'],
    ['after emoji', 'title: 😀🎉, by: budy', 'budy'],
    ['after combining marks', 'title: e\u0301e\u0301, by: budy', 'budy'],
    ['after what is made visible', 'title: a\u202eb\u001bc\u200b, by: budy', 'budy'],
    ['far to the right', `title: ${filler}, by: budy, x`, 'budy'],
    ['in the middle of much', `title: ${filler}, by: budy, x: ${filler}`, 'budy'],
    ['before much', `by: budy, x: ${filler}`, 'budy'],
    ['in the middle of much that is wide', `${'日本語'.repeat(60)} budy ${'日本語'.repeat(60)}`, 'budy'],
    ['in the middle of many emoji', `${'😀'.repeat(60)}budy${'😀'.repeat(60)}`, 'budy'],
    ['behind one more', `x${'😀'.repeat(60)}budy${'😀'.repeat(60)}`, 'budy'],
  ])('marks a word %s', (_, source, word) => {
    const { above, carets, wide } = framed(at(source, word), width);
    expect(above).toBe(word);
    expect(carets).toBe(stringWidth(word));
    expect(wide).toEqual([]);
  });

  it('shows both sides of a place, and says where the line is cut', () => {
    const { shown } = framed(at(`title: ${filler}, by: budy, x: ${filler}`, 'budy'), width);
    expect(shown).toMatch(/^ {2}5 \| ….+by: budy, x.*…$/);
    expect(framed(at(`by: budy, x: ${filler}`, 'budy'), width).shown).toMatch(/\| by: budy, x: lorem.*…$/);
    expect(framed(at(`x: ${filler}, by: budy`, 'budy'), width).shown).toMatch(/\| ….*ipsum.*, by: budy$/);
  });

  it('cuts a place that is wider than the screen', () => {
    const { above, carets, wide } = framed({ source: filler, column: 7, endColumn: 400 }, width);
    expect(above).toMatch(/^ipsum.*…$/);
    expect(carets).toBeGreaterThan(width / 2);
    expect(wide).toEqual([]);
  });

  it('has room to say where a long place ends', () => {
    const { more, wide } = framed({ source: filler, column: 7, endColumn: 4, endLine: 12 }, width);
    expect(more).toBe(' to line 12');
    expect(wide).toEqual([]);
  });

  it('keeps to the width, but for a place and for a long word', () => {
    for (const report of [seeded, hostile]) {
      // Telling a line from a command takes a column.
      const output = text(report, { ...page, width }).replace(/([:#]) (?=\1)/g, '$1');
      const wide = tooWide(output, width).filter((line) => !/:\d+:\d+$/.test(line));
      expect(
        wide.filter(
          (line) =>
            !line
              .trim()
              .split(/\s/)
              .some((word) => stringWidth(word) > width / 2),
        ),
      ).toEqual([]);
    }
  });
});

test('a place of no width has one caret', () => {
  expect(framed({ source: 'ab', column: 2 })).toMatchObject({ above: 'b', carets: 1 });
  expect(framed({ source: 'ab', column: 3 })).toMatchObject({ above: '', carets: 1 });
  expect(framed({ source: filler, column: 541 }).wide).toEqual([]);
  expect(framed({ source: 'ab', column: 99, endColumn: 120 })).toMatchObject({ carets: 1 });
});

test('a place of several lines is marked to the end of the first, and says where it ends', () => {
  const place = { source: '  items: x  ', column: 3, endLine: 9 };
  const marked = { above: 'items: x', carets: 8 };
  expect(framed({ ...place, endColumn: 4 })).toMatchObject({ ...marked, more: ' to line 9' });
  // An end before the first character of a line is the end of the line before.
  expect(framed({ ...place, endColumn: 1 })).toMatchObject({ ...marked, more: ' to line 8' });
  expect(framed({ ...place, endLine: 6, endColumn: 1 })).toMatchObject({ ...marked, more: '' });
});

test('no character is cut in two', () => {
  for (let column = 1; column < 130; column += 1) {
    const { shown } = framed(
      { source: '😀'.repeat(300), column: 2 * column + 1, endColumn: 2 * column + 5 },
      41,
    );
    expect(shown).not.toContain('<U+');
  }
});

test('an empty line has no frame', () => {
  const output = text(reportOf(['a.yaml'], [problemAt({ source: '  ', column: 1 })]), page);
  expect(output).toBe('a.yaml:5:1\n  error: it is odd [syntax]\n\n✗ 1 error in 1 file\n');
});

test('colours change nothing but colours', () => {
  for (const report of [seeded, hostile]) {
    const coloured = text(report, { ...page, style: styleFor(1) });
    expect(coloured).toContain('\u001b[31merror\u001b[39m');
    // What begins a line is told from a command only where no colour stands before it.
    const plain = text(report, page);
    expect(stripVTControlCharacters(coloured).replaceAll(': :', '::')).toBe(plain.replaceAll(': :', '::'));
  }
});

test('a line as long as a file, full of problems, takes no time', () => {
  const source = `${'a: 1, '.repeat(170_000)}`;
  const problems = Array.from({ length: 5000 }, (_, index) =>
    problemAt({ source, column: 1 + 6 * index, endColumn: 2 + 6 * index }),
  );
  const output = text(reportOf(['a.yaml'], problems), page);
  expect(output.length).toBeLessThan(5000 * 400);
});

test('what is found is made safe', () => {
  const output = text(hostile, { ...page, width: 100_000 });
  for (const { message } of hostile.problems)
    expect(output).toContain(safeText(message).replace(/##(?=\w*\[)/g, '# #'));
});
