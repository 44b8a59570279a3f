/** A run's task list: what the hire has to tick, by phase. */
import { isDone, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type ItemView, viewItem } from './item.ts';
import { viewHire } from './status.ts';

export type ExportView = ReturnType<typeof viewExport>;

export function viewExport(run: Run) {
  const { plan, program } = run;
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    programTitle: program.title,
    phases: plan.phases
      .filter(({ empty }) => !empty)
      .map(({ phase: { id, title }, due }) => ({
        id,
        title,
        due,
        items: plan.items
          .filter((planned) => planned.phase === id && isListed(planned))
          .map(
            (planned): ListedItemView => ({
              ...viewItem(planned, run),
              ticked: isDone(planned) || planned.state === 'in review',
            }),
          ),
      }))
      .filter(({ items }) => items.length > 0),
  };
}

export type ListView = ReturnType<typeof listOf>;

/** What the list says, which is little of what there is: each text of a view is looked at before it is printed. */
export function listOf({ hire, today, programTitle, phases }: ExportView) {
  return {
    hire: { name: hire.name },
    today,
    programTitle,
    phases: phases.map(({ title, due, items }) => ({
      title,
      due,
      items: items.map((item) => {
        const { ref, title, ticked, optional, takes, count, evidence, expired, validUntil } = item;
        const wish = { ref, title, ticked, optional, takes, count, validUntil, with: item.with };
        return { ...wish, evidence: { wanted: evidence.wanted }, ...(expired && { expired }) };
      }),
    })),
  };
}

export interface ListedItemView extends ItemView {
  /** Whether the hire has done it; whether it is signed off, too, doesn't matter. */
  readonly ticked: boolean;
}

/** Whether the hire has it to tick: what others do, and what was skipped, is in no list. */
function isListed({ item, state }: PlannedItem): boolean {
  return item.by === undefined && state !== 'skipped';
}
