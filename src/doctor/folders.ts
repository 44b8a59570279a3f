/** The folders of a workspace: whether they can be used, their modes, and what lies in them that is none of ours. */
import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FolderFact, ForeignFact, ModeFact } from '../view/doctor/facts.ts';
import { ownFile, ownFolder } from '../workspace/files.ts';
import { lookOr, lstatOf, namesIn } from './look.ts';
import { gitName, keptName, ours } from './names.ts';

export function folderFacts(workspace: string): FolderFact[] {
  return ['hires', 'programs', 'backups'].map((name) => {
    const path = join(workspace, name);
    const stat = lookOr<Stats | undefined | 'unseen'>(
      () => lstatSync(path, { throwIfNoEntry: false }),
      'unseen',
    );
    if (stat === undefined) return { name, state: 'missing', modes: [] };
    if (stat === 'unseen') return { name, state: 'closed', modes: [] };
    if (!stat.isDirectory()) return { name, state: 'other', modes: [] };
    // What is pinned is no secret.
    const modes = name === 'programs' ? [] : modesIn(workspace, name, stat);
    return { name, state: isOpen(path) ? 'folder' : 'closed', modes };
  });
}

export function stateOf(folders: readonly FolderFact[], wanted: string): FolderFact['state'] {
  return folders.find(({ name }) => name === wanted)?.state ?? 'missing';
}

function isOpen(folder: string): boolean {
  return lookOr(() => {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  }, false);
}

function modesIn(workspace: string, folder: string, { mode }: Stats): ModeFact[] {
  if (process.platform === 'win32') return [];
  const files = namesIn(join(workspace, folder))
    .filter((name) => ours[folder]?.some((pattern) => pattern.test(name)))
    .flatMap((name) => {
      const stat = lstatOf(join(workspace, folder, name));
      return stat?.isFile() ? [{ place: `${folder}/${name}`, mode: stat.mode & 0o777, wanted: ownFile }] : [];
    });
  return [{ place: folder, mode: mode & 0o777, wanted: ownFolder }, ...files].filter(
    (each) => each.mode !== each.wanted,
  );
}

export function foreignFacts(workspace: string, folders: readonly FolderFact[]): ForeignFact[] {
  return folders
    .filter(({ state }) => state === 'folder')
    .flatMap(({ name: folder }) =>
      namesIn(join(workspace, folder))
        .filter((name) => ![gitName, ...(ours[folder] ?? [])].some((pattern) => pattern.test(name)))
        .map((name) => ({ place: `${folder}/${name}`, kind: kindOf(join(workspace, folder, name), name) })),
    );
}

function kindOf(path: string, name: string): ForeignFact['kind'] {
  const stat = lstatOf(path);
  if (stat?.isSymbolicLink()) return 'link';
  if (stat?.isDirectory()) return 'folder';
  if (keptName.test(name)) return 'kept';
  return name.endsWith('.json') ? 'json' : 'file';
}
