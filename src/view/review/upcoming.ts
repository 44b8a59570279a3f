/** What lies ahead of the hire until about the next review. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import { isToDo } from '../../plan/plan.ts';
import type { Phase } from '../../program/model.ts';
import { isOver } from '../../progress/fold.ts';
import type { ItemView } from '../item.ts';
import type { RunInput } from '../status.ts';
import { itemsIn } from './items.ts';

/** Required, not late, and to be begun by then, by due date; without those that have another place. */
export function viewUpcoming(
  input: RunInput,
  until: CalendarDate,
  isElsewhere: (id: string) => boolean,
): ItemView[] {
  const { plan, progress } = input;
  if (isOver(progress)) return [];
  return plan.items
    .filter((planned) => isToDo(planned) && !planned.item.optional)
    .filter(({ item, due, begin }) => due >= plan.today && begin <= until && !isElsewhere(item.id))
    .sort((a, b) => compareDates(a.due, b.due))
    .map(itemsIn(input));
}

/** The phase that begins by then, if one does. */
export function nextPhase({ plan, progress }: RunInput, until: CalendarDate): Phase | undefined {
  if (isOver(progress)) return undefined;
  const at = plan.phases.findIndex(({ due }) => due >= plan.today);
  const ends = plan.phases[at]?.due;
  return ends !== undefined && ends <= until ? plan.phases[at + 1]?.phase : undefined;
}
