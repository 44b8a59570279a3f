/** Which folder is the workspace. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { configName } from './config.ts';

/**
 * `--workspace`, else PM_ONBOARD_WORKSPACE, else the nearest folder upwards with a pm-onboard.yaml, else the user's data
 * folder; the result need not be there yet.
 * @throws UserError where what was named is empty or a file
 */
export function findWorkspace(io: Io, flag: string | undefined): string {
  return locateWorkspace(io, flag).path;
}

/** The workspace, and what says so. */
export function locateWorkspace(io: Io, flag: string | undefined): { path: string; from: string } {
  const [named, from] =
    flag === undefined
      ? [io.env['PM_ONBOARD_WORKSPACE'] || undefined, 'PM_ONBOARD_WORKSPACE']
      : [flag, '--workspace'];
  if (named === undefined) {
    const near = nearestSettings(io.cwd);
    return near === undefined
      ? { path: io.dirs.data, from: 'the usual folder' }
      : { path: near, from: `its ${configName}` };
  }
  const path = folderFrom(io.cwd, named, '--workspace');
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new UserError(`the workspace ${path} is not a folder`, 'name a folder', exits.failed);
  }
  return { path, from };
}

/**
 * @param place where the text was given
 * @throws UserError for an empty text: a variable that a script forgot to set would mean a folder that nobody meant
 */
export function folderFrom(cwd: string, text: string, place: string): string {
  if (text.trim() !== '') return resolve(cwd, text);
  throw new UserError(`${place}: the folder's name is empty`, 'name a folder, or leave it out');
}

/** The nearest folder upwards that holds a pm-onboard.yaml. */
export function nearestSettings(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
