/** Reads the programs of a workspace, sound or damaged, and the checklists that new hires start with. */
import { join, resolve } from 'node:path';
import { grouped } from '../grouped.ts';
import { programNames } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import { titleOf } from '../progress/record-id.ts';
import { type Hire, isOver, type Progress } from '../progress/reduce.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { shownPath } from '../workspace/files.ts';
import { movedOnCheck, programFolderOf, programIn, programPlaces } from '../workspace/program-files.ts';
import { digestOf, listCompiled, readPinned } from '../workspace/programs.ts';
import { faultOf, lstatOf } from './careful-reads.ts';
import type { ChecklistSnapshot, ProgramSnapshot } from './checks/programs.ts';
import type { RunFacts } from './checks/records.ts';

/** A program that hires can follow, or why it can't be used. */
interface Present {
  /** The folder of the program's checklists, as messages name it. */
  readonly place: string;
  readonly program?: Program;
  readonly fault?: NonNullable<ChecklistSnapshot['fault']>;
  /** Set if pm-onboard.yaml can't be read, so that nobody knows which programs there are. */
  readonly isUnjudged?: true;
}

/** The programs where pm-onboard.yaml can't be read. */
export const unjudged: readonly Present[] = [{ place: 'the checklists', isUnjudged: true }];

/**
 * The program that new hires start with, then the others of the workspace, then those that ship and that a hire follows.
 * Of several programs of one id the first counts, as for `upgrade`.
 */
export async function presentPrograms(
  session: Session,
  hires: readonly { readonly progress?: Pick<Progress, 'hire'> | undefined }[],
): Promise<readonly Present[]> {
  const { workspace, config, io } = session;
  const followed = new Set(hires.map(({ progress }) => progress?.hire.program));
  const usual = resolve(workspace, config.program ?? '.');
  const read = () => programIn(programFolderOf(workspace, config, io.root), io);
  const present = [await presentIn(session, usual, config.program === undefined, read)];
  for (const { folder, kind, id } of programPlaces(session)) {
    const isKnown = id !== undefined && present.some(({ program }) => program?.id === id);
    if (kind === 'usual' || isKnown || (kind === 'shipped' && !followed.has(id))) continue;
    present.push(await presentIn(session, folder, kind === 'shipped', () => programIn(folder, io)));
  }
  return present;
}

/** @param read reads the program in the folder */
async function presentIn(
  { io, workspace }: Session,
  folder: string,
  isShipped: boolean,
  read: () => Promise<Program>,
): Promise<Present> {
  const place = isShipped ? 'the checklists that ship' : shownPath(folder, workspace);
  try {
    return { place, program: await read() };
  } catch (error) {
    const { message, remedy } = faultOf(error);
    const isThere = programNames.some((name) => lstatOf(join(folder, name))?.isFile());
    const near = quoted(shownPath(folder, io.cwd));
    return {
      place,
      fault: { message: message.replace(/:$/, ''), remedy: isThere ? `pm-onboard lint ${near}` : remedy },
    };
  }
}

/** Whether a hire's program is one that the checklists have the id of now, or had before. */
function isOf({ id }: Program, program: Program | undefined): boolean {
  return program !== undefined && (program.id === id || (program.formerly?.includes(id) ?? false));
}

/**
 * Describes the current checklists. Only hires whose program has the same id can be behind them.
 * @param isJudged whether pm-onboard.yaml can be read, so that it is known which checklists count
 */
export async function checklistSnapshots(
  session: Session,
  present: readonly Present[],
  runs: readonly RunFacts[],
  isJudged: boolean,
): Promise<ChecklistSnapshot[]> {
  const own = runs.filter(({ record, progress }) => !record.team && progress.hire.subject === undefined);
  const hasMovedOn = await movedOnCheck(
    session,
    own.map(({ pinned }) => pinned),
  );
  const ofPrograms = present.map(({ place, program, fault, isUnjudged }) => {
    const why = { ...(fault === undefined ? {} : { fault }), ...(isUnjudged ? { isUnjudged } : {}) };
    const behind = own.filter(
      ({ progress, pinned }) => !isOver(progress) && isOf(pinned, program) && hasMovedOn(pinned),
    );
    return {
      place,
      ...why,
      roles: program?.roles ?? {},
      behind: behind.map(({ progress }) => titleOf(progress.hire)).sort(),
    };
  });
  const ofChecklists = runs.filter(({ progress }) => progress.hire.subject !== undefined);
  // What reads templates is loaded only where there are runs of some.
  if (!isJudged || ofChecklists.length === 0) return ofPrograms;
  const { editedTemplates } = await import('./templates.ts');
  return [...ofPrograms, ...(await editedTemplates(session, ofChecklists))];
}

/** A hire, with the digests of all programs that the events of the record name. */
export interface Follower {
  readonly hire: Hire;
  readonly digests: readonly string[];
}

/**
 * Describes the programs on disk, and the missing programs of hires.
 * @param isOpen whether `programs/` can be listed
 */
export function programSnapshots(
  workspace: string,
  hires: readonly Follower[],
  checklists: readonly Present[],
  isOpen: boolean,
): ProgramSnapshot[] {
  const named = new Set(hires.flatMap(({ digests }) => digests));
  const users = grouped(hires, ({ hire }) => hire.digest);
  const there = isOpen ? listCompiled(join(workspace, 'programs')) : [];
  const present = new Set(checklists.flatMap(({ program }) => (program ? [digestOf(program)] : [])));
  return [...new Set([...there, ...users.keys()])].sort().map((digest) => {
    const place = `programs/${digest}.json`;
    const fault = programFault(workspace, digest);
    return {
      digest,
      place,
      ...(fault ? { fault } : {}),
      users: (users.get(digest) ?? []).map(({ hire }) => titleOf(hire)),
      named: named.has(digest),
      repairable: present.has(digest) && (lstatOf(join(workspace, place))?.isFile() ?? true),
    };
  });
}

function programFault(workspace: string, digest: string): ProgramSnapshot['fault'] {
  try {
    readPinned(workspace, digest);
    return undefined;
  } catch (error) {
    const { message, remedy } = faultOf(error);
    return { message: message.replace(/^.*\/programs(\/[0-9a-f]{64}\.json)? /, ''), remedy };
  }
}
