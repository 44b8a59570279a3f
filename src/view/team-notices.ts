/** The notices of `team`, about single records and about all hires; what concerns several hires is said once. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isOver } from '../progress/reduce.ts';
import { holidaysEnd, noticesOf, strayRoles } from './notices.ts';
import type { Chosen } from './team-choice.ts';
import { plural } from './words.ts';

export function teamNotices({ runs, today, people, movedOn }: Chosen): string[] {
  const going = runs.filter(({ progress }) => !isOver(progress));
  const outdated = going.filter(({ program }) => movedOn(program)).length;
  return [
    ...runs.flatMap(recordNotices),
    ...holidayNotices(going, today),
    ...(going.length > 0 ? strayRoles({ roles: allRoles(going) }, people) : []),
    ...(outdated > 0
      ? [`The checklists of ${plural(outdated, 'hire')} have moved on: pm-onboard upgrade --all --dry-run`]
      : []),
  ];
}

function recordNotices(run: Run): string[] {
  return noticesOf(run).map((notice) => `${run.progress.hire.name}: ${notice}`);
}

/** One notice for each date on which a list of holidays ends, since hires without their own list share the team's. */
function holidayNotices(runs: readonly Run[], today: CalendarDate): string[] {
  const names = new Map<CalendarDate, string[]>();
  for (const run of runs) {
    const last = holidaysEnd(run);
    if (last) names.set(last, [...(names.get(last) ?? []), run.progress.hire.name]);
  }
  return [...names].map(([last, [name, ...others]]) => {
    const whose = others.length === 0 ? name : plural(others.length + 1, 'hire');
    return `Holidays are listed up to ${longDate(last, today)} only; the last phase of ${whose} ends later`;
  });
}

/** The roles of all programs together: a role that only one program has is not a typing error. */
function allRoles(runs: readonly Run[]): Program['roles'] {
  return Object.assign({}, ...runs.map(({ program }) => program.roles));
}
