/** `move <item> --due DATE`: gives an item a due date of the hire's own, exact, whatever its rule says. */
import { dayOfRun, takeDate } from '../actions/asking.ts';
import type { CalendarDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, openRun, refuseOver, saveFacts } from '../session/run.ts';
import { dateFrom, type Globals, openSession } from '../session/session.ts';
import { hireFlag } from '../shell.ts';
import { movedOutcome, staysOutcome } from '../view/move.ts';

interface MoveOptions extends Globals {
  readonly due?: string;
}

export async function move(io: Io, name: string, options: MoveOptions): Promise<number> {
  const session = await openSession(io, options);
  const run = await openRun(session, undefined);
  refuseOver(run);
  const planned = matchItem(run.program, run.plan, name);
  const { ref, item, state } = planned;
  if (!isToDo(planned))
    throw new UserError(
      `${ref} ${item.title} is ${state}`,
      `only what is still to do can be moved; open it again first: pm-onboard reopen ${ref}${hireFlag(run)}`,
    );
  const due = await takeDate(session, options.due, {
    flag: '--due',
    question: `When is "${item.title}" to be due?`,
    check: (text) => dueFrom(text, planned, run),
  });
  if (due === planned.due) {
    printOutcome(io, staysOutcome(planned, run));
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'moved', item: item.id, due }]);
  printOutcome(io, movedOutcome(planned, after));
  return exits.ok;
}

/** What is to be done before the start may be moved within the days before it. */
function dueFrom(text: string, { item }: PlannedItem, run: OpenRun): CalendarDate {
  return item.due.endsWith('before start') ? dateFrom(text, '--due') : dayOfRun(text, '--due', run);
}
