/**
 * The runs of all hires, then those of checklists, one at a time, for lists over all of them: what the reader has nothing to do with
 * isn't planned.
 */
import { attempt } from '../errors.ts';
import { longWork, readingRecords } from '../long-work.ts';
import { type ListingOf, peopleIn, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isPerson, type Named, normaliseName } from '../progress/names.ts';
import { isSound } from '../progress/record.ts';
import { isRunId, titleOf } from '../progress/record-id.ts';
import { type Hire, isOver } from '../progress/reduce.ts';
import { holds, type Known, type Opened, readerIn } from '../view/mine.ts';
import type { Unread } from '../view/unread.ts';
import { firstName, quoted } from '../view/words.ts';
import { type KeptList, keptList, worthKeeping } from '../workspace/kept.ts';
import { readPinned } from '../workspace/programs.ts';
import { besideEach, listRecords, type NamesBeside, namesInRuins, recordPath } from '../workspace/records.ts';
import { wordsFor } from './checklist-words.ts';
import { allHires, callingOf, type OpenHire, openHire } from './hires.ts';
import type { HireEntry } from './lookup.ts';
import { type PinnedProgram, runOf } from './run.ts';
import { runEntryOf } from './run-entries.ts';
import type { Session } from './session.ts';

/**
 * The run under way, with its record, or with why that can't be read. The name is that of whose run it is, or what is left of it.
 */
function openUnderWay(
  { workspace, verified }: Session,
  id: string,
  beside: NamesBeside,
): OpenHire | 'absent' | 'over' {
  const run = openHire(workspace, { id, name: id, handles: [] }, verified, beside);
  if (run.absent) return 'absent';
  if (run.progress && isOver(run.progress)) return 'over';
  return run.progress ? run : { ...run, ...namesInRuins(workspace, id) };
}

/** The id of a record, with what knows the copies beside it. */
interface Place {
  readonly id: string;
  readonly beside: NamesBeside;
}

/**
 * Whether it is so of one of the records, which are gone through one at a time; at a terminal a line shows how far.
 */
function someRecord(session: Session, isIt: (record: Place) => boolean): Promise<boolean> {
  return longWork(session.io, readingRecords, async (step) => {
    const beside = besideEach(session.workspace);
    const ids = listRecords(session.workspace);
    for (const [at, id] of ids.entries()) {
      await step(at, ids.length);
      if (isIt({ id, beside })) return true;
    }
    return false;
  });
}

/** Goes through all of {@link someRecord}. */
async function eachRecord(session: Session, use: (record: Place) => void): Promise<void> {
  await someRecord(session, (record) => {
    use(record);
    return false;
  });
}

/**
 * Whether a person holds a role in a run that is under way, or it is the run of a checklist and theirs; a record that can't be read
 * doesn't tell.
 */
export function hasPart(session: Session, by: string): Promise<boolean> {
  const programs = new Map<string, PinnedProgram>();
  return someRecord(session, ({ id, beside }) => {
    const hire = openUnderWay(session, id, beside);
    const known = typeof hire === 'string' ? undefined : attempt(() => knownOf(session, hire, programs));
    if (!known) return false;
    const isThem = readerIn(known, by);
    return holds(known, isThem) || (isRunId(id) && isPerson(known.progress.hire, isThem));
  });
}

/**
 * Those whose runs are under way, and everybody who holds a role in one of them; of records that can't be read nobody.
 * @param unread those are added to it
 */
export async function peopleAmong(session: Session, unread: Unread[]): Promise<Named[]> {
  const { workspace } = session;
  const programs = new Map<string, PinnedProgram>();
  const people: Named[] = [];
  const kept = keptParts<readonly Named[]>(session, 'people', undefined, []);
  await eachRecord(session, ({ id, beside }) => {
    const look = beside(id).length > 0 ? undefined : kept?.look(id, recordPath(workspace, id));
    const isKnown = look?.known !== undefined && isReadable(session, look.known, programs);
    const hire = isKnown ? 'kept' : openUnderWay(session, id, beside);
    if (hire === 'over') look?.keep({ name: '', handles: [], isOver: true });
    if (hire === 'kept') people.push(...(look?.known?.part ?? []));
    if (typeof hire === 'string') return;
    try {
      const known = knownOf(session, hire, programs);
      const part = [known.progress.hire, ...[...known.people.values()].flat()].map(plainName);
      if (hire.record && isSound(hire.record))
        look?.keep({ name: '', handles: [], hire: known.progress.hire, part });
      people.push(...part);
    } catch (error) {
      unread.push({ ...hire, error });
    }
  });
  kept?.save();
  return people;
}

/** Whether a run that was kept could be read again: its program may have gone meanwhile. */
function isReadable(
  { workspace, verified }: Session,
  { isOver: hasEnded, hire }: KeptPart<unknown>,
  programs: Map<string, PinnedProgram>,
): boolean {
  if (hasEnded) return true;
  const digest = hire?.digest ?? '';
  const program = programs.get(digest)?.program ?? attempt(() => readPinned(workspace, digest, verified));
  if (program) programs.set(digest, { digest, program });
  return program !== undefined;
}

const plainName = ({ name, handles }: Named): Named => ({ name, handles });

/** The roles of the programs of all runs under way; those of programs that can't be read are left out. */
export async function rolesAmong(session: Session): Promise<Program['roles']> {
  const digests = new Set<string>();
  await eachRecord(session, ({ id, beside }) => {
    const hire = openUnderWay(session, id, beside);
    if (typeof hire !== 'string' && hire.progress) digests.add(hire.progress.hire.digest);
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

interface Choice<Part> {
  /** Whether a list is about a run, by the id of the record; absent: about all of them. */
  readonly isMeant?: ((id: string) => boolean) | undefined;
  /** Which items the list is about; absent: runs are planned in full, as those of the reader's own are in any case. */
  readonly listing?: ListingOf | undefined;
  /** What an earlier list of this kind has kept of the runs of others; absent: every run is read. */
  readonly kept?: KeptList<KeptPart<Part>> | undefined;
}

/** The runs of a list. */
export interface RunsOfList<Part> {
  /** Reads and plans one run after the other; one of somebody else is called by its id. At a terminal it shows how far it is. */
  readonly read: () => Promise<readonly Opened<Part>[]>;
  /**
   * What a printed command calls a run: a hire's by a name, where that means nobody else, that of a checklist by a word of its own;
   * else by the id. Once all runs were read.
   */
  readonly nameOf: (id: string) => string;
}

/** What is kept of a run: whose it is, and what the list has of it. */
interface KeptPart<Part> extends Pick<NamedRun, 'name' | 'handles' | 'hire'> {
  /** Absent where the reader has nothing to do with the run, or where it has ended. */
  readonly part?: Part;
  readonly isOver?: true;
}

/**
 * The runs under way. A run in which the reader is neither the hire nor holds a role is passed over.
 * @param by one of the reader's names; undefined: every run is planned
 * @param show what the list has of a run; undefined where it has nothing of it
 */
export function runsOfList<Part>(
  session: Session,
  by: string | undefined,
  show: (run: Run) => Part | undefined,
  choice: Choice<Part> = {},
): RunsOfList<Part> {
  const all: NamedRun[] = [];
  let calls: ((id: string) => string) | undefined;
  return {
    async read() {
      const opening = openingOf(session, by, show, choice, all);
      const opened: Opened<Part>[] = [];
      await eachRecord(session, (record) => {
        const one = opening(record);
        if (one) opened.push(one);
      });
      choice.kept?.save();
      return opened;
    },
    nameOf(id) {
      calls ??= callsAmong(all);
      return calls(id);
    },
  };
}

/**
 * The page of a list of this kind for its reader; undefined where so few runs are there that reading them is as quick.
 * @param settled what the list depends on besides the day, the reader and the settings of the team
 */
export function keptParts<Part>(
  { io, workspace, today, config }: Session,
  list: string,
  by: string | undefined,
  settled: readonly unknown[],
): KeptList<KeptPart<Part>> | undefined {
  if (listRecords(workspace).length < worthKeeping) return undefined;
  return keptList(io, list, [workspace, by ?? null, ...settled], [today, config]);
}

/**
 * Returns a function: a record → what the list has of its run; undefined where the list isn't about it.
 * @param all the runs that were read are added to it
 */
function openingOf<Part>(
  session: Session,
  by: string | undefined,
  show: (run: Run) => Part | undefined,
  { isMeant = () => true, listing, kept }: Choice<Part>,
  all: NamedRun[],
): (record: Place) => Opened<Part> | undefined {
  const { workspace } = session;
  const programs = new Map<string, PinnedProgram>();
  return ({ id, beside }) => {
    const look = beside(id).length > 0 ? undefined : kept?.look(id, recordPath(workspace, id));
    const known = look?.known;
    if (known && isReadable(session, known, programs)) {
      if (known.isOver) return undefined;
      all.push({ id, ...known });
      if (!isMeant(id)) return undefined;
      return known.part === undefined ? { passed: true } : { part: known.part };
    }
    const hire = openUnderWay(session, id, beside);
    if (hire === 'over') look?.keep({ name: '', handles: [], isOver: true });
    if (typeof hire === 'string') return undefined;
    const { name, handles, progress, record } = hire;
    const named = { name, handles, ...(progress && { hire: progress.hire }) };
    all.push({ id, ...named });
    if (!isMeant(id)) return undefined;
    try {
      const known = knownOf(session, hire, programs);
      const isThem = by === undefined ? () => false : readerIn(known, by);
      const isOwn = isPerson(known.progress.hire, isThem);
      const isPassed = by !== undefined && !isOwn && !holds(known, isThem);
      // Whoever gets a message types its commands for themselves.
      const calling = isRunId(id)
        ? { called: id, usual: true, run: id }
        : isOwn
          ? callingOf(session, allHires(session), hire, by !== session.by)
          : { called: id, usual: false };
      const part = isPassed
        ? undefined
        : show(runOf(session, { ...hire, calling }, known.program, isOwn ? undefined : listing));
      // What one's own run is called depends on the others; a damaged one is told of each time.
      if (!isOwn && record && isSound(record))
        look?.keep({ ...named, ...(part === undefined ? {} : { part }) });
      return part === undefined ? { passed: true } : { part };
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
