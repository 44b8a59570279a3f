/** What `reschedule` makes of its flags: another start, another calendar of the hire's own, or both. */
import type { Fact } from '../progress/event.ts';
import type { OpenRun } from '../session/run.ts';
import { quoted } from '../shell.ts';
import { takeDate } from './asking.ts';
import { type CalendarFlags, calendarFrom } from './calendar-flags.ts';
import { startFrom } from './intake.ts';

export interface RescheduleFlags extends CalendarFlags {
  readonly start?: string;
}

/** The start is asked for where nothing else is to change. */
export async function takeChanges({ session, progress }: OpenRun, flags: RescheduleFlags): Promise<Fact[]> {
  const calendar = calendarFrom(session, flags);
  if (calendar && flags.start === undefined) return [calendar];
  const start = await takeDate(session, flags.start, {
    flag: '--start',
    question: `First day of ${progress.hire.name}`,
    check: startFrom,
  });
  return [
    ...(start === progress.hire.start ? [] : [{ kind: 'rescheduled', start } as const]),
    ...(calendar ? [calendar] : []),
  ];
}

/** The command that does what was only looked at. */
export function commandFor(
  { called }: OpenRun,
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
