/** The runs of checklists, opened for screens that show them beside those of hires. */
import { inTurn, readingRecords } from '../long-work.ts';
import { samePerson } from '../progress/names.ts';
import { isRecordId, titleOf } from '../progress/record-id.ts';
import { type Hire, isOver, type Progress } from '../progress/reduce.ts';
import type { Unread } from '../view/unread.ts';
import { listRuns, recordFolders } from '../workspace/records.ts';
import { type Checklist, readChecklists, withWord } from './checklists.ts';
import { allHires, endIn, fitting, namesAhead, readHires } from './hires.ts';
import { among, severalFit } from './lookup.ts';
import { type OpenRun, runOf } from './run.ts';
import { runEntryOf } from './run-entries.ts';
import type { Session } from './session.ts';

/** Runs of checklists, each with the word by which commands call it, and those that can't be read. */
interface OpenChecklists {
  readonly runs: OpenRun[];
  readonly unread: Unread[];
}

/**
 * All runs of checklists that were not erased, whether under way or not.
 * @param isMeant where given, leaves out what it says no to; it isn't asked of records that can't be read
 */
export async function openChecklists(
  session: Session,
  isMeant = (_: Progress): boolean => true,
): Promise<OpenChecklists> {
  const runs: OpenRun[] = [];
  const unread: Unread[] = [];
  if (listRuns(session.workspace).length === 0) return { runs, unread };
  await namesAhead(session, recordFolders);
  const all = readChecklists(session);
  const hires = all[0] ? readHires(session) : [];
  await inTurn(session.io, readingRecords, all, (each) => {
    endIn(session, each);
    if (each.progress && !isMeant(each.progress)) return;
    const checklist: Checklist = withWord(session, all, each, hires);
    try {
      runs.push(runOf(session, checklist));
    } catch (error) {
      const { id, progress } = checklist;
      unread.push({ id, name: progress ? titleOf(progress.hire) : runEntryOf(id, checklist).name, error });
    }
  });
  return { runs, unread };
}

/** As {@link openChecklists}, of those that are the person's; what can't be read is nobody's. */
async function checklistsOf(session: Session, { person, name }: Hire): Promise<OpenRun[]> {
  const isTheirs = ({ hire }: Progress) => hire.person === person || samePerson(hire, name);
  return (await openChecklists(session, isTheirs)).runs;
}

/** The checklists that stand beside a run: those of its hire; none where `--run` names it, or where it is one itself. */
export async function checklistsBeside({ session, progress: { hire } }: OpenRun): Promise<OpenRun[]> {
  return session.globals.run !== undefined || hire.subject !== undefined ? [] : checklistsOf(session, hire);
}

/**
 * The checklists of whoever a command names who is no hire; empty where it names nobody, a hire, one run, or somebody who has none.
 * @param named the command's argument
 * @throws UserError where it names several people
 */
export async function checklistsOfOwner(session: Session, named: string | undefined): Promise<OpenRun[]> {
  const text = named ?? session.globals.hire;
  if (text === undefined || session.globals.run !== undefined || isRecordId(text)) return [];
  await namesAhead(session, recordFolders);
  if (fitting(session, allHires(session), text).length > 0) return [];
  const found = fitting(session, among(readChecklists(session)), text);
  const [first] = found;
  const isSame = ({ person, name }: Checklist) =>
    first !== undefined && ((person !== undefined && person === first.person) || samePerson(first, name));
  if (!found.every(isSame)) throw severalFit(found, text);
  const ids = found.map(({ id }) => id);
  return (await openChecklists(session, ({ hire }) => ids.includes(hire.id))).runs;
}

/** As {@link openChecklists}, of those under way. */
export function checklistsUnderWay(session: Session): Promise<OpenChecklists> {
  return openChecklists(session, (progress) => !isOver(progress));
}
