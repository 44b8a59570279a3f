/** `preview`: prints the plan with its dates for a start date, without a hire. */

import { resolve } from 'node:path';
import { startFrom } from '../actions/input.ts';
import { takeTraits, traitsFrom } from '../actions/traits.ts';
import { mondayFrom } from '../dates.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { planRun } from '../plan/run.ts';
import { askingOnly, saidAtStart } from '../plan/traits.ts';
import { notBegun } from '../progress/reduce.ts';
import { monthsRenderer, previewRenderer } from '../render/preview.ts';
import { type Globals, openSession, readDate } from '../session/session.ts';
import { viewPreview } from '../view/preview.ts';
import { programFolderOf, programIn } from '../workspace/program-files.ts';
import { refuseLeadingOut } from '../workspace/within.ts';

interface PreviewOptions extends Globals, Format {
  readonly start?: string;
  /** The folder of the program to show. */
  readonly program?: string;
  /** Show months as tables. */
  readonly calendar?: boolean;
  /** Each text is `TRAIT=VALUE`. */
  readonly trait?: readonly string[];
}

export async function preview(io: Io, options: PreviewOptions): Promise<undefined> {
  const session = await openSession(io, options);
  const { workspace, config, today } = session;
  const named = options.program === undefined ? undefined : resolve(io.cwd, options.program);
  if (named !== undefined) refuseLeadingOut(named, io.cwd);
  const folder = named ?? programFolderOf(workspace, config, io.root);
  const program = await programIn(folder, io);
  const start =
    options.start === undefined
      ? mondayFrom(today)
      : readDate(io, options.start, '--start', (text) => startFrom(text, session));
  const given = await takeTraits(session, program, traitsFrom(program, options.trait));
  const { record, progress } = notBegun(program.id, start);
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
