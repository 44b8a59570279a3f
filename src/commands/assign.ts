/** `assign --role ROLE --to NAME`: binds people to a role for one hire; replaces who was bound before. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { cleanName, matchRole } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import { type Globals, openRun, openSession, saveFacts } from '../session.ts';

export interface AssignOptions extends Globals {
  readonly role: string;
  readonly to: readonly string[];
}

export async function assign(io: Io, hire: string | undefined, options: AssignOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), hire);
  const role = matchRole(run.program, options.role);
  const people = options.to.map((name) => cleanName(name, '--to'));
  const before = run.progress.assigned.get(role) ?? [];
  const title = run.program.roles[role]?.title ?? role;
  if (people.length === before.length && people.every((name, index) => name === before[index])) {
    printOutcome(io, { changes: [], remarks: [`${title} is ${people.join(', ')} already.`], hint: '' });
    return exits.ok;
  }
  if (people.length === 0)
    throw new UserError('--to: nobody is named', 'give a name; several with --to once each');
  await saveFacts(run, [{ kind: 'assigned', role, people }]);
  const instead = before.length > 0 ? ` instead of ${before.join(', ')}` : '';
  printOutcome(io, {
    changes: [`${title} of ${run.progress.hire.name}: ${people.join(', ')}${instead}`],
    remarks: [],
    hint: 'See whom to meet: pm-onboard next',
  });
  return exits.ok;
}
