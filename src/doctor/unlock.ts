/** `doctor --unlock` removes a dead lock. If this machine can't see the owner, a person has to say that nobody is at work. */
import { join } from 'node:path';
import { cannot, exits, UserError } from '../errors.ts';
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { keepCopy } from '../workspace/backups.ts';
import { type LockLook, lookAtLock, removeLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { lockOwnerText } from './checks/folders.ts';
import { namedHireOrTrace } from './records.ts';
import { breakDeadLock } from './repair.ts';

/** @throws UserError if the lock's owner is at work on this machine, or if nobody can be asked and `--yes` is missing */
export async function unlock(session: Session, named: string, yes: boolean): Promise<Outcome> {
  const { workspace } = session;
  const { id, name } = namedHireOrTrace(session, named);
  const lock = lookAtLock(`${recordPath(workspace, id)}.lock`);
  if (!lock) return { changes: [], remarks: [`The record of ${name} is not locked.`], hint: '' };
  const owner = lockOwnerText(lock);
  const held = `the record of ${name} is held by ${owner}`;
  if (lock.state === 'alive')
    throw cannot(
      `${held}, which is at work on this machine`,
      'wait for it, or end that process; its lock is free then',
    );
  if (session.globals.dryRun)
    return {
      changes: [`the record of ${name} would be free; it is held by ${owner}`],
      remarks: [],
      hint: '',
    };
  const isDead = lock.state === 'dead';
  if (!isDead && !yes && !(await isConfirmed(session, held)))
    return { changes: [], remarks: ['The lock stays as it is.'], hint: '' };
  const [copy] = isDead ? await breakDeadLock(workspace, id) : [removeUnseen(workspace, id, name, lock)];
  return {
    changes: [`the record of ${name} is free again; it was held by ${owner}`],
    remarks: copy === undefined ? [] : [`The lock as it was: backups/${copy}`],
    hint: 'See that all is well: pm-onboard doctor',
  };
}

/** Asks whether to remove the lock. @throws UserError (exit 4) if nobody can be asked */
async function isConfirmed({ mayAsk }: Session, held: string): Promise<boolean> {
  if (!mayAsk)
    throw new UserError(
      `${held}; whether anybody is at work can't be seen from here`,
      'make sure that nobody is, then give --yes',
      exits.needsInput,
    );
  const { askYesNo } = await import('../prompts.ts');
  return askYesNo(`${held}. Is nobody at work there? Yes removes the lock`, false);
}

/**
 * Removes a lock because a person says that nobody is at work, which this machine can't see.
 * @returns the name of the copy in `backups/`
 * @throws UserError if the lock has changed since it was looked at
 */
function removeUnseen(workspace: string, id: string, name: string, lock: LockLook): string {
  const copy = keepCopy(join(workspace, 'backups'), `${id}.lock.removed`, lock.bytes);
  if (removeLock(`${recordPath(workspace, id)}.lock`, lock)) return copy;
  const hint = 'somebody is at work; look again: pm-onboard doctor';
  throw cannot(`the lock of ${name} has changed meanwhile`, hint);
}
