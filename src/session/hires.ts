/** Finds the hire a command is about, and reads the hire's record, which may be unreadable. */
import { UserError } from '../errors.ts';
import type { Called } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { newcomersOf } from '../progress/newcomers.ts';
import { endOf, type Hire } from '../progress/reduce.ts';
import { shortNames } from '../progress/runs.ts';
import { nobodyHere, quoted, startHint } from '../view/words.ts';
import { folderOf, isRecordId, listRuns } from '../workspace/records.ts';
import { namesAhead, type Runs, runsIn, severalIn } from './all-runs.ts';
import { type Among, lastOfEach, personOf, runsMeant } from './lookup.ts';
import { isArchived, type OpenHire, openHire } from './open-hire.ts';
import type { Session } from './session.ts';

export { namesAhead, type Runs, runsAmong } from './all-runs.ts';
export { type OpenHire, openHire } from './open-hire.ts';

/**
 * The hire a command is about, by the first of these that decides: the command's argument or `--hire`,
 * PM_ONBOARD_HIRE, the user's settings, the hire who acts, the only hire. Where several hires are left, the person at
 * the terminal is asked. A name means the run under way; of several, `--run`, the items or several.ts tell which.
 * @param named the command's argument
 * @param items what the command line says of items, such as `2.3` or `release:2.3`
 * @throws UserError if there is no hire, a name fits no hire or several, or nobody can be asked
 */
export async function meantHire(
  session: Session,
  named: string | undefined,
  items: readonly string[] = [],
): Promise<OpenHire> {
  const { hire, run } = session.globals;
  const isNamed = toldHire(session, named) !== undefined || run !== undefined;
  if (isNamed) await namesAhead(session);
  if (named !== undefined && hire !== undefined && normaliseName(named) !== normaliseName(hire))
    (await import('./several.ts')).refuseTwo(session, named, hire);
  if (run !== undefined || items.some((text) => text.includes(':'))) {
    const { runNamed } = await import('./several.ts');
    const open = runNamed(session, named, items);
    if (open) return open;
  }
  const direct = openById(session, named);
  if (direct)
    return direct.calling?.run ? (await import('./several.ts')).remembered(session, direct) : direct;
  if (!isNamed) await namesAhead(session);
  const hires = allHires(session);
  refuseNone(session, hires, toldHire(session, named));
  const chosen = await chooseHire(session, hires, named, items);
  return folderOf(chosen.id) === 'runs' ? chosen : withCalling(session, hires, named, chosen);
}

/** The run with how printed commands name it, and with the ids of the person's other records. */
export function withCalling(
  session: Session,
  hires: Runs,
  named: string | undefined,
  hire: OpenHire,
): OpenHire {
  const isOfEnv = toldHire(session, named) === undefined && hireOfEnv(session) !== undefined;
  const others = hires.ofPerson(personOf(hire)).filter(({ id }) => id !== hire.id);
  return {
    ...hire,
    calling: callingOf(session, hires, hire, isOfEnv),
    others: others.map(({ id }) => id),
  };
}

/**
 * How a printed command names the hire: by the name, or by the id where the name means another run, or several, or looks like
 * a flag.
 * @param isUsual true if the caller knows that a command without a name means this hire
 */
export function callingOf(session: Session, hires: Runs, hire: OpenHire, isUsual = false): Called {
  const { id, name } = hire;
  const known = hires.with(hire);
  const open = known.ofPerson(personOf(hire)).filter((each) => !endIn(session, each));
  const run = open.length > 1 ? shortNamesOf(open).get(id) : undefined;
  const meant = name.startsWith('-') ? [] : fitting(session, known, name);
  return {
    called: meant.length === 1 && meant[0]?.id === id ? quoted(name) : id,
    // Without a name, commands show whoever has such a list what they owe.
    usual:
      (run !== undefined || !isForNewcomer(session, hire)) &&
      (isUsual || (!hireOfEnv(session) && usualRuns(session, known).some((each) => each.id === id))),
    ...(run === undefined ? {} : { run }),
  };
}

/** Whether the run, which has been read, is somebody's list for a newcomer. */
export function isForNewcomer({ today }: Pick<Session, 'today'>, { progress }: OpenHire): boolean {
  return progress !== undefined && newcomersOf(progress, today).length > 0;
}

/** Id of a run → its short name, see {@link shortNames}. @param runs the runs under way of one person, with their progress */
export function shortNamesOf(runs: readonly OpenHire[]): ReadonlyMap<string, string> {
  return shortNames(runs.flatMap(({ progress }) => progress?.hire ?? []));
}

/** When the hire's run ended, as {@link endOf} says it; the record is read for that. */
export function endIn(session: Session, hire: OpenHire): string | undefined {
  const { workspace, verified, found } = session;
  const beside = found.get(folderOf(hire.id))?.beside;
  if (!hire.record && !hire.error) Object.assign(hire, openHire(workspace, hire, verified, beside));
  return hire.progress && endOf(hire.progress);
}

/** The runs that a text means, see {@link runsMeant}. */
export function fitting(session: Session, hires: Among<OpenHire>, text: string): readonly OpenHire[] {
  return runsMeant(hires, text, (hire) => endIn(session, hire));
}

/**
 * The runs that the command, the environment, the settings or the acting person name: of one person as a rule, several where
 * that person has several under way; empty where nobody is named.
 */
export function runsNamed(session: Session, hires: Runs, named: string | undefined): readonly OpenHire[] {
  const explicit = toldHire(session, named) ?? hireOfEnv(session);
  return explicit === undefined ? usualRuns(session, hires) : fitting(session, hires, explicit);
}

/** @param told what the command calls the hire: without any hire, it may be the run of a checklist */
function refuseNone(session: Session, hires: Runs, told: string | undefined): void {
  if (hires.isEmpty() && (told === undefined || listRuns(session.workspace).length === 0))
    throw nobodyYet(session);
}

export function nobodyYet({ workspace }: Session): UserError {
  const lists = listRuns(workspace).length;
  if (lists > 0)
    return new UserError(
      `nobody is being onboarded in ${workspace}, where ${lists === 1 ? 'a checklist was' : `${lists} checklists were`} begun`,
      'see them, and what to call them with --run: pm-onboard run',
    );
  return new UserError(nobodyHere(workspace), startHint);
}

/**
 * The hire whose id is given by the command, the environment or the user's settings; undefined if the text isn't an id or
 * has no record. For an id from the environment or the settings no other record is read, which keeps `status` fast.
 */
export function openById(session: Session, named: string | undefined): OpenHire | undefined {
  const told = toldHire(session, named);
  const explicit = told ?? hireOfEnv(session);
  const id = explicit ?? session.settings.hire;
  if (id === undefined || !isRecordId(id)) return undefined;
  const open = openHire(session.workspace, { id, name: id, handles: [] }, session.verified);
  // The settings only express a preference: a run that has ended meanwhile is no preference against one under way.
  if (open.absent || (explicit === undefined && open.progress?.endedOn)) return undefined;
  if (folderOf(id) === 'runs') return undefined;
  return told
    ? withCalling(session, allHires(session), named, open)
    : { ...open, calling: { called: id, usual: true } };
}

function hireOfEnv({ io }: Session): string | undefined {
  return io.env['PM_ONBOARD_HIRE'] || undefined;
}

/** The hire as the command itself names them; printed commands then have to name the hire again. */
function toldHire({ globals }: Session, named: string | undefined): string | undefined {
  return named ?? globals.hire;
}

/** All hires of the workspace who were not forgotten; a hire whose record is too damaged to show a name goes by id. */
export function readHires(session: Session): readonly OpenHire[] {
  return allHires(session).all();
}

/** As {@link readHires}, for whoever looks for some of them. */
export function allHires(session: Session): Runs {
  return runsIn(session, 'hires');
}

/** The ids of the other records of the person whose record this is. */
export function otherRunsOf(session: Session, { id, person }: Hire): string[] {
  const runs = severalIn(session, 'hires')?.ofPerson(person) ?? [];
  return runs.map((run) => run.id).filter((other) => other !== id);
}

async function chooseHire(
  session: Session,
  hires: Runs,
  named: string | undefined,
  items: readonly string[],
): Promise<OpenHire> {
  const runs = runsNamed(session, hires, named);
  const [only] = runs;
  if (only && runs.length === 1) {
    endIn(session, only);
    return only;
  }
  const explicit = toldHire(session, named) ?? hireOfEnv(session);
  return (await import('./several.ts')).chooseAmong(session, { hires, runs, items, named, explicit });
}

/**
 * The runs of a command that names nobody: of the hire in the settings, the hire who acts, or the only hire; those under way,
 * or else the last one to end.
 */
function usualRuns(session: Session, hires: Runs): readonly OpenHire[] {
  const { settings, by } = session;
  const { hire: usual } = settings;
  const acting = hires.whole(by).filter((hire) => samePerson(hire, by));
  const candidates = [
    () => runsOf(hires, usual === undefined ? [] : hires.whole(usual)),
    () => runsOf(hires, acting),
    // If the person who acts is an archived hire, they don't mean the only other hire.
    () => (acting.length > 0 || hires.areOfSeveral() ? [] : withoutArchived(hires.all())),
  ];
  for (const candidate of candidates) {
    const runs = candidate();
    if (new Set(runs.map(personOf)).size === 1) return lastOfEach(runs, (hire) => endIn(session, hire));
  }
  return [];
}

/** The runs of the people whose these are, but for archived ones, see {@link withoutArchived}. */
function runsOf(hires: Runs, some: readonly OpenHire[]): readonly OpenHire[] {
  const persons = [...new Set(some.map(personOf))];
  const runs = persons.flatMap((person) => hires.ofPerson(person)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const left = runs.filter((run) => !isArchived(run));
  if (runs.length === 0) return runs;
  return left.length > 0 || hires.all().some((run) => !isArchived(run)) ? left : runs;
}

/** The hires who are not archived; all hires if everyone is archived. */
export function withoutArchived(hires: readonly OpenHire[]): readonly OpenHire[] {
  const present = hires.filter((hire) => !isArchived(hire));
  return present.length > 0 ? present : hires;
}
