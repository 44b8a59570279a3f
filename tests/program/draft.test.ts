/** A program with parts is asked for several times in a row, and read once. */
import { expect, test } from 'vitest';
import { itemsOf, readDraft } from '../../src/program/draft.ts';

const encoder = new TextEncoder();
const filesWith = (part: string) =>
  Object.entries({
    'program.yaml': 'id: pm\ntitle: PM\nphases: [one]\n',
    'one.yaml': 'id: one\ntitle: One\ndue: day 1\ninclude: [parts/a.yaml]\n',
    'parts/a.yaml': part,
  }).map(([name, text]) => ({ name, path: name, bytes: encoder.encode(text) }));
const idsIn = (part: string) => itemsOf(readDraft(filesWith(part))).map(({ id }) => id?.value);

test('what is read again is the same, and what has changed is read anew', () => {
  const files = filesWith('items: [{ id: a, title: A }]\n');
  expect(readDraft(filesWith('items: [{ id: a, title: A }]\n'))).toBe(readDraft(files));
  expect(idsIn('items: [{ id: b, title: A }]\n')).toEqual(['b']);
  expect(idsIn('items: [{ id: a, title: A }]\n')).toEqual(['a']);
  const elsewhere = files.map((file) => ({ ...file, path: `there/${file.name}` }));
  expect(readDraft(elsewhere).files.map(({ yaml }) => yaml.file)).toContain('there/one.yaml');
  expect(readDraft(files.slice(0, 2)).whole).toBe(false);
});
