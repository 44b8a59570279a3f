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
import { callingOf, type OpenHire, openHire } from './hires.ts';
import { type PinnedProgram, runOf } from './run.ts';
import type { Session } from './session.ts';

/** The hires who were not forgotten and whose run is under way, with their records, or with why these can't be read. */
export function hiresUnderWay(session: Session): OpenHire[] {
  const { workspace, verified } = session;
  return listHires(workspace).flatMap((id): OpenHire[] => {
    const hire = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (hire.absent || (hire.progress && isOver(hire.progress))) return [];
    return [hire.progress ? hire : { ...hire, ...namesInRuins(workspace, id) }];
  });
}

/** Whether a person holds a role for anybody whose run is under way; a record that can't be read doesn't tell. */
export function holdsRole(session: Session, hires: readonly OpenHire[], by: string): boolean {
  const programs = new Map<string, PinnedProgram>();
  return hires.some((hire) => {
    const known = attempt(() => knownOf(session, hire, programs));
    return known !== undefined && holds(known, readerIn(known, by));
  });
}

/** The hires, and everybody who holds a role for one of them; of records that can't be read nobody. */
export function peopleAmong(session: Session, hires: readonly OpenHire[]): Named[] {
  const programs = new Map<string, PinnedProgram>();
  return hires.flatMap((hire): Named[] => {
    const known = attempt(() => knownOf(session, hire, programs));
    return known ? [known.progress.hire, ...[...known.people.values()].flat()] : [];
  });
}

/** The roles of all programs that the hires follow; those of programs that can't be read are left out. */
export function rolesAmong(session: Session, hires: readonly OpenHire[]): Program['roles'] {
  const digests = new Set(hires.flatMap(({ progress }) => progress?.hire.digest ?? []));
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
  /** Whether the list is about a hire. */
  readonly isMeant?: (hire: OpenHire) => boolean;
  /** Which items the list is about; absent: runs are planned in full, as those of the reader's own are in any case. */
  readonly listing?: ListingOf | undefined;
}

/**
 * The runs of these hires, each planned when it is asked for. A run in which the reader is neither the hire nor holds a role is
 * passed over.
 * @param hires all hires under way, since what commands call one of them depends on the others
 * @param by one of the reader's names; undefined: every run is planned
 */
export function* eachRun(
  session: Session,
  hires: readonly OpenHire[],
  by: string | undefined,
  { isMeant = () => true, listing }: Choice = {},
): Generator<Opened> {
  const programs = new Map<string, PinnedProgram>();
  const shortName = shortNameAmong(hires);
  for (const hire of hires) {
    if (!isMeant(hire)) continue;
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
        ? callingOf(session, hires, hire, by !== session.by)
        : { called: shortName(hire), usual: false };
      yield {
        run: runOf(session, { ...hire, calling }, known.program, isOwn ? undefined : listing),
      };
    } catch (error) {
      yield { unread: { ...hire, error } };
    }
  }
}

/**
 * Returns a function: what a printed command calls a hire. The first word of the name, where it is part of nobody else's; else the
 * name, where nobody else has it; else the id.
 * @param hires all hires under way
 */
function shortNameAmong(hires: readonly OpenHire[]): (hire: OpenHire) => string {
  const names = hires.map(({ name, handles }) => [name, ...handles].map(normaliseName));
  const isTheirs = (text: string) => {
    const word = normaliseName(text);
    return names.filter((each) => each.some((known) => known.includes(word))).length === 1;
  };
  return ({ id, name }) => {
    const word = [firstName(name), name].find((text) => !text.startsWith('-') && isTheirs(text));
    return word === undefined ? id : quoted(word);
  };
}
