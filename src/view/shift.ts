/** How many due dates a change moved, in words. */
import { longDate } from '../dates.ts';
import type { Plan } from '../plan/plan.ts';
import { newlyLate, shiftsOf } from '../plan/shift.ts';
import { plural } from './words.ts';

export function shiftText(before: Plan, after: Plan): string[] {
  const shifts = shiftsOf(before, after);
  const [first] = shifts;
  if (!first) return ['No due date moves.'];
  const { ref, item, due } = first.after;
  const say = (date: typeof due) => longDate(date, after.today);
  const late = newlyLate(shifts);
  return [
    `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'moves' : 'move'}; next is ${ref} ${item.title}, due ${say(due)} instead of ${say(first.before.due)}.`,
    ...(late.length > 0
      ? [`To catch up now: ${late.map((each) => `${each.ref} ${each.item.title}`).join(', ')}.`]
      : []),
  ];
}
