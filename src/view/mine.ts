/** What one person owes over all runs, those of hires and of checklists; or what everybody with a role owes. */
import type { CalendarDate } from '../dates.ts';
import type { Run } from '../plan/run.ts';
import { type IsThem, isPerson, namesOf } from '../progress/names.ts';
import { isOver } from '../progress/reduce.ts';
import {
  byUrgency,
  entriesFor,
  entriesOf,
  type MineEntry,
  type MineHire,
  type Wanted,
} from './mine/entries.ts';
import { entriesOfOwner, type OwnItemView, type OwnView, viewOwn } from './mine/own.ts';
import type { Nobody } from './team-choice.ts';
import { type Unread, type UnreadableHire, viewUnread } from './unread.ts';
import { quoted, startHint, upperFirst } from './words.ts';

export interface MineView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  /** Whose list it is; null for that of everybody with a role. */
  readonly reader: string | null;
  /** For how many hires who are under way the reader holds a role; of everybody, how many are under way. */
  readonly hires: number;
  /** The same of the runs of checklists; the reader's own are not among them. */
  readonly runs: number;
  /** The id of the role that alone counts; null where all do. */
  readonly role: string | null;
  /** How many working days ahead the list looks; null for all that is to come. */
  readonly within: number | null;
  /** The runs of the reader's own that are under way. */
  readonly own: readonly OwnView[];
  /** What is owed, by group; in a group what has waited longest first, or what comes first. */
  readonly entries: readonly MineEntry[];
  /** Hires and runs of checklists whose record or program can't be used. */
  readonly unreadable: readonly UnreadableHire[];
  /** Why there is no list, and what to type; null where there is one. */
  readonly nobody: Nobody | null;
}

export interface MineRequest extends Wanted {
  readonly today: CalendarDate;
  /** One of the reader's names; undefined for the list of everybody. */
  readonly by: string | undefined;
  /** The id of a role that alone counts; absent for all. */
  readonly role?: string | undefined;
  readonly workspace: string;
  /** What a printed command calls a run, by the id; asked once all runs are read. Absent: as the run says. */
  readonly nameOf?: (id: string) => string;
}

/** What a list has of a run; or the run was passed over because the reader has nothing to do with it; or it can't be read. */
export type Opened<Part> = { readonly part: Part } | { readonly passed: true } | { readonly unread: Unread };

/** What the list has of one run; plain data, which the cache can keep. */
export interface MinePart {
  /** Whether the reader holds a role in it: for a hire, or in the run of a checklist; else it is the reader's own. */
  readonly for: 'hire' | 'run' | 'own';
  readonly own: readonly OwnView[];
  readonly entries: readonly MineEntry[];
}

/** @returns undefined where the run is over, or the reader has nothing to do with it */
export function minePart(run: Run, request: MineRequest): MinePart | undefined {
  const { by } = request;
  if (isOver(run.progress)) return undefined;
  const { hire } = run.progress;
  const isThem = by === undefined ? () => false : readerIn(run, by);
  if (isPerson(hire, isThem))
    return { for: 'own', own: viewOwn(run, request), entries: entriesOfOwner(run, request) };
  if (by !== undefined && !holds(run, isThem)) return undefined;
  const entries = by === undefined ? entriesOf(run, request) : entriesFor(run, by, isThem, request);
  return { for: hire.subject === undefined ? 'hire' : 'run', own: [], entries };
}

/** @param opened the runs one at a time: of each nothing is kept but what is owed */
export function viewMine(opened: Iterable<Opened<MinePart>>, request: MineRequest): MineView {
  const { today, by, role, within, nameOf } = request;
  const own: OwnView[] = [];
  const entries: MineEntry[] = [];
  const unread: Unread[] = [];
  let [hires, runs, underWay] = [0, 0, 0];
  for (const each of opened) {
    if ('unread' in each) unread.push(each.unread);
    else underWay += 1;
    if (!('part' in each)) continue;
    const { part } = each;
    if (part.for === 'hire') hires += 1;
    if (part.for === 'run') runs += 1;
    own.push(...part.own);
    entries.push(...part.entries);
  }
  const isMeant = ({ who }: MineEntry) => role === undefined || (who.roles ?? [who.role]).includes(role);
  return {
    schemaVersion: 1,
    today,
    reader: by ?? null,
    hires,
    runs,
    role: role ?? null,
    within,
    own: own.map((each) => ownCalledAs(each, nameOf)),
    entries: entries
      .filter(isMeant)
      .sort(byUrgency)
      .map((entry) => calledAs(entry, nameOf)),
    unreadable: unread.map(viewUnread),
    nobody: hires + runs + own.length + unread.length === 0 ? nobodyIn(request, underWay) : null,
  };
}

/** The hire or run with what commands call it, in place of the id. */
export function hireCalledAs(hire: MineHire, nameOf: MineRequest['nameOf']): MineHire {
  if (!nameOf || hire.called !== hire.id) return hire;
  const name = nameOf(hire.id);
  return hire.subject === null ? { ...hire, called: name } : { ...hire, called: quoted(name), run: name };
}

/** The entry with what commands call the hire or run, in place of the id. */
function calledAs<E extends { readonly hire: MineHire; readonly command: string }>(
  entry: E,
  nameOf: MineRequest['nameOf'],
): E {
  const hire = hireCalledAs(entry.hire, nameOf);
  return hire === entry.hire ? entry : { ...entry, hire, command: named(entry.command, hire) };
}

/** The command with what it calls the hire or run, in place of the id. */
function named(command: string, { id, called }: MineHire): string {
  // A function, since a name may have signs that mean something in a text to put in.
  return command.replace(` ${id}`, () => ` ${called}`);
}

function ownCalledAs(own: OwnView, nameOf: MineRequest['nameOf']): OwnView {
  const found = calledAs(own, nameOf);
  if (found === own) return own;
  const items = (list: readonly OwnItemView[]) =>
    list.map((item) => ({ ...item, command: named(item.command, found.hire) }));
  return {
    ...found,
    before: items(own.before),
    items: items(own.items),
    late: items(own.late),
    next: items(own.next),
    awaited: own.awaited.map((entry) => calledAs(entry, nameOf)),
  };
}

function nobodyIn({ by, workspace }: MineRequest, underWay: number): Nobody {
  if (underWay === 0)
    return { reason: `Nobody is being onboarded in ${workspace} now.`, hint: upperFirst(startHint) };
  return {
    reason: `${by} holds no role for anybody here, and has no run.`,
    hint: 'Under another name: --as. Who is here: pm-onboard team',
  };
}

/** What of a run says who somebody is in it. */
export type Known = Pick<Run, 'progress' | 'people' | 'team'>;

/** Returns a test for the names of a person, among all names that the run knows. */
export function readerIn({ progress, people, team }: Known, by: string): IsThem {
  return namesOf(by, [progress.hire, ...Object.values(team.people).flat(), ...[...people.values()].flat()]);
}

/** Whether the person holds a role in the run. */
export function holds({ people }: Pick<Run, 'people'>, isThem: IsThem): boolean {
  return [...people.values()].some((held) => held.some((person) => isPerson(person, isThem)));
}
