/** Says in words what a sync has sent and received, for the message of its commit and for the user. */
import { type CalendarDate, localDate, longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { actsIn, type Event, isKnown, type UnknownEvent } from '../progress/event.ts';
import { kinds } from '../progress/kinds.ts';
import type { Erasure } from '../progress/record.ts';
import { isRunId } from '../progress/record-id.ts';
import type { OtherBranch } from '../view/other-branches.ts';
import { firstName, plural } from '../view/words.ts';
import type { Fault } from './contents.ts';
import type { Reverted } from './reverts.ts';

/** What is new about one hire, or about one run of a checklist. */
export interface HireNews {
  readonly hire: string;
  /** The hire's name or what the run is called, or the id if that is no longer known. */
  readonly name: string;
  readonly events: readonly (Event | UnknownEvent)[];
  /** Who erased the hire, and when; false if nobody did. */
  readonly forgotten: Erasure | false;
}

/** A record that is gone for everybody else, and is kept aside here until whoever has it says yes. */
export interface SetAside {
  readonly hire: string;
  readonly name: string;
  /** The name of the copy in `backups/`. */
  readonly copy: string;
  /**
   * Who has erased it, and how many events of it were never shared; absent if a rewritten history just lacks the record.
   */
  readonly erased?: { readonly by: Erasure; readonly unshared: number };
}

/** A file of the workspace, and the name of the copy of what it held in `backups/`. */
export interface Copy {
  readonly path: string;
  readonly copy: string;
}

/** A file that others have changed and that was left as it is, because the user has changed it while the sync was sending. */
export interface LeftFile {
  /** The path in the work tree. */
  readonly path: string;
  /** Whether others have removed it. */
  readonly isRemoved: boolean;
}

export interface SyncResult {
  /** What was new to the others. */
  readonly sent: readonly HireNews[];
  /** What was new here. */
  readonly received: readonly HireNews[];
  /** Paths of the other files that were received. */
  readonly files: readonly string[];
  readonly setAside: readonly SetAside[];
  /** The copies of files that could not be read, and are mended now. */
  readonly copies: readonly Copy[];
  readonly left: readonly LeftFile[];
  /** Paths of calendar files that others lack, although they have the settings that name them. */
  readonly lacking: readonly string[];
  /** The files that could not be read, here or as they are shared, or only in part. */
  readonly faults: readonly Fault[];
  /** How often the sync tried to send: more than once if others had sent something in the meantime. */
  readonly tries: number;
  /** Other branches of the remote that hold records which the shared one lacks. */
  readonly elsewhere: readonly OtherBranch[];
  /** What a `git revert` has taken out of records. */
  readonly reverted: readonly Reverted[];
}

/**
 * Counts what was done, by kinds.
 * @returns `said`: `3 done`, `1 question` …; `others`: the number of events of kinds that this version doesn't know
 */
export function countKinds(events: readonly (Event | UnknownEvent)[]): {
  readonly said: readonly string[];
  readonly others: number;
} {
  const byKind = grouped(actsIn(events), ({ kind }) => kind);
  const said = Object.entries(kinds).flatMap(([kind, { tally }]) => {
    const n = byKind.get(kind)?.length ?? 0;
    return n > 0 ? [tally(n)] : [];
  });
  return { said, others: events.filter((event) => !isKnown(event)).length };
}

/** The first name of a hire; of the run of a checklist all that it is called. */
export function shortTitle({ hire, name }: Pick<HireNews, 'hire' | 'name'>): string {
  return isRunId(hire) ? name : firstName(name);
}

/** `Ada: 3 done, 1 question`; for an erased record, who erased it and when. */
export function newsText({ hire, name, events, forgotten }: HireNews, today?: CalendarDate): string {
  if (forgotten)
    return today === undefined
      ? `${name}: forgotten`
      : `${name}: erased by ${forgotten.by} on ${longDate(localDate(new Date(forgotten.at)), today)}`;
  const { said, others } = countKinds(events);
  const rest = others > 0 ? [plural(others, said.length > 0 ? 'other change' : 'change')] : [];
  return `${shortTitle({ hire, name })}: ${[...said, ...rest].join(', ')}`;
}

/** How many hires the first line of a commit's message names at most. */
const mostNamed = 3;

/**
 * The message of a commit. Names may come from anybody, so line breaks and invisible characters become spaces. That keeps
 * a part of a name from being read as a line of the message, such as a trailer.
 */
export function messageOf(news: readonly HireNews[]): string {
  if (news.length === 0) return 'Share the workspace\n';
  const plain = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);
  // A commit stays for ever, so it doesn't name somebody who is erased.
  const texts = news.map((each) => plain(newsText(each.forgotten ? { ...each, name: each.hire } : each)));
  const more = texts.length - mostNamed;
  const subject = [...texts.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return more > 0 ? `${subject}\n\n${texts.join('\n')}\n` : `${subject}\n`;
}
