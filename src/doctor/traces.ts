/** Finds the hire whom a repair is about: also one of whom only backups or a lock are left. */
import { join } from 'node:path';
import { nobodyYet, readHires } from '../session/hires.ts';
import { type HireEntry, matchHire } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { isHireId, listHires, namesInRuins } from '../workspace/records.ts';
import { backedUp } from '../workspace/restore.ts';
import { namesIn } from './look.ts';
import { lockName } from './names.ts';

/** @throws UserError where nobody or several can be meant */
export function tracedHire(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const present = new Set(listHires(workspace));
  const gone = [...new Set([...backedUp(workspace), ...lockedIn(workspace)])].filter(
    (id) => !present.has(id),
  );
  const hires: HireEntry[] = [
    ...readHires(session),
    ...gone.map((id) => ({ id, name: id, handles: [], ...namesInRuins(workspace, id) })),
  ];
  // One who was forgotten is nobody's to find by name.
  if (isHireId(named) && present.has(named) && !hires.some(({ id }) => id === named))
    return { id: named, name: named, handles: [] };
  if (hires.length === 0) throw nobodyYet(session);
  return matchHire(hires, named);
}

function lockedIn(workspace: string): string[] {
  return namesIn(join(workspace, 'hires')).flatMap((name) => lockName.exec(name)?.[1] ?? []);
}
