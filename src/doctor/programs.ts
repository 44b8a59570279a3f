/** Reads the programs of a workspace, sound or damaged, and the checklists that new hires start with. */
import { join, resolve } from 'node:path';
import type { Program } from '../program/model.ts';
import { digestsIn } from '../progress/share.ts';
import type { OpenHire } from '../session/hires.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { shownPath } from '../workspace/files.ts';
import { movedOnCheck, programFolderOf, programIn } from '../workspace/program-files.ts';
import { digestOf, listCompiled, readPinned } from '../workspace/programs.ts';
import { faultOf, lstatOf } from './careful-reads.ts';
import type { ChecklistSnapshot, ProgramSnapshot } from './checks/programs.ts';

/** The program that new hires start with, or why it can't be used. */
interface Present {
  /** The folder of the program's checklists, as messages name it. */
  readonly place: string;
  readonly program?: Program;
  readonly fault?: NonNullable<ChecklistSnapshot['fault']>;
  /** Set if pm-onboard.yaml can't be read, so that nobody knows which program it is. */
  readonly isUnjudged?: true;
}

/** The program that new hires start with, where pm-onboard.yaml can't be read. */
export const unjudged: Present = { place: 'the checklists', isUnjudged: true };

export async function presentProgram({ io, workspace, config }: Session): Promise<Present> {
  const folder = resolve(workspace, config.program ?? '.');
  const place = config.program === undefined ? 'the checklists that ship' : shownPath(folder, workspace);
  try {
    return { place, program: await programIn(programFolderOf(workspace, config, io.root), io) };
  } catch (error) {
    const { message, remedy } = faultOf(error);
    const isThere = lstatOf(join(folder, 'program.yaml'))?.isFile() ?? false;
    const near = quoted(shownPath(folder, io.cwd));
    return {
      place,
      fault: { message: message.replace(/:$/, ''), remedy: isThere ? `pm-onboard lint ${near}` : remedy },
    };
  }
}

/** Describes the current checklists. Only hires whose program has the same id can be behind them. */
export async function checklistSnapshot(
  session: Session,
  { place, program, fault, isUnjudged }: Present,
  runs: readonly OpenRun[],
): Promise<ChecklistSnapshot> {
  if (!program) {
    const why = { ...(fault === undefined ? {} : { fault }), ...(isUnjudged ? { isUnjudged } : {}) };
    return { place, ...why, roles: {}, behind: [] };
  }
  const hasMovedOn = await movedOnCheck(
    session,
    runs.map(({ pinned }) => pinned),
  );
  const behind = runs.filter(
    ({ progress, pinned }) =>
      !progress.finished && !progress.archived && pinned.id === program.id && hasMovedOn(pinned),
  );
  return { place, roles: program.roles, behind: behind.map(({ progress }) => progress.hire.name) };
}

/**
 * Describes the programs on disk, and the missing programs of hires.
 * @param isOpen whether `programs/` can be listed
 */
export function programSnapshots(
  workspace: string,
  hires: readonly Pick<OpenHire, 'record' | 'progress'>[],
  { program }: Present,
  isOpen: boolean,
): ProgramSnapshot[] {
  const read = hires.flatMap(({ record, progress }) =>
    record && progress ? [{ hire: progress.hire, digests: digestsIn(record) }] : [],
  );
  const there = isOpen ? listCompiled(join(workspace, 'programs')) : [];
  const present = program && digestOf(program);
  return [...new Set([...there, ...read.map(({ hire }) => hire.digest)])].sort().map((digest) => {
    const place = `programs/${digest}.json`;
    const fault = programFault(workspace, digest);
    return {
      digest,
      place,
      ...(fault ? { fault } : {}),
      users: read.filter(({ hire }) => hire.digest === digest).map(({ hire }) => hire.name),
      named: read.some(({ digests }) => digests.includes(digest)),
      repairable: digest === present && (lstatOf(join(workspace, place))?.isFile() ?? true),
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
