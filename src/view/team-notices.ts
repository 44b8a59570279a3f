/** What to know beside the lines of a team: about single records, and once for all what concerns several hires. */

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

/** One for each last day of a list: the team has one list, and few hires have one of their own. */
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

/** Those of several programs: a role that one of them has is no slip of the pen. */
function allRoles(runs: readonly Run[]): Program['roles'] {
  return Object.assign({}, ...runs.map(({ program }) => program.roles));
}
