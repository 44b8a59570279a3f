/** `preview`: prints the plan with its dates for a start date, without a hire. */

import { startFrom } from '../actions/input.ts';
import { checkedEnd, refuseEnd } from '../actions/last-day.ts';
import { folderNamed } from '../actions/programs.ts';
import { takeTraits, traitsFrom } from '../actions/traits.ts';
import { mondayFrom } from '../dates.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { Calendar } from '../plan/calendar.ts';
import { endFor, startFor } from '../plan/from-end.ts';
import { planRun } from '../plan/run.ts';
import { askingOnly, saidAtStart } from '../plan/traits.ts';
import type { Program } from '../program/model.ts';
import { notBegun } from '../progress/reduce.ts';
import { monthsRenderer, previewRenderer } from '../render/preview.ts';
import { type Globals, openSession, readDate, type Session } from '../session/session.ts';
import { viewPreview } from '../view/preview.ts';
import { programFolderOf, programIn } from '../workspace/program-files.ts';

interface PreviewOptions extends Globals, Format {
  readonly start?: string;
  /** The last day, for a program whose dates count back from it. */
  readonly end?: string;
  /** The id or the folder of the program to show. */
  readonly program?: string;
  /** Show months as tables. */
  readonly calendar?: boolean;
  /** Each text is `TRAIT=VALUE`. */
  readonly trait?: readonly string[];
}

export async function preview(io: Io, options: PreviewOptions): Promise<undefined> {
  const session = await openSession(io, options);
  const { workspace, config } = session;
  const folder =
    options.program === undefined
      ? programFolderOf(workspace, config, io.root)
      : folderNamed(session, options.program).folder;
  const program = await programIn(folder, io);
  const { start, end } = daysOf(session, program, options);
  const given = await takeTraits(session, program, traitsFrom(program, options.trait));
  const { record, progress } = notBegun(program.id, start, end);
  const source = {
    record,
    progress: { ...progress, traits: saidAtStart(given) },
    // The other traits aren't known: whatever depends on them is shown.
    pinned: askingOnly(program, new Set(given.keys())),
    now: io.now(),
  };
  const run = planRun({ ...source, called: '', usual: true }, config, start);
  const view = viewPreview(run);
  if (options.calendar) await printView(io, options, view, monthsRenderer(run.calendar));
  else await printView(io, options, view, previewRenderer);
}

/** The first day, else the next Monday; where the dates count back from the last day, that one, or the one that follows from the first. */
function daysOf(session: Session, program: Program, options: PreviewOptions) {
  const { io, today } = session;
  const read = (flag: '--start' | '--end', text: string | undefined) =>
    text === undefined ? undefined : readDate(io, text, flag, (typed) => startFrom(typed, session, flag));
  refuseEnd(program, options.end);
  const [start, end] = [read('--start', options.start), read('--end', options.end)];
  if (!program.anchor) return { start: start ?? mondayFrom(today), end: undefined };
  const calendar = new Calendar([program.calendar, session.config.calendar]);
  if (start !== undefined && end !== undefined) return { start: checkedEnd(start, end) && start, end };
  if (end !== undefined) return { start: startFor(program, calendar, end), end };
  const first = start ?? mondayFrom(today);
  return { start: first, end: endFor(program, calendar, first) };
}
