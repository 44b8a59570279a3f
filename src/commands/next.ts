/** `next [hire]`: what the hire can do now, with all that is needed to do it. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { nextRenderer } from '../render/next.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openReading } from '../session/session.ts';
import { viewNext } from '../view/next.ts';

interface NextOptions extends Globals, Format {
  /** The most items to show. */
  readonly number: string;
}

export async function next(io: Io, hire: string | undefined, options: NextOptions): Promise<number> {
  const most = Number(options.number);
  if (!Number.isInteger(most) || most < 1) {
    throw new UserError(`-n: "${options.number}" is not a number of items`, 'give a whole number from 1');
  }
  const run = await openRun(await openReading(io, options), hire);
  printView(io, options, viewNext(run, most), nextRenderer(run));
  return exits.ok;
}
