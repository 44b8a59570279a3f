/**
 * `reschedule [hire] --start DATE`: moves the start, or changes the days on which the hire works; what is still to do
 * follows, unless it was moved by hand.
 */
import { type CalendarFlags, calendarFrom } from '../actions/calendar-flags.ts';
import { startFrom, takeDate } from '../actions/intake.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import type { Fact } from '../progress/event.ts';
import { rescheduleRenderer, wholeRescheduleRenderer } from '../render/reschedule.ts';
import { foresee, openRun, type Run, refuseOver, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { foreseenOutcome } from '../view/outcome.ts';
import { rescheduledOutcome, staysScheduled, viewReschedule } from '../view/reschedule.ts';

export interface RescheduleOptions extends Globals, CalendarFlags {
  readonly start?: string;
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
  const facts = await factsFrom(run, options);
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

/** The start is asked for where nothing else is to change. */
async function factsFrom({ session, progress }: Run, options: RescheduleOptions): Promise<Fact[]> {
  const calendar = calendarFrom(session, options);
  if (calendar && options.start === undefined) return [calendar];
  const start = await takeDate(session, options.start, {
    flag: '--start',
    question: `First day of ${progress.hire.name}`,
    check: startFrom,
  });
  return [
    ...(start === progress.hire.start ? [] : [{ kind: 'rescheduled', start } as const]),
    ...(calendar ? [calendar] : []),
  ];
}

function commandFor(
  { called }: Run,
  facts: readonly Fact[],
  { workingDays, holidays }: CalendarFlags,
): string {
  return [
    `pm-onboard reschedule ${called}`,
    ...facts.flatMap((fact) => (fact.kind === 'rescheduled' ? [`--start ${fact.start}`] : [])),
    ...(workingDays === undefined ? [] : [`--working-days ${quoted(workingDays)}`]),
    ...(holidays === undefined ? [] : [`--holidays ${quoted(holidays)}`]),
  ].join(' ');
}
