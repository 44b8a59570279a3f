/** Says so where calendar files bring more days off than a team has: many of them list observances, on which people work. */
import { daysBetween } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import { dayOffLine, daysOffIn } from './days-off.ts';

/** So many days off in a quarter are believed without a word. */
const usual = 12;
const quarter = 91;
/** So many days are named at most. */
const mostNamed = 24;

/** A sentence with the names and dates of the days off from files, where there are more than a dozen in a quarter of the run. */
export function manyDaysOff({ plan, calendar }: Pick<Run, 'plan' | 'calendar'>): string[] {
  const end = plan.phases.at(-1)?.due ?? plan.start;
  const days = daysOffIn(calendar, plan.start, end).filter(
    ({ extra, weekend, source }) => source !== null && !extra && !weekend,
  );
  const isMany = days.some(({ date }, at) => {
    const next = days[at + usual];
    return next !== undefined && daysBetween(date, next.date) < quarter;
  });
  if (!isMany) return [];
  const named = days.slice(0, mostNamed).map((day) => dayOffLine(day, plan.today));
  const more = days.length > mostNamed ? `; and ${days.length - mostNamed} more` : '';
  return [
    `${days.length} days off in the run come from calendar files, more than ${usual} in a quarter. If some are worked, leave them out with \`only\` or \`except\`: ${named.join('; ')}${more}`,
  ];
}
