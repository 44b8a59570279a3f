/** The runs of all hires as a list shows them, read one at a time; of a record that stayed as it was, nothing is worked out again. */
import { attempt } from '../errors.ts';
import { inTurn, readingRecords } from '../long-work.ts';
import type { Program } from '../program/model.ts';
import type { HireRecord } from '../progress/record.ts';
import { isAhead } from '../view/notices.ts';
import { isChosen, type Listed, memberOf, type TeamFilter } from '../view/team-choice.ts';
import type { Unread } from '../view/unread.ts';
import { type KeptList, keptList, worthKeeping } from '../workspace/kept.ts';
import { readPinned } from '../workspace/programs.ts';
import { besideEach, listHires, recordPath } from '../workspace/records.ts';
import { type OpenRun, recordReader } from './run.ts';
import type { Session } from './session.ts';

/** A run in a list, and what says whether it may still be shown as it was kept. */
export interface KeptRun<Shown> extends Listed<Shown> {
  /** The last instant of the record: a run is read again where the clock is behind it. */
  readonly latest: string;
}

interface Members<Shown> {
  readonly runs: Listed<Shown>[];
  readonly unread: Unread[];
  /** The pinned program of one of the runs. */
  readonly programOf: (digest: string) => Program;
}

/**
 * All hires who were not forgotten.
 * @param show what the list shows of a run; it is asked of those whom the filter leaves
 * @param kept what an earlier list of this kind has kept; absent: every run is read
 */
export async function readMembers<Shown>(
  session: Session,
  filter: TeamFilter,
  show: (run: OpenRun) => Shown,
  kept?: KeptList<KeptRun<Shown>>,
): Promise<Members<Shown>> {
  const { workspace, io } = session;
  const programs = new Map<string, Program | undefined>();
  const programOf = (digest: string) => {
    if (!programs.has(digest))
      programs.set(
        digest,
        attempt(() => readPinned(workspace, digest)),
      );
    return programs.get(digest);
  };
  const now = io.now();
  const isUsable = ({ member, shown, latest }: KeptRun<Shown>) =>
    !isAhead(latest, now) &&
    (shown !== undefined || !isChosen(member, filter)) &&
    programOf(member.hire.digest) !== undefined;
  const beside = besideEach(workspace);
  const ids = listHires(workspace);
  // To look up what was verified takes a file for each run; of many, what was worked out is kept in one.
  const read = recordReader(session, beside, ids.length < worthKeeping ? session.verified : undefined);
  const runs: Listed<Shown>[] = [];
  const unread: Unread[] = [];
  await inTurn(io, readingRecords, ids, (id) => {
    const look = beside(id).length > 0 ? undefined : kept?.look(id, recordPath(workspace, id));
    if (look?.known && isUsable(look.known)) {
      runs.push(look.known);
      return;
    }
    const found = read(id);
    if (found?.unread) unread.push(found.unread);
    if (!found?.run) return;
    const { record, pinned, progress } = found.run;
    programs.set(progress.hire.digest, pinned);
    const member = memberOf(found.run);
    const listed = { member, ...(isChosen(member, filter) ? { shown: show(found.run) } : {}) };
    runs.push(listed);
    if (member.notices.length === 0) look?.keep({ ...listed, latest: latestIn(record) });
  });
  kept?.save();
  return { runs, unread, programOf: (digest) => programOf(digest) as Program };
}

/**
 * What was kept of a list of all hires: the page of this workspace, for the day, the settings of the team, and what else is given.
 * @param list the name of the list
 * @param reader what the lists of several readers differ in
 */
export function keptMembers<Shown>(
  { io, workspace, today, config }: Session,
  list: string,
  reader: readonly unknown[],
): KeptList<KeptRun<Shown>> | undefined {
  if (listHires(workspace).length < worthKeeping) return undefined;
  return keptList(io, list, [workspace, ...reader], [today, config]);
}

function latestIn({ events }: HireRecord): string {
  return events.reduce((latest, { at }) => (at > latest ? at : latest), '');
}
