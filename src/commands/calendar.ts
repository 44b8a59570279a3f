/** `calendar [hire]`: prints the hire's months, or with `--days-off` the list of days off and make-up days. */
import { type Format, printView } from '../output.ts';
import { calendarRenderer, daysOffRenderer } from '../render/calendar.ts';
import type { OpenRun } from '../session/run.ts';
import { viewCalendar, viewDaysOff } from '../view/calendar.ts';

interface CalendarOptions extends Format {
  readonly daysOff?: boolean;
}

export async function calendar(run: OpenRun, options: CalendarOptions): Promise<undefined> {
  const { io } = run.session;
  if (options.daysOff) await printView(io, options, viewDaysOff(run), daysOffRenderer);
  else await printView(io, options, viewCalendar(run), calendarRenderer);
}
