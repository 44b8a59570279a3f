/** What is typed is read as bash reads it, and what is put in stays one word that runs nothing. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forBash, typedIn, wordOfFish } from '../../src/completion/words.ts';
import { runs } from '../runs.ts';

const breaks = ' \t\n"\'@><=;|&(:';

/** What bash makes of words: each in a pair of marks. */
function bashReads(lines: readonly string[]): string[] {
  const script = lines.map((line) => `printf '%s\\0' ${line}`).join('\n');
  const { stdout, status } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { LANG: 'C.UTF-8' },
  });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

const value = fc
  .array(fc.constantFrom(...'aZ9éß:=@,./-_~ $`"\'\\!;&|<>(){}[]*?#%^'.split('')), {
    minLength: 1,
    maxLength: 12,
  })
  .map((signs) => signs.join(''))
  .filter((text) => !text.startsWith('-'));

test('a value stays what it is, without a quote and behind an open one', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 20, maxLength: 60 }), (values) => {
      for (const quote of [undefined, '"', "'"] as const) {
        const put = values.flatMap((each) => {
          const text = forBash(each, { kept: 0, quote });
          return text === undefined ? [] : [{ each, line: `${quote ?? ''}${text}${quote ?? ''}` }];
        });
        expect(bashReads(put.map(({ line }) => line))).toEqual(put.map(({ each }) => each));
        if (quote === undefined) expect(put.length).toBe(values.length);
      }
    }),
    runs(20),
  );
});

test('what was put in is read back', () => {
  fc.assert(
    fc.property(value, (each) => {
      const line = `pm-onboard status ${forBash(each, { kept: 0 })}`;
      expect(typedIn(line, breaks)).toMatchObject({ before: ['pm-onboard', 'status'], word: each });
      expect(wordOfFish(each.replace(/[^\p{L}\p{N}]/gu, '\\$&'))).toBe(each);
    }),
    runs(500),
  );
});

test('what the line editor keeps of a word: up to its last break, or the quote', () => {
  expect(typedIn('pm done RUN:2.', breaks)).toEqual({ before: ['pm', 'done'], word: 'RUN:2.', kept: 4 });
  expect(typedIn('pm done RUN:2.', ' ')).toEqual({ before: ['pm', 'done'], word: 'RUN:2.', kept: 0 });
  expect(typedIn('pm --hire=A', breaks)?.kept).toBe(7);
  expect(typedIn('pm "a b" c\\ d "e f', breaks)).toEqual({
    before: ['pm', 'a b', 'c d'],
    word: 'e f',
    quote: '"',
    kept: 0,
  });
  expect(typedIn('pm --hire="e f', breaks)?.kept).toBe(7);
  expect(typedIn("pm $'a", breaks)).toBeUndefined();
  expect(typedIn('pm ', breaks)).toEqual({ before: ['pm'], word: '', kept: 0 });
});
