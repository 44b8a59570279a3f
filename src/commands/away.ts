/** `away [hire] --from DATE --to DATE`: days that don't count; `--remove` takes a leave back; without a date, the list. */
import type { CalendarDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { takeDate } from '../intake.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import type { Leave } from '../progress/fold.ts';
import { leavesIn } from '../progress/leaves.ts';
import { leavesRenderer } from '../render/leaves.ts';
import { dateFrom, type Globals, openRun, openSession, type Run, saveFacts } from '../session.ts';
import { awayOutcome, daysOf, leaveTakenBack, leaveText, viewLeaves } from '../view/away.ts';

export interface AwayOptions extends Globals {
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly remove?: boolean;
}

/** Whoever is away for longer has left. */
const mostDays = 366;

export async function away(io: Io, hire: string | undefined, options: AwayOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), hire);
  const { from, to, reason, remove } = options;
  if (remove) await takeBack(run, options);
  else if (from !== undefined || to !== undefined || reason !== undefined) await record(run, options);
  else printView(io, {}, viewLeaves(run, leavesIn(run.record)), leavesRenderer);
  return exits.ok;
}

async function record(run: Run, options: AwayOptions): Promise<void> {
  const { session, plan, calendar, progress } = run;
  const reason = reasonFrom(options.reason);
  const from = await takeDate(session, options.from, {
    flag: '--from',
    question: 'First day of the leave',
    check: (text) => dateFrom(text, '--from'),
  });
  const to = await takeDate(session, options.to, {
    flag: '--to',
    question: 'Last day of the leave',
    check: (text) => lastDayFrom(text, from, plan.start),
  });
  const until = calendar.leaveUntil(from);
  if (until && until >= to) {
    const remark = `${progress.hire.name} is away then already.`;
    printOutcome(session.io, { changes: [], remarks: [remark], hint: 'See all leave: pm-onboard away' });
    return;
  }
  const leave = { from, to, ...(reason ? { reason } : {}) };
  const after = await saveFacts(run, [{ kind: 'away', ...leave }]);
  printOutcome(session.io, awayOutcome(leave, progress.leaves, plan, after));
}

function reasonFrom(text: string | undefined): string | undefined {
  const reason = text?.trim();
  if (reason === '') throw new UserError('--reason: it is empty', 'say why in a few words, or leave it out');
  return reason;
}

function lastDayFrom(text: string, from: CalendarDate, start: CalendarDate): CalendarDate {
  const to = dateFrom(text, '--to');
  if (to < from)
    throw new UserError(`--to: ${to} is before --from ${from}`, 'give the last day of the leave');
  const days = daysOf({ from, to });
  if (days > mostDays)
    throw new UserError(
      `--to: ${from} to ${to} are ${days} days, the most is ${mostDays}`,
      'a leave has an end within a year; check the dates',
    );
  if (to < start)
    throw new UserError(
      `--to: ${to} is before the start, ${start}`,
      'only leave after it changes a due date',
    );
  return to;
}

async function takeBack(run: Run, options: AwayOptions): Promise<void> {
  const { session, plan, record } = run;
  if (options.reason !== undefined)
    throw new UserError('--remove takes no --reason', 'leave one of them out');
  const from = await takeDate(session, options.from, {
    flag: '--from',
    question: 'First day of the leave to take back',
    check: (text) => dateFrom(text, '--from'),
  });
  const to = options.to === undefined ? undefined : dateFrom(options.to, '--to');
  const meant = leavesIn(record).filter((leave) => leave.from === from && leave.to === (to ?? leave.to));
  const [leave] = meant;
  if (!leave) throw noSuchLeave(run, from, to);
  if (meant.some((other) => other.to !== leave.to))
    throw new UserError(`several leaves begin on ${from}`, 'say which with --to DATE', exits.usage, [
      ...meant.map((each) => `  ${each.from} to ${each.to}`),
    ]);
  // The same leave may have been recorded on two machines.
  const batches = [...new Set(meant.map(({ batch }) => batch))];
  const after = await saveFacts(
    run,
    batches.map((target) => ({ kind: 'undone', target })),
  );
  printOutcome(session.io, leaveTakenBack(leave, plan, after));
}

function noSuchLeave({ record, plan }: Run, from: CalendarDate, to: CalendarDate | undefined): UserError {
  const there = leavesIn(record).map((leave: Leave) => `  ${leave.from}  ${leaveText(leave, plan.today)}`);
  const asked = to === undefined ? '' : ` and ends on ${to}`;
  return new UserError(
    `no leave begins on ${from}${asked}`,
    there.length > 0 ? 'name the first day of one of these' : 'no leave is recorded',
    exits.usage,
    there,
  );
}
