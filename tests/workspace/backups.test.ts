import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupsOf, instantOf, keepBackup, keepCopy, surplusOf } from '../../src/workspace/backups.ts';
import { appendFacts, readRecord } from '../../src/workspace/records.ts';
import { hire, note, recordPath, scratch, stamp, workspaceWithRecord } from './scratch.ts';

/** `23.1` is the first backup of the 23rd. */
const named = (short: string) => {
  const [day = '', save = ''] = short.split('.');
  return `${hire}.202611${day.padStart(2, '0')}T0900000${save.padStart(2, '0')}Z.json`;
};

test.each<[string, string[], string[]]>([
  ['none', [], []],
  ['the last three of one day stay', ['23.5', '23.4', '23.3', '23.2', '23.1'], ['23.2', '23.1']],
  ['the newest of an earlier day stays', ['23.3', '23.2', '23.1', '22.9', '22.8'], ['22.8']],
  ['the last three stay though they are of other days', ['23.1', '22.2', '22.1', '21.3', '21.2'], ['21.2']],
  [
    'seven at most, the oldest go',
    ['23.3', '23.2', '23.1', '22.1', '21.1', '20.1', '19.1', '18.1', '17.1'],
    ['18.1', '17.1'],
  ],
  ['seven days', ['9.1', '8.1', '7.1', '6.1', '5.1', '4.1', '3.1'], []],
])('surplus: %s', (_, newestFirst, surplus) => {
  expect(surplusOf(newestFirst.map(named))).toEqual(surplus.map(named));
});

test('a backup is the file as it was, of this hire alone, private', () => {
  const folder = scratch();
  const [path, backups] = [join(folder, 'record'), join(folder, 'backups')];
  writeFileSync(path, 'first', { mode: 0o600 });
  keepBackup(backups, hire, path, stamp(1).now);
  writeFileSync(`${path}-new`, 'second');
  renameSync(`${path}-new`, path);
  writeFileSync(join(backups, 'hffffffff.20261123T090100000Z.json'), 'of another');
  writeFileSync(join(backups, `${hire}.json.corrupt-12345678`), 'a damaged file');

  expect(backupsOf(backups, hire)).toEqual([`${hire}.20261123T090100000Z.json`]);
  expect(readFileSync(join(backups, `${hire}.20261123T090100000Z.json`), 'utf8')).toBe('first');
  expect(statSync(backups).mode & 0o777).toBe(0o700);
});

test('the order of the names is that of the saves, whatever the clock says', () => {
  const folder = scratch();
  const [path, backups] = [join(folder, 'record'), join(folder, 'backups')];
  const clocks = ['2026-11-23', '2036-11-23', '2026-11-23', '2016-11-23', '9999-12-31'];
  for (const [save, day] of clocks.entries()) {
    writeFileSync(`${path}-new`, `state ${save}`);
    renameSync(`${path}-new`, path);
    keepBackup(backups, hire, path, new Date(`${day}T09:00:00.000Z`));
  }
  const kept = backupsOf(backups, hire);
  expect(kept.map((name) => readFileSync(join(backups, name), 'utf8'))).toEqual(
    // Of the day that the clock ran ahead to, the last three.
    ['state 4', 'state 3', 'state 2', 'state 0'],
  );
  expect(instantOf(kept[1] ?? '')?.toISOString()).toBe('2036-11-23T09:00:00.002Z');
});

test('what lies in the way in the folder stops no save', () => {
  const folder = scratch();
  const [path, backups] = [join(folder, 'record'), join(folder, 'backups')];
  writeFileSync(path, 'state');
  mkdirSync(join(backups, named('1.1')), { recursive: true });
  for (let save = 0; save < 9; save += 1) keepBackup(backups, hire, path, stamp(save * 24 * 60).now);
  expect(backupsOf(backups, hire)).toHaveLength(8);
  const last = `${hire}.99991231T235959999Z.json`;
  writeFileSync(join(backups, last), 'as late as can be');
  keepBackup(backups, hire, path, stamp(1).now);
  expect(readFileSync(join(backups, last), 'utf8')).toBe('as late as can be');
});

test('each save keeps what was there before it, by hard link, and the old ones go', async () => {
  const workspace = await workspaceWithRecord();
  const backups = join(workspace, 'backups');
  const states: string[] = [];
  for (let n = 1; n <= 6; n += 1) {
    const witness = join(workspace, `state-${n}`);
    linkSync(recordPath(workspace), witness);
    states.unshift(readFileSync(witness, 'utf8'));
    await appendFacts(workspace, hire, [note(`n${n}`)], stamp(n));
    const newest = join(backups, backupsOf(backups, hire)[0] ?? '');
    expect(statSync(newest).ino).toBe(statSync(witness).ino);
  }
  const kept = backupsOf(backups, hire).map((name) => readFileSync(join(backups, name), 'utf8'));
  expect(kept).toEqual(states.slice(0, 3));
  expect(readdirSync(backups)).toHaveLength(3);
  expect(readRecord(workspace, hire)?.events).toHaveLength(7);
});

describe('a copy', () => {
  test('of the same bytes is kept once, of others beside it', () => {
    const folder = join(scratch(), 'backups');
    const names = ['first', 'first', 'second'].map((text) => keepCopy(folder, 'file', Buffer.from(text)));
    expect(names[0]).toMatch(/^file-[0-9a-f]{8}$/);
    expect(names[1]).toBe(names[0]);
    expect(readdirSync(folder).sort()).toEqual([...new Set(names)].sort());
  });

  test('that a killed process did not finish is made anew', () => {
    const folder = scratch();
    const name = keepCopy(folder, 'file', Buffer.from('whole'));
    writeFileSync(join(folder, name), 'wh');
    keepCopy(folder, 'file', Buffer.from('whole'));
    expect(readFileSync(join(folder, name), 'utf8')).toBe('whole');
  });
});
