/**
 * `duties`: the meetings and turns to come; `duties who`: who has a turn; `duties swap`: gives a turn to somebody else; `duties
 * prep`: what to prepare.
 */
import { type DutiesOptions, runDuties } from '../actions/duties/run.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../view/outcome.ts';

export function duties(
  io: Io,
  form: string | undefined,
  name: string | undefined,
  options: DutiesOptions,
): Promise<Outcome | undefined> {
  return runDuties(io, [form, name], options);
}
