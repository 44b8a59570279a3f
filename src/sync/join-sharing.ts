/** `sync --join` starts sharing on every machine except the first. */

import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { cannot, type UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { recordFolders } from '../progress/record-id.ts';
import { refuseToSave } from '../session/may-save.ts';
import type { OtherBranch } from '../view/other-branches.ts';
import { listText, quoted } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { isDirectory, isFolder, ownFile, ownFolder } from '../workspace/files.ts';
import { gitRootOf } from '../workspace/git-folder.ts';
import { cloneIn, isBegun, isFree, settled } from './clone-in.ts';
import { contentsOfCommit } from './contents.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import { branchesWithWorkspace, otherBranches, workspacesIn } from './other-branches.ts';
import { type Branches, branchesAt, gitOutside, remoteNamed, remoteUrl } from './remote.ts';
import { openRepository, placeOf, type Repository } from './repository.ts';
import { allSharedStates, type SharedState, syncedNow, writeSharedState } from './shared-state.ts';

/** Where the joined workspace is, and whether it was cloned now. */
export interface Joined {
  readonly workspace: string;
  /** The folder of the clone. */
  readonly root: string;
  readonly url: string;
  readonly branch: string;
  /** Whether a clone that names no branch gets another one. */
  readonly isOther: boolean;
  /** Other branches that hold records which this one lacks. */
  readonly elsewhere: readonly OtherBranch[];
  /** Whether the workspace was joined before, so that nothing was cloned. */
  readonly isAgain: boolean;
}

/** Where to join, as the user says it. */
export interface Place {
  readonly url: string;
  /** The folder to clone into; if absent, the user's data folder, which every command finds. */
  readonly dir: string | undefined;
  /** The branch with the records; if absent, the remote's main one. */
  readonly branch: string | undefined;
}

/**
 * Clones a shared workspace and switches sharing on for it. Does nothing if this machine has already joined it, and
 * completes what an interrupted run has begun.
 * @throws UserError if joining fails; nothing is left behind then but what others have saved meanwhile
 */
export async function joinSharing(io: Io, place: Place, mayAsk: boolean): Promise<Joined> {
  const { url, folder, again } = beginningOf(io, place);
  if (again) return again;
  refuseToSave({ io, workspace: folder });
  // Of a clone that an interrupted run has made nobody asks any more which branch is the main one.
  let isOther = place.branch !== undefined;
  await cloneIn(folder, {
    url,
    clone: async (aside) => {
      isOther = (await cloneOf(io, place, url, aside, mayAsk)).isOther;
    },
    refuse: () => refuseFilled(io, folder, url, place.dir),
  });
  const { repository, within, elsewhere } = await lookInto(io, folder, url, mayAsk);
  const workspace = join(folder, within);
  const remote = await remoteNamed(repository.git, 'origin');
  const { records } = await contentsOfCommit(repository, repository.head);
  writeSharedState(io, workspace, {
    branch: repository.branch,
    ...(remote ? { remote } : {}),
    ...(repository.head === undefined ? {} : { tip: repository.head }),
    ...syncedNow(io.now(), records),
    elsewhere,
  });
  settled(folder);
  return { workspace, root: folder, url, branch: repository.branch, isOther, elsewhere, isAgain: false };
}

/**
 * As {@link joinSharing}, with a clone in the system's folder for temporary files, which is gone when `look` has ended; nothing
 * else is written.
 * @param look gets what joining would give, and the workspace in that clone
 */
export async function foreseeJoining<T>(
  io: Io,
  place: Place,
  mayAsk: boolean,
  look: (joined: Joined, workspace: string) => Promise<T>,
): Promise<T> {
  const { url, folder, again } = beginningOf(io, place);
  if (again) return look(again, again.workspace);
  refuseToSave({ io, workspace: folder });
  if (!isBegun(folder, url)) await refuseFilled(io, folder, url, place.dir);
  const aside = mkdtempSync(join(tmpdir(), 'pm-onboard-join-'));
  try {
    const clone = join(aside, 'clone');
    const { isOther } = await cloneOf(io, place, url, clone, mayAsk);
    const { repository, within, elsewhere } = await lookInto(io, clone, url, mayAsk);
    const { branch } = repository;
    const workspace = join(folder, within);
    const joined = { workspace, root: folder, url, branch, isOther, elsewhere, isAgain: false };
    return await look(joined, join(clone, within));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What is known before anything is asked of the remote; `again` is set if this machine has joined there before. */
function beginningOf(
  io: Io,
  place: Place,
): { readonly url: string; readonly folder: string; readonly again?: Joined } {
  const url = remoteUrl(place.url, io.cwd, '--join');
  const folder = place.dir === undefined ? io.dirs.data : resolve(io.cwd, place.dir);
  const known = sharedIn(io, folder, url);
  if (!known) return { url, folder };
  const { branch, workspace } = known;
  if (place.branch !== undefined && place.branch !== branch) throw joinedElsewhere(known, place.branch);
  const isOther = place.branch !== undefined;
  return {
    url,
    folder,
    again: { workspace, root: folder, url, branch, isOther, elsewhere: [], isAgain: true },
  };
}

/** Clones the branch that is meant. @returns whether it is another one than the remote's main one */
async function cloneOf(
  io: Io,
  place: Place,
  url: string,
  folder: string,
  mayAsk: boolean,
): Promise<{ readonly isOther: boolean }> {
  const there = await branchesAt(gitOutside(io, { mayAsk }), url);
  const branch = branchFrom(there, place.branch, url);
  await cloneChecked(io, { url, branch }, folder, mayAsk);
  return { isOther: branch !== there.main };
}

/** The repository of a clone, the workspace's folder within it, and the other branches that hold records. */
async function lookInto(io: Io, folder: string, url: string, mayAsk: boolean) {
  const opened = await openRepository(new Git(io, folder, { mayAsk }), placeOf(folder).folder);
  const within = await workspaceIn(opened, url);
  const repository = { ...opened, prefix: within === '.' ? '' : `${within}/` };
  return { repository, within, elsewhere: await otherBranches(repository, 'origin', 'HEAD') };
}

/** Clones into a new folder. @throws UserError (exit 3) if there is no workspace in the clone */
async function cloneChecked(
  io: Io,
  { url, branch }: { readonly url: string; readonly branch: string | undefined },
  folder: string,
  mayAsk: boolean,
): Promise<void> {
  const outside = gitOutside(io, { mayAsk });
  const args = ['clone', '--quiet', '--no-local', '--no-recurse-submodules', '--origin', 'origin'];
  const wanted = branch === undefined ? [] : [`--branch=${branch}`];
  await outside.bytes([...args, ...wanted, '--', url, folder], { step: { doing: 'cloning', remote: url } });
  const repository = await openRepository(new Git(io, folder, { mayAsk }), placeOf(folder).folder);
  const within = join(folder, await workspaceIn(repository, url));
  for (const name of recordFolders) keepPrivate(join(within, name));
}

/** @throws UserError (exit 3) if the remote doesn't have the branch that the user names */
function branchFrom({ all, main }: Branches, wanted: string | undefined, url: string): string | undefined {
  if (wanted === undefined || all.includes(wanted)) return wanted ?? main;
  throw cannot(
    `there is no branch ${wanted} at ${shownUrl(url)}`,
    all.length === 0 ? 'nothing has been sent there yet' : `there are: ${listText(all.slice(0, 10))}`,
  );
}

function joinedElsewhere(
  { branch, workspace, remote }: SharedState & { workspace: string },
  wanted: string,
): UserError {
  return cannot(
    `${workspace} has joined the branch ${branch}; to share there on ${wanted} from now on:`,
    'nothing was changed; to have both, name another folder behind the URL',
    [
      `  cd ${quoted(workspace)}`,
      `  git fetch ${quoted(remote?.name ?? 'origin')}`,
      `  git switch --merge ${quoted(wanted)}`,
      '  pm-onboard sync --init',
    ],
  );
}

/** What this machine shares in the folder through the URL already; undefined if nothing. */
function sharedIn(
  io: Pick<Io, 'dirs'>,
  folder: string,
  url: string,
): (SharedState & { readonly workspace: string }) | undefined {
  const isSame = ({ remote, workspace }: { remote?: { url: string }; workspace: string }) =>
    remote?.url === url && isWithin(folder, workspace);
  return allSharedStates(io).find(isSame);
}

function isWithin(folder: string, workspace: string): boolean {
  return existsSync(join(workspace, configName)) && !/^\.\.(?:$|[\\/])/.test(relative(folder, workspace));
}

/** Closes a folder and its files to other users: git lets them read what it clones, but records are private. */
function keepPrivate(folder: string): void {
  if (!isFolder(folder)) return;
  chmodSync(folder, ownFolder);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) chmodSync(join(folder, entry.name), ownFile);
}

/** Accepts only an empty or missing folder, so that nothing in it can be mixed up with the clone. */
async function refuseFilled(
  io: Pick<Io, 'env' | 'root' | 'cwd'>,
  folder: string,
  url: string,
  dir: string | undefined,
): Promise<void> {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return;
  if (!isDirectory(folder))
    throw cannot(
      `${folder} is ${existsSync(folder) ? 'not a folder' : 'a link that leads nowhere'}`,
      'move it away, or name another folder behind the address',
    );
  if (isFree(folder)) return;
  const root = gitRootOf(realpathSync(folder));
  if (root !== undefined && (await isCloneOf(new Git(io, root), url, io.cwd)))
    throw cannot(
      `${folder} is in a clone of ${shownUrl(url)} already; to switch sharing on in it:`,
      undefined,
      [`  cd ${quoted(folder)}`, '  pm-onboard sync --init'],
    );
  if (dir !== undefined) throw cannot(`${folder} is there already, and not empty`, 'name another folder');
  throw cannot(`there are records in ${folder} already`, 'name a folder of its own, behind the address');
}

/** Whether one of a repository's remotes is the URL, written with or without `.git` or `/` at its end. */
async function isCloneOf(git: Git, url: string, cwd: string): Promise<boolean> {
  const known = (await git.maybe(['config', '--get-regexp', String.raw`^remote\..*\.url$`])) ?? '';
  const plain = (text: string) => text.replace(/\/+$/, '').replace(/(\/|\.git)$/, '');
  const urls = known.split('\n').map((line) => line.replace(/^\S+ /, ''));
  return urls.some((each) =>
    [each, resolve(git.folder, each), resolve(cwd, each)].map(plain).includes(plain(url)),
  );
}

/** The workspace's folder within a clone: the one that holds pm-onboard.yaml. */
async function workspaceIn({ git, branch }: Repository, url: string): Promise<string> {
  const found = await workspacesIn(git, 'HEAD');
  if (found.includes('.')) return '.';
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined)
    throw cannot(
      `there are several workspaces in ${url}: ${found.join(', ')}`,
      'clone it with git, and in the folder of yours: pm-onboard sync --init',
    );
  const others = await branchesWithWorkspace(git, 'origin');
  if (others.length > 0)
    throw cannot(
      `there is no workspace in ${url} on the branch ${branch}, but on ${listText(others.slice(0, 5))}:`,
      undefined,
      others.slice(0, 5).map((each) => `  pm-onboard sync --join ${quoted(url)} --branch ${quoted(each)}`),
    );
  throw cannot(
    `there is no workspace in ${url}`,
    'whoever has the records shares them first, with --init and --remote',
  );
}
