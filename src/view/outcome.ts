import type { UnknownEvent } from '../progress/event.ts';

/** What a command changed and what comes next: said on stderr, so that stdout stays the results'. */
export interface Outcome {
  /** What was changed, a line each. */
  readonly changes: readonly string[];
  /** What to know beside it. */
  readonly remarks: readonly string[];
  /** The command to type next. */
  readonly hint: string;
  /** What to copy, each on a line of its own that is never broken. */
  readonly commands?: readonly string[];
}

/** Of a change that was only looked at. @param command what would do it */
export function foreseenOutcome(command: string): Outcome {
  return { changes: [], remarks: ['Nothing is written.'], hint: 'To do it:', commands: [command] };
}

/** What every command that writes prints with `--json`: the events that it saved; none where it changed nothing. */
export interface ChangedView {
  readonly schemaVersion: 1;
  readonly changed: readonly UnknownEvent[];
}

export function viewChanged(saved: readonly UnknownEvent[]): ChangedView {
  return { schemaVersion: 1, changed: saved };
}
