/** The accessible mode: screens in words, line by line, for speech, braille and large print. */
import type { Io } from './io.ts';

/**
 * Whether the person wants it: by the flag, by `PM_ONBOARD_ACCESSIBLE`, or else by `ACCESSIBLE`, which other programs know too.
 * Of the variables, `0`, `false` and an empty one are off.
 * @param argv the arguments after the program's name
 */
export function wantsAccessible(argv: readonly string[], env: Io['env']): boolean {
  const end = argv.indexOf('--');
  if (argv.slice(0, end < 0 ? argv.length : end).includes('--accessible')) return true;
  const value = env['PM_ONBOARD_ACCESSIBLE'] || env['ACCESSIBLE'] || '';
  return !['', '0', 'false'].includes(value.toLowerCase());
}

/** The machine as it is, or with the words of the accessible mode where that is wanted. */
export async function accessibleIo(io: Io, argv: readonly string[]): Promise<Io> {
  if (!wantsAccessible(argv, io.env)) return io;
  const { speech } = await import('./render/spoken.ts');
  // Some of its properties may throw when they are read, so they stay where they are.
  return Object.create(io, { speech: { value: speech, enumerable: true } }) as Io;
}
