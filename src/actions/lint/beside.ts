/** What `lint` has to know of the programs beside the one that it looks at: ids that two of them have, and programs that are gone. */
import { join, resolve } from 'node:path';
import { attempt, isUserError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Io } from '../../io.ts';
import type { Extras } from '../../lint/rule.ts';
import { textAt, textsAt } from '../../program/draft.ts';
import { programNames } from '../../program/grammar.ts';
import { parseYaml } from '../../program/yaml.ts';
import { readConfig } from '../../workspace/config.ts';
import { isDirectory, readRegularFile, shownPath } from '../../workspace/files.ts';
import { findTargets, type LintTarget } from '../../workspace/lint-targets.ts';
import { programFolderOf } from '../../workspace/program-files.ts';
import { isWithin } from '../../workspace/within.ts';
import { nearestWorkspace } from '../../workspace/workspace.ts';
import type { Compared } from './against.ts';

/** A program as far as others have to know it. */
interface Head {
  readonly folder: string;
  readonly id: string;
  readonly formerly: readonly string[];
}

interface Beside {
  of(target: LintTarget): Pick<Extras, 'sameId' | 'gonePrograms'>;
}

/**
 * @param given the paths that are linted, folders above programs among them
 * @param folders the folders of the programs that are linted
 * @param agreed the folder that the user has named as the workspace, if any
 */
export async function openBeside(
  io: Io,
  given: readonly string[],
  folders: readonly string[],
  agreed: string | undefined,
  compared: Compared | undefined,
): Promise<Beside> {
  const workspaceOf = (folder: string) => nearestWorkspace(folder, agreed);
  const linted = folders.flatMap(headIn);
  const workspaces = [...new Set(folders.map(workspaceOf))];
  const inWorkspaces = new Map<string | undefined, Head[]>();
  for (const each of workspaces) if (each !== undefined) inWorkspaces.set(each, await headsOf(io, each));
  const gone = compared && (await goneFrom(io, compared, given, [linted, ...inWorkspaces.values()].flat()));
  const ids = new Set(compared?.programs.map(({ program }) => program.id));
  const heir = linted.find(({ id }) => !ids.has(id));
  const teller = heir ?? linted[0];
  return {
    of: ({ folder, isProgram }) => {
      if (!isProgram) return {};
      const workspace = workspaceOf(folder);
      const peers = [
        ...linted.filter(
          (head) =>
            workspaceOf(head.folder) === workspace &&
            (workspace !== undefined || isSibling(head.folder, folder)),
        ),
        ...(inWorkspaces.get(workspace) ?? []),
      ];
      // Of two that are both linted, the second is told.
      const others = peers.filter(
        (head) => head.folder !== folder && (head.folder < folder || !folders.includes(head.folder)),
      );
      return {
        sameId: new Map(others.map((head) => [head.id, shownPath(head.folder, io.cwd)])),
        ...(gone
          ? {
              gonePrograms:
                folder === teller?.folder ? gone.map((each) => ({ ...each, isHeir: teller === heir })) : [],
            }
          : {}),
      };
    },
  };
}

function isSibling(a: string, b: string): boolean {
  return join(a, '..') === join(b, '..');
}

/** The programs of a workspace that hires can follow: the one that its settings name, and those below `checklists/`. */
async function headsOf(io: Io, workspace: string): Promise<Head[]> {
  const config = await readConfig(workspace, io.dirs.cache);
  // Settings that aren't the user's own may name a folder that isn't read.
  const usual =
    config.program === undefined ? undefined : attempt(() => programFolderOf(workspace, config, io.root));
  const named = usual === undefined ? [] : [usual];
  const own = join(workspace, 'checklists');
  return [...new Set([...named, ...(isDirectory(own) ? programsBelow(own, io.cwd) : [])])].flatMap(headIn);
}

function programsBelow(folder: string, cwd: string): readonly string[] {
  try {
    return findTargets([folder], cwd).paths;
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}

/** The programs that are compared with and that no file has any more, by id. */
async function goneFrom(io: Io, compared: Compared, given: readonly string[], known: readonly Head[]) {
  const shipped = programsBelow(join(io.root, 'checklists'), io.cwd).flatMap(headIn);
  const there = compared.workspace === undefined ? [] : await headsOf(io, compared.workspace);
  const ids = new Set([...known, ...shipped, ...there].flatMap(({ id, formerly }) => [id, ...formerly]));
  const roots = given.map((path) => resolve(io.cwd, path));
  const meant = compared.programs.filter(
    ({ program, folder }) =>
      !ids.has(program.id) &&
      (folder === undefined || roots.some((root) => isWithin(root, folder))) &&
      (folder === undefined || headIn(folder).every(({ id }) => id !== program.id)),
  );
  return [...grouped(meant, ({ program }) => program.id)].map(([id, hires]) => ({ id, hires }));
}

/** The head of the program in a folder; empty where it can't be read, which is told where it is linted. */
function headIn(folder: string): Head[] {
  for (const name of programNames) {
    const bytes = attempt(() => readRegularFile(join(folder, name)));
    if (!bytes) continue;
    const yaml = parseYaml(name, bytes);
    const top = { value: yaml.value, yaml, path: [] };
    const id = textAt(top, 'id');
    return id ? [{ folder, id: id.value, formerly: textsAt(top, 'formerly').map(({ value }) => value) }] : [];
  }
  return [];
}
