/** What calendar files take off: where their days come from, and whether they are too many. Imports no schemas. */
import { dayCount, type Weekday, weekdayOf } from '../dates.ts';
import { grouped } from '../grouped.ts';
import type { NamedDay } from './model.ts';

/** The days of a file, with its name. */
export function withSource(days: readonly NamedDay[], source: string): NamedDay[] {
  return days.map((day) => ({ ...day, source }));
}

/** A file that takes more days of the working week off in a year is asked about: it may list what is no day off. */
const mostDaysOff = 25;

/** A year of which a file takes more than {@link mostDaysOff} days of the working week. */
export interface Excess {
  readonly year: string;
  readonly days: readonly NamedDay[];
}

/** The year of which a file takes the most days, if they are too many; undefined if they aren't. */
export function excessOf(off: readonly NamedDay[], week: readonly Weekday[]): Excess | undefined {
  const inWeek = off.filter(({ date }) => week.includes(weekdayOf(dayCount(date))));
  const years = [...grouped(inWeek, ({ date }) => date.slice(0, 4))];
  const [year, days = []] = years.reduce<[string?, NamedDay[]?]>(
    (most, next) => (next[1].length > (most[1]?.length ?? 0) ? next : most),
    [],
  );
  return year !== undefined && days.length > mostDaysOff ? { year, days } : undefined;
}

/** How many names a sentence about a file has. */
const mostNames = 4;

/** `takes 39 working days of 2027 off: New Year, Epiphany and 20 more`; what follows a file's name. */
export function excessText({ year, days }: Excess): string {
  const names = [...new Set(days.map(({ date, name }) => name ?? date))];
  const more = names.length - mostNames;
  const first = names.slice(0, mostNames).join(', ');
  return `takes ${days.length} working days of ${year} off: ${first}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What is wrong with a day that is off by one list and worked by another, and what helps. */
export function underBoth(day: string, off: string, extra: string): [fault: string, remedy: string] {
  return [`${day} stands under ${off} and under ${extra}`, 'take it out of one of them'];
}
