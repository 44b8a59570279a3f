/** What the user's settings and locale make of the machine: the accessible mode, the colour of late dates, ASCII for signs. */
import { attempt } from './errors.ts';
import type { Io } from './io.ts';
import { showsSigns } from './signs.ts';
import { noteAccessible, wantsAccessible } from './speech.ts';
import { readSettingsAhead } from './workspace/settings.ts';

/** The machine as it is, or with what is wanted: the words of the accessible mode, ASCII, a colour of late dates. */
export async function accessibleIo(io: Io, argv: readonly string[]): Promise<Io> {
  // Settings that can't be read are named by the command that needs them.
  const { accessible, 'late-colour': lateColour } = attempt(() => readSettingsAhead(io.dirs.config)) ?? {};
  const isWanted = wantsAccessible(argv, io.env, accessible);
  noteAccessible(isWanted);
  return isWanted || lateColour || !showsSigns(io.env)
    ? (await import('./adapted.ts')).adaptedIo(io, isWanted, lateColour)
    : io;
}
