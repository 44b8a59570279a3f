/** The programs of a workspace: the pinned ones, sound or not, and the checklists that new hires start from. */
import { join, relative } from 'node:path';
import type { Program } from '../program/model.ts';
import { digestsIn } from '../progress/share.ts';
import type { OpenHire } from '../session/hires.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../shell.ts';
import type { ChecklistFact, ProgramFact } from '../view/doctor/facts.ts';
import { digestOf, listCompiled, readPinned } from '../workspace/programs.ts';
import { programIn } from '../workspace/shipped.ts';
import { movedOnCheck, programFolderOf, shown } from '../workspace/source-files.ts';
import { faultIn, lstatOf } from './look.ts';

/** The program that new hires start with, or why there is none. */
interface Present {
  /** Its folder, as messages name it. */
  readonly place: string;
  readonly program?: Program;
  readonly fault?: NonNullable<ChecklistFact['fault']>;
}

export async function presentProgram({ io, workspace, config }: Session): Promise<Present> {
  const folder = programFolderOf(workspace, config, io.root);
  const place = config.program === undefined ? 'the checklists that ship' : shown(folder, workspace);
  try {
    return { place, program: await programIn(folder, io) };
  } catch (error) {
    const { message, remedy } = faultIn(error);
    const isThere = lstatOf(join(folder, 'program.yaml'))?.isFile() ?? false;
    const near = quoted(relative(io.cwd, folder) || '.');
    return { place, fault: { message, remedy: isThere ? `pm-onboard lint ${near}` : remedy } };
  }
}

/** Hires of another program have nothing to do with the present checklists. */
export function checklistFact(
  session: Session,
  { place, program, fault }: Present,
  runs: readonly OpenRun[],
): ChecklistFact {
  if (!program) return { place, ...(fault === undefined ? {} : { fault }), roles: {}, behind: [] };
  const hasMovedOn = movedOnCheck(session);
  const behind = runs.filter(
    ({ progress, pinned }) =>
      !progress.finished && !progress.archived && pinned.id === program.id && hasMovedOn(pinned),
  );
  return { place, roles: program.roles, behind: behind.map(({ progress }) => progress.hire.name) };
}

/**
 * Those on disk, and those that hires have and are not there.
 * @param isOpen whether the folder of programs can be listed
 */
export function programFacts(
  workspace: string,
  hires: readonly Pick<OpenHire, 'record' | 'progress'>[],
  { program }: Present,
  isOpen: boolean,
): ProgramFact[] {
  const read = hires.flatMap(({ record, progress }) =>
    record && progress ? [{ hire: progress.hire, digests: digestsIn(record) }] : [],
  );
  const there = isOpen ? listCompiled(join(workspace, 'programs')) : [];
  const atHand = program && digestOf(program);
  return [...new Set([...there, ...read.map(({ hire }) => hire.digest)])].sort().map((digest) => {
    const place = `programs/${digest}.json`;
    const fault = programFault(workspace, digest);
    return {
      digest,
      place,
      ...(fault ? { fault } : {}),
      users: read.filter(({ hire }) => hire.digest === digest).map(({ hire }) => hire.name),
      named: read.some(({ digests }) => digests.includes(digest)),
      atHand: digest === atHand && (lstatOf(join(workspace, place))?.isFile() ?? true),
    };
  });
}

function programFault(workspace: string, digest: string): ProgramFact['fault'] {
  try {
    readPinned(workspace, digest);
    return undefined;
  } catch (error) {
    const { message, remedy } = faultIn(error);
    return { message: message.replace(/^.*\/programs(\/[0-9a-f]{64}\.json)? /, ''), remedy };
  }
}
