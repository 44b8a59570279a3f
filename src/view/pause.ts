/** Says why the hire has nothing to do just now: who has to act, or from which date on there is more. */
import { compareDates, longDate } from '../dates.ts';
import { unapproved } from '../plan/count.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { rolesOf } from '../program/model.ts';
import { guideOf, type RoleView, viewRole } from './item.ts';
import { askText, listText, roleNames } from './words.ts';

/** One or two sentences for a run in which no required item can be done now. */
export function pauseText(run: Run): string {
  const { items, today } = run.plan;
  const left = items.filter(({ item, state }) => !item.optional && state !== 'done' && state !== 'skipped');
  if (left.length === 0) return 'All that is required is done. Well done.';
  const [soonest] = left
    .flatMap(({ state, from }) => (state === 'open' && from ? [from] : []))
    .sort(compareDates);
  const actors = actorsOf(left, run);
  return [
    ...(soonest ? [`There is more for you from ${longDate(soonest, today)}.`] : []),
    ...(actors.length > 0 ? [`Now it is up to ${listText(actors)}.`] : []),
  ].join(' ');
}

/** `Grace (1.4, 2.10)`: who has to do or sign off which items; where nobody holds the role, also whom to ask. */
function actorsOf(items: readonly PlannedItem[], run: Run): string[] {
  const guide = guideOf(run);
  const refs = new Map<string, { role: RoleView; of: string[] }>();
  for (const { ref, item, state, progress } of items) {
    const ids =
      state === 'waiting' ? rolesOf(item.by) : state === 'in review' ? unapproved(item, progress) : [];
    if (ids.length === 0) continue;
    const role = viewRole(ids, run, state === 'waiting' ? 'any' : 'all');
    const who = roleNames(role);
    refs.set(who, { role, of: [...(refs.get(who)?.of ?? []), ref] });
  }
  return [...refs].map(([who, { role, of }]) => {
    const ask = role.people.length === 0 && guide ? `; ${askText(guide)}` : '';
    return `${who} (${shorten(of).join(', ')}${ask})`;
  });
}

function shorten(refs: readonly string[]): readonly string[] {
  return refs.length > 4 ? [...refs.slice(0, 3), '…'] : refs;
}
