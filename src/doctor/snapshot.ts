/** Reads what the checks need from a workspace, without writing or locking. Reading goes on after a damaged file. */
import { isUserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { folderOf, recordFolders } from '../progress/record-id.ts';
import { type Globals, type Session, sessionWith } from '../session/session.ts';
import { configName, emptyConfig, readConfig } from '../workspace/config.ts';
import { besideEach, listRecords } from '../workspace/records.ts';
import { unusedSettings } from '../workspace/setting-words.ts';
import { readSettings } from '../workspace/settings.ts';
import { findWorkspace } from '../workspace/workspace.ts';
import { faultOf } from './careful-reads.ts';
import type { Fault, Snapshot } from './checks/index.ts';
import { folderSnapshots, foreignFiles, lockSnapshots, staleFiles } from './folders.ts';
import { gitSnapshot } from './git.ts';
import { checklistSnapshots, presentPrograms, programSnapshots, unjudged } from './programs.ts';
import { damagedBackups, lostRecords, recordSnapshots } from './records.ts';
import { readRecords } from './runs.ts';
import { settingsElsewhere, settingsOf, settingsWithoutConfig } from './settings.ts';

/** A session that treats settings that can't be used as missing. */
export interface DoctorSession extends Session {
  readonly brokenSettings: readonly Fault[];
}

export async function openForDoctor(io: Io, globals: Globals): Promise<DoctorSession> {
  const workspace = findWorkspace(io, globals.workspace);
  const config = await readOrFault(() => readConfig(workspace, io.dirs.cache), configName);
  const settings = await readOrFault(async () => readSettings(io.dirs.config), 'your settings');
  const read = { workspace, config: config.value ?? emptyConfig, settings: settings.value ?? {} };
  const brokenSettings = [config, settings].flatMap(({ fault }) => fault ?? []);
  return Object.assign(sessionWith(io, globals, read), { brokenSettings });
}

async function readOrFault<T>(
  read: () => Promise<T>,
  place: string,
): Promise<{ readonly value?: T; readonly fault?: Fault }> {
  try {
    return { value: await read() };
  } catch (error) {
    const { message, remedy } = faultOf(error);
    const lines = isUserError(error) ? error.lines.map((line) => line.trim()) : [];
    return { fault: { place, message: [message, ...lines].join(' '), remedy } };
  }
}

/** @param shared what the last sync has found; undefined if this machine doesn't share the workspace */
export async function takeSnapshot(session: DoctorSession, shared?: Snapshot['shared']): Promise<Snapshot> {
  const { io, workspace, config, settings, brokenSettings } = session;
  const folders = folderSnapshots(workspace);
  const stateOf = (wanted: string) => folders.find(({ name }) => name === wanted)?.state ?? 'missing';
  const hasBackups = stateOf('backups') === 'folder';
  const ids = listRecords(
    workspace,
    recordFolders.filter((name) => stateOf(name) === 'folder'),
  );
  const beside = besideEach(workspace);
  const read = await readRecords(session, ids, beside);
  const [runs, unread] = [[...read.runs.values()], [...read.unread.values()]];
  // Which checklists and which calendar count stands in pm-onboard.yaml.
  const knowsConfig = brokenSettings.every((fault) => fault.place !== configName);
  const present = knowsConfig ? await presentPrograms(session, [...runs, ...unread]) : unjudged;
  const programs = programSnapshots(workspace, read.followers, present, stateOf('programs') === 'folder');
  const records = await recordSnapshots(session, ids, { ...read, programs, beside });
  const besides = records.flatMap(({ id, beside }) => beside.map(({ name }) => `${folderOf(id)}/${name}`));
  const locks = lockSnapshots(workspace);
  // If a folder can't be listed, nobody knows which records of it are gone.
  const isSeen = (id: string) => ['folder', 'missing'].includes(stateOf(folderOf(id)));
  const git = gitSnapshot(workspace);
  return {
    workspace,
    now: io.now(),
    today: session.today,
    settings: [
      ...(knowsConfig ? settingsOf(session, present[0]?.program) : settingsWithoutConfig(session)),
      ...settingsElsewhere(runs),
    ],
    brokenSettings,
    unusedSettings: unusedSettings(io.dirs.config),
    ...(settings.hire === undefined ? {} : { usualHire: settings.hire }),
    calendarRemarks: config.calendarRemarks,
    ...(config.keep ? { keep: config.keep } : {}),
    team: config.people,
    folders,
    records,
    lost: hasBackups ? lostRecords(workspace, records, isSeen) : [],
    damagedBackups: hasBackups ? await damagedBackups(session) : [],
    foreign: foreignFiles(workspace, folders, new Set(besides)),
    programs,
    checklists: await checklistSnapshots(session, present, runs, knowsConfig),
    locks,
    staleFiles: staleFiles(workspace, locks, config.program),
    ...(git ? { git } : {}),
    ...(shared ? { shared } : {}),
  };
}
