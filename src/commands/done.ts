/**
 * `done [item…]`: ticks items off, asks for the evidence that they need, and names the items that became possible. Without an
 * item, the person at the terminal ticks in a list. All of it is one write.
 */
import { nextHint } from '../actions/afterwards.ts';
import {
  type DoneOptions,
  factsOf,
  noteFrom,
  proofFor,
  tickedOutcome,
  ticksFrom,
  tickThen,
  wantingProof,
} from '../actions/done.ts';
import { askEach } from '../actions/input.ts';
import { exits } from '../errors.ts';
import { printOutcome } from '../output.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { pastDateFrom } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';

/** @param names what the person typed for each item or group; none to be asked */
export async function done(
  run: OpenRun,
  names: readonly string[],
  options: DoneOptions,
): Promise<Outcome | number> {
  const { session } = run;
  if (options.from !== undefined)
    return (await import('../actions/done-from.ts')).doneFrom(run, options.from, options);
  const { on, evidence: given } = options;
  const day = on === undefined ? session.today : pastDateFrom(session, on, '--on', tickThen);
  const note = noteFrom(options);
  const { ticks, already, isOffered } = await ticksFrom(run, names, options, day);
  if (ticks.length + already.length === 0)
    return unchanged(
      isOffered ? 'Nothing was ticked off.' : 'Nothing is late, due today or under way.',
      nextHint(run),
    );
  const wanting = wantingProof(ticks, options);
  const asked = await askEach(wanting, (planned) => proofFor(run, planned, options));
  const kept = asked.interruption
    ? await (await import('../actions/done-asked.ts')).keptTicks(run, ticks, asked, wanting, options)
    : ticks;
  const facts = kept.flatMap((tick) => factsOf(tick, asked.answers.get(tick.planned), note));
  const after = facts.length > 0 ? await saveFacts(run, facts, day) : run;
  const outcome = tickedOutcome(kept, already, asked.answers, { before: run, after, given });
  if (!asked.interruption) return outcome;
  printOutcome(session.io, outcome, session.today);
  return exits.interrupted;
}
