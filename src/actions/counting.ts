/** What `count` makes of its item and its number. */
import { UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import type { ItemProgress } from '../progress/reduce.ts';
import { type Called, hireFlag } from '../shell.ts';

const most = 10_000;

/** @throws UserError for what is no whole number from 1 */
export function deltaFrom(text: string, hire: Called): number {
  const delta = Number(text);
  if (Number.isInteger(delta) && delta >= 1 && delta <= most) return delta;
  throw new UserError(
    `"${text}" is no number to add`,
    `give a whole number from 1; to take one back: pm-onboard undo${hireFlag(hire)}`,
  );
}

/** @throws UserError for an item that isn't counted, or not now */
export function refuseUncounted({ ref, item, state }: PlannedItem, hire: Called): void {
  if (!item.count)
    throw new UserError(
      `${ref} ${item.title} is not counted`,
      `tick it off: pm-onboard done ${ref}${hireFlag(hire)}`,
    );
  if (state === 'skipped')
    throw new UserError(
      `${ref} ${item.title} is skipped`,
      `open it again first: pm-onboard reopen ${ref}${hireFlag(hire)}`,
    );
}

/** Reaching the target closes the item, unless a person has to: it wants evidence, or something comes first. */
export function countFacts(
  { item, due, state }: PlannedItem,
  { closedBy, counted }: ItemProgress,
  delta: number,
): Fact[] {
  const target = item.count?.target;
  const reached = target !== undefined && !closedBy && counted + delta >= target;
  const closes = reached && item.evidence === 'none' && state !== 'blocked';
  return [
    { kind: 'counted', item: item.id, delta },
    ...(closes ? [{ kind: 'done', item: item.id, title: item.title, due } as const] : []),
  ];
}
