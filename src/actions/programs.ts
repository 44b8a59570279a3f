/** For `start`: which program a new hire follows, and the list of the programs that hires of the workspace can follow. */
import { resolve } from 'node:path';
import { exits, isUserError, UserError } from '../errors.ts';
import type { Program } from '../program/model.ts';
import { hintFor } from '../program/nearest.ts';
import { openRuns } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { type ListedProgram, type ProgramsView, viewPrograms } from '../view/programs.ts';
import { viewUnread } from '../view/unread.ts';
import { quoted } from '../view/words.ts';
import { isDirectory, shownPath } from '../workspace/files.ts';
import {
  type ProgramPlace,
  placeNamed,
  programFolderOf,
  programIn,
  programOrNone,
  programPlaces,
} from '../workspace/program-files.ts';
import { refuseLeadingOut } from '../workspace/within.ts';

/** The program of a new run. */
interface Chosen {
  readonly program: Program;
  /** Sentences that are worth knowing about its files. */
  readonly remarks: readonly string[];
}

/**
 * The program that `--program` names by its id or by its folder. Without the flag, the person at the terminal is asked where
 * the workspace has several; everywhere else it is the usual one.
 * @throws UserError where the flag names none, or the program can't be compiled
 */
export async function chooseProgram(session: Session, named: string | undefined): Promise<Chosen> {
  const { workspace, config, io, mayAsk } = session;
  if (named !== undefined) return programNamed(session, named);
  const usual = { program: await programIn(programFolderOf(workspace, config, io.root), io), remarks: [] };
  return mayAsk ? askProgram(session, usual) : usual;
}

async function programNamed(session: Session, named: string): Promise<Chosen> {
  const { workspace, io } = session;
  const { folder, isOutside } = folderNamed(session, named);
  const remark = `These checklists lie outside ${workspace}, so \`upgrade\` won't find edits of them: put them below checklists/ there.`;
  return { program: await programIn(folder, io), remarks: isOutside ? [remark] : [] };
}

/**
 * The folder of the program that a person names by its id or by the folder.
 * @returns `isOutside`: hires of the workspace can't follow it by its id
 * @throws UserError where it is neither, or a link in its path leads out of the repository
 */
export function folderNamed(
  session: Session,
  named: string,
): { readonly folder: string; readonly isOutside: boolean } {
  const { io } = session;
  const folder = resolve(io.cwd, named);
  const place = placeNamed(session, named, folder);
  if (place) return { folder: place.folder, isOutside: false };
  if (!isDirectory(folder)) {
    const ids = [...programPlaces(session)].flatMap(({ id }) => id ?? []);
    const hint = hintFor(named, ids, 'they are listed by: pm-onboard start --list');
    throw new UserError(`--program: there is no program "${named}", and no such folder`, hint);
  }
  refuseLeadingOut(folder, io.cwd);
  return { folder, isOutside: true };
}

async function askProgram(session: Session, usual: Chosen): Promise<Chosen> {
  const programs = [usual.program];
  for (const { folder, kind } of programPlaces(session)) {
    const program = kind === 'own' ? await programOrNone(folder, session.io) : undefined;
    if (program && programs.every(({ id }) => id !== program.id)) programs.push(program);
  }
  if (programs.length === 1) return usual;
  const { askOne } = await import('../prompts.ts');
  const choices = programs.map(({ title, id }) => ({ name: `${title} (${id})`, value: id }));
  const id = await askOne('Which program?', choices);
  return { program: programs.find((each) => each.id === id) ?? usual.program, remarks: [] };
}

/** The programs that hires of the workspace can follow, with those who do; and programs of hires that are not here. */
export async function listPrograms(session: Session): Promise<ProgramsView> {
  const { runs, unread } = await openRuns(session);
  const listed: ListedProgram[] = [];
  for (const place of programPlaces(session)) {
    const found = await listedProgram(session, place);
    // Of several programs of one id the first counts, as for `upgrade`.
    if (listed.every(({ id }) => id !== found.id || id === null)) listed.push(found);
  }
  return viewPrograms(listed, runs, unread.map(viewUnread));
}

async function listedProgram(
  { workspace, config, io }: Session,
  { folder, kind, id }: ProgramPlace,
): Promise<ListedProgram> {
  const ships = kind === 'shipped' || (kind === 'usual' && config.program === undefined);
  const place = ships ? null : shownPath(folder, workspace);
  const found = { place, usual: kind === 'usual' };
  try {
    const program = await programIn(folder, io);
    return { ...found, id: program.id, title: program.title, fault: null };
  } catch (error) {
    if (!isUserError(error) || error.exit === exits.failed) throw error;
    return {
      ...found,
      id: id ?? null,
      title: null,
      fault: `pm-onboard lint ${quoted(shownPath(folder, io.cwd))}`,
    };
  }
}
