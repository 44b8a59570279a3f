/** The forms of ids, date rules and effort in a checklist. Without zod, because every command loads this file. */

export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The names that the file of a program itself may have; where both are there, the first counts. */
export const programNames: readonly string[] = ['program.yaml', 'program.yml'];

/** The file of a program itself among the names of its folder. */
export function programFileIn(names: readonly string[]): string | undefined {
  return programNames.find((name) => names.includes(name));
}

/** The minutes of a whole day of work: what `1 day` of effort means, and the most that a day holds. */
export const fullDay = 480;

/** When an item is due, relative to the run's start date; plan/timeline.ts makes a date of it. */
export interface DateRule {
  readonly unit: 'day' | 'week' | 'workday' | 'days before start';
  readonly n: number;
}

export const dateRulePattern = /^(?:(day|week|workday) ([1-9]\d{0,2})|([1-9]\d{0,2}) days? before start)$/;

/** `day N`, `week N`, `workday N` or `N days before start`, N from 1 to 999; undefined for anything else. */
export function parseDateRule(text: string): DateRule | undefined {
  const match = dateRulePattern.exec(text);
  if (!match) return undefined;
  const unit = match[1];
  return unit === undefined
    ? { unit: 'days before start', n: Number(match[3]) }
    : { unit: unit as DateRule['unit'], n: Number(match[2]) };
}

/** The longest effort that {@link parseEffort} returns, in minutes. */
export const maxEffort = 9999 * fullDay;

export const effortPattern = /^([1-9]\d{0,3}) (min|h|days?)$/;

const minutesOf = { min: 1, h: 60, day: fullDay, days: fullDay } as const;

/** `N min`, `N h` or `N days` as minutes; undefined for anything else. */
export function parseEffort(text: string): number | undefined {
  const match = effortPattern.exec(text);
  return match ? Number(match[1]) * minutesOf[match[2] as keyof typeof minutesOf] : undefined;
}
