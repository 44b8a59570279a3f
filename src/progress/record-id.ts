/** The ids of records, and where a record of an id lies. */
import { sha256 } from '../digest.ts';
import type { EventOf } from './event.ts';
import { normaliseName } from './names.ts';

/** The id of a record: a hire's onboarding begins with `h` and is random; a checklist's run with `c`, and says what it is about. */
const recordPattern = /^(?:h[0-9a-f]{8}|c[0-9a-f]{12})$/;

/** The folders that hold records, and nothing else. */
export const recordFolders = ['hires', 'runs'] as const;
export type RecordFolder = (typeof recordFolders)[number];

/** Whether the text has the form of a record's id; there need not be such a record. */
export function isRecordId(text: string): boolean {
  return recordPattern.test(text);
}

/** Whether the id has the form of a record's that is a run of a checklist. */
export function isRunId(id: string): boolean {
  return isRecordId(id) && id.startsWith('c');
}

/** The folder of a record, by its id: `runs` for the run of a checklist. */
export function folderOf(id: string): RecordFolder {
  return id.startsWith('c') ? 'runs' : 'hires';
}

/** The path of a record from the workspace: `hires/h1a2b3c4d.json`. */
export function placeOf(id: string): string {
  return `${folderOf(id)}/${id}.json`;
}

/** The id of the record that a path from the workspace would hold; undefined for any other path. */
export function recordAt(path: string): string | undefined {
  const id = /^\w+\/(\w+)\.json$/.exec(path)?.[1] ?? '';
  return isRecordId(id) && placeOf(id) === path ? id : undefined;
}

/**
 * The id of the run of a checklist: the same on every machine for the same template, subject and number.
 * @param subject what the checklist is worked through for; letter case and the width of spaces make no difference
 * @param number 1, or more for another run of the same
 */
export function runIdOf(template: string, subject: string, number: number): string {
  return `c${sha256(JSON.stringify([template, normaliseName(subject), number])).slice(0, 12)}`;
}

/**
 * Why a `started` event is not the start of this record: the id of a checklist's run fits one template, subject and number alone.
 * Any start fits the id of a hire's record, which is random.
 */
export function startMisfit(id: string, start: EventOf<'started'>): string | undefined {
  const { program, subject, number = 1 } = start;
  if (!isRunId(id) || (subject !== undefined && runIdOf(program, subject, number) === id)) return undefined;
  return `it begins another run, ${subject === undefined ? `${program} for ${start.name}` : runTitle({ program, subject, number })}`;
}

/** What a run of a checklist is called: `Message reminders (leave-beta)`; the second run for a subject is its second. */
export function runTitle({ program, subject, number = 1 }: Run): string {
  const first = subject.charAt(0).toUpperCase();
  return `${first}${subject.slice(1)}${number === 1 ? '' : ` ${number}`} (${program})`;
}

/** What a record is of: the hire's name, or what the run of a checklist is called. */
export function titleOf({ name, subject, ...run }: Titled): string {
  return subject === undefined ? name : runTitle({ ...run, subject });
}

interface Run {
  readonly program: string;
  readonly subject: string;
  readonly number?: number;
}

interface Titled extends Omit<Run, 'subject'> {
  readonly name: string;
  readonly subject?: string;
}
