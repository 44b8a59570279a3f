/** `assign --role ROLE --to NAME`: binds people to a role for one hire, in the place of those bound before. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { cleanName, matchRole } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import { foldName } from '../progress/names.ts';
import { type Globals, openRun, openSession, type Run, saveFacts } from '../session.ts';
import { viewRole } from '../view/item.ts';
import { strayRoles } from '../view/stray-roles.ts';
import { listText } from '../view/words.ts';

export interface AssignOptions extends Globals {
  readonly role: string;
  readonly to?: readonly string[];
  /** Nobody of this hire's own: the team's people, or who stands in, count again. */
  readonly remove?: boolean;
}

export async function assign(io: Io, hire: string | undefined, options: AssignOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), hire);
  const role = matchRole(run.program, options.role);
  const people = peopleFrom(options);
  const before = run.progress.assigned.get(role) ?? [];
  const title = run.program.roles[role]?.title ?? role;
  const remarks = strayRoles([run.program], run.session.config.people);
  const hint = 'See whom to meet: pm-onboard next';
  if (people.length === before.length && people.every((name, index) => name === before[index])) {
    const remark =
      people.length === 0
        ? `${title}: nobody is assigned by \`assign\`${holdersText(run, role)}.`
        : `${title} is ${listText(people)} already.`;
    printOutcome(io, { changes: [], remarks: [remark, ...remarks], hint: '' });
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'assigned', role, people }]);
  const instead = before.length > 0 ? ` instead of ${listText(before)}` : '';
  const change =
    people.length === 0
      ? `${title} of ${run.progress.hire.name}: no longer ${listText(before)}${holdersText(after, role)}`
      : `${title} of ${run.progress.hire.name}: ${listText(people)}${instead}`;
  printOutcome(io, { changes: [change], remarks, hint });
  return exits.ok;
}

/** @throws UserError unless there is either a name or `--remove` */
function peopleFrom({ to, remove }: AssignOptions): string[] {
  if (remove && to) throw new UserError('--to and --remove exclude each other', 'give one of them');
  if (!remove && !to)
    throw new UserError('--to is missing', 'give a name, several with --to once each, or --remove');
  const names = (to ?? []).map((name) => cleanName(name, '--to'));
  return names.filter((name, at) => names.findIndex((other) => foldName(other) === foldName(name)) === at);
}

/** Who holds the role all the same. */
function holdersText(run: Run, role: string): string {
  const { people } = viewRole(role, run);
  return people.length > 0 ? `; it is ${listText(people)} now` : '; nobody holds it now';
}
