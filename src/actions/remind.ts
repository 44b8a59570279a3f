/** `remind`: who the message is for, and the runs that it is made of. */
import { inOne, UserError } from '../errors.ts';
import { inTurn, readingRecords } from '../long-work.ts';
import type { ListingOf, Run } from '../plan/run.ts';
import { type Named, normaliseName, samePerson } from '../progress/names.ts';
import { isRunId } from '../progress/record-id.ts';
import { keptParts, peopleAmong, type RunsOfList, runsOfList } from '../session/each-run.ts';
import { openHire } from '../session/hires.ts';
import { cleanName, nobodyFor } from '../session/lookup.ts';
import { type OpenRun, openRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import type { Opened } from '../view/mine.ts';
import type { ReaderKind } from '../view/remind.ts';
import { type Unread, unreadText } from '../view/unread.ts';
import { startHint } from '../view/words.ts';
import { listRecords } from '../workspace/records.ts';

/** Who the message is for. */
export interface Reader {
  readonly kind: ReaderKind;
  /** The reader's name; undefined for a channel. */
  readonly name: string | undefined;
  /** The run of a hire; absent for everybody else. */
  readonly run?: OpenRun;
}

/**
 * @param to what `--for` says: `hire` means the hire whom any command would mean; absent: a channel
 * @throws UserError where nobody here, or several people, go by that name; as {@link openRun} does for `hire`
 */
export async function readerMeant(session: Session, to: string | undefined): Promise<Reader> {
  if (to === undefined) return { kind: 'channel', name: undefined };
  if (to !== 'hire') return { kind: 'person', name: await nameMeant(session, cleanName(to, '--for')) };
  // The hire needn't name themselves in what the message has them type.
  const run = { ...(await openRun(session, undefined)), usual: true };
  return { kind: 'hire', name: run.progress.hire.name, run };
}

/**
 * The runs that the message is made of, one at a time: of a hire their own, with the checklists of theirs unless `--run` names a run.
 * @param show what the message has of a run; undefined where it has nothing of it
 * @param listing which items the message is about; absent where it says how hires stand, for which runs have to be planned in full
 * @param settled what `show` depends on besides the reader and the day
 */
export function runsFor<Part>(
  session: Session,
  { name, run, kind }: Reader,
  show: (run: Run) => Part | undefined,
  listing: ListingOf | undefined,
  settled: readonly unknown[],
): RunsOfList<Part> {
  if (!run)
    return runsOfList(session, name, show, {
      listing,
      kept: keptParts<Part>(session, 'remind', name, [kind, ...settled]),
    });
  const own = show(run);
  const first: Opened<Part>[] = own === undefined ? [] : [{ part: own }];
  if (session.globals.run !== undefined) return { read: async () => first, nameOf: (id) => id };
  const isTheirs = ({ progress }: Run) => samePerson(progress.hire, run.progress.hire.name);
  const lists = runsOfList(session, name, (each) => (isTheirs(each) ? show(each) : undefined), {
    isMeant: isRunId,
    listing,
  });
  return {
    // What can't be read of others is nothing of theirs.
    read: async () => [...first, ...(await lists.read()).filter((each) => 'part' in each)],
    nameOf: (id) => (isRunId(id) ? lists.nameOf(id) : id),
  };
}

/**
 * The name of the person whose name or handle it is, or of the only one of whose name it is a part: among the hires under way and those
 * who hold a role for them; else among all whom records and team know, such as whoever stood in for a while. A job that writes to them
 * every day shall have nothing to say then, and not fail.
 */
async function nameMeant(session: Session, text: string): Promise<string> {
  const unread: Unread[] = [];
  const people = await peopleAmong(session, unread);
  const now = namesFor(people, text);
  const found = now.length > 0 ? now : namesFor(await everKnown(session), text);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1)
    throw new UserError(`--for: "${text}" may be ${found.join(' or ')}`, 'say more of the name');
  // Whoever is meant may be in a record that can't be read.
  if (unread.length > 0)
    throw inOne(
      unread.map(({ error }) => error),
      unreadText(unread),
    );
  const names = [...new Set(people.map(({ name }) => name))];
  nobodyFor(text, names, startHint);
}

/** The name of the person whose name or handle the text is; else the names that it is a part of, each once. */
function namesFor(people: readonly Named[], text: string): string[] {
  const whole = people.find((person) => samePerson(person, text));
  if (whole) return [whole.name];
  const part = normaliseName(text);
  const names = people.map(({ name }) => [normaliseName(name), name] as const);
  return [...new Map(names.filter(([normal]) => normal.includes(part))).values()];
}

/** The hires and the owners of all runs, those that ended too; whoever held a role or will; and the team of the settings. */
async function everKnown({ workspace, verified, config, io }: Session): Promise<Named[]> {
  const inRecords = await inTurn(io, readingRecords, listRecords(workspace), (id): Named[] => {
    const { progress } = openHire(workspace, { id, name: id, handles: [] }, verified);
    if (!progress) return [];
    const bound = [...progress.bindings.values()].flat().filter(({ until }) => until === undefined);
    const names = bound.flatMap(({ event }) => event.people);
    return [progress.hire, ...names.map((name) => ({ name, handles: [] }))];
  });
  return [...Object.values(config.people).flat(), ...inRecords.flat()];
}
