/** Reads the records and programs of a workspace from its folder or from a commit, and unites them. */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { cannot, type UserError } from '../errors.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  RecordError,
  recordFormat,
} from '../progress/record.ts';
import { isFolder } from '../workspace/files.ts';
import { listCompiled, readProgramBytes } from '../workspace/programs.ts';
import { isHireId, listHires, newerError, parseOwn, readRecord } from '../workspace/records.ts';
import type { Repository } from './repository.ts';
import { blobsOf, type Entry, entriesIn, isPlain } from './trees.ts';

export interface Contents {
  /** The records by the ids of their hires. */
  readonly records: ReadonlyMap<string, HireRecord>;
  /** The compiled programs by their digests. */
  readonly programs: ReadonlyMap<string, Buffer>;
}

/** Whether a path in the repository belongs to a record or a pinned program of the workspace. */
export function isContent({ prefix }: Repository, path: string): boolean {
  return path.startsWith(prefix) && partOf(path.slice(prefix.length)) !== undefined;
}

/** The hire or the program that a path in the workspace belongs to; undefined for any other file. */
function partOf(path: string): { readonly hire: string } | { readonly digest: string } | undefined {
  const [, hire] = /^hires\/(\w+)\.json$/.exec(path) ?? [];
  if (hire !== undefined && isHireId(hire)) return { hire };
  const [, digest] = /^programs\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return digest === undefined ? undefined : { digest };
}

/** Reads the folder. @throws UserError (exit 3) if a file is damaged or unreadable, so that others don't receive it */
export function contentsOfFolder(workspace: string): Contents {
  const records = listHires(workspace).flatMap((hire) => {
    const record = readRecord(workspace, hire);
    return record ? [[hire, record] as const] : [];
  });
  const folder = join(workspace, 'programs');
  const digests = isFolder(folder) ? listCompiled(folder) : [];
  return {
    records: new Map(records),
    programs: new Map(digests.map((digest) => [digest, readProgramBytes(folder, digest)])),
  };
}

/** The contents of a commit, with git's entries by path. */
export interface Committed extends Contents {
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * Reads a commit.
 * @param commit undefined if there isn't one yet, which gives empty contents
 * @throws UserError (exit 3) if a file doesn't hold what its name says
 */
export async function contentsOfCommit(
  { git, prefix }: Repository,
  commit: string | undefined,
): Promise<Committed> {
  const all = await entriesIn(git, commit, [`${prefix}hires`, `${prefix}programs`]);
  const entries = new Map([...all].filter(([path]) => partOf(path.slice(prefix.length)) !== undefined));
  const blobs = await blobsOf(git, [...new Set([...entries.values()].map(({ id }) => id))]);
  const records = new Map<string, HireRecord>();
  const programs = new Map<string, Buffer>();
  for (const [path, entry] of entries) {
    const part = partOf(path.slice(prefix.length));
    const bytes = blobs.get(entry.id);
    if (part === undefined || bytes === undefined) continue;
    if (!isPlain(entry)) throw unsound(path, 'it is not a plain file');
    if ('hire' in part) records.set(part.hire, recordIn(bytes, part.hire, path));
    else if (sha256(bytes) === part.digest) programs.set(part.digest, bytes);
    else throw unsound(path, 'its content does not fit its name');
  }
  return { entries, records, programs };
}

function recordIn(bytes: Buffer, hire: string, path: string): HireRecord {
  try {
    return parseOwn(bytes, hire);
  } catch (error) {
    if (error instanceof RecordError) throw unsound(path, error.message);
    throw error;
  }
}

function unsound(path: string, fault: string): UserError {
  return cannot(
    `${path}, as it is shared, can't be read: ${fault}`,
    'nothing was changed; bring an earlier state of it back in the shared repository: git log -- FILE',
  );
}

/**
 * Unites several states of the same workspace and keeps every event of each.
 * @throws UserError (exit 3) for records that only a newer version can merge
 */
export function unionOf(states: readonly Contents[]): Contents {
  const records = new Map<string, HireRecord>();
  for (const [hire, record] of states.flatMap((state) => [...state.records])) {
    const known = records.get(hire);
    records.set(hire, known ? mergeRecords(known, record) : record);
  }
  for (const { hire, format } of records.values())
    if (format > recordFormat) throw newerError(`the record ${hire}`, format);
  return { records, programs: new Map(states.flatMap(({ programs }) => [...programs])) };
}

/** Maps paths in the repository to the bytes that the files of the contents are to have there. */
export function filesOf({ prefix }: Repository, { records, programs }: Contents): Map<string, Buffer> {
  const texts = [...records].map(
    ([hire, record]) => [`${prefix}hires/${hire}.json`, Buffer.from(formatRecord(record))] as const,
  );
  const compiled = [...programs].map(
    ([digest, bytes]) => [`${prefix}programs/${digest}.json`, bytes] as const,
  );
  return new Map([...texts, ...compiled]);
}
