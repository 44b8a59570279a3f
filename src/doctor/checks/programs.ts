/** Checks of the hires' programs, and of the checklists that new hires start with. */

import { firstFew } from '../../phrases.ts';
import type { Program } from '../../program/model.ts';
import { recordFolders } from '../../progress/record-id.ts';
import { type Found, note, notJudged, warning } from './found.ts';
import type { Fault, Snapshot } from './index.ts';

export interface ProgramSnapshot {
  readonly digest: string;
  readonly place: string;
  /** Why the program can't be used. */
  readonly fault?: Omit<Fault, 'place'>;
  /** What the records are of that have this program now. */
  readonly users: readonly string[];
  /** Whether an event of any record names the program. */
  readonly named: boolean;
  /** Whether the program can be made again: the current checklists compile to it, and no link or folder is in its place. */
  readonly repairable: boolean;
}

/** The checklists of a program that hires of the workspace can follow. */
export interface ChecklistSnapshot {
  /** The folder of the checklists, as messages name it. */
  readonly place: string;
  /** Why nobody can start with the checklists. */
  readonly fault?: Omit<Fault, 'place'>;
  /** Set if pm-onboard.yaml can't be read, so that nobody knows which checklists they are. */
  readonly isUnjudged?: true;
  /** The roles in the checklists; empty if the checklists can't be read. */
  readonly roles: Program['roles'];
  /** What the runs under way are of whose program comes from an earlier state of these checklists. */
  readonly behind: readonly string[];
}

export function brokenProgram(program: ProgramSnapshot): Found | undefined {
  const { digest, place, fault, users, named, repairable } = program;
  if (!fault) return undefined;
  // A program that hires had earlier is no longer needed.
  const severity = users.length > 0 ? 'error' : named ? 'warning' : 'note';
  const whose = users.length > 0 ? `the program of ${someNames(users)} ` : '';
  const remedy = repairable ? ([{ kind: 'pin program', digest }] as const) : fault.remedy;
  return { severity, place, message: `${whose}${fault.message}`, remedy };
}

/** Finds unused programs. Finds nothing if a record is lost or can't be read, since its run may need a program. */
export function unusedPrograms({ folders, programs, records, lost }: Snapshot): Found[] {
  // A folder of records that can't be looked into may hold one that needs it.
  const isSeen = recordFolders.every((folder) => {
    const state = folders.find(({ name }) => name === folder)?.state;
    return state === 'folder' || state === 'missing';
  });
  if (!isSeen || lost.length > 0 || records.some(({ fault }) => fault)) return [];
  return programs
    .filter(({ named, fault }) => !named && !fault)
    .map(({ place }) => note(place, 'no record uses it', 'it may stay; removing it loses nothing'));
}

export function unreadableChecklists({ place, fault, isUnjudged }: ChecklistSnapshot): Found | undefined {
  if (isUnjudged) return notJudged(place);
  return fault && warning(place, `no new hire can start: ${fault.message}`, fault.remedy);
}

export function editedChecklists({ place, behind }: ChecklistSnapshot): Found | undefined {
  if (behind.length === 0) return undefined;
  return note(place, `edited since ${someNames(behind)} began`, 'pm-onboard upgrade --all --dry-run');
}

/** The first three names, and how many names follow. */
export function someNames(names: readonly string[]): string {
  return firstFew(names, 3);
}
