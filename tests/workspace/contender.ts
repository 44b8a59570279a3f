/** A process that contends for locks when it is told to, and notices when it is not alone. */
import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { systemCode } from '../../src/errors.ts';
import { withLock } from '../../src/workspace/lock.ts';

export interface Order {
  readonly lock: string;
  /** How many times to take it. */
  readonly times: number;
}

export interface Outcome {
  readonly overlaps: number;
  readonly error?: string;
}

process.on('message', async ({ lock, times }: Order) => {
  let overlaps = 0;
  const outcome: Outcome = await (async () => {
    for (let turn = 0; turn < times; turn += 1) {
      await withLock(lock, () => {
        if (!workAlone(lock)) overlaps += 1;
      });
    }
    return { overlaps };
  })().catch((error: Error) => ({ overlaps, error: error.message }));
  process.send?.(outcome);
});

/** Counts one up in a way that loses counts when two do it at once. @returns whether nobody else was at it */
function workAlone(lock: string): boolean {
  const [marker, counter] = [`${lock}-marker`, `${lock}-counter`];
  const alone = mark(marker);
  const count = Number(readFileSync(counter, 'utf8'));
  const until = performance.now() + 1;
  while (performance.now() < until);
  writeFileSync(counter, String(count + 1));
  if (alone) unlinkSync(marker);
  return alone;
}

function mark(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}
