/** `move <item> --due DATE`: gives an item another due date for this hire; its due rule no longer counts. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { dayOfRun, takeDate } from '../actions/input.ts';
import { type CalendarDate, longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { shiftsOf } from '../plan/shift.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { dateFrom } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag, idleText, listText } from '../view/words.ts';

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
  return movedOutcome(planned, run, after);
}

/** The text as a date. @throws UserError for a date before the start, unless the item's own due rule is before the start */
function dueFrom(text: string, { item }: PlannedItem, run: Run): CalendarDate {
  return item.due.endsWith('before start') ? dateFrom(text, '--due') : dayOfRun(text, '--due', run);
}

/**
 * @param before the item with its former date
 * @param was the run before the move
 * @param run the run after it
 */
function movedOutcome(before: PlannedItem, was: Run, run: Run): Outcome {
  const { plan } = run;
  const now = plan.items.find(({ item }) => item.id === before.item.id) ?? before;
  const say = (date: CalendarDate) => longDate(date, plan.today);
  const end = plan.phases.at(-1)?.due;
  return {
    changes: [`${nameOf(now)}: due ${say(now.due)} instead of ${say(before.due)}`],
    remarks: [
      ...idleText(now.due, run.calendar, plan.today).map((text) => `${text}; it counts as it stands.`),
      ...(before.from && before.from > now.due
        ? [`It was planned for ${say(before.from)} at the earliest; it may now be done from its due date on.`]
        : []),
      ...(now.due < plan.today ? ['That is past, so it is to catch up now.'] : []),
      ...(end && now.due > end ? [`That is after the last phase, which ends on ${say(end)}.`] : []),
      ...earlierText(now, run),
      ...pushedText(now, was, run),
    ],
    hint: nextHint(run),
  };
}

/** Sentences about the items that the moved item waits for and that are due after it, each with the command that moves it. */
function earlierText({ due, dueBefore }: PlannedItem, run: Run): string[] {
  const { items, today } = run.plan;
  const later = items.filter(({ item }) => dueBefore.includes(item.id));
  return later.map(
    (other) =>
      `It waits for ${nameOf(other)}, due later, on ${longDate(other.due, today)}. To move that too: pm-onboard move ${other.ref} --due ${due}${hireFlag(run)}`,
  );
}

/** A sentence about the items that move along, because they wait for the moved one. */
function pushedText({ item }: PlannedItem, was: Run, { plan }: Run): string[] {
  const pushed = shiftsOf(was.plan, plan).filter(({ after }) => after.item.id !== item.id);
  const named = pushed.map(({ after }) => `${nameOf(after)}, due ${longDate(after.due, plan.today)}`);
  return named.length === 0 ? [] : [`What waits for it moves along: ${listText(named)}.`];
}
