/** `status [hire]`: where a hire stands. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { statusRenderer } from '../render/status.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openReading } from '../session/session.ts';
import { sharingOf } from '../sync/shared-state.ts';
import { viewStatus } from '../view/status.ts';

interface StatusOptions extends Globals, Format {
  /** Show every row, even if they do not fit on the screen. */
  readonly all?: boolean;
  /** Exit with 1 if something is overdue. */
  readonly exitCode?: boolean;
}

export async function status(io: Io, hire: string | undefined, options: StatusOptions): Promise<number> {
  const run = await openRun(await openReading(io, options), hire);
  const sharing = sharingOf(io, run.session.workspace, run.record);
  const view = viewStatus(run, sharing);
  printView(io, options, view, statusRenderer(run, { all: options.all }));
  return options.exitCode && view.overdue.length > 0 && !isOver(view) ? exits.found : exits.ok;
}
