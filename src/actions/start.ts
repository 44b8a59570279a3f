/** For `start`: learns who starts and when from flags or the person at the terminal, and writes the new record. */
import { addDays, type CalendarDate, earlierOf, longDate, mondayFrom } from '../dates.ts';
import { exits, reasonOf, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import { planRun, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import { emptyRecord } from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { withFacts } from '../progress/stamp.ts';
import { cleanName, matchRole } from '../session/lookup.ts';
import { type OpenRun, openRunOf } from '../session/run.ts';
import { readDate, type Session, stampOf } from '../session/session.ts';
import { systemZone, zoneFrom } from '../session/zone.ts';
import { listText, quoted, upperFirst } from '../view/words.ts';
import { pinProgram } from '../workspace/programs.ts';
import { createRecord, newHireId, newPersonId } from '../workspace/records.ts';
import { tryChangeSettings } from '../workspace/settings.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import type { ChangedFact } from './calendar-flags.ts';
import { ask, askDate, confirmed, startFrom } from './input.ts';
import { checkedEnd, refuseEnd, refuseStretch } from './last-day.ts';
import { type Kin, type KnownRun, nameOfPerson } from './start-kin.ts';
import { type GivenTraits, takeTraits, traitLines, traitsFrom, traitTexts } from './traits.ts';

export interface StartFlags {
  readonly name?: string;
  readonly start?: string;
  /** The last day, for a program whose dates count back from it. */
  readonly end?: string;
  readonly buddy?: string;
  readonly manager?: string;
  /** Each text is `ROLE=NAME`. */
  readonly role?: readonly string[];
  /** Whether the person who acts is the hire. */
  readonly me?: boolean;
  /** The IANA name of a time zone. */
  readonly zone?: string;
  /** Each text is `TRAIT=VALUE`, or the trait alone, to be asked for. */
  readonly trait?: readonly string[];
  readonly stretch?: boolean;
}

export interface NewHire {
  readonly name: string;
  /** The run of the same person that began last; undefined for a person who is new here. */
  readonly earlier: KnownRun | undefined;
  /** The first day; for a program whose dates count back from the last day, the day from which on there is something to do. */
  readonly start: CalendarDate;
  /** The last day, for such a program. */
  readonly end: CalendarDate | undefined;
  /** Id of a role → names of the people who hold the role. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly me: boolean;
  /** The IANA name of the hire's time zone; undefined where neither a flag nor the system names one. */
  readonly zone: string | undefined;
  /** Trait → value, for each trait of the program. */
  readonly traits: ReadonlyMap<string, string>;
}

/**
 * Who starts, when, and who holds which role.
 * @param kin whether that is somebody who is known here; asked as soon as the name is known
 * @throws UserError for a flag that can't be used; with exit 4 when one is missing and nobody can be asked
 */
export async function takeHire(
  session: Session,
  program: Program,
  flags: StartFlags,
  kin: Kin,
): Promise<NewHire> {
  const { by, mayAsk } = session;
  const nameFrom = (text: string, flag: string) => {
    const name = cleanName(text, flag);
    kin.refuse(name);
    refuseContradiction(session, name, flags.me);
    return name;
  };
  const zone = flags.zone === undefined ? systemZone(session.io) : zoneFrom(flags.zone, '--zone');
  const named = flags.name ?? kin.name;
  const days = daysOf(session, program, flags);
  const given = {
    ...days.given,
    name: named === undefined ? undefined : nameFrom(named, '--name'),
  };
  const roles = rolesFrom(program, flags);
  const said = traitsFrom(program, flags.trait);
  const traits = new Map(Object.keys(program.traits ?? {}).map((trait) => [trait, said.get(trait)]));
  const isComplete = given.name !== undefined && days.isComplete;
  const isSaid = [...traits.values()].every((value) => value !== undefined);
  if (!(isComplete && isSaid) && !mayAsk) throw missingFlags(given, program, traits);
  const name = given.name ?? (await ask(days.who, (text) => nameFrom(text, 'name')));
  const earlier = await kin.earlier(name);
  const { start, end } = await days.take();
  if (!isComplete) await askRoles(program, roles);
  const isActing = samePerson({ name, handles: [] }, by);
  const me = flags.me ?? (isActing || (!isComplete && (await askMe(name))));
  return {
    name: earlier ? nameOfPerson(earlier, name) : name,
    earlier,
    start,
    end,
    roles,
    me,
    zone,
    traits: await takeTraits(session, program, traits),
  };
}

interface Days {
  readonly start: CalendarDate;
  readonly end: CalendarDate | undefined;
}

/** What the flags say of the first and the last day, how to learn the rest, and how to ask whose they are. */
function daysOf(session: Session, program: Program, flags: StartFlags) {
  const read = (flag: '--start' | '--end', text: string | undefined) =>
    text === undefined
      ? undefined
      : readDate(session.io, text, flag, (typed) => startFrom(typed, session, flag));
  refuseEnd(program, flags.end);
  refuseStretch(program, flags.stretch);
  if (program.anchor !== 'end') {
    const start = read('--start', flags.start);
    return {
      who: 'Who is starting?',
      given: { start },
      isComplete: start !== undefined,
      take: async (): Promise<Days> => ({
        start: start ?? (await askStart(session, (text) => startFrom(text, session))),
        end: undefined,
      }),
    };
  }
  const [start, end] = [read('--start', flags.start), read('--end', flags.end)];
  const checked = (last: CalendarDate) => checkedEnd(start, last);
  return {
    who: 'Whose last day is it?',
    given: { end: end && checked(end) },
    isComplete: end !== undefined,
    async take(): Promise<Days> {
      const question = 'Last day (YYYY-MM-DD, fri, 25 nov, +3d)';
      const last =
        end ??
        (await askDate(session, '--end', question, (text) => checked(startFrom(text, session, '--end'))));
      return { start: start ?? earlierOf(session.today, last), end: last };
    },
  };
}

/** @param given what is known; a key whose value is undefined is missing */
function missingFlags(
  given: Readonly<Record<string, string | undefined>>,
  program: Program,
  traits: GivenTraits,
): UserError {
  const unsaid = [...traits].flatMap(([trait, value]) => (value === undefined ? trait : []));
  const missing = [
    ...['name', 'start', 'end'].flatMap((key) =>
      key in given && given[key] === undefined ? `--${key}` : [],
    ),
    ...unsaid.map((trait) => `--trait ${trait}`),
  ];
  return new UserError(
    `${program.anchor === 'end' ? program.id : 'a start'} needs ${listText(missing)}`,
    `give ${agreeing(missing.length, 'it', 'them')}, or run it in a terminal to be asked`,
    exits.needsInput,
    traitLines(program, unsaid),
  );
}

/** @throws UserError when `--me` says that the hire gives the command and `--as` names somebody else */
function refuseContradiction({ globals, by }: Session, name: string, me: boolean | undefined): void {
  if (!me || globals.as === undefined || samePerson({ name, handles: [] }, by)) return;
  throw new UserError(
    `--me says that you are ${name}, --as that you are ${by}`,
    'give one of them: --me if the hire is at the keyboard, --as if somebody else is',
  );
}

/** Id of a role → names, from `--manager`, `--buddy` and `--role`. @throws UserError for an unknown role or a bad name */
function rolesFrom(program: Program, { buddy, manager, role = [] }: StartFlags): Map<string, string[]> {
  const pairs = [
    ...(manager === undefined ? [] : [['manager', manager, '--manager'] as const]),
    ...(buddy === undefined ? [] : [['buddy', buddy, '--buddy'] as const]),
    ...role.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new UserError(
          `--role: "${pair}" has no role before a "="`,
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

function askStart(session: Session, read: (text: string) => CalendarDate): Promise<CalendarDate> {
  const { today } = session;
  const monday = mondayFrom(today);
  const message = `First day (YYYY-MM-DD or 25 nov, ${longDate(monday, today)} if you just press Enter)`;
  return askDate(session, '--start', message, read, monday);
}

/** Asks who holds each required role that no flag names, and adds the names to `roles`; an empty answer leaves a role open. */
async function askRoles(program: Program, roles: Map<string, string[]>): Promise<void> {
  const check = (text: string) => (text.trim() === '' ? undefined : cleanName(text, 'name'));
  for (const [id, { title, required }] of Object.entries(program.roles)) {
    if (!required || roles.has(id)) continue;
    const name = await ask(`${title} (Enter to leave open)`, check);
    if (name !== undefined) roles.set(id, [name]);
  }
}

async function askMe(name: string): Promise<boolean> {
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`Is that you, ${name}?`, true);
}

/** How many days ahead a start may lie before it is asked about. */
const farAhead = 366;

/**
 * Whether to begin a run that can hardly be meant: it is over already, or begins in more than a year.
 * @param run the run as it would be
 * @throws UserError with exit 4 where nobody can be asked, and without `--force`
 */
export async function confirmStart(session: Session, run: Run, force: boolean | undefined): Promise<boolean> {
  const { start, end } = run.plan;
  const flag = run.progress.hire.subject === undefined ? '--end' : '--due';
  const doubt = startDoubt(run);
  if (doubt === undefined) return true;
  return confirmed(session, {
    force,
    fault: `${end ? `${flag} ${end}` : `--start ${start}`}: ${doubt}`,
    remedy: 'correct the date, or say that it is meant: --force',
    question: `${upperFirst(doubt)}. Is that meant?`,
  });
}

/** Why the start of a run can hardly be meant, in words; undefined where nothing speaks against it. */
export function startDoubt({ plan, progress }: Run): string | undefined {
  const { start, end: last, phases, today } = plan;
  const end = phases.at(-1)?.due ?? start;
  if (end < today) return `the run is over already: its last phase ends on ${longDate(end, today)}`;
  if (last) {
    return last > addDays(today, farAhead)
      ? `${progress.hire.subject === undefined ? 'the last day' : 'the due date'} is more than a year ahead, on ${longDate(last, today)}`
      : undefined;
  }
  return start > addDays(today, farAhead)
    ? `the start is more than a year ahead, on ${longDate(start, today)}`
    : undefined;
}

/**
 * The run as it would be, without writing anything.
 * @throws UserError where the calendar has no working day in 366 days on end
 */
export function foreseeStart(
  session: Session,
  program: Program,
  hire: NewHire,
  calendar: ChangedFact | undefined,
): Run {
  const record = withFacts(emptyRecord(''), factsOf(program, '', hire, calendar), stampOf(session));
  const progress = reduceEvents(record) as Progress;
  const source = {
    record,
    progress,
    pinned: program,
    now: session.io.now(),
    called: quoted(hire.name),
    usual: true,
  };
  return planRun(source, session.config, session.today);
}

/** @param digest of the compiled program */
function factsOf(
  program: Program,
  digest: string,
  { name, earlier, start, end, roles, zone, traits }: NewHire,
  calendar: ChangedFact | undefined,
): Fact[] {
  return [
    {
      kind: 'started',
      run: 'onboarding',
      person: earlier?.progress.hire.person ?? newPersonId(),
      name,
      handles:
        earlier && earlier.progress.hire.handles.length > 0 ? earlier.progress.hire.handles : undefined,
      start,
      end,
      program: program.id,
      digest,
      zone,
      traits: traits.size > 0 ? traitTexts(traits) : undefined,
    },
    ...[...roles].map(([role, people]): Fact => ({ kind: 'assigned', role, people })),
    ...(calendar ? [calendar] : []),
  ];
}

/**
 * Begins the run, and remembers who the person who acts is.
 * @param calendar the fact of the hire's own calendar, if the hire has one
 * @returns `unremembered`: why the settings could not note that the hire is the person who acts; undefined if all went well
 */
export async function beginRun(
  session: Session,
  program: Program,
  hire: NewHire,
  calendar: ChangedFact | undefined,
): Promise<{ readonly run: OpenRun; readonly unremembered: string | undefined }> {
  const { name, me } = hire;
  // The record is written before the settings: if the settings named a hire without a record, later commands would find nobody.
  const id = await writeRun(session, program, hire, calendar);
  const unremembered = me ? tryChangeSettings(session.io.dirs.config, { me: name }) : undefined;
  return { run: begunRun(session, id, name), unremembered };
}

/** Pins the program and writes the new record. @returns its id */
export async function writeRun(
  session: Session,
  program: Program,
  hire: NewHire,
  calendar: ChangedFact | undefined,
): Promise<string> {
  const { workspace } = session;
  createWorkspace(workspace);
  const facts = factsOf(program, pinProgram(workspace, program), hire, calendar);
  const stamp = stampOf(hire.me ? { ...session, by: hire.name } : session);
  const record = withFacts(emptyRecord(newHireId()), facts, stamp);
  await createRecord(workspace, record, stamp.now);
  return record.hire;
}

/** Opens the new run. @throws UserError when the record can't be read back; it says that the hire has been started anyway */
function begunRun(session: Session, hire: string, name: string): OpenRun {
  try {
    return openRunOf(session, hire);
  } catch (error) {
    throw new UserError(
      `${name} has been started, but that can't be read again: ${reasonOf(error)}`,
      `see how it stands: pm-onboard status ${hire}; don't start again`,
      exits.failed,
    );
  }
}
