/** Takes the texts that somebody has redacted out of every copy of a record; loaded only when that happens. */
import { lstatSync } from 'node:fs';
import type { HireRecord } from '../progress/record.ts';
import { clearedCopy, type TakenOut, takenOutBy, withoutDamageOf } from '../progress/redact.ts';
import { copiesOf } from './backups.ts';
import { readRegularFile, removeIfThere, replaceFile, tempSuffix } from './files.ts';

/** A record without what it takes out, and the function that takes the same out of its copies. */
interface Clearing {
  readonly next: HireRecord;
  readonly clear: () => void;
}

/**
 * @param record a new state of a record
 * @param before the text of its file as it is
 * @throws UserError (exit 3) or a system error where a copy can't be read; `clear` also where one can't be written
 */
export function clearingFor(workspace: string, record: HireRecord, before: string): Clearing {
  const copies = textsOfCopies(workspace, record.hire);
  const gone = takenOutBy(
    record,
    before,
    copies.map(({ text }) => text),
  );
  return { next: withoutDamageOf(record, gone), clear: () => clearCopies(workspace, gone) };
}

/** A copy of a record in the workspace, with its text. */
interface Copy {
  readonly path: string;
  readonly text: string;
}

/**
 * The copies of {@link copiesOf} with their texts, without links, and without files that are just being written.
 * @throws UserError (exit 3) as {@link copiesOf} does; a system error where a copy can't be read
 */
export function textsOfCopies(workspace: string, hire: string): Copy[] {
  return copiesOf(workspace, hire)
    .filter((path) => !path.endsWith(tempSuffix) && lstatSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readRegularFile(path)?.toString('utf8') ?? '' }));
}

/**
 * Takes out of every copy of a record what the record itself is about to lose. A copy stays what it was: a backup can still be
 * restored. Each one is replaced by a file of its own, so that no hard link keeps the text.
 * @throws UserError (exit 3) or a system error where a copy can't be read or written
 */
function clearCopies(workspace: string, gone: TakenOut): void {
  for (const { path, text } of textsOfCopies(workspace, gone.hire)) {
    const cleared = clearedCopy(text, gone);
    if (cleared === text) continue;
    if (cleared === '') removeIfThere(path);
    else replaceFile(path, Buffer.from(cleared));
  }
}
