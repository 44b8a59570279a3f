/** Earlier states of a record, whatever state the record itself is in. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Event, Fact } from '../../src/progress/event.ts';
import { emptyRecord, formatRecord } from '../../src/progress/record.ts';
import { runIdOf } from '../../src/progress/record-id.ts';
import { withoutTexts } from '../../src/progress/redact.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { eraseHire, setErasedAside } from '../../src/workspace/forget.ts';
import { appendFacts, listHires, readRecord, unite } from '../../src/workspace/records.ts';
import { reviveRecord, withCopies } from '../../src/workspace/restore.ts';
import { hire, note, notesIn, recordPath, stamp, workspaceWithRecord } from './scratch.ts';

const erasure = { by: 'Grace', at: '2026-11-24T08:00:00.000Z' };
const { now } = stamp(9);

describe('a record that others have erased', () => {
  async function erased(): Promise<string> {
    const workspace = await workspaceWithRecord();
    await appendFacts(workspace, hire, [note('kept')], stamp(1));
    await setErasedAside(workspace, hire, erasure);
    return workspace;
  }

  test('comes back once, however often that was interrupted', async () => {
    const workspace = await erased();
    // A folder in the place of the lock keeps the former id from being erased.
    const lock = `${recordPath(workspace)}.lock`;
    mkdirSync(join(lock, 'x'), { recursive: true });
    for (const _ of [1, 2]) await expect(reviveRecord(workspace, hire, erasure, now)).rejects.toThrow();
    expect(listHires(workspace)).toHaveLength(2);
    rmSync(lock, { recursive: true });
    const revived = await reviveRecord(workspace, hire, erasure, now);
    expect(listHires(workspace).sort()).toEqual([hire, revived.hire].sort());
    expect(readdirSync(join(workspace, 'backups')).filter((name) => name.includes(hire))).toEqual([]);
    expect(notesIn(readRecord(workspace, revived.hire))).toEqual(['kept']);
    expect(await reviveRecord(workspace, hire, erasure, now)).toEqual(revived);
  });

  test('comes back under another id where it came back and was erased again', async () => {
    const workspace = await erased();
    const backups = join(workspace, 'backups');
    const files = readdirSync(backups).map((name) => [name, readFileSync(join(backups, name))] as const);
    const first = await reviveRecord(workspace, hire, erasure, now);
    await eraseHire(workspace, first.hire, erasure);
    for (const [name, bytes] of files) writeFileSync(join(backups, name), bytes);
    const second = await reviveRecord(workspace, hire, erasure, now);
    expect(second.hire).not.toBe(first.hire);
    expect(notesIn(second)).toEqual(['kept']);
  });
});

test('a stranger’s run of a huge number keeps nobody from looking for what came back', async () => {
  const workspace = await workspaceWithRecord();
  const number = 2 ** 40;
  const [id, erased] = [runIdOf('gate', 'Radio', number), runIdOf('gate', 'Other', 1)];
  const start = {
    kind: 'started',
    run: 'checklist',
    subject: 'Radio',
    number,
    person: 'p0123456789ab',
  } as const;
  const fact: Fact = {
    ...start,
    name: 'Mallory',
    start: '2026-11-23' as CalendarDate,
    program: 'gate',
    digest: 'a'.repeat(64),
  };
  mkdirSync(join(workspace, 'runs'));
  writeFileSync(
    join(workspace, 'runs', `${id}.json`),
    formatRecord(withFacts(emptyRecord(id), [fact], stamp(1))),
  );
  expect(readRecord(workspace, id)?.events).toHaveLength(1);
  await eraseHire(workspace, erased, erasure);
  await expect(reviveRecord(workspace, erased, erasure, now)).rejects.toThrow(erased);
});

test('what is damaged in a record is still there beside what its copies have', async () => {
  const workspace = await workspaceWithRecord();
  await appendFacts(workspace, hire, [note('secret')], stamp(1));
  const path = recordPath(workspace);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('"on":"2026-11-23","by":"Ada Lovelace","batch":"b1"', '"on":"?"'),
  );
  const record = readRecord(workspace, hire);
  expect(record?.damaged).toHaveLength(1);
  expect(record && withCopies(workspace, record).damaged).toEqual(record?.damaged);
});

test('a redaction that came by a plain pull reaches the backups with the next save', async () => {
  const workspace = await workspaceWithRecord();
  const noted = await appendFacts(workspace, hire, [note('hush')], stamp(1));
  await appendFacts(workspace, hire, [note('other')], stamp(2));
  const event = noted.events.find(({ kind }) => kind === 'noted') as Event;
  const fact: Fact = { kind: 'redacted', of: event.id, event: withoutTexts(event) };
  const current = readRecord(workspace, hire) ?? emptyRecord(hire);
  writeFileSync(recordPath(workspace), formatRecord(withFacts(current, [fact], stamp(3))));
  const backups = join(workspace, 'backups');
  const holding = () =>
    readdirSync(backups).filter((name) => readFileSync(join(backups, name), 'utf8').includes('hush'));
  expect(holding()).not.toEqual([]);
  const { after } = await unite(workspace, emptyRecord(hire), stamp(4).now);
  expect(holding()).toEqual([]);
  expect(notesIn(after)).toEqual(['(taken out)', 'other']);
});
