/** Messages stand once each, and what sentences are made of is made by the functions for it (ARCHITECTURE.md, "Messages"). */
import { describe, expect, test } from 'vitest';
import { handmadeIn, isMessage, messagesIn, repeatedAmong, sources, textsIn } from '../scripts/messages.mjs';

/** The same words for two things, which other languages may have to tell apart; each with what it means where. */
const homonyms: readonly string[] = [
  // A flag's text, and what to talk about where a phase says nothing of its own.
  'what it is for',
];

/** Each file once, since both questions are about its tree. */
const looked = sources().map(({ path, source }) => ({
  messages: messagesIn(path, source),
  handmade: handmadeIn(path, source),
}));
const placed = (found: { readonly path: string; readonly line: number }) => `${found.path}:${found.line}`;

describe('of the program', () => {
  test('each message stands once', () => {
    const all = looked.flatMap(({ messages }) => messages);
    // A reader that has gone blind would find nothing at all.
    expect(all.length).toBeGreaterThan(3_000);
    const twice = repeatedAmong(all).filter(([one]) => !homonyms.includes(one?.text ?? ''));
    const said = twice.map((group) => `"${group[0]?.text}" stands at ${group.map(placed).join(' and ')}`);
    expect(said, 'name it once, beside one of the screens or in src/view/words.ts').toEqual([]);
  });

  test('no date, plural, list or duration is made by hand', () => {
    const made = looked.flatMap(({ handmade }) => handmade);
    const said = made.map((each) => `${each.what} at ${placed(each)}`);
    expect(said, 'src/dates.ts and src/phrases.ts have a function for it').toEqual([]);
  });
});

/** Planted code, in which `#{` stands for the `${` of a template. */
function code(text: string): string {
  return text.replaceAll('#{', '${');
}

describe('the reader', () => {
  test('finds a message that stands a second time, whatever is put into it and however it is written', () => {
    const planted = [
      "import { plural } from './phrases.ts';",
      "const a = cannot(`#{file} is there already, and is full`, 'name another');",
      "const b = 'It is there ' + 'already, and is full.';",
      'const c = `#{place}: #{name} is there already, and is full`;',
    ].join('\n');
    const [group = []] = repeatedAmong(messagesIn('src/x.ts', code(planted)));
    expect(group.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('takes texts that are values, and no types, imports, keys and comments', () => {
    const source = [
      "import x from 'a module of ours';",
      "type Way = 'by the one way' | 'by the other way';",
      '// a comment of some words',
      "const at = { 'a key of words': `a #{inner ? 'text in a text' : ''} with it` } satisfies Kept<'a type here'>;",
    ].join('\n');
    expect(textsIn('src/x.ts', code(source)).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '4 a {} with it',
      '4 text in a text',
      '4 ',
    ]);
  });

  test.each([
    ['name one of them', true],
    ['Which role?', true],
    ['{}: done', false],
    ['pm-onboard status --json', false],
    ['git add -- {}', false],
    ['<li class="quiet">{}</li>', false],
    ['utf8', false],
  ])('"%s" is for people: %s', (text, isOne) => {
    expect(isMessage(text)).toBe(isOne);
  });

  test.each([
    ["`#{n} item#{n === 1 ? '' : 's'}`", 'a plural'],
    ["items.length > 1 ? 'are' : 'is'", 'a plural'],
    ["['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']", 'a table of weekdays or months'],
    ["'January February March'.split(' ')", 'a table of weekdays or months'],
    ["when.toLocaleDateString('en')", 'a date or number by the locale'],
    ["new Intl.DateTimeFormat('en', { month: 'short' })", 'a time zone’s format'],
    ["`#{hours}:#{String(minutes).padStart(2, '0')}`", 'a number of two digits, as in dates and times'],
    ['instant.toISOString().slice(0, 10)', 'a part of an instant or a date'],
    ["`#{names.slice(0, -1).join(', ')} and #{names.at(-1)}`", 'a list of parts'],
  ])('finds what is made by hand: %s', (line, what) => {
    const source = `export const x = () => {\n  const y = 1;\n  return ${code(line)};\n};`;
    expect(handmadeIn('src/view/x.ts', source)).toEqual([{ path: 'src/view/x.ts', line: 3, what }]);
  });

  test('leaves the functions alone that make them, and a file that is chosen by its number', () => {
    expect(handmadeIn('src/dates.ts', "const text = String(n).padStart(2, '0');")).toEqual([]);
    expect(handmadeIn('src/phrases.ts', "const verb = n === 1 ? 'is' : 'are';")).toEqual([]);
    expect(handmadeIn('src/io.ts', "const name = fd === 1 ? 'stdout' : 'stderr';")).toEqual([]);
  });
});
