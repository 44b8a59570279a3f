/** What `lint` has to know of the programs beside the one that it looks at: ids that two of them have, and programs that are gone. */
import { dirname, join, resolve } from 'node:path';
import { attempt, isUserError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Io } from '../../io.ts';
import type { Extras } from '../../lint/rule.ts';
import { textAt, textsAt } from '../../program/draft.ts';
import { programNames } from '../../program/grammar.ts';
import { parseYaml } from '../../program/yaml.ts';
import { readConfigOrFaults } from '../../workspace/config-faults.ts';
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
  const linted = folders.flatMap(headIn);
  const workspaces = new Map(folders.map((folder) => [folder, nearestWorkspace(folder, agreed)]));
  const inWorkspaces: (readonly [string, Head])[] = [];
  for (const workspace of new Set(workspaces.values()))
    if (workspace !== undefined)
      for (const head of await headsOf(io, workspace)) inWorkspaces.push([workspace, head]);
  // Outside a workspace, programs that lie side by side belong together.
  const shelfOf = (folder: string) => workspaces.get(folder) ?? dirname(folder);
  const all = [...linted.map((head) => [shelfOf(head.folder), head] as const), ...inWorkspaces];
  const byId = grouped(all, ([shelf, { id }]) => `${id} ${shelf}`);
  const known = all.map(([, head]) => head);
  const gone = compared && (await goneFrom(io, compared, given, known));
  const ids = new Set(compared?.programs.map(({ program }) => program.id));
  const heir = linted.find(({ id }) => !ids.has(id));
  const teller = heir ?? linted[0];
  const own = new Map(linted.map((head) => [head.folder, head]));
  const isLinted = new Set(folders);
  return {
    of: ({ folder, isProgram }) => {
      if (!isProgram) return {};
      const id = own.get(folder)?.id ?? '';
      // Of two that are both linted, the second is told.
      const [, other] =
        byId
          .get(`${id} ${shelfOf(folder)}`)
          ?.find(
            ([, head]) => head.folder !== folder && (head.folder < folder || !isLinted.has(head.folder)),
          ) ?? [];
      const told = folder === teller?.folder ? gone : [];
      return {
        sameId: new Map(other ? [[id, shownPath(other.folder, io.cwd)]] : []),
        ...(gone ? { gonePrograms: (told ?? []).map((each) => ({ ...each, isHeir: teller === heir })) } : {}),
      };
    },
  };
}

/** The programs of a workspace that hires can follow: the one that its settings name, and those below `checklists/`. */
async function headsOf(io: Io, workspace: string): Promise<Head[]> {
  const { config } = await readConfigOrFaults(workspace, io.dirs.cache);
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
  // A checklist's run follows a template, which is no program of its own.
  const meant = compared.programs.filter(
    ({ program, folder, hires = 1 }) =>
      hires > 0 &&
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
