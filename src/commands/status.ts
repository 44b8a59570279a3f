/** `status [hire]`: prints how far a hire is. */
import { exits } from '../errors.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { shortLine } from '../render/short.ts';
import { statusRenderer } from '../render/status.ts';
import { type OpenRun, withOthers } from '../session/run.ts';
import { sharingOf } from '../sync/shared-state.ts';
import { countsOfStatus } from '../view/short.ts';
import { type StatusView, viewStatus } from '../view/status.ts';

interface StatusOptions extends Format {
  /** Show every row, even if the rows do not fit on the screen. */
  readonly all?: boolean;
  /** Exit with 1 if an item that is shown is overdue in a run that is neither finished nor archived. */
  readonly exitCode?: boolean;
  /** How much there is to do, in one line. */
  readonly short?: boolean;
}

export async function status(opened: OpenRun, options: StatusOptions): Promise<number> {
  if (options.short) return inShort(opened, options);
  const run = await withOthers(opened);
  const { io, workspace } = run.session;
  const { json, plain } = options;
  const view = viewStatus(run, sharingOf(io, workspace, run.record), !json && !plain);
  await printView(io, options, view, statusRenderer(run, { all: options.all }), run.above);
  return codeFor(view, options);
}

function inShort(run: OpenRun, options: StatusOptions): number {
  const view = viewStatus(run, undefined, true);
  run.session.io.stdout.write(shortLine(countsOfStatus(view), run.session.io));
  return codeFor(view, options);
}

function codeFor(view: StatusView, { exitCode }: StatusOptions): number {
  return exitCode && view.overdue.length > 0 && !isOver(view) ? exits.found : exits.ok;
}
