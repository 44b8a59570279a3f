/** `log [hire]`: prints the history of a run: who did what, and when. */
import { withCommitters } from '../actions/committers.ts';
import { type Format, printParts, printView, wantsText } from '../output.ts';
import { logParts, logRenderer } from '../render/log.ts';
import { matchItems } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { openLog, viewLog } from '../view/log.ts';

interface LogOptions extends Format {
  readonly item?: string;
  readonly since?: string;
  /** Only what people wrote. */
  readonly notes?: boolean;
}

export async function log(run: OpenRun, options: LogOptions): Promise<undefined> {
  const { item: named, since, notes = false } = options;
  const found = openLog(await withCommitters(run), {
    notes,
    ...(named === undefined ? {} : { items: matchItems(run, [named]).map(({ item }) => item.id) }),
    ...(since === undefined ? {} : { since: pastDateFrom(run.session, since, '--since') }),
  });
  const { io } = run.session;
  // Of a long log, somebody may read the beginning alone.
  if (wantsText(options) && !io.speech) printParts(io, (page, safe) => logParts(found, page, safe));
  else await printView(io, options, viewLog(found), logRenderer);
}
