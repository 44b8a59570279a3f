/** The line of `status --short`, for the prompt of a shell. */
import type { Counts } from '../view/short.ts';

/** How a person reads it: as sentences, in ASCII. */
export interface Reading {
  readonly speech?: unknown;
  readonly inAscii?: unknown;
}

/** `2 late · 3 today`, with its end; empty where nothing is to do. There is nothing of anybody's in it, so it needs no care. */
export function shortLine({ late, today, word }: Counts, { speech, inAscii }: Reading): string {
  const parts = [
    late > 0 ? `${late} late` : '',
    today > 0 ? `${today} today` : '',
    word > 0 ? `${word} for your word` : '',
  ].filter(Boolean);
  const between = speech ? ', ' : inAscii ? ' | ' : ' · ';
  return parts.length === 0 ? '' : `${parts.join(between)}\n`;
}
