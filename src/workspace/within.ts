/**
 * Keeps what a folder says and holds inside it: a repository may be a stranger's, and neither its settings nor its links are
 * to lead to other files of whoever looks at it.
 */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { attempt, cannot } from '../errors.ts';
import { configName } from './config.ts';
import { nearestWith } from './files.ts';

/** Whether a path is the folder or below it, links followed; a path that isn't there counts as it is written. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(realPath(folder), realPath(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function realPath(path: string): string {
  return attempt(() => realpathSync(path)) ?? path;
}

/** What settings and links in a folder may lead to: the git work tree that the folder is in, else the folder. */
export function boundsOf(folder: string): string {
  return nearestWith(folder, '.git') ?? folder;
}

/**
 * Looks at each part of a path that the user has named.
 * @throws UserError (exit 3) that names the first link in it that leads out of the repository, or the workspace, that holds
 *   the link; a link below the current folder may not lead out of that
 */
export function refuseLeadingOut(path: string, cwd: string): void {
  const parts = path.split(sep).map((_, at, all) => all.slice(0, at + 1).join(sep) || sep);
  for (const part of parts) {
    if (!attempt(() => lstatSync(part))?.isSymbolicLink()) continue;
    const holder = dirname(part);
    const around = nearestWith(holder, '.git') ?? nearestWith(holder, configName);
    const bounds = around ?? (isWithin(cwd, holder) ? cwd : undefined);
    if (bounds !== undefined && !isWithin(bounds, part))
      throw cannot(
        `${part} is a link that leads out of ${bounds}`,
        `it is not followed; name the place itself: ${realPath(part)}`,
      );
  }
}
