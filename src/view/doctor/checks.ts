/** The one list of checks, in the order of their report. */
import type { Facts } from './facts.ts';
import type { Check, Finding } from './finding.ts';
import { placeChecks } from './place-checks.ts';
import { recordChecks } from './record-checks.ts';
import { settingChecks } from './setting-checks.ts';
import { timeChecks } from './time-checks.ts';

export const checks: readonly Check[] = [...recordChecks, ...placeChecks, ...timeChecks, ...settingChecks];

export function examine(facts: Facts): Finding[] {
  return checks.flatMap(({ id, find }) => find(facts).map((found) => ({ check: id, ...found })));
}
