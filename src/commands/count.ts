/** `count <item> [n]`: adds to a countable item, and closes it when the target is reached. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { type Globals, openRun, openSession, type Run, saveFacts } from '../session.ts';
import { changedItems, doneOutcome, nextHint } from '../view/done.ts';
import { countOf } from '../view/item.ts';
import { countText } from '../view/words.ts';

export async function count(io: Io, name: string, n: string, options: Globals): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const planned = matchItem(run.program, run.plan, name);
  const delta = Number(n);
  if (!Number.isInteger(delta) || delta < 1 || delta > 10_000) {
    throw new UserError(
      `"${n}" is no number to add`,
      'give a whole number from 1; to take one back: pm-onboard undo',
    );
  }
  if (!planned.item.count) {
    throw new UserError(
      `${planned.ref} ${planned.item.title} is not counted`,
      `tick it off: pm-onboard done ${planned.ref}`,
    );
  }
  const closing = closingFact(planned, delta);
  const after = await saveFacts(run, [{ kind: 'counted', item: planned.item.id, delta }, ...closing]);
  report(io, planned, run, after, closing.length > 0);
  return exits.ok;
}

/** Reaching the target closes the item, unless it wants evidence: then a person closes it with `done`. */
function closingFact({ item, due, progress }: PlannedItem, delta: number): Fact[] {
  const target = item.count?.target;
  const reached = target !== undefined && !progress.closedBy && progress.counted + delta >= target;
  return reached && item.evidence === 'none' ? [{ kind: 'done', item: item.id, title: item.title, due }] : [];
}

function report(io: Io, planned: PlannedItem, before: Run, after: Run, closed: boolean): void {
  const [now = planned] = changedItems(after, [planned]);
  if (closed) {
    printOutcome(io, doneOutcome([now], [], before, after));
    return;
  }
  const view = countOf(now);
  const ripe = view && !now.progress.closedBy && view.target !== null && view.total >= view.target;
  printOutcome(io, {
    changes: [`${now.ref} ${now.item.title}: ${view ? countText(view) : ''}`],
    remarks: ripe
      ? [`That is the target; close it with its evidence: pm-onboard done ${now.ref} --evidence …`]
      : [],
    hint: nextHint(after),
  });
}
