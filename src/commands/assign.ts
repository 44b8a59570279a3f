/**
 * `assign --role ROLE --to NAME`: binds people to a role for one hire; they replace the people bound before, for good or, with
 * `--until`, for a while. Asks for role and name.
 */
import { selfSigned } from '../actions/afterwards.ts';
import {
  type AssignOptions,
  afterwardsText,
  alongText,
  type BoundDays,
  daysText,
  takeDays,
  takePeople,
  takeRole,
} from '../actions/assign.ts';
import type { Run } from '../plan/run.ts';
import { bindPeople } from '../plan/run.ts';
import { bindingAt } from '../progress/reduce.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { viewRole } from '../view/item.ts';
import { strayRoles } from '../view/notices.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag, listText, nameOfRun } from '../view/words.ts';

export async function assign(run: OpenRun, options: AssignOptions): Promise<Outcome> {
  const role = await takeRole(run, options.role);
  const days = takeDays(run, options);
  const people = await takePeople(run, role, options);
  const before = heldBefore(role, days, run);
  // A binding for some days only, or one that is still to come, isn't the same as one for good.
  const last = run.progress.bindings.get(role)?.findLast(({ until }) => !until)?.event;
  const isForThem = last?.from === days.from && last?.to === days.to;
  const isSame = isForThem && people.join('\n') === (days.from ? last?.people : before)?.join('\n');
  const fact = { kind: 'assigned', role, people, ...days } as const;
  const after = isSame ? run : await saveFacts(run, [fact]);
  const change = isSame
    ? alreadyText(role, people, days, run)
    : changeText(role, before, people, days, after);
  return {
    changes: isSame ? [] : [change],
    remarks: [
      ...(isSame ? [change] : days.to ? alongText(role, days, after) : []),
      ...(run.record.team ? [] : strayRoles(run.program, run.team.people)),
      ...selfSigned(after, role),
    ],
    hint: isSame
      ? ''
      : days.from
        ? `Who is who: pm-onboard people${hireFlag(after)}`
        : `See whom to meet: pm-onboard next${hireFlag(after)}`,
  };
}

/** Those who were assigned to the role; for a binding with days, whoever holds it on the first of them, assigned or not. */
function heldBefore(
  role: string,
  { from }: BoundDays,
  { program, progress, team, session }: OpenRun,
): readonly string[] {
  if (!from) return bindingAt(progress, role, { on: session.today })?.people ?? [];
  const on = from > session.today ? from : session.today;
  return (bindPeople(program, progress, team.people, on).get(role) ?? []).map(({ name }) => name);
}

/** @param people the people bound now; empty after `--remove` */
function changeText(
  role: string,
  before: readonly string[],
  people: readonly string[],
  days: BoundDays,
  run: Run,
): string {
  const whose = `${viewRole(role, run).title} of ${nameOfRun(run.progress.hire)}`;
  if (people.length === 0) return `${whose}: no longer ${listText(before)}${holdersText(role, run)}`;
  const instead = before.length > 0 ? ` instead of ${listText(before)}` : '';
  return `${whose}: ${listText(people)}${instead}${daysText(days, run.plan.today)}${afterwardsText(role, days, run)}`;
}

function alreadyText(role: string, people: readonly string[], days: BoundDays, run: Run): string {
  const { title } = viewRole(role, run);
  if (people.length === 0) return `${title}: nobody is assigned by \`assign\`${holdersText(role, run)}.`;
  return `${title} is ${listText(people)}${daysText(days, run.plan.today)} already.`;
}

/** Says who holds the role now that `assign` binds nobody: people of the configuration, a stand-in, or nobody. */
function holdersText(role: string, run: Run): string {
  const { people } = viewRole(role, run);
  return people.length > 0 ? `; it is ${listText(people)} now` : '; nobody holds it now';
}
