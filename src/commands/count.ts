/** `count [item] [n]`: adds to the count of an item, or of each in a list; it is done when its target is reached. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { countedOutcome, countFact } from '../actions/count.ts';
import { itemsFor } from '../actions/pick.ts';
import { UserError } from '../errors.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Called } from '../plan/run.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { type Outcome, reopenFirst, together, unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

/** The most that one command adds; a larger number is probably mistyped. */
const most = 10_000;

export async function count(run: OpenRun, name: string | undefined, n = '1'): Promise<Outcome> {
  const names = name === undefined ? [] : [name];
  const question = 'Which of them goes up by one?';
  const chosen = await itemsFor(run, 'count', names, question, isCounted);
  if (chosen.length === 0) return unchanged('Nothing that is still to do is counted.', nextHint(run));
  const delta = deltaFrom(n, run);
  for (const planned of chosen) refuseUncounted(planned, run);
  const after = await saveFacts(
    run,
    chosen.map((planned) => countFact(planned, delta)),
  );
  return together(chosen.map((planned) => countedOutcome(planned, run, after)));
}

function isCounted(planned: PlannedItem): boolean {
  return planned.item.count !== undefined && isToDo(planned);
}

/** The number to add. @throws UserError unless the text is a whole number from 1 to {@link most} */
function deltaFrom(text: string, hire: Called): number {
  const delta = Number(text);
  if (Number.isInteger(delta) && delta >= 1 && delta <= most) return delta;
  throw new UserError(
    `"${text}" can't be added`,
    `give a whole number from 1 to ${most}; to take one back: pm-onboard undo${hireFlag(hire)}`,
  );
}

/** @throws UserError for an item that has no count, or is skipped */
function refuseUncounted(planned: PlannedItem, hire: Called): void {
  const words = `${planned.ref}${hireFlag(hire)}`;
  if (!planned.item.count)
    throw new UserError(`${nameOf(planned)} is not counted`, `tick it off: pm-onboard done ${words}`);
  if (planned.state === 'skipped') throw new UserError(`${nameOf(planned)} is skipped`, reopenFirst(words));
}
