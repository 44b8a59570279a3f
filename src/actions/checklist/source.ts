/** What a run can be begun of: a template, or a program with phases. */
import { resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { countedBack } from '../../program/from-template.ts';
import { idPattern } from '../../program/grammar.ts';
import type { Program } from '../../program/model.ts';
import { laidOut, rolesOfTeam } from '../../session/checklist-now.ts';
import type { Session } from '../../session/session.ts';
import { isDirectory } from '../../workspace/files.ts';
import { programIn } from '../../workspace/program-files.ts';
import { type LoadedTemplate, loadTemplate, templatePlaces } from '../../workspace/templates.ts';
import { refuseLeadingOut } from '../../workspace/within.ts';

export interface Source {
  /** The id of the template or program: part of a run's id, and what commands call it. */
  readonly id: string;
  /**
   * The program that a run is pinned to.
   * @param subject what the run is for
   * @param isBack whether its dates count back from a last day
   */
  readonly programFor: (subject: string, isBack: boolean) => Program;
}

/** Whether a template has this id. */
export function isTemplate(session: Session, text: string): boolean {
  return templatePlaces(session).some(({ id }) => id === text);
}

/**
 * The template with that id or in that file, or the program in that folder.
 * @throws UserError for a text that names none, and where it can't be compiled
 */
export async function sourceNamed(session: Session, text: string): Promise<Source> {
  const { io } = session;
  const folder = resolve(io.cwd, text);
  if (!isTemplate(session, text) && isDirectory(folder)) {
    refuseLeadingOut(folder, io.cwd);
    const program = await programIn(folder, io);
    return { id: program.id, programFor: (_, isBack) => (isBack ? countedBack(program) : program) };
  }
  return ofTemplate(session, loadTemplate(session, text, 'run'));
}

/** @throws UserError for a file whose name can't be an id */
async function ofTemplate(session: Session, loaded: LoadedTemplate): Promise<Source> {
  const { id } = loaded;
  if (!idPattern.test(id))
    throw new UserError(
      `run: the name of the file ${id}.yaml is no id`,
      'rename it: lower-case words joined by hyphens, such as leave-beta.yaml',
    );
  const roles = await rolesOfTeam(session);
  return {
    id,
    programFor(subject, isBack) {
      return laidOut(loaded, subject, roles, { isBack });
    },
  };
}
