/** What lies ahead of the hire until about the next review. */

import { type CalendarDate, compareDates } from '../../dates.ts';
import { isToDo } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import type { Phase } from '../../program/model.ts';
import { isOver } from '../../progress/reduce.ts';
import { type ItemView, viewItem } from '../item.ts';

/** Required, not late, and to be begun by then, by due date; without those that have another place. */
export function viewUpcoming(
  input: Run,
  until: CalendarDate,
  isElsewhere: (id: string) => boolean,
): ItemView[] {
  const { plan, progress } = input;
  if (isOver(progress)) return [];
  return plan.items
    .filter((planned) => isToDo(planned) && !planned.item.optional)
    .filter(({ item, due, begin }) => due >= plan.today && begin <= until && !isElsewhere(item.id))
    .sort((a, b) => compareDates(a.due, b.due))
    .map((planned) => viewItem(planned, input));
}

/** The phase that begins by then, if one does. */
export function nextPhase({ plan, progress }: Run, until: CalendarDate): Phase | undefined {
  if (isOver(progress)) return undefined;
  const at = plan.phases.findIndex(({ due }) => due >= plan.today);
  const ends = plan.phases[at]?.due;
  return ends !== undefined && ends <= until ? plan.phases[at + 1]?.phase : undefined;
}
