/** `count <item> [n]`: adds to a countable item, and closes it when the target is reached. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { type ItemProgress, untouched } from '../progress/fold.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { countedOutcome } from '../view/count.ts';

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
  printOutcome(io, countedOutcome(planned, run, after));
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
