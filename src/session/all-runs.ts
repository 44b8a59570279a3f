/** All runs in a folder of records, of which a few are meant: nothing is made of the others. */
import { inTurn, readingRecords } from '../long-work.ts';
import { normaliseName } from '../progress/names.ts';
import { dropLists } from '../workspace/kept.ts';
import { type FoundNames, KeptNames } from '../workspace/kept-names.ts';
import { type Entry, idOf, type Known } from '../workspace/names-sheet.ts';
import {
  glanceAt,
  isRecordId,
  type NamesBeside,
  namesInRuins,
  type RecordFolder,
  recordFiles,
  sortedOut,
} from '../workspace/records.ts';
import { type Among, among, personOf } from './lookup.ts';
import { isArchived, type OpenHire, openHire } from './open-hire.ts';
import type { Session } from './session.ts';

/** Runs among which some are looked for; those that were forgotten are not among them. */
export interface Runs extends Among<OpenHire> {
  /** The runs of a person, whom {@link personOf} tells. */
  ofPerson(person: string): readonly OpenHire[];
  isEmpty(): boolean;
  /** Whether several people have runs that are not archived. */
  areOfSeveral(): boolean;
  /** The same runs, with this one in the place of the one with its id. */
  with(run: OpenHire): Runs;
}

/** Runs that were read already. */
export function runsAmong(runs: readonly OpenHire[]): Runs {
  return {
    ...among(runs),
    ofPerson: (person) => runs.filter((run) => personOf(run) === person),
    isEmpty: () => runs.length === 0,
    areOfSeveral: () => new Set(runs.filter((run) => !isArchived(run)).map(personOf)).size > 1,
    with: (run) => runsAmong(runs.map((each) => (each.id === run.id ? run : each))),
  };
}

/** All runs in a folder; one whose record is too damaged to show a name goes by its id. */
export function runsIn(session: Session, of: RecordFolder): Runs {
  return runsAt(session, of, session.found.get(of)?.ready ?? lookedAt(session, of));
}

/** As {@link runsIn}; undefined where there are fewer than two, which then are not read. */
export function severalIn(session: Session, of: RecordFolder): Runs | undefined {
  const looked = session.found.get(of)?.ready ?? lookedAt(session, of);
  return looked.names && runsAt(session, of, looked);
}

/**
 * Where so many records have to be read for their names that it may take long, reads them, and says at a terminal how far that is; so
 * that nobody waits in silence for {@link runsIn}. For commands that look for a name.
 */
export async function namesAhead(
  session: Session,
  folders: readonly RecordFolder[] = ['hires'],
): Promise<void> {
  if (!session.io.stderr.terminal) return;
  for (const of of folders) {
    let looked = lookedAt(session, of);
    const { names, found, beside } = looked;
    if (names && found.loose.size > few) {
      const read = (entry: Entry) => readLoose(session, names, entry, beside);
      await inTurn(session.io, readingRecords, [...found.loose.values()], read);
      looked = lookedAt(session, of);
    }
    session.found.set(of, { names, beside, ready: looked });
  }
}

function runsAt(session: Session, of: RecordFolder, { names, found, beside, ids = [] }: Looked): Runs {
  session.found.set(of, { names, beside });
  // An only run is nearly always the one a command is about, so the whole record is read at once.
  if (!names) return runsAmong(ids.flatMap((id) => present(openedAt(session, id, beside))));
  const read = new Map<string, OpenHire | undefined>();
  for (const [id, entry] of found.loose) read.set(id, readLoose(session, names, entry, beside));
  // Of what was erased elsewhere, nothing is to stay.
  if (names.save(found)) dropLists(session.io.dirs.cache);
  return new FoundRuns(found, read);
}

/** So many records are read in far less than half a second. */
const few = 200;

const noCopies: NamesBeside = () => [];

/** What was found in a folder: its names, or the ids of so few that there are no names to be found. */
export type Looked = { readonly beside: NamesBeside } & (
  | { readonly names: KeptNames; readonly found: FoundNames; readonly ids?: never }
  | { readonly names?: never; readonly found?: never; readonly ids: readonly string[] }
);

/** Lists the records of a folder, and looks which of them have to be read. */
function lookedAt(session: Session, of: RecordFolder): Looked {
  const files = recordFiles(session.workspace, of);
  const earlier = session.found.get(of)?.names;
  const names = earlier ?? (files.length < 2 ? undefined : new KeptNames(session.io, session.workspace, of));
  const listing = names?.isOf(files) ? undefined : sortedOut(files, of);
  const beside = listing?.beside ?? noCopies;
  session.found.set(of, { names, beside });
  if (!names || (listing && listing.ids.length < 2)) return { ids: listing?.ids ?? [], beside };
  return { names, beside, found: names.look(files, listing) };
}

/** A run of which nothing was kept; undefined if it was forgotten. */
function readLoose(
  session: Session,
  names: KeptNames,
  entry: Entry,
  beside: NamesBeside,
): OpenHire | undefined {
  const { id, known } = entry;
  if (known !== undefined) return runOf(id, known);
  const glanced = glanceAt(session.workspace, id, beside);
  if (glanced) {
    names.keep(entry, glanced);
    return { id, ...glanced };
  }
  const run = openedAt(session, id, beside);
  // What a damaged record is called may come from its backups.
  if (run === undefined || run.error === undefined) names.keep(entry, run ? saidBy(run) : null);
  return run;
}

/** The run, read in full; undefined if it was forgotten. */
function openedAt({ workspace, verified }: Session, id: string, beside: NamesBeside): OpenHire | undefined {
  const run = openHire(workspace, { id, name: id, handles: [] }, verified, beside);
  if (run.absent) return undefined;
  if (run.error !== undefined) return { ...run, ...namesInRuins(workspace, id) };
  const { program, subject, number } = run.progress?.hire ?? {};
  return { ...run, ...defined({ program, subject, number }) };
}

function saidBy({ name, handles, person, program, subject, number, progress }: OpenHire): Known {
  const isArchived = progress?.archived ? true : undefined;
  return { name, handles, ...defined({ person, program, subject, number, isArchived }) };
}

/** The entries that are there: an absent one would stand for the one of another object. */
function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as never;
}

function runOf(id: string, known: Known): OpenHire | undefined {
  return known ? { id, ...known } : undefined;
}

function present(run: OpenHire | undefined): OpenHire[] {
  return run ? [run] : [];
}

/** Runs that are found in what was kept of their names, and those that were read since. */
class FoundRuns implements Runs {
  readonly #names: FoundNames;
  /** Undefined for what was forgotten. */
  readonly #read: ReadonlyMap<string, OpenHire | undefined>;
  /** What was read, and what was made of what was kept. */
  readonly #made: Map<string, OpenHire | undefined>;
  #all: readonly OpenHire[] | undefined;

  constructor(
    names: FoundNames,
    read: ReadonlyMap<string, OpenHire | undefined>,
    made: ReadonlyMap<string, OpenHire | undefined> = new Map(),
  ) {
    this.#names = names;
    this.#read = read;
    this.#made = new Map([...made, ...read]);
  }

  all(): readonly OpenHire[] {
    if (!this.#all) {
      for (const [id, known] of this.#names.allKnown())
        if (!this.#made.has(id)) this.#made.set(id, runOf(id, known));
      const ids = this.#names.files.map(idOf).sort();
      this.#all = ids.flatMap((id) => present(this.#made.get(id)));
    }
    return this.#all;
  }

  whole(text: string): readonly OpenHire[] {
    const name = normaliseName(text);
    if (name === '') return among(this.all()).whole(text);
    const byId = isRecordId(text) && this.#names.has(text) ? [text] : [];
    return this.#found([...byId, ...this.#names.withName(name)], (read) => read.whole(text));
  }

  part(part: string): readonly OpenHire[] {
    return this.#found(this.#names.withPart(part), (read) => read.part(part));
  }

  ofPerson(person: string): readonly OpenHire[] {
    return this.#found(this.#names.ofPerson(person), (read) => read.ofPerson(person));
  }

  /** The runs that were found by what was kept, and those of the others that are found, in the order of their ids. */
  #found(ids: readonly string[], inRead: (read: Runs) => readonly OpenHire[]): readonly OpenHire[] {
    const kept = ids.filter((id) => !this.#read.has(id)).flatMap((id) => present(this.#get(id)));
    const read = [...this.#read.values()].flatMap(present);
    return [...new Set([...kept, ...inRead(runsAmong(read))])].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  isEmpty(): boolean {
    return this.#names.files.every((file) => this.#get(idOf(file)) === undefined);
  }

  areOfSeveral(): boolean {
    let first: string | undefined;
    // Nearly always the first two tell.
    return this.#names.files.some((file) => {
      const run = this.#get(idOf(file));
      if (!run || isArchived(run)) return false;
      first ??= personOf(run);
      return first !== personOf(run);
    });
  }

  with(run: OpenHire): Runs {
    if (!this.#names.has(run.id)) return this;
    return new FoundRuns(this.#names, new Map([...this.#read, [run.id, run]]), this.#made);
  }

  #get(id: string): OpenHire | undefined {
    if (!this.#made.has(id)) this.#made.set(id, runOf(id, this.#names.knownOf(id)));
    return this.#made.get(id);
  }
}
