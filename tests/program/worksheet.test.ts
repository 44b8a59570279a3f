/** Forms of levels: what is filled in is read as it was meant, whatever program has put its Markdown into another shape. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { readLevels } from '../../src/program/levels.ts';
import { marks, readWorksheet, type Worksheet } from '../../src/program/worksheet.ts';
import { worksheetMarkdown } from '../../src/render/handbook/worksheet.ts';
import { viewLevel } from '../../src/view/handbook/level.ts';
import { viewWorksheet } from '../../src/view/handbook/worksheet.ts';
import { root } from '../cli/world.ts';
import { runs } from '../runs.ts';

const place = 'checklists/levels/product-manager.yaml';
const { levels } = readLevels(place, readFileSync(join(root, place)));
if (!levels) throw new Error('no levels');
const ids = levels.competencies.map(({ id }) => id);

function formOf(number: number): string {
  if (!levels) throw new Error('no levels');
  return worksheetMarkdown(
    viewWorksheet(viewLevel(levels, number), 'product-manager', undefined, '2027-02-19' as never),
  );
}

/** The form with this behind each line to fill in. @param written the line's name → what is written there */
function filled(form: string, written: (name: string) => string): string {
  return form.replace(/^- ([a-z-]+, (?:at [\d and]+|evidence|note)):$/gm, (line, name: string) => {
    const text = written(name);
    return text === '' ? line : `${line} ${text}`;
  });
}

/** What was read, as plain data. */
function plain({ answers, unread, ...head }: Worksheet) {
  const read = [...answers].map(([id, answer]) => [id, { ...answer, marks: [...answer.marks] }]);
  return {
    ...head,
    read,
    unread: unread.map(({ competency, level, text }) => ({ competency, level, text })),
  };
}

describe('a form', () => {
  test('that nobody has filled in is read as empty', () => {
    for (const { number } of levels.levels) {
      const sheet = readWorksheet(formOf(number));
      expect(sheet.key).toMatchObject({ name: 'product-manager' });
      expect(sheet.key?.levels).toEqual(number === 9 ? [9] : [number, number + 1]);
      expect([...sheet.answers.keys()]).toEqual(ids);
      for (const { evidence, note, marks: given } of sheet.answers.values()) {
        expect([evidence, note]).toEqual(['', '']);
        expect([...given.keys()]).toEqual(sheet.key?.levels);
        expect([...given.values()].every((mark) => mark === null)).toBe(true);
      }
      expect(sheet.unread).toEqual([]);
    }
  });

  test('has one line to mark where two levels say the same', () => {
    expect(formOf(3)).toContain('- scope, at 3 and 4:\n');
    expect(formOf(3)).toContain('- help, at 3:\n- help, at 4:\n');
    const sheet = readWorksheet(filled(formOf(3), (name) => (name === 'scope, at 3 and 4' ? 'mostly' : '')));
    expect([...(sheet.answers.get('scope')?.marks ?? [])]).toEqual([
      [3, 'mostly'],
      [4, 'mostly'],
    ]);
  });

  test('says when its sentences are others', () => {
    expect(readWorksheet(formOf(3)).key?.text).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(levels.levels.map(({ number }) => readWorksheet(formOf(number)).key?.text)).size).toBe(9);
  });
});

describe('what is filled in is read', () => {
  test.each([
    ['with another bullet', '* scope, at 3: mostly'],
    ['with a plus', '+ scope, at 3: mostly'],
    ['without a bullet', 'scope, at 3: mostly'],
    ['numbered', '4. scope, at 3: mostly'],
    ['as an entry to tick', '- [x] scope, at 3: mostly'],
    ['with emphasis', '- **scope, at 3:** _mostly_'],
    ['with blanks', '   -   scope,  at 3 :   Mostly.  '],
    ['in code', '- scope, at 3: `mostly`'],
    ['on the next line', '- scope, at 3:\n  mostly'],
    ['in a quote', '> - scope, at 3: mostly'],
    ['with a word between', '- Scope, at level 3: MOSTLY'],
    ['for two levels', '- scope, at 3 and 4: mostly'],
  ])('%s', (_, text) => {
    const sheet = readWorksheet(text);
    expect(sheet.answers.get('scope')?.marks.get(3)).toBe('mostly');
    expect(sheet.unread).toEqual([]);
  });

  test.each(marks)('%s', (mark) => {
    for (const text of [mark, mark.replace(' ', '-'), mark.toUpperCase(), `**${mark}**`])
      expect(readWorksheet(`- scope, at 3: ${text}`).answers.get('scope')?.marks.get(3), text).toBe(mark);
  });

  test('and anything else is named with its line, and is no mark', () => {
    const sheet = readWorksheet('- scope, at 3: mostly, I think\n- scope, at 4: 4/5\n- scope, note: x\n');
    expect(sheet.unread).toEqual([
      { line: 1, competency: 'scope', level: 3, text: 'mostly, I think' },
      { line: 2, competency: 'scope', level: 4, text: '4/5' },
    ]);
    expect([...(sheet.answers.get('scope')?.marks.values() ?? [])]).toEqual([null, null]);
  });

  test('and two marks on one level are none', () => {
    const twice = readWorksheet('- scope, at 3: mostly\n- scope, at 3: steadily\n');
    expect(twice.unread.map(({ line }) => line)).toEqual([2]);
    expect(twice.answers.get('scope')?.marks.get(3)).toBeNull();
    expect(readWorksheet('- scope, at 3: mostly\n- scope, at 3:\n').unread).toEqual([]);
  });

  test('a note goes on until the next line of the form, a title or a sentence of a level', () => {
    const text = `- scope, note: first\n  line\n\n  - one\n  - two\n\n  last\n\n## Help: x\n\nLevel 3: not of it\n\n- help, note: y\n`;
    for (const each of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`])
      expect(readWorksheet(each).answers.get('scope')?.note).toBe('first line · one · two last');
    expect(readWorksheet(text).answers.get('help')?.note).toBe('y');
  });

  test('the names above the first line are those of the form, below they are words', () => {
    const sheet = readWorksheet('- Written by: Ada\n- On: 2027-02-19\n- scope, note:\n  About: us\n');
    expect([sheet.by, sheet.on, sheet.about]).toEqual(['Ada', '2027-02-19', '']);
    expect(sheet.answers.get('scope')?.note).toBe('About: us');
  });
});

/** What people type: words, links, code, numbers, and signs that Markdown has a meaning for. */
const word = fc.constantFrom(
  ...[
    'seen',
    'in',
    'May',
    '3.12',
    'https://example.com/a_b?c=d&e',
    '*twice*',
    '_once_',
    '**no**',
    'a_b_c',
    '#4',
  ],
  ...[
    '[the spec](https://example.com/x)',
    '`x * y`',
    '1)',
    '2.',
    '-',
    '+',
    '=',
    '<b>',
    '&',
    '&amp;',
    '|',
    '~',
    'é',
  ],
  ...['\\*', '"quoted"', "it's", '(really)', 'no:', '…', '🙂', 'Level', '5 * 3', '!', '<', '>', '~~gone~~'],
);
const sentence = fc.array(word, { minLength: 0, maxLength: 8 }).map((words) => words.join(' '));
const mark = fc.constantFrom('', ...marks);

test('prettier leaves what is read as it was, however wide its lines are and whatever it makes of lists', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...levels.levels.map(({ number }) => number)),
      fc.array(mark, { minLength: 14, maxLength: 14 }),
      fc.array(sentence, { minLength: 14, maxLength: 14 }),
      fc.record({
        proseWrap: fc.constantFrom('preserve' as const, 'always' as const, 'never' as const),
        printWidth: fc.constantFrom(40, 80),
        endOfLine: fc.constantFrom('lf' as const, 'crlf' as const),
      }),
      async (number, given, said, options) => {
        const left = { marks: [...given], texts: [...said] };
        const form = filled(formOf(number), (name) =>
          name.includes('at') && / at /.test(name) ? (left.marks.pop() ?? '') : (left.texts.pop() ?? ''),
        );
        const before = readWorksheet(form);
        const written = [...given].reverse().slice(0, given.length - left.marks.length);
        expect(before.unread).toEqual([]);
        expect([...before.answers.values()].flatMap(({ marks: all }) => [...all.values()])).toEqual(
          expect.arrayContaining(written.map((each) => each || null)),
        );
        const made = await format(form, { parser: 'markdown', ...options });
        expect(plain(readWorksheet(made))).toEqual(plain(before));
        expect(plain(readWorksheet(made.replace(/^- /gm, '* ').replace(/\r?\n/g, '  $&')))).toEqual(
          plain(before),
        );
      },
    ),
    runs(200),
  );
}, 120_000);
