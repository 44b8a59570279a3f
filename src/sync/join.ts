/** How sharing begins on every machine but the first: `sync --join`. */
import { chmodSync, existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { configName } from '../workspace/config.ts';
import { isFolder, makeFolders } from '../workspace/files.ts';
import { writeFacts } from './facts.ts';
import { Git } from './git.ts';
import { heldInFolder } from './holdings.ts';
import { installDriver } from './merge-files.ts';
import { branchesAt, gitOutside, remoteNamed } from './remote.ts';
import { openRepository, placeOf } from './repository.ts';
import { remoteUrl } from './url.ts';

export interface Joined {
  readonly workspace: string;
  readonly root: string;
  readonly url: string;
}

/**
 * Clones a shared workspace and switches sharing on for it; what fails leaves no folder behind.
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
    if (isFolder(join(workspace, 'hires'))) chmodSync(join(workspace, 'hires'), 0o700);
    await installDriver(git, io);
    const { records } = heldInFolder(workspace);
    writeFacts(io, workspace, {
      branch: repository.branch,
      ...(remote ? { remote } : {}),
      syncedAt: io.now().toISOString(),
      events: Object.fromEntries([...records].map(([hire, { events }]) => [hire, events.length])),
    });
    return { workspace, root: folder, url };
  } catch (error) {
    for (const name of wasThere ? contentsOf(folder) : [''])
      rmSync(join(folder, name), { recursive: true, force: true });
    throw error;
  }
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
