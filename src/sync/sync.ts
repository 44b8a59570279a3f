/**
 * Shares a workspace: fetches, unites and sends, and does so again if others have sent something in the meantime. The user's
 * folder changes only after the remote has accepted the result, so a failure before that leaves everything as it was.
 */

import { join } from 'node:path';
import { cannot, isUserError, reasonOf, type UserError } from '../errors.ts';
import { newEvents } from '../progress/record.ts';
import { refuseToSave } from '../session/may-save.ts';
import type { Session } from '../session/session.ts';
import { readRegularFile } from '../workspace/files.ts';
import { dropKept } from '../workspace/kept.ts';
import { listRuns } from '../workspace/records.ts';
import { isFormer } from '../workspace/workspace.ts';
import { apply, type Target } from './apply.ts';
import { calendarsOthersLack } from './calendar-files.ts';
import type { SyncResult } from './commit-message.ts';
import { type Contents, contentEntries, contentsOfCommit, contentsOfFolder } from './contents.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import { otherBranches } from './other-branches.ts';
import { isWithin, newsOf, type Prepared, prepare } from './prepare.ts';
import { agreedRemote, fetchTip, send, trackingRef } from './remote.ts';
import { agreedState, alone, headOf, openRepository, placeOf, type Repository } from './repository.ts';
import { refuseNameless } from './repository-checks.ts';
import { revertsIn } from './reverts.ts';
import { knownBytes, knownTo, nothingSettled, type Settled, settledAs, settledIn } from './settled.ts';
import { type Remote, writeSharedState } from './shared-state.ts';
import { type WorkspaceFile, workspaceFilesOf } from './workspace-files.ts';

/** After so many failed attempts to send, a sync gives up. */
const mostTries = 20;

/** How to pause between two attempts, and how to vary the length of the pause. Tests pass their own functions. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** @returns a number from 0 to 1 */
  readonly random: () => number;
}

export const realPatience: Patience = {
  pause: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
  random: Math.random,
};

interface SyncTarget extends Target {
  /** The files that `--init` shares in addition to records and programs. */
  readonly ownFiles?: readonly WorkspaceFile[];
  /** Whether to follow a remote whose history was rewritten, instead of stopping there. */
  readonly follow?: boolean;
  /** Whether to fetch, and neither send nor change anything. */
  readonly dryRun?: boolean;
  /** The records of the folder that are as they were at the last sync, where that is known. */
  readonly unchanged?: Settled | undefined;
  /** Called as soon as the remote has what was recorded, before anything is changed here. */
  readonly onSent?: () => void;
}

/** How a sync that was agreed to is to go about it. */
export interface SyncWay {
  /** How long git may take, in milliseconds, without the network and with it. */
  readonly wait?: { readonly local: number; readonly network: number };
  /** Whether the sync follows another command by itself. */
  readonly isAutomatic?: boolean;
  readonly follow?: boolean;
  readonly dryRun?: boolean;
  /** The records of the folder that are as they were at the last sync, where somebody has looked. */
  readonly unchanged?: Settled;
}

/**
 * Shares a workspace for which sharing is switched on, with the remote that the user has agreed to.
 * @throws UserError (exit 3) if sharing fails; everything is as before unless the remote already has the result
 */
export async function syncAgreed(
  session: Session,
  patience: Patience,
  { wait, isAutomatic = false, follow = false, dryRun = false, unchanged }: SyncWay = {},
): Promise<{ readonly result: SyncResult; readonly remote: Remote; readonly branch: string }> {
  const { io, workspace, mayAsk } = session;
  const agreed = agreedState(io, workspace);
  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, wait ? { wait } : { mayAsk }), folder);
  const remote = await agreedRemote(repository, agreed);
  const { state } = agreed;
  await refuseNameless(repository.git);
  const ownFiles = await formerFiles(repository, workspace);
  const target = { session, repository, remote, state, isAutomatic, ownFiles, follow, dryRun, unchanged };
  return { result: await syncWorkspace(target, patience), remote, branch: repository.branch };
}

/** The text for git, if it is that of an earlier version: it is completed for everybody. */
async function formerFiles(repository: Repository, workspace: string): Promise<WorkspaceFile[]> {
  const name = '.gitattributes';
  const isEarlier = (text: string | undefined) => isFormer(text, listRuns(workspace).length > 0);
  if (!isEarlier(readRegularFile(join(workspace, name))?.toString())) return [];
  const files = await workspaceFilesOf(repository, workspace);
  return files.filter(({ path, committed }) => path.endsWith(name) && isEarlier(committed));
}

/**
 * Shares a workspace whose repository and remote are already checked. If somebody commits to the branch while the sync is
 * sending, it goes on with that commit.
 * @returns what was sent and received
 * @throws UserError (exit 3) if sharing fails; everything is as before unless the remote already has the result, and then the
 *   message says so
 */
export function syncWorkspace(given: SyncTarget, patience: Patience): Promise<SyncResult> {
  const { remote, session } = given;
  refuseToSave(session);
  const shared = remote ? { ...given.repository, remoteName: remote.name } : given.repository;
  return alone(shared, async (repository) => {
    const rounds: SyncResult[] = [];
    for (let now = repository; rounds.length < mostTries; now = { ...now, head: await headOf(now.git) }) {
      const { isComplete, ...round } = await syncOnce({ ...given, repository: now }, patience);
      rounds.push(round);
      if (!isComplete) continue;
      const result = inAll(rounds);
      // What others have erased or taken out is kept nowhere.
      if (result.received.some(isErasing)) dropKept(session.io.dirs.cache);
      return result;
    }
    throw cannot(
      `${repository.branch} got a commit in each of ${mostTries} attempts to bring in what others have`,
      'everything is sent; run it again to bring it in',
    );
  });
}

function isErasing({ forgotten, events }: SyncResult['received'][number]): boolean {
  return forgotten !== false || events.some(({ kind }) => kind === 'redacted');
}

/**
 * Sends what is new, and puts the result in place.
 * @returns what was sent and received; `isComplete`: whether the branch has it, too; not if somebody has committed to it
 */
async function syncOnce(
  target: SyncTarget,
  { pause, random }: Patience,
): Promise<SyncResult & { readonly isComplete: boolean }> {
  const { session, repository, remote, ownFiles = [] } = target;
  for (let tries = 1; ; tries += 1) {
    const before = await tipBefore(target);
    const tip = await tipFor(target);
    const last = await lastIfRewritten(target, before, tip);
    const settled = last === undefined ? await settledFor(target, tip ?? repository.head) : nothingSettled;
    const all = await contentsOfFolder(session.workspace, settled);
    const here = last === undefined ? all : await unsharedOf(target, all, last);
    const prepared = await prepare(repository, ownFiles, here, { tip, last }, settled);
    if (target.dryRun) return { ...resultOf(all, prepared, tries), ...notApplied, isComplete: true };
    if (!remote || prepared.send === tip || (await send(repository, remote, prepared.send))) {
      target.onSent?.();
      const elsewhere = remote ? await otherBranches(repository, remote.name, prepared.head) : [];
      const state = { ...target.state, elsewhere };
      const applied = await apply({ ...target, state, lastTip: before, settled }, all, prepared).catch(
        (error: unknown) => {
          throw remote ? afterSending(error) : error;
        },
      );
      const news = resultOf(all, prepared, tries);
      const known = { ...news, here: all.records, counts: target.state.events };
      // What a rewritten history lacks was taken out on purpose.
      const reverted = last === undefined ? await revertsIn(repository, tip, known) : [];
      const lacking = await calendarsOthersLack(repository, session.config, prepared.send);
      const result = { ...news, elsewhere, reverted, lacking };
      if (!applied) return { ...result, ...nothingApplied };
      const left = new Set(applied.left.map(({ path }) => path));
      return { ...result, ...applied, files: result.files.filter((path) => !left.has(path)) };
    }
    if (tries === mostTries)
      throw cannot(
        `others were quicker ${mostTries} times in a row`,
        'nothing was sent, and everything is saved here; run it again',
      );
    await pause(Math.min(50 * 1.4 ** tries, 2_000) * (0.5 + random()));
  }
}

/** The records that have the same bytes in the folder, on the branch and in a commit, and were in order at the last sync. */
async function settledFor(
  { session: { io, workspace }, repository, state, unchanged }: SyncTarget,
  base: string | undefined,
): Promise<Settled> {
  let known = unchanged?.bytes ?? knownBytes(io, workspace);
  if (known.size === 0 || repository.unmerged.length > 0) return nothingSettled;
  for (const commit of new Set([base, repository.head]))
    known = knownTo(known, repository.prefix, await contentEntries(repository, commit));
  return unchanged ? settledAs(known) : settledIn(workspace, known, state.events);
}

/** What follows when a result is put in place, of a sync that has left the folder as it was. */
const notApplied = { setAside: [], copies: [], left: [], lacking: [], elsewhere: [], reverted: [] } as const;

/** What a sync has received that found the branch moved. */
const nothingApplied = {
  isComplete: false,
  received: [],
  files: [],
  setAside: [],
  copies: [],
  left: [],
} as const;

/** The error of a sync that can't put its result in place here, when the remote has it already. */
function afterSending(error: unknown): UserError {
  const lines = isUserError(error) ? error.lines : [];
  return cannot(
    reasonOf(error),
    'once that is settled, run the same command again: it completes the rest here',
    [...lines, '  What you have recorded is sent already.'],
  );
}

/** What several rounds of one sync have sent and received. */
function inAll(rounds: readonly SyncResult[]): SyncResult {
  return {
    sent: rounds.flatMap(({ sent }) => sent),
    received: rounds.flatMap(({ received }) => received),
    files: rounds.flatMap(({ files }) => files),
    setAside: rounds.flatMap(({ setAside }) => setAside),
    copies: rounds.flatMap(({ copies }) => copies),
    left: rounds.flatMap(({ left }) => left),
    lacking: rounds.at(-1)?.lacking ?? [],
    faults: rounds.flatMap(({ faults }) => faults),
    elsewhere: rounds.at(-1)?.elsewhere ?? [],
    reverted: rounds.flatMap(({ reverted }) => reverted),
    tries: Math.max(...rounds.map(({ tries }) => tries)),
  };
}

/**
 * The commit to build on; undefined if there isn't one yet.
 * @throws UserError (exit 3) if the branch has vanished from the remote after an earlier sync
 */
async function tipFor({ repository, remote, state }: SyncTarget): Promise<string | undefined> {
  if (!remote) return repository.head;
  const tip = await fetchTip(repository, remote);
  if (tip !== undefined || state.syncedAt === undefined) return tip;
  throw cannot(
    `the branch ${repository.branch} is gone at ${shownUrl(remote.fetch)}`,
    'ask whoever owns it; to send it there anew: pm-onboard sync --init',
  );
}

/** The commit that the remote had at the last sync, or when it was cloned or fetched; undefined if nobody knows. */
async function tipBefore({ repository, remote, state }: SyncTarget): Promise<string | undefined> {
  if (!remote || state.tip !== undefined) return state.tip;
  return repository.git.maybe(['rev-parse', '--verify', '--quiet', trackingRef(repository, remote)]);
}

/**
 * The commit that the remote had at the last sync, if the one that it has now doesn't come after it.
 * @throws UserError (exit 3) if the user hasn't said that the sync is to follow such a remote
 */
async function lastIfRewritten(
  { session: { io, workspace }, repository: { git }, remote, state, follow }: SyncTarget,
  last: string | undefined,
  tip: string | undefined,
): Promise<string | undefined> {
  if (!remote || last === undefined || tip === undefined || (await isWithin(git, last, tip)))
    return undefined;
  if (follow) return last;
  // Git has fetched the new history already, so only this says from where the next sync has to follow it.
  writeSharedState(io, workspace, { ...state, tip: last });
  throw cannot(
    `the history at ${shownUrl(remote.fetch)} was rewritten since your last sync: something in it is to be gone for good`,
    'nothing was changed, and nothing was sent. Ask who rewrote it; to follow it, with all that you have not shared yet:',
    ['  pm-onboard sync --follow'],
  );
}

/**
 * What the folder holds without what was shared before the history was rewritten: that is not to be sent again.
 * @param last the commit that the remote had then
 */
async function unsharedOf({ repository }: SyncTarget, all: Contents, last: string): Promise<Contents> {
  const shared = await contentsOfCommit(repository, last);
  const records = [...all.records].flatMap(([hire, record]) => {
    // What was erased or taken out stays so, even if the other history still has it.
    if (record.forgotten) return [[hire, record] as const];
    const isNew = new Set(newEvents(record, shared.records.get(hire)).map(({ id }) => id));
    const events = record.events.filter(({ id, kind }) => isNew.has(id) || kind === 'redacted');
    return events.length === 0 ? [] : [[hire, { ...record, events }] as const];
  });
  return { ...all, records: new Map(records) };
}

function resultOf(
  here: Contents,
  { shared, theirs, changes }: Prepared,
  tries: number,
): Omit<SyncResult, 'setAside' | 'copies' | 'left' | 'lacking' | 'elsewhere' | 'reverted'> {
  return {
    faults: [...here.faults, ...theirs.faults, ...shared.faults],
    sent: newsOf(shared, theirs),
    received: newsOf(shared, here),
    files: changes.map(({ path }) => path),
    tries,
  };
}
