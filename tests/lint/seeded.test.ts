/** Each mistake of seeded.ts is found by its rule, at its place and with its words, and nothing else is. */
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { reportOf } from '../../src/lint/report.ts';
import { compact } from '../../src/render/lint/compact.ts';
import { page } from '../render/lint/reports.ts';
import { sourcesOf } from './rules/found.ts';
import { type FileName, mistakes, sound } from './seeded.ts';

function printed(files: Readonly<Record<FileName, string>>): string {
  return compact(reportOf([], lint({ files: sourcesOf(files), config: {} })), page);
}

test('the program is sound', () => {
  expect(printed(sound)).toBe('');
});

describe('a mistake in it is found, and nothing else', () => {
  test.each(mistakes)('$name', ({ edits, found }) => {
    const files = { ...sound };
    for (const [file, find, put] of edits) {
      expect(files[file].split(find), `${find} in ${file}`).toHaveLength(2);
      files[file] = files[file].replace(find, () => put);
    }
    expect(printed(files)).toBe(`${found}\n`);
  });
});
