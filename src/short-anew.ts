/** Works out what `status --short` says, and keeps it. */
import { join } from 'node:path';
import { countsFor } from './bare.ts';
import { type Io, withoutRemarks } from './io.ts';
import { shortLine } from './render/short.ts';
import { openReading } from './session/session.ts';
import type { Keeper } from './workspace/kept-counts.ts';

/**
 * @param keep keeps what was said; undefined: nothing is kept
 * @throws UserError as `status` does
 */
export async function sayShort(io: Io, keep: Keeper | undefined): Promise<undefined> {
  // Nobody is asked by a prompt.
  const session = await openReading(withoutRemarks(io), { input: false, command: 'status' });
  const { counts, error, lasts } = await countsFor(session);
  io.stdout.write(shortLine(counts, io));
  if (error !== undefined) throw error;
  const { settings, config, workspace, today } = session;
  if (!lasts || !keep) return undefined;
  keep({
    counts,
    workspace,
    today,
    accessible: settings.accessible ?? false,
    bySystem: !io.env['PM_ONBOARD_AS'] && settings.me === undefined,
    more: Object.keys(config.calendarFiles).map((name) => join(workspace, name)),
  });
  return undefined;
}
