/** Which links answered well within the last day: what is asked again and again by CI need not be. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile, replaceFile } from './files.ts';

const millisecondsPerDay = 86_400_000;

/** Address → the instant at which it answered, in milliseconds. */
type LinkCache = ReadonlyMap<string, number>;

/** What is known and still holds; nothing where the cache is missing or damaged. */
export function readLinkCache(folder: string, now: Date): LinkCache {
  try {
    const value: unknown = JSON.parse(readRegularFile(fileIn(folder))?.toString() ?? '{}');
    const entries = Object.entries(value as Record<string, unknown>);
    return new Map(
      entries.filter((entry): entry is [string, number] => {
        const age = now.getTime() - Number(entry[1]);
        return typeof entry[1] === 'number' && age >= 0 && age < millisecondsPerDay;
      }),
    );
  } catch {
    return new Map();
  }
}

export function writeLinkCache(folder: string, cache: LinkCache): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    replaceFile(fileIn(folder), Buffer.from(JSON.stringify(Object.fromEntries(cache))));
  } catch {
    // A cache that can't be written costs time, never the answer.
  }
}

function fileIn(folder: string): string {
  return join(folder, 'links.json');
}
