/** What a sync keeps so that the next one reads less: it is never the truth, and nothing that has changed is missed for it. */
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { flat } from '../cli/facts.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

let ada: Member;
let grace: Member;
let cache: string;
let record: string;

beforeEach(async () => {
  ({ ada, grace } = await sharingTeam());
  await ada.ok(['note', '1.4', 'a word', ...monday]);
  await ada.sync();
  cache = join(ada.home, '.cache/pm-onboard');
  record = join(ada.workspace, 'hires', readdirSync(join(ada.workspace, 'hires'))[0] as string);
});

/** The file that was kept. */
function page(): string {
  const [name, ...others] = readdirSync(join(cache, 'synced'));
  expect(others).toEqual([]);
  return join(cache, 'synced', name as string);
}

interface Page {
  version: string;
  records: Record<string, [string, number]>;
}

const changes: Readonly<Record<string, (text: string) => string>> = {
  'cut off': (text) => text.slice(0, -9),
  empty: () => '',
  'something else': () => '[1, {}]',
  'of another version': (text) => text.replace(/"version":"[^"]*"/, '"version":"9.9.9"'),
  'with another count': (text) => text.replace(/,(\d+)\]/, (_, count) => `,${Number(count) + 1}]`),
  'with other bytes': (text) => text.replace(/\["\w+/, `["${'0'.repeat(40)}`),
  'with the records of others': (text) => text.replaceAll(/h[0-9a-f]{8}/g, 'hffffffff'),
};

test('whatever becomes of it, a sync says the same and leaves all as it is', async () => {
  const [usual, before] = [await ada.sync(), ada.state()];
  expect(usual.stderr).toContain('Nothing new');
  const kept = readFileSync(page(), 'utf8');
  expect(Object.keys((JSON.parse(kept) as Page).records)).toHaveLength(1);
  for (const [name, change] of Object.entries(changes)) {
    expect(change(kept), name).not.toBe(kept);
    writeFileSync(page(), change(kept));
    expect(await ada.sync(), name).toEqual(usual);
    expect(readFileSync(page(), 'utf8'), name).toBe(kept);
  }
  rmSync(join(cache, 'synced'), { recursive: true });
  expect(await ada.sync()).toEqual(usual);
  expect(readFileSync(page(), 'utf8')).toBe(kept);
  expect(ada.state()).toBe(before);
});

test.skipIf(process.platform === 'win32')(
  'in a cache that others may write to, nothing is believed or kept',
  async () => {
    rmSync(join(cache, 'synced'), { recursive: true });
    chmodSync(cache, 0o777);
    expect((await ada.sync()).stderr).toContain('Nothing new');
    expect(readdirSync(cache)).not.toContain('synced');
  },
);

test('a letter that changes in the file, with its time, is seen, and so is what is wrong everywhere', async () => {
  const { atime, mtime } = statSync(record);
  writeFileSync(record, readFileSync(record, 'utf8').replace('a word', 'a ward'));
  utimesSync(record, atime, mtime);
  const told = "an event can't be trusted";
  const damaged = readFileSync(record, 'utf8');
  expect(flat((await ada.sync()).stderr)).toContain(told);
  // Committed and pushed by hand, the damage is the same on all sides.
  writeFileSync(record, damaged);
  ada.git('commit', '--quiet', '-am', 'Damage');
  ada.git('push', '--quiet', 'origin', 'main');
  for (const _ of [1, 2]) expect(flat((await ada.sync()).stderr)).toContain(told);
});

test('a file that is gone comes back, and what others recorded comes in', async () => {
  const text = readFileSync(record, 'utf8');
  rmSync(record);
  await ada.sync();
  expect(readFileSync(record, 'utf8')).toBe(text);
  await grace.sync();
  await grace.ok(['note', '1.4', 'from Grace', '--hire', 'Ada', ...monday]);
  await grace.sync();
  expect(flat((await ada.sync()).stderr)).toContain('came in');
  expect(readFileSync(record, 'utf8')).toContain('from Grace');
});

test("a cloud folder's copy beside the record is taken in, and the record of whom others erase goes", async () => {
  const copy = record.replace(/\.json$/, ' (1).json');
  await ada.ok(['note', '1.4', 'a second word', ...monday]);
  const later = readFileSync(record, 'utf8');
  await ada.ok(['undo', ...monday]);
  await ada.sync();
  writeFileSync(copy, later);
  await ada.sync();
  expect((await ada.sync()).stderr).toContain('Nothing new');
  await grace.sync();
  await grace.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace']);
  await grace.sync();
  await ada.sync();
  expect(readFileSync(record, 'utf8')).toContain('"forgotten"');
  expect((JSON.parse(readFileSync(page(), 'utf8')) as Page).records).toEqual({});
});
