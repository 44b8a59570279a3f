/** `count <item> [n]`: adds to a countable item, and closes it when the target is reached. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { type ItemProgress, untouched } from '../progress/fold.ts';
import { type Globals, openRun, openSession, type Run, saveFacts } from '../session.ts';
import { changedItems, doneOutcome, nextHint } from '../view/done.ts';
import { viewItem } from '../view/item.ts';
import { closingCommand, countText, isRipe } from '../view/words.ts';

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
  const { item } = planned;
  if (planned.state === 'skipped') {
    throw new UserError(
      `${planned.ref} ${item.title} is skipped`,
      `open it again first: pm-onboard reopen ${planned.ref}`,
    );
  }
  const after = await saveFacts(run, ({ items }) => [
    { kind: 'counted', item: item.id, delta },
    ...closingFacts(planned, items.get(item.id) ?? untouched, delta),
  ]);
  report(io, planned, run, after);
  return exits.ok;
}

/** Reaching the target closes the item, unless a person has to: it wants evidence, or something comes first. */
function closingFacts(
  { item, due, state }: PlannedItem,
  { closedBy, counted }: ItemProgress,
  delta: number,
): Fact[] {
  const target = item.count?.target;
  const reached = target !== undefined && !closedBy && counted + delta >= target;
  const closes = reached && item.evidence === 'none' && state !== 'blocked';
  return closes ? [{ kind: 'done', item: item.id, title: item.title, due }] : [];
}

function report(io: Io, planned: PlannedItem, before: Run, after: Run): void {
  const [now = planned] = changedItems(after, [planned]);
  if (now.progress.closedBy && !planned.progress.closedBy) {
    printOutcome(io, doneOutcome([now], [], before, after));
    return;
  }
  const view = viewItem(now, { ...after, items: after.plan.items });
  const waits = view.blockedBy.length > 0 ? [`It waits for ${view.blockedBy.join(', ')}.`] : [];
  const ripe = isRipe(view) ? [`That is the target. Close it: ${closingCommand(view)}`] : [];
  printOutcome(io, {
    changes: [`${now.ref} ${now.item.title}: ${view.count ? countText(view.count) : ''}`],
    remarks: [...waits, ...ripe],
    hint: nextHint(after),
  });
}
