/**
 * Sharing a workspace: fetch, union, send; again while others are quicker. Nothing of the user's is touched before the
 * remote has taken it, so that whatever fails until then leaves everything as it was.
 */
import { exits, UserError } from '../errors.ts';
import type { SyncResult } from '../view/sync.ts';
import { apply, type Target } from './apply.ts';
import { type Holdings, heldInFolder } from './holdings.ts';
import type { OwnFile } from './own-files.ts';
import { newsOf, type Prepared, prepare } from './prepare.ts';
import { fetchTip, send } from './remote.ts';
import { alone } from './repository.ts';
import { shownUrl } from './url.ts';

/** How often it is sent before it is given up. */
const mostTries = 20;

/** What the outside does for the pauses between two tries. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

interface Task extends Target {
  /** What `--init` shares besides. */
  readonly ownFiles?: readonly OwnFile[];
}

/**
 * @returns what went out and came in
 * @throws UserError (exit 3) where it could not be done; then everything is as before
 */
export function syncWorkspace(given: Task, { pause, random }: Patience): Promise<SyncResult> {
  const { session, remote, ownFiles = [] } = given;
  return alone(given.repository, async (repository) => {
    const task = { ...given, repository };
    for (let tries = 1; ; tries += 1) {
      const here = heldInFolder(session.workspace);
      const tip = await tipFor(task);
      const prepared = await prepare(repository, ownFiles, here, tip);
      if (!remote || prepared.send === tip || (await send(repository, remote, prepared.send))) {
        await apply(task, here, prepared);
        return resultOf(here, prepared, tries);
      }
      if (tries === mostTries)
        throw new UserError(
          `others were quicker ${mostTries} times in a row`,
          'nothing was sent, and everything is saved here; run it again',
          exits.failed,
        );
      await pause(Math.min(50 * 1.4 ** tries, 2_000) * (0.5 + random()));
    }
  });
}

/** The commit to build on; undefined where there is none yet. */
async function tipFor({ repository, remote, facts }: Task): Promise<string | undefined> {
  if (!remote) return repository.head;
  const tip = await fetchTip(repository, remote);
  if (tip !== undefined || facts.syncedAt === undefined) return tip;
  throw new UserError(
    `the branch ${repository.branch} is gone at ${shownUrl(remote.fetch)}`,
    'ask whoever owns it; to send it there anew: pm-onboard sync --init',
    exits.failed,
  );
}

function resultOf(here: Holdings, { shared, theirs, changes }: Prepared, tries: number): SyncResult {
  return {
    sent: newsOf(shared, theirs),
    received: newsOf(shared, here),
    files: changes.map(({ path }) => path),
    tries,
  };
}
