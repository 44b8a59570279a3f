/** Removes a lock of which nobody here can tell whether its holder lives, because a person says that nobody holds it. */
import { join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { HireEntry } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { holderText } from '../view/doctor/locks.ts';
import type { Outcome } from '../view/outcome.ts';
import { keepCopy } from '../workspace/backups.ts';
import { type LockLook, lookAtLock, removeLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { breakDead } from './repair.ts';
import { tracedHire } from './traces.ts';

/** @throws UserError where the holder is at work here, or nobody says yes */
export async function unlock(session: Session, named: string, yes: boolean): Promise<Outcome> {
  const { workspace } = session;
  const hire = tracedHire(session, named);
  const lock = `${recordPath(workspace, hire.id)}.lock`;
  const look = lookAtLock(lock);
  if (!look) return { changes: [], remarks: [`The record of ${hire.name} is not locked.`], hint: '' };
  if (look.state === 'alive')
    throw new UserError(
      `the record of ${hire.name} is held by ${holderText(look)}, which is at work on this machine`,
      'wait for it, or end that process; its lock is free then',
      exits.failed,
    );
  if (look.state === 'dead') return removed(hire, look, (await breakDead(workspace, hire.id))[0]);
  if (!(await isWanted(session, hire, look, yes)))
    return { changes: [], remarks: ['The lock stays as it is.'], hint: '' };
  const copy = keepCopy(join(workspace, 'backups'), `${hire.id}.lock.removed`, look.bytes);
  if (removeLock(lock, look)) return removed(hire, look, copy);
  throw new UserError(
    `the lock of ${hire.name} has changed meanwhile`,
    'somebody is at work; look again: pm-onboard doctor',
    exits.failed,
  );
}

function removed({ name }: HireEntry, look: LockLook, copy: string | undefined): Outcome {
  return {
    changes: [`the record of ${name} is free again; it was held by ${holderText(look)}`],
    remarks: copy === undefined ? [] : [`The lock as it was: backups/${copy}`],
    hint: 'See that all is well: pm-onboard doctor',
  };
}

/** @throws UserError (exit 4) where nobody can be asked */
async function isWanted(
  { mayAsk }: Session,
  hire: HireEntry,
  look: LockLook,
  yes: boolean,
): Promise<boolean> {
  if (yes) return true;
  const held = `the record of ${hire.name} is held by ${holderText(look)}`;
  if (!mayAsk)
    throw new UserError(
      `${held}; whether anybody is at work can't be seen from here`,
      'make sure that nobody is, then give --yes',
      exits.needsInput,
    );
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`${held}. Is nobody at work there, and the lock to be removed?`, false);
}
