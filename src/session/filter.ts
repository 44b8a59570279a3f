/** Reads the flags of a filter, and narrows the run to what they mean. A chunk: few runs have a filter. */
import { narrowed, type Wanted } from '../plan/filter.ts';
import { viewFilter } from '../view/filter.ts';
import { dateFrom } from './date-argument.ts';
import { matchPhase, matchRole } from './lookup.ts';
import type { FilterFlags, OpenRun } from './run.ts';

/** @throws UserError for a phase or a role that the program doesn't have, or a text that is no date */
export function narrowedBy(run: OpenRun, { phase, role, dueBefore }: FilterFlags): OpenRun {
  const { today } = run.session;
  const wanted: Wanted = {
    ...(phase === undefined ? {} : { phase: matchPhase(run.program, phase).id }),
    ...(role === undefined ? {} : { role: matchRole(run.program, role) }),
    ...(dueBefore === undefined
      ? {}
      : { dueBefore: dateFrom(dueBefore, { flag: '--due-before', today, lies: 'ahead' }) }),
  };
  const shown = narrowed(run, wanted);
  const ids = new Set(shown.plan.items.map(({ item }) => item.id));
  return { ...shown, narrowed: { whole: run, filter: viewFilter(shown, run, wanted), ids } };
}
