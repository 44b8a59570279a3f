/** `log [hire]`: prints the history of a run: who did what, and when. */
import { type Format, printView } from '../output.ts';
import { logRenderer } from '../render/log.ts';
import { matchItem } from '../session/lookup.ts';
import type { OpenRun } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { viewLog } from '../view/log.ts';

interface LogOptions extends Format {
  readonly item?: string;
  readonly since?: string;
}

export async function log(run: OpenRun, options: LogOptions): Promise<undefined> {
  const view = viewLog(run, {
    ...(options.item === undefined ? {} : { item: matchItem(run.program, run.plan, options.item).item.id }),
    ...(options.since === undefined
      ? {}
      : { since: pastDateFrom(options.since, '--since', run.session.today) }),
  });
  printView(run.session.io, options, view, logRenderer);
}
