/**
 * `away [hire] --from DATE --to DATE`: records leave, days on which nothing is due; `--remove` takes leave back; without
 * a date, lists it.
 */
import { nextHint } from '../actions/afterwards.ts';
import { type AwayFlags, type ReasonedLeave, takeLeave, takeRecorded } from '../actions/away.ts';
import { longDate } from '../dates.ts';
import { printView } from '../output.ts';
import { isToDo, type Plan } from '../plan/plan.ts';
import { newlyLate, shiftsOf } from '../plan/shift.ts';
import { leavesRenderer } from '../render/away.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { leaveText, viewLeaves } from '../view/away.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { heldText, hireFlag, listText, plural } from '../view/words.ts';

interface AwayOptions extends AwayFlags {
  readonly remove?: boolean;
}

export async function away(run: OpenRun, options: AwayOptions): Promise<Outcome | undefined> {
  const { from, to, reason, remove } = options;
  if (remove) return takeBack(run, options);
  if ([from, to, reason].some((flag) => flag !== undefined)) return record(run, options);
  printView(run.session.io, {}, viewLeaves(run), leavesRenderer);
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
  const batches = new Set(leaves.map(({ batch }) => batch));
  const after = await saveFacts(
    run,
    [...batches].map((target) => ({ kind: 'undone', target })),
  );
  return {
    changes: [`taken back: the leave ${leaveText(leaves[0], run.plan.today)}`],
    remarks: shiftText(run.plan, after.plan),
    hint: nextHint(after),
  };
}

function awayOutcome(leave: ReasonedLeave, before: OpenRun, after: OpenRun): Outcome {
  const { today } = after.plan;
  const overlapping = before.progress.leaves.filter(({ from, to }) => from <= leave.to && leave.from <= to);
  const overlaps = listText(overlapping.map((each) => leaveText(each, today)));
  const reason = leave.reason ? `: ${leave.reason}` : '';
  return {
    changes: [`${after.progress.hire.name} is away ${leaveText(leave, today)}${reason}`],
    remarks: [
      ...(overlaps ? [`It overlaps with ${overlaps}; a day in both counts once.`] : []),
      ...(leave.to < today ? ['It is past; it counts all the same.'] : []),
      ...shiftText(before.plan, after.plan),
      ...stayingText(leave, after.plan),
    ],
    hint: nextHint(after),
  };
}

/** How many due dates move, after the names of the items that become late by it. */
function shiftText(before: Plan, after: Plan): string[] {
  const shifts = shiftsOf(before, after);
  const [first] = shifts;
  if (!first) return ['No due date moves.'];
  const { ref, item, due } = first.after;
  const [is, was] = [due, first.before.due].map((date) => longDate(date, after.today));
  const late = newlyLate(shifts).map((each) => `${each.ref} ${each.item.title}`);
  return [
    ...(late.length > 0 ? [`To catch up now: ${late.join(', ')}.`] : []),
    `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'moves' : 'move'}; next is ${ref} ${item.title}, due ${is} instead of ${was}.`,
  ];
}

/** Names the items that stay due during the leave because their date was set by hand. */
function stayingText({ from, to }: ReasonedLeave, { items, today }: Plan): string[] {
  return items
    .filter(
      (planned) => isToDo(planned) && planned.progress.moved && from <= planned.due && planned.due <= to,
    )
    .map(
      (planned) =>
        `${planned.ref} ${planned.item.title} stays due on ${longDate(planned.due, today)}, in the leave: ${heldText(planned)}.`,
    );
}
