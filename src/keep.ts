/** How long the record of a run is to be kept after the run has ended: `keep` in pm-onboard.yaml, such as `12 months`. */
import { addDays, addMonths, type CalendarDate } from './dates.ts';
import { plural } from './phrases.ts';

export const keepPattern = /^([1-9]\d{0,2}) (day|week|month|year)s?$/;

export interface Keep {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

/** `N days`, `N weeks`, `N months` or `N years`, N from 1 to 999; undefined for anything else. */
export function parseKeep(text: string): Keep | undefined {
  const [, count, unit] = keepPattern.exec(text) ?? [];
  return unit === undefined ? undefined : { count: Number(count), unit: unit as Keep['unit'] };
}

/** `12 months`, `1 year`. */
export function keepText({ count, unit }: Keep): string {
  return plural(count, unit);
}

/** The last day on which the record of a run that ended on this day is to be kept. */
export function keptUntil(ended: CalendarDate, { count, unit }: Keep): CalendarDate {
  if (unit === 'day' || unit === 'week') return addDays(ended, count * (unit === 'week' ? 7 : 1));
  return addMonths(ended, count * (unit === 'year' ? 12 : 1));
}
