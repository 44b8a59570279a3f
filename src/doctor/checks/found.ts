/** What a check of `doctor` has found. */
import type { Severity } from '../../view/doctor.ts';

/** A repair that `doctor --repair` may make, as data; repair.ts makes it. */
export type Repair =
  | { readonly kind: 'break lock'; readonly hire: string }
  | { readonly kind: 'remove stale file'; readonly place: string; readonly hire?: string }
  | { readonly kind: 'rewrite record'; readonly hire: string }
  | { readonly kind: 'unite copy'; readonly hire: string; readonly name: string }
  | { readonly kind: 'pin program'; readonly digest: string }
  | { readonly kind: 'set mode'; readonly place: string; readonly mode: number };

export interface Found {
  readonly severity: Severity;
  /** The file, folder, setting or person that the finding is about. */
  readonly place: string;
  readonly message: string;
  /** What a person can do about the finding, or what `doctor --repair` does. */
  readonly remedy: string | readonly Repair[];
}

export function error(place: string, message: string, remedy: Found['remedy']): Found {
  return { severity: 'error', place, message, remedy };
}

export function warning(place: string, message: string, remedy: Found['remedy']): Found {
  return { severity: 'warning', place, message, remedy };
}

export function note(place: string, message: string, remedy: Found['remedy']): Found {
  return { severity: 'note', place, message, remedy };
}

/** What is found of something that pm-onboard.yaml says, where that can't be read. */
export function notJudged(place: string): Found {
  return note(place, "not judged: pm-onboard.yaml, which says what they are, can't be used", 'mend it first');
}
