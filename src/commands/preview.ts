/** `preview`: the dated plan for a start date, before anyone starts. */
import { resolve } from 'node:path';
import { startFrom } from '../actions/intake.ts';
import { mondayFrom } from '../dates.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { Calendar } from '../plan/calendar.ts';
import { bindPeople } from '../plan/people.ts';
import { makePlan } from '../plan/plan.ts';
import { notBegun } from '../progress/fold.ts';
import { calendarRenderer, previewRenderer } from '../render/preview.ts';
import { type Globals, openSession } from '../session/session.ts';
import { viewPreview } from '../view/preview.ts';
import { programIn } from '../workspace/shipped.ts';
import { programFolderOf } from '../workspace/source-files.ts';

interface PreviewOptions extends Globals, Format {
  readonly start?: string;
  /** The program's folder. */
  readonly program?: string;
  /** As months. */
  readonly calendar?: boolean;
}

export async function preview(io: Io, options: PreviewOptions): Promise<number> {
  const { workspace, config, today } = await openSession(io, options);
  const folder =
    options.program === undefined
      ? programFolderOf(workspace, config, io.root)
      : resolve(io.cwd, options.program);
  const program = await programIn(folder, io);
  const start = options.start === undefined ? mondayFrom(today) : startFrom(options.start);
  const calendar = new Calendar([program.calendar, config.calendar]);
  const progress = notBegun(program.id, start);
  const view = viewPreview({
    program,
    progress,
    calendar,
    plan: makePlan(program, progress, calendar, start),
    people: bindPeople(program, progress, config.people),
  });
  printView(io, options, view, options.calendar ? calendarRenderer(calendar) : previewRenderer);
  return exits.ok;
}
