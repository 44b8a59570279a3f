/** What a sync has sent and brought, in words: for the message of its commit, and for the user. */
import type { Event, UnknownEvent } from '../progress/event.ts';
import { kinds } from '../progress/kinds.ts';
import { firstName, plural } from '../view/words.ts';

/** What is new of one hire. */
export interface HireNews {
  readonly hire: string;
  /** The hire's name; the id where the name is not known any more. */
  readonly name: string;
  readonly events: readonly (Event | UnknownEvent)[];
  /** The hire was erased. */
  readonly forgotten: boolean;
}

export interface SyncResult {
  /** What was new to the others. */
  readonly sent: readonly HireNews[];
  /** What was new here. */
  readonly received: readonly HireNews[];
  /** Other files that came in. */
  readonly files: readonly string[];
  /** How often it was sent; more than once where others had sent something in between. */
  readonly tries: number;
}

/**
 * How many events there are of each kind that a share or a sync tells of.
 * @returns `said`: `3 done`, `1 question` …; `others`: the number of events of all other kinds
 */
export function countKinds(events: readonly (Event | UnknownEvent)[]): {
  readonly said: readonly string[];
  readonly others: number;
} {
  const counts = Object.entries(kinds).flatMap(([kind, { tally }]) => {
    const n = events.filter((event) => event.kind === kind).length;
    return tally && n > 0 ? [{ n, text: tally(n) }] : [];
  });
  const others = events.length - counts.reduce((sum, { n }) => sum + n, 0);
  return { said: counts.map(({ text }) => text), others };
}

/** `Ada: 3 done, 1 question`. */
export function newsText({ name, events, forgotten }: HireNews): string {
  if (forgotten) return `${name}: forgotten`;
  const { said, others } = countKinds(events);
  const rest = others > 0 ? [plural(others, said.length > 0 ? 'other change' : 'change')] : [];
  return `${firstName(name)}: ${[...said, ...rest].join(', ')}`;
}

/** How many hires the first line names. */
const mostNamed = 3;

/**
 * The message of a commit. Names may come from anybody, so characters that break a line or are invisible become spaces: no
 * part of a name can be taken for a line of its own, such as a trailer.
 */
export function messageOf(news: readonly HireNews[]): string {
  if (news.length === 0) return 'Share the workspace\n';
  const plain = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);
  const texts = news.map((each) => plain(newsText(each)));
  const more = texts.length - mostNamed;
  const subject = [...texts.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return more > 0 ? `${subject}\n\n${texts.join('\n')}\n` : `${subject}\n`;
}
