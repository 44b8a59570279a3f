/** Sample records for tests of the storage. */
import { join } from 'node:path';
import type { CalendarDate } from '../../src/dates.ts';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, type HireRecord } from '../../src/progress/record.ts';
import { type Stamp, withFacts } from '../../src/progress/stamp.ts';
import { createRecord } from '../../src/workspace/records.ts';

export const hire = 'h0123abcd';

export function recordPath(workspace: string): string {
  return join(workspace, 'hires', `${hire}.json`);
}

/** The envelope of the `n`th command; a minute lies between two. */
export function stamp(n: number): Stamp {
  const now = new Date(Date.UTC(2026, 10, 23, 9, n));
  return { now, on: now.toISOString().slice(0, 10) as CalendarDate, by: 'Ada Lovelace', batch: `b${n}` };
}

export function note(text: string): Fact {
  return { kind: 'noted', item: 'meet-manager', text };
}

const started: Fact = {
  kind: 'started',
  run: 'onboarding',
  person: 'p0123abcd',
  name: 'Ada Lovelace',
  start: '2026-11-23' as CalendarDate,
  program: 'product-manager',
  digest: '0'.repeat(64),
};

/** Puts the record of one hire who has just started into the workspace. */
export async function startRecord(workspace: string): Promise<void> {
  await createRecord(workspace, withFacts(emptyRecord(hire), [started], stamp(0)), stamp(0).now);
}

export function notesIn(record: HireRecord | undefined): string[] {
  return (record?.events ?? []).flatMap((event) =>
    event.kind === 'noted' && 'text' in event ? [event.text] : [],
  );
}
