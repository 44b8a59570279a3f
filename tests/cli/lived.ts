/** Records of hires who have lived some of their ninety days, as files that the built program reads. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SampleHire, sampleRecord } from '../../src/commands/demo.ts';
import { type CalendarDate, daysBetween } from '../../src/dates.ts';
import type { Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { formatRecord, type HireRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { pinProgram } from '../../src/workspace/programs.ts';
import { root } from './home.ts';

export interface Lived extends SampleHire {
  readonly id: string;
  readonly today: CalendarDate;
  /** What happened beside what was due: when, who, what. */
  readonly beside?: readonly (readonly [CalendarDate, string, Fact])[];
}

/** Of the run that most screens show. */
export const ada = { name: 'Ada Lovelace', start: '2026-11-23', id: 'h0000000a' } as const;

/** The shipped program as the build compiled it: read once for all the hires of a file, and without loading YAML and lint. */
let shipped: Program | undefined;

/** Writes the record into the workspace; on the shipped program everything due before `today` is done but the last `behind`. */
export function writeLived(workspace: string, lived: Lived): void {
  shipped ??= JSON.parse(readFileSync(join(root, 'dist/product-manager.json'), 'utf8')) as Program;
  const program = shipped;
  const digest = pinProgram(workspace, program);
  // Long ago, so that no run of these tests sees a clock that is ahead.
  const now = new Date('2020-01-01T12:00:00.000Z');
  const record = (lived.beside ?? []).reduce<HireRecord>(
    (sofar, [on, by, fact], index) =>
      withFacts(sofar, [fact], {
        now: new Date(now.getTime() - daysBetween(on, lived.today) * 86_400_000),
        on,
        by,
        batch: `beside-${index}`,
      }),
    sampleRecord(lived.id, lived, { program, digest }, lived.today, now),
  );
  mkdirSync(join(workspace, 'hires'), { recursive: true });
  writeFileSync(join(workspace, 'hires', `${lived.id}.json`), formatRecord(record), { mode: 0o600 });
}
