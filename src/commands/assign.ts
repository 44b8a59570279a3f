/** `assign --role ROLE --to NAME`: binds people to a role for one hire, in the place of those bound before. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { normaliseName } from '../progress/names.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { assignedAlready, assignedOutcome } from '../view/assign.ts';
import { strayRoles } from '../view/stray-roles.ts';

interface AssignOptions extends Globals {
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
  const stray = strayRoles(run.program, run.session.config.people);
  if (people.length === before.length && people.every((name, index) => name === before[index])) {
    printOutcome(io, assignedAlready(role, people, stray, run));
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'assigned', role, people }]);
  printOutcome(io, assignedOutcome(role, { before, people }, stray, after));
  return exits.ok;
}

/** @throws UserError unless there is either a name or `--remove` */
function peopleFrom({ to, remove }: AssignOptions): string[] {
  if (!remove && !to)
    throw new UserError('--to is missing', 'give a name, several with --to once each, or --remove');
  const names = (to ?? []).map((name) => cleanName(name, '--to'));
  return names.filter(
    (name, at) => names.findIndex((other) => normaliseName(other) === normaliseName(name)) === at,
  );
}
