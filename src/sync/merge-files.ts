/** The merge driver for git's own merges: a plain `pull`, `rebase` or `cherry-pick`. */
import { isAbsolute, join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
  RecordError,
  recordFormat,
} from '../progress/record.ts';
import { quoted } from '../shell.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';
import type { Git } from './git.ts';

/** So that a plain `git pull` merges records as well as `sync` does. */
export async function installDriver(git: Git, { root }: Pick<Io, 'root'>): Promise<void> {
  const program = [process.execPath, join(root, 'bin/pm-onboard.cjs')].map(quoted).join(' ');
  await git.bytes([
    'config',
    '--local',
    'merge.pm-onboard.name',
    'union of the events of a pm-onboard record',
  ]);
  await git.bytes(['config', '--local', 'merge.pm-onboard.driver', `${program} sync --merge-files %O %A %B`]);
}

/**
 * Writes the union of a record's states over ours.
 * @param files the record as it was, ours and theirs
 * @returns 1 where they can't be merged: then git leaves the file to a person
 */
export function mergeFiles(cwd: string, files: readonly string[]): number {
  const paths = files.map((file) => (isAbsolute(file) ? file : resolve(cwd, file)));
  const [, ours] = paths;
  if (ours === undefined || paths.length !== 3)
    throw new UserError('--merge-files takes three files', 'it is for git');
  const states = paths.map(stateIn);
  if (states.some((state) => state === 'unsound')) return exits.found;
  const records = states.filter((state): state is HireRecord => typeof state === 'object');
  const [first, ...others] = records;
  if (!first || records.some(({ hire, format }) => hire !== first.hire || format > recordFormat))
    return exits.found;
  const { conflicted: _, ...union } = others.reduce(mergeRecords, first);
  replaceFile(ours, Buffer.from(formatRecord(union)), undefined, 0o644);
  return exits.ok;
}

/** Where both sides have made the file, what was before is empty. */
function stateIn(path: string): HireRecord | 'nothing' | 'unsound' {
  const text = readRegularFile(path)?.toString() ?? '';
  if (text.trim() === '') return 'nothing';
  try {
    return parseRecord(text);
  } catch (error) {
    if (error instanceof RecordError || error instanceof RangeError) return 'unsound';
    throw error;
  }
}
