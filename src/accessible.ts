/** The accessible mode: screens in words, line by line, for speech, braille and large print; and ASCII where a locale asks for it. */
import type { Io } from './io.ts';
import { showsSigns } from './signs.ts';
import { wantsAccessible } from './speech.ts';

/** The machine as it is, or with the words of the accessible mode where that is wanted, or ASCII for signs where they can't be shown. */
export async function accessibleIo(io: Io, argv: readonly string[]): Promise<Io> {
  const isSpoken = wantsAccessible(argv, io.env);
  return isSpoken || !showsSigns(io.env) ? (await import('./adapted.ts')).adaptedIo(io, isSpoken) : io;
}
