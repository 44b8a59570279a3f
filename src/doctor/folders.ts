/** Reads the folders of a workspace: modes, locks, temporary files of processes that have ended, and foreign files. */
import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { attempt } from '../errors.ts';
import { folderOf, isRecordId, placeOf, type RecordFolder, recordFolders } from '../progress/record-id.ts';
import { ownFile, ownFolder, shownPath } from '../workspace/files.ts';
import { isLeft, lookAtLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { faultOf, lstatOf, namesIn } from './careful-reads.ts';
import type { FolderSnapshot, ForeignFile, LockSnapshot, StaleFile } from './checks/folders.ts';

const lockName = /^(\w+)\.json\.lock$/;
/** The names of files that processes make beside a lock that they want to take. */
const besideLock = /^(\w+)\.json\.lock\./;
const recordTemp = /^(\w+)\.json\.[0-9a-f]{12}\.tmp$/;
/** The names of temporary files of programs, checklists and settings, which aren't protected by a lock. */
const unlockedTemp =
  /^([0-9a-f]{64}\.json|[^/]+\.(yaml|ics)|(checklist|program)\.json|\.git(ignore|attributes))\.[0-9a-f]{12}\.tmp$/;

/** The names of the files that pm-onboard makes in each folder; `backups/` may hold files of any name. */
const ownNames: Readonly<Record<string, readonly RegExp[]>> = {
  programs: [/^[0-9a-f]{64}\.json$/, unlockedTemp],
  backups: [/./],
};

const recordName = /^(\w+)\.json$/;
/** The names of a record's own file and of what lies beside it for a while; each begins with the record's id. */
const recordNames: readonly RegExp[] = [recordName, lockName, besideLock, recordTemp];

function isOwn(folder: string, name: string): boolean {
  return (
    (isRecordFolder(folder) && recordNames.some((pattern) => idIn(folder, name, pattern) !== undefined)) ||
    (ownNames[folder]?.some((pattern) => pattern.test(name)) ?? false)
  );
}

function isRecordFolder(folder: string): folder is RecordFolder {
  return recordFolders.some((name) => name === folder);
}

/** The id of a record of the folder, where the name of a file in it has this form; undefined for any other name. */
function idIn(folder: RecordFolder, name: string, pattern: RegExp): string | undefined {
  const id = pattern.exec(name)?.[1] ?? '';
  return isRecordId(id) && folderOf(id) === folder ? id : undefined;
}

export function folderSnapshots(workspace: string): FolderSnapshot[] {
  return [...recordFolders, 'programs', 'backups'].map((name) => {
    const path = join(workspace, name);
    const stat = attempt(() => lstatSync(path, { throwIfNoEntry: false }) ?? 'missing');
    if (stat === 'missing') return { name, state: 'missing', modes: [] };
    if (stat === undefined) return { name, state: 'closed', modes: [] };
    if (!stat.isDirectory()) return { name, state: 'other', modes: [] };
    const state = isOpen(path) ? 'folder' : 'closed';
    // Other users may read compiled programs, which hold nothing personal.
    if (name === 'programs') return { name, state, modes: [] };
    const files = ownFilesIn(workspace, name);
    const written = lastWritten(name, files);
    return { name, state, modes: looseModes(name, stat, files), ...(written ? { written } : {}) };
  });
}

interface OwnFile {
  readonly name: string;
  readonly stat: Stats;
}

function ownFilesIn(workspace: string, folder: string): OwnFile[] {
  const names = namesIn(join(workspace, folder)).filter((name) => isOwn(folder, name));
  return names.flatMap((name) => {
    const stat = lstatOf(join(workspace, folder, name));
    return stat?.isFile() ? [{ name, stat }] : [];
  });
}

/** When a record was last written, according to the file system; undefined where there is none. */
function lastWritten(folder: string, files: readonly OwnFile[]): Date | undefined {
  if (!isRecordFolder(folder)) return undefined;
  const records = files.filter(({ name }) => idIn(folder, name, recordName) !== undefined);
  return records
    .map(({ stat }) => stat.mtime)
    .reduce((a, b) => (a && a > b ? a : b), undefined as Date | undefined);
}

function isOpen(folder: string): boolean {
  const isAllowed = attempt(() => {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  });
  return isAllowed ?? false;
}

function looseModes(folder: string, { mode }: Stats, files: readonly OwnFile[]): FolderSnapshot['modes'] {
  if (process.platform === 'win32') return [];
  const modes = files.map(({ name, stat }) => ({
    place: `${folder}/${name}`,
    mode: stat.mode & 0o777,
    wanted: ownFile,
  }));
  return [{ place: folder, mode: mode & 0o777, wanted: ownFolder }, ...modes].filter(
    (each) => each.mode !== each.wanted,
  );
}

/**
 * The files that pm-onboard doesn't make, apart from git's own.
 * @param copies the places of those that belong to a record
 */
export function foreignFiles(
  workspace: string,
  folders: readonly FolderSnapshot[],
  copies: ReadonlySet<string>,
): ForeignFile[] {
  return folders
    .filter(({ state }) => state === 'folder')
    .flatMap(({ name: folder }) =>
      namesIn(join(workspace, folder))
        .filter((name) => !/^\.git(keep|ignore|attributes)$/.test(name) && !isOwn(folder, name))
        .map((name) => ({ place: `${folder}/${name}`, kind: kindOf(join(workspace, folder, name), name) }))
        .filter(({ place }) => !copies.has(place)),
    );
}

function kindOf(path: string, name: string): ForeignFile['kind'] {
  const stat = lstatOf(path);
  if (stat?.isSymbolicLink()) return 'link';
  if (stat?.isDirectory()) return 'folder';
  if (/^[hc][0-9a-f]+\.json\.corrupt/.test(name)) return 'damaged copy';
  return name.endsWith('.json') ? 'json' : 'file';
}

/** The ids of the records that are locked. */
export function lockedRecords(workspace: string): string[] {
  return recordFolders.flatMap((folder) =>
    namesIn(join(workspace, folder)).flatMap((name) => idIn(folder, name, lockName) ?? []),
  );
}

export function lockSnapshots(workspace: string): LockSnapshot[] {
  return lockedRecords(workspace).flatMap((hire): LockSnapshot[] => {
    const place = `${placeOf(hire)}.lock`;
    try {
      const lock = lookAtLock(join(workspace, place));
      return lock ? [{ hire, place, ...lock }] : [];
    } catch (error) {
      faultOf(error);
      return [{ hire, place, state: 'no file', pid: 0, host: '' }];
    }
  });
}

/** @param program the folder of the program that new hires start with, as pm-onboard.yaml names it */
export function staleFiles(
  workspace: string,
  locks: readonly LockSnapshot[],
  program: string | undefined,
): StaleFile[] {
  const isFree = (hire: string) => locks.every((lock) => lock.hire !== hire || lock.state === 'dead');
  const besideRecords = recordFolders.flatMap((folder) =>
    namesIn(join(workspace, folder)).flatMap((name) => {
      const place = `${folder}/${name}`;
      const [temp, claim] = [idIn(folder, name, recordTemp), idIn(folder, name, besideLock)];
      // A process may have removed its file in the moment since the locks were read.
      if (temp !== undefined && isFree(temp) && lstatOf(join(workspace, place))?.isFile())
        return [{ place, hire: temp }];
      const isStale = claim && attempt(() => isLeft(`${recordPath(workspace, claim)}.lock`, name));
      return isStale ? [{ place, hire: claim }] : [];
    }),
  );
  const elsewhere = ['programs/', '', ...checklistFolders(workspace, program)].flatMap((folder) =>
    namesIn(join(workspace, folder))
      .filter((name) => unlockedTemp.test(name) && isAbandoned(join(workspace, folder, name)))
      .map((name) => ({ place: `${folder}${name}` })),
  );
  return [...besideRecords, ...elsewhere];
}

/** The folders of the workspace that may hold checklists, each with `/` at its end. A folder outside is nobody's but its own. */
function checklistFolders(workspace: string, program: string | undefined): string[] {
  const isOwnFolder = (folder: string) => lstatOf(join(workspace, folder))?.isDirectory() ?? false;
  const shipped = isOwnFolder('checklists') ? ['', ...namesIn(join(workspace, 'checklists'))] : [];
  const named = program === undefined ? [] : [shownPath(resolve(workspace, program), workspace)];
  const inside = named.filter((folder) => folder !== '.' && !isAbsolute(folder));
  const all = new Set([...shipped.map((name) => join('checklists', name)), ...inside]);
  return [...all].filter(isOwnFolder).map((folder) => `${folder}/`);
}

/** How many milliseconds after its last write an unlocked temporary file counts as abandoned. */
const abandonedAfter = 60 * 60_000;

/** Whether an unlocked temporary file is old enough to assume that its writer has ended. */
export function isAbandoned(path: string): boolean {
  const stat = lstatOf(path);
  return stat?.isFile() === true && Date.now() - stat.mtimeMs > abandonedAfter;
}
