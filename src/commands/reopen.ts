/** `reopen [item…]`: opens items again that were done or skipped; the history of an item stays. */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { namedOrPicked } from '../actions/pick.ts';
import { longDate } from '../dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { countOf } from '../view/item.ts';
import type { Outcome } from '../view/outcome.ts';
import { unmetText } from '../view/traits.ts';
import { countText, listText } from '../view/words.ts';

/** @param names what the person typed for each item, list, range or group; none to be asked */
export async function reopen(run: OpenRun, names: readonly string[]): Promise<Outcome> {
  const chosen = await namedOrPicked(run, names, 'What is open again?', {
    command: 'reopen',
    outcome: 'opened again',
    state: 'closed',
    fits: isClosed,
  });
  const closed = chosen.filter(isClosed);
  const already = chosen
    .filter((planned) => !isClosed(planned))
    .map((planned) => `${nameOf(planned)} is open already.`);
  if (closed.length === 0)
    return {
      changes: [],
      remarks: already.length > 0 ? already : ['Nothing was opened.'],
      hint: nextHint(run),
    };
  const after = await saveFacts(run, closed.flatMap(reopenings));
  return {
    changes: closed.map((planned) => `${nameOf(planned)}: open again`),
    remarks: [
      ...already,
      ...closed.flatMap((planned) => [
        ...countStaysText(planned),
        ...judgedText(planned, after, closed.length > 1),
        ...outText(planned, after),
      ]),
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

function isClosed({ progress }: PlannedItem): boolean {
  return progress.closings.length > 0;
}

/** A fact for each completion: after a merge, an item may have several. */
function reopenings({ item, progress }: PlannedItem): Fact[] {
  return progress.closings.map(({ id }) => ({ kind: 'reopened', item: item.id, of: id }));
}

/** A remark for an item that stood in the plan only because it was done: the hire's traits are against it. */
function outText(planned: PlannedItem, { plan }: Run): string[] {
  const out = plan.out.find(({ item }) => item.id === planned.item.id);
  return out ? [`${nameOf(planned)} is not in this plan any more: ${unmetText(out.unmet)}.`] : [];
}

/** @param several whether the item has to be named, since others were opened too */
function judgedText({ ref, progress }: PlannedItem, { plan }: Run, several: boolean): string[] {
  const { judged, approvals = [] } = progress;
  if (!judged) return [];
  const names = listText([...new Set([...approvals, judged].map(({ by }) => by))]);
  const completion = several ? `that completion of ${ref}` : 'that completion';
  const when = longDate(judged.on, plan.today);
  return [`The approval by ${names}, on ${when}, was of ${completion}; the next one needs its own.`];
}
