/**
 * What the records of a folder say of whose they are, kept in the user's cache folder for as long as the files stay as they are
 * (file-state.ts), so that among thousands the one that a name means is found by looking at each, and reading none. It is never the
 * truth: where what is kept is missing, damaged, of another state or anybody else's, the records are read.
 */
import { join } from 'node:path';
import { attempt } from '../errors.ts';
import { fileNameFor } from '../file-name.ts';
import type { Io } from '../io.ts';
import { buildState, type FileState, isSettled, lookingAt, stateOf, textOfState } from './file-state.ts';
import { makeFolders, ownFolder } from './files.ts';
import { keptFolder } from './kept.ts';
import {
  allSaid,
  type Entry,
  emptySheet,
  fileOf,
  idOf,
  idsNamed,
  idsOfPerson,
  isAt,
  type Known,
  placesIn,
  readSheet,
  readStates,
  type Sheet,
  saidOf,
  sheetOf,
  writeSheet,
} from './names-sheet.ts';
import { isPrivate } from './owner.ts';
import type { RecordFolder, RecordListing } from './records.ts';

/** The form of what is kept; another number for one that code of the same build can't read. */
const form = 2;

/** What the names in a folder are kept by. */
interface Place {
  readonly folder: string;
  readonly path: string;
  readonly key: string;
}

/** The file in which they are kept. */
export function namesPath(cache: string, workspace: string, of: RecordFolder): string {
  return join(keptFolder(cache), `names-${of}-${fileNameFor(workspace)}`);
}

function placeOf({ dirs, root }: Pick<Io, 'dirs' | 'root'>, workspace: string, of: RecordFolder): Place {
  const folder = join(workspace, of);
  return {
    folder,
    path: namesPath(dirs.cache, workspace, of),
    key: JSON.stringify([form, buildState(root), folder]),
  };
}

/**
 * Reads in which state the records were when their names were kept.
 * @returns a function that says whether they still are, for whoever knows that none has come since; it looks at each
 */
export function statesKept(
  io: Pick<Io, 'dirs' | 'root'>,
  workspace: string,
  of: RecordFolder,
): () => boolean {
  const { folder, path, key } = placeOf(io, workspace, of);
  const kept = isPrivate(io.dirs.cache) ? attempt(() => readStates(path, key)) : undefined;
  if (!kept) return () => false;
  const files = kept.files.split('/');
  const isAsBefore = (file: string, at: number) => {
    const state = stateIfSeen(`${folder}/${file}`);
    return state !== undefined && isAt(kept, at, state);
  };
  return () => lookingAt(files.length, () => files.every(isAsBefore));
}

/** The names in a folder of records. */
export class KeptNames {
  readonly #io: Pick<Io, 'dirs' | 'root' | 'now'>;
  readonly #place: Place;
  readonly #sheet: Sheet;
  /** What was read in this run. */
  readonly #fresh = new Map<string, Entry & { readonly state: FileState }>();
  /** When the records were looked at last. */
  #at = 0;
  /** Whether all that was in the folder then was as it is kept, so that what is kept was all that is known of them. */
  isWhole = false;
  #isNew = false;

  constructor(io: Pick<Io, 'dirs' | 'root' | 'now'>, workspace: string, of: RecordFolder) {
    this.#io = io;
    this.#place = placeOf(io, workspace, of);
    const { path, key } = this.#place;
    this.#sheet = (isPrivate(io.dirs.cache) && attempt(() => readSheet(path, key))) || emptySheet();
  }

  /** Whether what is kept is of these files, and no other is in the folder: then nobody has to tell records from copies. */
  isOf(files: readonly string[]): boolean {
    return files.length > 0 && files.join('/') === this.#sheet.files;
  }

  /**
   * Looks at each record.
   * @param files the names of all that is in the folder
   * @param listing the records and copies among them; undefined where what is kept {@link isOf} them
   */
  look(files: readonly string[], listing?: RecordListing): FoundNames {
    this.#at = this.#io.now().getTime();
    const ids = listing && new Set(listing.ids);
    const own = ids ? files.filter((file) => ids.has(idOf(file))) : files;
    const places = listing && placesIn(this.#sheet);
    const loose = new Map<string, Entry>();
    const lookAt = (file: string, at: number) => {
      const hasCopies = listing?.beside(idOf(file)).length;
      const state = hasCopies ? undefined : stateIfSeen(`${this.#place.folder}/${file}`);
      const place = places ? (places.get(idOf(file)) ?? -1) : at;
      if (!state || !isAt(this.#sheet, place, state)) loose.set(idOf(file), this.#entryOf(idOf(file), state));
    };
    lookingAt(own.length, () => own.forEach(lookAt));
    this.isWhole = !listing && loose.size === 0;
    const gone = ids ? [...(places?.keys() ?? [])].filter((id) => !ids.has(id)) : [];
    return new FoundNames(this.#sheet, own, loose, gone);
  }

  #entryOf(id: string, state: FileState | undefined): Entry {
    if (!state?.isFile()) return { id };
    const fresh = this.#fresh.get(id);
    return fresh && textOfState(fresh.state) === textOfState(state) ? fresh : { id, state };
  }

  /** Keeps what a record says that was read after it was looked at. */
  keep({ id, state }: Entry, known: Known): void {
    if (!state) return;
    this.#fresh.set(id, { id, state, known });
    if (isSettled(state, this.#at)) this.#isNew = true;
  }

  /**
   * Writes down what was read, where that is new. If that fails, the next run takes longer, and gives the same.
   * @returns whether a record of which more was kept is gone, or was erased
   */
  save(found: FoundNames): boolean {
    const isErased = (id: string) => this.#fresh.get(id)?.known === null;
    const isLost = found.hasLost(isErased);
    if (!this.#isNew && !isLost) return false;
    this.#isNew = false;
    attempt(() => this.#write(found));
    return isLost;
  }

  #write({ files, loose }: FoundNames): void {
    const { cache } = this.#io.dirs;
    if (!isPrivate(cache)) return;
    const places = placesIn(this.#sheet);
    const entries = files.map(idOf).map((id): [string, Entry | number] => {
      const place = loose.has(id) ? undefined : places.get(id);
      const fresh = this.#fresh.get(id);
      return [id, place ?? (fresh && isSettled(fresh.state, this.#at) ? fresh : { id })];
    });
    makeFolders(keptFolder(cache), ownFolder);
    writeSheet(this.#place.path, this.#place.key, sheetOf(new Map(entries), this.#sheet));
  }
}

/** The names in a folder of records at one look. */
export class FoundNames {
  readonly #sheet: Sheet;
  readonly #gone: readonly string[];
  readonly #past: ReadonlySet<string>;
  /** The names of the records' files, in the order of the system. */
  readonly files: readonly string[];
  /** Those of which the sheet doesn't tell, with what was read of them in this run. */
  readonly loose: ReadonlyMap<string, Entry>;

  constructor(
    sheet: Sheet,
    files: readonly string[],
    loose: ReadonlyMap<string, Entry>,
    gone: readonly string[],
  ) {
    this.#sheet = sheet;
    this.#gone = gone;
    this.#past = new Set([...loose.keys(), ...gone]);
    this.files = files;
    this.loose = loose;
  }

  has(id: string): boolean {
    return this.files.includes(fileOf(id));
  }

  /** What is kept of a record that isn't loose; null where that is nothing. */
  knownOf(id: string): Known {
    return saidOf(this.#sheet, id);
  }

  /** As {@link knownOf}, of all that aren't loose. */
  allKnown(): (readonly [string, Known])[] {
    return allSaid(this.#sheet).filter(([id]) => !this.#past.has(id));
  }

  /** Those with that name or handle, in the form in which names are compared; none of the loose ones. */
  withName(name: string): string[] {
    return idsNamed(this.#sheet, `\t${name}\t`).filter((id) => !this.#past.has(id));
  }

  /** As {@link withName}, with a name or handle of which this is a part. */
  withPart(part: string): string[] {
    return idsNamed(this.#sheet, part).filter((id) => !this.#past.has(id));
  }

  /** As {@link withName}, of this person. */
  ofPerson(person: string): string[] {
    return idsOfPerson(this.#sheet, person).filter((id) => !this.#past.has(id));
  }

  /** Whether one is gone, or was erased, of which more was kept. */
  hasLost(isErased: (id: string) => boolean): boolean {
    const lost = [...this.#gone, ...[...this.loose.keys()].filter(isErased)];
    return lost.some((id) => this.knownOf(id) !== null);
  }
}

/** The state of a file; undefined where it can't be told. */
function stateIfSeen(path: string): FileState | undefined {
  try {
    return stateOf(path);
  } catch {
    return undefined;
  }
}
