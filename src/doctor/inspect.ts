/** Reads all that the checks want to know of a workspace. Nothing is written, no lock is taken, and no file stops it. */
import { openRuns } from '../session/run.ts';
import type { Facts } from '../view/doctor/facts.ts';
import { unusedSettings } from '../workspace/settings.ts';
import { folderFacts, foreignFacts, stateOf } from './folders.ts';
import { gitFactOf } from './git.ts';
import { leftovers, lockFacts } from './locks.ts';
import type { Examined } from './open.ts';
import { checklistFact, presentProgram, programFacts } from './programs.ts';
import { backupFacts, lostFacts, recordFacts } from './records.ts';
import { settingsOf } from './settings.ts';

export async function inspect({ session, brokenSettings }: Examined): Promise<Facts> {
  const { io, workspace, config, settings, today } = session;
  const folders = folderFacts(workspace);
  const hasRecords = stateOf(folders, 'hires') === 'folder';
  const { runs, unread } = hasRecords ? openRuns(session) : { runs: [], unread: [] };
  const present = await presentProgram(session);
  const hasPrograms = stateOf(folders, 'programs') === 'folder';
  const programs = programFacts(workspace, [...runs, ...unread], present, hasPrograms);
  const records = hasRecords ? recordFacts(workspace, { runs, unread, programs }) : [];
  const locks = hasRecords ? lockFacts(workspace) : [];
  const hasBackups = stateOf(folders, 'backups') === 'folder';
  // Where the records can't be seen, nobody knows which are gone.
  const knowsRecords = hasRecords || stateOf(folders, 'hires') === 'missing';
  const git = gitFactOf(workspace);
  return {
    workspace,
    today,
    now: io.now(),
    settings: settingsOf(session),
    brokenSettings,
    unusedSettings: unusedSettings(io.dirs.config),
    ...(settings.hire === undefined ? {} : { usualHire: settings.hire }),
    team: config.people,
    folders,
    records,
    lost: hasBackups && knowsRecords ? lostFacts(workspace, records) : [],
    backups: hasBackups ? backupFacts(workspace) : [],
    foreign: foreignFacts(workspace, folders),
    programs,
    checklists: checklistFact(session, present, runs),
    locks,
    leftovers: leftovers(workspace, locks),
    ...(git ? { git } : {}),
  };
}
