/** How sharing begins on every machine but the first: `sync --join`. */
import { chmodSync, existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Joined } from '../view/sync.ts';
import { configName } from '../workspace/config.ts';
import { isFolder, makeFolders, ownFile, ownFolder } from '../workspace/files.ts';
import { factsIn, writeFacts } from './facts.ts';
import { Git } from './git.ts';
import { heldInFolder } from './holdings.ts';
import { installDriver } from './merge-files.ts';
import { branchesAt, gitOutside, remoteNamed } from './remote.ts';
import { openRepository, placeOf } from './repository.ts';
import { remoteUrl } from './url.ts';

/**
 * Clones a shared workspace and switches sharing on for it; what fails leaves no folder behind. Where the same was done
 * before, all is there already.
 * @param dir where to; absent: the user's data folder, which every command finds
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
  refuseFilled(folder, dir);
  const wasThere = existsSync(folder);
  makeFolders(folder, 0o700);
  try {
    const outside = gitOutside(io, { mayAsk });
    const { main } = await branchesAt(outside, url);
    const args = ['clone', '--quiet', '--no-local', '--no-recurse-submodules', '--origin', 'origin'];
    const branch = main === undefined ? [] : [`--branch=${main}`];
    await outside.bytes([...args, ...branch, '--', url, folder], { step: { doing: 'cloning', remote: url } });
    const repository = await openRepository(new Git(io, folder, { mayAsk }), placeOf(folder).folder);
    const { git } = repository;
    const workspace = join(folder, await workspaceIn(git, url));
    const remote = await remoteNamed(git, 'origin');
    keepPrivate(join(workspace, 'hires'));
    await installDriver(git, io);
    const { records } = heldInFolder(workspace);
    writeFacts(io, workspace, {
      branch: repository.branch,
      ...(remote ? { remote } : {}),
      syncedAt: io.now().toISOString(),
      events: Object.fromEntries([...records].map(([hire, { events }]) => [hire, events.length])),
    });
    return { workspace, root: folder, url, isAgain: false };
  } catch (error) {
    for (const name of wasThere ? contentsOf(folder) : [''])
      rmSync(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/** The workspace in the folder that is shared at the URL from here; undefined where there is none. */
function sharedIn({ dirs }: Pick<Io, 'dirs'>, folder: string, url: string): string | undefined {
  const places = join(dirs.config, 'shared');
  const names = existsSync(places) ? readdirSync(places) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => factsIn(join(places, name)))
    .find((facts) => facts?.remote?.url === url && isWithin(folder, facts.workspace))?.workspace;
}

function isWithin(folder: string, workspace: string): boolean {
  return existsSync(join(workspace, configName)) && !/^\.\.(?:$|[\\/])/.test(relative(folder, workspace));
}

/** Git makes files that others can read; how people do is the user's alone. */
function keepPrivate(folder: string): void {
  if (!isFolder(folder)) return;
  chmodSync(folder, ownFolder);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) chmodSync(join(folder, entry.name), ownFile);
}

/** Only an empty folder is filled, and only what was put there is taken away again. */
function refuseFilled(folder: string, dir: string | undefined): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat || (statSync(folder).isDirectory() && contentsOf(folder).length === 0)) return;
  if (dir !== undefined)
    throw new UserError(`${folder} is there already, and not empty`, 'name another folder', exits.failed);
  throw new UserError(
    `there are records in ${folder} already`,
    'name a folder of its own: pm-onboard sync --join URL DIR',
    exits.failed,
  );
}

function contentsOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The workspace's folder within a clone, seen by its settings. */
async function workspaceIn(git: Git, url: string): Promise<string> {
  const { code, stdout } = await git.run(['ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD']);
  const paths = code === 0 ? stdout.toString().split('\0') : [];
  const found = paths.filter((path) => basename(path) === configName).map((path) => dirname(path));
  if (found.includes('.')) return '.';
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new UserError(
      `there are several workspaces in ${url}: ${found.join(', ')}`,
      'clone it with git, and in the one that is meant: pm-onboard sync --init',
      exits.failed,
    );
  throw new UserError(
    `there is no workspace in ${url}`,
    'whoever has the records shares them first: pm-onboard sync --init --remote URL',
    exits.failed,
  );
}
