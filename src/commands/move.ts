/** `move <item…> --due DATE`: gives items another due date for this hire; their due rules no longer count. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { dayOfRun, takeDate } from '../actions/input.ts';
import { type CalendarDate, longDate } from '../dates.ts';
import { UserError } from '../errors.ts';
import { isToDo, type Plan, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { dateFrom } from '../session/date-argument.ts';
import { matchItems } from '../session/item-argument.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { type Outcome, together } from '../view/outcome.ts';
import { hireFlag, idleText } from '../view/words.ts';

interface MoveOptions {
  readonly due?: string;
}

/** @param names what the person typed for each item, list or range */
export async function move(run: OpenRun, names: readonly string[], options: MoveOptions): Promise<Outcome> {
  refuseOver(run);
  const chosen = matchItems(run, names);
  const closed = chosen.find((planned) => !isToDo(planned));
  if (closed) throw notMovable(closed, run);
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
  const { changes, remarks, hint } = together(moving.map((planned) => movedOutcome(planned, after)));
  return { changes, remarks: [...already, ...remarks], hint };
}

function notMovable(planned: PlannedItem, run: Run): UserError {
  const reopen = `pm-onboard reopen ${planned.ref}${hireFlag(run)}`;
  return new UserError(
    `${nameOf(planned)} is ${planned.state}`,
    `only what is still to do can be moved; open it again first: ${reopen}`,
  );
}

/** The text as a date. @throws UserError for a date before the start, unless the due rule of every item is before the start */
function dueFrom(text: string, items: readonly PlannedItem[], run: Run): CalendarDate {
  const { today } = run.plan;
  if (items.some(({ item }) => !item.due.endsWith('before start'))) return dayOfRun(text, '--due', run);
  return dateFrom(text, { flag: '--due', today, lies: 'ahead' });
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
        ? [`${now.ref} was planned for ${say(now.from)} at the earliest; that rule stays.`]
        : []),
      ...(now.due < plan.today ? ['That is past, so it is to catch up now.'] : []),
      ...(end && now.due > end ? [`That is after the last phase, which ends on ${say(end)}.`] : []),
      ...waitingText(now, plan),
    ],
    hint: nextHint(run),
  };
}

/** Sentences about items that wait for the moved item but are due before it. */
function waitingText({ ref, item, due }: PlannedItem, { items, today }: Plan): string[] {
  const waiting = items.filter((other) => other.blockers.includes(item.id) && other.due < due);
  return waiting.map(
    (other) => `${nameOf(other)} waits for ${ref} and is due before, on ${longDate(other.due, today)}.`,
  );
}
