/** `log [hire]`: who did what when. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { logRenderer } from '../render/log.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openSession, pastDateFrom } from '../session/session.ts';
import { viewLog } from '../view/log.ts';

interface LogOptions extends Globals, Format {
  readonly item?: string;
  readonly since?: string;
}

export async function log(io: Io, hire: string | undefined, options: LogOptions): Promise<number> {
  const session = await openSession(io, options);
  const run = await openRun(session, hire);
  const view = viewLog(run, {
    ...(options.item === undefined ? {} : { item: matchItem(run.program, run.plan, options.item).item.id }),
    ...(options.since === undefined ? {} : { since: pastDateFrom(options.since, '--since', session.today) }),
  });
  printView(io, options, view, logRenderer);
  return exits.ok;
}
