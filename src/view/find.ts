/** The places at which words stand: in the texts of a program and in what people wrote into a run, the likeliest first. */
import { type CalendarDate, compareDates, longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import { isKnown } from '../progress/event.ts';
import { titleOf } from '../progress/record-id.ts';
import { effective, underPresentIds } from '../progress/reduce.ts';
import { isRemark, saidIn } from '../progress/said.ts';
import { nameOfItems } from './log.ts';
import { type Unread, type UnreadableHire, viewUnread } from './unread.ts';
import { hireFlag, quoted } from './words.ts';
import { folded, snippetOf, standingOf, wordsOf } from './words-in.ts';

export interface FindView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  /** What was searched for; a word may be a phrase. */
  readonly words: readonly string[];
  /** Whose runs were searched. */
  readonly hires: readonly FoundHire[];
  /** The places, the likeliest first. */
  readonly places: readonly FoundPlace[];
  /** What to try where nothing was found; null where something was. */
  readonly instead: Instead | null;
  /** Hires whose record or program can't be read. */
  readonly unreadable: readonly UnreadableHire[];
}

export interface FoundHire {
  readonly id: string;
  /** The hire's name, or what the run of a checklist is called. */
  readonly name: string;
}

/** A text in which the words stand. */
export interface FoundPlace {
  /** What the text belongs to; `run` where it is about the hire as a whole. */
  readonly about: 'item' | 'group' | 'phase' | 'program' | 'run';
  /** The number of the item in the plan; null for all else, and for an item that the program has no longer. */
  readonly ref: string | null;
  /** The id of the item, group, phase or program; null for a run. */
  readonly id: string | null;
  /** Its title; of a run the title of its program. */
  readonly title: string;
  /** Which of its texts it is: `title`, `id`, `details`, `topic`, `link`, `objective`, `focus`, `note`, `question`, `answer`, `comment`, `reason` or `evidence`. */
  readonly where: string;
  /** The whole text. */
  readonly text: string;
  /** The part of the text in which the words stand, on one line. */
  readonly snippet: string;
  /** Who wrote it; null for a text of the program. */
  readonly by: string | null;
  /** The day of what somebody wrote. */
  readonly on: CalendarDate | null;
  /** Those in whose runs it stands. */
  readonly hires: readonly FoundHire[];
  /** The command that shows it. */
  readonly command: string;
}

/** What to try instead of words that stand nowhere together. */
export interface Instead {
  /** The words that stand nowhere, each with the nearest one that does; null where none is near. */
  readonly unknown: readonly { readonly word: string; readonly near: string | null }[];
  /** What the command looks for: the nearest words, the words of a phrase, fewer words; `none` where no words are to be tried. */
  readonly how: 'nearest' | 'words' | 'fewer' | 'none';
  /** The command to try, which finds something; for `none`, one that shows what there is. */
  readonly command: string;
}

/** What is searched. */
export interface Searched {
  readonly runs: readonly Run[];
  /** Further programs of the workspace. */
  readonly programs: readonly Pick<Program, 'id' | 'title'>[];
  readonly unread: readonly Unread[];
  readonly today: CalendarDate;
  /** The flags that a command needs to search the same runs, such as ` --hire ada`. */
  readonly flags: string;
}

/** One text of a document. */
interface Source {
  readonly where: string;
  readonly text: string;
  readonly tier: Tier;
}

/** Titles come before what explains them, and that before what people wrote. */
type Tier = 0 | 1 | 2;

/** Texts that belong together: all of the words have to stand in them. */
interface Document extends Pick<FoundPlace, 'about' | 'ref' | 'id' | 'title' | 'by' | 'on' | 'command'> {
  readonly hire: FoundHire | null;
  readonly sources: readonly Source[];
  /** Texts in which some of the words may stand too, such as the title of the item that a note is about. */
  readonly beside: readonly string[];
}

/** A search that looks through one run after the other. */
interface Search {
  /** The runs, in the order in which they are to be looked through. */
  readonly runs: readonly Run[];
  look(run: Run): void;
  /** What was found, once all runs were looked through. */
  view(): FindView;
}

/** @param words the words, or phrases, as they were typed */
export function searchFor(words: readonly string[], searched: Searched): Search {
  const runs = searched.runs.toSorted((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));
  const wanted = words.map((word) => folded(word));
  const documents: Document[] = [];
  const found: Found[] = [];
  const add = (fresh: readonly Document[]) => {
    for (const document of fresh) documents.push(document);
    found.push(...fresh.flatMap((document) => bestIn(document, wanted) ?? []));
  };
  return {
    runs,
    look: (run) => add(documentsOf(run)),
    view() {
      add(programDocuments(searched));
      return viewFound(words, { ...searched, runs }, documents, found);
    },
  };
}

function viewFound(
  words: readonly string[],
  searched: Searched,
  documents: readonly Document[],
  found: Found[],
): FindView {
  const { today, unread, runs } = searched;
  const wanted = words.map((word) => folded(word));
  // The sort is stable, so that equals stay in the order of the plan.
  found.sort((a, b) => b.standing - a.standing || a.tier - b.tier || b.whole - a.whole || latestFirst(a, b));
  const places = [...grouped(found, samePlace).values()].map((same) => placeOf(same, wanted));
  return {
    schemaVersion: 1,
    today,
    words,
    hires: runs.map(viewFoundHire),
    places,
    instead: places.length > 0 ? null : insteadOf(words, wanted, documents, searched),
    unreadable: unread.map(viewUnread),
  };
}

function latestFirst({ document: { on: a } }: Found, { document: { on: b } }: Found): number {
  return a && b ? compareDates(b, a) : 0;
}

/** The document with its text that has the words, and how well it has them. */
interface Found {
  readonly document: Document;
  readonly source: Source;
  readonly tier: Tier;
  /** 1 if every word stands at the beginning of a word, else 0. */
  readonly standing: number;
  /** How many of the words stand as whole words. */
  readonly whole: number;
}

/**
 * How the document has all of the words, at best; undefined where it hasn't. Titles alone are looked at first, since a word in a
 * title says more than the same word in the details.
 */
function bestIn(document: Document, words: readonly string[]): Found | undefined {
  const sources = document.sources.map((source) => ({ source, text: folded(source.text) }));
  // Nearly no document has any of the words.
  if (!words.some((word) => sources.some(({ text }) => text.includes(word)))) return undefined;
  const beside = document.beside.map(folded);
  const first = sources.filter(({ source }) => source.tier === 0);
  const tries = first.length > 0 && first.length < sources.length ? [first, sources] : [sources];
  const found = tries.flatMap((texts): Found[] => {
    const counts = texts.map(({ source, text }) => ({ source, ...countIn(text, words) }));
    counts.sort((a, b) => b.found - a.found || b.sum - a.sum || a.source.tier - b.source.tier);
    const [best] = counts;
    const standings = words.map((word) => bestStanding([...texts.map(({ text }) => text), ...beside], word));
    if (!best || best.found === 0 || standings.includes(0)) return [];
    return [
      {
        document,
        source: best.source,
        tier: texts === first ? 0 : (Math.max(best.source.tier, 1) as Tier),
        standing: standings.every((each) => each > 1) ? 1 : 0,
        whole: standings.filter((each) => each === 3).length,
      },
    ];
  });
  return found.sort((a, b) => b.standing - a.standing || a.tier - b.tier)[0];
}

/** How many of the words a text has, and the sum of how it has them. */
function countIn(text: string, words: readonly string[]): { readonly found: number; readonly sum: number } {
  const standings = words.flatMap((word) => standingOf(text, word)?.standing ?? []);
  return { found: standings.length, sum: standings.reduce<number>((sum, each) => sum + each, 0) };
}

function bestStanding(texts: readonly string[], word: string): number {
  return texts.reduce((best, text) => Math.max(best, standingOf(text, word)?.standing ?? 0), 0);
}

/** A text of a program is one place, however many hires have it. */
function samePlace({ document, source }: Found): string {
  const { about, id, by, on, hire } = document;
  return JSON.stringify([about, id, source.where, source.text, by, on, by === null ? null : hire?.id]);
}

function placeOf(same: readonly Found[], words: readonly string[]): FoundPlace {
  const [{ document, source }] = same as [Found, ...Found[]];
  const { about, ref, id, title, by, on, command } = document;
  const hires = new Map(same.flatMap(({ document: { hire } }) => (hire ? [[hire.id, hire] as const] : [])));
  return {
    ...{ about, ref, id, title },
    where: source.where,
    text: source.text,
    snippet: snippetOf(source.text, words, 120),
    ...{ by, on },
    hires: [...hires.values()],
    command,
  };
}

function nameIn({ progress: { hire } }: Run): string {
  return `${titleOf(hire)} ${hire.id}`;
}

function viewFoundHire({ progress }: Run): FoundHire {
  return { id: progress.hire.id, name: titleOf(progress.hire) };
}

function documentsOf(run: Run): Document[] {
  const { program, plan } = run;
  const flag = hireFlag(run);
  const common = { hire: viewFoundHire(run), beside: [], by: null, on: null };
  const items = plan.items.map((planned) => itemDocument(planned, flag, common));
  const groups = new Set(plan.items.map(({ item }) => item.group));
  const isShown = ({ id }: { readonly id: string }) => groups.has(id);
  const parts = program.phases.flatMap((phase): Document[] => [
    {
      ...common,
      about: 'phase',
      ref: null,
      id: phase.id,
      title: phase.title,
      sources: [
        ...namesOf(phase),
        ...(phase.objective ? [{ where: 'objective', text: phase.objective, tier: 1 } as const] : []),
        ...phase.focus.map((text) => ({ where: 'focus', text, tier: 1 }) as const),
      ],
      command: `pm-onboard show ${phase.id}${flag}`,
    },
    ...phase.groups.filter(isShown).map((group): Document => {
      const details = group.details ? [{ where: 'details', text: group.details, tier: 1 } as const] : [];
      return {
        ...common,
        about: 'group',
        ref: null,
        id: group.id,
        title: group.title,
        sources: [...namesOf(group), ...details],
        command: `pm-onboard show ${group.id}${flag}`,
      };
    }),
  ]);
  return [...items, ...parts, ...saidDocuments(run)];
}

function itemDocument(
  { ref, item }: PlannedItem,
  flag: string,
  common: Pick<Document, 'hire' | 'beside' | 'by' | 'on'>,
): Document {
  const texts = (where: string, all: readonly string[]) =>
    all.map((text): Source => ({ where, text, tier: 1 }));
  return {
    ...common,
    about: 'item',
    ref,
    id: item.id,
    title: item.title,
    sources: [
      ...namesOf(item),
      ...texts('details', item.details ? [item.details] : []),
      ...texts('topic', item.topics),
      ...texts(
        'link',
        item.links.map(({ title, url }) => `${title}: ${url}`),
      ),
    ],
    command: `pm-onboard show ${ref}${flag}`,
  };
}

/** What goes by a title has its id as a second one. */
function namesOf({ title, id }: { readonly title: string; readonly id: string }): Source[] {
  return [
    { where: 'title', text: title, tier: 0 },
    { where: 'id', text: id, tier: 0 },
  ];
}

/** What people wrote into the run, the latest first. */
function saidDocuments(run: Run): Document[] {
  const { plan, record, program } = run;
  const events = effective(underPresentIds(record.events)).filter(isKnown);
  const [hire, flag] = [viewFoundHire(run), hireFlag(run)];
  const planned = new Map(plan.items.map((each) => [each.item.id, each]));
  const titleOfItem = nameOfItems([], events);
  const asked = new Map(
    events.flatMap((event) => (event.kind === 'asked' ? [[event.id, event.item] as const] : [])),
  );
  return events.toReversed().flatMap((event) =>
    saidIn(event).map(({ what, text }): Document => {
      const id = event.kind === 'answered' ? asked.get(event.of) : 'item' in event ? event.item : undefined;
      const there = id === undefined ? undefined : planned.get(id);
      const title = there?.item.title ?? (id === undefined ? program.title : titleOfItem(id));
      return {
        about: id === undefined ? 'run' : 'item',
        ref: there?.ref ?? null,
        id: id ?? null,
        title,
        by: event.by,
        on: event.on,
        hire,
        sources: [{ where: what, text, tier: 2 }],
        beside: [...(id === undefined ? [] : [title]), event.by],
        command: there
          ? `pm-onboard show ${there.ref}${flag}`
          : `pm-onboard log${isRemark(event) ? ' --notes' : ''} --since ${event.on}${flag}`,
      };
    }),
  );
}

function programDocuments({ runs, programs }: Searched): Document[] {
  const known = [...runs.map(({ program }) => program), ...programs];
  const first = known.filter(({ id }, at) => known.findIndex((each) => each.id === id) === at);
  return first.map(
    (program): Document => ({
      about: 'program',
      ref: null,
      id: program.id,
      title: program.title,
      by: null,
      on: null,
      hire: null,
      sources: namesOf(program),
      beside: [],
      command: 'pm-onboard start --list',
    }),
  );
}

/** The first of these that finds something: nearest words for unknown ones, the words of phrases, fewer words. */
function insteadOf(
  words: readonly string[],
  wanted: readonly string[],
  documents: readonly Document[],
  { runs, flags }: Searched,
): Instead {
  const texts = documents.flatMap(({ sources }) => sources.map(({ text }) => text));
  const all = texts.map(folded);
  const counts = wanted.map((word) => all.filter((text) => standingOf(text, word)).length);
  const isPhrase = (word: string) => /\s/.test(word);
  const known = wordsOf(texts.join('\n'));
  const unknown = words.flatMap((word, at) => {
    if (counts[at] !== 0) return [];
    return [{ word, near: isPhrase(word) ? null : (nearest(word, known)[0] ?? null) }];
  });
  const nearOf = new Map(unknown.map(({ word, near }) => [word, near]));
  const single = [...new Set(words.flatMap((word) => word.split(/\s+/)))];
  const most = words[counts.indexOf(Math.max(...counts))];
  const tries = (
    [
      ['nearest', words.map((word) => nearOf.get(word) ?? word)],
      ['words', single],
      ['fewer', words.filter((word) => !nearOf.has(word))],
      ['fewer', most === undefined ? [] : [most]],
      ['fewer', single.toSorted((x, y) => y.length - x.length).slice(0, 1)],
    ] as const
  ).filter(([, tried]) => tried.length > 0 && findsAny(documents, tried));
  const [first] = tries;
  if (first) return { unknown, how: first[0], command: findCommand(first[1], flags) };
  return { unknown, how: 'none', command: runs.length === 1 ? `pm-onboard plan${flags}` : 'pm-onboard team' };
}

/** The command that looks for the words. @param flags with a space before each */
export function findCommand(words: readonly string[], flags: string): string {
  const said = words.map(quoted).join(' ');
  return words.some((word) => word.startsWith('-'))
    ? `pm-onboard find${flags} -- ${said}`
    : `pm-onboard find ${said}${flags}`;
}

function findsAny(documents: readonly Document[], words: readonly string[]): boolean {
  const wanted = words.map((word) => folded(word));
  return documents.some((document) => bestIn(document, wanted));
}

/** What the text is: `details`, `title of a phase`, `note of Thu 3 Dec by Grace Hopper`. */
export function placeText({ about, where, by, on }: FoundPlace, today: CalendarDate): string {
  if (by !== null && on !== null) return `${where} of ${longDate(on, today)} by ${by}`;
  return about === 'item' ? where : `${where} of a ${about}`;
}
