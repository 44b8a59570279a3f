/** Who holds a role for a hire from now on, in words. */
import type { Run } from '../plan/run.ts';
import { hireFlag } from '../shell.ts';
import { viewRole } from './item.ts';
import type { Outcome } from './outcome.ts';
import { selfSigned } from './self-signed.ts';
import { listText } from './words.ts';

/**
 * @param people those of the hire's own, before and now; empty where the team's count
 * @param run as it is then
 */
export function assignedOutcome(
  role: string,
  { before, people }: { readonly before: readonly string[]; readonly people: readonly string[] },
  remarks: readonly string[],
  run: Run,
): Outcome {
  const whose = `${viewRole(role, run).title} of ${run.progress.hire.name}`;
  const instead = before.length > 0 ? ` instead of ${listText(before)}` : '';
  const change =
    people.length === 0
      ? `${whose}: no longer ${listText(before)}${holdersText(role, run)}`
      : `${whose}: ${listText(people)}${instead}`;
  return {
    changes: [change],
    remarks: [...remarks, ...selfSigned(run, role)],
    hint: `See whom to meet: pm-onboard next${hireFlag(run)}`,
  };
}

/** It was asked for what is so already. */
export function assignedAlready(
  role: string,
  people: readonly string[],
  remarks: readonly string[],
  run: Run,
): Outcome {
  const { title } = viewRole(role, run);
  const remark =
    people.length === 0
      ? `${title}: nobody is assigned by \`assign\`${holdersText(role, run)}.`
      : `${title} is ${listText(people)} already.`;
  return { changes: [], remarks: [remark, ...remarks, ...selfSigned(run, role)], hint: '' };
}

/** Who holds the role all the same. */
function holdersText(role: string, run: Run): string {
  const { people } = viewRole(role, run);
  return people.length > 0 ? `; it is ${listText(people)} now` : '; nobody holds it now';
}
