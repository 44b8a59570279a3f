import type { CalendarDate } from '../dates.ts';
import type { UnknownEvent } from '../progress/event.ts';

/** What a command changed and what comes next. The outcome is printed to stderr, so that stdout holds only results. */
export interface Outcome {
  /** The changes, one sentence per line. */
  readonly changes: readonly string[];
  /** Further sentences that are worth knowing. */
  readonly remarks: readonly string[];
  /** The command to type next. */
  readonly hint: string;
  /** Commands to copy, each on a line of its own that is never wrapped. */
  readonly commands?: readonly string[];
  /** Set where nothing was written, and the sentences say what would have been. */
  readonly foreseen?: true;
  /** What `--json` says beside the events. */
  readonly more?: Changes;
}

/** A buddy's own list that was begun with the list of the hire whom the buddy looks after. */
export interface BuddyListView {
  /** The id of the buddy's record; null where nothing was written. */
  readonly hire: string | null;
  /** Who the buddy is. */
  readonly name: string;
  /** Whom the list is for. */
  readonly newcomer: string;
  /** The id of the program. */
  readonly program: string;
  readonly start: CalendarDate;
  /** How many items it has. */
  readonly items: number;
}

/** What `--json` says of a change beside its events. */
interface Changes {
  /** For `start --buddy-checklist`: the lists that were begun, each with events of its own that are not among these. */
  readonly buddyLists?: readonly BuddyListView[];
  /** The items that come to the hire's plan. */
  readonly comes?: readonly {
    readonly ref: string;
    readonly id: string;
    readonly title: string;
    readonly due: CalendarDate;
  }[];
  /** The items that go from it, each with the reason in words. */
  readonly goes?: readonly {
    readonly ref: string;
    readonly id: string;
    readonly title: string;
    readonly reason: string;
  }[];
  /** What else a task list that came back says: `done --from`. */
  readonly list?: ListRest;
}

/** What a task list says beside the ticks that were recorded. */
export interface ListRest {
  /** Ticked and not recorded, each with the reason in words. */
  readonly left: readonly (ListedItem & { readonly reason: string })[];
  /** Ticked, and done before. */
  readonly already: readonly ListedItem[];
  /** Not ticked, although done here: nothing is opened again. */
  readonly gone: readonly ListedItem[];
  /** In the list, but without a box: nobody knows. */
  readonly unknown: readonly ListedItem[];
  /** Numbers that the plan doesn't have. */
  readonly strange: readonly string[];
}

export interface ListedItem {
  readonly ref: string;
  readonly id: string;
  readonly title: string;
}

/** The outcome of a command that changed nothing: `remark` says why. */
export function unchanged(remark: string, hint = ''): Outcome {
  return { changes: [], remarks: [remark], hint };
}

/** The outcomes of several changes by one command as one; a sentence that several have stands in it once. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const each = (key: 'changes' | 'remarks') => [...new Set(outcomes.flatMap((outcome) => outcome[key]))];
  return { changes: each('changes'), remarks: each('remarks'), hint: outcomes[0]?.hint ?? '' };
}

/** The hint behind what is seldom meant to stay. @param flag that names the run, with a space before it; may be empty */
export function undoHint(flag: string): string {
  return `To take it back: pm-onboard undo${flag}`;
}

/** The remedy where an item is closed. @param words the item, and what names its run */
export function reopenFirst(words: string): string {
  return `open it again first: pm-onboard reopen ${words}`;
}

/** @param words the command that shows it, and what names its run */
export function seeHow(words: string): string {
  return `See how it stands: pm-onboard ${words}`;
}

/** The outcome of a dry run. @param command the command that makes the change */
export function foreseenOutcome(command: string): Outcome {
  return { ...unchanged('Nothing is written.', 'To do it:'), commands: [command] };
}

/** The outcome of a command that would have saved what it says. What to type next isn't said: that is the same command again. */
export function foreseenBy({ changes, remarks }: Outcome): Outcome {
  return { changes, remarks, hint: '', foreseen: true };
}

/** @param dryRun whether the events would be saved, and are not */
export function viewChanged(saved: readonly UnknownEvent[], dryRun = false, more: Changes = {}) {
  return { schemaVersion: 1, ...(dryRun ? { dryRun } : {}), changed: saved, ...more };
}
