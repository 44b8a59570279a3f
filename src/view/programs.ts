/** The programs of a workspace, and who follows which. */
import type { Run } from '../plan/run.ts';
import { isOver } from '../progress/reduce.ts';
import type { UnreadableHire } from './unread.ts';

/** A program as its files say it. */
export interface ListedProgram {
  /** Null where the files are too broken to tell. */
  readonly id: string | null;
  /** Null where the program can't be used. */
  readonly title: string | null;
  /** The folder of its checklists, as seen from the workspace; null for those that ship, and for those that are not here. */
  readonly place: string | null;
  /** Whether new hires start with it unless another is named. */
  readonly usual: boolean;
  /** The command that says what is wrong with its files; null where nothing is. */
  readonly fault: string | null;
}

export type ProgramsView = ReturnType<typeof viewPrograms>;

/** @param listed the programs whose checklists are here */
export function viewPrograms(
  listed: readonly ListedProgram[],
  runs: readonly Run[],
  unreadable: readonly UnreadableHire[],
) {
  const known = new Set(listed.map(({ id }) => id));
  const gone = runs.filter(({ program }) => !known.has(program.id)).map(({ program }) => program);
  const missing = new Map(gone.map(({ id, title }) => [id, title]));
  const elsewhere = [...missing].map(([id, title]): ListedProgram & { readonly missing: true } => ({
    ...{ id, title, place: null, usual: false, fault: null },
    missing: true,
  }));
  const programs = [...listed.map((each) => ({ ...each, missing: false })), ...elsewhere];
  return {
    schemaVersion: 1,
    programs: programs.map((each) => ({
      ...each,
      hires: runs.filter(isOf(each.id)).map(viewFollower).sort(byName),
    })),
    /** Hires whose record or program can't be read. */
    unreadable,
  };
}

function isOf(id: string | null): (run: Run) => boolean {
  return ({ program }) => program.id === id;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function viewFollower({ progress }: Run) {
  const { id, name, start } = progress.hire;
  const state = progress.archived ? 'archived' : progress.finished ? 'finished' : 'under way';
  return { id, name, start, state, over: isOver(progress) };
}
