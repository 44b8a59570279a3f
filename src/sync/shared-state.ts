/**
 * What this machine knows about a shared workspace: that its user has switched sharing on here, with which remote, and how
 * much was shared when. This state is kept outside the workspace, so that a repository can't claim the user's agreement,
 * and is read without running git.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import type { HireRecord } from '../progress/record.ts';
import type { OtherBranch } from '../view/other-branches.ts';
import type { Sharing } from '../view/status.ts';
import {
  isFolder,
  makeFolders,
  namesIn,
  ownFolder,
  readRegularFile,
  replaceFile,
} from '../workspace/files.ts';

export interface Remote {
  readonly name: string;
  /** The URL in the repository's configuration, for others to use. */
  readonly url: string;
  /** The URLs that git uses to fetch from and to push to: the user's git configuration may rewrite `url`. */
  readonly fetch: string;
  readonly push: string;
}

export interface SharedState {
  /** Absent if the workspace has no remote yet. */
  readonly remote?: Remote;
  /** The shared branch, which is the only one that `sync` changes. */
  readonly branch: string;
  /** The instant of the last successful sync. */
  readonly syncedAt?: string;
  /** The commit that the remote had then. A later one that doesn't come after it means that history was rewritten. */
  readonly tip?: string;
  /** How many events of each hire were shared at that instant, by the hire's id. */
  readonly events: Readonly<Record<string, number>>;
  /** Other branches of the remote that hold records which the shared one lacks, as far as that sync could tell. */
  readonly elsewhere?: readonly OtherBranch[];
}

/** The state as its file holds it, together with the path of the workspace. */
type Kept = SharedState & { readonly workspace: string };

type Place = Pick<Io, 'dirs'>;

/** The state of a workspace; undefined if sharing is not switched on for it on this machine. */
export function readSharedState({ dirs }: Place, workspace: string): SharedState | undefined {
  const path = pathOf(dirs.config, workspace);
  const kept = path === undefined ? undefined : stateIn(path);
  if (!kept) return undefined;
  const { workspace: _, ...state } = kept;
  return state;
}

/** The states of all workspaces that are shared from this machine. */
export function allSharedStates({ dirs }: Place): Kept[] {
  const folder = join(dirs.config, 'shared');
  const names = namesIn(folder).filter((name) => name.endsWith('.json'));
  return names.flatMap((name) => stateIn(join(folder, name)) ?? []);
}

function stateIn(path: string): Kept | undefined {
  const text = readRegularFile(path)?.toString() ?? '';
  const state = attempt(() => JSON.parse(text) as Kept);
  return typeof state?.branch === 'string' && typeof state.events === 'object' ? state : undefined;
}

export function writeSharedState({ dirs }: Place, workspace: string, state: SharedState): void {
  const path = pathOf(dirs.config, workspace);
  if (path === undefined) throw new TypeError(`writeSharedState: ${workspace} is not there`);
  makeFolders(join(dirs.config, 'shared'), ownFolder);
  replaceFile(path, Buffer.from(`${JSON.stringify({ workspace, ...state }, null, 2)}\n`));
}

/**
 * What a sync writes into the state: the instant of the sync, and how many events each record has.
 * @param unread how many events are in those that it has not read
 */
export function syncedNow(
  now: Date,
  records: ReadonlyMap<string, HireRecord>,
  unread: ReadonlyMap<string, readonly [id: string, events: number]> = new Map(),
): Pick<SharedState, 'syncedAt' | 'events'> {
  const counts = [
    ...[...unread].map(([hire, [, events]]) => [hire, events] as const),
    ...[...records].map(([hire, { events }]) => [hire, events.length] as const),
  ];
  return { syncedAt: now.toISOString(), events: Object.fromEntries(counts) };
}

/** When a hire was last shared, and how many events are not yet; undefined if this machine doesn't share the workspace. */
export function sharingOf(
  place: Place,
  workspace: string,
  { hire, events }: { readonly hire: string; readonly events: readonly unknown[] },
): Sharing | undefined {
  // Most users share nothing. Looking for the folder first spares them computing the hash in the file's name.
  if (!isFolder(join(place.dirs.config, 'shared'))) return undefined;
  const state = readSharedState(place, workspace);
  if (!state) return undefined;
  return {
    at: state.syncedAt ?? null,
    unshared: Math.max(0, events.length - (state.events[hire] ?? 0)),
  };
}

/** The path of a workspace's state file, named by the hash of the folder's real path; undefined if the folder is missing. */
function pathOf(config: string, workspace: string): string | undefined {
  const real = attempt(() => realpathSync(workspace));
  return real === undefined ? undefined : join(config, 'shared', `${sha256(real).slice(0, 32)}.json`);
}
