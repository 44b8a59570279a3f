/** `next [hire]`: prints the items that the hire can do now, with their details. */
import { UserError } from '../errors.ts';
import { type Format, printView } from '../output.ts';
import { nextRenderer } from '../render/next.ts';
import type { OpenRun } from '../session/run.ts';
import { viewNext } from '../view/next.ts';

interface NextOptions extends Format {
  /** How many items to show at most. */
  readonly number: string;
}

export async function next(run: OpenRun, options: NextOptions): Promise<undefined> {
  const most = Number(options.number);
  if (!Number.isInteger(most) || most < 1) {
    throw new UserError(`-n: "${options.number}" can't be used`, 'give a whole number from 1');
  }
  await printView(run.session.io, options, viewNext(run, most), nextRenderer(run));
}
