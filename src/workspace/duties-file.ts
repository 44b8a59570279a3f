/** duties.yaml of a workspace: reading it, and putting an edited text in its place. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Duties } from '../duties/model.ts';
import { type DutiesFile, dutiesName, readDuties } from '../duties/read.ts';
import { UserError } from '../errors.ts';
import { readRegularFile, replaceFile, writeNew } from './files.ts';
import { withLock } from './lock.ts';
import { unusable } from './unusable.ts';

/** The file as it was read, with its bytes. */
export interface OpenDuties extends DutiesFile {
  readonly duties: Duties;
  readonly bytes: Buffer;
}

export function hasDuties(workspace: string): boolean {
  return existsSync(join(workspace, dutiesName));
}

/**
 * @throws UserError where the workspace has no duties.yaml, or it can't be used, with the place of every problem (both exit 2)
 */
export function openDuties(workspace: string): OpenDuties {
  const bytes = readRegularFile(join(workspace, dutiesName));
  if (!bytes)
    throw new UserError(
      `there is no ${dutiesName} in ${workspace}`,
      'to write one with two meetings and two rotations: pm-onboard init --duties',
    );
  const file = readDuties(dutiesName, bytes);
  if (!file.duties) throw unusable(dutiesName, file.problems);
  return { ...file, duties: file.duties, bytes };
}

/**
 * Puts a text in the file's place, alone in the workspace. The file keeps its mode, and a byte order mark that it had.
 * @param edit makes the new text of the file as it is then; undefined leaves it
 */
export function editDuties(workspace: string, edit: (file: OpenDuties) => string): Promise<void> {
  const path = join(workspace, dutiesName);
  const hint = 'another change of it is under way: try again';
  return withLock(
    join(workspace, `.${dutiesName}.lock`),
    () => {
      const file = openDuties(workspace);
      const mark = file.bytes.subarray(0, 3).equals(byteOrderMark) ? byteOrderMark : Buffer.alloc(0);
      const after = Buffer.concat([mark, Buffer.from(edit(file))]);
      replaceFile(path, after, undefined, statSync(path).mode & 0o777);
    },
    undefined,
    hint,
  );
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Writes a new file; what is there already stays. @throws a system error, EEXIST among them */
export function writeDuties(workspace: string, text: string): void {
  writeNew(join(workspace, dutiesName), Buffer.from(text), { mode: 0o666 });
}
