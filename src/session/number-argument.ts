/** Reads how many of something people ask for. Pure. */
import { UserError } from '../errors.ts';

/** @param flag the flag that gives the number, for the error: `-n` @throws UserError for anything but a whole number from 1 */
export function countFrom(flag: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UserError(`${flag}: "${text}" can't be used`, 'give a whole number from 1');
}
