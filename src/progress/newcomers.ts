/** A run that is somebody's list for a newcomer, as a buddy's is: its hire is who looks after, and not who is new. */
import type { CalendarDate } from '../dates.ts';
import { bindingAt, type Progress } from './reduce.ts';

/** The role that a newcomer has in the list of whoever looks after them. */
export const newcomerRole = 'newcomer';

/** The names of those for whom a run is such a list; empty for any other run. */
export function newcomersOf(progress: Pick<Progress, 'bindings'>, on: CalendarDate): readonly string[] {
  return bindingAt(progress, newcomerRole, { on })?.people ?? [];
}
