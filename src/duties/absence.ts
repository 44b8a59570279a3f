/** Turns whose holder is away: a warning with a proposal, never a silent change. */
import { addDays, type CalendarDate } from '../dates.ts';
import { normaliseName } from '../progress/names.ts';
import type { Rotation } from './model.ts';
import { isMemberOn, type Turn, turnsOf } from './turns.ts';

/** Somebody's leave, both days included. */
export interface Absence {
  readonly name: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Who could have the turn instead; with `turn`, the two swap their turns. */
interface Proposal {
  readonly name: string;
  readonly turn?: Turn;
}

export interface AbsentHolder {
  readonly turn: Turn;
  /** The first and the last working day of the turn on which the holder is away. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Absent where everybody is away, or nobody else is in the rotation. */
  readonly proposal?: Proposal;
}

/** How far ahead somebody to swap with is looked for, in days. */
const reach = 26 * 7;

/**
 * The turns between two days whose holder is away on a working day of theirs. Proposed is a swap with the next one who is there
 * then, and whose own turn finds the absent one back; else a cover by anybody who is there.
 */
export function absentHolders(
  rotation: Rotation,
  [from, to]: readonly [CalendarDate, CalendarDate],
  absences: readonly Absence[],
  isWorking: (date: CalendarDate) => boolean,
): AbsentHolder[] {
  const awayIn = (name: string | null, turn: Turn): CalendarDate[] =>
    absences
      .filter((each) => name !== null && normaliseName(each.name) === normaliseName(name))
      .flatMap((each) => workingDays(each, turn, isWorking))
      .sort();
  const turns = turnsOf(rotation, from, addDays(to, reach));
  return turns
    .filter((turn) => turn.from <= to)
    .flatMap((turn) => {
      const days = awayIn(turn.holder, turn);
      const [first, last] = [days[0], days.at(-1)];
      if (first === undefined || last === undefined) return [];
      const proposal = proposalFor(rotation, turn, turns, awayIn);
      return [{ turn, from: first, to: last, ...(proposal ? { proposal } : {}) }];
    });
}

function proposalFor(
  rotation: Rotation,
  turn: Turn,
  turns: readonly Turn[],
  awayIn: (name: string | null, turn: Turn) => readonly CalendarDate[],
): Proposal | undefined {
  const others = turns.filter(
    ({ from, holder }) => from > turn.from && holder !== null && !isSame(holder, turn.holder),
  );
  const free = others.filter(({ holder }) => awayIn(holder, turn).length === 0);
  const back = free.find((other) => awayIn(turn.holder, other).length === 0);
  if (back?.holder) return { name: back.holder, turn: back };
  const [cover] = free.filter(({ holder }) => isMemberOn(rotation, holder ?? '', turn.from));
  return cover?.holder ? { name: cover.holder } : undefined;
}

function isSame(a: string, b: string | null): boolean {
  return b !== null && normaliseName(a) === normaliseName(b);
}

function workingDays(
  { from, to }: Absence,
  turn: Turn,
  isWorking: (date: CalendarDate) => boolean,
): CalendarDate[] {
  const days: CalendarDate[] = [];
  const last = to < turn.to ? to : turn.to;
  for (let day = from > turn.from ? from : turn.from; day <= last; day = addDays(day, 1))
    if (isWorking(day)) days.push(day);
  return days;
}
