/** What a change of dates did to items, in words. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { Plan, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { newlyLate, shiftsOf } from '../plan/shift.ts';
import type { Item } from '../program/model.ts';
import { viewRole } from './item.ts';
import { plural, roleNames } from './words.ts';

/** How many due dates it moved; first what it makes late. */
export function shiftText(before: Plan, after: Plan): string[] {
  const shifts = shiftsOf(before, after);
  const [first] = shifts;
  if (!first) return ['No due date moves.'];
  const { ref, item, due } = first.after;
  const say = (date: typeof due) => longDate(date, after.today);
  const late = newlyLate(shifts);
  return [
    ...(late.length > 0
      ? [`To catch up now: ${late.map((each) => `${each.ref} ${each.item.title}`).join(', ')}.`]
      : []),
    `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'moves' : 'move'}; next is ${ref} ${item.title}, due ${say(due)} instead of ${say(first.before.due)}.`,
  ];
}

/** `Sat 28 Nov is not in the working week`; nothing for a working day. */
export function idleText(date: CalendarDate, calendar: Calendar, today: CalendarDate): string[] {
  const kind = calendar.kindOf(date);
  if (kind === 'working') return [];
  const why = { weekend: 'is not in the working week', holiday: 'is a holiday', leave: 'is a day of leave' };
  return [`${longDate(date, today)} ${why[kind]}`];
}

/** Why an item doesn't move with the others. */
export function heldText({ item, progress }: PlannedItem): string {
  return item.added?.due === progress.moved ? 'it was added with that date' : 'it was moved by hand';
}

/** Who has to act, where that isn't the hire; or that nobody has to. */
export function actorText({ by, optional }: Item, run: Run): string {
  if (by !== undefined) return roleNames(viewRole(by, run));
  return optional ? 'optional' : '';
}
