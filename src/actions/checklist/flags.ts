/** The flags of `run` that say how a run begins. */
import { UserError } from '../../errors.ts';

export interface BeginFlags {
  /** The day on which all of it is due; the dates then count back from it. */
  readonly due?: string;
  /** Whose run it is; whoever acts, if left out. */
  readonly owner?: string;
  /** Each text is `TRAIT=VALUE`. */
  readonly set?: readonly string[];
  /** Begin one more run of the same checklist for the same subject. */
  readonly anotherRun?: boolean;
}

/** @param typed the command, as typed, which begins nothing. @throws UserError for a flag that says how a run begins */
export function refuseToBegin(typed: string, { due, owner, set, anotherRun }: BeginFlags): void {
  const given = Object.entries({ '--due': due, '--owner': owner, '--set': set, '--another-run': anotherRun });
  const [flag] = given.find(([, value]) => value !== undefined) ?? [];
  if (flag) throw new UserError(`${typed}: ${flag} says how a run begins`, `leave out ${flag}`);
}
