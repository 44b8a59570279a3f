/** What was done and is no longer in the program: it goes by the title that it was done with. */
import type { Plan } from '../plan/plan.ts';
import type { EventOf } from '../progress/event.ts';
import type { Progress } from '../progress/reduce.ts';

type Completion = EventOf<'done'>;

/** The completions of items that the plan doesn't have. */
export function goneCompletions(plan: Plan, progress: Progress): Completion[] {
  const known = new Set(plan.items.map(({ item }) => item.id));
  return [...progress.items].flatMap(([id, { closedBy }]) =>
    closedBy?.kind === 'done' && !known.has(id) ? [closedBy] : [],
  );
}

export function titleOfGone({ title, item }: Completion): string {
  return title ?? item;
}
