/** The files of a program that people edit: where they lie, and whether they have changed since a program was compiled. */

import { join, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, cannot } from '../errors.ts';
import type { Io } from '../io.ts';
import type { SourceFile } from '../program/draft.ts';
import { compiledText, type Program } from '../program/model.ts';
import { quoted } from '../view/words.ts';
import { type Config, configName } from './config.ts';
import { namesIn, readRegularFile, shownPath } from './files.ts';
import { boundsOf, isWithin } from './within.ts';

/** Where the program that ships lies: new hires start with it unless pm-onboard.yaml names another. */
export const programFolder = 'checklists/product-manager';

/**
 * The folder of the program that new hires start with: the workspace's, else the one that ships.
 * @throws UserError (exit 3) where pm-onboard.yaml leads out of its repository, and the user has not begun the workspace
 */
export function programFolderOf(workspace: string, { program, isOwn }: Config, root: string): string {
  if (program === undefined) return join(root, programFolder);
  const folder = resolve(workspace, program);
  const bounds = boundsOf(workspace);
  if (isOwn || isWithin(bounds, folder)) return folder;
  throw cannot(
    `\`program: ${program}\` in ${join(workspace, configName)} leads out of ${bounds}`,
    "it is not followed, since these settings may be a stranger's",
    ['  if they are yours, say so once:', `  pm-onboard init ${quoted(workspace)} --mine`],
  );
}

/**
 * A folder's program, compiled. Reading and checking YAML takes most of the time of `start`, so the program that ships was
 * compiled when pm-onboard was built, and is read as JSON as long as its files are what they were then.
 * @param folder holds `program.yaml` and a file a phase
 * @throws UserError as {@link import('./load-yaml.ts').loadProgram} does
 */
export async function programIn(folder: string, { root, cwd }: Pick<Io, 'root' | 'cwd'>): Promise<Program> {
  const shipped = folder === join(root, programFolder) ? compiledWhenBuilt(root) : undefined;
  if (shipped && shipped.source === sourceDigest(readSources(folder, cwd))) return shipped;
  const { loadProgram } = await import('./load-yaml.ts');
  return loadProgram(folder, cwd);
}

/** The program that `scripts/build.mjs` compiled; undefined if there is no such file. */
function compiledWhenBuilt(root: string): Program | undefined {
  const bytes = readRegularFile(join(root, 'dist/product-manager.json'));
  return bytes && JSON.parse(bytes.toString());
}

/**
 * Compares the checklists of a session with programs by what they say, not by bytes: line ends, comments and layout don't
 * count. YAML, which is slow to load, is read only if one of the programs was compiled from other bytes.
 * @returns a function that tells whether such a program was compiled from checklists that say something else; true if the
 *   checklists can't be compiled now; false for a program of another id, and where there are no checklists
 */
export async function movedOnCheck(
  {
    workspace,
    config,
    io,
  }: { readonly workspace: string; readonly config: Config; readonly io: Pick<Io, 'root' | 'cwd'> },
  programs: readonly Program[],
): Promise<(program: Program) => boolean> {
  const folder = attempt(() => programFolderOf(workspace, config, io.root));
  const sources = folder && attempt(() => readSources(folder, io.cwd));
  if (!sources) return () => false;
  const [source, presentId] = [sourceDigest(sources), idIn(sources)];
  const differs = (program: Program) => program.source !== source && (presentId ?? program.id) === program.id;
  if (!programs.some(differs)) return () => false;
  const present = await programOrNone(folder, io);
  return (program) => differs(program) && !(present && saysTheSame(program, present));
}

async function programOrNone(folder: string, io: Pick<Io, 'root' | 'cwd'>): Promise<Program | undefined> {
  try {
    return await programIn(folder, io);
  } catch {
    // `lint`, `upgrade` and `doctor` say what is wrong with the checklists.
    return undefined;
  }
}

/** Whether two programs differ in nothing but the bytes of the files that they were compiled from. */
export function saysTheSame(a: Program, b: Program): boolean {
  const textOf = (program: Program) => compiledText({ ...program, source: '' });
  return textOf(a) === textOf(b);
}

/** The program's id; undefined where only a YAML parser, which is slow to load, could tell it. */
function idIn(sources: readonly SourceFile[]): string | undefined {
  const program = sources.find(({ name }) => name === 'program.yaml');
  const text = new TextDecoder().decode(program?.bytes);
  return /^id:[ \t]*(["']?)([a-z0-9-]+)\1[ \t\r]*(?:#.*)?$/m.exec(text)?.[2];
}

/**
 * A program's YAML and iCalendar files, sorted by name.
 * @throws UserError (exit 3) where there is no program
 */
export function readSources(folder: string, cwd: string): SourceFile[] {
  const names = namesIn(folder).filter((name) => /\.(yaml|ics)$/.test(name));
  if (!names.includes('program.yaml'))
    throw cannot(
      `there is no program.yaml in ${shownPath(folder, cwd)}`,
      '`init --checklists` writes one to start from; `program:` in pm-onboard.yaml says where it is',
    );
  return names.sort().flatMap((name) => {
    const bytes = readRegularFile(join(folder, name));
    return bytes ? [{ name, path: shownPath(join(folder, name), cwd), bytes }] : [];
  });
}

/** SHA-256 over the names and contents of checklists and calendars, in the order of the names. */
export function sourceDigest(files: readonly SourceFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, bytes }) => [name, sha256(bytes)])));
}
