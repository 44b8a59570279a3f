/** Finds events that a `git revert` took out of a record: a merge is a union, so that it brings them back. */
import type { HireRecord } from '../progress/record.ts';
import { placeOf } from '../progress/record-id.ts';
import { titleOfRecord } from '../progress/reduce.ts';
import type { HireNews } from './commit-message.ts';
import type { Repository } from './repository.ts';
import { contentAt } from './trees.ts';

/** What was taken out of a record. */
export interface Reverted {
  /** The record's id. */
  readonly hire: string;
  /** What the record is of. */
  readonly name: string;
  readonly events: number;
  /** Whether the events are in the record again; otherwise they come back from whoever has them. */
  readonly isBack: boolean;
}

/** What a sync knows: its news, the records that the folder held before, and how many events each had when last shared. */
interface Synced {
  readonly sent: readonly HireNews[];
  readonly received: readonly HireNews[];
  readonly here: ReadonlyMap<string, HireRecord>;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * @param tip the remote's commit before the sync
 * @returns what others have taken out and this machine brings back, and what was taken out here
 */
export async function revertsIn(
  repository: Repository,
  tip: string | undefined,
  { sent, received, here, counts }: Synced,
): Promise<Reverted[]> {
  const theirs = await takenOutThere(repository, tip, sent);
  const ours = [...here.values()].flatMap((record): Reverted[] => {
    const { hire, events, damaged, forgotten } = record;
    const gone = (counts[hire] ?? 0) - events.length;
    if (gone <= 0 || forgotten || damaged.length > 0) return [];
    const news = received.find((each) => each.hire === hire);
    return [{ hire, name: titleOfRecord(record), events: gone, isBack: news !== undefined }];
  });
  return [...theirs, ...ours];
}

/** Events that are new to the remote, though an earlier commit of it has had them. */
async function takenOutThere(
  { git, head, prefix }: Repository,
  tip: string | undefined,
  sent: readonly HireNews[],
): Promise<Reverted[]> {
  if (head === undefined || tip === undefined || head === tip || sent.length === 0) return [];
  const base = await git.maybe(['merge-base', head, tip]);
  if (base === undefined) return [];
  const found: Reverted[] = [];
  for (const { hire, name, events } of sent) {
    const before = (await contentAt(git, base, `${prefix}${placeOf(hire)}`))?.toString() ?? '';
    const known = events.filter(({ id }) => before.includes(`{"id":"${id}"`)).length;
    if (known > 0) found.push({ hire, name, events: known, isBack: true });
  }
  return found;
}
