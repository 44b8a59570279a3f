/** For `run`: begins the run of a checklist for a subject, or finds the one that is there. */
import type { CalendarDate } from '../../dates.ts';
import { exits, reasonOf, UserError } from '../../errors.ts';
import type { Program } from '../../program/model.ts';
import type { Fact } from '../../progress/event.ts';
import { samePerson } from '../../progress/names.ts';
import { emptyRecord, type HireRecord } from '../../progress/record.ts';
import { bindingAt, type Progress, reduceEvents } from '../../progress/reduce.ts';
import { withFacts } from '../../progress/stamp.ts';
import { wordFor } from '../../session/checklist-words.ts';
import { type Checklist, openChecklist, readChecklists } from '../../session/checklists.ts';
import { endIn, type OpenHire, readHires } from '../../session/hires.ts';
import { cleanLine, cleanName } from '../../session/lookup.ts';
import { refuseToSave } from '../../session/may-save.ts';
import { type OpenRun, runOf } from '../../session/run.ts';
import { readDate, type Session, stampOf } from '../../session/session.ts';
import { zoneOf } from '../../session/zone.ts';
import { lookAgain } from '../../view/unread.ts';
import { hireFlag, quoted } from '../../view/words.ts';
import { pinProgram } from '../../workspace/programs.ts';
import { createRecord, newPersonId, readRecord, runIdOf } from '../../workspace/records.ts';
import { createWorkspace } from '../../workspace/workspace.ts';
import { startFrom } from '../input.ts';
import { takeTraits, traitsFrom, traitTexts } from '../traits.ts';
import type { BeginFlags } from './flags.ts';
import type { Source } from './source.ts';

/** What is known of a run that is begun for a date, rather than by the flags of `run`. */
export interface Given {
  /** Its first day; today, if left out. */
  readonly start?: CalendarDate;
  /** The day from which its dates count. */
  readonly end?: CalendarDate;
  /** Role → who holds it. */
  readonly held?: ReadonlyMap<string, string>;
}

export interface Begun {
  readonly run: OpenRun;
  /** Whether this command has begun it. */
  readonly isNew: boolean;
}

/**
 * The run of the checklist for the subject: the last one that is there, or a new one.
 * @param subject what {@link subjectFrom} has made of what was typed
 * @throws UserError for a flag that can't be used, or that asks for something else than the run that is there has
 */
export async function beginOrResume(
  session: Session,
  source: Source,
  subject: string,
  flags: BeginFlags,
): Promise<Begun> {
  const { last, free } = numbersTaken(session, source.id, subject);
  if (last !== undefined && !flags.anotherRun) return { run: resumed(session, last, flags), isNew: false };
  return { run: await begin(session, source, { subject, number: free }, flags), isNew: true };
}

/** The run that is there for the subject, as {@link beginOrResume} finds it, of a checklist that may be gone or broken by now. */
export function runThere(
  session: Session,
  template: string,
  words: string,
  flags: BeginFlags,
): OpenRun | undefined {
  const { last } = numbersTaken(session, template, subjectFrom(words));
  return last === undefined || flags.anotherRun ? undefined : resumed(session, last, flags);
}

/** Begins a run, whatever others there are for the subject. */
export async function begin(
  session: Session,
  source: Source,
  of: Subject,
  flags: BeginFlags,
  given: Given = {},
): Promise<OpenRun> {
  if (!session.globals.dryRun) refuseToSave(session);
  return begun(session, source, of, flags, given);
}

/** What a checklist is worked through for, as a record has it. @throws UserError for a text that can't be used */
export function subjectFrom(words: string): string {
  return cleanLine(words, 'run', 'subject', 'say what it is for, such as "Message reminders"');
}

/** The last number that has a record, erased ones apart, and the first one that has no file at all. */
export function numbersTaken({ workspace }: Session, template: string, subject: string) {
  let last: string | undefined;
  for (let number = 1; ; number += 1) {
    const id = runIdOf(template, subject, number);
    // A record that can't be read says so here: another run in its place would hide it.
    const record = readRecord(workspace, id);
    if (!record) return { last, free: number };
    if (!record.forgotten) last = id;
  }
}

/** The run with this id, under way or ended. @throws UserError where a flag asks for something else than it has */
function resumed(session: Session, id: string, flags: BeginFlags): OpenRun {
  const run = openChecklist(session, id);
  const [fault] = [dueFault(session, run, flags), ownerFault(run, flags), traitFault(run, flags)].flat();
  if (fault) throw otherThanThere(run, fault, 'begin another one: --another-run');
  return run;
}

/** @throws UserError where the run has other traits than the texts of `--set` say */
export function refuseOtherTraits(run: OpenRun, set: readonly string[] | undefined): void {
  const [fault] = traitFault(run, { set });
  if (fault) throw otherThanThere(run, fault);
}

/** @param otherwise what can be done instead of changing the run */
function otherThanThere(run: OpenRun, [has, remedy]: Fault, otherwise?: string): UserError {
  const { subject = run.record.hire } = run.progress.hire;
  const change = remedy && `${remedy}${hireFlag(run)}`;
  return new UserError(
    `${quoted(subject)} is there already, ${has}`,
    [change, otherwise].filter(Boolean).join('; or '),
  );
}

/** What a run has instead of what a flag asks for, and the command that changes it, without the flag that names the run. */
type Fault = readonly [has: string, remedy?: string];

function dueFault(session: Session, { progress }: OpenRun, { due }: BeginFlags): Fault[] {
  const { end, start } = progress.hire;
  const wanted = due === undefined ? end : dueFrom(session, due);
  if (wanted === end) return [];
  return end === undefined
    ? [[`and its dates count from ${start}`, 'move single dates: pm-onboard move 1.1 +3d']]
    : [[`due ${end}`, `move it: pm-onboard reschedule --due ${wanted}`]];
}

function ownerFault({ progress }: OpenRun, { owner }: BeginFlags): Fault[] {
  const { hire } = progress;
  return owner === undefined || samePerson(hire, owner) ? [] : [[`and ${hire.name} owns it`]];
}

function traitFault(
  { progress, pinned }: OpenRun,
  { set = [] }: { readonly set?: readonly string[] | undefined },
): Fault[] {
  const has = new Map([...progress.traits].map(([trait, answers]) => [trait, answers.at(-1)?.value]));
  for (const [trait, value] of traitsFrom(pinned, set, '--set'))
    if (value !== undefined && value !== has.get(trait))
      return [
        [
          `with ${trait}=${has.get(trait) ?? ''}`,
          `change it: pm-onboard reschedule --trait ${trait}=${value}`,
        ],
      ];
  return [];
}

/** @param first the first day that can be meant; any, if left out */
function dueFrom(session: Session, text: string, first?: CalendarDate): CalendarDate {
  return readDate(session.io, text, '--due', (typed) => {
    const date = startFrom(typed, session, '--due');
    if (first === undefined || date >= first) return date;
    throw new UserError(`--due: ${date} has passed`, `give a day from today on, ${first}`);
  });
}

interface Subject {
  readonly subject: string;
  readonly number: number;
}

/** Pins the checklist and writes the new record; in a dry run, the run as it would be. */
async function begun(
  session: Session,
  source: Source,
  of: Subject,
  flags: BeginFlags,
  given: Given,
): Promise<OpenRun> {
  const { workspace } = session;
  const end = flags.due === undefined ? given.end : dueFrom(session, flags.due, session.today);
  const program = source.programFor(of.subject, end !== undefined);
  if (program.anchor === 'end' && end === undefined)
    throw new UserError(`the dates of ${source.id} count back from a day`, 'say which: --due 2027-01-15');
  const traits = await traitsOf(session, program, flags.set);
  const id = runIdOf(source.id, of.subject, of.number);
  const facts = (digest: string) =>
    factsOf(session, program, { ...given, ...of, end, digest, traits, owner: flags.owner });
  const stamp = stampOf(session);
  if (session.globals.dryRun) {
    const record = withFacts(emptyRecord(id), facts(''), stamp);
    session.globals.saved?.push(...record.events);
    return foreseen(session, record, program);
  }
  createWorkspace(workspace);
  const record = withFacts(emptyRecord(id), facts(pinProgram(workspace, program)), stamp);
  await createRecord(workspace, record, stamp.now);
  session.globals.saved?.push(...record.events);
  try {
    return openChecklist(session, id);
  } catch (error) {
    throw new UserError(
      `${quoted(of.subject)} has been begun, but that can't be read again: ${reasonOf(error)}`,
      lookAgain,
      exits.failed,
    );
  }
}

/** Each trait of the checklist with its value; what isn't given is asked for. */
async function traitsOf(session: Session, program: Program, set: readonly string[] = []) {
  const given = traitsFrom(program, set, '--set');
  const all = new Map(Object.keys(program.traits ?? {}).map((trait) => [trait, given.get(trait)]));
  return takeTraits(session, program, all, '--set');
}

interface NewRun extends Subject, Omit<Given, 'end'> {
  readonly end: CalendarDate | undefined;
  readonly digest: string;
  readonly traits: ReadonlyMap<string, string>;
  readonly owner: string | undefined;
}

/** The facts of a new run. Roles that somebody holds for its owner, as the buddy's, are held in it too. */
function factsOf(session: Session, program: Program, run: NewRun): Fact[] {
  const { subject, number, start = session.today, end, digest, traits, owner, held } = run;
  const name = owner === undefined ? session.by : cleanName(owner, '--owner');
  const own = ownRunOf(session, name);
  const zone = zoneOf(own?.progress?.hire, session.io);
  const person = own?.progress?.hire;
  const known =
    person ??
    Object.values(session.config.people)
      .flat()
      .find((each) => samePerson(each, name));
  const handles = known?.handles ?? [];
  return [
    {
      kind: 'started',
      run: 'checklist',
      subject,
      number: number > 1 ? number : undefined,
      person: (person ?? ownedBy(session, name))?.person ?? newPersonId(),
      name: known?.name ?? name,
      handles: handles.length > 0 ? handles : undefined,
      start,
      end,
      program: program.id,
      digest,
      zone,
      traits: traits.size > 0 ? traitTexts(traits) : undefined,
    },
    ...Object.keys(program.roles).flatMap((role): Fact[] => {
      const holder = held?.get(role);
      if (holder !== undefined) return [{ kind: 'assigned', role, people: [holder] }];
      const bound = own?.progress && bindingAt(own.progress, role, { on: session.today });
      return bound ? [{ kind: 'assigned', role, people: bound.people }] : [];
    }),
  ];
}

/** The onboarding of the person: one under way, or else the last one that could be read. */
function ownRunOf(session: Session, name: string): OpenHire | undefined {
  const own = readHires(session).filter((hire) => samePerson(hire, name));
  for (const hire of own) endIn(session, hire);
  const read = own.filter(({ progress }) => progress);
  return read.find((hire) => endIn(session, hire) === undefined) ?? read.at(-1);
}

/** Another run of a checklist that is the person's. */
function ownedBy(session: Session, name: string): Checklist | undefined {
  return readChecklists(session).find((run) => samePerson(run, name));
}

/** The run that a record describes which isn't saved. */
function foreseen(session: Session, record: HireRecord, program: Program): OpenRun {
  const progress = reduceEvents(record) as Progress;
  const { name, handles, subject = '' } = progress.hire;
  const calling = { called: record.hire, usual: true, run: wordFor(subject) || record.hire };
  return runOf(
    session,
    { id: record.hire, name, handles, record, progress, calling },
    { digest: '', program },
  );
}
