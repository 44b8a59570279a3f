/** `sync --init` starts sharing on the first machine. */

import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cannot, UserError } from '../errors.ts';
import { refuseToSave } from '../session/may-save.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { isDirectory, makeFolders, removeEmpty } from '../workspace/files.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { calendarFilesOf } from './calendar-files.ts';
import type { SyncResult } from './commit-message.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import {
  type Branches,
  branchesAt,
  gitOutside,
  refusesFormat,
  refuseTraps,
  remoteUrl,
  settleRemote,
} from './remote.ts';
import { openRepository, placeOf, type Repository } from './repository.ts';
import { refuseNameless } from './repository-checks.ts';
import { type Remote, readSharedState, type SharedState, writeSharedState } from './shared-state.ts';
import { type Patience, syncWorkspace } from './sync.ts';
import { workspaceFilesOf } from './workspace-files.ts';

/** Where to share, as far as the user says so. */
interface Wanted {
  /** The URL of the remote; if absent, the remote that the repository has. */
  readonly url?: string | undefined;
  /** The branch; if absent, the one that is checked out, or the remote's main one in a new repository. */
  readonly branch?: string | undefined;
  /** Whether to find out what would be shared, and leave everything as it is. */
  readonly dryRun?: boolean | undefined;
}

export interface Begun {
  /** Undefined if there is no remote yet. */
  readonly remote: Remote | undefined;
  /** Whether `sync --join` finds the branch without being told its name. */
  readonly isMain: boolean;
  readonly branch: string;
  readonly root: string;
  readonly result: SyncResult;
}

/** Functions that undo the steps taken so far, in the order of the steps. */
type Undo = (() => unknown)[];

/**
 * Switches sharing on for the workspace: makes the repository if needed, notes that the user has agreed to the remote, and
 * shares the records. In a dry run nothing is sent, and what it makes in the repository for that is taken back at the end.
 * @throws UserError if sharing can't begin; what this run has made is taken back then, unless the remote has the records
 *   already or somebody else has used it meanwhile
 */
export async function beginSharing(
  session: Session,
  { url: given, branch, dryRun = false }: Wanted,
  patience: Patience,
): Promise<Begun> {
  const url = given === undefined ? undefined : remoteUrl(given, session.io.cwd, '--remote');
  if (branch !== undefined) refuseNoBranch(branch);
  refuseToSave(session);
  const undo: Undo = [];
  try {
    const found = await repositoryFor(session, { url, branch }, undo);
    const repository = branch === undefined ? found : { ...found, branch };
    const { remote, takeBack } = await settleRemote(repository, url);
    if (takeBack) undo.push(takeBack);
    if (remote) await refuseTraps(repository, remote, url !== undefined || isAgreed(session, remote));
    const there = remote && (await branchesAt(repository.git, remote.fetch));
    if (found.branch !== repository.branch)
      await beginBranch(found, repository.branch, { remote, there }, undo);
    else if (branch === undefined && there) refuseOtherBranch(repository, remote, there);
    const isMain = !there || isMainAt(there, repository.branch);
    const onSent = () => undo.splice(0);
    const shared = await shareAll({ session, repository, remote, dryRun, onSent }, patience);
    if (!dryRun) undo.splice(0);
    return { ...shared, isMain };
  } finally {
    for (const takeBack of undo.reverse()) await takeBack();
  }
}

/** Whether the user has agreed to this remote before. */
function isAgreed({ io, workspace }: Session, { fetch, push }: Remote): boolean {
  const known = readSharedState(io, workspace)?.remote;
  return known?.fetch === fetch && known.push === push;
}

/** The repository around the workspace, or a new one, which is made only after all checks have passed. */
async function repositoryFor(session: Session, { url, branch }: Wanted, undo: Undo): Promise<Repository> {
  const { io, workspace, mayAsk } = session;
  const { folder, root } = placeOf(workspace);
  if (root !== undefined && !isHalfMade(root, folder)) {
    const repository = await openRepository(new Git(io, root, { mayAsk }), folder);
    await refuseNameless(repository.git);
    return repository;
  }
  const outside = gitOutside(io, { mayAsk });
  await refuseNameless(outside);
  const there = url === undefined ? undefined : await branchesAt(outside, url);
  const made = makeFolders(workspace);
  if (made !== undefined) undo.push(() => removeEmpty(workspace, made));
  const git = new Git(io, workspace, { mayAsk });
  if (root === undefined) {
    // This fails if somebody has made a repository here in the meantime, which is not to be taken back.
    mkdirSync(join(workspace, '.git'));
    undo.push(() => removeUnused(git));
  }
  const init = ['init', '--quiet', `--initial-branch=${branch ?? there?.main ?? 'main'}`];
  await git.bytes([...init, `--object-format=${there?.format ?? 'sha1'}`]);
  if (url !== undefined && there?.format === undefined && (await refusesFormat(git, url))) {
    rmSync(join(workspace, '.git'), { recursive: true, force: true });
    await git.bytes([...init, '--object-format=sha256']);
  }
  return openRepository(git, placeOf(workspace).folder);
}

/**
 * Whether an interrupted run has left a repository that git doesn't take for one yet.
 * @throws UserError (exit 3) if it holds objects: then somebody has used it, and it has lost its HEAD since
 */
function isHalfMade(root: string, folder: string): boolean {
  const git = join(root, '.git');
  const head = join(git, 'HEAD');
  if (root !== folder || !isDirectory(git) || lstatSync(head, { throwIfNoEntry: false })) return false;
  if (!holdsFile(join(git, 'objects'))) return true;
  throw cannot(
    `${head} is missing, which says what branch is checked out`,
    'nothing was changed; to put it back, with the name of your branch:',
    [`  echo 'ref: refs/heads/main' > ${quoted(head)}`],
  );
}

function holdsFile(folder: string): boolean {
  if (!isDirectory(folder)) return false;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => !entry.isDirectory());
}

/** Removes a repository as long as nobody has committed or staged anything in it, and no sync is at work there. */
async function removeUnused(git: Git): Promise<void> {
  const folder = join(git.folder, '.git');
  const isUsed = ['index', 'pm-onboard.lock'].some((name) => existsSync(join(folder, name)));
  if (isUsed || (await git.maybe(['for-each-ref', '--count=1', 'refs/heads']))) return;
  rmSync(folder, { recursive: true, force: true });
}

/** @throws UserError if git would not take the name for a branch */
function refuseNoBranch(name: string): void {
  // The rules of git-check-ref-format(1).
  const isNone =
    name === '' ||
    /^[-/]|\/$|\.$|\.\.|\/\/|@\{|[\p{Cc} ~^:?*[\\]/u.test(name) ||
    name.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'));
  if (isNone || name === '@' || name === 'HEAD')
    throw new UserError(`--branch: "${name}" is no name of a branch`, 'such as --branch records');
}

/** Whether a clone that names no branch gets this one, whatever others send later. */
function isMainAt({ head }: Branches, branch: string): boolean {
  return branch === (head ?? 'main');
}

/**
 * Begins a branch where the present one stands, and checks it out: the files are the same on both.
 * @throws UserError (exit 3) if there is a branch of this name already, here or at the remote
 */
async function beginBranch(
  { git, head, branch: before, zero }: Repository,
  name: string,
  { remote, there }: { readonly remote: Remote | undefined; readonly there: Branches | undefined },
  undo: Undo,
): Promise<void> {
  const ref = `refs/heads/${name}`;
  const isHere = (await git.maybe(['rev-parse', '--verify', '--quiet', ref])) !== undefined;
  if (isHere || there?.all.includes(name)) {
    const fetch = isHere || !remote ? [] : [`  git fetch ${quoted(remote.name)}`];
    const steps = [...fetch, `  git switch --merge ${quoted(name)}`, '  pm-onboard sync --init'];
    throw cannot(
      `the branch ${name} is there already, and ${before} is checked out; to share on ${name}:`,
      'nothing was changed',
      steps,
    );
  }
  undo.push(async () => {
    await git.run(['symbolic-ref', 'HEAD', `refs/heads/${before}`]);
    if (head !== undefined) await git.run(['update-ref', '-d', ref]);
  });
  if (head !== undefined) await git.bytes(['update-ref', ref, head, zero]);
  await git.bytes(['symbolic-ref', '-m', `pm-onboard: to ${name}`, 'HEAD', ref]);
}

/** @throws UserError if a repository without commits is on another branch than the team's, where nobody would look */
function refuseOtherBranch({ head, branch }: Repository, remote: Remote, { all, main }: Branches): void {
  if (head !== undefined || main === undefined || all.includes(branch)) return;
  throw cannot(
    `at ${shownUrl(remote.url)} the branch is ${main}, and here it is ${branch}`,
    `git branch -m ${quoted(main)}, then run it again; to share on ${branch}: pm-onboard sync --init --branch ${quoted(branch)}`,
  );
}

interface Sharing {
  readonly session: Session;
  readonly repository: Repository;
  readonly remote: Remote | undefined;
  readonly dryRun: boolean;
  /** Called as soon as the remote has the records, before anything else changes here. */
  readonly onSent: () => void;
}

async function shareAll(
  { session, repository, remote, dryRun, onSent }: Sharing,
  patience: Patience,
): Promise<Omit<Begun, 'isMain'>> {
  const { io, workspace } = session;
  const { branch, root } = repository;
  const named = remote ? { ...repository, remoteName: remote.name } : repository;
  const known = readSharedState(io, workspace);
  // What the remote had at the last sync is still known: where its history was rewritten since, nothing is sent again.
  const tip = known?.branch === branch && known.remote?.fetch === remote?.fetch ? known?.tip : undefined;
  const state: SharedState = {
    branch,
    events: {},
    ...(remote ? { remote } : {}),
    ...(tip === undefined ? {} : { tip }),
  };
  const ownFiles = [
    ...(await workspaceFilesOf(repository, workspace)),
    ...(await calendarFilesOf(named, workspace, session.config)),
  ];
  const target = { session, repository, remote, state, ownFiles, dryRun, onSent };
  const result = await syncWorkspace(target, patience);
  if (!remote && !dryRun) writeSharedState(io, workspace, state);
  if (!dryRun) createWorkspace(workspace);
  return { remote, branch, root, result };
}
