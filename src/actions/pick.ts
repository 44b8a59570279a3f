/**
 * The items that a command is about: those that its arguments name; of a group, those that the person at the terminal picks;
 * where none is named, those that the person picks in a list of offer.ts.
 */
import { exits, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type Entry, matchEntries, matchItems } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { hireFlag } from '../view/words.ts';
import { nameOf } from './afterwards.ts';

/** What a command does with the items of a group. */
interface Picking {
  /** The name of the command, and what the items are after it: `ticked off`. */
  readonly command: 'done' | 'skip' | 'reopen' | 'book';
  readonly outcome: string;
  /** What an item is that can be picked: `open`. */
  readonly state: 'open' | 'closed';
  readonly fits: (planned: PlannedItem) => boolean;
  /** Items to report where none can be picked: those with which the command was done already. */
  readonly already?: (planned: PlannedItem) => boolean;
}

/**
 * The named items; where none is named, those that the person ticks among all that the command could be about.
 * @param question asks which of them are meant
 * @throws UserError as {@link chosenItems} does; with exit 4 where nothing is named and nobody can be asked
 */
export async function namedOrPicked(
  run: OpenRun,
  names: readonly string[],
  question: string,
  picking: Picking,
): Promise<PlannedItem[]> {
  if (names.length > 0) return chosenItems(run, names, picking);
  const { command, fits, state, outcome } = picking;
  const { byUse, pickSeveral } = await import('./offer.ts');
  const items = byUse(run).filter(fits);
  if (items.length === 0) throw new UserError(`nothing is ${state} that could be ${outcome}`, seeNext(run));
  return pickSeveral(run, { command, question, items });
}

/** The items that a command is about: the named ones, or the one that the person picks among those that fit. */
export async function itemsFor(
  run: OpenRun,
  command: string,
  names: readonly string[],
  question: string,
  fits: (planned: PlannedItem) => boolean = () => true,
): Promise<PlannedItem[]> {
  if (names.length > 0) return matchItems(run, names);
  const { byUse, pickOne } = await import('./offer.ts');
  return pickOne(run, { command, question, items: byUse(run).filter(fits) });
}

function seeNext(run: Run): string {
  return `see what is: pm-onboard next${hireFlag(run)}`;
}

/**
 * The named items, each once, and for each named group the items of it that the person picks.
 * @throws UserError for a name that fits nothing, or a group of which nothing can be picked; with exit 4 for a group when
 *   nobody can be asked
 */
export async function chosenItems(
  run: OpenRun,
  names: readonly string[],
  picking: Picking,
): Promise<PlannedItem[]> {
  const chosen = new Set<PlannedItem>();
  for (const entry of matchEntries(run, names)) {
    const items = 'item' in entry ? [entry.item] : await pickFrom(run, entry, picking);
    for (const item of items) chosen.add(item);
  }
  return [...chosen];
}

/** The error for a closed item. @param outcome what can be done with open items alone: `moved` */
export function notToDo(planned: PlannedItem, run: OpenRun, outcome: string): UserError {
  const reopen = `pm-onboard reopen ${planned.ref}${hireFlag(run)}`;
  return new UserError(
    `${nameOf(planned)} is ${planned.state}`,
    `only what is still to do can be ${outcome}; open it again first: ${reopen}`,
  );
}

async function pickFrom(
  run: OpenRun,
  { group: { title }, items }: Extract<Entry, { group: unknown }>,
  { command, outcome, state, fits, already = () => false }: Picking,
): Promise<readonly PlannedItem[]> {
  const fitting = items.filter(fits);
  const [first] = fitting;
  if (!first) {
    const before = items.filter(already);
    if (before.length > 0) return before;
    throw new UserError(`nothing is ${state} in "${title}"`, seeNext(run));
  }
  if (!run.session.mayAsk)
    throw new UserError(
      `"${title}" is a group; ${state} in it are`,
      `name those to be ${outcome}: pm-onboard ${command} ${first.ref}${hireFlag(run)}`,
      exits.needsInput,
      fitting.map((planned) => `  ${planned.ref}  ${planned.item.title}`),
    );
  const { askSeveral } = await import('../prompts.ts');
  const choices = fitting.map((planned) => ({
    name: nameOf(planned),
    value: planned.item.id,
    short: planned.ref,
  }));
  const picked = await askSeveral(`Which of "${title}" are to be ${outcome}?`, choices);
  return fitting.filter(({ item }) => picked.includes(item.id));
}
