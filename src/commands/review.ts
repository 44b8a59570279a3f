/** `review <hire>`: what you owe them, what went well, what is stuck, what to talk about. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printView } from '../output.ts';
import { namesOf } from '../progress/names.ts';
import { reviewRenderer } from '../render/review.ts';
import { dateFrom, type Globals, openRun, openSession } from '../session.ts';
import { viewReview } from '../view/review.ts';

export interface ReviewOptions extends Globals, Format {
  readonly since?: string;
}

export async function review(io: Io, hire: string | undefined, options: ReviewOptions): Promise<number> {
  const session = await openSession(io, options);
  const run = await openRun(session, hire);
  const known = [run.progress.hire, ...run.people.values(), ...Object.values(session.config.people)].flat();
  const view = viewReview(run, {
    by: session.by,
    isReader: namesOf(session.by, known),
    ...(options.since === undefined ? {} : { since: dateFrom(options.since, '--since') }),
  });
  printView(io, options, view, reviewRenderer);
  return exits.ok;
}
