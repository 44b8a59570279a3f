/** The clock that a spawned program sees, set by a hook for `node --require`. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The hook by which `new Date()` and `Date.now()` say another instant.
 * @param now an expression for it, in milliseconds, in which `Real` is the real Date
 */
export function clockHook(now: string): string {
  return `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { super(...(given.length > 0 ? given : [globalThis.Date.now()])); }
  static now() { return ${now}; }
};
`;
}

/** The hook of a clock that is an hour ahead: what was written a moment ago is believed only later. */
export const hookAhead = clockHook('Real.now() + 3_600_000');

/**
 * The environment of a run whose clock stands at an instant, in UTC.
 * @param folder where the hook is written
 * @param more JavaScript that the hook runs too
 */
export function clockAt(folder: string, instant: string, more = ''): Record<string, string> {
  const hook = join(folder, `clock-${`${instant}${more}`.replace(/\W+/g, '')}.cjs`);
  if (!existsSync(hook)) writeFileSync(hook, clockHook(`${Date.parse(instant)}`) + more);
  return { NODE_OPTIONS: `--require ${hook}`, TZ: 'UTC' };
}
