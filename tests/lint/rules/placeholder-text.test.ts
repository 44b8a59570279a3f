/** Texts that somebody still has to write. */
import { describe, expect, test } from 'vitest';
import { ofItems, spans, worded } from './found.ts';

const says = (...pieces: string[]) =>
  `${pieces.map((piece) => `\`${piece}\``).join(', ')} ${pieces.length > 1 ? 'are placeholders' : 'is a placeholder'}`;

describe('found', () => {
  const cases: [string, string, string[]][] = [
    ['an ellipsis alone', '- { id: a, title: … }\n', [`5:19 ${says('…')}`]],
    ['three dots at the end', '- { id: a, title: Ask about ... }\n', [`5:29 ${says('...')}`]],
    ['an ellipsis at the end', "- { id: a, title: 'Ask about …' }\n", [`5:30 ${says('…')}`]],
    ['right behind a word', '- id: a\n  title: Ask about the...\n', [`6:23 ${says('...')}`]],
    [
      'at the end of a line of details',
      '- id: a\n  title: Ask the team\n  details: |\n    - …\n    - Why?\n',
      [`8:7 ${says('…')}`],
    ],
    ['TBD', '- { id: a, title: Meet TBD today }\n', [`5:24 ${says('TBD')}`]],
    ['tba in small letters', '- { id: a, title: Meet the tba }\n', [`5:28 ${says('tba')}`]],
    ['TODO in a topic', '- { id: a, title: Meet, topics: [Why?, TODO] }\n', [`5:40 ${says('TODO')}`]],
    ['todo with a colon', "- { id: a, title: 'todo: the title' }\n", [`5:20 ${says('todo')}`]],
    ['FIXME in details', '- { id: a, title: Meet, details: FIXME }\n', [`5:34 ${says('FIXME')}`]],
    ['XXX', '- { id: a, title: Meet XXX }\n', [`5:24 ${says('XXX')}`]],
    [
      'lorem ipsum',
      '- { id: a, title: Meet, details: Lorem ipsum dolor }\n',
      [`5:34 ${says('Lorem ipsum')}`],
    ],
    ['a name in angles', '- { id: a, title: Meet <your buddy> }\n', [`5:24 ${says('<your buddy>')}`]],
    [
      'what is to be inserted',
      "- { id: a, title: 'Call [insert number]' }\n",
      [`5:25 ${says('[insert number]')}`],
    ],
    [
      'two in a text, each once, at the first',
      '- { id: a, title: Meet <name> or <name> of <team> }\n',
      [`5:24 ${says('<name>', '<team>')}`],
    ],
    [
      'in the title of a link',
      "- { id: a, title: Read, links: [{ title: TBD, url: 'https://a.example' }] }\n",
      [`5:42 ${says('TBD')}`],
    ],
    [
      'in the unit of a count',
      '- { id: a, title: Read, count: { target: 2, unit: TBD } }\n',
      [`5:51 ${says('TBD')}`],
    ],
    [
      'over the folded lines of a text',
      '- id: a\n  title: Read\n  details: >-\n    Look at the\n    FIXME page.\n',
      [`9:5 ${says('FIXME')}`],
    ],
    [
      'not in code before it, but after',
      '- id: a\n  title: Read\n  details: Type `x <name>` for <name>\n',
      [`7:32 ${says('<name>')}`],
    ],
    [
      'where YAML has an escape before it, at the text',
      '- { id: a, title: "Ask \\"why\\", TBD" }\n',
      [`5:33 ${says('TBD')}`],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(worded('placeholder-text', ofItems(items))).toEqual(want);
  });

  test('in what a program and a checklist say of themselves', () => {
    const files = {
      'program.yaml': 'id: pm\ntitle: TBD\nphases: [one]\nroles: { buddy: { title: TBA } }\n',
      'one.yaml':
        'id: one\ntitle: TODO\ndue: day 1\nobjective: XXX\nfocus: [FIXME]\nitems: [{ id: a, title: Meet }]\n',
    };
    expect(worded('placeholder-text', files)).toEqual([
      `2:8 ${says('TODO')}`,
      `4:12 ${says('XXX')}`,
      `5:9 ${says('FIXME')}`,
      `program.yaml:2:8 ${says('TBD')}`,
      `program.yaml:4:26 ${says('TBA')}`,
    ]);
  });

  test('the piece is marked, no more', () => {
    expect(spans('placeholder-text', ofItems('- { id: a, title: Meet <name> soon }\n'))).toEqual([
      '5:24-5:30',
    ]);
  });
});

describe('not found', () => {
  test.each([
    ['todos and the todo list', '- { id: a, title: Write your todos on a todo list }\n'],
    ['TODOs', '- { id: a, title: Read the TODOs }\n'],
    ['XXXL', '- { id: a, title: Get a shirt in XXXL }\n'],
    ['an ellipsis inside', '- { id: a, title: Wait … and see }\n'],
    ['dots inside', '- { id: a, title: From a ... to z }\n'],
    ['an ellipsis in a quoted command', '- id: a\n  title: Type `pm-onboard note x "…"`\n'],
    ['an ellipsis in quotes', '- id: a\n  title: Answer "I wonder …"\n'],
    ['a placeholder of a command', '- { id: a, title: Run `git clone <url>` }\n'],
    ['HTML', '- { id: a, title: Press <kbd>F1</kbd><br> }\n'],
    ['an address in angles', "- { id: a, title: 'Read <https://a.example>' }\n"],
    ['a link of Markdown', "- { id: a, title: 'See [Your team](https://a.example)' }\n"],
    ['a comment', '# TODO: more\n- { id: a, title: Meet } # …\n'],
  ])('%s', (_, items) => {
    expect(worded('placeholder-text', ofItems(items))).toEqual([]);
  });
});
