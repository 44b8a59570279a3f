/** `assign --role ROLE --to NAME`: binds people to a role for one hire; they replace the people bound before. Asks for both. */
import { selfSigned } from '../actions/afterwards.ts';
import { missing, take } from '../actions/input.ts';
import type { Run } from '../plan/run.ts';
import { normaliseName } from '../progress/names.ts';
import { bindingAt } from '../progress/reduce.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { viewRole } from '../view/item.ts';
import { strayRoles } from '../view/notices.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag, listText, lowerFirst } from '../view/words.ts';

interface AssignOptions {
  readonly role?: string;
  readonly to?: readonly string[];
  /** Bind nobody for this hire, so that the people in the team's configuration, or a stand-in, hold the role again. */
  readonly remove?: boolean;
}

export async function assign(run: OpenRun, options: AssignOptions): Promise<Outcome> {
  const role = await takeRole(run, options.role);
  const people = await takePeople(run, role, options);
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

/** @throws UserError for an unknown role; with exit 4 where none is given and nobody can be asked */
async function takeRole(run: OpenRun, given: string | undefined): Promise<string> {
  if (given !== undefined) return matchRole(run.program, given);
  if (!run.session.mayAsk) throw missing('--role');
  const { askOne } = await import('../prompts.ts');
  const choices = Object.keys(run.program.roles).map((role) => {
    const { title, people } = viewRole(role, run);
    return {
      name: `${title}, ${people.length > 0 ? listText(people) : 'nobody yet'}`,
      value: role,
      short: title,
    };
  });
  return askOne('Which role?', choices);
}

/**
 * The names to bind, without duplicates; empty for `--remove`.
 * @throws UserError for a bad name; with exit 4 where none is given and nobody can be asked
 */
async function takePeople(run: OpenRun, role: string, { to, remove }: AssignOptions): Promise<string[]> {
  if (remove) return [];
  const given = to ?? [
    await take(run.session, undefined, {
      missing: '--to is missing',
      remedy: 'give a name with --to, several with --to once each, or --remove',
      question: `Who is ${lowerFirst(viewRole(role, run).title)} of ${run.progress.hire.name}?`,
      check: (text) => cleanName(text, 'the name'),
    }),
  ];
  const names = given.map((name) => cleanName(name, '--to'));
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
