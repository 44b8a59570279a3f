import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isUserError } from '../../src/errors.ts';
import { emptyRecord, recordFormat } from '../../src/progress/record.ts';
import { appendFacts, createRecord, listHires, readRecord } from '../../src/workspace/records.ts';
import { hire, note, notesIn, recordPath, stamp, workspaceWithRecord } from './scratch.ts';

/** What reading says of the file: nothing, or how it is wrong; anything but an error for its user is a failure. */
function faultsIn(workspace: string): string | undefined {
  try {
    const record = readRecord(workspace, hire);
    if (record && record.format > recordFormat) return 'newer';
    return record?.damaged[0]?.fault;
  } catch (error) {
    if (!isUserError(error) || error.exit !== 3) throw error;
    return [error.message, ...error.lines, error.hint].join('\n');
  }
}

async function workspaceWithNotes(): Promise<string> {
  const workspace = await workspaceWithRecord();
  await appendFacts(workspace, hire, [note('Grüße, 漢字 and 😀')], stamp(1));
  await appendFacts(workspace, hire, [note('two')], stamp(2));
  return workspace;
}

describe('a write never goes over a record that can not be read:', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'it is empty'],
    ['cut off', '{"format":2,"record":"h0123abcd","events":{', 'it is cut off'],
    ['no record', '{"name":"something else"}', 'it is not a record'],
    ['a list', '[1,2]', 'it is not a record'],
    ['without events', `{"format":2,"record":"${hire}"}`, 'it has no sections of events'],
    ['of no format', `{"format":0,"record":"${hire}","events":{}}`, 'its format is unknown'],
    [
      'of format 1',
      `{"format":1,"hire":"${hire}","events":[]}`,
      'it is of format 1, which no released version has written: keep the file, and begin the run anew',
    ],
    [
      "another hire's",
      '{"format":2,"record":"hffffffff","events":{}}',
      'it is the record of another hire, hffffffff',
    ],
    [
      'nested without end',
      `{"format":2,"record":"${hire}","events":{"":[{"id":"i","at":"2026-11-23T09:00:00.000Z","on":"2026-11-23","by":"","batch":"","kind":"x","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}}`,
      'it is nested too deeply',
    ],
  ])('%s', async (_, content, fault) => {
    const workspace = await workspaceWithNotes();
    const path = recordPath(workspace);
    writeFileSync(path, content);
    const backup = readdirSync(join(workspace, 'backups')).sort().at(-1);
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(appendFacts(workspace, hire, [note('lost?')], stamp(3))).rejects.toMatchObject({
        message: `${path} can't be read: ${fault}`,
        lines: [`  pm-onboard doctor --restore ${hire}`],
        hint: `this command keeps the file aside, and unites what is sound in it with the backup ${backup}`,
        exit: 3,
      });
    }
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(join(workspace, 'hires'))).toEqual([`${hire}.json`]);
    const copies = readdirSync(join(workspace, 'backups')).filter((name) => name.includes('.corrupt-'));
    expect(copies).toEqual([expect.stringMatching(/^h0123abcd\.json\.corrupt-[0-9a-f]{8}$/)]);
    expect(readFileSync(join(workspace, 'backups', copies[0] ?? ''), 'utf8')).toBe(content);
  });

  test('the backup named is the newest that can be read', async () => {
    const workspace = await workspaceWithNotes();
    const [older, newest] = readdirSync(join(workspace, 'backups')).sort();
    writeFileSync(recordPath(workspace), '');
    writeFileSync(join(workspace, 'backups', newest ?? ''), '{"format":1');
    expect(faultsIn(workspace)).toContain(`the backup ${older}`);
    expect(faultsIn(workspace)).not.toContain(newest);
  });

  test('one of a newer format is read, and left as it is', async () => {
    const workspace = await workspaceWithNotes();
    const path = recordPath(workspace);
    const newer = readFileSync(path, 'utf8').replace('"format":2', '"format":3');
    writeFileSync(path, newer);
    expect(notesIn(readRecord(workspace, hire))).toHaveLength(2);
    await expect(appendFacts(workspace, hire, [note('three')], stamp(3))).rejects.toMatchObject({
      message: expect.stringContaining(`${path} was written by a newer pm-onboard (format 3)`),
      exit: 3,
    });
    expect(readFileSync(path, 'utf8')).toBe(newer);
  });

  test('one that is gone', async () => {
    const workspace = await workspaceWithNotes();
    renameSync(recordPath(workspace), join(workspace, 'elsewhere'));
    await expect(appendFacts(workspace, hire, [note('three')], stamp(3))).rejects.toMatchObject({ exit: 3 });
    expect(readdirSync(join(workspace, 'hires'))).toEqual([]);
  });
});

test('a damaged event stays in the file as it is, and the rest goes on', async () => {
  const workspace = await workspaceWithNotes();
  const path = recordPath(workspace);
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('漢字'));
  const damaged = (lines[at] ?? '').replace('漢字', 'edited').replace(/^,/, '');
  writeFileSync(path, lines.with(at, `,${damaged}`).join('\n'));
  expect(readRecord(workspace, hire)?.damaged).toEqual([
    { value: JSON.parse(damaged), fault: 'its content does not fit its id' },
  ]);

  await appendFacts(workspace, hire, [note('three')], stamp(3));
  expect(readFileSync(path, 'utf8').split(/\n,?/)).toContain(damaged);
  const after = readRecord(workspace, hire);
  expect(notesIn(after)).toEqual(['two', 'three']);
  expect(after?.damaged).toHaveLength(1);
});

test('bytes that no text has are kept in a copy before a write puts others in their place', async () => {
  const workspace = await workspaceWithNotes();
  const path = recordPath(workspace);
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('😀')] = 0xff;
  writeFileSync(path, bytes);
  await appendFacts(workspace, hire, [note('three')], stamp(3));
  await appendFacts(workspace, hire, [note('four')], stamp(4));
  const after = readRecord(workspace, hire);
  expect(notesIn(after)).toEqual(['two', 'three', 'four']);
  expect(after?.damaged).toHaveLength(1);
  const copies = readdirSync(join(workspace, 'backups')).filter((name) => name.includes('.corrupt-'));
  expect(copies.map((name) => readFileSync(join(workspace, 'backups', name)))).toEqual([bytes]);
});

test('a writer whose lock was taken from it writes nothing', async () => {
  const workspace = await workspaceWithNotes();
  const path = recordPath(workspace);
  const before = readFileSync(path, 'utf8');
  const robbed = {
    ...stamp(3),
    // Asked for under the lock.
    get batch() {
      writeFileSync(`${path}.lock`, readFileSync(`${path}.lock`, 'utf8').replace(/"token":"./, '"token":"_'));
      return 'b3';
    },
  };
  await expect(appendFacts(workspace, hire, [note('three')], robbed)).rejects.toMatchObject({
    message: `the lock of ${path} was lost`,
    exit: 3,
  });
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(readdirSync(join(workspace, 'hires'))).toEqual([`${hire}.json`, `${hire}.json.lock`]);
});

describe('links are not followed:', () => {
  const move = (from: string) => {
    renameSync(from, `${from}-real`);
    symlinkSync(`${from}-real`, from);
  };

  test('the folder of the records', async () => {
    const workspace = await workspaceWithNotes();
    move(join(workspace, 'hires'));
    const refused = expect.objectContaining({
      message: `${join(workspace, 'hires')} is not a folder of its own`,
      exit: 3,
    });
    expect(() => listHires(workspace)).toThrow(refused);
    expect(() => readRecord(workspace, hire)).toThrow(refused);
    await expect(appendFacts(workspace, hire, [note('three')], stamp(3))).rejects.toEqual(refused);
  });

  test.each(['backups', `hires/${hire}.json`])('%s', async (name) => {
    const workspace = await workspaceWithNotes();
    const before = readFileSync(recordPath(workspace), 'utf8');
    move(join(workspace, name));
    await expect(appendFacts(workspace, hire, [note('three')], stamp(3))).rejects.toMatchObject({ exit: 3 });
    expect(readFileSync(recordPath(workspace), 'utf8')).toBe(before);
    expect(readdirSync(join(workspace, 'hires')).filter((entry) => /tmp|lock/.test(entry))).toEqual([]);
  });
});

test('only files of the right name are records', async () => {
  const workspace = await workspaceWithNotes();
  for (const name of ['hello.json', 'h0123ABCD.json', 'h0123abcd.json.corrupt', 'h12.json', '.json'])
    writeFileSync(join(workspace, 'hires', name), '{}');
  mkdirSync(join(workspace, 'hires', 'folder'));
  expect(listHires(workspace)).toEqual([hire]);
});

test('no file name is made of anything but an id', async () => {
  const workspace = await workspaceWithNotes();
  for (const id of ['../x', 'Ada', '', 'h0123abcd/../x']) {
    expect(() => readRecord(workspace, id)).toThrow(TypeError);
    await expect(createRecord(workspace, emptyRecord(id), stamp(3).now)).rejects.toThrow(TypeError);
  }
});
