/** A phase: what it is for, until when, and its items with their states. */
import type { Run } from '../plan/run.ts';
import type { Phase } from '../program/model.ts';
import { viewItem } from './item.ts';
import { viewHire, viewPhase } from './status.ts';

export type ShowPhaseView = ReturnType<typeof viewShowPhase>;

/** @param phase one of the run's program */
export function viewShowPhase(phase: Phase, run: Run) {
  const { plan } = run;
  const at = plan.phases.findIndex((planned) => planned.phase.id === phase.id);
  const planned = plan.phases[at] as (typeof plan.phases)[number];
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    phase: {
      /** Its place among the phases, from 1; the numbers of its items begin with it. */
      number: at + 1,
      ...viewPhase(planned, run),
      /** What to look at in it. */
      focus: phase.focus,
    },
    groups: phase.groups
      .map(({ id, title }) => ({
        id,
        title,
        items: plan.items.filter(({ item }) => item.group === id).map(({ ref }) => ref),
      }))
      .filter(({ items }) => items.length > 0),
    items: plan.items.filter((each) => each.phase === phase.id).map((each) => viewItem(each, run)),
  };
}
