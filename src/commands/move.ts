/** `move [item…] --due DATE`: gives items another due date for this hire; their due rules no longer count. */

import { nameOf, nextHint } from '../actions/afterwards.ts';
import { dayOfRun, takeDate } from '../actions/input.ts';
import { itemsFor, notToDo } from '../actions/pick.ts';
import { type CalendarDate, longDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { shiftsOf } from '../plan/shift.ts';
import { endsBeforeStart } from '../plan/timeline.ts';
import type { Fact } from '../progress/event.ts';
import { dateFrom } from '../session/date-argument.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';
import { hireFlag, idleButTaken, listText } from '../view/words.ts';

interface MoveOptions {
  readonly due?: string;
}

/** @param names what the person typed for each item, list or range; none to be asked */
export async function move(run: OpenRun, names: readonly string[], options: MoveOptions): Promise<Outcome> {
  refuseOver(run);
  const chosen = await itemsFor(run, 'move', names, 'Which item gets another date?', isToDo);
  const closed = chosen.find((planned) => !isToDo(planned));
  if (closed) throw notToDo(closed, run, 'moved');
  const [only, ...others] = chosen;
  const what = only && others.length === 0 ? `is "${only.item.title}"` : `are the ${chosen.length} items`;
  const read = (text: string) => dueFrom(text, chosen, run);
  const due = await takeDate(run.session, options.due, '--due', `When ${what} to be due?`, read);
  const moving = chosen.filter((planned) => planned.due !== due);
  const already = chosen
    .filter((planned) => planned.due === due)
    .map((planned) => `${nameOf(planned)} is due then already, ${longDate(due, run.plan.today)}.`);
  if (moving.length === 0) return { changes: [], remarks: already, hint: nextHint(run) };
  const after = await saveFacts(
    run,
    moving.map(({ item }): Fact => ({ kind: 'moved', item: item.id, due })),
  );
  const { changes, remarks, hint } = movedOutcome(moving, run, after);
  return { changes, remarks: [...already, ...remarks], hint };
}

/** The text as a date. @throws UserError for a date before the start, unless the due rule of every item is before the start */
function dueFrom(text: string, items: readonly PlannedItem[], run: Run): CalendarDate {
  const { today } = run.plan;
  if (items.some(({ item }) => !endsBeforeStart(item.due))) return dayOfRun(text, '--due', run);
  return dateFrom(text, { flag: '--due', today, lies: 'ahead' });
}

/**
 * @param moved the items with their former dates
 * @param was the run before the move
 * @param run the run after it
 */
function movedOutcome(moved: readonly PlannedItem[], was: Run, run: Run): Outcome {
  const { plan } = run;
  const now = moved.map((before) => plan.items.find(({ item }) => item.id === before.item.id) ?? before);
  const say = (date: CalendarDate) => longDate(date, plan.today);
  const end = plan.phases.at(-1)?.due;
  const [due = plan.today] = now.map((planned) => planned.due);
  return {
    changes: moved.map(
      (before) =>
        `${nameOf(before)}: due ${say(due)}${before.undated ? ', which had no date' : ` instead of ${say(before.due)}`}`,
    ),
    remarks: [
      ...idleButTaken(due, run.calendar, plan.today),
      ...moved.flatMap(({ ref, from }) =>
        from && from > due
          ? [`${ref} was planned for ${say(from)} at the earliest; it may now be done from its due date on.`]
          : [],
      ),
      ...(due < plan.today ? ['That is past, so it is to catch up now.'] : []),
      ...(end && due > end ? [`That is after the last phase, which ends on ${say(end)}.`] : []),
      ...now.flatMap((planned) => earlierText(planned, run)),
      ...stayingText(now, was, run),
      ...pushedText(moved, was, run),
    ],
    hint: nextHint(run),
  };
}

/** Sentences about the items that the moved item waits for and that are due after it, each with the command that moves it. */
function earlierText({ ref, due, dueBefore }: PlannedItem, run: Run): string[] {
  const { items, today } = run.plan;
  const later = items.filter(({ item }) => dueBefore.includes(item.id));
  return later.map(
    (other) =>
      `${ref} waits for ${nameOf(other)}, due later, on ${longDate(other.due, today)}. To move that too: pm-onboard move ${other.ref} --due ${due}${hireFlag(run)}`,
  );
}

/** Sentences about the items that wait for a moved one and stay where they are, since they were moved by hand as well. */
function stayingText(moved: readonly PlannedItem[], was: Run, { plan }: Run): string[] {
  const own = moved.map(({ item }) => item.id);
  const later = new Set([...own, ...shiftsOf(was.plan, plan).map(({ after }) => after.item.id)]);
  const staying = plan.items.filter(
    ({ item, dueBefore }) => !own.includes(item.id) && dueBefore.some((id) => later.has(id)),
  );
  return staying.map((planned) => {
    const others = plan.items.filter(({ item }) => planned.dueBefore.includes(item.id));
    return `${nameOf(planned)}, moved by hand, stays due on ${longDate(planned.due, plan.today)}, before ${listText(others.map(({ ref }) => ref))}, which it waits for.`;
  });
}

/** A sentence about the items that move along, because they wait for a moved one. */
function pushedText(moved: readonly PlannedItem[], was: Run, { plan }: Run): string[] {
  const pushed = shiftsOf(was.plan, plan).filter(
    ({ after }) => !moved.some(({ item }) => item.id === after.item.id),
  );
  const named = pushed.map(({ after }) => `${nameOf(after)}, due ${longDate(after.due, plan.today)}`);
  const what = agreeing(moved.length, 'What waits for it moves along', 'What waits for them moves along');
  return named.length === 0 ? [] : [`${what}: ${listText(named)}.`];
}
