/** The iCalendar files that pm-onboard.yaml names: whoever lacks one can't use the settings at all. */
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { cannot } from '../errors.ts';
import { type Config, configName } from '../workspace/config.ts';
import { readRegularFile } from '../workspace/files.ts';
import { mergeByHand, type Repository } from './repository.ts';
import { contentAt } from './trees.ts';
import type { WorkspaceFile } from './workspace-files.ts';

/**
 * The calendar files as files that `--init` shares with the settings that name them. Those files are handled as texts, so one
 * that is not UTF-8, such as one folded within a character, is left to git, which keeps its bytes.
 */
export async function calendarFilesOf(
  repository: Repository,
  workspace: string,
  { calendarFiles }: Config,
): Promise<WorkspaceFile[]> {
  const { git, head, prefix } = repository;
  const files = Object.keys(calendarFiles).map(async (name): Promise<WorkspaceFile[]> => {
    const path = `${prefix}${name}`;
    const bytes = [readRegularFile(join(workspace, name)), await contentAt(git, head, path)];
    if (bytes.some((each) => each && !isUtf8(each))) return [];
    const [here, committed] = bytes.map((each) => each?.toString());
    const own = committed ?? here;
    if (own === undefined) return [];
    const changed = here === committed ? undefined : here;
    const shared = (theirs = own) => {
      // What is no UTF-8 was decoded to this character; to share that would replace their bytes.
      if (theirs !== own && theirs.includes('\ufffd'))
        throw cannot(`others have changed ${path}, and it is not UTF-8`, undefined, mergeByHand(repository));
      return theirs;
    };
    return [{ path, committed, here, changed, shared, complete: (text) => text }];
  });
  return (await Promise.all(files)).flat();
}

/**
 * The calendar files that others lack, although they have the settings that name them.
 * @param config of the folder; empty if it can't be read, which gives no files
 * @param commit what others have
 * @returns the files' paths in the work tree
 */
export async function calendarsOthersLack(
  { git, prefix }: Repository,
  { calendarFiles }: Config,
  commit: string,
): Promise<string[]> {
  const names = Object.keys(calendarFiles);
  if (names.length === 0) return [];
  const text = (await contentAt(git, commit, `${prefix}${configName}`))?.toString() ?? '';
  const settings = text.replace(/^\s*#.*$/gm, '');
  const lacking = names.map(async (name) => {
    if (!settings.includes(name)) return [];
    const path = `${prefix}${name}`;
    return (await contentAt(git, commit, path)) === undefined ? [path] : [];
  });
  return (await Promise.all(lacking)).flat();
}
