/**
 * Finds the items that an argument names: one (`3.12`, an id, a part of a title), a list of them (`2.4,2.9`), or a range
 * within a phase (`2.4-2.6`, `2.4-6`). An error names the part that misses, and suggests the nearest item.
 */
import { exits, nameOne, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Called, Run } from '../plan/run.ts';
import type { Group, Phase } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import { normaliseName } from '../progress/names.ts';
import { unmetText } from '../view/traits.ts';
import { hireFlag } from '../view/words.ts';
import { wordFor, wordsFor } from './checklist-words.ts';
import { nearestOf, phaseNamed } from './lookup.ts';

/** An item of a plan, or a group with its items. */
export type Entry =
  | { readonly item: PlannedItem }
  | { readonly group: Group; readonly items: readonly PlannedItem[] };

/** A phase with its items. */
export interface PhaseEntry {
  readonly phase: Phase;
  readonly items: readonly PlannedItem[];
}

/** An entry with what it goes by; `ref` is the number that `status` prints, empty for a group and a phase. */
interface Known {
  readonly id: string;
  readonly title: string;
  readonly ref: string;
  readonly entry: Entry | PhaseEntry;
}

type Plans = Pick<Run, 'program' | 'plan'> & Partial<Pick<Run, 'record' | 'progress' | keyof Called>>;

/** What a text may mean. */
interface Choice {
  readonly run: Plans;
  readonly known: readonly Known[];
  /** The phases, where one of them may be meant. */
  readonly phases: readonly Known[];
}

/**
 * The items and groups that the texts name, each once, in the order named. A text that fits an id (present or former), a
 * number, a title or a part of one as a whole means that one; only another text is read as a list or a range.
 * @throws UserError if a part of a text fits no entry or several, or a range isn't within one phase
 */
export function matchEntries(run: Plans, texts: readonly string[]): Entry[] {
  const found = entriesMeant({ run, known: entriesOf(run), phases: [] }, texts);
  return found.flatMap((entry) => ('phase' in entry ? [] : entry));
}

/** As {@link matchEntries}, but an id, title or number of a phase means the phase, unless an item or group has that name. */
export function matchShown(run: Plans, texts: readonly string[]): (Entry | PhaseEntry)[] {
  const phases = run.program.phases.map((phase): Known => {
    const { id, title } = phase;
    const items = run.plan.items.filter((each) => each.phase === id);
    return { id, title, ref: '', entry: { phase, items } };
  });
  return entriesMeant({ run, known: entriesOf(run), phases }, texts);
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
    nameOne,
    exits.usage,
    items.map(lineOf),
  );
}

/** `2.3` for `release:2.3`, where that is what the run is called; several.ts has chosen it by that. */
function withoutRun(text: string, { program, record, progress, run = program.id }: Plans): string {
  // The run of a checklist goes by several words, each of which may be typed with the signs of its subject: `v11.2`.
  const words = wordsFor(progress?.hire ?? {});
  const names = [run, record?.hire].map((name) => name && normaliseName(name));
  const parts = text.split(',').map((part) => {
    const [, name = '', rest = part] = /^([^:]+):(.*)$/s.exec(part.trim()) ?? [];
    return names.includes(normaliseName(name)) || words.includes(wordFor(name)) ? rest : part;
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
    ...groups.flatMap((group) => {
      const items = plan.items.filter(({ item }) => item.group === group.id);
      // The hire's traits may leave out all items of a group.
      if (items.length === 0 && plan.out.length > 0) return [];
      return { id: group.id, title: group.title, ref: '', entry: { group, items } };
    }),
  ];
}

function entriesMeant(choice: Choice, texts: readonly string[]): (Entry | PhaseEntry)[] {
  const titled = texts.length > 1 ? unquoted(choice, texts.join(' ')) : undefined;
  if (titled) return [titled.entry];
  const found = texts.flatMap((text) => entriesNamed(choice, withoutRun(text, choice.run)));
  return [...new Set(found)].map(({ entry }) => entry);
}

/** What the words of a title mean that came without quotes, as several texts; undefined where they mean nothing together. */
function unquoted({ known, phases }: Choice, text: string): Known | undefined {
  const found = candidates(known, text);
  const phase = phases.find(({ title }) => normaliseName(title) === normaliseName(text));
  return found.length > 1 ? undefined : (found[0] ?? phase);
}

function entriesNamed(choice: Choice, text: string): Known[] {
  const whole = oneOrRange(choice, text);
  if (whole.length > 0) return whole;
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  if (parts.length === 0 || !text.includes(',')) throw missing(choice, text);
  return parts.flatMap((part) => {
    const found = oneOrRange(choice, part);
    if (found.length > 0) return found;
    // A mistyped title with a comma is no list.
    const isTitle = nearestOf(choice.known, text, ({ title }) => [title]) !== undefined;
    throw missing(choice, isTitle ? text : part);
  });
}

/** The entry that the text means, or those of a range; empty if it means none. @throws UserError if it may mean several */
function oneOrRange(choice: Choice, text: string): Known[] {
  const { known, phases, run } = choice;
  const found = candidates(known, text);
  const [one] = found;
  const phase = phaseNamed(run.program, text);
  const shown = phases.find(({ entry }) => 'phase' in entry && entry.phase === phase);
  if (shown && !(one && found.length === 1 && isWhole(one, text))) return [shown];
  if (found.length === 1) return found;
  if (phase) throw isPhase(phase, text, run);
  if (found.length > 1) throw severalMeant(found, text);
  return inRange(choice, text) ?? [];
}

/** Whether the text is all of the entry's id or title. */
function isWhole({ id, title }: Known, text: string): boolean {
  return [id, normaliseName(title)].includes(normaliseName(text));
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
function inRange(choice: Choice, text: string): Known[] | undefined {
  const { known } = choice;
  const pattern = /^\s*(\d+)\.(\d+)\s*[-\u2013]\s*(?:(\d+)\.)?(\d+)\s*$/;
  const [, phase, first, lastPhase = phase, last] = pattern.exec(text) ?? [];
  if (phase === undefined) return undefined;
  const ends = [`${phase}.${first}`, `${lastPhase}.${last}`];
  const [from = -1, to = -1] = ends.map((ref) => {
    const at = known.findIndex((each) => each.ref === ref);
    if (at < 0) throw missing(choice, ref);
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

function missing({ known, phases, run }: Choice, text: string): UserError {
  const out = outNamed(run, text);
  if (out) return out;
  return new UserError(
    `there is no item "${text}"`,
    numberHint(run, text) ??
      nearHint([...known, ...phases], text) ??
      `all of them: pm-onboard plan${planFlag(run)}`,
  );
}

/** The error for an item of the program that the hire's traits leave out; undefined for any other text. */
function outNamed(run: Plans, text: string): UserError | undefined {
  const asked = normaliseName(text);
  const out = run.plan.out.find(({ ref, item }) => [ref, item.id, normaliseName(item.title)].includes(asked));
  if (!out) return undefined;
  const { ref, item, unmet } = out;
  return new UserError(
    `${ref} ${item.title} is not in this plan: ${unmetText(unmet)}`,
    `another answer: pm-onboard reschedule${run.called === undefined ? '' : ` ${run.called}`} --trait ${unmet.trait}`,
  );
}

/** Which numbers there are, for one that isn't among them. */
function numberHint({ program, plan }: Plans, text: string): string | undefined {
  const [, number] = /^\s*(\d+)\.\d+\s*$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const phase = program.phases[Number(number) - 1];
  if (!phase)
    return `the phases are ${program.phases.map(({ title }, at) => `${at + 1} ${title}`).join(', ')}`;
  const refs = plan.items.flatMap(({ phase: of, ref }) => (of === phase.id ? [ref] : []));
  return refs.length > 0 ? `"${phase.title}" has ${spanOf(refs)}` : `"${phase.title}" has no items`;
}

/** The entry with the nearest name; else those that have words near to all of the text's. */
function nearHint(known: readonly Known[], text: string): string | undefined {
  const near = nearestOf(known, text, ({ id, title, ref }) => [id, title, ref || id]);
  const words = normaliseName(text)
    .split(/[\s-]+/)
    .filter(({ length }) => length > 3);
  const like = near ? [near] : words.length === 0 ? [] : known.filter(({ title }) => hasWords(title, words));
  if (like.length === 0 || like.length > 3) return undefined;
  return `did you mean ${like.map(({ ref, id, title }) => `${ref || id}, ${title}`).join('; or ')}?`;
}

/** Whether each word is near to one of the title's that begins with the same letter, as most mistyped words do. */
function hasWords(title: string, words: readonly string[]): boolean {
  const there = normaliseName(title).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => nearest(word, there).some(([first]) => first === word[0]));
}

function planFlag({ called, usual, run }: Plans): string {
  return called === undefined || usual === undefined
    ? ''
    : hireFlag({ called, usual, ...(run === undefined ? {} : { run }) });
}

function lineOf({ ref, item }: PlannedItem): string {
  return `  ${ref}  ${item.title}`;
}
