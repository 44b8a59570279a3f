/** `doctor --unlock`: removes a lock whose owner this machine can't see, because a person says that nobody is at work. */
import { join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { keepCopy } from '../workspace/backups.ts';
import { lookAtLock, removeLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { lockOwnerText } from './checks/folders.ts';
import { namedHireOrTrace } from './records.ts';
import { breakDeadLock } from './repair.ts';

/** @throws UserError where the lock's owner is at work on this machine, or nobody says yes */
export async function unlock(session: Session, named: string, yes: boolean): Promise<Outcome> {
  const { workspace } = session;
  const { id, name } = namedHireOrTrace(session, named);
  const path = `${recordPath(workspace, id)}.lock`;
  const lock = lookAtLock(path);
  if (!lock) return { changes: [], remarks: [`The record of ${name} is not locked.`], hint: '' };
  const owner = lockOwnerText(lock);
  const held = `the record of ${name} is held by ${owner}`;
  if (lock.state === 'alive')
    throw new UserError(
      `${held}, which is at work on this machine`,
      'wait for it, or end that process; its lock is free then',
      exits.failed,
    );
  let copy: string | undefined;
  if (lock.state === 'dead') [copy] = await breakDeadLock(workspace, id);
  else {
    if (!yes && !(await isConfirmed(session, held)))
      return { changes: [], remarks: ['The lock stays as it is.'], hint: '' };
    copy = keepCopy(join(workspace, 'backups'), `${id}.lock.removed`, lock.bytes);
    if (!removeLock(path, lock))
      throw new UserError(
        `the lock of ${name} has changed meanwhile`,
        'somebody is at work; look again: pm-onboard doctor',
        exits.failed,
      );
  }
  return {
    changes: [`the record of ${name} is free again; it was held by ${owner}`],
    remarks: copy === undefined ? [] : [`The lock as it was: backups/${copy}`],
    hint: 'See that all is well: pm-onboard doctor',
  };
}

/** @throws UserError (exit 4) where nobody can be asked */
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
