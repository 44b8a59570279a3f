/** `init [DIR]`: makes a team's workspace, and with `--checklists` a copy of a program to edit. */
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

/** What `--checklists` can copy: a program's name → its folder, both where pm-onboard is installed and in the workspace. */
const shippedPrograms: ReadonlyMap<string, string> = new Map([
  ['full', programFolder],
  ['minimal', 'checklists/minimal'],
  ['product-manager', programFolder],
]);

/** The folder of the copy's schemas: an editor finds them there on machines without pm-onboard. */
const schemaFolder = 'checklists/schema';

/**
 * The folder of a program that ships.
 * @throws UserError where there is none of that name
 */
function shippedProgram(name: string): string {
  const folder = shippedPrograms.get(name);
  if (folder !== undefined) return folder;
  const names = [...shippedPrograms.keys()];
  const otherwise = `there are ${names.join(', ')}; a folder comes first: init DIR --checklists`;
  throw new UserError(`--checklists: there is no program "${name}"`, hintFor(name, names, otherwise));
}

/**
 * The text of pm-onboard.yaml as it will be when it names the copied program; worked out before anything is written, so
 * that a refusal changes nothing.
 * @param shipped the program's folder, as {@link shippedProgram} gives it
 * @param cache the user's cache folder
 * @throws UserError where there is a program already, or pm-onboard.yaml names one
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
    // The error below says what to do.
  }
  throw new UserError(
    `${path} is written in a way that a line can't be added to`,
    `add \`program: ${shipped}\` by hand, and copy the program from ${shipped} where pm-onboard is installed`,
  );
}

/**
 * The text with a `program:` line: in the place of one without a value or of the template's comment, else at the end. A key
 * that stands twice would make the file invalid.
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
  // The file belongs to the team: its mode stays, so that whoever could read it still can.
  replaceFile(path, Buffer.from(config), undefined, statSync(path).mode & 0o777);
}
