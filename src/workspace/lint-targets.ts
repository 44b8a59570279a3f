/** Finds what `lint` looks at: paths, globs and folders → the files of each program, and lone files. */

import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { cannot, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { programName, type SourceFile } from '../program/draft.ts';
import { maxBytes } from '../program/yaml.ts';
import { configName, emptyConfig, readConfig } from './config.ts';
import { isDirectory, readRegularFile, readStart, shownPath } from './files.ts';
import { programFolderOf } from './program-files.ts';
import { isBegun, readSettings } from './settings.ts';
import { refuseLeadingOut } from './within.ts';
import { nearestWorkspace } from './workspace.ts';

/** One program's files, or a lone checklist. */
export interface LintTarget {
  readonly files: readonly SourceFile[];
  /** The folder that holds the files; for standard input, the current folder. */
  readonly folder: string;
  /** The nearest folder with a pm-onboard.yaml, from the files' folder upwards. */
  readonly configFolder: string | undefined;
}

/** Folders whose checklists are not the user's own. */
const foreign = ['node_modules', '.git'];

const globbing = {
  absolute: true,
  dot: true,
  followSymbolicLinks: false,
  expandDirectories: false,
  ignore: foreign.map((name) => `**/${name}/**`),
};

/** The name of standard input in messages. */
export const stdinName = '<stdin>';

/**
 * What lint looks at without a path: the workspace's own program, else `checklists/` in the workspace or the current folder.
 * @throws UserError (exit 3) if neither exists
 */
export async function usualPaths(
  workspace: string | undefined,
  { cwd, dirs, env }: Pick<Io, 'cwd' | 'dirs' | 'env'>,
): Promise<string[]> {
  const named = workspace ?? (env['PM_ONBOARD_WORKSPACE'] || undefined);
  const folder = named === undefined ? nearestWorkspace(cwd) : resolve(cwd, named);
  if (named !== undefined && !isDirectory(folder ?? ''))
    throw cannot(`there is no workspace ${named}`, 'name a folder');
  const config = folder === undefined ? emptyConfig : await readConfig(folder, dirs.cache);
  if (folder !== undefined && config.program !== undefined) {
    const isOwn = isBegun(folder, readSettings(dirs.config), dirs.data);
    return [programFolderOf(folder, isOwn ? { ...config, isOwn } : config, '')];
  }
  const own = [folder ?? cwd, cwd].map((each) => join(each, 'checklists')).find(isDirectory);
  if (own !== undefined) return [own];
  throw cannot(
    'there is nothing to check: no program of a workspace, and no folder `checklists`',
    'name its folder behind `lint`',
  );
}

/**
 * @param paths program folders, files, globs, or `-`; a file stands for the program around it
 * @param cwd the folder that relative paths begin at, both those given and those in messages
 * @returns the paths of what to lint, each once, sorted; read one by one by {@link readTarget}
 * @throws UserError (exit 3) where a path can't be opened, or a link in it leads out of the repository
 */
export function findTargets(paths: readonly string[], cwd: string): string[] {
  const found = paths.flatMap((path) => (path === '-' ? [path] : targetsIn(path, cwd)));
  for (const path of found) if (path !== '-') refuseLeadingOut(path, cwd);
  return [...new Set(found)].sort();
}

/**
 * @param target a program's folder, a lone file, or `-`
 * @param agreed the folder that the user has named as the workspace, if any
 */
export function readTarget(target: string, cwd: string, agreed?: string): LintTarget {
  if (target === '-')
    return {
      files: [{ name: '', path: stdinName, bytes: readStart(0, maxBytes + 1) }],
      folder: cwd,
      configFolder: nearestWorkspace(cwd, agreed),
    };
  const names = isDirectory(target)
    ? [...namesIn(target, yaml), ...namesIn(target, /\.ics$/)]
    : [basename(target)];
  const folder = isDirectory(target) ? target : dirname(target);
  const files = names.map((name) => ({
    name,
    path: shownPath(join(folder, name), cwd),
    bytes: bytesOf(join(folder, name), cwd),
  }));
  return { files, folder, configFolder: nearestWorkspace(folder, agreed) };
}

function targetsIn(path: string, cwd: string): string[] {
  if (path === '')
    throw new UserError('an empty path names nothing', 'name a program folder, a checklist or `-`');
  const full = resolve(cwd, path);
  if (isDirectory(full)) return programsBelow(full, path);
  const there = lstatSync(full, { throwIfNoEntry: false }) !== undefined;
  const files = there ? [full] : globSync(path, { ...globbing, cwd });
  // pm-onboard.yaml is not a checklist. A calendar file means the program beside it: without one, there is nothing to lint.
  if (files.length > 0)
    return files
      .filter((file) => basename(file) !== configName)
      .map(targetOf)
      .filter((target) => !target.endsWith('.ics'));
  throw cannot(`there is nothing at ${path}`, 'name a program folder, a checklist or `-`');
}

/** The folder of the program that a file belongs to; the file itself if it doesn't belong to a program. */
function targetOf(file: string): string {
  const folder = dirname(file);
  return lstatSync(join(folder, programName), { throwIfNoEntry: false }) ? folder : file;
}

/** The folder itself where it holds a program, else all programs below; else its YAML files, each alone. */
function programsBelow(folder: string, path: string): string[] {
  const below = foldersWithProgram(folder);
  if (below.length > 0) return below;
  const alone = namesIn(folder, yaml);
  if (alone.length > 0) return alone.map((name) => join(folder, name));
  const hint = '`pm-onboard init --checklists` writes a program to start from';
  throw cannot(`there is no program in ${path}`, hint);
}

/**
 * The folders below that hold a program. Hidden folders are searched too, because a program that is passed over would count
 * as clean. Links to folders are not followed.
 * @throws UserError (exit 3) for a folder that can't be read
 */
function foldersWithProgram(folder: string): string[] {
  const entries = entriesOf(folder);
  const below = entries.filter((entry) => entry.isDirectory() && !foreign.includes(entry.name));
  return [
    ...(entries.some(({ name }) => name === programName) ? [folder] : []),
    ...below.flatMap(({ name }) => (name === programName ? [] : foldersWithProgram(join(folder, name)))),
  ];
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const hint = 'see whose it is, or name the programs one by one';
    throw cannot(`${folder} can't be read (${systemCode(error)})`, hint);
  }
}

const yaml = /\.ya?ml$/;

function namesIn(folder: string, pattern: RegExp): string[] {
  const names = entriesOf(folder).map(({ name }) => name);
  return names.filter((name) => pattern.test(name) && name !== configName).sort();
}

function bytesOf(path: string, cwd: string): Buffer {
  try {
    const bytes = readRegularFile(path);
    if (bytes) return bytes;
  } catch (error) {
    if (!systemCode(error)) throw error;
    throw cannot(`${shownPath(path, cwd)} can't be read (${systemCode(error)})`, undefined);
  }
  throw cannot(`${shownPath(path, cwd)} is gone`, undefined);
}
