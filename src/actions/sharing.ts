/** Records that travel as files: what `share` writes, and what anybody may have sent. */
import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import type { Program } from '../program/model.ts';
import { twinsOf } from '../progress/names.ts';
import { type HireRecord, mergeRecords } from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { digestsIn, formatShare, parseShare, type Share, ShareError } from '../progress/share.ts';
import { escapeJson } from '../render/safe.ts';
import { readHires } from '../session/hires.ts';
import { type OpenRun, runOf } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../shell.ts';
import type { Outcome } from '../view/outcome.ts';
import { arrivedOutcome, type Twin } from '../view/share.ts';
import { viewStatus } from '../view/status.ts';
import { createWorkspace } from '../workspace/create.ts';
import { readRegularFile, readStart, replaceFile } from '../workspace/files.ts';
import { pinProgram, readPinned } from '../workspace/programs.ts';
import { isHireId, readRecord, unite } from '../workspace/records.ts';

/** Years of records and their programs stay below a tenth of it. */
const mostBytes = 16 * 1024 * 1024;

/** In the place of a file's name: standard input or output. */
export const stream = '-';

/**
 * The hire's record and the programs it has had, as far as they are here, in the form of a share.
 * @throws UserError (exit 3) where nobody could take it
 */
export function shareOf({ session, record, progress, pinned }: OpenRun): Buffer {
  const { digest } = progress.hire;
  const past = digestsIn(record).flatMap((each) => {
    const old = each === digest ? undefined : pinnedIfThere(session.workspace, each);
    return old ? [[each, old] as const] : [];
  });
  const programs = new Map([[digest, pinned] as const, ...past]);
  const bytes = Buffer.from(escapeJson(formatShare({ record, programs })));
  try {
    parse(bytes);
    return bytes;
  } catch (error) {
    if (!(error instanceof ShareError)) throw error;
    const hint = 'bring the record and its program back from git or a backup';
    throw new UserError(`nobody could take this record: ${error.message}`, hint, exits.failed);
  }
}

function pinnedIfThere(workspace: string, digest: string): Program | undefined {
  try {
    return readPinned(workspace, digest);
  } catch {
    // Only the present one is needed.
    return undefined;
  }
}

/**
 * Puts a share into the file's place.
 * @throws UserError (exit 3) where something else is there, or a share that holds what the record doesn't
 */
export function writeShare(cwd: string, file: string, { record }: OpenRun, bytes: Buffer): void {
  if (file.trim() === '') throw new UserError("-o: the file's name is empty", 'name a file, or leave it out');
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path)))
    throw new UserError(`-o: there is no folder ${dirname(path)}`, 'make it, or name another', exits.failed);
  const there = readRegularFile(path);
  if (there) refuseLoss(file, there, record);
  replaceFile(path, bytes);
}

/** Only an earlier share of the same hire is replaced, and only if all that is in it is known here. */
function refuseLoss(file: string, there: Buffer, { hire, events }: HireRecord): void {
  const earlier = shareIfAny(there)?.record;
  if (earlier?.hire !== hire) {
    const hint = 'name another file with -o FILE';
    throw new UserError(`${file} is there already, and no earlier share of this hire`, hint, exits.failed);
  }
  const known = new Set(events.map(({ id }) => id));
  const missing = earlier.events.filter(({ id }) => !known.has(id)).length;
  if (missing === 0) return;
  throw new UserError(
    `${file} holds ${missing === 1 ? 'an event' : `${missing} events`} that you don't have yet`,
    'take it in first, or name another file with -o FILE',
    exits.failed,
    [`  pm-onboard share --receive ${quoted(file)}`],
  );
}

function shareIfAny(bytes: Buffer): Share | undefined {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof ShareError) return undefined;
    throw error;
  }
}

/** The hire whose share was taken in, and what to say of it. */
interface Received {
  readonly hire: string;
  readonly outcome: Outcome;
}

/**
 * Merges what somebody sent into the workspace; when it returns, it is saved. Nothing of a file is written unless all
 * screens can show what would come of it.
 * @param file its name, or `-` for standard input
 * @throws UserError where it can't be taken: exit 2 for what is in it, 3 for what is around it
 */
export async function receiveFile(session: Session, file: string): Promise<Received> {
  const { workspace, today, by } = session;
  const { record: sent, programs } = readShare(session.io, file);
  const known = readRecord(workspace, sent.hire);
  if (known?.forgotten) throw forgottenHere(file, sent);
  const sound = { ...sent, damaged: [] };
  rehearse(session, file, known ? mergeRecords(known, sound) : sound, programs);

  if (!known) createWorkspace(workspace);
  // The programs first: a record without its program can't be shown.
  for (const digest of digestsIn(sound)) {
    const program = programs.get(digest);
    if (program) pinProgram(workspace, program);
  }
  const { before, after } = await unite(workspace, sound, session.io.now());
  const progress = reduceEvents(after);
  if (!progress) throw forgottenHere(file, sent);
  const twins = twinsBeside(session, progress);
  return {
    hire: sent.hire,
    outcome: arrivedOutcome({ progress, before, after, sent, twins, by, today }),
  };
}

/** The hire that a command is to go on with, as it was named or by id, and how many lines were said before that. */
interface Meant {
  readonly hire: string | undefined;
  readonly above: number;
}

/** For a command whose argument names a hire or a file: a file is received, and said so on stderr. */
export async function hireOrFile(session: Session, named: string | undefined): Promise<Meant> {
  const { io } = session;
  const isFile =
    named?.endsWith('.json') ||
    (named !== undefined && /[\\/]/.test(named) && existsSync(resolve(io.cwd, named)));
  if (named === undefined || !isFile) return { hire: named, above: 0 };
  const { hire, outcome } = await receiveFile(session, named);
  return { hire, above: printOutcome(io, { ...outcome, hint: '' }) };
}

function readShare(io: Io, file: string): Share {
  const bytes = file === stream ? readStart(0, mostBytes + 1) : readRegularFile(resolve(io.cwd, file));
  if (!bytes) throw new UserError(`there is no file ${file}`, 'see where it was saved', exits.failed);
  try {
    const share = parse(bytes);
    if (isHireId(share.record.hire)) return share;
    throw new ShareError(`its hire has no proper id: ${share.record.hire.slice(0, 40)}`);
  } catch (error) {
    if (error instanceof ShareError) throw refused(file, error);
    throw error;
  }
}

/** @throws ShareError where it is no share */
function parse(bytes: Buffer): Share {
  if (bytes.length > mostBytes) throw new ShareError('it is larger than 16 MB');
  if (!isUtf8(bytes) || bytes.includes(0)) throw new ShareError('its text is not UTF-8');
  return parseShare(bytes.toString('utf8').replace(/^\ufeff/, ''));
}

function refused(file: string, { message, newer }: ShareError): UserError {
  const what = file === stream ? 'standard input' : file;
  if (newer) return new UserError(`${what} can't be taken: ${message}`, 'update pm-onboard', exits.failed);
  const hint = 'nothing was taken; ask for it again, as `pm-onboard share` writes it';
  return new UserError(`${what} can't be taken: ${message}`, hint);
}

function forgottenHere(file: string, { hire }: HireRecord): UserError {
  return new UserError(
    `${file} can't be taken: its hire, ${hire}, was forgotten here`,
    'who is forgotten stays so; begin anew with: pm-onboard start',
    exits.failed,
  );
}

/** Shows what would come of it, to nobody: what fails here would fail at every later command. */
function rehearse(
  session: Session,
  file: string,
  record: HireRecord,
  programs: ReadonlyMap<string, Program>,
): void {
  const progress = reduceEvents(record);
  if (!progress) throw refused(file, new ShareError('its record has no start'));
  const { id, name, handles, digest } = progress.hire;
  const program = programs.get(digest) ?? pinnedIfThere(session.workspace, digest);
  if (!program) throw refused(file, new ShareError('the program of its hire is missing'));
  try {
    viewStatus(runOf(session, { id, name, handles, record, progress }, { digest, program }));
  } catch (error) {
    if (isUserError(error)) throw error;
    throw refused(file, new ShareError('its record and its program do not fit together'));
  }
}

/** The records of the person whose record this is, unless they are put away; none where it is the only one. */
function twinsBeside(session: Session, { hire }: Progress): Twin[] {
  const hires = readHires(session).map((other) => (other.id === hire.id ? hire : other));
  const same = twinsOf(hires).find((group) => group.some(({ id }) => id === hire.id)) ?? [];
  return same.flatMap(({ id }) => {
    const record = readableRecord(session.workspace, id);
    const progress = record && reduceEvents(record);
    if (!progress || progress.archived) return [];
    return [{ id, name: progress.hire.name, start: progress.hire.start, events: record.events.length }];
  });
}

function readableRecord(workspace: string, id: string): HireRecord | undefined {
  try {
    return readRecord(workspace, id);
  } catch {
    // What is wrong with somebody else's record is no news of this one.
    return undefined;
  }
}
