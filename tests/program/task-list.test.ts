/** Task lists as tools and people bring them back, spelling by spelling. */
import { describe, expect, test } from 'vitest';
import { plainWords, readTaskList } from '../../src/program/task-list.ts';

const boxOf = (line: string) => readTaskList(line).lines.map(({ ref, box }) => `${ref} ${box}`)[0];

describe('a line is read, whatever a tool has made of it', () => {
  test.each([
    ['- [x] **1.10 Meet**', 'done'],
    ['- [X] 1.10 Meet', 'done'],
    ['* [x] 1.10 Meet', 'done'],
    ['+ [x] 1.10 Meet', 'done'],
    ['-   [x] 1.10 Meet', 'done'],
    ['*   [x]  1.10 Meet', 'done'],
    ['1. [x] 1.10 Meet', 'done'],
    ['1) [x] 1.10 Meet', 'done'],
    ['> - [x] 1.10 Meet', 'done'],
    ['  - [x] 1.10 Meet', 'done'],
    ['\t- [x]\t1.10 Meet', 'done'],
    ['• [x] 1.10 Meet', 'done'],
    ['[x] 1.10 Meet', 'done'],
    ['- [x]1.10 Meet', 'done'],
    ['- [ x ] 1.10 Meet', 'done'],
    ['- [*] 1.10 Meet', 'done'],
    ['- [|] 1.10 Meet', 'done'],
    ['- [✓] 1.10 Meet', 'done'],
    ['- [✔] 1.10 Meet', 'done'],
    ['- \\[x\\] 1.10 Meet', 'done'],
    ['- \\[x] 1.10 Meet', 'done'],
    ['☑ 1.10 Meet', 'done'],
    ['- ☒ 1.10 Meet', 'done'],
    ['✔️ 1.10 Meet', 'done'],
    [':white_check_mark: *1.10* Meet', 'done'],
    ['- [x] #1 1.10 Meet', 'done'],
    ['- #1 [x] 1.10 Meet', 'done'],
    ['- [x] `1.10` Meet', 'done'],
    ['- [x] \\#1.10 Meet', 'done'],
    ['- [x] \\[1.10\\] Meet', 'done'],
    ['- [x] ~~1.10 Meet~~', 'done'],
    ['- [x] Meet your manager (1.10)', 'done'],
    ['- [ ] 1.10 Meet', 'open'],
    ['- [] 1.10 Meet', 'open'],
    ['- [  ] 1.10 Meet', 'open'],
    ['- [\u00a0] 1.10 Meet', 'open'],
    ['- \\[ \\] 1.10 Meet', 'open'],
    ['☐ 1.10 Meet', 'open'],
    [':white_large_square: *1.10* Meet', 'open'],
    ['- [~] 1.10 Meet', 'skipped'],
    ['- [-] 1.10 Meet', 'skipped'],
    ['- [/] 1.10 Meet', 'unclear'],
    ['- [?] 1.10 Meet', 'unclear'],
    ['- 1.10 Meet', 'none'],
    ['•   1.10 Meet', 'none'],
    ['1.10 Meet', 'none'],
    ['- [1.10 Meet](https://example.com/x)', 'none'],
  ])('%j', (line, box) => {
    expect(boxOf(line)).toBe(`1.10 ${box}`);
    expect(boxOf(`${line}  \r`)).toBe(`1.10 ${box}`);
  });

  test.each([
    '- [x] Meet',
    '- [x]',
    '# 1.10',
    '## Week 1.10',
    '- [x] 1.10.3 Meet',
    '- [x] v1.10',
    'See 1.10',
  ])('not %j', (line) => {
    expect(readTaskList(line).lines).toEqual([]);
  });
});

test('what a tool has wrapped belongs to its line; the next paragraph does not', () => {
  const { lines, heading } = readTaskList(
    '\ufeff# PM onboarding: Ada\r\n\r\n- [ ] **1.1 Meet your\r\n  manager** (30 min)\r\n  - a topic\r\n\r\n  more\r\n',
  );
  expect(heading).toBe('PM onboarding: Ada');
  expect(lines).toEqual([{ line: 3, ref: '1.1', box: 'open', text: 'Meet your manager** (30 min)' }]);
});

test('titles are compared by their letters', () => {
  expect(plainWords('Fix *1:1* times\\, `create` the [1:1 doc](https://e.com)')).toBe(
    plainWords('Fix 1:1 times, create the 1:1 doc'),
  );
});
