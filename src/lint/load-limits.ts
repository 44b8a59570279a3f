/** How much work a day and a week may ask for. */
import { z } from 'zod';
import { parseEffort } from '../program/grammar.ts';
import { effort } from '../program/values.ts';

/** Four days' work a week leave the fifth for meetings. */
export const loadLimits = z.strictObject({ day: effort.default('8 h'), week: effort.default('32 h') });
export type LoadLimits = z.output<typeof loadLimits>;

/** @param minutes rounded here: an item that is spread over three days leaves crumbs */
export function isTooMuch(minutes: number, limit: string): boolean {
  return Math.round(minutes) > (parseEffort(limit) as number);
}
