/** `sync --join` starts sharing on every machine except the first. */
import { chmodSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { cannot } from '../errors.ts';
import type { Io } from '../io.ts';
import { configName } from '../workspace/config.ts';
import { isFolder, ownFile, ownFolder } from '../workspace/files.ts';
import { cloneIn, isFree, settled } from './clone-in.ts';
import { contentsOfCommit } from './contents.ts';
import { Git } from './git.ts';
import { branchesAt, gitOutside, remoteNamed, remoteUrl } from './remote.ts';
import { openRepository, placeOf } from './repository.ts';
import { allSharedStates, syncedNow, writeSharedState } from './shared-state.ts';

/** Where the joined workspace is, and whether it was cloned now. */
export interface Joined {
  readonly workspace: string;
  /** The folder of the clone. */
  readonly root: string;
  readonly url: string;
  /** Whether the workspace was joined before, so that nothing was cloned. */
  readonly isAgain: boolean;
}

/**
 * Clones a shared workspace and switches sharing on for it. Does nothing if this machine has already joined it, and
 * completes what an interrupted run has begun.
 * @param text the URL, as the user gave it
 * @param dir the folder to clone into; if absent, the user's data folder, which every command finds
 * @throws UserError if joining fails; nothing is left behind then but what others have saved meanwhile
 */
export async function joinSharing(
  io: Io,
  text: string,
  dir: string | undefined,
  mayAsk: boolean,
): Promise<Joined> {
  const url = remoteUrl(text, io.cwd, '--join');
  const folder = dir === undefined ? io.dirs.data : resolve(io.cwd, dir);
  const known = sharedIn(io, folder, url);
  if (known !== undefined) return { workspace: known, root: folder, url, isAgain: true };
  await cloneIn(folder, {
    url,
    clone: (aside) => cloneChecked(io, url, aside, mayAsk),
    refuse: () => refuseFilled(folder, dir),
  });
  const repository = await openRepository(new Git(io, folder, { mayAsk }), placeOf(folder).folder);
  const within = await workspaceIn(repository.git, url);
  const workspace = join(folder, within);
  const remote = await remoteNamed(repository.git, 'origin');
  const prefix = within === '.' ? '' : `${within}/`;
  writeSharedState(io, workspace, {
    branch: repository.branch,
    ...(remote ? { remote } : {}),
    ...syncedNow(io.now(), (await contentsOfCommit({ ...repository, prefix }, repository.head)).records),
  });
  settled(folder);
  return { workspace, root: folder, url, isAgain: false };
}

/** Clones into a new folder. @throws UserError (exit 3) if there is no workspace in the clone */
async function cloneChecked(io: Io, url: string, folder: string, mayAsk: boolean): Promise<void> {
  const outside = gitOutside(io, { mayAsk });
  const { main } = await branchesAt(outside, url);
  const args = ['clone', '--quiet', '--no-local', '--no-recurse-submodules', '--origin', 'origin'];
  const branch = main === undefined ? [] : [`--branch=${main}`];
  await outside.bytes([...args, ...branch, '--', url, folder], { step: { doing: 'cloning', remote: url } });
  const { git } = await openRepository(new Git(io, folder, { mayAsk }), placeOf(folder).folder);
  keepPrivate(join(folder, await workspaceIn(git, url), 'hires'));
}

/** The workspace in the folder that this machine already shares through the URL; undefined if there isn't one. */
function sharedIn(io: Pick<Io, 'dirs'>, folder: string, url: string): string | undefined {
  const isSame = ({ remote, workspace }: { remote?: { url: string }; workspace: string }) =>
    remote?.url === url && isWithin(folder, workspace);
  return allSharedStates(io).find(isSame)?.workspace;
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
function refuseFilled(folder: string, dir: string | undefined): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat || (statSync(folder).isDirectory() && isFree(folder))) return;
  if (dir !== undefined) throw cannot(`${folder} is there already, and not empty`, 'name another folder');
  throw cannot(
    `there are records in ${folder} already`,
    'name a folder of its own: pm-onboard sync --join URL DIR',
  );
}

/** The workspace's folder within a clone: the one that holds pm-onboard.yaml. */
async function workspaceIn(git: Git, url: string): Promise<string> {
  const tree = await git.maybe(['ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD']);
  const paths = tree?.split('\0') ?? [];
  const found = paths.filter((path) => basename(path) === configName).map((path) => dirname(path));
  if (found.includes('.')) return '.';
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw cannot(
      `there are several workspaces in ${url}: ${found.join(', ')}`,
      'clone it with git, and in the folder of yours: pm-onboard sync --init',
    );
  throw cannot(
    `there is no workspace in ${url}`,
    'whoever has the records shares them first: pm-onboard sync --init --remote URL',
  );
}
