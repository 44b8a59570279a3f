/** The machine for whom its usual screens don't suit; a chunk, since most people's do. */
import type { Io } from './io.ts';
import { inAscii } from './render/ascii.ts';
import { speech } from './render/spoken.ts';
import { showsSigns } from './signs.ts';
import type { Speech } from './speech.ts';

/** The machine with the words of the accessible mode, or with ASCII for signs; in ASCII, these words are so too. And with a colour. */
export function adaptedIo(io: Io, isSpoken: boolean, lateColour: Io['lateColour']): Io {
  const isShown = showsSigns(io.env);
  const own = isSpoken ? { speech: isShown ? speech : speechInAscii } : isShown ? {} : { inAscii };
  // Some of its properties may throw when they are read, so they stay where they are.
  return Object.assign(Object.create(io), own, lateColour && { lateColour }) as Io;
}

const speechInAscii: Speech = {
  ...speech,
  screen: (text, width, today) => inAscii(speech.screen(text, width, today), width),
  literal: (text, width) => inAscii(speech.literal(text, width), width),
};
