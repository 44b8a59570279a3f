/** Works out what `status --short` says, and keeps it. */
import { join } from 'node:path';
import { countsFor } from '../bare.ts';
import type { Io } from '../io.ts';
import { shortLine } from '../render/short.ts';
import { openReading } from '../session/session.ts';
import { keeperFor } from './kept.ts';

/**
 * @param build names the build of the program; undefined: nothing is kept
 * @throws UserError as `status` does
 */
export async function sayShort(io: Io, build: string | undefined): Promise<void> {
  const keep = keeperFor(io, build);
  // Nobody is asked by a prompt.
  const session = await openReading(io, { input: false, command: 'status' });
  const { counts, error, lasts } = await countsFor(session);
  io.stdout.write(shortLine(counts, io));
  if (error !== undefined) throw error;
  const { settings, config, workspace, today } = session;
  if (!lasts || !keep) return;
  keep({
    counts,
    today,
    accessible: settings.accessible ?? false,
    bySystem: !io.env['PM_ONBOARD_AS'] && settings.me === undefined,
    more: Object.keys(config.calendarFiles).map((name) => join(workspace, name)),
  });
}
