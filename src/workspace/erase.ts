/** Erasing a hire: a tombstone takes the record's place, and every copy of it that the workspace keeps goes. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { normaliseName } from '../progress/names.ts';
import { emptyRecord, formatRecord, recordFormat } from '../progress/record.ts';
import {
  ensureFolder,
  isFolder,
  readRegularFile,
  removeIfThere,
  removeQuietly,
  replaceFile,
  syncFolder,
} from './files.ts';
import { withLock } from './lock.ts';
import { listHires, readRecord, recordPath } from './records.ts';

/** Whether the hire has been erased, and wholly. */
export function isErased(workspace: string, hire: string): boolean {
  return isTombstone(workspace, hire) && copiesOf(workspace, hire).length === 0;
}

/** Whether there is anything under the id: a record, a tombstone, or copies of what was a record. */
export function hasTraces(workspace: string, hire: string): boolean {
  return existsSync(recordPath(workspace, hire)) || copiesOf(workspace, hire).length > 0;
}

/**
 * Puts the tombstone in the record's place, be the record sound or not; whoever waits for the lock finds it there.
 * The copies go when the tombstone is written and not yet in its place: what is interrupted can be done again by name.
 * @returns how many copies there were
 */
export async function eraseHire(workspace: string, hire: string): Promise<number> {
  const path = recordPath(workspace, hire);
  ensureFolder(dirname(path));
  return withLock(`${path}.lock`, (held) => {
    refuseNewer(workspace, hire);
    const copies = copiesOf(workspace, hire);
    const tombstone = formatRecord({ ...emptyRecord(hire), forgotten: true });
    replaceFile(path, Buffer.from(tombstone), () => {
      if (!held()) throw new UserError(`the lock of ${path} was lost`, 'run the command again', exits.failed);
      for (const copy of copies) removeIfThere(copy);
    });
    for (const folder of new Set(copies.map(dirname))) syncFolder(folder);
    return copies.length;
  });
}

/** Files beside the record and in `backups/` that have the id in their names: ours, and those that editors and git leave. */
export function copiesOf(workspace: string, hire: string): string[] {
  const path = recordPath(workspace, hire);
  return ['hires', 'backups'].flatMap((name) => {
    const folder = join(workspace, name);
    if (!isFolder(folder)) return [];
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    return files
      .filter((entry) => entry.name.includes(hire) && !entry.name.startsWith(`${hire}.json.lock`))
      .map((entry) => join(folder, entry.name))
      .filter((file) => file !== path);
  });
}

function isTombstone(workspace: string, hire: string): boolean {
  try {
    return readRecord(workspace, hire)?.forgotten ?? false;
  } catch {
    return false;
  }
}

/** A record that can't be read may be erased; one that a newer version writes is not ours to replace. */
function refuseNewer(workspace: string, hire: string): void {
  const path = recordPath(workspace, hire);
  // A link is no damage: it is refused, for what it leads to would stay.
  readRegularFile(path);
  let format = recordFormat;
  try {
    format = readRecord(workspace, hire)?.format ?? format;
  } catch {
    return;
  }
  if (format > recordFormat)
    throw new UserError(
      `${path} was written by a newer pm-onboard (format ${format})`,
      'update pm-onboard; until then the record can only be read',
      exits.failed,
    );
}

/** The ids of the hires in whose records the name stands, as a word of its own: not as Al in "also". */
export function recordsNaming(workspace: string, name: string): string[] {
  const asked = normaliseName(JSON.stringify(name).slice(1, -1)).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  // Scripts without letter case write names together with what surrounds them.
  const inWord = '[\\p{Lu}\\p{Ll}\\p{M}\\d]';
  const named = new RegExp(`(?<!${inWord})${asked}(?!${inWord})`, 'u');
  return listHires(workspace).filter((id) => {
    try {
      const text = readRegularFile(recordPath(workspace, id))?.toString() ?? '';
      const withoutKeys = text.replace(/"[\w-]{43}"|"\w+":/g, ' ');
      return named.test(normaliseName(withoutKeys.replace(/\\[nrtbf]/g, ' ')));
    } catch {
      // No file of ours.
      return false;
    }
  });
}

/** Removes the parsed settings of workspaces, in which the names of people stand: they are made again when needed. */
export function dropConfigCache(cache: string): void {
  try {
    for (const name of readdirSync(cache))
      if (/^config-[0-9a-f]+\.json$/.test(name)) removeQuietly(join(cache, name));
  } catch {
    // There is none.
  }
}

/** The root of the git work tree around a folder, seen by its `.git`; no git is run. */
export function gitRootOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** The record's path as git writes it. */
export function pathInGit(root: string, workspace: string, hire: string): string {
  return relative(root, recordPath(workspace, hire)).split(sep).join('/');
}
