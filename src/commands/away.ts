/**
 * `away [hire] --from DATE --to DATE`: records leave, which are days on which nothing is due; `--remove` takes leave back.
 * Without flags, `away` lists all leave.
 */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { type AwayOptions, shiftText, takeLeave, takeRecorded } from '../actions/away.ts';
import { longDate } from '../dates.ts';
import { printView } from '../output.ts';
import { isToDo, type Plan } from '../plan/plan.ts';
import type { Leave } from '../progress/reduce.ts';
import { leavesRenderer } from '../render/away.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { leaveText, viewLeaves } from '../view/away.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { heldText, hireFlag, listText } from '../view/words.ts';

export async function away(run: OpenRun, options: AwayOptions): Promise<Outcome | undefined> {
  const { from, to, remove } = options;
  if (remove) return takeBack(run, options);
  if (from !== undefined || to !== undefined) return record(run, options);
  await printView(run.session.io, {}, viewLeaves(run), leavesRenderer);
  return undefined;
}

async function record(run: OpenRun, options: AwayOptions): Promise<Outcome> {
  refuseOver(run);
  const leave = await takeLeave(run, options);
  if ((run.calendar.leaveUntil(leave.from) ?? '') >= leave.to)
    return unchanged(
      `${run.progress.hire.name} is away then already.`,
      `See all leave: pm-onboard away${hireFlag(run)}`,
    );
  return awayOutcome(leave, run, await saveFacts(run, [{ kind: 'away', ...leave }]));
}

async function takeBack(run: OpenRun, options: AwayOptions): Promise<Outcome> {
  refuseOver(run);
  const leaves = await takeRecorded(run, options);
  const after = await saveFacts(
    run,
    leaves.map(({ id, from, to }) => ({ kind: 'withdrawn', of: id, from, to })),
  );
  return {
    changes: [`taken back: the leave ${leaveText(leaves[0], run.plan.today)}`],
    remarks: shiftText(run.plan, after.plan),
    hint: nextHint(after),
  };
}

function awayOutcome(leave: Leave, before: OpenRun, after: OpenRun): Outcome {
  const { today } = after.plan;
  const overlapping = before.progress.leaves.filter(({ from, to }) => from <= leave.to && leave.from <= to);
  const overlaps = listText(overlapping.map((each) => leaveText(each, today)));
  return {
    changes: [`${after.progress.hire.name} is away ${leaveText(leave, today)}`],
    remarks: [
      ...(overlaps ? [`It overlaps with ${overlaps}; a day in both counts once.`] : []),
      ...(leave.to < today ? ['It is past; it counts all the same.'] : []),
      ...shiftText(before.plan, after.plan),
      ...stayingText(leave, after.plan),
    ],
    hint: nextHint(after),
  };
}

/** Sentences about the items that stay due during the leave because their due date was set by hand. */
function stayingText({ from, to }: Leave, { items, today }: Plan): string[] {
  const byHand = items.filter((planned) => isToDo(planned) && planned.byHand);
  const staying = byHand.filter(({ due }) => from <= due && due <= to);
  return staying.map(
    (planned) =>
      `${nameOf(planned)} stays due on ${longDate(planned.due, today)}, in the leave: ${heldText(planned)}.`,
  );
}
