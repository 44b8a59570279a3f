/** The accessible mode: screens in words, line by line, for speech, braille and large print. */
import type { Io } from './io.ts';
import { wantsAccessible } from './speech.ts';

/** The machine as it is, or with the words of the accessible mode where that is wanted. */
export async function accessibleIo(io: Io, argv: readonly string[]): Promise<Io> {
  if (!wantsAccessible(argv, io.env)) return io;
  const { speech } = await import('./render/spoken.ts');
  // Some of its properties may throw when they are read, so they stay where they are.
  return Object.create(io, { speech: { value: speech, enumerable: true } }) as Io;
}
