/** What is known of a workspace when it is examined: read at the edge, judged by the checks. */

import type { CalendarDate } from '../../dates.ts';
import type { Run } from '../../plan/run.ts';
import type { Program } from '../../program/model.ts';
import type { HireRecord } from '../../progress/record.ts';

export interface Facts {
  readonly workspace: string;
  readonly today: CalendarDate;
  readonly now: Date;
  readonly settings: readonly SettingFact[];
  /** Files of settings that can't be used. */
  readonly brokenSettings: readonly Fault[];
  /** What stands in the user's settings and plays no part. */
  readonly unusedSettings: readonly string[];
  /** The hire that the user's settings mean. */
  readonly usualHire?: string;
  readonly team: Readonly<Record<string, unknown>>;
  readonly folders: readonly FolderFact[];
  readonly records: readonly RecordFact[];
  /** Hires whose record is gone, and not their backups. */
  readonly lost: readonly LostFact[];
  /** Those that can't be used. */
  readonly backups: readonly BackupFact[];
  /** What lies in `hires/` or `programs/` and is none of ours. */
  readonly foreign: readonly ForeignFact[];
  readonly programs: readonly ProgramFact[];
  readonly checklists: ChecklistFact;
  readonly locks: readonly LockFact[];
  /** Files that a process left that is no more. */
  readonly leftovers: readonly Leftover[];
  /** Absent: the workspace is in no git work tree. */
  readonly git?: GitFact;
}

/** Something that can't be used. */
export interface Fault {
  /** The file, from the workspace where it lies in it. */
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

/** A setting as it counts, and what says so. */
export interface SettingFact {
  readonly key: string;
  readonly value: string;
  readonly from: string;
}

export interface FolderFact {
  readonly name: string;
  /** `closed`: whoever runs this may not look into it. `other`: a link or a file. */
  readonly state: 'missing' | 'folder' | 'closed' | 'other';
  /** The files in it or the folder itself that do not have the modes they are to have. */
  readonly modes: readonly ModeFact[];
}

export interface ModeFact {
  readonly place: string;
  readonly mode: number;
  readonly wanted: number;
}

export interface RecordFact {
  readonly id: string;
  /** The id where nothing better is known. */
  readonly name: string;
  readonly place: string;
  /** Why it can't be used at all. */
  readonly fault?: { readonly message: string; readonly remedy: string; readonly restorable: boolean };
  readonly record?: HireRecord;
  /** How many events of it that this version can't use fit their hashes all the same. */
  readonly beyond: number;
  /** Whether its text is as this version writes it, and how many events stand in it more than once. */
  readonly form: { readonly canonical: boolean; readonly repeated: number };
  /** Absent where it could not be planned. */
  readonly run?: Run;
  /** Of a forgotten hire: how many copies are left. */
  readonly copies: number;
  /** When the file was last written, by the clock of its file system. */
  readonly written?: Date;
}

export interface LostFact {
  readonly id: string;
  /** The id where nothing better is known. */
  readonly name: string;
  /** How many of the backups are sound. */
  readonly backups: number;
}

export interface BackupFact {
  readonly place: string;
  readonly message: string;
}

export interface ForeignFact {
  readonly place: string;
  readonly kind: 'link' | 'folder' | 'json' | 'kept' | 'file';
}

export interface ProgramFact {
  readonly digest: string;
  readonly place: string;
  /** Why it can't be used. */
  readonly fault?: { readonly message: string; readonly remedy: string };
  /** The names of the hires who have it now. */
  readonly users: readonly string[];
  /** Whether any event names it. */
  readonly named: boolean;
  /** Whether the present checklists are what it was made of, and nothing but a file is in its place. */
  readonly atHand: boolean;
}

export interface ChecklistFact {
  /** The folder that new hires start from, as messages name it. */
  readonly place: string;
  /** Why nobody can start from it. */
  readonly fault?: { readonly message: string; readonly remedy: string };
  /** Empty where they can't be read. */
  readonly roles: Program['roles'];
  /** The hires on their way who have an earlier state of it. */
  readonly behind: readonly string[];
}

export interface LockFact {
  readonly hire: string;
  readonly place: string;
  readonly state: 'dead' | 'alive' | 'elsewhere' | 'unsure' | 'foreign' | 'no file';
  readonly pid: number;
  readonly host: string;
  readonly since?: Date;
}

export interface Leftover {
  readonly place: string;
  /** Whose lock it lies beside; absent: it is known by its age alone. */
  readonly hire?: string;
}

export interface GitFact {
  readonly root: string;
  /** What is under way and not ended, in git's words. */
  readonly underWay?: 'merge' | 'rebase' | 'cherry-pick' | 'revert';
  readonly ignoresRecords: boolean;
  /** Lines that the .gitignore lacks: without them backups and locks get committed. */
  readonly missingIgnores: readonly string[];
}
