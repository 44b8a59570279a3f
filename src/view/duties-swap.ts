/** Whose turns a swap or a cover changes, as `duties swap` says it before anything is written. */
import { addDays, type CalendarDate } from '../dates.ts';
import { type Handing, withHandings } from '../duties/covers.ts';
import type { Rotation } from '../duties/model.ts';
import { turnOn, turnsOf } from '../duties/turns.ts';
import { normaliseName } from '../progress/names.ts';

interface HandedView {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly was: string | null;
  readonly is: string;
}

export interface DutiesSwapView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  readonly rotation: string;
  readonly title: string;
  readonly turns: readonly HandedView[];
  /** Who has two turns on end afterwards, with the first day of each. */
  readonly running: readonly {
    readonly name: string;
    readonly first: CalendarDate;
    readonly second: CalendarDate;
  }[];
}

export function viewSwap(
  rotation: Rotation,
  handings: readonly Handing[],
  today: CalendarDate,
): DutiesSwapView {
  const after = withHandings(rotation, handings);
  return {
    schemaVersion: 1,
    today,
    rotation: rotation.id,
    title: rotation.title,
    turns: handings.map(({ turn: { from, to, holder }, to: is }) => ({ from, to, was: holder, is })),
    running: runningIn(after, handings).filter(
      (each) => !runningIn(rotation, handings).some(({ first }) => first === each.first),
    ),
  };
}

/** The pairs of neighbouring turns of one person around those that are handed over. */
function runningIn(rotation: Rotation, handings: readonly Handing[]) {
  const found = new Map<CalendarDate, DutiesSwapView['running'][number]>();
  for (const { turn } of handings) {
    const around = turnsOf(rotation, addDays(turn.from, -1), addDays(turn.to, 1));
    for (const [at, { holder, from }] of around.entries()) {
      const next = around[at + 1];
      if (holder && next?.holder && normaliseName(next.holder) === normaliseName(holder))
        found.set(from, { name: holder, first: from, second: next.from });
    }
  }
  return [...found.values()];
}

/** The turn of a day, which somebody has; undefined where there is none, or nobody has it. */
export function heldTurnOn(rotation: Rotation, date: CalendarDate) {
  const turn = turnOn(rotation, date);
  return turn?.holder == null ? undefined : turn;
}
