/** What a cache keeps stands in its file twice, so that damage shows without a hash. */
import { readRegularFile } from './files.ts';

/** @param line a text without a line break, such as JSON */
export function twice(line: string): Buffer {
  return Buffer.from(`${line}\n${line}\n`);
}

/** The line in a file; undefined where there is no file, or one of another form. @throws as reading a file does */
export function onceOf(path: string): string | undefined {
  const text = readRegularFile(path)?.toString() ?? '';
  const middle = text.length / 2;
  return middle > 1 && text.endsWith('\n') && text.slice(0, middle) === text.slice(middle)
    ? text.slice(0, middle - 1)
    : undefined;
}
