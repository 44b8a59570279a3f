/** How sharing begins: `sync --init` on the first machine, `sync --join` on every other. */
import { chmodSync, existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../shell.ts';
import type { SyncResult } from '../view/sync.ts';
import { configName } from '../workspace/config.ts';
import { createWorkspace, withOwnLines } from '../workspace/create.ts';
import { isFolder, makeFolders, readRegularFile, replaceFile } from '../workspace/files.ts';
import type { Remote } from './facts.ts';
import { type Facts, readFacts, writeFacts } from './facts.ts';
import { shownUrl } from './failure.ts';
import { Git } from './git.ts';
import { heldInFolder } from './holdings.ts';
import { openRepository, placeOf, type Repository, refuseNameless, remoteNamed } from './repository.ts';
import { type Addition, type Patience, syncWorkspace } from './sync.ts';

export interface Begun {
  /** Undefined where there is no remote yet. */
  readonly remote: Remote | undefined;
  readonly branch: string;
  readonly root: string;
  readonly result: SyncResult;
}

/**
 * Switches sharing on for the workspace: makes what is missing, agrees to the remote, shares what there is.
 * @param url where others find it; absent: the remote that the repository has
 */
export async function beginSharing(
  session: Session,
  url: string | undefined,
  patience: Patience,
): Promise<Begun> {
  const { io, workspace, mayAsk } = session;
  const wanted = url === undefined ? undefined : remoteUrl(url, io.cwd, '--remote');
  const place = placeOf(workspace);
  if (place.root !== undefined) await openRepository(new Git(io, place.root, { mayAsk }), place.folder);
  makeFolders(workspace);
  await refuseNameless(new Git(io, placeOf(workspace).root ?? workspace));
  createWorkspace(workspace);
  if (place.root === undefined)
    await new Git(io, workspace).bytes(['init', '--quiet', '--initial-branch=main']);

  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, { mayAsk }), folder);
  const { remote, added } = await settleRemote(repository, wanted);
  for (const name of ['.gitattributes', '.gitignore'] as const) completeFile(join(workspace, name), name);
  await installDriver(repository.git, io);
  const before = readFacts(io, workspace);
  const facts: Facts = { branch: repository.branch, events: {}, ...(remote ? { remote } : {}) };
  writeFacts(io, workspace, facts);
  try {
    const task = { session, repository, remote, facts, additions: additionsOf(repository, workspace) };
    const result = await syncWorkspace(task, patience);
    return { remote, branch: repository.branch, root, result };
  } catch (error) {
    if (added && remote) await repository.git.run(['remote', 'remove', remote.name]);
    if (before) writeFacts(io, workspace, before);
    throw error;
  }
}

/** @throws UserError where the text can't be a remote's */
function remoteUrl(text: string, cwd: string, flag: string): string {
  const url = text.trim();
  if (url === '' || url.startsWith('-') || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(url))
    throw new UserError(`${flag}: "${text}" is no URL`, 'give the one that git clone takes');
  if (/^\w+::/.test(url))
    throw new UserError(
      `${flag}: ${url} is no kind of URL that is used here`,
      'give one of https, ssh, git or file',
    );
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(url))
    throw new UserError(
      `${flag}: there is a password in the URL`,
      'leave it out: git asks for it, or keeps it for you',
    );
  // A path means the same from wherever it is used.
  return existsSync(resolve(cwd, url)) ? resolve(cwd, url) : url;
}

/** The remote that the branch has, or the one that is given. */
async function settleRemote(
  { git, branch }: Repository,
  url: string | undefined,
): Promise<{ readonly remote: Remote | undefined; readonly added: boolean }> {
  const configured = await git.run(['config', '--get', `branch.${branch}.remote`]);
  const name = configured.stdout.toString().trim() || 'origin';
  const present = await remoteNamed(git, name);
  if (url === undefined) return { remote: present, added: false };
  if (present && present.url !== url)
    throw new UserError(
      `--remote: ${name} is ${shownUrl(present.url)} already`,
      `leave --remote out, or change it first: git remote set-url ${name} URL`,
    );
  if (!present) {
    await git.bytes(['remote', 'add', '--', name, url]);
    // So that a plain `git pull` knows where from.
    await git.bytes(['config', '--local', `branch.${branch}.remote`, name]);
    await git.bytes(['config', '--local', `branch.${branch}.merge`, `refs/heads/${branch}`]);
  }
  return { remote: await remoteNamed(git, name), added: !present };
}

function completeFile(path: string, name: '.gitattributes' | '.gitignore'): void {
  const text = readRegularFile(path)?.toString();
  const whole = withOwnLines(name, text);
  if (whole !== text) replaceFile(path, Buffer.from(whole), undefined, 0o644);
}

/** The workspace's own files, as far as those whom it is shared with haven't got them. */
function additionsOf({ prefix }: Repository, workspace: string): Addition[] {
  const lines = (name: '.gitattributes' | '.gitignore'): Addition => ({
    path: `${prefix}${name}`,
    content: (theirs) => Buffer.from(withOwnLines(name, theirs?.toString())),
  });
  const settings = readRegularFile(join(workspace, configName));
  return [
    lines('.gitattributes'),
    lines('.gitignore'),
    { path: `${prefix}${configName}`, content: (theirs) => (theirs ? undefined : settings) },
  ];
}

/** So that a plain `git pull` merges records as well as `sync` does. */
async function installDriver(git: Git, { root }: Pick<Io, 'root'>): Promise<void> {
  const program = [process.execPath, join(root, 'bin/pm-onboard.cjs')].map(quoted).join(' ');
  await git.bytes([
    'config',
    '--local',
    'merge.pm-onboard.name',
    'union of the events of a pm-onboard record',
  ]);
  await git.bytes(['config', '--local', 'merge.pm-onboard.driver', `${program} sync --merge-files %O %A %B`]);
}

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
    const args = ['clone', '--quiet', '--no-local', '--no-recurse-submodules', '--origin', 'origin'];
    const step = { doing: 'cloning', remote: url };
    const outside = new Git(io, dirname(folder), { mayAsk });
    const branch = branchAt((await outside.text(['ls-remote', '--', url], { step })).split('\n'));
    await outside.bytes([...args, ...branch, '--', url, folder], { step });
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

/** Which branch to ask for where the remote's own is not there yet: a bare repository may have been made for another. */
function branchAt(refs: readonly string[]): string[] {
  if (refs.some((line) => line.endsWith('\tHEAD'))) return [];
  const heads = refs.flatMap((line) => line.split('\trefs/heads/')[1] ?? []);
  const [branch] = heads.includes('main') ? ['main'] : heads;
  return branch === undefined ? [] : [`--branch=${branch}`];
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
