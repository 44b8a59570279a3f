/** What the checklist of a run says now, in the files: a template, a program with phases, or the lines of a duty. */
import type { CalendarDate } from '../dates.ts';
import { checklistOf, dutyOf, heldByOthers, isOfDuty, isRotation } from '../duties/checklist.ts';
import { isUserError } from '../errors.ts';
import { countedBack, endingOn, programOfTemplate } from '../program/from-template.ts';
import { parseDateRule } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import type { HireRecord } from '../progress/record.ts';
import { isOver } from '../progress/reduce.ts';
import { hasDuties, openDuties } from '../workspace/duties-file.ts';
import {
  presentProgram,
  programFolderOf,
  programOrNone,
  type Shelf,
  saysTheSame,
} from '../workspace/program-files.ts';
import { type LoadedTemplate, loadPlace, templatePlaces } from '../workspace/templates.ts';
import { isOfSameBytes, type OfChecklist } from './checklist-bytes.ts';

/** The roles of the program that hires of the workspace follow as a rule; none where it can't be compiled. */
export async function rolesOfTeam({ workspace, config, io }: Shelf): Promise<Program['roles']> {
  return (await programOrNone(programFolderOf(workspace, config, io.root), io))?.roles ?? {};
}

/** How the dates of a template are laid. */
export interface Laying {
  /** Whether they count back from a last day. */
  readonly isBack: boolean;
  /** Whether that is the day of the meeting, and not of the last item. */
  readonly isMeeting?: boolean;
  /** The end of the checklist by the calendar, such as `day 7`. */
  readonly due?: string;
}

/** The program of a template for a subject. */
export function laidOut(
  { id, template, digest }: LoadedTemplate,
  subject: string,
  roles: Program['roles'],
  { isBack, isMeeting, due }: Laying,
): Program {
  const program = programOfTemplate(template, { id, subject, roles, digest });
  if (due !== undefined) return endingOn(program, due);
  return isBack ? countedBack(program, isMeeting ? template.meets : undefined) : program;
}

/**
 * The checklist of a run as its files say it now, for the run's subject and on its dates.
 * @returns undefined where it is in no file any more
 * @throws UserError where it can't be used
 */
export async function checklistNow(shelf: Shelf, run: OfChecklist): Promise<Program | undefined> {
  const { hire } = run.progress;
  const { subject = '' } = hire;
  if (isOfDuty(hire.program)) return ofDuty(shelf, run);
  // As long as its bytes are those that the run was made of, so is what it says.
  if (isOfSameBytes(shelf, run)) return run.pinned;
  const place = templatePlaces(shelf).find(({ id }) => id === hire.program);
  if (place) return laidOut(loadPlace(shelf, place, 'run'), subject, await rolesOfTeam(shelf), layingOf(run));
  const program = await presentProgram(shelf, hire.program);
  return program && layingOf(run).isBack ? countedBack(program) : program;
}

/** How the dates of a run are laid: back from its last item, around a meeting, or up to the end of a turn. */
function layingOf({ progress, pinned }: OfChecklist): Laying {
  const { end, subject = '' } = progress.hire;
  const due = pinned.phases.at(-1)?.due ?? '';
  const { unit } = parseDateRule(due) ?? {};
  if (end !== undefined)
    return { isBack: true, isMeeting: unit === 'workdays after end' || unit === 'days after end' };
  return { isBack: false, ...(unit === 'day' && dateAtEnd.test(subject) ? { due } : {}) };
}

/** The subject of a meeting or turn ends with its date. */
const dateAtEnd = /\d{4}-\d\d-\d\d$/;

function ofDuty(shelf: Shelf, { progress, pinned }: OfChecklist): Program | undefined {
  const { hire } = progress;
  const { subject = '', end = hire.start } = hire;
  if (!hasDuties(shelf.workspace)) return undefined;
  const { duties } = openDuties(shelf.workspace);
  const duty = dutyOf(duties, hire.program);
  if (!duty) return undefined;
  const [date = end] = dateAtEnd.exec(subject) ?? [];
  const from = isRotation(duty) ? (date as CalendarDate) : end;
  const others = heldByOthers(duties, from, (name) => samePerson(hire, name));
  return checklistOf({ duty, subject, from, to: end }, others, pinned);
}

/** Whether the checklist of a run says something else now than the run has; true where it can't be used now, false where it is gone. */
export async function hasMovedOn(shelf: Shelf, run: OfChecklist): Promise<boolean> {
  try {
    const now = await checklistNow(shelf, run);
    return now !== undefined && !saysTheSame(run.pinned, now);
  } catch (error) {
    if (!isUserError(error)) throw error;
    return true;
  }
}

/** The runs of checklists that are under way and kept here, and whose files say something else by now. */
export async function outdatedAmong<R extends OfChecklist & { readonly record: Pick<HireRecord, 'team'> }>(
  shelf: Shelf,
  runs: readonly R[],
): Promise<R[]> {
  const outdated: R[] = [];
  for (const run of runs) {
    const { progress, record } = run;
    if (progress.hire.subject === undefined || isOver(progress) || record.team) continue;
    if (await hasMovedOn(shelf, run)) outdated.push(run);
  }
  return outdated;
}
