/** What `lint --against` compares with: the programs of hires, of a folder of checklists, or of a git revision. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { dutiesName } from '../../duties/read.ts';
import { cannot, isUserError, systemCode, UserError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Io } from '../../io.ts';
import { heldBy } from '../../lint/against.ts';
import { readProgram } from '../../lint/lint.ts';
import type { HeldProgram } from '../../lint/rule.ts';
import { inTurn, longWork, readingRecords } from '../../long-work.ts';
import { printRemark } from '../../output.ts';
import { compile } from '../../program/compile.ts';
import type { SourceFile } from '../../program/draft.ts';
import { programOfTemplate } from '../../program/from-template.ts';
import { programFileIn } from '../../program/grammar.ts';
import type { Program } from '../../program/model.ts';
import { isPart, partFolders } from '../../program/parts.ts';
import { readTemplate } from '../../program/template.ts';
import { recordFolders } from '../../progress/record-id.ts';
import { reduceEvents } from '../../progress/reduce.ts';
import { plural } from '../../view/words.ts';
import { configName } from '../../workspace/config.ts';
import { readRegularFile } from '../../workspace/files.ts';
import { findTargets, readTarget, saysDuties } from '../../workspace/lint-targets.ts';
import { listCompiled, readCompiled, readPinned } from '../../workspace/programs.ts';
import { listHires, listRuns, readRecord } from '../../workspace/records.ts';
import { type HeldDuties, heldDuties } from './duties.ts';

/** What is compared with, and how much it is, in words. */
export interface Compared {
  readonly programs: readonly (HeldProgram & {
    /** The folder that a commit has the program in, as it would be on disk. */
    readonly folder?: string;
  })[];
  /** Each duties.yaml that there is. */
  readonly duties: readonly HeldDuties[];
  /** `3 hires of 2 programs`. */
  readonly extent: string;
  /** The workspace whose hires these are: what they follow may lie there, and not among what is linted. */
  readonly workspace?: string;
}

/**
 * @param given a workspace, a folder of checklists or of compiled programs, or else a git revision
 * @throws UserError (exit 3) where it is none of that
 */
export async function readAgainst(io: Io, given: string): Promise<Compared> {
  const folder = resolve(io.cwd, given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return ofRevision(io, given);
  const names = readdirSync(folder);
  if ([...recordFolders, configName, dutiesName].some((name) => names.includes(name)))
    return ofWorkspace(io, folder, given);
  const digests = listCompiled(folder);
  if (digests.length > 0) return ofCompiled(io, folder, digests);
  return ofChecklists(io, folder, given);
}

function ofCompiled(io: Io, folder: string, digests: readonly string[]): Compared {
  const programs = digests.flatMap(
    (digest) => readable(io, `the program ${digest}`, () => readCompiled(folder, digest)) ?? [],
  );
  return {
    programs: programs.map((program) => ({ program, hires: undefined })),
    duties: [],
    extent: plural(programs.length, 'compiled program'),
  };
}

/** The programs that hires and checklists' runs have now; a record or program that can't be read is named and left out. */
async function ofWorkspace(io: Io, workspace: string, given: string): Promise<Compared> {
  const hires = await pinnedBy(io, workspace, listHires(workspace));
  const runs = await pinnedBy(io, workspace, listRuns(workspace));
  const held = [...new Set([...hires.keys(), ...runs.keys()])].map((digest) => ({
    digest,
    hires: hires.get(digest) ?? 0,
    runs: runs.get(digest) ?? 0,
  }));
  const byReach = held.sort((a, b) => b.hires - a.hires || b.runs - a.runs || (a.digest < b.digest ? -1 : 1));
  const programs = byReach.flatMap(({ digest, ...holders }) => {
    const program = readable(io, `the program ${digest}`, () => readPinned(workspace, digest));
    return program ? [{ program, ...holders }] : [];
  });
  if (held.length > 0 && programs.length === 0) throw nothingToCompare(workspace);
  const ids = new Set(programs.map(({ program }) => program.id));
  const extent = ids.size === 0 ? '0 hires' : `${heldBy(programs)} of ${plural(ids.size, 'program')}`;
  const bytes = readRegularFile(join(workspace, dutiesName));
  const duties = bytes ? heldDuties(io, bytes, { place: `\`${given}\`` }) : [];
  return { programs, duties, extent: withDuties(extent, duties), workspace };
}

/** Digest of a program → how many of these records have it now. */
async function pinnedBy(
  io: Io,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  await inTurn(io, readingRecords, ids, (id) => {
    const digest = readable(io, `the record ${id}`, () => digestOf(workspace, id));
    if (digest !== undefined) held.set(digest, (held.get(digest) ?? 0) + 1);
  });
  return held;
}

function nothingToCompare(workspace: string): UserError {
  const hint = "without them, lint can't tell whether hires would lose anything";
  return cannot(`--against: no program of a hire can be read in ${workspace}`, hint);
}

/** The digest of the program that a hire has; undefined for a hire who was forgotten. */
function digestOf(workspace: string, id: string): string | undefined {
  const record = readRecord(workspace, id);
  if (!record || record.forgotten) return undefined;
  const progress = reduceEvents(record);
  if (progress) return progress.hire.digest;
  const why = record.damaged[0]?.fault ?? 'it has none';
  throw new UserError(`the record ${id} can't be used: its first event is missing (${why})`, undefined);
}

/** The programs in a folder and below, as they are on disk. */
function ofChecklists(io: Io, folder: string, given: string): Compared {
  const found = attemptTargets(folder, io.cwd)
    .map((path) => readTarget(path, io.cwd))
    .filter(({ isProgram }) => isProgram);
  const programs = found.flatMap(({ files, folder: at }) =>
    compiledOf(io, files, at).map((program) => ({ program })),
  );
  if (found.length === 0)
    throw cannot(
      `--against: ${given} is neither a workspace nor a folder of checklists or compiled programs`,
      'name the folder that holds `hires/`, one with checklists, or a git revision such as `HEAD`',
    );
  return placed(programs, given);
}

function attemptTargets(folder: string, cwd: string): readonly string[] {
  try {
    return findTargets([folder], cwd).paths;
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}

/** The programs of a commit, wherever they lie in its tree. */
async function ofRevision(io: Io, name: string): Promise<Compared> {
  const isWanted = (path: string) =>
    /\.(?:ya?ml|ics)$/.test(path) &&
    !path.split('/').includes('node_modules') &&
    basename(path) !== configName;
  // Git is run by node:child_process, which loads what reaches the network: only whoever names a revision needs it.
  const { readRevision } = await import('../../sync/revision.ts');
  const revision = await longWork(io, 'Reading the commit', () => readRevision(io, io.cwd, name, isWanted));
  if (!revision)
    throw cannot(
      `--against: ${name} is neither a folder nor a commit of a git repository around ${io.cwd}`,
      'name a workspace, a folder of checklists, or a revision such as `HEAD`; in CI, fetch it first: git fetch --depth=1 origin main',
    );
  const folders = grouped([...revision.files], ([path]) => dirname(path));
  const programs = [...folders].flatMap(([folder, files]) => {
    const source = (path: string, bytes: Uint8Array) => ({
      name: posix.relative(folder, path),
      path: `${name}:${path}`,
      bytes,
    });
    const parts = partFolders.flatMap((beside) => folders.get(posix.join(folder, beside)) ?? []);
    const sources = [
      ...files.map(([path, bytes]) => source(path, bytes)),
      ...parts.map(([path, bytes]) => source(path, bytes)).filter(isPart),
    ];
    const isProgram = programFileIn(sources.map((file) => file.name)) !== undefined;
    const compiled = isProgram ? compiledOf(io, sources, `${name}:${folder}`) : [];
    return compiled.map((program) => ({ program, folder: join(revision.root, folder) }));
  });
  const duties = [...revision.files].flatMap(([path, bytes]) =>
    basename(path) === dutiesName && saysDuties(bytes)
      ? heldDuties(io, bytes, { place: `\`${name}\``, folder: join(revision.root, dirname(path)) })
      : [],
  );
  const compared = placed(programs, name);
  const templates = [...revision.files].flatMap(([path, bytes]) => templateOf(path, bytes));
  return {
    programs: [
      ...compared.programs,
      // None of them is a program of hires, who would miss it.
      ...templates.map((program) => ({ program, hires: 0, place: `\`${name}\`` })),
    ],
    duties,
    extent: withDuties(
      templates.length === 0
        ? compared.extent
        : `${compared.extent} and ${plural(templates.length, 'template')}`,
      duties,
    ),
  };
}

/** A template of a commit, as the program that its runs have; empty for any other file, and for one that can't be used. */
function templateOf(path: string, bytes: Buffer): Program[] {
  const [, id] = /(?:^|\/)checklists\/templates\/([a-z0-9-]+)\.ya?ml$/.exec(path) ?? [];
  const { template } = id === undefined ? {} : readTemplate(path, bytes);
  return id !== undefined && template
    ? [programOfTemplate(template, { id, subject: id, roles: {}, digest: '' })]
    : [];
}

function withDuties(extent: string, duties: readonly HeldDuties[]): string {
  return duties.length === 0 ? extent : `${extent}, and ${dutiesName}`;
}

function placed(
  programs: readonly { readonly program: Program; readonly folder?: string }[],
  place: string,
): Compared {
  return {
    programs: programs.map((each) => ({ ...each, hires: undefined, place: `\`${place}\`` })),
    duties: [],
    extent: plural(programs.length, 'program'),
  };
}

/** A program's files, compiled; where that can't be done, a warning on stderr says so, and the result is empty. */
function compiledOf(io: Io, files: readonly SourceFile[], place: string): Program[] {
  const { source, problems } = readProgram(files);
  if (source) return [compile(source, '')];
  const [first] = problems;
  const why = first ? `: ${first.file}:${first.line}: ${first.message}` : '';
  printRemark(io, `warning: the program in ${place} can't be used${why}; --against leaves it out`);
  return [];
}

/** The result of `read`. Where the file can't be read, a warning on stderr says so, and the result is undefined. */
function readable<T>(io: Io, what: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = systemCode(error);
    if (!isUserError(error) && !code) throw error;
    const why = code ? `${what} can't be read (${code})` : (error as Error).message;
    printRemark(io, `warning: ${why}; --against leaves it out`);
    return undefined;
  }
}
