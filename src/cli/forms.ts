/** How items and dates are written, in a line each, for help. */
import type { Command } from 'commander';

export const itemForm = 'Items: 3.12, an id or a part of a title; several: 2.4,2.9 or 2.4-2.6; RUN:3.12';
export const dateForm = 'Dates: 2026-11-25, today, tomorrow, fri, "next mon", "25 nov", +3d, +2w';

/** How items and dates are written, if the command takes them. */
export function formsOf({ registeredArguments, options }: Command): string[] {
  const taken = [
    ...registeredArguments.map((each) => `<${each.name()}>`),
    ...options.map(({ flags }) => flags),
  ];
  const takes = (word: string) => taken.some((each) => each.endsWith(`<${word}>`));
  return [...(takes('item') ? [itemForm] : []), ...(takes('date') ? [dateForm] : [])];
}
