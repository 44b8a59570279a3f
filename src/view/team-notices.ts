/** The notices of `team`, about single records and about all hires; what concerns several hires is said once. */

import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isOver } from '../progress/reduce.ts';
import { noticesOf, strayRoles } from './notices.ts';
import type { Chosen } from './team-choice.ts';
import { listText, plural } from './words.ts';

export function teamNotices({ runs, people, movedOn, outdatedRuns = 0 }: Chosen): string[] {
  const going = runs.filter(({ progress }) => !isOver(progress));
  // The checklists and the roles of other runs are kept where these are.
  const own = going.filter(({ record }) => !record.team);
  const outdated = own.filter(({ pinned }) => movedOn(pinned)).length;
  const whose = [
    ...(outdated > 0 ? [plural(outdated, 'hire')] : []),
    ...(outdatedRuns > 0 ? [plural(outdatedRuns, 'run')] : []),
  ];
  return [
    ...runs.flatMap(recordNotices),
    ...(own.length > 0 ? strayRoles({ roles: allRoles(own) }, people) : []),
    ...(whose.length > 0
      ? [`The checklists of ${listText(whose)} have moved on: pm-onboard upgrade --all --dry-run`]
      : []),
  ];
}

function recordNotices(run: Run): string[] {
  return noticesOf(run).map((notice) => `${run.progress.hire.name}: ${notice}`);
}

/** The roles of all programs together: a role that only one program has is not a typing error. */
function allRoles(runs: readonly Run[]): Program['roles'] {
  return Object.assign({}, ...runs.map(({ program }) => program.roles));
}
