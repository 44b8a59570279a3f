/** A run of the reader's own in the list of what they owe: how much of today's part is left. */
import { isToDo } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { isOver } from '../../progress/reduce.ts';
import { hireFlag } from '../words.ts';
import { type MineHire, viewMineHire } from './entries.ts';

export interface OwnView {
  readonly hire: MineHire;
  /** The number of today in the run; 0 before the first day at work. */
  readonly day: number;
  readonly lastDay: number;
  /** What is left of today's part, in the order in which to do it; empty on a day off. */
  readonly items: readonly OwnItemView[];
  /** How many minutes these take today. */
  readonly minutes: number;
  /** How many items there are to catch up on. */
  readonly overdue: number;
  /** Whether something is to do on other days. */
  readonly open: boolean;
  /** The command that shows the run. */
  readonly command: string;
}

export interface OwnItemView {
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** The address of the item's first link; null where it has none. */
  readonly link: string | null;
}

/** Nothing for a run that has ended. */
export function viewOwn(run: Run): OwnView[] {
  if (isOver(run.progress)) return [];
  const { plan, schedule } = run;
  const byId = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  const items = schedule().asked.flatMap(({ task, minutes }): OwnItemView[] => {
    const planned = byId.get(task.id);
    if (!planned) return [];
    const { ref, item } = planned;
    return [
      { ref, id: item.id, title: item.title, minutes: Math.round(minutes), link: item.links[0]?.url ?? null },
    ];
  });
  return [
    {
      hire: viewMineHire(run),
      day: plan.day,
      lastDay: plan.lastDay,
      items,
      minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
      overdue: plan.items.filter(({ overdue }) => overdue).length,
      open: plan.items.some(
        (planned) => planned.item.by === undefined && !planned.item.optional && isToDo(planned),
      ),
      command: `pm-onboard status${hireFlag(run)}`,
    },
  ];
}
