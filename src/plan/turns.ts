/** Who holds a role from today on: a cover ends, and whoever held the role before is back. */
import { addDays, type CalendarDate } from '../dates.ts';
import type { Progress } from '../progress/reduce.ts';
import { bindPeople, type Holder, type Run } from './run.ts';

/** Days on end on which the same people hold a role. */
export interface Turn {
  readonly from: CalendarDate;
  /** The last of these days; absent where no end is known. */
  readonly until?: CalendarDate;
  /** Empty where nobody holds the role. */
  readonly people: readonly Holder[];
}

/** Role → its turns, the first of them from today on; at least one for every role. */
export function turnsIn({ program, progress, team, plan }: Run): ReadonlyMap<string, readonly Turn[]> {
  const days = daysOfChange(progress, plan.today);
  const held = days.map((day) => bindPeople(program, progress, team.people, day));
  return new Map(
    [...(held[0] ?? new Map()).keys()].map((role: string) => {
      const turns: Turn[] = [];
      for (const [at, from] of days.entries()) {
        const people = held[at]?.get(role) ?? [];
        const last = turns.at(-1);
        if (last && namesOf(last) === namesOf({ people })) continue;
        if (last) turns[turns.length - 1] = { ...last, until: addDays(from, -1) };
        turns.push({ from, people });
      }
      return [role, turns] as const;
    }),
  );
}

/** Today, and the days after it on which a binding begins or has just ended, in ascending order. */
function daysOfChange({ bindings }: Progress, today: CalendarDate): CalendarDate[] {
  const days = [...bindings.values()].flat().flatMap(({ event: { from, to }, until }) => {
    if (until) return [];
    return [...(from ? [from] : []), ...(to ? [addDays(to, 1)] : [])];
  });
  return [...new Set([today, ...days.filter((day) => day > today)])].sort();
}

function namesOf({ people }: Pick<Turn, 'people'>): string {
  return people.map(({ name }) => name).join('\n');
}
