/**
 * What this machine knows of a shared workspace: that its owner has switched sharing on here, with which remote, and how
 * much was shared when. It is kept outside the workspace, so that no repository can say it of itself; no git is run for it.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import type { Io } from '../io.ts';
import type { Sharing } from '../view/sharing.ts';
import { isFolder, makeFolders, readRegularFile, replaceFile } from '../workspace/files.ts';

export interface Remote {
  readonly name: string;
  /** As it is written in the settings, for others to use. */
  readonly url: string;
  /** As git uses it: the user's settings may rewrite a URL. */
  readonly fetch: string;
  readonly push: string;
}

export interface Facts {
  /** The name and the URLs, to fetch from and to push to; absent where there is no remote yet. */
  readonly remote?: Remote;
  /** The branch that is shared; no other is touched. */
  readonly branch: string;
  /** The instant of the last success. */
  readonly syncedAt?: string;
  /** Hire → how many events were shared then. */
  readonly events: Readonly<Record<string, number>>;
}

type Place = Pick<Io, 'dirs'>;

/** @returns undefined where sharing was not switched on here */
export function readFacts({ dirs }: Place, workspace: string): Facts | undefined {
  const path = pathOf(dirs.config, workspace);
  if (path === undefined) return undefined;
  const known = factsIn(path);
  if (!known) return undefined;
  const { workspace: _, ...facts } = known;
  return facts;
}

/** What a file in `shared/` of the user's settings says. */
export function factsIn(path: string): (Facts & { readonly workspace: string }) | undefined {
  const bytes = readRegularFile(path);
  if (!bytes) return undefined;
  try {
    const facts = JSON.parse(bytes.toString()) as Facts & { workspace: string };
    return typeof facts.branch === 'string' && typeof facts.events === 'object' ? facts : undefined;
  } catch {
    return undefined;
  }
}

export function writeFacts({ dirs }: Place, workspace: string, facts: Facts): void {
  const path = pathOf(dirs.config, workspace);
  if (path === undefined) throw new TypeError(`writeFacts: ${workspace} is not there`);
  makeFolders(join(dirs.config, 'shared'), 0o700);
  replaceFile(path, Buffer.from(`${JSON.stringify({ workspace, ...facts }, null, 2)}\n`));
}

/** How old the shared state of a hire is; undefined where the workspace is not shared from here. */
export function sharingOf(
  place: Place,
  workspace: string,
  { hire, events }: { readonly hire: string; readonly events: readonly unknown[] },
): Sharing | undefined {
  // Nothing is shared from here by most: the name of the file is a hash.
  if (!isFolder(join(place.dirs.config, 'shared'))) return undefined;
  const facts = readFacts(place, workspace);
  if (!facts) return undefined;
  return {
    at: facts.syncedAt ?? null,
    unshared: Math.max(0, events.length - (facts.events[hire] ?? 0)),
  };
}

/** One file a workspace, named by the hash of the folder's real path. */
function pathOf(config: string, workspace: string): string | undefined {
  try {
    return join(config, 'shared', `${sha256(realpathSync(workspace)).slice(0, 32)}.json`);
  } catch {
    return undefined;
  }
}
