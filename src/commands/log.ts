/** `log [hire]`: who did what when. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { logRenderer } from '../render/log.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun } from '../session/run.ts';
import { dateFrom, type Globals, openSession } from '../session/session.ts';
import { viewLog } from '../view/log.ts';

export interface LogOptions extends Globals, Format {
  readonly item?: string;
  readonly since?: string;
}

export async function log(io: Io, hire: string | undefined, options: LogOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), hire);
  const view = viewLog(run, {
    ...(options.item === undefined ? {} : { item: matchItem(run.program, run.plan, options.item).item.id }),
    ...(options.since === undefined ? {} : { since: dateFrom(options.since, '--since') }),
  });
  printView(io, options, view, logRenderer);
  return exits.ok;
}
