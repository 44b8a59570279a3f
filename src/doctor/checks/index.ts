/** The table of all checks of `doctor`, and the snapshot of a workspace that each check is given. */
import type { CalendarDate } from '../../dates.ts';
import type { Keep } from '../../keep.ts';
import type { FileRemarks } from '../../program/holidays.ts';
import type { FindingView, Setting, Subject } from '../../view/doctor.ts';
import {
  type FolderSnapshot,
  type ForeignFile,
  foreignFile,
  type LockSnapshot,
  looseModes,
  type StaleFile,
  staleFile,
  unreleasedLock,
  unusableFolder,
} from './folders.ts';
import type { Found, Repair } from './found.ts';
import {
  calendarFiles,
  clocks,
  keptTooLong,
  twins,
  uncoveredHolidays,
  unknownRoles,
  unknownUsualHire,
  unknownZones,
} from './hires.ts';
import {
  brokenProgram,
  type ChecklistSnapshot,
  editedChecklists,
  type ProgramSnapshot,
  unreadableChecklists,
  unusedPrograms,
} from './programs.ts';
import {
  copiesOfForgotten,
  copiesOfRecord,
  damagedBackup,
  damagedEvents,
  type LostRecord,
  lostRecord,
  newerEvents,
  newerFormat,
  type RecordSnapshot,
  unevenForm,
  unreadableRecord,
} from './records.ts';
import {
  brokenSettingsFiles,
  formerAttributes,
  type GitSnapshot,
  gitUnfinished,
  ignoredRecords,
  recordsElsewhere,
  type SharedSnapshot,
  settingsWithoutEffect,
  uncoveredFiles,
} from './settings.ts';

/** What is known about a workspace at one moment. It is read from the files first; the checks then judge only this data. */
export interface Snapshot {
  readonly workspace: string;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly settings: readonly Setting[];
  /** Settings files that can't be used. */
  readonly brokenSettings: readonly Fault[];
  /** The entries in the user's settings that have no effect. */
  readonly unusedSettings: readonly { readonly message: string; readonly remedy: string }[];
  /** The hire that the user's settings name. */
  readonly usualHire?: string;
  /** What doesn't count of the files that pm-onboard.yaml lists as holidays. */
  readonly calendarRemarks: readonly FileRemarks[];
  /** How long pm-onboard.yaml wants records to be kept after their runs have ended. */
  readonly keep?: Keep;
  /** The holders of each role, as `people` in pm-onboard.yaml has them. */
  readonly team: Readonly<Record<string, unknown>>;
  readonly folders: readonly FolderSnapshot[];
  readonly records: readonly RecordSnapshot[];
  /** Hires whose record is gone, but who have a sound backup. */
  readonly lost: readonly LostRecord[];
  readonly damagedBackups: readonly Fault[];
  readonly foreign: readonly ForeignFile[];
  readonly programs: readonly ProgramSnapshot[];
  readonly checklists: readonly ChecklistSnapshot[];
  readonly locks: readonly LockSnapshot[];
  readonly staleFiles: readonly StaleFile[];
  /** Absent if the workspace is not in a git work tree. */
  readonly git?: GitSnapshot;
  /** What the last sync on this machine has found; absent if the workspace isn't shared from here. */
  readonly shared?: SharedSnapshot;
}

/** A file or setting that can't be used, with the reason. */
export interface Fault {
  /** The file or setting; a file in the workspace is named by its path within the workspace. */
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Finding extends FindingView {
  readonly repairs: readonly Repair[];
}

interface Check {
  readonly id: string;
  readonly subject: Subject;
  readonly find: (snapshot: Snapshot) => readonly Found[] | Found | undefined;
}

/** All checks, in the order of the report. */
export const checks: readonly Check[] = [
  { id: 'folder', subject: 'records', find: ({ folders }) => each(folders, unusableFolder) },
  { id: 'unreadable-record', subject: 'records', find: ({ records }) => each(records, unreadableRecord) },
  { id: 'damaged-events', subject: 'records', find: ({ records }) => each(records, damagedEvents) },
  { id: 'newer-events', subject: 'records', find: ({ records }) => each(records, newerEvents) },
  { id: 'newer-format', subject: 'records', find: ({ records }) => each(records, newerFormat) },
  { id: 'form', subject: 'records', find: ({ records }) => each(records, unevenForm) },
  { id: 'copy', subject: 'records', find: ({ records }) => records.flatMap(copiesOfRecord) },
  { id: 'tombstone', subject: 'records', find: ({ records }) => each(records, copiesOfForgotten) },
  { id: 'kept-too-long', subject: 'records', find: keptTooLong },
  { id: 'lost-record', subject: 'records', find: ({ lost }) => each(lost, lostRecord) },
  {
    id: 'damaged-backup',
    subject: 'backups',
    find: ({ damagedBackups }) => each(damagedBackups, damagedBackup),
  },
  { id: 'foreign-file', subject: 'records', find: ({ foreign }) => each(foreign, foreignFile) },
  { id: 'program', subject: 'programs', find: ({ programs }) => each(programs, brokenProgram) },
  { id: 'unused-program', subject: 'programs', find: unusedPrograms },
  { id: 'lock', subject: 'locks', find: ({ locks }) => each(locks, unreleasedLock) },
  { id: 'leftover', subject: 'temporary files', find: ({ staleFiles }) => each(staleFiles, staleFile) },
  { id: 'mode', subject: 'modes', find: ({ folders }) => each(folders, looseModes) },
  { id: 'holidays', subject: 'calendar', find: uncoveredHolidays },
  { id: 'calendar-file', subject: 'calendar', find: calendarFiles },
  { id: 'zone', subject: 'calendar', find: unknownZones },
  { id: 'clock', subject: 'clock', find: clocks },
  { id: 'git-under-way', subject: 'git', find: gitUnfinished },
  { id: 'git-ignore', subject: 'git', find: uncoveredFiles },
  { id: 'git-attributes', subject: 'git', find: formerAttributes },
  { id: 'git-ignored-records', subject: 'git', find: ignoredRecords },
  { id: 'other-branch', subject: 'git', find: recordsElsewhere },
  { id: 'settings-file', subject: 'settings', find: brokenSettingsFiles },
  { id: 'unused-setting', subject: 'settings', find: settingsWithoutEffect },
  { id: 'usual-hire', subject: 'settings', find: unknownUsualHire },
  {
    id: 'checklists',
    subject: 'checklists',
    find: ({ checklists }) => each(checklists, unreadableChecklists),
  },
  { id: 'moved-on', subject: 'checklists', find: ({ checklists }) => each(checklists, editedChecklists) },
  { id: 'unknown-role', subject: 'people', find: unknownRoles },
  { id: 'twins', subject: 'people', find: twins },
];

function each<T>(things: readonly T[], find: (thing: T) => Found | undefined): Found[] {
  return things.flatMap((thing) => find(thing) ?? []);
}

export function examine(snapshot: Snapshot): Finding[] {
  return checks.flatMap(({ id, find }) =>
    [find(snapshot) ?? []].flat().map(({ remedy, ...found }) => {
      const told = typeof remedy === 'string' ? { remedy, repairs: [] } : byRepair(remedy);
      return { check: id, ...found, ...told, repairable: told.repairs.length > 0 };
    }),
  );
}

function byRepair(repairs: readonly Repair[]): Pick<Finding, 'remedy' | 'repairs'> {
  return { remedy: 'pm-onboard doctor --repair', repairs };
}
