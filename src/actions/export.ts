import { cannot } from '../errors.ts';
import { readTaskList } from '../program/task-list.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';
import { outputPath } from './output-file.ts';

/**
 * Writes a list to a file, in place of an earlier list.
 * @throws UserError with exit 2 for an empty name; with exit 3 where the folder is missing, or the file holds something else
 */
export function writeList(cwd: string, file: string, list: string, force = false): void {
  const path = outputPath(cwd, file);
  const there = readRegularFile(path)?.toString('utf8');
  if (!force && there !== undefined && there.trim() !== '')
    throw cannot(
      `${file} is there already${isList(there) ? ', and may hold ticks that nobody has taken yet' : ', and is no task list'}`,
      isList(there)
        ? 'take them first with `done --from`, or say --force'
        : 'name another file, or say --force',
    );
  replaceFile(path, Buffer.from(list));
}

function isList(text: string): boolean {
  return readTaskList(text).lines.some(({ box }) => box !== 'none');
}
