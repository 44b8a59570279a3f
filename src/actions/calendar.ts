/** `calendar --ics`: which runs a calendar file is about, and what it says of them. */
import { inOne } from '../errors.ts';
import { inTurn } from '../long-work.ts';
import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { digestsIn } from '../progress/digests.ts';
import { type IsThem, isPerson, type Named, namesOf } from '../progress/names.ts';
import { calendarMark, iCalendar } from '../render/icalendar.ts';
import { cleanName, nobodyFor } from '../session/lookup.ts';
import { checklistsBeside, checklistsOfOwner, openChecklists } from '../session/open-checklists.ts';
import { type OpenRun, openRun, openRuns } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { type CalendarEntry, calendarEntries, type EntryOptions } from '../view/calendar-entries.ts';
import { oneLine } from '../view/words.ts';
import { pinnedIfThere } from '../workspace/programs.ts';
import type { Replaces } from './output-file.ts';
import { inAnotherFile } from './output-file.ts';

export interface IcsFlags {
  readonly for?: string;
  readonly dues?: boolean;
}

/** A calendar file, and what it has. */
export interface CalendarFile {
  /** Whose calendar it is. */
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
  readonly text: string;
}

/**
 * The calendar of a hire's run and of the checklists that are theirs; with `--for`, what concerns that person in all runs, or in those of
 * the named hire; with `--run`, of that run alone.
 * @param named the command's argument
 * @throws UserError for a name that nobody has; with exit 3 where a record can't be read, since what is in it would silently
 *   go from the calendar
 */
export async function calendarFile(
  session: Session,
  named: string | undefined,
  flags: IcsFlags,
): Promise<CalendarFile> {
  const dues = flags.dues === true;
  if (flags.for === undefined) {
    const runs = await runsOfHire(session, named);
    const [run] = runs;
    const isList = run.progress.hire.subject !== undefined;
    return fileOf(
      isList && runs.length > 1
        ? 'Checklists'
        : isList || run.plan.anchor === 'end'
          ? run.program.title
          : 'Onboarding',
      run.progress.hire.name,
      runs.flatMap((each) => calendarEntries(each, { ...optionsFor(each), dues })),
    );
  }
  const runs = await runsFor(session, named);
  const name = cleanName(flags.for, '--for');
  const known = [...Object.values(session.config.people).flat(), ...runs.flatMap(peopleOf)];
  const isThem = namesOf(name, known);
  const found = known.find((person) => isPerson(person, isThem));
  if (!found) nobodyFor(name, [...new Set(known.map((person) => person.name))]);
  const concerned = runs.filter((run) => concerns(run, isThem));
  const ofEach = await inTurn(session.io, 'Writing the calendar', concerned, (run) =>
    calendarEntries(run, { ...optionsFor(run), dues, isThem }),
  );
  const entries = ofEach.flat();
  const isOfLists = entries.length > 0 && entries.every(({ category }) => category === 'Checklist');
  return fileOf(isOfLists ? 'Checklists' : 'Onboarding', found.name, entries);
}

function fileOf(title: string, name: string, entries: readonly CalendarEntry[]): CalendarFile {
  return { name, entries, text: iCalendar(oneLine(`${title}: ${name}`), entries) };
}

/** What entries of a run are made with, beside the flags. */
export function optionsFor(run: OpenRun): EntryOptions {
  const { workspace, today } = run.session;
  const [, ...others] = digestsIn(run.record);
  const past = others.length === 0 ? [] : digestsIn(run.record);
  const programs = past.flatMap((digest): [string, Program][] => {
    const program = pinnedIfThere(workspace, digest);
    return program ? [[digest, program]] : [];
  });
  return { today, dues: false, programs: new Map(programs) };
}

/** The hire's run, then those of checklists that are theirs; the run alone where `--run` names it, the checklists of whoever is no hire. */
async function runsOfHire(
  session: Session,
  named: string | undefined,
): Promise<readonly [OpenRun, ...OpenRun[]]> {
  const [first, ...more] = await checklistsOfOwner(session, named);
  if (first) return [first, ...more];
  const run = await openRun(session, named);
  return [run, ...(await checklistsBeside(run))];
}

async function runsFor(session: Session, named: string | undefined): Promise<readonly OpenRun[]> {
  if (named !== undefined || session.globals.hire !== undefined || session.globals.run !== undefined)
    return runsOfHire(session, named);
  const [hires, lists] = [await openRuns(session), await openChecklists(session)];
  const unread = [...hires.unread, ...lists.unread];
  if (unread.length > 0)
    throw inOne(
      unread.map(({ error }) => error),
      lists.unread.length === 0
        ? 'a calendar without these hires would lose what is booked with them'
        : 'a calendar without these runs would lose what is booked in them',
    );
  return [...hires.runs, ...lists.runs];
}

/** Everybody whom a run names: the hire, and whoever holds a role or has held one. */
function peopleOf({ progress, people }: Run): Named[] {
  const bound = [...progress.bindings.values()].flat().flatMap(({ event }) => event.people);
  return [progress.hire, ...[...people.values()].flat(), ...bound.map((name) => ({ name, handles: [] }))];
}

function concerns(run: Run, isThem: IsThem): boolean {
  return peopleOf(run).some((person) => isPerson(person, isThem));
}

/** A calendar file replaces an earlier one, and nothing else. */
export const replacesCalendar: Replaces = {
  what: 'a calendar of pm-onboard',
  isSuch: (text) => text.includes(`\r\n${calendarMark}\r\n`) && !text.includes('\r\nMETHOD:'),
  remedy: inAnotherFile,
};
