/** The runs of all hires, one at a time, for lists over all of them: what the reader has nothing to do with isn't planned. */
import { attempt } from '../errors.ts';
import { type ListingOf, peopleIn } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isPerson, type Named, normaliseName } from '../progress/names.ts';
import { isOver } from '../progress/reduce.ts';
import { holds, type Known, type Opened, readerIn } from '../view/mine.ts';
import { firstName, quoted } from '../view/words.ts';
import { readPinned } from '../workspace/programs.ts';
import { listHires, namesInRuins } from '../workspace/records.ts';
import { callingOf, type OpenHire, openHire, readHires } from './hires.ts';
import type { HireEntry } from './lookup.ts';
import { type PinnedProgram, runOf } from './run.ts';
import type { Session } from './session.ts';

/**
 * The hires who were not forgotten and whose run is under way, one at a time: each with their record, or with why it can't be read.
 */
export function* hiresUnderWay(session: Session): Generator<OpenHire> {
  const { workspace, verified } = session;
  for (const id of listHires(workspace)) {
    const hire = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (hire.absent || (hire.progress && isOver(hire.progress))) continue;
    yield hire.progress ? hire : { ...hire, ...namesInRuins(workspace, id) };
  }
}

/** Whether a person holds a role for anybody whose run is under way; a record that can't be read doesn't tell. */
export function holdsRole(session: Session, by: string): boolean {
  const programs = new Map<string, PinnedProgram>();
  for (const hire of hiresUnderWay(session)) {
    const known = attempt(() => knownOf(session, hire, programs));
    if (known && holds(known, readerIn(known, by))) return true;
  }
  return false;
}

/**
 * The hires, and everybody who holds a role for one of them; of records that can't be read nobody.
 * @param errors the errors of those are added to it
 */
export function peopleAmong(session: Session, errors: unknown[] = []): Named[] {
  const programs = new Map<string, PinnedProgram>();
  const people: Named[] = [];
  for (const hire of hiresUnderWay(session)) {
    try {
      const known = knownOf(session, hire, programs);
      people.push(known.progress.hire, ...[...known.people.values()].flat());
    } catch (error) {
      errors.push(error);
    }
  }
  return people;
}

/** The roles of all programs that the hires follow; those of programs that can't be read are left out. */
export function rolesAmong(session: Session): Program['roles'] {
  const digests = new Set<string>();
  for (const { progress } of hiresUnderWay(session)) if (progress) digests.add(progress.hire.digest);
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

interface Choice {
  /** Whether the list is about a hire, by the id of the record; absent: about everybody. */
  readonly isMeant?: ((id: string) => boolean) | undefined;
  /** Which items the list is about; absent: runs are planned in full, as those of the reader's own are in any case. */
  readonly listing?: ListingOf | undefined;
}

/** The runs of a list. */
interface RunsOfList {
  /** The runs, each read and planned when it is asked for; one of somebody else is called by its id. */
  readonly opened: Iterable<Opened>;
  /** What a printed command calls a hire: a name, where that means nobody else, else the id; once all runs have been asked for. */
  readonly nameOf: (id: string) => string;
}

/**
 * The runs under way. A run in which the reader is neither the hire nor holds a role is passed over.
 * @param by one of the reader's names; undefined: every run is planned
 */
export function runsOfList(session: Session, by: string | undefined, choice: Choice = {}): RunsOfList {
  const names: HireEntry[] = [];
  let nameOf: ((id: string) => string) | undefined;
  return {
    opened: eachRun(session, by, choice, names),
    nameOf(id) {
      nameOf ??= shortNamesAmong(names);
      return nameOf(id);
    },
  };
}

function* eachRun(
  session: Session,
  by: string | undefined,
  { isMeant = () => true, listing }: Choice,
  names: HireEntry[],
): Generator<Opened> {
  const programs = new Map<string, PinnedProgram>();
  for (const hire of hiresUnderWay(session)) {
    const { id, name, handles } = hire;
    names.push({ id, name, handles });
    if (!isMeant(id)) continue;
    try {
      const known = knownOf(session, hire, programs);
      const isThem = by === undefined ? () => false : readerIn(known, by);
      const isOwn = isPerson(known.progress.hire, isThem);
      if (by !== undefined && !isOwn && !holds(known, isThem)) {
        yield { passed: true };
        continue;
      }
      // Whoever gets a message types its commands for themselves.
      const calling = isOwn
        ? callingOf(session, readHires(session), hire, by !== session.by)
        : { called: id, usual: false };
      const run = runOf(session, { ...hire, calling }, known.program, isOwn ? undefined : listing);
      yield { run };
    } catch (error) {
      yield { unread: { ...hire, error } };
    }
  }
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
