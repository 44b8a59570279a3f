/**
 * How often to try a property: `full` times in `npm run trials`, and a twentieth of that, but at least twenty times, in
 * `npm test`. The seed is fixed, so a new failure comes from a change of the code.
 */
export function runs(full: number): { readonly numRuns: number; readonly seed: number } {
  const often = process.env['PM_ONBOARD_RUNS'] === 'full' ? full : Math.min(full, Math.max(full / 20, 20));
  return { numRuns: often, seed: 20_261_123 };
}

/** Whether all is tried, as by `npm run trials`: `npm test` leaves out what takes long and is tried in another way too. */
export const isFull = process.env['PM_ONBOARD_RUNS'] === 'full';

/** How many moments lie between two that are tried: each one is in `npm run trials`, every `n`th in `npm test`. */
export function stride(n: number): number {
  return process.env['PM_ONBOARD_RUNS'] === 'full' ? 1 : n;
}
