/** The iCalendar files that pm-onboard.yaml names: whoever lacks one can't use the settings at all. */
import { join } from 'node:path';
import { type Config, configName } from '../workspace/config.ts';
import { readRegularFile } from '../workspace/files.ts';
import type { Repository } from './repository.ts';
import { contentAt } from './trees.ts';
import type { WorkspaceFile } from './workspace-files.ts';

/** The calendar files as files that `--init` shares with the settings that name them. */
export async function calendarFilesOf(
  { git, head, prefix }: Repository,
  workspace: string,
  { calendarFiles }: Config,
): Promise<WorkspaceFile[]> {
  const files = Object.keys(calendarFiles).map(async (name): Promise<WorkspaceFile[]> => {
    const path = `${prefix}${name}`;
    const here = readRegularFile(join(workspace, name))?.toString();
    const committed = (await contentAt(git, head, path))?.toString();
    const own = committed ?? here;
    if (own === undefined) return [];
    const changed = here === committed ? undefined : here;
    return [{ path, committed, here, changed, shared: (theirs) => theirs ?? own, complete: (text) => text }];
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
