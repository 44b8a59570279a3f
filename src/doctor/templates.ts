/** The templates of checklists that are worked through, as far as they have changed: a chunk, for whoever has such runs. */
import { isOfDuty } from '../duties/checklist.ts';
import { dutiesName } from '../duties/read.ts';
import { grouped } from '../grouped.ts';
import { titleOf } from '../progress/record-id.ts';
import { outdatedAmong } from '../session/checklist-now.ts';
import type { Session } from '../session/session.ts';
import type { ChecklistSnapshot } from './checks/programs.ts';
import type { RunFacts } from './checks/records.ts';

/** A template, or the lines of a duty, that say something else now than the runs begun of them have. */
export async function editedTemplates(
  session: Session,
  runs: readonly RunFacts[],
): Promise<ChecklistSnapshot[]> {
  const groups = grouped(await outdatedAmong(session, runs), ({ progress }) => progress.hire.program);
  return [...groups].map(([id, same]) => ({
    place: isOfDuty(id) ? dutiesName : id,
    roles: {},
    behind: same.map(({ progress }) => titleOf(progress.hire)).sort(),
  }));
}
