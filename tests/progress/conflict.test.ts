/** Conflicts that a merge by git itself leaves in a record. The seed is fixed, so a new failure comes from a change. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatRecord, type HireRecord, mergeRecords, parseRecord } from '../../src/progress/record.ts';
import { Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { replicas } from './arbitrary.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pm-onboard-conflict-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `git merge-file` makes of two texts that come from one. */
function gitMerge(base: string, ours: string, theirs: string, style: readonly string[] = []): string {
  const paths = Object.entries({ ours, base, theirs }).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...style, ...paths], { encoding: 'utf8' });
  // The number of conflicts; above 127 it is an error.
  expect(status).toBeLessThan(128);
  return stdout;
}

const often = runs(600);
const styles = [[], ['--diff3'], ['--zdiff3']];

test('whatever two people recorded apart, git’s merge of it is read as the union', () => {
  let conflicts = 0;
  fc.assert(
    fc.property(replicas(3), fc.constantFrom(...styles), fc.boolean(), (records, style, unrelated) => {
      const [base, a, b] = records as [HireRecord, HireRecord, HireRecord];
      const [ours, theirs] = [mergeRecords(base, a), mergeRecords(base, b)];
      const before = unrelated ? '' : formatRecord(base);
      const merged = gitMerge(before, formatRecord(ours), formatRecord(theirs), style);
      const read = parseRecord(merged);
      const marked = /^<{7}/m.test(merged);
      if (marked) conflicts += 1;
      expect(read.conflicted).toBe(marked || undefined);
      expect(formatRecord(read)).toBe(formatRecord(mergeRecords(ours, theirs)));
    }),
    often,
  );
  expect(conflicts).toBeGreaterThan(often.numRuns / 3);
});

describe('a conflict of two notes', () => {
  const story = new Story();
  const base = story.record;
  story.add({ kind: 'noted', item: 'x', text: 'ours' });
  const ours = story.record;
  story.record = base;
  story.add({ kind: 'noted', item: 'x', text: 'theirs' });
  const theirs = story.record;
  const conflict = () => gitMerge(formatRecord(base), formatRecord(ours), formatRecord(theirs), ['--diff3']);

  test('is there, and is merged, with line ends of Windows too', () => {
    for (const text of [conflict(), conflict().replaceAll('\n', '\r\n')]) {
      expect(text.match(/^([<|=>])\1{6}/gm)).toEqual(['<<<<<<<', '|||||||', '=======', '>>>>>>>']);
      expect(parseRecord(text)).toEqual({ ...mergeRecords(ours, theirs), conflicted: true });
    }
  });

  test.each<[string, (text: string) => string]>([
    ['without its end', (text) => text.replace(/^>>>>>>>.*\n/m, '')],
    ['without its middle', (text) => text.replace(/^=======\n/m, '')],
    ['with a side that is cut off', (text) => text.replace(/"theirs".*\n/, '\n')],
    [
      'of two hires',
      (text) => text.replace(/^.*\n/, '<<<<<<<\n{"format":1,"hire":"h2","events":[\n=======\n$&>>>>>>>\n'),
    ],
  ])('%s: an error that says so, and how to lose nothing', (_, damage) => {
    const text = damage(conflict());
    expect(text).not.toBe(conflict());
    expect(() => parseRecord(text)).toThrow(
      expect.objectContaining({
        message: 'a git merge left a conflict in it, and its sides are not both sound',
        conflicted: true,
      }),
    );
  });
});
