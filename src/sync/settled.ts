/**
 * Records that a sync needs not read: an earlier one found their bytes in order, and the folder, the branch and the remote have the very
 * same. The ids that git gives to such bytes are kept in the user's cache folder. Each file is hashed anew, so that a cache that is missing,
 * damaged, old or somebody else's only makes a sync read more.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatRecord, type HireRecord, isSound } from '../progress/record.ts';
import { placeOf } from '../progress/record-id.ts';
import { version } from '../version.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from '../workspace/files.ts';
import { isPrivate } from '../workspace/owner.ts';
import { besideEach, recordPath } from '../workspace/records.ts';
import type { Repository } from './repository.ts';
import { blobId, type Entry, isPlain } from './trees.ts';

/** The id of a record's bytes, and how many events are in it. */
type Bytes = readonly [id: string, events: number];

/** Id of a record → its bytes, which are those of a record in order. */
export type KnownBytes = ReadonlyMap<string, Bytes>;

/** What a sync has found of the records that it doesn't read. */
export interface Settled {
  readonly has: (hire: string) => boolean;
  readonly bytes: KnownBytes;
}

export const nothingSettled: Settled = settledAs(new Map());

type Place = Pick<Io, 'dirs'>;

/** What was kept by an earlier sync of this version; empty where there is nothing, or others may write there. */
export function knownBytes({ dirs }: Place, workspace: string): KnownBytes {
  const path = pathOf(dirs.cache, workspace);
  if (path === undefined || !isPrivate(dirs.cache)) return new Map();
  const page = attempt(() => JSON.parse(readRegularFile(path)?.toString() ?? '') as Page);
  return new Map(page?.version === version ? attempt(() => Object.entries(page.records)) : []);
}

interface Page {
  readonly version: string;
  readonly records: Readonly<Record<string, Bytes>>;
}

/**
 * Keeps what a sync has put in place.
 * @param records those that it has read
 */
export function keepBytes(
  { dirs }: Place,
  workspace: string,
  { zero }: Pick<Repository, 'zero'>,
  records: ReadonlyMap<string, HireRecord>,
  settled: Settled,
): void {
  const path = pathOf(dirs.cache, workspace);
  if (path === undefined || !isPrivate(dirs.cache)) return;
  const read = [...records.values()].filter((record) => isSound(record) && !record.forgotten);
  if (read.length === 0 && settled.bytes.size === knownBytes({ dirs }, workspace).size) return;
  const found = read.map((record): [string, Bytes] => [
    record.hire,
    [blobId({ zero }, Buffer.from(formatRecord(record))), record.events.length],
  ]);
  const page: Page = { version, records: Object.fromEntries([...settled.bytes, ...found]) };
  // If it can't be kept, the next sync takes longer, and gives the same.
  attempt(() => {
    makeFolders(join(dirs.cache, 'synced'), ownFolder);
    replaceFile(path, Buffer.from(JSON.stringify(page)));
  });
}

function pathOf(cache: string, workspace: string): string | undefined {
  const real = attempt(() => realpathSync(workspace));
  return real === undefined ? undefined : join(cache, 'synced', `${sha256(real).slice(0, 32)}.json`);
}

/** Finds the records whose files have the known bytes, and as many events as were shared last. */
export function settledIn(
  workspace: string,
  known: KnownBytes,
  counts: Readonly<Record<string, number>>,
): Settled {
  const beside = besideEach(workspace);
  const isSettled = (hire: string, [id, events]: Bytes) => {
    if (counts[hire] !== events || beside(hire).length > 0) return false;
    const bytes = readRegularFile(recordPath(workspace, hire));
    return bytes !== undefined && blobId({ zero: id }, bytes) === id;
  };
  return settledAs(new Map([...known].filter(([hire, each]) => attempt(() => isSettled(hire, each)))));
}

export function settledAs(bytes: KnownBytes): Settled {
  return { has: (hire) => bytes.has(hire), bytes };
}

/** The known bytes that a commit has too. @param tree its entries, by path */
export function knownTo(known: KnownBytes, prefix: string, tree: ReadonlyMap<string, Entry>): KnownBytes {
  return new Map(
    [...known].filter(([hire, [id]]) => {
      const entry = tree.get(`${prefix}${placeOf(hire)}`);
      return entry?.id === id && isPlain(entry);
    }),
  );
}
