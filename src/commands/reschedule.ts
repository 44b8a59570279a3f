/**
 * `reschedule [hire] --start DATE`: moves the start, or changes the days on which the hire works; what is still to do
 * follows, unless it was moved by hand.
 */
import { commandFor, type RescheduleFlags, takeChanges } from '../actions/rescheduling.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { rescheduleRenderer, wholeRescheduleRenderer } from '../render/reschedule.ts';
import { foresee, openRun, refuseOver, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { foreseenOutcome } from '../view/outcome.ts';
import { rescheduledOutcome, staysScheduled, viewReschedule } from '../view/reschedule.ts';

interface RescheduleOptions extends Globals, RescheduleFlags {
  readonly dryRun?: boolean;
  /** Every item that moves, however many lines that takes. */
  readonly all?: boolean;
}

export async function reschedule(
  io: Io,
  named: string | undefined,
  options: RescheduleOptions,
): Promise<number> {
  const run = await openRun(await openSession(io, options), named);
  refuseOver(run);
  const facts = await takeChanges(run, options);
  const view = viewReschedule(run, foresee(run, facts));
  const renderer = options.all ? wholeRescheduleRenderer : rescheduleRenderer;
  if (view.changes.length === 0) {
    printOutcome(io, staysScheduled(run, options));
    return exits.ok;
  }
  if (options.dryRun) {
    printView(io, {}, view, renderer);
    printOutcome(io, foreseenOutcome(commandFor(run, facts, options)));
    return exits.ok;
  }
  const after = await saveFacts(run, facts);
  printView(io, {}, viewReschedule(run, after), renderer);
  printOutcome(io, rescheduledOutcome(run, after));
  return exits.ok;
}
