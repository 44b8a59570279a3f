/** A long message becomes several posts, none too long, with nothing lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostCharacters, postsOf } from '../../src/sending/split.ts';
import { runs } from '../runs.ts';

test('each post is short enough, and all of them together are the text', () => {
  const line = fc.oneof(
    fc.constant(''),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('a', ' ', '😀'), maxLength: 90 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 4, max: 80 }), (lines, most) => {
      const text = lines.join('\n');
      const posts = postsOf(text, most);
      const without = (all: string) => all.replace(/\s/gu, '');
      expect(without(posts.join(''))).toBe(without(text));
      for (const post of posts) {
        expect(post.length).toBeLessThanOrEqual(most);
        expect(post).toBe(post.trim());
        expect(post).not.toBe('');
        // No character is cut in two.
        expect(Buffer.from(post).toString()).toBe(post);
      }
    }),
    runs(400),
  );
});

test('it is cut at lines, before a part where one is near', () => {
  const part = (name: string) =>
    [`*${name}*`, '', ...Array.from({ length: 6 }, (_, at) => `• ${name} ${at}`), ''].join('\n');
  const posts = postsOf([part('a'), part('b'), part('c')].join('\n'), 75);
  expect(posts.map((post) => post.split('\n')[0])).toEqual(['*a*', '*b*', '*c*']);
});

test('what is short is one post, and nothing is none', () => {
  expect(postsOf('a\n\nb\n')).toEqual(['a\n\nb']);
  expect(postsOf('\n \n')).toEqual([]);
  expect(mostCharacters).toBeLessThan(4_000);
});
