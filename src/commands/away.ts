/**
 * `away [hire] --from DATE --to DATE`: records leave, which are days on which nothing is due; `--remove` takes leave back.
 * Without flags, `away` lists all leave.
 */
import { nameOf, nextHint } from '../actions/afterwards.ts';
import { takeDate, textFrom } from '../actions/input.ts';
import { type CalendarDate, longDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import { printView } from '../output.ts';
import { isToDo, type Plan } from '../plan/plan.ts';
import { newlyLate, shiftsOf } from '../plan/shift.ts';
import type { EventOf } from '../progress/event.ts';
import type { Leave } from '../progress/reduce.ts';
import { leavesRenderer } from '../render/away.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { dateFrom } from '../session/session.ts';
import { daysOf, leaveText, viewLeaves } from '../view/away.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { heldText, hireFlag, listText, plural } from '../view/words.ts';

interface AwayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
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

/** Says which items become late by the change of leave, then how many due dates move. */
function shiftText(before: Plan, after: Plan): string[] {
  const shifts = shiftsOf(before, after);
  const [first] = shifts;
  if (!first) return ['No due date moves.'];
  const [is, was] = [first.after.due, first.before.due].map((date) => longDate(date, after.today));
  const late = newlyLate(shifts).map(nameOf);
  return [
    ...(late.length > 0 ? [`To catch up now: ${late.join(', ')}.`] : []),
    `${plural(shifts.length, 'item')} ${shifts.length === 1 ? 'moves' : 'move'}; next is ${nameOf(first.after)}, due ${is} instead of ${was}.`,
  ];
}

/** Sentences about the items that stay due during the leave because their due date was set by hand. */
function stayingText({ from, to }: ReasonedLeave, { items, today }: Plan): string[] {
  const moved = items.filter((planned) => isToDo(planned) && planned.progress.moved);
  const staying = moved.filter(({ due }) => from <= due && due <= to);
  return staying.map(
    (planned) =>
      `${nameOf(planned)} stays due on ${longDate(planned.due, today)}, in the leave: ${heldText(planned)}.`,
  );
}

type ReasonedLeave = Leave & { readonly reason: string | undefined };

/** The longest leave, in calendar days; a longer one is probably a mistyped date. */
const mostDays = 366;

/** The leave to record. @throws UserError if it ends before it begins, is too long, or ends before the hire's start */
async function takeLeave({ session, plan }: OpenRun, flags: AwayOptions): Promise<ReasonedLeave> {
  const reason = textFrom(flags.reason, '--reason', 'say why in a few words, or leave it out');
  const from = await takeDate(session, flags.from, '--from', 'First day of the leave');
  const lastDay = (text: string) => lastDayFrom(text, from, plan.start);
  const to = await takeDate(session, flags.to, '--to', 'Last day of the leave', lastDay);
  return { from, to, reason };
}

/**
 * The events of the leave to take back; there are several if two machines have recorded the same leave.
 * @throws UserError when no recorded leave fits the flags, or several different ones fit
 */
async function takeRecorded(
  run: OpenRun,
  flags: AwayOptions,
): Promise<[EventOf<'away'>, ...EventOf<'away'>[]]> {
  const { session } = run;
  const from = await takeDate(session, flags.from, '--from', 'First day of the leave to take back');
  const to = flags.to === undefined ? undefined : dateFrom(flags.to, '--to');
  const meant = run.progress.leaves.filter((leave) => leave.from === from && leave.to === (to ?? leave.to));
  const [leave, ...others] = meant;
  if (!leave) throw noSuchLeave(run, from, to);
  if (others.every((other) => other.to === leave.to)) return [leave, ...others];
  const candidates = meant.map((each) => `  ${each.from} to ${each.to}`);
  throw new UserError(`several leaves begin on ${from}`, 'say which with --to DATE', exits.usage, candidates);
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

function noSuchLeave(
  { progress, plan }: OpenRun,
  from: CalendarDate,
  to: CalendarDate | undefined,
): UserError {
  const there = progress.leaves.map((leave) => `  ${leave.from}  ${leaveText(leave, plan.today)}`);
  const asked = to === undefined ? '' : ` and ends on ${to}`;
  return new UserError(
    `no leave begins on ${from}${asked}`,
    there.length > 0 ? 'name the first day of one of these' : 'no leave is recorded',
    exits.usage,
    there,
  );
}
