/** The calendars on which the shipped program is lived through. */
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';

export interface LivedCalendar {
  readonly calendar: CalendarConfig;
  readonly leaves: readonly Leave[];
}

/** Twelve days around the turn of the year, and Thanksgiving. */
const closure = [
  { date: '2026-11-26' as CalendarDate },
  ...Array.from({ length: 11 }, (_, day) => ({ date: addDays('2026-12-24', day) })),
];

export const calendars = {
  plain: { calendar: {}, leaves: [] },
  'four days': { calendar: { workingDays: ['mon', 'tue', 'wed', 'thu'] }, leaves: [] },
  'three days': { calendar: { workingDays: ['mon', 'tue', 'wed'] }, leaves: [] },
  closure: { calendar: { holidays: closure }, leaves: [] },
  leave: { calendar: {}, leaves: [{ from: '2026-12-21', to: '2027-01-01' }] },
  'Sunday to Thursday': { calendar: { workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] }, leaves: [] },
} as const satisfies Record<string, LivedCalendar>;

export type CalendarName = keyof typeof calendars;

export const shipped = await programIn(`${root}/checklists/product-manager`, { root, cwd: root });

/** Numbers from 0 to less than 1, the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
