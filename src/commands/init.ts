/** `init [DIR]`: makes a workspace for a team; with `--checklists`, the workspace gets a copy of a program to edit. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { hintFor } from '../program/nearest.ts';
import type { Globals } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { quoted } from '../view/words.ts';
import { configName, readConfig } from '../workspace/config.ts';
import { isFolder, makeFolders, readRegularFile, replaceFile, writeNew } from '../workspace/files.ts';
import { programFolder } from '../workspace/program-files.ts';
import { configTemplate, createWorkspace, folderFrom, missingIgnores } from '../workspace/workspace.ts';

interface InitOptions extends Globals {
  /** The program to copy; true where `--checklists` stands without a name. */
  readonly checklists?: string | true;
}

export async function init(io: Io, dir: string | undefined, options: InitOptions): Promise<Outcome> {
  const folder =
    dir === undefined
      ? folderFrom(io.cwd, options.workspace ?? '.', '--workspace')
      : folderFrom(io.cwd, dir, 'init');
  const { checklists } = options;
  const program =
    checklists === undefined ? undefined : shippedProgram(checklists === true ? 'full' : checklists);
  const config = program && (await configForCopy(folder, program, io.dirs.cache));
  const made = createWorkspace(folder);
  if (program && config) copyProgram(folder, io.root, program, config);
  const ignores = missingIgnores(folder);
  return {
    changes: [
      ...(made.length > 0 ? [`a workspace in ${folder}: ${made.join(', ')}`] : []),
      ...(program ? [`a program to edit in ${join(folder, program)}`] : []),
    ],
    remarks: [
      ...(made.length === 0 && !program ? [`${folder} is a workspace already.`] : []),
      ...(ignores.length > 0
        ? [`Your .gitignore stays as it is; to commit this folder, add to it: ${ignores.join(', ')}`]
        : []),
    ],
    ...(folder === io.cwd
      ? { hint: 'Begin with: pm-onboard start' }
      : { hint: 'Begin with:', commands: [`cd ${quoted(folder)} && pm-onboard start`] }),
  };
}

/** Name of a program that `--checklists` can copy → its folder, relative to the installation and to the workspace. */
const shippedPrograms: ReadonlyMap<string, string> = new Map([
  ['full', programFolder],
  ['minimal', 'checklists/minimal'],
  ['product-manager', programFolder],
]);

/** The folder for the JSON Schemas of the copied program, so that editors find them without pm-onboard installed. */
const schemaFolder = 'checklists/schema';

/**
 * The folder of a program that ships with pm-onboard, by the program's name.
 * @throws UserError where no such program ships
 */
function shippedProgram(name: string): string {
  const folder = shippedPrograms.get(name);
  if (folder !== undefined) return folder;
  const names = [...shippedPrograms.keys()];
  const otherwise = `there are ${names.join(', ')}; a folder comes first: init DIR --checklists`;
  throw new UserError(`--checklists: there is no program "${name}"`, hintFor(name, names, otherwise));
}

/**
 * The text of pm-onboard.yaml after a line is added that names the copied program. It is worked out before any file is
 * written, so that an error leaves the workspace unchanged.
 * @param shipped the program's folder, as {@link shippedProgram} gives it
 * @param cache the user's cache folder
 * @throws UserError where there is a program already, pm-onboard.yaml names one, or the line can't be added to it
 */
async function configForCopy(folder: string, shipped: string, cache: string): Promise<string> {
  const target = join(folder, shipped);
  isFolder(dirname(target));
  isFolder(join(folder, schemaFolder));
  if (lstatSync(target, { throwIfNoEntry: false }))
    throw new UserError(`there is a program already in ${target}`, 'edit that one, or move it away first');
  const path = join(folder, configName);
  const { program } = await readConfig(folder, cache);
  if (program !== undefined)
    throw new UserError(
      `${path} names a program already: \`program: ${program}\``,
      'edit that one, or take the line out first',
    );
  const text = naming(shipped, readRegularFile(path)?.toString() ?? configTemplate);
  const { parseConfig } = await import('../workspace/parse-config.ts');
  try {
    if (parseConfig(path, Buffer.from(text)).program === shipped) return text;
  } catch {
    // A text that can't be parsed ends in the error below, which says what to do.
  }
  throw new UserError(
    `${path} is written in a way that a line can't be added to`,
    `add \`program: ${shipped}\` by hand, and copy the program from ${shipped} where pm-onboard is installed`,
  );
}

/**
 * The text with a line `program: …`. It replaces a `program:` line without a value, since a key that stands twice makes the
 * file invalid, or the template's commented line; otherwise it stands at the end.
 */
function naming(program: string, text: string): string {
  const line = `program: ${program}`;
  for (const place of [/^program:[ \t]*(?:#.*)?$/m, new RegExp(`^# program: ${programFolder}$`, 'm')])
    if (place.test(text)) return text.replace(place, line);
  return `${text.trimEnd()}\n${line}\n`.trimStart();
}

/**
 * Copies a program into the workspace with the schemas that its files name, and makes pm-onboard.yaml name the copy.
 * @param root where pm-onboard is installed
 * @param config the text of pm-onboard.yaml, as {@link configForCopy} gives it
 */
function copyProgram(folder: string, root: string, shipped: string, config: string): void {
  makeFolders(join(folder, shipped));
  for (const name of readdirSync(join(root, shipped))) {
    const text = readFileSync(join(root, shipped, name), 'utf8');
    const near = text.replace('=../../schema/', '=../schema/');
    writeNew(join(folder, shipped, name), Buffer.from(near), { mode: 0o666 });
  }
  makeFolders(join(folder, schemaFolder));
  for (const name of ['checklist.json', 'program.json'])
    replaceFile(join(folder, schemaFolder, name), readFileSync(join(root, 'schema', name)), undefined, 0o644);
  const path = join(folder, configName);
  // pm-onboard.yaml belongs to the team, so it keeps its mode: everybody who could read it still can.
  replaceFile(path, Buffer.from(config), undefined, statSync(path).mode & 0o777);
}
