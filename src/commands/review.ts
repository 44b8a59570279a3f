/** `review [hire]`: what waits for its reader and how it stands; with flags, or asked at a terminal, what they decide. */
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type ActFlags, isHire, saveActs, takeActs } from '../judging.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { dateFrom, type Globals, openRun, openSession } from '../session.ts';
import { viewStatus } from '../view/status.ts';
import { asReader, walk } from '../walk.ts';

export interface ReviewOptions extends Globals, Format, ActFlags {
  /** What happened from this day on, whatever was shown before. */
  readonly since?: string;
}

export async function review(io: Io, named: string | undefined, options: ReviewOptions): Promise<number> {
  const run = await asReader(await openRun(await openSession(io, options), named));
  const since = options.since === undefined ? undefined : dateFrom(options.since, '--since');
  const acts = await takeActs(run, options, since);
  const reads = options.json || options.markdown;
  if (acts.length > 0 && reads)
    throw new UserError(
      '--json and --markdown show a review, the other flags act on it',
      'do one after the other',
    );
  if (acts.length > 0) {
    printOutcome(io, (await saveActs(run, acts)).outcome);
    return exits.ok;
  }
  const input = { ...run, reader: run.session.by, ...(since === undefined ? {} : { since }) };
  printView(io, options, viewStatus(input), statusRenderer);
  if (run.session.mayAsk && !reads && !isHire(run)) await walk(run, since);
  return exits.ok;
}
