/** Characters that can't be seen in a file. */
import { describe, expect, test } from 'vitest';
import { ofItems, ofRule, problemsOf, spans, worded } from './found.ts';

describe('found', () => {
  const cases: [string, string, string[]][] = [
    [
      'text turned round, and back',
      '- { id: a, title: Give \u202Eadmin\u202C rights }\n',
      ['5:24 U+202E RIGHT-TO-LEFT OVERRIDE hides here, and 1 more on this line'],
    ],
    ['an isolate', '- { id: a, title: A\u2067b }\n', ['5:20 U+2067 RIGHT-TO-LEFT ISOLATE hides here']],
    ['in a comment', '- { id: a, title: A } # \u2066x\n', ['5:25 U+2066 LEFT-TO-RIGHT ISOLATE hides here']],
    ['in a key', '- { id: a, ti\u200btle: A }\n', ['5:14 U+200B ZERO WIDTH SPACE hides here']],
    ['in a value that nobody knows', '- { id: a, x: [\u2060] }\n', ['5:16 U+2060 WORD JOINER hides here']],
    [
      'a mark inside the file',
      '- { id: a, title: \ufeffA }\n',
      ['5:19 U+FEFF ZERO WIDTH NO-BREAK SPACE hides here'],
    ],
    ['an escape', '- { id: a, title: A\u001b[31m }\n', ['5:20 U+001B ESCAPE hides here']],
    [
      'a C1 control',
      '- { id: a, title: A\u009b31m }\n',
      ['5:20 U+009B CONTROL SEQUENCE INTRODUCER hides here'],
    ],
    ['DEL', '- { id: a, title: A\u007f }\n', ['5:20 U+007F DELETE hides here']],
    [
      'without a name of its own',
      '- { id: a, title: A\u0001 }\n',
      ['5:20 U+0001 CONTROL CHARACTER hides here'],
    ],
    ['a carriage return alone', '# a\rb\n- { id: a, title: A }\n', ['5:4 U+000D CARRIAGE RETURN hides here']],
    ['a soft hyphen', '- { id: a, title: A\u00adb }\n', ['5:20 U+00AD SOFT HYPHEN hides here']],
    ['a line separator', '# \u2028\n- { id: a, title: A }\n', ['5:3 U+2028 LINE SEPARATOR hides here']],
    [
      'a letter that shows as nothing',
      '- { id: a, title: A\u3164 }\n',
      ['5:20 U+3164 HANGUL FILLER hides here'],
    ],
    ['a tag letter', '- { id: a, title: A\u{e0041} }\n', ['5:20 U+E0041 HIDDEN CHARACTER hides here']],
    [
      'a joiner between Latin letters',
      '- { id: a, title: a\u200db }\n',
      ['5:20 U+200D ZERO WIDTH JOINER hides here'],
    ],
    [
      'a joiner behind an emoji alone',
      '- { id: a, title: 👩\u200d }\n',
      ['5:21 U+200D ZERO WIDTH JOINER hides here'],
    ],
    [
      'one finding a line',
      '# \u200b\u200b\n# \u200c\n- { id: a, title: A }\n',
      [
        '5:3 U+200B ZERO WIDTH SPACE hides here, and 1 more on this line',
        '6:3 U+200C ZERO WIDTH NON-JOINER hides here',
      ],
    ],
    [
      'once, where an escape stands beside it',
      '- { id: a, title: "A\u202Eb \\"c\\"" }\n',
      ['5:21 U+202E RIGHT-TO-LEFT OVERRIDE hides here'],
    ],
    [
      'as an escape of YAML',
      '- { id: a, title: "A\\u202Eb", details: "\\e[0m" }\n',
      [
        '5:19 U+202E RIGHT-TO-LEFT OVERRIDE hides here, as an escape',
        '5:40 U+001B ESCAPE hides here, as an escape',
      ],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(worded('hidden-characters', ofItems(items))).toEqual(want);
  });

  test('each sign that nobody sees, in a file that has no other one', () => {
    const hidden = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter((sign) =>
      /(?![\0\t\n\r]|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(
        sign,
      ),
    );
    const files = hidden.map((sign, at) => [`file-${at}.yaml`, `# a${sign}b\n`]);
    const told = new Set(ofRule('hidden-characters', Object.fromEntries(files)).map(({ file }) => file));
    expect(hidden.filter((_, at) => !told.has(`file-${at}.yaml`))).toEqual([]);
    expect(hidden.length).toBeGreaterThan(100);
  });

  test('the character is marked, both halves of it', () => {
    expect(spans('hidden-characters', ofItems('- { id: a, title: A\u{e0041} }\n'))).toEqual(['5:20-5:22']);
  });

  test('in program.yaml, and in a file that cannot be read otherwise', () => {
    const files = { 'program.yaml': 'id: pm # \u200b\n', 'one.yaml': 'id: [\n# \u202e\n' };
    expect(worded('hidden-characters', files)).toEqual([
      '2:3 U+202E RIGHT-TO-LEFT OVERRIDE hides here',
      'program.yaml:1:10 U+200B ZERO WIDTH SPACE hides here',
    ]);
  });

  test('is never printed', () => {
    const [problem] = problemsOf(ofItems('# \u202e\n- { id: a, title: Meet Ann }\n'));
    expect(problem?.rule).toBe('hidden-characters');
    expect(`${problem?.message}${problem?.hint}`).not.toMatch(/\p{Cf}/u);
  });
});

describe('not found', () => {
  test.each([
    ['a mark at the start', { 'one.yaml': '\ufeffid: one\n' }],
    ['Windows’ line ends', { 'one.yaml': 'id: one\r\ntitle: One\r\n' }],
    ['tabs', ofItems('- { id: a, title: A }\t# a\tb\n')],
    ['tabs and line ends as escapes', ofItems('- { id: a, title: "A\\tb\\r\\nc" }\n')],
    ['a space that does not break', ofItems('- { id: a, title: A\u00a0b }\n')],
    ['a family', ofItems('- { id: a, title: 👨\u200d👩\u200d👧 }\n')],
    ['a skin tone and a trade', ofItems('- { id: a, title: 👩🏽\u200d💻 }\n')],
    ['a rainbow flag', ofItems('- { id: a, title: 🏳\ufe0f\u200d🌈 }\n')],
    ['a heart', ofItems('- { id: a, title: ❤\ufe0f }\n')],
    [
      'the flag of Wales',
      ofItems('- { id: a, title: 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} }\n'),
    ],
    ['Persian spelling', ofItems('- { id: a, title: می\u200cخواهم }\n')],
    ['Hindi spelling', ofItems('- { id: a, title: क्\u200dष }\n')],
    ['dashes, quotes and arrows', ofItems('- { id: a, title: “A” – B → C € }\n')],
    ['letters of all kinds', ofItems('- { id: a, title: Zoë, Jürgen, 会议, שלום }\n')],
  ])('%s', (_, files) => {
    expect(worded('hidden-characters', files)).toEqual([]);
  });
});
