/** The driver that merges records when git itself merges, as in a plain `pull`, `rebase` or `cherry-pick`. */
import { join, resolve } from 'node:path';
import { attempt, exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { formatRecord, type HireRecord, mergeRecords, recordFormat } from '../progress/record.ts';
import { quoted } from '../view/words.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';
import { parseAny } from '../workspace/records.ts';
import type { Git } from './git.ts';

/** Sets up the merge driver in a repository, so that a plain `git pull` merges records as well as `sync` does. */
export async function installDriver(git: Git, { root }: Pick<Io, 'root'>): Promise<void> {
  const program = [process.execPath, join(root, 'bin/pm-onboard.cjs')].map(quoted).join(' ');
  const set = (key: string, value: string) =>
    git.bytes(['config', '--local', `merge.pm-onboard.${key}`, value]);
  await set('name', 'union of the events of a pm-onboard record');
  await set('driver', `${program} sync --merge-files %O %A %B`);
}

/**
 * Unites three versions of a record and writes the result over the second one.
 * @param files the paths of the common ancestor's, our and their version, as git passes them (see gitattributes(5))
 * @returns an exit code: 1 if the versions can't be merged, which makes git leave the file to a person
 */
export function mergeFiles(cwd: string, files: readonly string[]): number {
  const paths = files.map((file) => resolve(cwd, file));
  const [, ours] = paths;
  if (ours === undefined || paths.length !== 3)
    throw new UserError('--merge-files takes three files', 'it is for git');
  const records = recordsIn(paths) ?? [];
  const [first, ...others] = records;
  if (!first || records.some(({ hire, format }) => hire !== first.hire || format > recordFormat))
    return exits.found;
  const union = formatRecord(others.reduce(mergeRecords, first));
  replaceFile(ours, Buffer.from(union), undefined, 0o644);
  return exits.ok;
}

/** Reads the records; undefined if one is damaged. A file is empty if the ancestor had no such record, and is skipped. */
function recordsIn(paths: readonly string[]): HireRecord[] | undefined {
  const contents = paths.map((path) => readRegularFile(path) ?? Buffer.of());
  const filled = contents.filter((bytes) => bytes.toString().trim() !== '');
  return attempt(() => filled.map((bytes) => parseAny(bytes)));
}
