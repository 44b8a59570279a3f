/** Finds the hire a command is about, and reads the hire's record, which may be unreadable. */
import { exits, UserError } from '../errors.ts';
import type { Called } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { type HireRecord, RecordError } from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { calledAmong } from '../view/words.ts';
import type { Verified } from '../workspace/programs.ts';
import { glanceAt, isHireId, listHires, namesInRuins, readRecord, unreadable } from '../workspace/records.ts';
import { doubtHint, type HireEntry, labelOf, matchHire } from './lookup.ts';
import type { Session } from './session.ts';

/** A hire. `record` and `progress` are set once the record was read, `error` where the record can't be read. */
export interface OpenHire extends HireEntry {
  readonly record?: HireRecord;
  readonly progress?: Progress;
  readonly error?: unknown;
  /** Set where this id has no record, or the hire was forgotten. */
  readonly absent?: true;
  /** How a printed command names this hire; if absent, by the id. */
  readonly calling?: Called;
}

/**
 * The hire a command is about, by the first of these that decides: the command's argument or `--hire`,
 * PM_ONBOARD_HIRE, the user's settings, the hire who acts, the only hire. Where several hires are left, the person at
 * the terminal is asked.
 * @param named the command's argument
 * @throws UserError if there is no hire, a name fits no hire or several, or nobody can be asked
 */
export async function meantHire(session: Session, named: string | undefined): Promise<OpenHire> {
  refuseTwo(session, named);
  const direct = openById(session, named);
  if (direct) return direct;
  const hires = someHires(session);
  const hire = await chooseHire(session, hires, named);
  const open = hire.record || hire.error ? hire : openHire(session.workspace, hire, session.verified);
  const isOfEnv = toldHire(session, named) === undefined && hireOfEnv(session) !== undefined;
  return { ...open, calling: callingOf(session, hires, open, isOfEnv) };
}

/**
 * How a printed command names the hire: by the name, or by the id where another hire has the same name or the name looks
 * like a flag.
 * @param isUsual true if the caller knows that a command without a name means this hire
 */
export function callingOf(
  session: Session,
  hires: readonly OpenHire[],
  { id, name }: HireEntry,
  isUsual = false,
): Called {
  return {
    called: calledAmong(hires, { id, name }),
    usual: isUsual || (!hireOfEnv(session) && usualHire(session, hires)?.id === id),
  };
}

/**
 * The hire of this name, handle or id, even if the record can't be read.
 * @throws UserError if there is no hire, or the name fits no hire or several
 */
export function namedHire(session: Session, named: string): OpenHire {
  refuseTwo(session, named);
  return matchHire(someHires(session), named);
}

function someHires(session: Session): OpenHire[] {
  const hires = readHires(session);
  if (hires.length > 0) return hires;
  throw nobodyYet(session);
}

export function nobodyYet({ workspace }: Session): UserError {
  return new UserError(`nobody is being onboarded in ${workspace} yet`, 'begin with: pm-onboard start');
}

/** @throws UserError if the argument and `--hire` name different hires, since one of the two would be ignored */
function refuseTwo(session: Session, named: string | undefined): void {
  const { hire } = session.globals;
  if (named === undefined || hire === undefined || normaliseName(named) === normaliseName(hire)) return;
  const hires = readHires(session);
  if (hires.length === 0 || matchNamed(hires, named) === matchNamed(hires, hire)) return;
  throw new UserError(`"${named}" is one hire, --hire "${hire}" is another`, 'name one of them');
}

/**
 * The hire whose id is given by the command, the environment or the user's settings; undefined if the text isn't an id or
 * has no record. For an id from the environment or the settings no other record is read, which keeps `status` fast.
 */
function openById(session: Session, named: string | undefined): OpenHire | undefined {
  const told = toldHire(session, named);
  const explicit = told ?? hireOfEnv(session);
  const id = explicit ?? session.settings.hire;
  if (id === undefined || !isHireId(id)) return undefined;
  const open = openHire(session.workspace, { id, name: id, handles: [] }, session.verified);
  // The settings only express a preference, so a preferred hire who was archived meanwhile is passed over.
  if (open.absent || (explicit === undefined && open.progress?.archived)) return undefined;
  const calling = told ? callingOf(session, readHires(session), open) : { called: id, usual: true };
  return { ...open, calling };
}

function hireOfEnv({ io }: Session): string | undefined {
  return io.env['PM_ONBOARD_HIRE'] || undefined;
}

/** The hire as the command itself names them; printed commands then have to name the hire again. */
function toldHire({ globals }: Session, named: string | undefined): string | undefined {
  return named ?? globals.hire;
}

/** All hires of the workspace who were not forgotten; a hire whose record is too damaged to show a name goes by id. */
export function readHires({ workspace, verified }: Session): OpenHire[] {
  const ids = listHires(workspace);
  return ids.flatMap((id): OpenHire[] => {
    // An only hire is nearly always the one a command is about, so the whole record is read at once.
    const names = ids.length > 1 ? glanceAt(workspace, id) : undefined;
    if (names) return [{ id, ...names }];
    const open = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (open.absent) return [];
    return [open.error === undefined ? open : { ...open, ...namesInRuins(workspace, id) }];
  });
}

/** Reads the hire's record and reduces it to progress; the result has the error where the record can't be read. */
export function openHire(workspace: string, { id, name, handles }: HireEntry, verified?: Verified): OpenHire {
  try {
    const record = readRecord(workspace, id, verified);
    if (!record || record.forgotten) return { id, name, handles, absent: true, error: goneError(id) };
    const progress = reduceEvents(record);
    if (progress) return { id, name: progress.hire.name, handles: progress.hire.handles, record, progress };
    const why = record.damaged[0]?.fault ?? 'it has none';
    const fault = new RecordError(`its first event is missing (${why})`);
    return { id, name, handles, error: unreadable(workspace, id, fault) };
  } catch (error) {
    return { id, name, handles, error };
  }
}

export function goneError(id: string): UserError {
  return new UserError(`the record ${id} was erased meanwhile`, undefined, exits.failed);
}

async function chooseHire(
  session: Session,
  hires: readonly OpenHire[],
  named: string | undefined,
): Promise<OpenHire> {
  const explicit = toldHire(session, named) ?? hireOfEnv(session);
  if (explicit !== undefined) return matchNamed(hires, explicit);
  return usualHire(session, hires) ?? askHire(session, withoutArchived(hires));
}

/** The hire of a command that names nobody: the hire in the settings, the hire who acts, or the only hire. */
function usualHire({ settings, by }: Session, hires: readonly OpenHire[]): OpenHire | undefined {
  const present = withoutArchived(hires);
  const { hire: usual } = settings;
  const preferred = usual ? present.filter((hire) => hire.id === usual || samePerson(hire, usual)) : [];
  const acting = present.filter((hire) => samePerson(hire, by));
  // If the person who acts is an archived hire, they don't mean the only other hire.
  const hasLeft = acting.length === 0 && hires.some((hire) => samePerson(hire, by));
  const [only] = [preferred, acting, hasLeft ? [] : present].find(({ length }) => length === 1) ?? [];
  return only;
}

/** The hires who are not archived; all hires if everyone is archived. */
function withoutArchived(hires: readonly OpenHire[]): readonly OpenHire[] {
  const present = hires.filter(({ progress }) => !progress?.archived);
  return present.length > 0 ? present : hires;
}

/** Finds a hire by name; a present hire of that name goes before archived ones, since a hire may come back. */
function matchNamed(hires: readonly OpenHire[], text: string): OpenHire {
  const present = withoutArchived(hires);
  return matchHire(present.some((hire) => samePerson(hire, text)) ? present : hires, text);
}

/** Asks at the terminal which hire is meant. @throws UserError (exit 4) if nobody can be asked */
async function askHire({ mayAsk }: Session, hires: readonly OpenHire[]): Promise<OpenHire> {
  if (mayAsk) {
    const { askOne } = await import('../prompts.ts');
    const choices = hires.map((hire) => ({ name: labelOf(hire), value: hire.id }));
    return matchHire(hires, await askOne('Which hire is meant?', choices));
  }
  throw new UserError(
    `which hire is meant? There are ${hires.length}: ${hires.map(labelOf).join(', ')}`,
    doubtHint(hires, 'say it with --hire NAME'),
    exits.needsInput,
  );
}
