/** Who has which turn on a day, as `duties who` shows it. */
import { addDays, type CalendarDate } from '../dates.ts';
import type { Rotation } from '../duties/model.ts';
import { turnOn } from '../duties/turns.ts';
import { type DutiesInput, type TurnView, todayIn, viewTurn } from './duties.ts';

interface WhoHas {
  readonly id: string;
  readonly title: string;
  /** The day, by the calendar of the rotation's zone. */
  readonly on: CalendarDate;
  /** Null before the first turn, and after the last one. */
  readonly turn: TurnView | null;
  /** The turn after it; null where there is none. */
  readonly next: TurnView | null;
}

export interface DutiesWhoView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  readonly rotations: readonly WhoHas[];
}

/** @param on the day; absent: the present one in each rotation's zone */
export function viewWho(
  rotations: readonly Rotation[],
  on: CalendarDate | undefined,
  input: DutiesInput,
): DutiesWhoView {
  return {
    schemaVersion: 1,
    today: input.today,
    rotations: rotations.map((rotation) => {
      const date = on ?? todayIn(input, rotation.zone);
      const turn = turnOn(rotation, date);
      const next = turn && turnOn(rotation, addDays(turn.to, 1));
      const shown = (each: typeof turn) => (each ? viewTurn(rotation, each, input) : null);
      return { id: rotation.id, title: rotation.title, on: date, turn: shown(turn), next: shown(next) };
    }),
  };
}
