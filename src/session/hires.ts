/** Which hire is meant, and their record as it is on disk, be it sound or not. */
import { exits, UserError } from '../errors.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { type HireRecord, RecordError } from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { type Called, quoted } from '../shell.ts';
import { glanceAt, isHireId, listHires, namesInRuins, readRecord, unreadable } from '../workspace/records.ts';
import type { Verified } from '../workspace/verified.ts';
import { doubtHint, type HireEntry, labelOf, matchHire } from './lookup.ts';
import type { Session } from './session.ts';

/** A hire, with the record where it was read in full; one that can't be used has the error that says why. */
export interface OpenHire extends HireEntry {
  readonly record?: HireRecord;
  readonly progress?: Progress;
  readonly error?: unknown;
  /** There is no such hire, or not any more. */
  readonly absent?: true;
  /** How a printed command says that they are meant; where nothing is known of others, by the id. */
  readonly calling?: Called;
}

/**
 * The hire who is meant: by the argument or `--hire`, PM_ONBOARD_HIRE, the settings, the hire who acts, or the only one.
 * Where it may be one of several, whoever sits at a terminal is asked.
 * @throws UserError where none, or more than one, can be meant
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
 * By name, as people do; by id where another hire has that name, or it looks like a flag.
 * @param isUsual whether it is known that they are meant without being named
 */
export function callingOf(
  session: Session,
  hires: readonly OpenHire[],
  { id, name }: HireEntry,
  isUsual = false,
): Called {
  const isOther = hires.some((hire) => hire.id !== id && samePerson(hire, name));
  return {
    called: isOther || name.startsWith('-') ? id : quoted(name),
    usual: isUsual || (!hireOfEnv(session) && usualHire(session, hires)?.id === id),
  };
}

/**
 * The hire of that name, handle or id, be the record sound or not.
 * @throws UserError where nobody or several can be meant
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

/** @throws UserError where the argument and `--hire` mean two hires: one would be passed over, unsaid */
function refuseTwo(session: Session, named: string | undefined): void {
  const { hire } = session.globals;
  if (named === undefined || hire === undefined || normaliseName(named) === normaliseName(hire)) return;
  const hires = readHires(session);
  if (hires.length === 0 || matchNamed(hires, named) === matchNamed(hires, hire)) return;
  throw new UserError(`"${named}" is one hire, --hire "${hire}" is another`, 'name one of them');
}

/**
 * Where an id says which hire is meant; undefined where the text may be a name. That of the settings or the environment
 * is believed without a look at any other record.
 */
function openById(session: Session, named: string | undefined): OpenHire | undefined {
  const id = explicitHire(session, named) ?? session.settings.hire;
  if (id === undefined || !isHireId(id)) return undefined;
  const hire = { id, name: id, handles: [] };
  const open = openHire(session.workspace, hire, session.verified);
  const isMeant = explicitHire(session, named) !== undefined || !open.progress?.archived;
  if (open.absent || !isMeant) return undefined;
  const isTold = toldHire(session, named) !== undefined;
  const calling = isTold ? callingOf(session, readHires(session), open) : { called: id, usual: true };
  return { ...open, calling };
}

/** What the command or the environment says; what the settings say is only preferred. */
function explicitHire(session: Session, named: string | undefined): string | undefined {
  return toldHire(session, named) ?? hireOfEnv(session);
}

function hireOfEnv({ io }: Session): string | undefined {
  return io.env['PM_ONBOARD_HIRE'] || undefined;
}

/** What the command itself says: the next one has to say it again. */
function toldHire({ globals }: Session, named: string | undefined): string | undefined {
  return named ?? globals.hire;
}

/** All hires of the workspace to choose from, forgotten ones left out; a damaged record without a name goes by its id. */
export function readHires({ workspace, verified }: Session): OpenHire[] {
  const ids = listHires(workspace);
  return ids.flatMap((id): OpenHire[] => {
    // The only one is nearly always the one who is meant, and then read in full.
    const names = ids.length > 1 ? glanceAt(workspace, id) : undefined;
    if (names) return [{ id, ...names }];
    const open = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (open.absent) return [];
    return [open.error === undefined ? open : { ...open, ...namesInRuins(workspace, id) }];
  });
}

/** The record of that id, read and reduced. */
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
  const explicit = explicitHire(session, named);
  if (explicit !== undefined) return matchNamed(hires, explicit);
  return usualHire(session, hires) ?? askHire(session, withoutArchived(hires));
}

/** Whom a command means that names nobody: the hire of the settings, the one who acts, or the only one. */
function usualHire({ settings, by }: Session, hires: readonly OpenHire[]): OpenHire | undefined {
  const present = withoutArchived(hires);
  const { hire: usual } = settings;
  const preferred = usual ? present.filter((hire) => hire.id === usual || samePerson(hire, usual)) : [];
  const acting = present.filter((hire) => samePerson(hire, by));
  // Whoever has left doesn't mean the one who is still there.
  const hasLeft = acting.length === 0 && hires.some((hire) => samePerson(hire, by));
  const [only] = [preferred, acting, hasLeft ? [] : present].find(({ length }) => length === 1) ?? [];
  return only;
}

/** Those who can be meant without being named; where all are archived, all of them. */
function withoutArchived(hires: readonly OpenHire[]): readonly OpenHire[] {
  const present = hires.filter(({ progress }) => !progress?.archived);
  return present.length > 0 ? present : hires;
}

/** Where somebody comes back, the name means the run that is not archived. */
function matchNamed(hires: readonly OpenHire[], text: string): OpenHire {
  const present = withoutArchived(hires);
  return matchHire(present.some((hire) => samePerson(hire, text)) ? present : hires, text);
}

/** @throws UserError (exit 4) where nobody can be asked */
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
