/**
 * Finds the items that an argument names: one (`3.12`, an id, a part of a title), a list of them (`2.4,2.9`), or a range
 * within a phase (`2.4-2.6`, `2.4-6`). An error names the part that misses, and suggests the nearest item.
 */
import { exits, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Group, Phase } from '../program/model.ts';
import { normaliseName } from '../progress/names.ts';
import { nearestOf, phaseNamed } from './lookup.ts';

/** An item of a plan, or a group with its items. */
export type Entry =
  | { readonly item: PlannedItem }
  | { readonly group: Group; readonly items: readonly PlannedItem[] };

/** An entry with what it goes by; `ref` is the number that `status` prints, empty for a group. */
interface Known {
  readonly id: string;
  readonly title: string;
  readonly ref: string;
  readonly entry: Entry;
}

type Plans = Pick<Run, 'program' | 'plan'> & Partial<Pick<Run, 'record' | 'run'>>;

/**
 * The items and groups that the texts name, each once, in the order named. A text that fits an id (present or former), a
 * number, a title or a part of one as a whole means that one; only another text is read as a list or a range.
 * @throws UserError if a part of a text fits no entry or several, or a range isn't within one phase
 */
export function matchEntries(run: Plans, texts: readonly string[]): Entry[] {
  const known = entriesOf(run);
  const found = texts.flatMap((text) => entriesNamed(known, withoutRun(text, run), run));
  return [...new Set(found)].map(({ entry }) => entry);
}

/** Finds items as {@link matchEntries} does. @throws UserError also if a text names a group */
export function matchItems(run: Plans, texts: readonly string[]): PlannedItem[] {
  return matchEntries(run, texts).map((entry) => {
    if ('item' in entry) return entry.item;
    throw new UserError(
      `"${entry.group.title}" is a group; its items are`,
      'name those that are meant',
      exits.usage,
      entry.items.map(lineOf),
    );
  });
}

/** Finds the only item that a flag names. @throws UserError as {@link matchItems} does, and if the text names several */
export function matchItem(run: Plans, text: string, flag: string): PlannedItem {
  const items = matchItems(run, [text]);
  const [item] = items;
  if (item && items.length === 1) return item;
  throw new UserError(
    `${flag} takes one item; "${text}" names ${items.length}`,
    'name one of them',
    exits.usage,
    items.map(lineOf),
  );
}

/** `2.3` for `release:2.3`, where that is what the run is called; several.ts has chosen it by that. */
function withoutRun(text: string, { program, record, run = program.id }: Plans): string {
  const names = [run, record?.hire].map((name) => name && `${normaliseName(name)}:`);
  const parts = text.split(',').map((part) => {
    const name = names.find((each) => each && normaliseName(part).startsWith(each));
    return name ? part.trim().slice(name.length) : part;
  });
  return parts.join();
}

function entriesOf({ program, plan }: Plans): Known[] {
  const groups = program.phases.flatMap((phase) => phase.groups);
  return [
    ...plan.items.map((planned) => {
      const { ref, item } = planned;
      return { id: item.id, title: item.title, ref, entry: { item: planned } };
    }),
    ...groups.map((group) => {
      const items = plan.items.filter(({ item }) => item.group === group.id);
      return { id: group.id, title: group.title, ref: '', entry: { group, items } };
    }),
  ];
}

function entriesNamed(known: readonly Known[], text: string, run: Plans): Known[] {
  const whole = oneOrRange(known, text, run);
  if (whole.length > 0) return whole;
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  if (parts.length === 0 || !text.includes(',')) throw missing(known, text);
  return parts.flatMap((part) => {
    const found = oneOrRange(known, part, run);
    if (found.length > 0) return found;
    // A mistyped title with a comma is no list.
    const isTitle = nearestOf(known, text, ({ title }) => [title]) !== undefined;
    throw missing(known, isTitle ? text : part);
  });
}

/** The entry that the text means, or those of a range; empty if it means none. @throws UserError if it may mean several */
function oneOrRange(known: readonly Known[], text: string, run: Plans): Known[] {
  const found = candidates(known, text);
  if (found.length === 1) return found;
  const phase = phaseNamed(run.program, text);
  if (phase) throw isPhase(phase, text, run);
  if (found.length > 1) throw severalMeant(found, text);
  return inRange(known, text) ?? [];
}

function candidates(known: readonly Known[], text: string): Known[] {
  const asked = normaliseName(text);
  const exact =
    known.find(({ id, ref }) => id === asked || (ref === asked && ref !== '')) ??
    known.find(({ entry }) => 'item' in entry && entry.item.item.formerly.includes(asked));
  if (exact) return [exact];
  const byTitle = known.filter(({ title }) => normaliseName(title) === asked);
  // Numbers are not searched for inside titles: `done 1,2` must not tick off an item with `1,200 users` in its title.
  if (byTitle.length > 0 || /^[\d.,\s\u2013-]*$/.test(asked)) return byTitle;
  return known.filter(({ id, title }) => id.includes(asked) || normaliseName(title).includes(asked));
}

/** The items of a range of numbers; undefined for a text that isn't one. */
function inRange(known: readonly Known[], text: string): Known[] | undefined {
  const pattern = /^\s*(\d+)\.(\d+)\s*[-\u2013]\s*(?:(\d+)\.)?(\d+)\s*$/;
  const [, phase, first, lastPhase = phase, last] = pattern.exec(text) ?? [];
  if (phase === undefined) return undefined;
  const ends = [`${phase}.${first}`, `${lastPhase}.${last}`];
  const [from = -1, to = -1] = ends.map((ref) => {
    const at = known.findIndex((each) => each.ref === ref);
    if (at < 0) throw missing(known, ref);
    return at;
  });
  if (to < from)
    throw new UserError(`"${text}" runs backwards`, `write it as ${ends.toReversed().join('-')}`);
  const items = known.slice(from, to + 1);
  if (phase === lastPhase) return items;
  const refs = items.map(({ ref }) => ref);
  const phases = new Set(refs.map((ref) => ref.split('.')[0]));
  const ranges = [...phases].map((number) => spanOf(refs.filter((ref) => ref.startsWith(`${number}.`))));
  throw new UserError(`"${text}" is a range over several phases`, `write ${ranges.join(',')}`);
}

/** `2.1-2.14` for the numbers of items that follow each other. */
function spanOf(refs: readonly string[]): string {
  return refs.length > 1 ? `${refs[0]}-${refs.at(-1)}` : (refs[0] ?? '');
}

function isPhase({ id, title }: Phase, text: string, { plan }: Plans): UserError {
  const items = plan.items.filter(({ phase }) => phase === id);
  if (items.length === 0)
    return new UserError(`"${text}" is a phase, "${title}", without items`, 'name an item');
  return new UserError(
    `"${text}" is a phase, "${title}"; its items are`,
    `name those that are meant, all of them as ${spanOf(items.map(({ ref }) => ref))}`,
    exits.usage,
    items.map(lineOf),
  );
}

function severalMeant(found: readonly Known[], text: string): UserError {
  const shown = found.slice(0, 6).map(({ ref, id, title }) => `  ${ref || id}  ${title}`);
  const more = found.length > 6 ? [`  … and ${found.length - 6} more`] : [];
  return new UserError(`"${text}" may be`, 'give the number or the id', exits.usage, [...shown, ...more]);
}

function missing(known: readonly Known[], text: string): UserError {
  const near = nearestOf(known, text, ({ id, title, ref }) => [id, title, ref || id]);
  const hint = near
    ? `did you mean ${near.ref || near.id}, ${near.title}?`
    : '`next` and `status` list what there is';
  return new UserError(`there is no item "${text}"`, hint);
}

function lineOf({ ref, item }: PlannedItem): string {
  return `  ${ref}  ${item.title}`;
}
