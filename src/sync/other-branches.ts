/**
 * Which other branches of the shared remote hold records that the shared branch lacks, as far as this clone knows: it looks
 * at the remote's branches as they were fetched last, without asking the remote.
 */
import { basename, dirname } from 'node:path';
import { recordFolders } from '../progress/record-id.ts';
import type { OtherBranch } from '../view/other-branches.ts';
import { configName } from '../workspace/config.ts';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';
import { blobsOf, entriesIn } from './trees.ts';

/** A project may have thousands of branches: so many are looked at, the latest first. */
const most = 50;

/** The branches of a remote as they were fetched last, the one with the latest commit first. */
async function fetchedBranches(git: Git, remote: string): Promise<{ branch: string; ref: string }[]> {
  const prefix = `refs/remotes/${remote}/`;
  const args = ['--sort=-committerdate', `--count=${most}`, '--format=%(refname)', prefix];
  const refs = (await git.text(['for-each-ref', ...args])).split('\n');
  return refs
    .filter((ref) => ref.startsWith(prefix) && ref !== `${prefix}HEAD`)
    .map((ref) => ({ branch: ref.slice(prefix.length), ref }))
    .filter(({ branch }) => !branch.startsWith('-'));
}

/**
 * @param remote the remote's name
 * @param commit a commit of the shared branch
 */
export async function otherBranches(
  repository: Repository,
  remote: string,
  commit: string,
): Promise<OtherBranch[]> {
  const { git, prefix } = repository;
  const branches = (await fetchedBranches(git, remote)).filter(({ branch }) => branch !== repository.branch);
  if (branches.length === 0) return [];
  const [hires, runs] = await Promise.all(
    recordFolders.map((name) => moreIn(git, `${prefix}${name}`, commit, branches)),
  );
  return branches.flatMap(({ branch, ref }) => {
    const more = { hires: hires?.get(ref) ?? 0, runs: runs?.get(ref) ?? 0 };
    return more.hires + more.runs > 0 ? { branch, ...more } : [];
  });
}

/** Branch → how many records of a folder have events there that the commit lacks, for the branches where some have. */
async function moreIn(
  git: Git,
  folder: string,
  commit: string,
  branches: readonly { readonly ref: string }[],
): Promise<ReadonlyMap<string, number>> {
  // One call asks for the folder's tree in every branch; most branches have none, or the same one.
  const asked = [commit, ...branches.map(({ ref }) => ref)].map((each) => `${each}:${folder}\n`);
  const answers = (await git.text(['cat-file', '--batch-check'], { input: asked.join('') })).split('\n');
  const [own, ...trees] = answers.map((answer) => /^(\w+) tree \d+$/.exec(answer)?.[1]);
  const others = branches.filter((_, at) => trees[at] !== undefined && trees[at] !== own);
  const found = new Map<string, number>();
  const ours = others.length > 0 ? await recordsIn(git, commit, folder) : new Map<string, string>();
  for (const { ref } of others) {
    const theirs = await recordsIn(git, ref, folder);
    found.set(ref, [...theirs].filter(([path, text]) => hasMore(text, ours.get(path))).length);
  }
  return found;
}

/** The texts of the records in a commit, by path. */
async function recordsIn(git: Git, commit: string, folder: string): Promise<Map<string, string>> {
  const entries = [...(await entriesIn(git, commit, [folder]))].filter(([path]) => path.endsWith('.json'));
  const blobs = await blobsOf(git, [...new Set(entries.map(([, { id }]) => id))]);
  return new Map(entries.map(([path, { id }]) => [path, blobs.get(id)?.toString() ?? '']));
}

/** Whether a record has events that the other lacks, damaged or not; what was erased on the shared branch stays so. */
function hasMore(text: string, ours = ''): boolean {
  if (/"forgotten":/.test(ours)) return false;
  return [...text.matchAll(/^,?\{"id":"[\w-]+"/gm)].some(([id]) => !ours.includes(id.replace(/^,/, '')));
}

/** The branches of a clone's remote that hold a workspace, wherever in their tree it is. */
export async function branchesWithWorkspace(git: Git, remote: string): Promise<string[]> {
  const found: string[] = [];
  for (const { branch, ref } of await fetchedBranches(git, remote))
    if ((await workspacesIn(git, ref)).length > 0) found.push(branch);
  return found;
}

/** The folders in a commit that hold a pm-onboard.yaml; `.` is the root. Empty if there is no such commit. */
export async function workspacesIn(git: Git, commit: string): Promise<string[]> {
  const tree = await git.maybe(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]);
  const paths = tree?.split('\0') ?? [];
  return paths.filter((path) => basename(path) === configName).map((path) => dirname(path));
}
