import { type Format, printView } from '../output.ts';
import { nextRenderer } from '../render/next.ts';
import { countFrom } from '../session/number-argument.ts';
import type { OpenRun } from '../session/run.ts';
import { viewNext } from '../view/next.ts';

interface NextOptions extends Format {
  /** How many items to show at most. */
  readonly number: string;
}

export async function next(run: OpenRun, options: NextOptions): Promise<undefined> {
  const most = countFrom('-n', options.number);
  await printView(run.session.io, options, viewNext(run, most), nextRenderer(run));
}
