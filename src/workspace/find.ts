/** Which folder is the workspace. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { configName } from './config.ts';

/**
 * `--workspace`, else PM_ONBOARD_WORKSPACE, else the nearest folder upwards with a pm-onboard.yaml, else the user's data
 * folder; the result need not be there yet.
 * @throws UserError where the folder that was named is a file
 */
export function findWorkspace(io: Io, flag: string | undefined): string {
  const named = flag || io.env['PM_ONBOARD_WORKSPACE'];
  if (!named) return nearestUpwards(io.cwd) ?? io.dirs.data;
  const path = resolve(io.cwd, named);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new UserError(`the workspace ${path} is not a folder`, 'name a folder', exits.failed);
  }
  return path;
}

function nearestUpwards(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
