/**
 * `calendar [hire]`: prints the hire's months, or with `--days-off` the list of days off and make-up days; `--ics` writes what
 * is booked and to book as an iCalendar file. The checklists that are the hire's are in both, unless `--run` names one run.
 */
import { calendarFile, type IcsFlags, replacesCalendar } from '../actions/calendar.ts';
import { freePath, stream, writeOutput } from '../actions/output-file.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { calendarRenderer, daysOffRenderer } from '../render/calendar.ts';
import { safeLog } from '../render/safe.ts';
import { checklistsBeside } from '../session/open-checklists.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openReading } from '../session/session.ts';
import { viewCalendar, viewDaysOff } from '../view/calendar.ts';
import type { Outcome } from '../view/outcome.ts';
import { plural } from '../view/words.ts';

interface CalendarOptions extends Globals, Format, IcsFlags {
  readonly daysOff?: boolean;
  readonly ics?: boolean;
  readonly output?: string;
}

export async function calendar(
  io: Io,
  named: string | undefined,
  options: CalendarOptions,
): Promise<Outcome | undefined> {
  const session = await openReading(io, options);
  if (options.ics) {
    const { output = stream } = options;
    const path = output === stream ? undefined : freePath(io.cwd, output, replacesCalendar);
    const { name, entries, text } = await calendarFile(session, named, options);
    if (path === undefined) io.stdout.write(safeLog(text));
    else writeOutput(path, text);
    const size = entries.length === 0 ? 'nothing is booked or to book' : plural(entries.length, 'entry');
    return path === undefined
      ? undefined
      : { changes: [`${output}: ${size.replace(/ys$/, 'ies')}, for ${name}`], remarks: [], hint: '' };
  }
  const run = await openRun(session, named);
  if (options.daysOff) await printView(io, options, viewDaysOff(run), daysOffRenderer);
  else {
    const lists = isOver(run.progress) ? [] : await checklistsBeside(run);
    const going = lists.filter(({ progress }) => !isOver(progress));
    await printView(io, options, viewCalendar(run, going), calendarRenderer);
  }
  return undefined;
}
