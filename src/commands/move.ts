/** `move <item> --due DATE`: gives an item another due date for this hire; its due rule no longer counts. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { dayOfRun, takeDate } from '../actions/input.ts';
import { type CalendarDate, longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { isToDo, type Plan, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { dateFrom } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag, idleText } from '../view/words.ts';

interface MoveOptions {
  readonly due?: string;
}

export async function move(run: OpenRun, name: string, options: MoveOptions): Promise<Outcome> {
  refuseOver(run);
  const planned = matchItem(run.program, run.plan, name);
  const { ref, item, state } = planned;
  if (!isToDo(planned))
    throw new UserError(
      `${nameOf(planned)} is ${state}`,
      `only what is still to do can be moved; open it again first: pm-onboard reopen ${ref}${hireFlag(run)}`,
    );
  const question = `When is "${item.title}" to be due?`;
  const check = (text: string) => dueFrom(text, planned, run);
  const due = await takeDate(run.session, options.due, '--due', question, check);
  if (due === planned.due) {
    const remark = `${nameOf(planned)} is due then already, ${longDate(due, run.plan.today)}.`;
    return unchanged(remark, nextHint(run));
  }
  const after = await saveFacts(run, [{ kind: 'moved', item: item.id, due }]);
  return movedOutcome(planned, after);
}

/** The text as a date. @throws UserError for a date before the start, unless the item's own due rule is before the start */
function dueFrom(text: string, { item }: PlannedItem, run: Run): CalendarDate {
  return item.due.endsWith('before start') ? dateFrom(text, '--due') : dayOfRun(text, '--due', run);
}

/**
 * @param before the item with its former date
 * @param run the run after the move
 */
function movedOutcome(before: PlannedItem, run: Run): Outcome {
  const { plan } = run;
  const now = plan.items.find(({ item }) => item.id === before.item.id) ?? before;
  const say = (date: CalendarDate) => longDate(date, plan.today);
  const end = plan.phases.at(-1)?.due;
  return {
    changes: [`${nameOf(now)}: due ${say(now.due)} instead of ${say(before.due)}`],
    remarks: [
      ...idleText(now.due, run.calendar, plan.today).map((text) => `${text}; it counts as it stands.`),
      ...(now.from && now.from > now.due
        ? [`It was planned for ${say(now.from)} at the earliest; that rule stays.`]
        : []),
      ...(now.due < plan.today ? ['That is past, so it is to catch up now.'] : []),
      ...(end && now.due > end ? [`That is after the last phase, which ends on ${say(end)}.`] : []),
      ...waitingText(now, plan),
    ],
    hint: nextHint(run),
  };
}

/** Sentences about items that wait for the moved item but are due before it. */
function waitingText({ item, due }: PlannedItem, { items, today }: Plan): string[] {
  const waiting = items.filter((other) => other.blockers.includes(item.id) && other.due < due);
  return waiting.map(
    (other) => `${nameOf(other)} waits for it and is due before, on ${longDate(other.due, today)}.`,
  );
}
