/**
 * Lists of items to pick from, for a command that names none: the items that it could be about. One rule for all commands. It
 * is a chunk of its own, since most commands name their item.
 */
import { compareDates, shortDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { isOwnDuty, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { OpenRun } from '../session/run.ts';
import { countOf } from '../view/item.ts';
import { countText, hireFlag } from '../view/words.ts';
import { nameOf } from './afterwards.ts';

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
  const { due, overdue, undated, state, progress } = planned;
  const count = countOf(planned);
  const when = progress.closedBy
    ? `${state} on ${shortDate(progress.closedBy.on, today)}`
    : overdue
      ? `since ${shortDate(due, today)}`
      : due === today && !undated
        ? 'today'
        : undated
          ? 'no date'
          : `by ${shortDate(due, today)}`;
  return [...(count ? [countText(count)] : []), when];
}
