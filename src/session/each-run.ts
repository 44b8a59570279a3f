/**
 * The runs of all hires, then those of checklists, one at a time, for lists over all of them: what the reader has nothing to do with
 * isn't planned.
 */
import { attempt } from '../errors.ts';
import { longWork } from '../long-work.ts';
import { type ListingOf, peopleIn } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isPerson, type Named, normaliseName } from '../progress/names.ts';
import { isRunId, titleOf } from '../progress/record-id.ts';
import { type Hire, isOver } from '../progress/reduce.ts';
import { holds, type Known, type Opened, readerIn } from '../view/mine.ts';
import type { Unread } from '../view/unread.ts';
import { firstName, quoted } from '../view/words.ts';
import { readPinned } from '../workspace/programs.ts';
import { listRecords, namesInRuins } from '../workspace/records.ts';
import { wordsFor } from './checklist-words.ts';
import { callingOf, type OpenHire, openHire, readHires } from './hires.ts';
import type { HireEntry } from './lookup.ts';
import { type PinnedProgram, runOf } from './run.ts';
import { runEntryOf } from './run-entries.ts';
import type { Session } from './session.ts';

/**
 * Whether it is so of one of the runs under way whose record was not erased, which are read one at a time: each with its record, or with
 * why that can't be read. The name is that of whose run it is, or what is left of it.
 */
function someUnderWay(session: Session, isIt: (run: OpenHire) => boolean): Promise<boolean> {
  return longWork(session.io, 'Reading records', async (step) => {
    const ids = listRecords(session.workspace);
    for (const [at, id] of ids.entries()) {
      await step(at, ids.length);
      const run = openUnderWay(session, id);
      if (run && isIt(run)) return true;
    }
    return false;
  });
}

/** Goes through all of {@link someUnderWay}. */
async function eachUnderWay(session: Session, use: (run: OpenHire) => void): Promise<void> {
  await someUnderWay(session, (run) => {
    use(run);
    return false;
  });
}

/** The run of a record, as for {@link someUnderWay}; undefined for one that has ended or was erased. */
function openUnderWay({ workspace, verified }: Session, id: string): OpenHire | undefined {
  const run = openHire(workspace, { id, name: id, handles: [] }, verified);
  if (run.absent || (run.progress && isOver(run.progress))) return undefined;
  return run.progress ? run : { ...run, ...namesInRuins(workspace, id) };
}

/**
 * Whether a person holds a role in a run that is under way, or it is the run of a checklist and theirs; a record that can't be read
 * doesn't tell.
 */
export function hasPart(session: Session, by: string): Promise<boolean> {
  const programs = new Map<string, PinnedProgram>();
  return someUnderWay(session, (hire) => {
    const known = attempt(() => knownOf(session, hire, programs));
    if (!known) return false;
    const isThem = readerIn(known, by);
    return holds(known, isThem) || (isRunId(hire.id) && isPerson(known.progress.hire, isThem));
  });
}

/**
 * Those whose runs are under way, and everybody who holds a role in one of them; of records that can't be read nobody.
 * @param unread those are added to it
 */
export async function peopleAmong(session: Session, unread: Unread[]): Promise<Named[]> {
  const programs = new Map<string, PinnedProgram>();
  const people: Named[] = [];
  await eachUnderWay(session, (hire) => {
    try {
      const known = knownOf(session, hire, programs);
      people.push(known.progress.hire, ...[...known.people.values()].flat());
    } catch (error) {
      unread.push({ ...hire, error });
    }
  });
  return people;
}

/** The roles of the programs of all runs under way; those of programs that can't be read are left out. */
export async function rolesAmong(session: Session): Promise<Program['roles']> {
  const digests = new Set<string>();
  await eachUnderWay(session, ({ progress }) => {
    if (progress) digests.add(progress.hire.digest);
  });
  const { workspace, verified } = session;
  const programs = [...digests].map((digest) => attempt(() => readPinned(workspace, digest, verified)));
  return Object.assign({}, ...programs.map((program) => program?.roles ?? {}));
}

/** What says who somebody is in a run, without planning it. @throws UserError where record or program can't be read */
function knownOf(
  { workspace, config, today, verified }: Session,
  { record, progress, error }: OpenHire,
  programs: Map<string, PinnedProgram>,
): Known & { readonly program: PinnedProgram } {
  if (!record || !progress) throw error;
  const { digest } = progress.hire;
  const program = programs.get(digest) ?? { digest, program: readPinned(workspace, digest, verified) };
  programs.set(digest, program);
  return { progress, program, ...peopleIn({ record, progress, pinned: program.program }, config, today) };
}

/** A run under way, with the names by which commands may call it. */
interface NamedRun extends HireEntry {
  /** Absent where the record can't be read. */
  readonly hire?: Hire;
}

interface Choice {
  /** Whether the list is about a run, by the id of the record; absent: about all of them. */
  readonly isMeant?: ((id: string) => boolean) | undefined;
  /** Which items the list is about; absent: runs are planned in full, as those of the reader's own are in any case. */
  readonly listing?: ListingOf | undefined;
}

/** The runs of a list. */
export interface RunsOfList {
  /** Reads and plans one run after the other; one of somebody else is called by its id. At a terminal it shows how far it is. */
  readonly each: (use: (opened: Opened) => void) => Promise<void>;
  /**
   * What a printed command calls a run: a hire's by a name, where that means nobody else, that of a checklist by a word of its own;
   * else by the id. Once all runs have been asked for.
   */
  readonly nameOf: (id: string) => string;
}

/**
 * The runs under way. A run in which the reader is neither the hire nor holds a role is passed over.
 * @param by one of the reader's names; undefined: every run is planned
 */
export function runsOfList(session: Session, by: string | undefined, choice: Choice = {}): RunsOfList {
  const all: NamedRun[] = [];
  let calls: ((id: string) => string) | undefined;
  const opening = openingOf(session, by, choice, all);
  return {
    each: (use) =>
      longWork(session.io, 'Reading records', async (step) => {
        const ids = listRecords(session.workspace);
        for (const [at, id] of ids.entries()) {
          await step(at, ids.length);
          const opened = opening(id);
          if (opened) use(opened);
        }
      }),
    nameOf(id) {
      calls ??= callsAmong(all);
      return calls(id);
    },
  };
}

/**
 * Returns a function: id of a record → its run, read and planned; undefined where the list isn't about it.
 * @param all the runs that were read are added to it
 */
function openingOf(
  session: Session,
  by: string | undefined,
  { isMeant = () => true, listing }: Choice,
  all: NamedRun[],
): (id: string) => Opened | undefined {
  const programs = new Map<string, PinnedProgram>();
  return (record) => {
    const hire = openUnderWay(session, record);
    if (!hire) return undefined;
    const { id, name, handles, progress } = hire;
    all.push({ id, name, handles, ...(progress && { hire: progress.hire }) });
    if (!isMeant(id)) return undefined;
    try {
      const known = knownOf(session, hire, programs);
      const isThem = by === undefined ? () => false : readerIn(known, by);
      const isOwn = isPerson(known.progress.hire, isThem);
      if (by !== undefined && !isOwn && !holds(known, isThem)) return { passed: true };
      // Whoever gets a message types its commands for themselves.
      const calling = isRunId(id)
        ? { called: id, usual: true, run: id }
        : isOwn
          ? callingOf(session, readHires(session), hire, by !== session.by)
          : { called: id, usual: false };
      return { run: runOf(session, { ...hire, calling }, known.program, isOwn ? undefined : listing) };
    } catch (error) {
      return { unread: { ...hire, ...(isRunId(id) ? calledIn(hire) : {}), error } };
    }
  };
}

/** Returns a function: id of a run → what a printed command calls it. */
function callsAmong(all: readonly NamedRun[]): (id: string) => string {
  const names = shortNamesAmong(all.filter(({ id }) => !isRunId(id)));
  const words = shortWordsAmong(all);
  return (id) => (isRunId(id) ? words : names)(id);
}

/** What the run of a checklist is called whose record or program can't be read. */
function calledIn({ id, progress, ...names }: OpenHire): { readonly name: string } {
  return { name: progress ? titleOf(progress.hire) : runEntryOf(id, names).name };
}

/**
 * Returns a function: id of a checklist's run → what a printed command calls it: the first of its words that no other run has, else
 * the id.
 * @param runs all runs under way: one that has ended takes no word from them
 */
function shortWordsAmong(runs: readonly NamedRun[]): (id: string) => string {
  const words = new Map(runs.map(({ id, hire = {} }) => [id, wordsFor(hire)]));
  const taken = new Map<string, number>();
  for (const word of [...words.values()].flat()) taken.set(word, (taken.get(word) ?? 0) + 1);
  return (id) => words.get(id)?.find((word) => taken.get(word) === 1) ?? id;
}

/**
 * Returns a function: id of a hire → what a printed command calls them. The first word of the name, where it is part of nobody else's;
 * else the name, where nobody else has it; else the id.
 * @param hires all hires under way
 */
function shortNamesAmong(hires: readonly HireEntry[]): (id: string) => string {
  // In one text, which is searched at once: a name has no line ends, and an empty line stands behind each hire's.
  const lines = hires.map(({ name, handles }) => [name, ...handles].map(normaliseName).filter(Boolean));
  const all = lines.map((names) => `${names.join('\n')}\n\n`).join('');
  const isTheirs = (text: string) => {
    const word = normaliseName(text);
    const at = all.indexOf(word);
    return at >= 0 && !all.includes(word, all.indexOf('\n\n', at));
  };
  const byId = new Map(hires.map(({ id, name }) => [id, name]));
  const known = new Map<string, string>();
  return (id) => {
    const name = byId.get(id) ?? id;
    const words = [firstName(name), name].filter((text) => !text.startsWith('-'));
    const called = known.get(id) ?? quoted(words.find(isTheirs) ?? id);
    known.set(id, called);
    return called;
  };
}
