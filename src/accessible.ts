/** What the user's settings make of the machine: the accessible mode (screens in words, line by line), the colour of late dates. */
import { attempt } from './errors.ts';
import type { Io } from './io.ts';
import { noteAccessible, wantsAccessible } from './speech.ts';
import { readSettings } from './workspace/settings.ts';

/** The machine as it is, or with the words of the accessible mode where that is wanted, and with the colour that is. */
export async function accessibleIo(io: Io, argv: readonly string[]): Promise<Io> {
  // Settings that can't be read are named by the command that needs them.
  const { accessible, 'late-colour': lateColour } = attempt(() => readSettings(io.dirs.config)) ?? {};
  const isWanted = wantsAccessible(argv, io.env, accessible);
  noteAccessible(isWanted);
  const speech = isWanted ? (await import('./render/spoken.ts')).speech : undefined;
  if (!speech && !lateColour) return io;
  // Some of its properties may throw when they are read, so they stay where they are.
  return Object.create(io, { speech: { value: speech }, lateColour: { value: lateColour } }) as Io;
}
