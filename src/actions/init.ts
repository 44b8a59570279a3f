/** `init --checklists`: the copy of a program that ships, and the line in pm-onboard.yaml that names it. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { hintFor } from '../program/nearest.ts';
import { configName, readConfig } from '../workspace/config.ts';
import { isFolder, makeFolders, readRegularFile, replaceFile, writeNew } from '../workspace/files.ts';
import { programFolder } from '../workspace/program-files.ts';
import { configTemplate } from '../workspace/workspace.ts';

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
export function shippedProgram(name: string): string {
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
export async function configForCopy(folder: string, shipped: string, cache: string): Promise<string> {
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
  const text = naming(shipped, readRegularFile(path)?.toString() ?? configTemplate());
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
export function copyProgram(folder: string, root: string, shipped: string, config: string): void {
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
