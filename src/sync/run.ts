/** `sync` where sharing is switched on: the workspace's repository, opened as it was agreed to. */
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { type SyncResult, syncedOutcome } from '../view/sync.ts';
import { type Remote, readFacts } from './facts.ts';
import { Git } from './git.ts';
import { heldInFolder } from './holdings.ts';
import { agreedRemote } from './remote.ts';
import { agreedFacts, openRepository, placeOf, refuseNameless } from './repository.ts';
import { type Patience, syncWorkspace } from './sync.ts';
import { shownUrl } from './url.ts';

export const realPatience: Patience = {
  pause: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
  random: Math.random,
};

/** Shorter than anybody is willing to wait behind a command. */
const brief = { local: 20_000, network: 20_000 };

/** Shares what others haven't got; undefined where there is nothing, or sharing is not switched on here. */
export async function syncIfNew(session: Session): Promise<Outcome | undefined> {
  const facts = readFacts(session.io, session.workspace);
  if (!facts) return undefined;
  const known = (hire: string) => facts.events[hire];
  const { records } = heldInFolder(session.workspace);
  const isNew = [...records.values()].some(({ hire, events }) => events.length !== known(hire));
  if (!isNew) return undefined;
  const { result, remote } = await syncAgreed(session, realPatience, brief);
  return { ...syncedOutcome(result, shownUrl(remote.url)), hint: '' };
}

/** @throws UserError (exit 3) where it can't be done; then everything is as before */
export async function syncAgreed(
  session: Session,
  patience: Patience,
  wait?: { readonly local: number; readonly network: number },
): Promise<{ readonly result: SyncResult; readonly remote: Remote }> {
  const { io, workspace, mayAsk } = session;
  const facts = agreedFacts(io, workspace);
  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, wait ? { wait } : { mayAsk }), folder);
  const remote = await agreedRemote(repository, facts);
  await refuseNameless(repository.git);
  return { result: await syncWorkspace({ session, repository, remote, facts }, patience), remote };
}
