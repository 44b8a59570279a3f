/**
 * The items that a command is about: those that its arguments name; of a group, those that the person at the terminal picks;
 * where none is named, those that the person picks from the items that the command could be about. One rule for all commands.
 */
import { compareDates, shortDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { isOwnDuty, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type Entry, matchEntries, matchItems } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { countOf } from '../view/item.ts';
import { countText, hireFlag } from '../view/words.ts';
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

/** A list of items to pick from. */
interface Offer {
  /** The command as it is typed before the item: `done`. */
  readonly command: string;
  /** What follows the item in a command: ` --cancel`. */
  readonly flag?: string;
  readonly question: string;
  readonly items: readonly PlannedItem[];
  /** What is said of an item behind its name; by default, {@link aboutItem}. */
  readonly about?: (planned: PlannedItem) => readonly string[];
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
  const items = byUse(run).filter(fits);
  if (items.length === 0) throw new UserError(`nothing is ${state} that could be ${outcome}`, seeNext(run));
  return pickSeveral(run, { command, question, items });
}

/** The items that a command shows or writes to: the named ones, or the one that the person picks among all. */
export async function itemsFor(
  run: OpenRun,
  command: string,
  names: readonly string[],
  question: string,
): Promise<PlannedItem[]> {
  if (names.length > 0) return matchItems(run, names);
  return pickOne(run, { command, question, items: byUse(run) });
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

/**
 * The items that the person at the terminal ticks in a list.
 * @param together says what is wrong with a choice of items, if something is
 * @returns empty where nothing is offered or ticked
 * @throws UserError (exit 4) that lists what is offered, where nobody can be asked
 */
export async function pickSeveral(
  run: OpenRun,
  offer: Offer,
  together: (picked: readonly PlannedItem[]) => string | true = () => true,
): Promise<PlannedItem[]> {
  const choices = choicesFor(run, offer);
  if (choices.length === 0) return [];
  const { askSeveral } = await import('../prompts.ts');
  const pickedFrom = (ids: readonly string[]) => offer.items.filter(({ item }) => ids.includes(item.id));
  return pickedFrom(await askSeveral(offer.question, choices, (ids) => together(pickedFrom(ids))));
}

/** As {@link pickSeveral}, for one item. */
export async function pickOne(run: OpenRun, offer: Offer): Promise<PlannedItem[]> {
  const choices = choicesFor(run, offer);
  if (choices.length === 0) return [];
  const { askOne } = await import('../prompts.ts');
  const id = await askOne(offer.question, choices);
  return offer.items.filter(({ item }) => item.id === id);
}

/**
 * All items, in the order in which people ask about them: what the hire has to do by its due date, what others have to do, then
 * what is closed, the latest first.
 */
export function byUse({ plan }: Run): PlannedItem[] {
  const closed = plan.items.filter((each) => each.progress.closedBy);
  const open = plan.items.filter((each) => !each.progress.closedBy);
  const byDue = open.sort((a, b) => compareDates(a.due, b.due));
  const closedOn = ({ progress, due }: PlannedItem) => progress.closedBy?.on ?? due;
  return [
    ...byDue.filter(isOwnDuty),
    ...byDue.filter((each) => !isOwnDuty(each)),
    ...closed.sort((a, b) => compareDates(closedOn(b), closedOn(a))),
  ];
}

/** How many items an error lists. */
const mostListed = 8;

/** @throws UserError (exit 4) where there is something to choose from, and nobody can be asked */
function choicesFor(run: OpenRun, { command, flag = '', items, about }: Offer) {
  const [first] = items;
  const lines = items.map((planned) =>
    [nameOf(planned), ...(about?.(planned) ?? aboutItem(planned, run))].join(', '),
  );
  if (first && !run.session.mayAsk)
    throw new UserError(
      'no item is named; it may be one of',
      `name it: pm-onboard ${command} ${first.ref}${flag}${hireFlag(run)}`,
      exits.needsInput,
      [
        ...lines.slice(0, mostListed).map((line) => `  ${line}`),
        ...(lines.length > mostListed ? [`  … and ${lines.length - mostListed} more`] : []),
      ],
    );
  return items.map(({ item, ref }, at) => ({ name: lines[at] ?? '', value: item.id, short: ref }));
}

/** `2 of 5 days`, and what it is: `since Mon 23 Nov`, `by Fri 4 Dec`, `done on Mon 23 Nov`. */
function aboutItem(planned: PlannedItem, { plan: { today } }: Run): string[] {
  const { due, overdue, state, progress } = planned;
  const count = countOf(planned);
  const when = progress.closedBy
    ? `${state} on ${shortDate(progress.closedBy.on, today)}`
    : overdue
      ? `since ${shortDate(due, today)}`
      : due === today
        ? 'today'
        : `by ${shortDate(due, today)}`;
  return [...(count ? [countText(count)] : []), when];
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
