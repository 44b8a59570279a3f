/**
 * Answers the shell that asks what may stand at the cursor: `__complete`, which only the scripts of `completion` type. The launcher takes
 * this bundle for it, which holds neither commander nor any command. Nobody may notice that it was asked, so whatever fails is an empty
 * answer, and nothing is written.
 */
import { answer } from './completion/answer.ts';
import { attempt } from './errors.ts';
import type { Io } from './io.ts';

export { processIo } from './io.ts';

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return name === 'complete';
}

/** @param argv `__complete`, the name of a shell, and what its script hands over */
export async function run([, ...args]: readonly string[], io: Io): Promise<number> {
  const text = attempt(() => answer(io, args));
  attempt(() => io.stdout.write(text ?? ''));
  return 0;
}
