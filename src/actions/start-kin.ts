/** For `start`: whether somebody of that name is known here, and whether this is another run of theirs or somebody else. */

import { longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { endingOf } from '../plan/run.ts';
import { samePerson } from '../progress/names.ts';
import type { Progress } from '../progress/reduce.ts';
import { callingOf, endIn, type OpenHire, readHires, runsAmong, runsNamed } from '../session/hires.ts';
import { cleanName, nobodyCalled, personOf } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { sinceText } from '../session/several.ts';
import { seeHow } from '../view/outcome.ts';
import { hireFlag, lowerFirst, quoted } from '../view/words.ts';
import { type CalendarFlags, flagsAgain, type OwnCalendar } from './calendar-flags.ts';
import type { StartFlags } from './start.ts';

interface KinFlags extends StartFlags, CalendarFlags {
  readonly another?: boolean;
  readonly anotherRun?: boolean;
  readonly buddyChecklist?: boolean;
}

/** A run of somebody who is known here, with its progress. */
export type KnownRun = OpenHire & { readonly progress: Progress };

/** What `start` has to know of the people who are known here. */
export interface Kin {
  /** The name of the hire whom `--another-run --hire` names; undefined where nothing names anybody. */
  readonly name: string | undefined;
  /** @throws UserError for a name that is known here, unless flags or somebody at the terminal say who it is */
  refuse(name: string): void;
  /** The run that began last of the person whose next run this is; undefined for somebody who is new here. */
  earlier(name: string): Promise<KnownRun | undefined>;
}

/** @param calendar what the flags for the hire's own calendar gave, to type it again */
export function kinOf(session: Session, flags: KinFlags, calendar: OwnCalendar): Kin {
  const { another, anotherRun } = flags;
  const { hire } = session.globals;
  const hires = readHires(session);
  const again = (name: string) => startAgain(flags, calendar, name);
  const known = (name: string): OpenHire[] => {
    const named =
      anotherRun && hire !== undefined ? runsNamed(session, runsAmong(hires), undefined) : undefined;
    return lastRuns(session, hires, named ?? hires.filter((each) => samePerson(each, name)));
  };
  const byHire = anotherRun && hire !== undefined ? known('') : [];
  if (anotherRun && hire !== undefined && byHire.length === 0) throw nobodyCalled(hires, hire);
  if (byHire.length > 1) throw severalKnown(session, hire ?? '', byHire, again(byHire[0]?.name ?? ''));
  return {
    name: byHire[0]?.name,

    refuse(name) {
      if (another) return;
      const persons = known(name);
      if (!anotherRun) {
        if (persons.length > 0 && !session.mayAsk) throw isKnown(session, hires, persons, again(name));
        return;
      }
      const [only] = persons;
      if (!only) throw notKnown(name, hires);
      if (persons.length > 1) throw severalKnown(session, name, persons, again(name));
      if (hire !== undefined && !isNamed(hires, only, name))
        throw new UserError(`--hire ${hire} is ${only.name}, --name is "${name}"`, 'name one person');
      if (!only.progress) throw only.error;
    },

    async earlier(name) {
      if (another) return undefined;
      const persons = known(name);
      const [only] = persons;
      if (anotherRun || !only) return only && withProgress(only);
      const { askOne } = await import('../prompts.ts');
      const chosen = await askOne(`${knownText(session, hires, only)}. Who starts now?`, [
        ...persons.map((person) => ({
          name: `the same person: another run${persons.length > 1 ? ` of ${person.id}` : ''}`,
          value: person.id,
        })),
        { name: 'somebody else of that name', value: 'another' },
        { name: 'neither: write nothing', value: '' },
      ]);
      if (chosen === '') throw isKnown(session, hires, persons, again(name));
      const person = persons.find(({ id }) => id === chosen);
      return person && withProgress(person);
    },
  };
}

/** Each person whom one of the runs is of, by the run of theirs that began last. */
function lastRuns(session: Session, hires: readonly OpenHire[], some: readonly OpenHire[]): OpenHire[] {
  const persons = new Set(some.map(personOf));
  const records = hires.filter((each) => persons.has(personOf(each)));
  for (const record of records) endIn(session, record);
  return [...grouped(records, personOf).values()].map((runs) =>
    runs.reduce((a, b) => (startOf(b) > startOf(a) ? b : a)),
  );
}

/** The people of a name who are known here, each by the run that began last; the record of one may be unreadable. */
export function peopleCalled(session: Session, hires: readonly OpenHire[], name: string): OpenHire[] {
  return lastRuns(
    session,
    hires,
    hires.filter((each) => samePerson(each, name)),
  );
}

function startOf({ progress }: OpenHire): string {
  return progress ? `${progress.hire.start} ${progress.hire.id}` : '';
}

/** @throws the error that keeps the record from being read: then nobody knows whose run it is */
export function withProgress(hire: OpenHire): KnownRun {
  const { progress } = hire;
  if (!progress) throw hire.error;
  return { ...hire, progress };
}

/** Whether one of the person's runs has that name or handle. */
function isNamed(hires: readonly OpenHire[], person: OpenHire, name: string): boolean {
  return hires.some((each) => personOf(each) === personOf(person) && samePerson(each, name));
}

/** The person's name as their last run has it, where another spelling of it or a handle was typed. */
export function nameOfPerson({ progress }: KnownRun, typed: string): string {
  return samePerson(progress.hire, typed) ? progress.hire.name : typed;
}

/** `Bob Noyce is being onboarded already (h1a2b3c4d: product-manager, since Mon 30 Nov)`. */
function knownText(session: Session, hires: readonly OpenHire[], person: OpenHire): string {
  const runs = hires.filter((each) => personOf(each) === personOf(person));
  const open = runs.find((each) => endIn(session, each) === undefined);
  const shown = open ?? person;
  const { progress, name, id } = shown;
  const ended = progress && endingOf(progress);
  if (!ended)
    return `${name} ${progress?.hire.end ? 'is known here' : 'is being onboarded'} already (${id}${progress ? `: ${programText(session, progress)}` : ''})`;
  const how = ended.how === 'archived' ? 'was archived' : 'finished';
  return `${name} ${how} on ${longDate(ended.on, session.today)} (${id}: ${progress.hire.program})`;
}

/** `product-manager, since Mon 30 Nov`. */
function programText({ today }: Session, { hire }: Progress): string {
  return `${hire.program}, ${sinceText(hire, today)}`;
}

function isKnown(
  session: Session,
  hires: readonly OpenHire[],
  persons: readonly OpenHire[],
  again: string,
): UserError {
  const open = persons.find((person) => endIn(session, person) === undefined);
  const shown = open ?? persons[0];
  const isOne = persons.length === 1;
  const flag = shown ? hireFlag(callingOf(session, runsAmong(hires), shown)) : '';
  return new UserError(
    shown ? knownText(session, hires, shown) : '',
    lowerFirst(seeHow(`status${flag}`)),
    exits.usage,
    [
      '  --another-run begins another run of the same person:',
      ...persons.map(({ id }) => `    ${again} --another-run${isOne ? '' : ` --hire ${id}`}`),
      '  --another begins with somebody else of that name:',
      `    ${again} --another`,
    ],
  );
}

function severalKnown(
  session: Session,
  name: string,
  persons: readonly OpenHire[],
  again: string,
): UserError {
  return new UserError(
    `--another-run: ${persons.length} people here are called ${name}`,
    'say whose run it is with --hire and the id of one of their records',
    exits.usage,
    persons.map(
      ({ id, progress }) =>
        `  ${again} --another-run --hire ${id}${progress ? `   ${programText(session, progress)}` : ''}`,
    ),
  );
}

function notKnown(name: string, hires: readonly OpenHire[]): UserError {
  const { message, hint } = nobodyCalled(hires, name);
  const near = hires.length === 0 ? '' : `${hint}; `;
  return new UserError(`--another-run: ${message}`, `${near}leave it out for somebody who is new here`);
}

/** The command as it was typed, with the person's name. */
function startAgain(flags: KinFlags, calendar: OwnCalendar, name: string): string {
  const typed = flags as Partial<Record<string, unknown>>;
  const words = ['start', 'end', 'program', 'buddy', 'manager'].flatMap((key) =>
    typeof typed[key] === 'string' ? [`--${key} ${quoted(typed[key])}`] : [],
  );
  return [
    'pm-onboard start',
    `--name ${quoted(cleanName(name, '--name'))}`,
    ...words,
    ...(flags.role ?? []).map((pair) => `--role ${quoted(pair)}`),
    ...(flags.trait ?? []).map((pair) => `--trait ${quoted(pair)}`),
    ...(flags.me === undefined ? [] : [flags.me ? '--me' : '--no-me']),
    ...(flags.buddyChecklist ? ['--buddy-checklist'] : []),
    ...flagsAgain(flags, calendar, Boolean(flags.force)),
  ].join(' ');
}
