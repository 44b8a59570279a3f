/** `log [hire]`: prints the history of a run: who did what, and when. */
import { withCommitters } from '../actions/committers.ts';
import { type Format, printView } from '../output.ts';
import { logRenderer } from '../render/log.ts';
import { matchItems } from '../session/item-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { viewLog } from '../view/log.ts';

interface LogOptions extends Format {
  readonly item?: string;
  readonly since?: string;
  /** Only what people wrote. */
  readonly notes?: boolean;
}

export async function log(run: OpenRun, options: LogOptions): Promise<undefined> {
  const { item: named, since, notes = false } = options;
  const view = viewLog(await withCommitters(run), {
    notes,
    ...(named === undefined ? {} : { items: matchItems(run, [named]).map(({ item }) => item.id) }),
    ...(since === undefined ? {} : { since: pastDateFrom(run.session, since, '--since') }),
  });
  await printView(run.session.io, options, view, logRenderer);
}
