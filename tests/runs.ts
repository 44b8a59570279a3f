/**
 * How often a property is tried: in `npm run trials` as often as it says, in `npm test` a tenth of that, at
 * least twenty times. The seed is fixed: a
 * failure is a change, not luck.
 */
export function runs(full: number): { readonly numRuns: number; readonly seed: number } {
  const often = process.env['PM_ONBOARD_RUNS'] === 'full' ? full : Math.min(full, Math.max(full / 10, 20));
  return { numRuns: often, seed: 20_261_123 };
}
