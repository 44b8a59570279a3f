/**
 * Reads the records and programs of a workspace from its folder, from a commit or from an unmerged index, and unites them.
 * Each file is read on its own: one that can't be read, or only in part, is named and keeps no other from being shared.
 */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, reasonOf } from '../errors.ts';
import { meanwhile, readingRecords } from '../long-work.ts';
import {
  emptyRecord,
  formatRecord,
  type HireRecord,
  mergeRecords,
  RecordError,
  recordFormat,
  salvage,
  trusted,
} from '../progress/record.ts';
import { placeOf, recordAt, recordFolders } from '../progress/record-id.ts';
import { isFolder, readRegularFile } from '../workspace/files.ts';
import { listCompiled, readProgramBytes } from '../workspace/programs.ts';
import { besideEach, copiesBeside, listRecords, parseOwn, recordPath } from '../workspace/records.ts';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';
import { nothingSettled, type Settled } from './settled.ts';
import { blobsOf, type Entry, entriesIn, isPlain } from './trees.ts';

export interface Contents {
  /** The records by their ids. Of a record that can't be read, the events that can be trusted are here. */
  readonly records: ReadonlyMap<string, HireRecord>;
  /** The compiled programs by their digests. */
  readonly programs: ReadonlyMap<string, Buffer>;
  /** The files that can't be read, or only in part. */
  readonly faults: readonly Fault[];
}

/** A file that can't be read, or only in part. */
export interface Fault {
  /** Its path in the workspace. */
  readonly path: string;
  readonly fault: string;
}

/** Whether a path in the repository belongs to a record or a pinned program of the workspace. */
export function isContent({ prefix }: Pick<Repository, 'prefix'>, path: string): boolean {
  return path.startsWith(prefix) && partOf(path.slice(prefix.length)) !== undefined;
}

/** The record, as `hire`, or the program that a path in the workspace belongs to; undefined for any other file. */
function partOf(path: string): { readonly hire: string } | { readonly digest: string } | undefined {
  const hire = recordAt(path);
  if (hire !== undefined) return { hire };
  const [, digest] = /^programs\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return digest === undefined ? undefined : { digest };
}

/** Reads the folder, without the records that are settled. */
export async function contentsOfFolder(
  workspace: string,
  settled: Settled = nothingSettled,
): Promise<Contents> {
  const read = new Reading();
  const hires = listRecords(workspace).filter((hire) => !settled.has(hire));
  await meanwhile(readingRecords, async (step) => {
    for (const [at, hire] of hires.entries()) {
      await step(at, hires.length);
      read.record(hire, () => readRegularFile(recordPath(workspace, hire)));
    }
  });
  // The copies that a cloud folder has made are part of their records, and aren't sent themselves.
  const beside = besideEach(workspace);
  for (const { hire, forgotten } of [...read.records.values()])
    if (!forgotten)
      for (const { record } of copiesBeside(workspace, hire, beside(hire)))
        if (record) read.add(trusted(record));
  const folder = join(workspace, 'programs');
  for (const digest of isFolder(folder) ? listCompiled(folder) : [])
    read.program(digest, () => readProgramBytes(folder, digest));
  return read;
}

/** The contents of a commit, with git's entries by path. */
export interface Committed extends Contents {
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * Reads a commit, without the records that are settled.
 * @param commit undefined if there isn't one yet, which gives empty contents
 */
export async function contentsOfCommit(
  repository: Pick<Repository, 'git' | 'prefix'>,
  commit: string | undefined,
  settled: Settled = nothingSettled,
): Promise<Committed> {
  const { git, prefix } = repository;
  const entries = await contentEntries(repository, commit);
  const left = [...entries].filter(([path]) => !settled.has(recordAt(path.slice(prefix.length)) ?? ''));
  return Object.assign(await contentsOf(git, prefix, left), { entries });
}

/** The entries of records and programs in a commit, by path. */
export async function contentEntries(
  { git, prefix }: Pick<Repository, 'git' | 'prefix'>,
  commit: string | undefined,
): Promise<ReadonlyMap<string, Entry>> {
  const folders = [...recordFolders, 'programs'].map((name) => `${prefix}${name}`);
  const all = await entriesIn(git, commit, folders);
  return new Map([...all].filter(([path]) => isContent({ prefix }, path)));
}

/** Reads what an unfinished merge has left of records and programs in the index, every side of it. */
export async function contentsOfIndex({ git, prefix, unmerged }: Repository): Promise<Contents> {
  return contentsOf(git, prefix, unmerged);
}

async function contentsOf(
  git: Git,
  prefix: string,
  entries: readonly (readonly [path: string, entry: Entry])[],
): Promise<Contents> {
  const blobs = await blobsOf(git, [...new Set(entries.map(([, { id }]) => id))]);
  const read = new Reading(' as it is shared');
  await meanwhile('Reading shared records', async (step) => {
    for (const [at, [path, entry]] of entries.entries()) {
      await step(at, entries.length);
      const part = partOf(path.slice(prefix.length));
      const bytes = () => {
        if (!isPlain(entry)) throw new RecordError('it is not a plain file');
        return blobs.get(entry.id);
      };
      if (part && 'hire' in part) read.record(part.hire, bytes);
      else if (part) read.program(part.digest, bytes);
    }
  });
  return read;
}

/** Collects files, and the faults of those that can't be read. */
class Reading implements Contents {
  readonly records = new Map<string, HireRecord>();
  readonly programs = new Map<string, Buffer>();
  readonly faults: Fault[] = [];
  readonly #where: string;

  /** @param where words that say where the files are, if they are not in the folder */
  constructor(where = '') {
    this.#where = where;
  }

  record(hire: string, bytesOf: () => Buffer | undefined): void {
    const path = placeOf(hire);
    const bytes = this.#try(path, bytesOf);
    if (!bytes) return;
    const record = this.#try(path, () => parseOwn(bytes, hire)) ?? leftOf(bytes.toString('utf8'), hire);
    const lost = record.damaged.length - trusted(record).damaged.length;
    if (lost > 0) this.#fault(path, `${lost === 1 ? 'an event' : `${lost} events`} can't be trusted`);
    if (record.format <= recordFormat && record.events.length === 0 && !record.forgotten) return;
    this.add(record);
  }

  add(record: HireRecord): void {
    const known = this.records.get(record.hire);
    this.records.set(record.hire, known ? mergeRecords(known, record) : record);
  }

  program(digest: string, bytesOf: () => Buffer | undefined): void {
    const path = `programs/${digest}.json`;
    const bytes = this.#try(path, bytesOf);
    if (!bytes) return;
    if (sha256(bytes) === digest) this.programs.set(digest, bytes);
    else this.#fault(path, 'its content does not fit its name');
  }

  #try<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#fault(path, error instanceof RecordError ? error.message : reasonOf(error));
      return undefined;
    }
  }

  #fault(path: string, fault: string): void {
    this.faults.push({ path: `${path}${this.#where && `,${this.#where}`}`, fault });
  }
}

/** What can be trusted of a record's text; nothing of a text that a newer version has written. */
function leftOf(text: string, hire: string): HireRecord {
  const format = Number(/^\{"format":(\d+)/.exec(text)?.[1] ?? 0);
  return format > recordFormat ? { ...emptyRecord(hire), format } : salvage(text, hire);
}

/**
 * Unites several states of the same workspace and keeps every event of each. A record that a newer version has written stays
 * as it is: only that version can merge it.
 */
export function unionOf(states: readonly Contents[]): Contents {
  const records = new Map<string, HireRecord>();
  for (const [hire, record] of states.flatMap((state) => [...state.records])) {
    const known = records.get(hire);
    records.set(hire, known ? mergeRecords(known, record) : trusted(record));
  }
  const newer = [...records.values()].filter(({ format }) => format > recordFormat);
  for (const { hire } of newer) records.delete(hire);
  return {
    records,
    programs: new Map(states.flatMap(({ programs }) => [...programs])),
    faults: newer.map(({ hire, format }) => ({
      path: placeOf(hire),
      fault: `a newer pm-onboard has written it (format ${format})`,
    })),
  };
}

/** Maps paths in the repository to the bytes that the files of the contents are to have there. */
export function filesOf(
  { prefix }: Repository,
  { records, programs }: Pick<Contents, 'records' | 'programs'>,
): Map<string, Buffer> {
  const texts = [...records].map(
    ([hire, record]) => [`${prefix}${placeOf(hire)}`, Buffer.from(formatRecord(record))] as const,
  );
  const compiled = [...programs].map(
    ([digest, bytes]) => [`${prefix}programs/${digest}.json`, bytes] as const,
  );
  return new Map([...texts, ...compiled]);
}

/** Whether the folder has a file for the record that can't be read as one. */
export function isUnreadable(workspace: string, hire: string): boolean {
  const bytes = attempt(() => readRegularFile(recordPath(workspace, hire)));
  return bytes !== undefined && attempt(() => parseOwn(bytes, hire)) === undefined;
}
