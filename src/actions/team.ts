/** The hires that `team` lists, with what is said of all of them together. */
import { attempt } from '../errors.ts';
import { isOver } from '../progress/reduce.ts';
import { isOfSameBytes } from '../session/checklist-bytes.ts';
import { type KeptRun, readMembers } from '../session/members.ts';
import { checklistsUnderWay } from '../session/open-checklists.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { type Chosen, chosenTeam, type TeamFilter } from '../view/team-choice.ts';
import type { Kept } from '../workspace/kept.ts';
import { movedOnCheck } from '../workspace/program-files.ts';
import { listRuns } from '../workspace/records.ts';

/**
 * The hires that the filter leaves, each as `show` shows it.
 * @param kept as for {@link readMembers}
 */
export async function teamOf<Shown>(
  session: Session,
  filter: TeamFilter,
  show: (run: OpenRun) => Shown,
  kept?: Kept<KeptRun<Shown>>,
): Promise<Chosen<Shown>> {
  const { workspace, today, config } = session;
  const { runs, unread, programOf } = await readMembers(session, filter, show, kept);
  const ofHere = runs.map(({ member }) => member).filter((each) => !isOver(each) && each.isKeptHere);
  const programs = new Map(ofHere.map(({ hire }) => [hire.digest, programOf(hire.digest)]));
  const isMoved = await movedOnCheck(session, [...programs.values()]);
  const checklists = listRuns(workspace).length;
  const isAll = filter.buddy === undefined && filter.holder === undefined && filter.program === undefined;
  const outdatedRuns = isAll && checklists > 0 ? await outdatedCount(session) : 0;
  const movedOn = (digest: string) => isMoved(programOf(digest));
  const rolesOf = (digest: string) => programOf(digest).roles;
  const team = { workspace, today, people: config.people, rolesOf, movedOn, outdatedRuns, checklists };
  return chosenTeam({ ...team, runs, unread }, filter);
}

async function outdatedCount(session: Session): Promise<number> {
  const { runs: all } = await checklistsUnderWay(session);
  const runs = all.filter((run) => !(attempt(() => isOfSameBytes(session, run)) ?? false));
  if (runs.length === 0) return 0;
  const { outdatedAmong } = await import('../session/checklist-now.ts');
  return (await outdatedAmong(session, runs)).length;
}
