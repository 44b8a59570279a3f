/**
 * What a run showed about its program, for whoever edits that: what was missing and useless, what the hire noted with fresh eyes, what
 * was left out, moved and added. It is made to be public: what others wrote isn't in it, no answer, no comment, and no lateness.
 */
import type { CalendarDate } from '../dates.ts';
import { saidOf } from '../plan/answers.ts';
import { unnamed } from '../plan/named.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { itemsTexts, type Pasted } from '../program/added-text.ts';
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import type { Tally } from './finish.ts';
import { withoutPeople } from './unnamed.ts';
import { isLink } from './words.ts';

/** The text of a change to a program, or to the template of a checklist. */
export interface ChangeView {
  readonly about: 'program' | 'template';
  readonly id: string;
  /** The title of a program; of a template the id, since its title names what it was worked through for. */
  readonly title: string;
  /** The hash of the compiled program that the run is pinned to. */
  readonly digest: string;
  /** When the run was finished; null where it goes on. */
  readonly finished: CalendarDate | null;
  readonly wasMissing: readonly string[];
  readonly wasUseless: readonly string[];
  /** The items by which a newcomer looks for what could be better, as far as the hire recorded something with them. */
  readonly freshEyes: readonly SeenItem[];
  readonly skipped: readonly SkippedItem[];
  /** The items that somebody put onto another day. */
  readonly moved: readonly PlacedItem[];
  readonly added: readonly AddedItems[];
}

/** An item, with where it stands in the files of its program; null where these are not here, or lack it. */
export interface PlacedItem {
  readonly id: string;
  readonly title: string;
  /** Counted from the top of its repository. */
  readonly file: string | null;
  readonly line: number | null;
}

/** An item that was left out. */
export interface SkippedItem extends PlacedItem {
  readonly how: 'skipped' | 'not applicable' | 'waived';
  /** Null where somebody else than the hire gave it. */
  readonly reason: string | null;
}

export interface SeenItem extends PlacedItem {
  readonly counted: Tally | null;
  /** The hire's notes. */
  readonly said: readonly string[];
  /** The hire's evidence if it is words, else null. */
  readonly evidence: string | null;
  /** The hire's evidence if it is an address, else null. */
  readonly link: string | null;
}

/** What was added to a phase in the course of the run. */
export interface AddedItems {
  readonly phase: string;
  readonly title: string;
  readonly file: string | null;
  readonly titles: readonly string[];
  /** The items as entries of the `items` of a checklist, with that key where its file lacks it. */
  readonly yaml: string;
}

/** Where things stand in the files of a program, as they are now. */
export interface Places {
  /** Id of an item, one that it had before among them → its place. */
  readonly items: ReadonlyMap<string, { readonly file: string; readonly line: number }>;
  /** Id of a phase, or of a template → its file, and whether it has no `items` of its own yet, only parts. */
  readonly phases: ReadonlyMap<string, { readonly file: string; readonly isBare: boolean }>;
}

/** The group of the part for a first day, whichever program includes it. */
const freshEyesGroup = 'fresh-eyes';

/** Items that ask for what could be better, in the programs and parts that ship. */
const freshEyesItems: readonly string[] = [
  'list-puzzles',
  'share-impressions',
  'improve-onboarding',
  'mend-a-page',
];

export function viewChange(run: Run, places: Places): ChangeView {
  const { plan, progress, pinned } = run;
  const { hire, finished } = progress;
  const withRoles = withoutPeople(run);
  const text = (given: string) => unnamed(withRoles(given), pinned);
  // What a template was worked through for stands in its title.
  const isTemplate = hire.subject !== undefined;
  const titles = titlesIn(pinned);
  const placed = ({ item }: PlannedItem): PlacedItem => ({
    id: item.id,
    title: text(titles.get(item.id) ?? item.title),
    file: places.items.get(item.id)?.file ?? null,
    line: places.items.get(item.id)?.line ?? null,
  });
  const ofProgram = plan.items.filter(({ item }) => !item.added);
  const isOwn = (by: string) => samePerson(hire, by);
  return {
    about: isTemplate ? 'template' : 'program',
    id: pinned.id,
    title: isTemplate ? pinned.id : text(pinned.title),
    digest: hire.digest,
    finished: finished?.on ?? null,
    wasMissing: (finished?.missing ?? []).map(text),
    wasUseless: (finished?.useless ?? []).map(text),
    freshEyes: ofProgram.filter(isFreshEyes).flatMap((planned) => {
      const seen = { ...placed(planned), ...seenIn(planned, isOwn, text) };
      return seen.said.length > 0 || (seen.counted ?? seen.evidence ?? seen.link) !== null ? [seen] : [];
    }),
    skipped: ofProgram.flatMap((planned) => {
      const { closedBy } = planned.progress;
      if (closedBy?.kind !== 'skipped') return [];
      const reason = isOwn(closedBy.by) ? text(closedBy.reason) : null;
      return [{ ...placed(planned), how: howOf(planned), reason }];
    }),
    moved: ofProgram.filter((planned) => planned.progress.moved !== undefined).map(placed),
    added: addedIn(run, places, withRoles),
  };
}

function howOf(planned: PlannedItem): SkippedItem['how'] {
  const said = saidOf(planned.progress);
  return said === 'not-applicable' ? 'not applicable' : (said ?? 'skipped');
}

function isFreshEyes({ item }: PlannedItem): boolean {
  return item.group === freshEyesGroup || freshEyesItems.includes(item.id);
}

function seenIn(
  { item, progress }: PlannedItem,
  isOwn: (by: string) => boolean,
  text: (given: string) => string,
): Pick<SeenItem, 'counted' | 'said' | 'evidence' | 'link'> {
  const { notes, closedBy, counted } = progress;
  const done = closedBy?.kind === 'done' && isOwn(closedBy.by) ? closedBy : undefined;
  const said = [
    ...notes.filter(({ by }) => isOwn(by)).map((note) => note.text),
    ...(done?.note ? [done.note] : []),
  ];
  const evidence = done?.evidence ?? '';
  return {
    counted: item.count && counted > 0 ? { total: counted, unit: item.count.unit ?? item.title } : null,
    said: said.map(text),
    evidence: evidence === '' || isLink(evidence) ? null : text(evidence),
    link: isLink(evidence) ? evidence : null,
  };
}

/** Id of an item → its title as the program has it, without the names of a run. */
function titlesIn({ phases }: Program): Map<string, string> {
  return new Map(phases.flatMap(({ items }) => items.map(({ id, title }) => [id, title] as const)));
}

/** What was added by hand and not skipped, by phase. Of what others added, only their titles are their own words. */
function addedIn(run: Run, places: Places, withRoles: (text: string) => string): AddedItems[] {
  const { plan, progress, pinned } = run;
  const isTemplate = progress.hire.subject !== undefined;
  const raw = new Map(progress.own.map((event) => [event.item, event]));
  const own = plan.items.filter(({ item, state }) => item.added && state !== 'skipped');
  const ofProgram = pinned.phases.flatMap(({ items }) => items.map(({ id }) => id));
  const groups = pinned.phases.flatMap((phase) => phase.groups.map(({ id }) => id));
  const known = { items: new Set(ofProgram), taken: new Set([...ofProgram, ...groups]) };
  const lists = pinned.phases.flatMap((phase) => {
    const items = own.flatMap(({ item, phase: of, due }): Pasted[] => {
      const event = raw.get(item.id);
      if (of !== phase.id || !event) return [];
      const isOwn = samePerson(progress.hire, event.by);
      const { details, ...rest } = item;
      return [
        {
          ...rest,
          title: withRoles(event.title),
          ...(isOwn && event.details ? { details: withRoles(event.details) } : {}),
          links: isOwn ? item.links.map(({ title, url }) => ({ title: withRoles(title), url })) : [],
          topics: isOwn ? (event.topics ?? []).map(withRoles) : [],
          // A template has no phase that would say when.
          ...(isTemplate ? { otherwise: `workday ${Math.max(1, plan.timeline.workedBy(due))}` } : {}),
        },
      ];
    });
    return items.length > 0 ? [{ phase, items }] : [];
  });
  const texts = itemsTexts(
    lists.map(({ items }) => items),
    known,
    Object.keys(pinned.roles),
  );
  return lists.map(({ phase, items }, at) => {
    const place = places.phases.get(isTemplate ? pinned.id : phase.id);
    return {
      phase: phase.id,
      title: isTemplate ? pinned.id : unnamed(phase.title, pinned),
      file: place?.file ?? null,
      titles: items.map(({ title }) => unnamed(title, pinned)),
      yaml: `${place?.isBare ? 'items:\n' : ''}${texts[at]}`,
    };
  });
}
