/**
 * What this machine knows of a shared workspace: that its user has switched sharing on here, with which remote, and how
 * much was shared when. It is kept outside the workspace, so that a repository cannot claim it for itself, and read
 * without running git.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import type { HireRecord } from '../progress/record.ts';
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
  /** Absent where there is no remote yet. */
  readonly remote?: Remote;
  /** The branch that is shared; `sync` touches no other. */
  readonly branch: string;
  /** The instant of the last successful sync. */
  readonly syncedAt?: string;
  /** Hire → how many events were shared at that instant. */
  readonly events: Readonly<Record<string, number>>;
}

/** As a file holds it: with the workspace that it is about. */
type Kept = SharedState & { readonly workspace: string };

type Place = Pick<Io, 'dirs'>;

/** @returns undefined where sharing was not switched on for the workspace on this machine */
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

/** What to write after a sync: the instant, and each record's number of events. */
export function syncedNow(
  now: Date,
  records: ReadonlyMap<string, HireRecord>,
): Pick<SharedState, 'syncedAt' | 'events'> {
  return {
    syncedAt: now.toISOString(),
    events: Object.fromEntries([...records].map(([hire, { events }]) => [hire, events.length])),
  };
}

/** How old the shared state of a hire is; undefined where the workspace is not shared from this machine. */
export function sharingOf(
  place: Place,
  workspace: string,
  { hire, events }: { readonly hire: string; readonly events: readonly unknown[] },
): Sharing | undefined {
  // Most users share nothing; for them this look saves the hash in the name of the file.
  if (!isFolder(join(place.dirs.config, 'shared'))) return undefined;
  const state = readSharedState(place, workspace);
  if (!state) return undefined;
  return {
    at: state.syncedAt ?? null,
    unshared: Math.max(0, events.length - (state.events[hire] ?? 0)),
  };
}

/** The file for a workspace, named by the hash of the folder's real path; undefined where there is no such folder. */
function pathOf(config: string, workspace: string): string | undefined {
  const real = attempt(() => realpathSync(workspace));
  return real === undefined ? undefined : join(config, 'shared', `${sha256(real).slice(0, 32)}.json`);
}
