/** `find <words…>`: where the words stand: in the program's texts, and in what people wrote. */

import { join } from 'node:path';
import { attempt, inOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { inTurn, readingRecords } from '../long-work.ts';
import { type Format, printView } from '../output.ts';
import type { Program } from '../program/model.ts';
import { readChecklists, withWord } from '../session/checklists.ts';
import {
  allHires,
  endIn,
  namesAhead,
  nobodyYet,
  type OpenHire,
  runsNamed,
  withCalling,
} from '../session/hires.ts';
import { personOf } from '../session/lookup.ts';
import { type OpenRun, openRun, runOf } from '../session/run.ts';
import { type Globals, openReading, type Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { isFolder } from '../workspace/files.ts';
import { listCompiled, readPinned } from '../workspace/programs.ts';
import { recordFolders } from '../workspace/records.ts';

interface FindOptions extends Globals, Format {
  /** Show every place, even if they do not fit on the screen. */
  readonly all?: boolean;
}

/** @param words what the person typed; an argument with spaces is a phrase */
export async function find(io: Io, words: readonly string[], options: FindOptions): Promise<undefined> {
  const wanted = words.map((word) => word.trim()).filter((word) => word !== '');
  if (wanted.length === 0)
    throw new UserError('there is no word to look for', 'such as: pm-onboard find laptop');
  const session = await openReading(io, options);
  const { runs, unread } = await runsSearched(session);
  const flags = flagsOf(options);
  const { searchFor, findCommand, findRenderer } = await import('../actions/find.ts');
  const search = searchFor(wanted, {
    runs,
    programs: otherPrograms(session, runs),
    unread,
    today: session.today,
    flags,
  });
  await inTurn(io, 'Searching', search.runs, search.look);
  const view = search.view();
  const command = findCommand(wanted, `${flags} --all`);
  await printView(io, options, view, findRenderer({ all: options.all || !io.stdout.terminal, command }));
  const errors = unread.map(({ error }) => error);
  if (errors.length > 0) throw inOne(errors, `${errors.length} hires can't be searched`);
  return undefined;
}

/** The flags that name the same runs again. */
function flagsOf({ hire, run }: Globals): string {
  return `${hire === undefined ? '' : ` --hire ${quoted(hire)}`}${run === undefined ? '' : ` --run ${quoted(run)}`}`;
}

interface RunsSearched {
  readonly runs: readonly OpenRun[];
  readonly unread: readonly OpenHire[];
}

/**
 * The runs of the hire whom every command would mean; where no hire is meant, as for a buddy of several, those of everybody. Where the
 * command names nobody, those of checklists too.
 * @throws UserError if nobody is there, or a flag names nobody or several people
 */
async function runsSearched(session: Session): Promise<RunsSearched> {
  await namesAhead(session, recordFolders);
  const all = allHires(session);
  const hires = all.all();
  const checklists = readChecklists(session);
  if (hires.length + checklists.length === 0) throw nobodyYet(session);
  const { hire, run } = session.globals;
  const meant = run === undefined ? runsNamed(session, all, undefined) : [];
  const isNamed = (hire ?? run ?? (session.io.env['PM_ONBOARD_HIRE'] || undefined)) !== undefined;
  if (isNamed && new Set(meant.map(personOf)).size !== 1)
    return { runs: [await openRun(session, undefined)], unread: [] };
  const runs: OpenRun[] = [];
  const unread: OpenHire[] = [];
  const add = (each: OpenHire, opened: () => OpenHire, isRequired: boolean) => {
    endIn(session, each);
    try {
      const known = runs[0] && { digest: runs[0].progress.hire.digest, program: runs[0].pinned };
      runs.push(runOf(session, opened(), known));
    } catch (error) {
      if (isRequired) throw error;
      if (!each.absent) unread.push({ ...each, error });
    }
  };
  await inTurn(session.io, readingRecords, meant.length > 0 ? meant : hires, (each) =>
    add(each, () => withCalling(session, all, undefined, each), meant.length > 0),
  );
  if (!isNamed) for (const each of checklists) add(each, () => withWord(session, checklists, each), false);
  return { runs, unread };
}

/** The programs that other hires of the workspace are pinned to; a file that can't be read is left to `doctor`. */
function otherPrograms({ workspace, verified }: Session, runs: readonly OpenRun[]): Program[] {
  const folder = join(workspace, 'programs');
  const searched = new Set(runs.map(({ progress }) => progress.hire.digest));
  const digests = (isFolder(folder) ? listCompiled(folder) : []).filter((digest) => !searched.has(digest));
  return digests.flatMap((digest) => attempt(() => readPinned(workspace, digest, verified)) ?? []);
}
