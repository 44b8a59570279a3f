/** The files of the programs that people edit: where they lie, and whether they have changed since a program was compiled. */
import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, cannot, UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import type { Io } from '../io.ts';
import { memo } from '../once.ts';
import type { SourceFile } from '../program/draft.ts';
import { programFileIn } from '../program/grammar.ts';
import { compiledText, type Program } from '../program/model.ts';
import { isPart, mayInclude, partFolders, partsNamed } from '../program/parts.ts';
import { quoted } from '../view/words.ts';
import { type Config, configName } from './config.ts';
import type { Seen } from './file-state.ts';
import { namesIn, nearestWith, readRegularFile, readSeen, shownPath } from './files.ts';
import type { Verified } from './programs.ts';
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
 * A folder's program, compiled. Reading and checking YAML takes most of the time of `start`, so the programs that ship were
 * compiled when pm-onboard was built, and are read as JSON as long as their files are what they were then.
 * @param folder holds `program.yaml` and a file a phase
 * @throws UserError as {@link import('./load-yaml.ts').loadProgram} does
 */
export async function programIn(folder: string, { root, cwd }: Pick<Io, 'root' | 'cwd'>): Promise<Program> {
  const shipped = dirname(folder) === join(root, 'checklists') ? compiledWhenBuilt(root, folder) : undefined;
  if (shipped && shipped.source === sourceDigest(readSources(folder, cwd))) return shipped;
  const { loadProgram } = await import('./load-yaml.ts');
  return loadProgram(folder, cwd);
}

/** The program of a folder as `scripts/build.mjs` compiled it; undefined if there is no such file. */
function compiledWhenBuilt(root: string, folder: string): Program | undefined {
  const bytes = readRegularFile(join(root, 'dist/programs', `${basename(folder)}.json`));
  return bytes && JSON.parse(bytes.toString());
}

/** What the programs of a workspace are found by. */
export interface Shelf {
  readonly workspace: string;
  readonly config: Config;
  /** Which files needn't be hashed; absent: all are. */
  readonly verified?: Verified;
  readonly io: Pick<Io, 'root' | 'cwd'>;
}

/** A program that hires of a workspace can follow, as files. */
export interface ProgramPlace {
  readonly folder: string;
  /** `usual`: new hires start with it; `own`: another one below `checklists/` in the workspace; `shipped`: one of pm-onboard. */
  readonly kind: 'usual' | 'own' | 'shipped';
  /** The program's id; undefined where only a YAML parser, which is slow to load, could tell it. */
  readonly id: string | undefined;
  readonly sources: readonly ReadSource[];
}

/**
 * The programs that hires of the workspace can follow: the usual one, then those below `checklists/` in the workspace by
 * name, then those that ship. A folder that is a link is passed over.
 */
export function* programPlaces({ workspace, config, io }: Shelf): Generator<ProgramPlace> {
  // Settings that aren't the user's own may name a folder that isn't read.
  const usual = attempt(() => programFolderOf(workspace, config, io.root));
  const seen = new Set<string>();
  const within = (folder: string) =>
    namesIn(folder)
      .sort()
      .map((name) => join(folder, name));
  const found = function* (kind: ProgramPlace['kind'], folders: readonly string[]): Generator<ProgramPlace> {
    for (const folder of folders) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      const isReal = kind === 'usual' || lstatSync(folder, { throwIfNoEntry: false })?.isDirectory();
      const sources = isReal ? attempt(() => readSources(folder, io.cwd)) : undefined;
      if (sources) yield { folder, kind, id: idIn(sources), sources };
    }
  };
  yield* found('usual', usual === undefined ? [] : [usual]);
  const [own, shipped] = [workspace, io.root].map((base) => join(base, 'checklists')) as [string, string];
  yield* found('own', isOwnFolder(own) ? [own, ...within(own)] : []);
  yield* found('shipped', within(shipped));
}

function isOwnFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The first place whose program may have this id; undefined if there is none. */
export function placeOf(shelf: Shelf, id: string): ProgramPlace | undefined {
  for (const place of programPlaces(shelf)) if ((place.id ?? id) === id) return place;
  return undefined;
}

/** The first place with this id; else the program that ships in a folder of this name, by which `init --checklists` knows it. */
export function calledPlace(places: readonly ProgramPlace[], named: string): ProgramPlace | undefined {
  return (
    places.find(({ id }) => id === named) ??
    places.find(({ folder, kind }) => kind === 'shipped' && basename(folder) === named)
  );
}

/**
 * The place that a person names by a program's id or by a folder. Programs of the workspace come before a folder that holds a
 * program, and that one before the programs that ship.
 * @param folder the text as a path
 * @returns undefined where no program that hires of the workspace can follow is meant
 */
export function placeNamed(shelf: Shelf, named: string, folder: string): ProgramPlace | undefined {
  const places = [...programPlaces(shelf)];
  const ofId = calledPlace(places, named);
  const ofFolder = places.find((place) => place.folder === folder);
  if (ofId?.kind !== 'shipped') return ofId ?? ofFolder;
  return ofFolder ?? (programFileIn(attempt(() => namesIn(folder)) ?? []) === undefined ? ofId : undefined);
}

/**
 * The checklists of a program as they are in the workspace's files now, compiled.
 * @param id of the program, or one that it had before (`formerly`)
 * @returns undefined if there are none of that id
 * @throws UserError as {@link programIn} does, and where two programs of the workspace have the id
 */
export async function presentProgram(shelf: Shelf, id: string): Promise<Program | undefined> {
  refuseTwins(shelf, id);
  const place = placeOf(shelf, id);
  const program = place && (await programIn(place.folder, shelf.io));
  return program?.id === id ? program : (await renamedPlace(shelf, id))?.program;
}

/** @throws UserError where an edit of one program could reach hires who follow another */
function refuseTwins(shelf: Shelf, id: string): void {
  const places = [...programPlaces(shelf)].filter((place) => place.kind !== 'shipped' && place.id === id);
  const [first, second] = places.map(({ folder }) => shownPath(folder, shelf.workspace));
  if (second === undefined) return;
  throw new UserError(
    `two programs have the id ${id}: ${first} and ${second}`,
    'give one of them another id in its program.yaml, or take it away',
  );
}

/** The program of the workspace that says that it had this id before; YAML is read only where the id stands in its file. */
async function renamedPlace(
  shelf: Shelf,
  id: string,
): Promise<{ readonly place: ProgramPlace; readonly program: Program } | undefined> {
  for (const place of programPlaces(shelf)) {
    if (place.kind === 'shipped' || !mainText(place.sources).includes(id)) continue;
    const program = await programOrNone(place.folder, shelf.io);
    if (program?.formerly?.includes(id)) return { place, program };
  }
  return undefined;
}

/**
 * Compares programs with the checklists that they were compiled from by what these say, not by bytes: line ends, comments
 * and layout don't count. YAML, which is slow to load, is read only if a program was compiled from other bytes.
 * @param programs those that are going to be asked about
 * @returns a function that tells whether the checklists of a program's id say something else than the program; true if they
 *   can't be compiled now; false where there are none
 */
export async function movedOnCheck(
  shelf: Shelf,
  programs: readonly Program[],
): Promise<(program: Program) => boolean> {
  const present = new Map<
    string,
    { readonly unchanged: ReadonlySet<Program>; readonly program?: Program | undefined }
  >();
  for (const [id, same] of grouped(programs, (program) => program.id)) {
    const place = placeOf(shelf, id) ?? (await renamedPlace(shelf, id))?.place;
    if (!place) continue;
    const isMadeOf = sourceCheck(place.sources, shelf.verified);
    const unchanged = new Set(same.filter(({ source }) => isMadeOf(source)));
    const program = unchanged.size < same.length ? await programOrNone(place.folder, shelf.io) : undefined;
    present.set(id, { unchanged, program });
  }
  const known = new Map<Program, boolean>();
  return (program) => {
    const now = present.get(program.id);
    if (now === undefined || now.unchanged.has(program)) return false;
    // Many runs share a program.
    const isMoved = known.get(program) ?? !(now.program && saysTheSame(program, now.program));
    known.set(program, isMoved);
    return isMoved;
  };
}

/** As {@link programIn}; undefined where the checklists can't be compiled. */
export async function programOrNone(
  folder: string,
  io: Pick<Io, 'root' | 'cwd'>,
): Promise<Program | undefined> {
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

/** The text of `program.yaml`. */
function mainText(sources: readonly SourceFile[]): string {
  const main = programFileIn(sources.map(({ name }) => name));
  return new TextDecoder().decode(sources.find(({ name }) => name === main)?.bytes);
}

function idIn(sources: readonly SourceFile[]): string | undefined {
  return /^id:[ \t]*(["']?)([a-z0-9-]+)\1[ \t\r]*(?:#.*)?$/m.exec(mainText(sources))?.[2];
}

/**
 * A program's YAML and iCalendar files, sorted by name, and the parts that they name.
 * @throws UserError (exit 3) where there is no program
 */
export function readSources(folder: string, cwd: string): ReadSource[] {
  const names = namesIn(folder).filter((name) => /\.(ya?ml|ics)$/.test(name));
  if (programFileIn(names) === undefined)
    throw cannot(
      `there is no program.yaml in ${shownPath(folder, cwd)}`,
      '`init --checklists` writes one to start from; `program:` in pm-onboard.yaml says where it is',
    );
  const own = names.sort().flatMap((name) => sourceIn(folder, name, cwd) ?? []);
  return [...own, ...partsNamed(own, partsBeside(folder, own), (name) => sourceIn(folder, name, cwd))];
}

/** A file of a program, with what it is known by. */
export interface ReadSource extends SourceFile {
  readonly seen: Seen;
}

function sourceIn(folder: string, name: string, cwd: string): ReadSource | undefined {
  const found = readSeen(join(folder, name));
  return found && { name, path: shownPath(join(folder, name), cwd), ...found };
}

/**
 * The names of the files that stand where a program may have parts, from its folder.
 * @param own the program's files: where they include nothing, no folder is looked at
 * @throws UserError (exit 3) where a folder for parts is a link, or lies outside of what the program belongs to
 */
export function partsBeside(folder: string, own: readonly SourceFile[]): string[] {
  if (!mayInclude(own)) return [];
  return partFolders.flatMap((beside) => {
    const place = join(folder, beside);
    const stat = attempt(() => lstatSync(place));
    if (!stat?.isDirectory() && !stat?.isSymbolicLink()) return [];
    const bounds = nearestWith(folder, '.git') ?? nearestWith(folder, configName);
    if (stat.isSymbolicLink() || (bounds !== undefined && !isWithin(bounds, place)))
      throw cannot(
        `the parts in ${place} are not read: it ${stat.isSymbolicLink() ? 'is a link' : `lies outside of ${bounds}`}`,
        'put the parts in a folder `parts` beside the program',
      );
    return namesIn(place)
      .map((name) => `${beside}/${name}`)
      .filter((name) => isPart({ name }));
  });
}

/** SHA-256 over the names and contents of checklists and calendars, in the order of the names. */
export function sourceDigest(files: readonly SourceFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, bytes }) => [name, sha256(bytes)])));
}

/** Returns a function: whether a program with this {@link sourceDigest} is made of the files. @param verified as for a {@link Shelf} */
export function sourceCheck(files: readonly ReadSource[], verified?: Verified): (digest: string) => boolean {
  const found = memo(() => sourceDigest(files));
  const all = files.map(({ seen }) => seen);
  const seen: Seen = {
    state: files.map((file) => `${file.name} ${file.seen.state}`).join('\n'),
    changed: Math.max(...all.map(({ changed }) => changed)),
    tick: Math.max(...all.map(({ tick }) => tick)),
  };
  return (digest) => {
    if (verified?.has(digest, seen)) return true;
    const isSame = digest === found();
    if (isSame) verified?.add(digest, seen);
    return isSame;
  };
}
