/** The start of sharing on one more machine: the workspace is fetched, and who joined is remembered. */
import type { Io } from '../io.ts';
import type { OpenHire } from '../session/hires.ts';
import { cleanName } from '../session/lookup.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { joinSharing } from '../sync/join.ts';
import { askName, hireCalled, isKnownHere, knownName, rememberName } from '../sync/who.ts';
import type { Outcome } from '../view/outcome.ts';
import { joinedOutcome } from '../view/sync.ts';

export interface JoinFlags extends Globals {
  readonly me?: string;
}

interface Joined {
  readonly session: Session;
  readonly outcome: Outcome;
  /** Who joined, where they are a hire. */
  readonly hire: OpenHire | undefined;
}

/** @param dir the folder that is to hold it; absent: where commands look for one */
export async function join(io: Io, url: string, dir: string | undefined, flags: JoinFlags): Promise<Joined> {
  const me = flags.me === undefined ? undefined : cleanName(flags.me, '--me');
  const known = knownName(io, flags, me);
  const joined = await joinSharing(io, url, dir, io.interactive && flags.input);
  const session = await openSession(io, { ...flags, workspace: joined.workspace });
  const name = known ?? (await askName(session));
  const hire = hireCalled(session, name);
  rememberName(io, name, hire?.id);
  const isFound = joined.workspace === io.dirs.data;
  const joiner = { name, isHire: hire !== undefined, isKnown: isKnownHere(session, name), isFound };
  const outcome = joinedOutcome(joined, joiner, quoted);
  return { session, outcome, hire };
}
