/** The notices of `team`, about single records and about all hires; what concerns several hires is said once. */

import type { Program } from '../program/model.ts';
import { isOver } from '../progress/reduce.ts';
import { strayRoles } from './notices.ts';
import type { Chosen } from './team-choice.ts';
import { listText, plural } from './words.ts';

export function teamNotices({
  members,
  people,
  rolesOf,
  movedOn,
  outdatedRuns = 0,
}: Chosen<unknown>): string[] {
  // The checklists and the roles of other runs are kept where these are.
  const own = members.filter((member) => !isOver(member) && member.isKeptHere).map(({ hire }) => hire.digest);
  const outdated = own.filter(movedOn).length;
  const whose = [
    ...(outdated > 0 ? [plural(outdated, 'hire')] : []),
    ...(outdatedRuns > 0 ? [plural(outdatedRuns, 'run')] : []),
  ];
  return [
    ...members.flatMap(({ notices }) => notices),
    ...(own.length > 0 ? strayRoles({ roles: allRoles([...new Set(own)].map(rolesOf)) }, people) : []),
    ...(whose.length > 0
      ? [`The checklists of ${listText(whose)} have moved on: pm-onboard upgrade --all --dry-run`]
      : []),
  ];
}

/** The roles of all programs together: a role that only one program has is not a typing error. */
function allRoles(roles: readonly Program['roles'][]): Program['roles'] {
  return Object.assign({}, ...roles);
}
