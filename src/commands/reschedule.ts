/** `reschedule [hire] --start DATE`: moves the start; what is still to do follows, unless it was moved by hand. */
import { longDate } from '../dates.ts';
import { exits } from '../errors.ts';
import { startFrom, takeDate } from '../intake.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { makePlan } from '../plan/plan.ts';
import { rescheduleRenderer } from '../render/reschedule.ts';
import { type Globals, openRun, openSession, saveFacts } from '../session.ts';
import { nextHint } from '../view/done.ts';
import { viewReschedule } from '../view/reschedule.ts';

export interface RescheduleOptions extends Globals {
  readonly start?: string;
  readonly dryRun?: boolean;
}

export async function reschedule(
  io: Io,
  named: string | undefined,
  options: RescheduleOptions,
): Promise<number> {
  const session = await openSession(io, options);
  const run = await openRun(session, named);
  const { program, progress, calendar } = run;
  const { hire } = progress;
  const start = await takeDate(session, options.start, {
    flag: '--start',
    question: `First day of ${hire.name}`,
    check: startFrom,
  });
  const starts = `${hire.name} starts on ${longDate(start, session.today)}`;
  if (start === hire.start) {
    printOutcome(io, { changes: [], remarks: [`${starts} already.`], hint: nextHint(run) });
    return exits.ok;
  }
  if (options.dryRun) {
    const then = makePlan(program, { ...progress, hire: { ...hire, start } }, calendar, session.today);
    printView(io, {}, viewReschedule(run, then), rescheduleRenderer);
    const command = `pm-onboard reschedule ${hire.id} --start ${start}`;
    printOutcome(io, { changes: [], remarks: ['Nothing is written.'], hint: 'To do it:', command });
    return exits.ok;
  }
  const after = await saveFacts(run, [{ kind: 'rescheduled', start }]);
  printView(io, {}, viewReschedule(run, after.plan), rescheduleRenderer);
  const instead = `instead of ${longDate(hire.start, session.today)}`;
  printOutcome(io, { changes: [`${starts} ${instead}`], remarks: [], hint: nextHint(after) });
  return exits.ok;
}
