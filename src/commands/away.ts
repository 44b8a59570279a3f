/** `away [hire] --from DATE --to DATE`: days that don't count; `--remove` takes a leave back; without a date, the list. */
import { type LeaveFlags, takeLeave, takeRecorded } from '../actions/leave.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { leavesRenderer } from '../render/leaves.ts';
import { type OpenRun, openRun, refuseOver, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { awayAlready, awayOutcome, leaveTakenBack, viewLeaves } from '../view/away.ts';

interface AwayOptions extends Globals, LeaveFlags {
  readonly remove?: boolean;
}

export async function away(io: Io, hire: string | undefined, options: AwayOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), hire);
  const { from, to, reason, remove } = options;
  if (remove) await takeBack(run, options);
  else if ([from, to, reason].some((flag) => flag !== undefined)) await record(run, options);
  else printView(io, {}, viewLeaves(run), leavesRenderer);
  return exits.ok;
}

async function record(run: OpenRun, options: AwayOptions): Promise<void> {
  refuseOver(run);
  const { session, plan, calendar, progress } = run;
  const leave = await takeLeave(run, options);
  if ((calendar.leaveUntil(leave.from) ?? '') >= leave.to) {
    printOutcome(session.io, awayAlready(run));
    return;
  }
  const after = await saveFacts(run, [{ kind: 'away', ...leave }]);
  printOutcome(session.io, awayOutcome(leave, progress.leaves, plan, after));
}

async function takeBack(run: OpenRun, options: AwayOptions): Promise<void> {
  refuseOver(run);
  const leaves = await takeRecorded(run, options);
  const batches = new Set(leaves.map(({ batch }) => batch));
  const after = await saveFacts(
    run,
    [...batches].map((target) => ({ kind: 'undone', target })),
  );
  printOutcome(run.session.io, leaveTakenBack(leaves[0], run.plan, after));
}
