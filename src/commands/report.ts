/**
 * `report [hire]`: how one hire stands, or with `--team` everybody who is under way, as text; with `-o FILE` as a page of HTML.
 */
import { freePath, stream, writeOutput } from '../actions/output-file.ts';
import { inOne } from '../errors.ts';
import type { Io } from '../io.ts';
import { inTurn } from '../long-work.ts';
import { type Format, printView } from '../output.ts';
import { isOver } from '../progress/reduce.ts';
import { reportRenderer } from '../render/report.ts';
import { isReportPage, reportPage } from '../render/report-page.ts';
import { safeLog } from '../render/safe.ts';
import { checklistsBeside, checklistsOfOwner, checklistsUnderWay } from '../session/open-checklists.ts';
import { openRun, openRuns } from '../session/run.ts';
import { type Globals, openReading, type Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { viewHireReport, viewReport } from '../view/report.ts';
import { shortNamesIn } from '../view/team-choice.ts';
import { unreadText, viewUnread } from '../view/unread.ts';
import { quoted, runArgument } from '../view/words.ts';

interface ReportOptions extends Globals, Format {
  readonly team?: boolean;
  readonly withNotes?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

export async function report(
  io: Io,
  named: string | undefined,
  options: ReportOptions,
): Promise<Outcome | undefined> {
  const { output, force, team = false, withNotes = false } = options;
  const session = await openReading(io, options);
  const { today, by } = session;
  const path =
    output === undefined || output === stream
      ? undefined
      : freePath(io.cwd, output, { ...replacesPage, force });
  const { runs, unread, checklists } = team ? await everybody(session) : await ofHire(session, named);
  const unreadable = unread.map(viewUnread);
  const reports = await inTurn(io, 'Putting the report together', runs, (run) =>
    viewHireReport(run, withNotes),
  );
  const view = viewReport(reports, { today, by, team, withNotes, unreadable, checklists });
  if (path !== undefined) writeOutput(path, reportPage(view));
  else if (output === stream) io.stdout.write(safeLog(reportPage(view)));
  else {
    const [run] = runs;
    const about = run ? runArgument(run) : ` ${quoted(checklists[0]?.progress.hire.name ?? '')}`;
    await printView(io, options, view, reportRenderer(team ? undefined : about));
  }
  // Whoever can be read is shown first; the errors of the others come after them.
  if (unread.length > 0)
    throw inOne(
      unread.map(({ error }) => error),
      unreadText(unread, 'shown'),
    );
  if (path === undefined) return undefined;
  return {
    changes: [`${output} is written`],
    remarks: ['It is about people: give it only to those whom it concerns.'],
    hint: '',
  };
}

const replacesPage = {
  what: 'a report of pm-onboard',
  isSuch: isReportPage,
  remedy: 'name another file with -o FILE, or replace it with --force',
};

/** A hire's run with the checklists under way that are theirs; the run alone where `--run` names it, the checklists of whoever is no hire. */
async function ofHire(session: Session, named: string | undefined) {
  const ofOwner = (await checklistsOfOwner(session, named)).filter(({ progress }) => !isOver(progress));
  if (ofOwner.length > 0) return { runs: [], unread: [], checklists: ofOwner };
  const run = await openRun(session, named);
  const checklists = (await checklistsBeside(run)).filter(({ progress }) => !isOver(progress));
  return { runs: [run], unread: [], checklists };
}

/** Everybody who is under way, and the checklists that are. */
async function everybody(session: Session) {
  const { runs, unread } = await openRuns(session);
  const open = runs.filter(({ progress }) => !isOver(progress));
  const shortNames = shortNamesIn(open.map(({ progress }) => progress.hire));
  const named = open.map((run) => {
    const short = shortNames.get(run.record.hire);
    return short === undefined ? run : { ...run, run: short };
  });
  const lists = await checklistsUnderWay(session);
  const unreadHere = unread.filter(({ progress }) => !progress || !isOver(progress));
  return { runs: named, unread: [...unreadHere, ...lists.unread], checklists: lists.runs };
}
