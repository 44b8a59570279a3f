/**
 * Who lists all records, files or backups of a workspace, and whether it says how far it is. A new one fails here until it stands in the
 * table: with how it says so, or why it needn't.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './cli/home.ts';

/** The functions that give all there is of something, in files. */
const listing = /(?<!function )\b(?:listRecords|listHires|listRuns|recordFiles|backedUp|findTargets)\(/g;

/** The ways to say how far work is. */
const ways = ['longWork', 'inTurn', 'meanwhile'] as const;

/** File in `src/` → how often it lists, and by which way it says how far it is, or why it doesn't. */
const table: Record<string, readonly [times: number, how: (typeof ways)[number] | `no: ${string}`]> = {
  'session/run.ts': [1, 'longWork'],
  'session/each-run.ts': [2, 'longWork'],
  'session/members.ts': [2, 'inTurn'],
  'session/going.ts': [1, 'inTurn'],
  'plain.ts': [1, 'no: counts them'],
  'bare.ts': [1, 'no: counts them'],
  'sync/contents.ts': [1, 'meanwhile'],
  'actions/lint/check.ts': [1, 'longWork'],
  'actions/lint/against.ts': [3, 'inTurn'],
  'doctor/records.ts': [5, 'inTurn'],
  'doctor/snapshot.ts': [1, 'no: openRecords and recordSnapshots go through them, and say so'],
  'actions/sync.ts': [1, 'no: openRecords goes through them, and says so'],
  'session/hires.ts': [2, 'no: counts them'],
  'session/all-runs.ts': [1, 'inTurn'],
  'session/open-checklists.ts': [1, 'inTurn'],
  'session/several.ts': [1, 'no: counts them'],
  'session/whose.ts': [1, 'no: counts them'],
  'commands/init.ts': [1, 'no: counts them'],
  'actions/team.ts': [1, 'no: counts them'],
  'sync/sync.ts': [1, 'no: counts them'],
  'actions/lint/beside.ts': [1, 'no: looks for folders, and reads the ids of their programs'],
  'actions/remind.ts': [1, 'inTurn'],
  'actions/forget.ts': [1, 'no: only where a name fits nobody'],
  'workspace/forget.ts': [1, 'no: commands/forget gives it the step of its longWork'],
  'workspace/records.ts': [2, 'no: lists them'],
  'plan/due-dates.ts': [1, 'no: another function of that name'],
  'workspace/restore.ts': [1, 'no: of one run only'],
};

test('whoever goes through all records or files says how far, or has a reason', () => {
  const src = join(root, 'src');
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(src, path), 'utf8');
      const times = text.match(listing)?.length ?? 0;
      return times === 0 ? [] : [{ path, times, text }];
    });
  expect(Object.fromEntries(found.map(({ path, times }) => [path, times]))).toEqual(
    Object.fromEntries(Object.entries(table).map(([path, [times]]) => [path, times])),
  );
  for (const { path, text } of found) {
    const [, how = ''] = table[path] ?? [];
    if (!how.startsWith('no: ')) expect(text, path).toMatch(new RegExp(`\\b${how}\\(`));
  }
});
