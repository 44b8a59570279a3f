/** What a start needs to know: from the flags, else from the person at the terminal. */
import { type CalendarDate, longDate, mondayFrom } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import { dateFrom, type Session } from '../session/session.ts';
import { accepts } from './asking.ts';

export interface IntakeFlags {
  readonly name?: string;
  readonly start?: string;
  readonly buddy?: string;
  readonly manager?: string;
  /** `ROLE=NAME`, any number of times. */
  readonly role?: readonly string[];
  /** Whether the person at the keyboard is the hire. */
  readonly me?: boolean;
}

export interface Intake {
  readonly name: string;
  readonly start: CalendarDate;
  /** Role → names. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly me: boolean;
}

/**
 * @param refuse throws for a name that can't be taken; asked as soon as the name is known
 * @throws UserError for a flag that can't be used, or one that is missing where nobody can be asked (exit 4)
 */
export async function takeIn(
  session: Session,
  program: Program,
  flags: IntakeFlags,
  refuse: (name: string) => void,
): Promise<Intake> {
  const given = {
    name: flags.name === undefined ? undefined : cleanName(flags.name, '--name'),
    start: flags.start === undefined ? undefined : startFrom(flags.start),
    roles: rolesFrom(program, flags),
  };
  const check = (name: string) => {
    refuse(name);
    refuseContradiction(session, name, flags.me);
  };
  if (given.name !== undefined) check(given.name);
  if (given.name !== undefined && given.start !== undefined) {
    const { name, start } = given;
    return { name, start, roles: given.roles, me: flags.me ?? samePerson({ name, handles: [] }, session.by) };
  }
  if (!session.mayAsk) {
    const missing = [
      ...(given.name === undefined ? ['--name NAME'] : []),
      ...(given.start === undefined ? ['--start DATE'] : []),
    ];
    throw new UserError(
      `a start needs ${missing.join(' and ')}`,
      `give ${missing.length === 1 ? 'it' : 'them'}, or run it in a terminal to be asked`,
      exits.needsInput,
    );
  }
  return askRest(session, program, given, flags.me, check);
}

/** `--me` says that the hire acts, `--as` who acts: an event has one person behind it. */
function refuseContradiction({ globals, by }: Session, name: string, me: boolean | undefined): void {
  if (!me || globals.as === undefined || samePerson({ name, handles: [] }, by)) return;
  throw new UserError(
    `--me says that you are ${name}, --as that you are ${by}`,
    'give one of them: --me if the hire is at the keyboard, --as if somebody else is',
  );
}

/** A start in this millennium: its due dates then lie within the years that a record can hold. */
export function startFrom(text: string): CalendarDate {
  return dateFrom(text, '--start', { first: 2000, last: 2899 });
}

function rolesFrom(program: Program, { buddy, manager, role = [] }: IntakeFlags): Map<string, string[]> {
  const pairs = [
    ...(manager === undefined ? [] : [['manager', manager, '--manager'] as const]),
    ...(buddy === undefined ? [] : [['buddy', buddy, '--buddy'] as const]),
    ...role.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new UserError(
          `--role: "${pair}" names no role`,
          'write it as ROLE=NAME, such as mentor="Grace Hopper"',
        );
      return [pair.slice(0, at).trim(), pair.slice(at + 1), '--role'] as const;
    }),
  ];
  const roles = new Map<string, string[]>();
  for (const [role, name, flag] of pairs) {
    const id = matchRole(program, role);
    roles.set(id, [...(roles.get(id) ?? []), cleanName(name, flag)]);
  }
  return roles;
}

/** The required roles are asked for too; an empty answer leaves them open. */
async function askRest(
  { today, by }: Session,
  program: Program,
  given: { name: string | undefined; start: CalendarDate | undefined; roles: Map<string, string[]> },
  saidMe: boolean | undefined,
  refuse: (name: string) => void,
): Promise<Intake> {
  const { askText, askYesNo } = await import('../prompts.ts');
  const asName = (text: string) => cleanName(text, 'name');
  const name =
    given.name ??
    asName(await askText({ message: 'Who is starting?', validate: accepts((text) => refuse(asName(text))) }));
  const monday = mondayFrom(today);
  const start =
    given.start ??
    startFrom(
      await askText({
        message: `First day (YYYY-MM-DD, ${longDate(monday, today)} if you just press Enter)`,
        default: monday,
        validate: accepts(startFrom),
      }),
    );
  const roles = new Map(given.roles);
  for (const [id, { title, required }] of Object.entries(program.roles)) {
    if (!required || roles.has(id)) continue;
    const validate = accepts((text) => text.trim() === '' || asName(text));
    const answer = await askText({ message: `${title} (Enter to leave open)`, validate });
    if (answer.trim() !== '') roles.set(id, [asName(answer)]);
  }
  const me =
    saidMe ?? (samePerson({ name, handles: [] }, by) || (await askYesNo(`Is that you, ${name}?`, true)));
  return { name, start, roles, me };
}
