/** Findings: what a check has found, what it means, and what mends it. */
import type { Facts } from './facts.ts';

/** An error keeps somebody from working, a warning will; a note is only to be known. */
export type Severity = 'error' | 'warning' | 'note';

/** What can be mended without a doubt, as data: the edge does it. */
export type Mend =
  | { readonly kind: 'break lock'; readonly hire: string }
  | { readonly kind: 'remove leftover'; readonly place: string; readonly hire?: string }
  | { readonly kind: 'pin program'; readonly digest: string }
  | { readonly kind: 'set mode'; readonly place: string; readonly mode: number }
  | { readonly kind: 'tidy record'; readonly hire: string };

export interface Found {
  readonly severity: Severity;
  /** The file, folder or setting that it is about. */
  readonly place: string;
  readonly message: string;
  /** The command that mends it, or what to do. */
  readonly remedy: string;
  readonly mends?: readonly Mend[];
}

export interface Finding extends Found {
  readonly check: string;
}

export const subjects = [
  'records',
  'backups',
  'programs',
  'locks',
  'temporary files',
  'modes',
  'calendar',
  'clock',
  'git',
  'settings',
  'checklists',
  'people',
] as const;
export type Subject = (typeof subjects)[number];

export interface Check {
  readonly id: string;
  readonly subject: Subject;
  readonly find: (facts: Facts) => readonly Found[];
}

export const repairCommand = 'pm-onboard doctor --repair';
