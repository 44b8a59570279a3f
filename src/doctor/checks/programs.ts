/** Checks of the programs that hires have, and of the checklists that new hires start with. */
import type { Program } from '../../program/model.ts';
import { listText } from '../../view/words.ts';
import type { Fault, Found, Snapshot } from './index.ts';

export interface ProgramSnapshot {
  readonly digest: string;
  readonly place: string;
  /** Why the program can't be used. */
  readonly fault?: Omit<Fault, 'place'>;
  /** The names of the hires who have this program now. */
  readonly users: readonly string[];
  /** Whether an event of any record names it. */
  readonly named: boolean;
  /** Whether it can be made again: the present checklists compile to it, and no link or folder is in its place. */
  readonly repairable: boolean;
}

export interface ChecklistSnapshot {
  /** The folder that new hires start with, as messages name it. */
  readonly place: string;
  /** Why nobody can start with it. */
  readonly fault?: Omit<Fault, 'place'>;
  /** Empty where the checklists can't be read. */
  readonly roles: Program['roles'];
  /** The names of present hires who started before the checklists were last edited. */
  readonly behind: readonly string[];
}

export function brokenProgram(program: ProgramSnapshot): Found | undefined {
  const { digest, place, fault, users, named, repairable } = program;
  if (!fault) return undefined;
  // Nobody needs an earlier program of a hire any more.
  const severity = users.length > 0 ? 'error' : named ? 'warning' : 'note';
  const whose = users.length > 0 ? `the program of ${someNames(users)} ` : '';
  const found = { severity, place, message: `${whose}${fault.message}` } as const;
  return repairable
    ? { ...found, repairs: [{ kind: 'pin program', digest }] }
    : { ...found, remedy: fault.remedy };
}

/** Nothing is said where a record can't be read: its hire may need the program. */
export function unusedPrograms({ folders, programs, records, lost }: Snapshot): Found[] {
  const hires = folders.find(({ name }) => name === 'hires')?.state;
  const isSeen = hires === 'folder' || hires === 'missing';
  if (!isSeen || lost.length > 0 || records.some(({ fault }) => fault)) return [];
  return programs
    .filter(({ named, fault }) => !named && !fault)
    .map(({ place }) => ({
      severity: 'note',
      place,
      message: 'no record uses it',
      remedy: 'it may stay; removing it loses nothing',
    }));
}

export function unreadableChecklists({ checklists: { place, fault } }: Snapshot): Found[] {
  if (!fault) return [];
  return [
    { severity: 'warning', place, message: `no new hire can start: ${fault.message}`, remedy: fault.remedy },
  ];
}

export function editedChecklists({ checklists: { place, behind } }: Snapshot): Found[] {
  if (behind.length === 0) return [];
  return [
    {
      severity: 'note',
      place,
      message: `edited since ${someNames(behind)} began`,
      remedy: 'pm-onboard upgrade --all --dry-run',
    },
  ];
}

/** The first three names, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const most = 3;
  if (names.length <= most) return listText(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
