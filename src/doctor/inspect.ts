/** Reads all that the checks want to know of a workspace. Nothing is written, no lock is taken, and no file stops it. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isUserError, systemCode } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatRecord, type HireRecord, RecordError } from '../progress/record.ts';
import { isIntact } from '../progress/salvage.ts';
import { digestsIn } from '../progress/share.ts';
import type { OpenHire } from '../session/hires.ts';
import { openRuns, type Run } from '../session/run.ts';
import { type Globals, type Session, sessionWith } from '../session/session.ts';
import type {
  ChecklistFact,
  Facts,
  Fault,
  FolderFact,
  ForeignFact,
  Leftover,
  LockFact,
  ModeFact,
  ProgramFact,
  RecordFact,
} from '../view/doctor/facts.ts';
import { configName, emptyConfig, readConfig } from '../workspace/config.ts';
import { copiesOf } from '../workspace/erase.ts';
import { ownFile, ownFolder, readRegularFile } from '../workspace/files.ts';
import { findWorkspace } from '../workspace/find.ts';
import { isLeft, lookAtLock } from '../workspace/lock.ts';
import { listCompiled, readPinned } from '../workspace/programs.ts';
import { listHires, parseOwn, recordPath } from '../workspace/records.ts';
import { backupsFor, isSalvageable } from '../workspace/restore.ts';
import { readSettings } from '../workspace/settings.ts';
import { movedOnCheck, programFolderOf, shown } from '../workspace/source-files.ts';
import { loadProgram } from '../workspace/sources.ts';
import { gitFactOf } from './git.ts';
import { settingsOf } from './settings.ts';

/** A session, whatever the files of settings are like. */
export interface Examined {
  readonly session: Session;
  readonly brokenSettings: readonly Fault[];
}

export async function openExamined(io: Io, globals: Globals): Promise<Examined> {
  const workspace = findWorkspace(io, globals.workspace);
  const config = await tried(() => readConfig(workspace, io.dirs.cache), configName);
  const settings = await tried(async () => readSettings(io.dirs.config), 'your settings');
  return {
    session: sessionWith(io, globals, {
      workspace,
      config: config.value ?? emptyConfig,
      settings: settings.value ?? {},
    }),
    brokenSettings: [config, settings].flatMap(({ fault }) => fault ?? []),
  };
}

async function tried<T>(
  read: () => Promise<T>,
  place: string,
): Promise<{ readonly value?: T; readonly fault?: Fault }> {
  try {
    return { value: await read() };
  } catch (error) {
    const { message, remedy } = faultIn(error);
    const lines = isUserError(error) ? error.lines.map((line) => line.trim()) : [];
    return { fault: { place, message: [message, ...lines].join(' '), remedy } };
  }
}

/** The words of what kept something from being read. @throws what is no fault of a file */
function faultIn(error: unknown): { message: string; remedy: string } {
  if (isUserError(error)) return { message: error.message, remedy: error.hint ?? 'mend it' };
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { message: `can't be read (${code})`, remedy: 'see whose the file is, and its modes' };
}

export function inspect({ session, brokenSettings }: Examined): Facts {
  const { io, workspace, config, settings, today } = session;
  const folders = ['hires', 'programs', 'backups'].map((name) => folderFact(workspace, name));
  const hasRecords = isPresent(folders, 'hires');
  const { runs, unread } = hasRecords ? openRuns(session) : { runs: [], unread: [] };
  const programs = programFacts(workspace, runs, unread, isPresent(folders, 'programs'));
  const git = gitFactOf(workspace);
  return {
    workspace,
    today,
    now: io.now(),
    settings: settingsOf(session),
    brokenSettings,
    ...(settings.hire === undefined ? {} : { usualHire: settings.hire }),
    team: config.people,
    folders,
    records: hasRecords
      ? listHires(workspace).map((id) => recordFact(workspace, id, { runs, unread, programs }))
      : [],
    foreign: folders
      .filter(({ state }) => state === 'folder')
      .flatMap(({ name }) => foreignIn(workspace, name)),
    programs,
    checklists: checklistFact(session, runs),
    ...(hasRecords ? besideRecords(workspace) : { locks: [], leftovers: [] }),
    ...(git ? { git } : {}),
  };
}

function isPresent(folders: readonly FolderFact[], wanted: string): boolean {
  return folders.some(({ name, state }) => name === wanted && state === 'folder');
}

function folderFact(workspace: string, name: string): FolderFact {
  const stat = lstatOf(join(workspace, name));
  if (!stat) return { name, state: 'missing', modes: [] };
  if (!stat.isDirectory()) return { name, state: 'other', modes: [] };
  // What is pinned is no secret.
  const modes = name === 'programs' ? [] : modesIn(workspace, name, stat);
  return { name, state: 'folder', modes };
}

function modesIn(workspace: string, folder: string, { mode }: Stats): ModeFact[] {
  if (process.platform === 'win32') return [];
  const ours = known[folder] ?? [];
  const names = namesIn(join(workspace, folder)).filter((name) => ours.some((pattern) => pattern.test(name)));
  const files = names.flatMap((name) => {
    const stat = lstatOf(join(workspace, folder, name));
    return stat?.isFile() ? [{ place: `${folder}/${name}`, mode: stat.mode & 0o777, wanted: ownFile }] : [];
  });
  return [{ place: folder, mode: mode & 0o777, wanted: ownFolder }, ...files].filter(
    (each) => each.mode !== each.wanted,
  );
}

interface Hires {
  readonly runs: readonly Run[];
  readonly unread: readonly OpenHire[];
  readonly programs: readonly ProgramFact[];
}

function recordFact(workspace: string, id: string, { runs, unread, programs }: Hires): RecordFact {
  const path = recordPath(workspace, id);
  const run = runs.find(({ record }) => record.hire === id);
  const open = unread.find((hire) => hire.id === id);
  const bytes = bytesOf(path);
  const record = run?.record ?? open?.record ?? (bytes && recordIn(bytes, id));
  const written = lstatOf(path)?.mtime;
  const fault = open && (open.record ? faultOfRun(open, programs) : faultOfRecord(workspace, open, bytes));
  return {
    id,
    name: run?.progress.hire.name ?? open?.name ?? id,
    place: `hires/${id}.json`,
    ...(fault ? { fault } : {}),
    ...(record && !fault ? { record } : {}),
    beyond: record?.damaged.filter((damage) => isIntact(damage, id)).length ?? 0,
    form: formOf(bytes, record),
    ...(run ? { run } : {}),
    copies: record?.forgotten ? copiesOf(workspace, id).length : 0,
    ...(written ? { written } : {}),
  };
}

/** Why a sound record comes to nothing; a program that can't be used is told of beside the programs. */
function faultOfRun({ progress, error }: OpenHire, programs: readonly ProgramFact[]): RecordFact['fault'] {
  const program = programs.find(({ digest }) => digest === progress?.hire.digest);
  if (program?.fault) return undefined;
  const why = error instanceof Error ? error.message : String(error);
  return { message: `can't be planned: ${why}`, remedy: 'update pm-onboard', restorable: false };
}

function faultOfRecord(
  workspace: string,
  { id, error }: OpenHire,
  bytes: Buffer | undefined,
): RecordFact['fault'] {
  const { message, remedy } = faultIn(error);
  const restorable =
    bytes !== undefined &&
    (backupsFor(workspace, id).some(({ record }) => record) || isSalvageable(bytes, id));
  return { message: message.replace(`${recordPath(workspace, id)} `, ''), remedy, restorable };
}

function recordIn(bytes: Buffer, id: string): HireRecord | undefined {
  try {
    return parseOwn(bytes, id);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

function formOf(bytes: Buffer | undefined, record: HireRecord | undefined): RecordFact['form'] {
  if (!bytes || !record || bytes.equals(Buffer.from(formatRecord(record))))
    return { canonical: true, repeated: 0 };
  const ids = [...bytes.toString('utf8').matchAll(/"id"\s*:\s*"([\w-]{43})"/g)].map(([, id]) => id);
  return { canonical: false, repeated: ids.length - new Set(ids).size };
}

/** Those on disk, and those that hires have and are not there. */
function programFacts(
  workspace: string,
  runs: readonly Run[],
  unread: readonly OpenHire[],
  present: boolean,
): ProgramFact[] {
  const hires = [...runs, ...unread].flatMap(({ record, progress }) =>
    record && progress ? [{ progress, digests: digestsIn(record) }] : [],
  );
  const there = present ? listCompiled(join(workspace, 'programs')) : [];
  const wanted = hires.map(({ progress }) => progress.hire.digest);
  return [...new Set([...there, ...wanted])].sort().map((digest) => {
    const fault = programFault(workspace, digest);
    return {
      digest,
      place: `programs/${digest}.json`,
      ...(fault ? { fault } : {}),
      users: hires
        .filter(({ progress }) => progress.hire.digest === digest)
        .map(({ progress }) => progress.hire.name),
      named: hires.some(({ digests }) => digests.includes(digest)),
    };
  });
}

function programFault(workspace: string, digest: string): ProgramFact['fault'] {
  try {
    readPinned(workspace, digest);
    return undefined;
  } catch (error) {
    const { message, remedy } = faultIn(error);
    return { message: message.replace(/^the pinned program \S.*\.json /, ''), remedy };
  }
}

/** Hires of another program have nothing to do with the present checklists. */
function checklistFact(session: Session, runs: readonly Run[]): ChecklistFact {
  const { io, workspace, config } = session;
  const folder = programFolderOf(workspace, config, io.root);
  const place = config.program === undefined ? 'the checklists that ship' : shown(folder, workspace);
  try {
    const program = loadProgram(folder, io.cwd);
    const hasMovedOn = movedOnCheck(session);
    const behind = runs.filter(
      ({ progress, pinned }) =>
        !progress.finished && !progress.archived && pinned.id === program.id && hasMovedOn(pinned),
    );
    return {
      place,
      roles: program.roles,
      behind: behind.map(({ progress }) => progress.hire.name),
    };
  } catch (error) {
    return { place, fault: faultIn(error).message, roles: {}, behind: [] };
  }
}

const lockName = /^(h[0-9a-f]{8})\.json\.lock$/;
const besideLock = /^(h[0-9a-f]{8})\.json\.lock\./;
const recordTemp = /^(h[0-9a-f]{8})\.json\.[0-9a-f]{12}\.tmp$/;
const otherTemp = /^([0-9a-f]{64}\.json|pm-onboard\.yaml)\.[0-9a-f]{12}\.tmp$/;

/** So long after the last write nobody is at work on a file that has no lock. */
const abandonedAfter = 60 * 60_000;

function besideRecords(workspace: string): { locks: LockFact[]; leftovers: Leftover[] } {
  const hires = join(workspace, 'hires');
  const names = namesIn(hires);
  const locks = names.flatMap((name) => lockFact(workspace, name) ?? []);
  const isFree = (hire: string) => locks.every((lock) => lock.hire !== hire || lock.state === 'dead');
  const temps = names.flatMap((name) => {
    const hire = recordTemp.exec(name)?.[1];
    // Looked at again: it may have been at work between one look and the other.
    const isThere = lstatOf(join(hires, name))?.isFile() ?? false;
    return hire !== undefined && isFree(hire) && isThere ? [{ place: `hires/${name}`, hire }] : [];
  });
  const claims = names.flatMap((name) => {
    const hire = besideLock.exec(name)?.[1];
    return hire !== undefined && isLeftover(workspace, hire, name) ? [{ place: `hires/${name}`, hire }] : [];
  });
  return { locks, leftovers: [...temps, ...claims, ...othersLeft(workspace)] };
}

function lockFact(workspace: string, name: string): LockFact | undefined {
  const hire = lockName.exec(name)?.[1];
  if (hire === undefined) return undefined;
  const place = `hires/${name}`;
  try {
    const look = lookAtLock(join(workspace, place));
    return look && { hire, place, state: look.state, pid: look.pid, host: look.host, since: look.since };
  } catch (error) {
    faultIn(error);
    return { hire, place, state: 'no file', pid: 0, host: '' };
  }
}

function isLeftover(workspace: string, hire: string, name: string): boolean {
  try {
    return isLeft(`${recordPath(workspace, hire)}.lock`, name);
  } catch (error) {
    faultIn(error);
    return false;
  }
}

function othersLeft(workspace: string): Leftover[] {
  return ['programs', '.'].flatMap((folder) =>
    namesIn(join(workspace, folder))
      .filter((name) => otherTemp.test(name) && isAbandoned(join(workspace, folder, name)))
      .map((name) => ({ place: folder === '.' ? name : `${folder}/${name}` })),
  );
}

/** Whether a file that no lock protects has been left by its writer. */
export function isAbandoned(path: string): boolean {
  const stat = lstatOf(path);
  return stat?.isFile() === true && Date.now() - stat.mtimeMs > abandonedAfter;
}

/** Files of git's own and of ours are not foreign. */
const known: Readonly<Record<string, readonly RegExp[]>> = {
  hires: [/^h[0-9a-f]{8}\.json$/, lockName, besideLock, recordTemp],
  programs: [/^[0-9a-f]{64}\.json$/, otherTemp],
  backups: [/./],
};

function foreignIn(workspace: string, folder: string): ForeignFact[] {
  const patterns = [/^\.git(keep|ignore|attributes)$/, ...(known[folder] ?? [])];
  return namesIn(join(workspace, folder))
    .filter((name) => !patterns.some((pattern) => pattern.test(name)))
    .map((name) => ({ place: `${folder}/${name}`, kind: kindOf(join(workspace, folder, name), name) }));
}

function kindOf(path: string, name: string): ForeignFact['kind'] {
  const stat = lstatOf(path);
  if (stat?.isSymbolicLink()) return 'link';
  if (stat?.isDirectory()) return 'folder';
  if (/^h[0-9a-f]{8}\.json\.corrupt/.test(name)) return 'kept';
  return name.endsWith('.json') ? 'json' : 'file';
}

/** The names in a folder, sorted; none where it is not there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}

function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Undefined where there is no plain file that can be read. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readRegularFile(path);
  } catch (error) {
    faultIn(error);
    return undefined;
  }
}
