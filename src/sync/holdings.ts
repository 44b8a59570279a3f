/** The records and programs of a workspace: as they lie in its folder, as a commit holds them, and the union of both. */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { exits, UserError } from '../errors.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
  RecordError,
  recordFormat,
} from '../progress/record.ts';
import { isFolder, readRegularFile } from '../workspace/files.ts';
import { listCompiled, readPinned } from '../workspace/programs.ts';
import { isHireId, listHires, readRecord } from '../workspace/records.ts';
import type { Repository } from './repository.ts';
import { blobsOf, type Entry, entriesIn, plainFile } from './trees.ts';

export interface Holdings {
  /** By hire. */
  readonly records: ReadonlyMap<string, HireRecord>;
  /** Compiled programs by digest. */
  readonly programs: ReadonlyMap<string, Buffer>;
}

/** Whether a path is that of a record or of a pinned program of the workspace. */
export function isHolding({ prefix }: Repository, path: string): boolean {
  return path.startsWith(prefix) && partOf(path.slice(prefix.length)) !== undefined;
}

function partOf(path: string): { readonly hire: string } | { readonly digest: string } | undefined {
  const [, hire] = /^hires\/(\w+)\.json$/.exec(path) ?? [];
  if (hire !== undefined && isHireId(hire)) return { hire };
  const [, digest] = /^programs\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return digest === undefined ? undefined : { digest };
}

function recordPathIn({ prefix }: Repository, hire: string): string {
  return `${prefix}hires/${hire}.json`;
}

function programPathIn({ prefix }: Repository, digest: string): string {
  return `${prefix}programs/${digest}.json`;
}

/** @throws UserError (exit 3) where one can't be read: what is damaged here is not passed on */
export function heldInFolder(workspace: string): Holdings {
  const records = listHires(workspace).flatMap((hire) => {
    const record = readRecord(workspace, hire);
    return record ? [[hire, record] as const] : [];
  });
  const folder = join(workspace, 'programs');
  const digests = isFolder(folder) ? listCompiled(folder) : [];
  return {
    records: new Map(records),
    programs: new Map(digests.map((digest) => [digest, soundProgram(workspace, digest)])),
  };
}

function soundProgram(workspace: string, digest: string): Buffer {
  const bytes = readRegularFile(join(workspace, 'programs', `${digest}.json`));
  if (bytes && sha256(bytes) === digest) return bytes;
  readPinned(workspace, digest);
  throw new TypeError(`programs/${digest}.json changes while it is read`);
}

/** What a commit holds, with the id that git has for each path. */
export interface Committed extends Holdings {
  readonly entries: ReadonlyMap<string, Entry>;
}

/** @throws UserError (exit 3) where something there is not what its name says */
export async function heldInCommit(repository: Repository, commit: string | undefined): Promise<Committed> {
  const { git, prefix } = repository;
  const all = await entriesIn(git, commit, [`${prefix}hires`, `${prefix}programs`]);
  const entries = new Map([...all].filter(([path]) => isHolding(repository, path)));
  const blobs = await blobsOf(git, [...new Set([...entries.values()].map(({ id }) => id))]);
  const records = new Map<string, HireRecord>();
  const programs = new Map<string, Buffer>();
  for (const [path, { mode, id }] of entries) {
    const part = partOf(path.slice(prefix.length));
    const bytes = blobs.get(id);
    if (part === undefined || bytes === undefined) continue;
    if (mode !== plainFile && mode !== '100755') throw unsound(path, 'it is no plain file');
    if ('hire' in part) records.set(part.hire, recordIn(bytes, part.hire, path));
    else if (sha256(bytes) === part.digest) programs.set(part.digest, bytes);
    else throw unsound(path, 'its content does not fit its name');
  }
  return { entries, records, programs };
}

function recordIn(bytes: Buffer, hire: string, path: string): HireRecord {
  try {
    const record = parseRecord(bytes.toString('utf8'));
    if (record.hire !== hire) throw unsound(path, `it is the record of another hire, ${record.hire}`);
    if (!Number.isInteger(record.format) || record.format < 1) throw unsound(path, 'its format is unknown');
    return record;
  } catch (error) {
    if (error instanceof RecordError) throw unsound(path, error.message);
    if (error instanceof RangeError) throw unsound(path, 'it is nested too deeply');
    throw error;
  }
}

function unsound(path: string, fault: string): UserError {
  return new UserError(
    `${path}, as it is shared, can't be read: ${fault}`,
    'nothing was changed; bring an earlier state of it back in the shared repository: git log -- FILE',
    exits.failed,
  );
}

/**
 * The union of several states of the same workspace: no event of any is lost.
 * @throws UserError (exit 3) for records that only a newer version can merge
 */
export function unionOf(states: readonly Holdings[]): Holdings {
  const records = new Map<string, HireRecord>();
  for (const [hire, record] of states.flatMap((state) => [...state.records])) {
    const known = records.get(hire);
    records.set(hire, known ? merged(known, record) : record);
  }
  for (const record of records.values()) refuseNewer(record);
  return { records, programs: new Map(states.flatMap(({ programs }) => [...programs])) };
}

function merged(a: HireRecord, b: HireRecord): HireRecord {
  const { conflicted: _, ...union } = mergeRecords(a, b);
  return union;
}

function refuseNewer({ hire, format }: HireRecord): void {
  if (format <= recordFormat) return;
  throw new UserError(
    `the record ${hire} was written by a newer pm-onboard (format ${format})`,
    'update pm-onboard; until then the record can only be read',
    exits.failed,
  );
}

/** The files that these holdings are, by path. */
export function filesOf(repository: Repository, { records, programs }: Holdings): Map<string, Buffer> {
  return new Map([
    ...[...records].map(
      ([hire, record]) => [recordPathIn(repository, hire), Buffer.from(formatRecord(record))] as const,
    ),
    ...[...programs].map(([digest, bytes]) => [programPathIn(repository, digest), bytes] as const),
  ]);
}
