/** Writes the records of hires who are some way into their ninety days, for the built program to read. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SampleHire, sampleRecord } from '../../src/actions/demo.ts';
import { type CalendarDate, daysBetween } from '../../src/dates.ts';
import type { Run } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import { type Event, eventId, type Fact, isKnown, type UnknownEvent } from '../../src/progress/event.ts';
import { emptyRecord, formatRecord, type HireRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { pinProgram } from '../../src/workspace/programs.ts';
import { root } from './home.ts';

export interface Lived extends SampleHire {
  readonly id: string;
  readonly today: CalendarDate;
  /** The facts in addition to the due items: the day, the person and the fact. */
  readonly beside?: readonly (readonly [CalendarDate, string, Fact])[];
}

/** The hire that most screens show. */
export const ada = { name: 'Ada Lovelace', start: '2026-11-23', id: 'h0000000a' } as const;

/** The shipped program as the build compiled it. It is read once per test file, without loading YAML and lint. */
let shipped: Program | undefined;

/** Writes the record into the workspace. On the shipped program, all items due before `today` are done but the last `behind`. */
export function writeLived(workspace: string, lived: Lived): void {
  shipped ??= JSON.parse(readFileSync(join(root, 'dist/programs/product-manager.json'), 'utf8')) as Program;
  const program = shipped;
  const digest = pinProgram(workspace, program);
  // The times are long ago, so that no test sees events from the future.
  const now = new Date('2020-01-01T12:00:00.000Z');
  const skipped = new Set(
    (lived.beside ?? []).flatMap(([, , fact]) => (fact.kind === 'skipped' ? [fact.item] : [])),
  );
  const isSkipped = (event: Event | UnknownEvent) =>
    isKnown(event) && 'item' in event && event.item !== undefined && skipped.has(event.item);
  const sample = sampleRecord(lived.id, lived, { program, digest }, lived.today, now);
  const record = (lived.beside ?? []).reduce<HireRecord>(
    (sofar, [on, by, fact], index) =>
      withFacts(sofar, [fact], {
        now: new Date(now.getTime() - daysBetween(on, lived.today) * 86_400_000),
        on,
        by,
        batch: `beside-${index}`,
      }),
    { ...sample, events: sample.events.filter((event) => !isSkipped(event)) },
  );
  mkdirSync(join(workspace, 'hires'), { recursive: true });
  writeFileSync(join(workspace, 'hires', `${lived.id}.json`), formatRecord(record), { mode: 0o600 });
}

/** Writes a run that a test has made in memory, with the team's calendar, as the only one in the workspace. */
export function writeRun(workspace: string, { record, pinned, team: { calendar } }: Run): void {
  const { id } = ada;
  const digest = pinProgram(workspace, pinned);
  const ids = new Map<unknown, string>();
  const events = record.events.map((event) => {
    const { id: before, ...fields } = event as Event & { of?: string };
    const of = fields.of === undefined ? {} : { of: ids.get(fields.of) ?? fields.of };
    const pinnedTo = fields.kind === 'started' ? { digest } : {};
    const after = { ...fields, ...of, ...pinnedTo };
    ids.set(before, eventId(id, after));
    return { id: eventId(id, after), ...after } as Event;
  });
  mkdirSync(join(workspace, 'hires'), { recursive: true });
  writeFileSync(join(workspace, 'hires', `${id}.json`), formatRecord({ ...emptyRecord(id), events }), {
    mode: 0o600,
  });
  const { workingDays, holidays } = calendar;
  const lines = [
    'calendar:',
    ...(workingDays ? [`  working-days: [${workingDays.join(', ')}]`] : []),
    `  holidays: [${(holidays ?? []).map(({ date }) => date).join(', ')}]`,
  ];
  writeFileSync(join(workspace, 'pm-onboard.yaml'), `${lines.join('\n')}\n`);
}
