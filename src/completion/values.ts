/**
 * The values that a workspace has: hires, items, roles, phases, traits, programs, templates, runs. What a completion suggests is verified
 * by the command that gets it, so nothing is hashed here, nothing is planned, and no YAML is read.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { progressIn } from '../plan/count.ts';
import { withNames } from '../plan/named.ts';
import { bindPeople, withOwnItems } from '../plan/run.ts';
import { keptIn } from '../plan/traits.ts';
import type { Item, Program } from '../program/model.ts';
import { normaliseName } from '../progress/names.ts';
import type { ItemProgress } from '../progress/reduce.ts';
import { safeText } from '../render/safe.ts';
import { wordFor } from '../session/checklist-words.ts';
import { calledChecklist, readChecklists } from '../session/checklists.ts';
import {
  allHires,
  endIn,
  type OpenHire,
  openById,
  openHire,
  readHires,
  runsNamed,
  shortNamesOf,
} from '../session/hires.ts';
import { personOf } from '../session/lookup.ts';
import { type Session, sessionWith } from '../session/session.ts';
import { emptyConfig } from '../workspace/config.ts';
import { readRegularFile } from '../workspace/files.ts';
import { lastRun } from '../workspace/last-run.ts';
import { programPlaces } from '../workspace/program-files.ts';
import { listCompiled, readPinned } from '../workspace/programs.ts';
import { readSettings } from '../workspace/settings.ts';
import { templatePlaces } from '../workspace/template-places.ts';
import { findWorkspace } from '../workspace/workspace.ts';
import type { Kind } from './listing.ts';
import type { Given } from './place.ts';

/** A word to complete to, and what it means; `isOpen`: something follows it in the same word. */
export interface Candidate {
  readonly word: string;
  readonly means?: string | undefined;
  readonly isOpen?: boolean;
}

/** The values of a kind. @param word what is typed so far @throws an error of any kind where nothing can be read */
export function valuesOf(io: Io, kind: Kind, given: Given, word: string): readonly Candidate[] {
  const session = sessionFor(io, given);
  switch (kind) {
    case 'hire':
      return hires(session);
    case 'item':
      return items(session, given, word);
    case 'run':
      return runs(session, given);
    case 'checklist':
      return [...forms, ...templates(session), ...checklists(session)];
    case 'subject':
      return ['next', 'check'].includes(given.words[0] ?? '') ? checklists(session) : [];
    case 'template':
      return templates(session);
    case 'program':
      return programs(session);
    case 'role':
      return united(programsOf(session, given), ({ roles }) => titled(roles)).map(
        given.command?.name === 'start' ? open : (each) => each,
      );
    case 'phase':
      return united(programsOf(session, given), ({ phases }) =>
        phases.map(({ id, title }) => ({ word: id, means: title })),
      );
    case 'trait':
      return united(programsOf(session, given), ({ traits = {} }) =>
        Object.entries(traits).flatMap(([trait, values]) =>
          values.map((value) => ({ word: `${trait}=${value}` })),
        ),
      );
    default:
      return [];
  }
}

const forms: readonly Candidate[] = [
  { word: 'next', means: 'go through what is open' },
  { word: 'check', means: 'whether a run may pass' },
];

/** A session that reads nothing but who acts; every record and program passes for verified. */
function sessionFor(io: Io, { flags }: Given): Session {
  const settings = attempt(() => readSettings(io.dirs.config)) ?? {};
  const workspace = findWorkspace(io, flags.get('workspace'));
  const [hire, as] = [flags.get('hire'), flags.get('as')];
  const globals = { input: false, ...(hire ? { hire } : {}), ...(as ? { as } : {}) };
  const session = sessionWith(io, globals, { workspace, config: emptyConfig, settings });
  return Object.assign(session, { verified: { has: () => true, add() {} } });
}

/** The names of all hires in the order of the alphabet, each once; where several people have one name, their ids. */
function hires(session: Session): Candidate[] {
  const people = new Map<string, OpenHire[]>();
  for (const hire of readHires(session)) {
    const key = normaliseName(hire.name);
    people.set(key, [...(people.get(key) ?? []), hire]);
  }
  const sorted = [...people].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([, same]): Candidate[] => {
    const [first] = same;
    const isOne = first && new Set(same.map(personOf)).size === 1 && isTypable(first.name);
    return isOne ? [{ word: first.name }] : same.map(({ id, name }) => ({ word: id, means: name }));
  });
}

/** Whether a name can stand on a command line as it is: a flag, or a sign that can't be seen, can't. */
function isTypable(name: string): boolean {
  return !name.startsWith('-') && safeText(name) === name;
}

function checklists(session: Session): Candidate[] {
  const all = readChecklists(session);
  return all.map((run) => ({ word: calledChecklist(session, all, run), means: run.subject ?? run.name }));
}

/** What `--run` takes: the runs of who is meant, and those of checklists. */
function runs(session: Session, given: Given): Candidate[] {
  return [...ownRuns(session, given), ...checklists(session)];
}

/** The runs of who is meant, by their short names. */
function ownRuns(session: Session, given: Given): (Candidate & { readonly id: string })[] {
  const own = runsMeant(session, given);
  for (const run of own) endIn(session, run);
  const nameOf = new Map(own.map(({ id, name }) => [id, name]));
  return [...shortNamesOf(own)].map(([id, word]) => ({ id, word, means: nameOf.get(id) }));
}

function runsMeant(session: Session, { command, words }: Given): readonly OpenHire[] {
  const at = command?.takes.findIndex(({ value }) => value === 'hire') ?? -1;
  const all = allHires(session);
  return all.isEmpty() ? [] : runsNamed(session, all, at < 0 ? undefined : words[at]);
}

/** The run that an item, a role or a phase is one of: that of the name, or the one that a command without it would be about. */
function runMeant(session: Session, given: Given, name: string | undefined): OpenHire | undefined {
  if (name !== undefined) return runCalled(session, given, name);
  const usual = openById(session, undefined);
  if (usual) return usual;
  const found = runsMeant(session, given);
  const [first] = found;
  if (!first || found.length === 1 || new Set(found.map(personOf)).size > 1)
    return found.length === 1 ? first : undefined;
  const { workspace, today, io } = session;
  const last = lastRun(io.dirs.config, { workspace, person: personOf(first), on: today });
  return found.find(({ id }) => id === last);
}

function runCalled(session: Session, given: Given, name: string): OpenHire | undefined {
  const own = runsMeant(session, given);
  for (const run of own) endIn(session, run);
  const names = shortNamesOf(own);
  const asked = normaliseName(name);
  const all = readChecklists(session);
  return (
    own.find(({ id }) => id === asked || normaliseName(names.get(id) ?? '') === asked) ??
    all.find((run) => run.id === asked || calledChecklist(session, all, run) === wordFor(name))
  );
}

/** The items of the run by their numbers, in the order of the plan; by their ids, where letters are typed. */
function items(session: Session, given: Given, word: string): Candidate[] {
  // Of a list, `2.4,2.9`, the last one is being typed; what stands before a colon is a run.
  const list = word.slice(0, word.lastIndexOf(',') + 1);
  const one = word.slice(list.length);
  const called = one.slice(0, one.lastIndexOf(':') + 1);
  const [head, typed] = [list + called, one.slice(called.length)];
  const run = runMeant(session, given, called.slice(0, -1) || given.flags.get('run'));
  const of = run && attempt(() => itemsOf(session, run));
  const fits = suited[given.command?.name ?? ''] ?? (() => true);
  const byId = /^[^\d]/.test(typed);
  const own = (of ?? [])
    .filter(({ item, progress }) => fits(progress, item))
    .map(({ ref, item }) => ({ word: `${head}${byId ? item.id : ref}`, means: item.title }));
  if (head !== '' || given.flags.has('run')) return own;
  return [...own, ...(attempt(() => otherRuns(session, given, run)) ?? []).map(prefix)];
}

/** The runs besides the one that is meant; where somebody is named, theirs alone. */
function otherRuns(session: Session, given: Given, meant: OpenHire | undefined): Candidate[] {
  const own = ownRuns(session, given).filter(({ id }) => id !== meant?.id);
  return [...own, ...(given.flags.has('hire') ? [] : checklists(session))];
}

const prefix = ({ word, means }: Candidate): Candidate => ({ word: `${word}:`, means, isOpen: true });
const open = ({ word, means }: Candidate): Candidate => ({ word: `${word}=`, means, isOpen: true });

/** Name of a command → whether it has a use for an item; the others take any. */
const suited: Partial<Record<string, (progress: ItemProgress, item: Item) => boolean>> = {
  done: ({ closedBy }) => !closedBy,
  skip: ({ closedBy }) => !closedBy,
  book: ({ closedBy }) => !closedBy,
  move: ({ closedBy }) => !closedBy,
  count: ({ closedBy }, { count }) => !closedBy && count !== undefined,
  reopen: ({ closedBy }) => closedBy !== undefined,
  remove: (_, { added }) => added !== undefined,
};

interface Numbered {
  readonly ref: string;
  readonly item: Item;
  readonly progress: ItemProgress;
}

/** The items that the hire has, numbered as in the plan, with names in their titles. */
function itemsOf(session: Session, hire: OpenHire): Numbered[] {
  const { progress } = openedOf(session, hire);
  const pinned = pinnedOf(session, hire);
  if (!progress || !pinned) return [];
  const today = localDate(session.io.now());
  const whole = withOwnItems(pinned, progress.own);
  const program = withNames(whole, bindPeople(whole, progress, {}, today), progress.hire.name);
  const progressOf = progressIn(program, progress, today);
  const { program: kept, places } = keptIn(program, progress, progressOf);
  return kept.phases.flatMap(({ items: own }, phase) =>
    own.map((item, at) => ({
      ref: `${phase + 1}.${places?.get(item) ?? at + 1}`,
      item,
      progress: progressOf(item.id),
    })),
  );
}

function openedOf({ workspace, verified }: Session, hire: OpenHire): OpenHire {
  return hire.record ? hire : openHire(workspace, hire, verified);
}

function pinnedOf(session: Session, hire: OpenHire): Program | undefined {
  const digest = openedOf(session, hire).progress?.hire.digest;
  return digest === undefined ? undefined : readPinned(session.workspace, digest, session.verified);
}

/**
 * The programs of the run that is meant, or of each that may be; for a run that is still to begin, the program that is named, or the
 * usual one as it was compiled before.
 */
function programsOf(session: Session, given: Given): Program[] {
  if (!['start', 'preview'].includes(given.command?.name ?? '')) {
    const run = runMeant(session, given, given.flags.get('run'));
    const runs = run ? [run] : runsMeant(session, given);
    return runs.flatMap((each) => attempt(() => pinnedOf(session, each)) ?? []);
  }
  const { workspace, io } = session;
  const named = given.flags.get('program') ?? 'product-manager';
  const pinned = (attempt(() => listCompiled(join(workspace, 'programs'))) ?? []).map(
    (digest) => () => readPinned(workspace, digest, session.verified),
  );
  const built = join(io.root, 'dist/programs');
  const shipped = readdirSync(built).map(
    (name) => () => JSON.parse(readRegularFile(join(built, name))?.toString() ?? '') as Program,
  );
  for (const read of [...pinned, ...shipped]) {
    const program = attempt(read);
    if (program?.id === named) return [program];
  }
  return [];
}

/** The words of several programs, each once. */
function united(
  programs: readonly Program[],
  wordsOf: (program: Program) => readonly Candidate[],
): Candidate[] {
  const all = programs.flatMap(wordsOf);
  return [...new Map([...all].reverse().map((each) => [each.word, each])).values()].reverse();
}

function programs(session: Session): Candidate[] {
  const ids = [...programPlaces(session)].flatMap(({ id }) => id ?? []);
  return [...new Set(ids)].map((word) => ({ word }));
}

function templates(session: Session): Candidate[] {
  return templatePlaces(session).map(({ id }) => ({ word: id }));
}

function titled(roles: Program['roles']): Candidate[] {
  return Object.entries(roles).map(([word, { title }]) => ({ word, means: title }));
}
