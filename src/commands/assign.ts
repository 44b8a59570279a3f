/** `assign --role ROLE --to NAME`: binds people to a role for one hire; they replace the people bound before. */
import { selfSigned } from '../actions/afterwards.ts';
import { UserError } from '../errors.ts';
import type { Run } from '../plan/run.ts';
import { normaliseName } from '../progress/names.ts';
import { bindingAt } from '../progress/reduce.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { viewRole } from '../view/item.ts';
import { strayRoles } from '../view/notices.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag, listText } from '../view/words.ts';

interface AssignOptions {
  readonly role: string;
  readonly to?: readonly string[];
  /** Bind nobody for this hire, so that the people in the team's configuration, or a stand-in, hold the role again. */
  readonly remove?: boolean;
}

export async function assign(run: OpenRun, options: AssignOptions): Promise<Outcome> {
  const role = matchRole(run.program, options.role);
  const people = peopleFrom(options);
  const before = bindingAt(run.progress, role, { on: run.session.today })?.people ?? [];
  // A binding for some days only, or one that is still to come, isn't the same as one for good.
  const last = run.progress.bindings.get(role)?.findLast(({ until }) => !until)?.event;
  const isForGood = last?.from === undefined && last?.to === undefined;
  const isSame = isForGood && people.join('\n') === before.join('\n');
  const after = isSame ? run : await saveFacts(run, [{ kind: 'assigned', role, people }]);
  const change = isSame ? alreadyText(role, people, run) : changeText(role, before, people, after);
  return {
    changes: isSame ? [] : [change],
    remarks: [
      ...(isSame ? [change] : []),
      ...(run.record.team ? [] : strayRoles(run.program, run.team.people)),
      ...selfSigned(after, role),
    ],
    hint: isSame ? '' : `See whom to meet: pm-onboard next${hireFlag(after)}`,
  };
}

/** The names to bind, without duplicates; empty for `--remove`. @throws UserError if both `--to` and `--remove` are missing */
function peopleFrom({ to, remove }: AssignOptions): string[] {
  if (!remove && !to)
    throw new UserError('--to is missing', 'give a name, several with --to once each, or --remove');
  const names = (to ?? []).map((name) => cleanName(name, '--to'));
  return names.filter(
    (name, at) => names.findIndex((other) => normaliseName(other) === normaliseName(name)) === at,
  );
}

/** @param people the people bound now; empty after `--remove` */
function changeText(role: string, before: readonly string[], people: readonly string[], run: Run): string {
  const whose = `${viewRole(role, run).title} of ${run.progress.hire.name}`;
  if (people.length === 0) return `${whose}: no longer ${listText(before)}${holdersText(role, run)}`;
  return `${whose}: ${listText(people)}${before.length > 0 ? ` instead of ${listText(before)}` : ''}`;
}

function alreadyText(role: string, people: readonly string[], run: Run): string {
  const { title } = viewRole(role, run);
  if (people.length === 0) return `${title}: nobody is assigned by \`assign\`${holdersText(role, run)}.`;
  return `${title} is ${listText(people)} already.`;
}

/** Says who holds the role now that `assign` binds nobody: people of the configuration, a stand-in, or nobody. */
function holdersText(role: string, run: Run): string {
  const { people } = viewRole(role, run);
  return people.length > 0 ? `; it is ${listText(people)} now` : '; nobody holds it now';
}
