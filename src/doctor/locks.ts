/** The locks of a workspace and who holds them, and what processes left that are no more. */
import { join } from 'node:path';
import type { Leftover, LockFact } from '../view/doctor/facts.ts';
import { isLeft, lookAtLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { faultIn, lookOr, lstatOf, namesIn } from './look.ts';
import { besideLock, lockName, otherTemp, recordTemp } from './names.ts';

export function lockFacts(workspace: string): LockFact[] {
  return namesIn(join(workspace, 'hires')).flatMap((name) => {
    const hire = lockName.exec(name)?.[1];
    return hire === undefined ? [] : (lockFact(workspace, hire, `hires/${name}`) ?? []);
  });
}

function lockFact(workspace: string, hire: string, place: string): LockFact | undefined {
  try {
    const look = lookAtLock(join(workspace, place));
    return look && { hire, place, state: look.state, pid: look.pid, host: look.host, since: look.since };
  } catch (error) {
    faultIn(error);
    return { hire, place, state: 'no file', pid: 0, host: '' };
  }
}

export function leftovers(workspace: string, locks: readonly LockFact[]): Leftover[] {
  const isFree = (hire: string) => locks.every((lock) => lock.hire !== hire || lock.state === 'dead');
  const besideRecords = namesIn(join(workspace, 'hires')).flatMap((name) => {
    const place = `hires/${name}`;
    const [temp, claim] = [recordTemp.exec(name)?.[1], besideLock.exec(name)?.[1]];
    // Looked at again: it may have been at work between one look and the other.
    if (temp !== undefined && isFree(temp) && lstatOf(join(workspace, place))?.isFile())
      return [{ place, hire: temp }];
    return claim !== undefined && isLeftBeside(workspace, claim, name) ? [{ place, hire: claim }] : [];
  });
  return [...besideRecords, ...leftElsewhere(workspace)];
}

function isLeftBeside(workspace: string, hire: string, name: string): boolean {
  return lookOr(() => isLeft(`${recordPath(workspace, hire)}.lock`, name), false);
}

function leftElsewhere(workspace: string): Leftover[] {
  return ['programs/', ''].flatMap((folder) =>
    namesIn(join(workspace, folder))
      .filter((name) => otherTemp.test(name) && isAbandoned(join(workspace, folder, name)))
      .map((name) => ({ place: `${folder}${name}` })),
  );
}

/** So long after the last write nobody is at work on a file that has no lock. */
const abandonedAfter = 60 * 60_000;

/** Whether a file that no lock protects has been left by its writer. */
export function isAbandoned(path: string): boolean {
  const stat = lstatOf(path);
  return stat?.isFile() === true && Date.now() - stat.mtimeMs > abandonedAfter;
}
