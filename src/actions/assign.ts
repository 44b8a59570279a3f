/** `assign`: the role, the people and the days that flags and answers name, and what a binding changes. */
import { addDays, type CalendarDate, longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import type { Run } from '../plan/run.ts';
import { turnsIn } from '../plan/turns.ts';
import { normaliseName } from '../progress/names.ts';
import { dateFrom } from '../session/date-argument.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { readDate } from '../session/session.ts';
import { viewRole } from '../view/item.ts';
import { listText, lowerFirst, nameOfRun } from '../view/words.ts';
import { missing, take } from './input.ts';

export interface AssignOptions {
  readonly role?: string;
  readonly to?: readonly string[];
  /** The first and the last day on which they hold the role; without a last one, from then on. */
  readonly from?: string;
  readonly until?: string;
  /** Bind nobody for this hire, so that the people in the team's configuration, or a stand-in, hold the role again. */
  readonly remove?: boolean;
}

/** The days of a binding, as its event has them; empty for one that counts from now on. */
export interface BoundDays {
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
}

/** @throws UserError for an unknown role; with exit 4 where none is given and nobody can be asked */
export async function takeRole(run: OpenRun, given: string | undefined): Promise<string> {
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
export async function takePeople(
  run: OpenRun,
  role: string,
  { to, remove }: AssignOptions,
): Promise<string[]> {
  if (remove) return [];
  const given = to ?? [
    await take(run.session, undefined, {
      missing: '--to is missing',
      remedy: 'give a name with --to, several with --to once each, or --remove',
      question: `Who is ${lowerFirst(viewRole(role, run).title)} of ${nameOfRun(run.progress.hire)}?`,
      check: (text) => cleanName(text, 'the name'),
    }),
  ];
  const names = given.map((name) => cleanName(name, '--to'));
  return names.filter(
    (name, at) => names.findIndex((other) => normaliseName(other) === normaliseName(name)) === at,
  );
}

/**
 * The days of the binding. A cover without a first day begins today, so that it says nothing of the past.
 * @throws UserError for a text that is no date, days that end before they begin, or that have all passed
 */
export function takeDays({ session }: OpenRun, { from, until }: AssignOptions): BoundDays {
  const { io, today } = session;
  const first =
    from === undefined
      ? undefined
      : readDate(io, from, '--from', (text) => dateFrom(text, { flag: '--from', today, lies: 'ahead' }));
  if (until === undefined) return first ? { from: first } : {};
  const begin = first ?? today;
  const last = readDate(io, until, '--until', (text) =>
    dateFrom(text, {
      flag: '--until',
      today,
      lies: 'ahead',
      from: begin,
      isPossible: (day) => day >= begin,
    }),
  );
  if (last < begin)
    throw new UserError(
      `--until: ${longDate(last, today)} is before ${longDate(begin, today)}, when it begins`,
      'give a later day, or an earlier --from',
    );
  if (last < today)
    throw new UserError(
      `--until: ${longDate(last, today)} has passed, so nothing would change`,
      `give a day from today on, such as --until ${addDays(today, 7)}`,
    );
  return { from: begin, to: last };
}

/** ` from Mon 7 Dec until Fri 18 Dec`; empty for a binding that counts from now on. */
export function daysText({ from, to }: BoundDays, today: CalendarDate): string {
  const begin = from && from > today ? ` from ${longDate(from, today)}` : '';
  return `${begin}${to ? ` until ${longDate(to, today)}` : ''}`;
}

/** Who holds the role when the days are over; empty for a binding without an end. */
export function afterwardsText(role: string, { to }: BoundDays, run: Run): string {
  if (!to) return '';
  const next = turnsIn(run)
    .get(role)
    ?.find(({ from }) => from > to);
  if (!next) return '';
  return next.people.length > 0 ? `, then ${listText(next.people.map(({ name }) => name))}` : ', then nobody';
}

/** A sentence about the roles that come along, since this one's people stand in there; empty where none does. */
export function alongText(role: string, { from }: BoundDays, run: Run): string[] {
  const { today } = run.plan;
  const at = (turns: ReturnType<typeof turnsIn>, id: string) =>
    turns.get(id)?.findLast((turn) => turn.from <= (from && from > today ? from : today))?.people ?? [];
  const turns = turnsIn(run);
  const names = (id: string) =>
    at(turns, id)
      .map(({ name }) => name)
      .join('\n');
  const along = Object.keys(run.program.roles).filter(
    (id) => id !== role && standsFor(id, role, run) && names(id) === names(role),
  );
  const titles = along.map((id) => lowerFirst(viewRole(id, run).title));
  return titles.length > 0 ? [`They stand in as ${listText(titles)} too.`] : [];
}

/** Whether the role's people are by default those of the other one, at once or by way of others. */
function standsFor(id: string, role: string, { program }: Run): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = program.roles[at]?.default) {
    if (at === role) return true;
    seen.add(at);
  }
  return false;
}
