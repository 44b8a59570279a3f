/** `reopen <item>`: opens an item again that was done or skipped; the history of the item stays. */
import { nextHint } from '../actions/afterwards.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { countOf } from '../view/item.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { countText } from '../view/words.ts';

export async function reopen(run: OpenRun, name: string): Promise<Outcome> {
  const planned = matchItem(run.program, run.plan, name);
  const { ref, item, progress } = planned;
  if (progress.closings.length === 0)
    return unchanged(`${ref} ${item.title} is open already.`, nextHint(run));
  const after = await saveFacts(
    run,
    progress.closings.map(({ id }) => ({ kind: 'reopened', item: item.id, of: id })),
  );
  return {
    changes: [`${ref} ${item.title}: open again`],
    remarks: [
      ...countStaysText(planned),
      ...(progress.judged
        ? [`The approval by ${progress.judged.by} was of that completion; the next one needs its own.`]
        : []),
    ],
    hint: nextHint(after),
  };
}

/** A remark for an item that its count had closed: what was counted stays, so the sum alone doesn't say that it is open. */
function countStaysText(planned: PlannedItem): string[] {
  const count = countOf(planned);
  if (!count || planned.progress.closedBy?.kind !== 'counted') return [];
  return [
    `What was counted stays, ${countText(count)}; it is done again once more is counted, or by \`done\`.`,
  ];
}
