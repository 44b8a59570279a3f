/** The items that the arguments of `done`, `skip`, `reopen` and `book` name; from a group, the person at the terminal picks. */
import { exits, UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { type Entry, matchEntries } from '../session/item-argument.ts';
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
    throw new UserError(`nothing is ${state} in "${title}"`, `see what is: pm-onboard next${hireFlag(run)}`);
  }
  if (!run.session.mayAsk)
    throw new UserError(
      `"${title}" is a group; ${state} in it are`,
      `name those to be ${outcome}: pm-onboard ${command} ${first.ref}${hireFlag(run)}`,
      exits.needsInput,
      fitting.map((planned) => `  ${planned.ref}  ${planned.item.title}`),
    );
  const { askSeveral } = await import('../prompts.ts');
  const choices = fitting.map((planned) => ({ name: nameOf(planned), value: planned.item.id }));
  const picked = await askSeveral(`Which of "${title}" are to be ${outcome}?`, choices);
  return fitting.filter(({ item }) => picked.includes(item.id));
}
