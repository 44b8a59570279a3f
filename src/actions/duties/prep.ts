/** `duties prep`: begins the run of the checklist for the next date of a meeting or for a turn, or finds the one that is there. */

import type { CalendarDate } from '../../dates.ts';
import { daysBetween, fullDate, longDate } from '../../dates.ts';
import {
  checklistOf,
  type Duty,
  heldByOthers,
  isOfDuty,
  isRotation,
  type Occasion,
  programIdOf,
} from '../../duties/checklist.ts';
import type { Duties } from '../../duties/model.ts';
import { turnOn } from '../../duties/turns.ts';
import { nextItem } from '../../plan/pace.ts';
import { endingOf } from '../../plan/run.ts';
import { type IsThem, isPerson, namesOf, normaliseName, samePerson } from '../../progress/names.ts';
import { hasMovedOn, laidOut, rolesOfTeam } from '../../session/checklist-now.ts';
import { type Checklist, readChecklists, withWord } from '../../session/checklists.ts';
import { endIn } from '../../session/hires.ts';
import { type OpenRun, runOf } from '../../session/run.ts';
import type { DutiesInput } from '../../view/duties.ts';
import {
  type DutiesPrepView,
  occasionIn,
  viewMeetingPrep,
  viewTurnPrep,
  withRun,
} from '../../view/duties-prep.ts';
import { viewItem } from '../../view/item.ts';
import { type Outcome, unchanged } from '../../view/outcome.ts';
import { closingCommand, hireFlag, quoted } from '../../view/words.ts';
import { loadTemplate } from '../../workspace/templates.ts';
import { begin, numbersTaken, refuseOtherTraits } from '../checklist/begin.ts';
import type { Source } from '../checklist/source.ts';
import type { Looked } from './look.ts';

/** What is to be prepared, with the run of it, and what to say of that run. */
export interface Prepared {
  readonly view: DutiesPrepView;
  readonly outcome: Outcome;
  /** Absent where no date is to come, or nothing is listed for it. */
  readonly run?: OpenRun;
}

/** @param set what the template asks for, each `TRAIT=VALUE` */
export async function prepare(
  { session, input, known }: Looked,
  duty: Duty,
  on: CalendarDate | undefined,
  set: readonly string[] | undefined,
): Promise<Prepared> {
  const view = isRotation(duty) ? viewTurnPrep(duty, on, input) : viewMeetingPrep(duty, on, input);
  const occasion = occasionIn(duty, view);
  if (!occasion) return { view, outcome: nothing };
  const owner = ownerOf(occasion, view);
  const isOwner = namesOf(owner ?? session.by, known);
  const there = runFor(session, occasion, owner === undefined ? undefined : isOwner);
  if (there) {
    const run = runOf(session, there);
    refuseOtherTraits(run, set);
    return { view: withRun(view, run, occasion, input), run, outcome: await resumed(run, occasion, input) };
  }
  const source = await sourceFor(session, occasion, input.duties, isOwner);
  if (!source) return { view, outcome: nothing };
  if (occasion.to < session.today)
    return { view, outcome: unchanged('It is over, so no checklist is begun.') };
  const { subject } = occasion;
  const { free } = numbersTaken(session, source.id, subject);
  const run = await begin(
    session,
    source,
    { subject, number: free },
    { ...(owner === undefined ? {} : { owner }), ...(set ? { set } : {}) },
    { ...givenFor(occasion), held: holdersOn(input.duties, occasion.from) },
  );
  return { view: withRun(view, run, occasion, input), run, outcome: begun(run) };
}

const nothing: Outcome = { changes: [], remarks: [], hint: '' };

/** Whose run it is: a turn is its holder's, a meeting is prepared by whoever asks. Undefined for whoever acts. */
function ownerOf({ duty }: Occasion, { turn }: DutiesPrepView): string | undefined {
  return isRotation(duty) ? (turn?.holder ?? undefined) : undefined;
}

/**
 * The run that is there for an occasion: one under way before one that has ended, the last one of several. A turn that has changed
 * hands since has none for its holder.
 */
function runFor(session: Looked['session'], { duty, subject }: Occasion, isOwner: IsThem | undefined) {
  const all = readChecklists(session);
  const isMeant = ({ program = '' }: Checklist) => !isOfDuty(program) || program === programIdOf(duty);
  const found = all
    .filter((run) => normaliseName(run.subject ?? '') === normaliseName(subject) && isMeant(run))
    .filter((run) => !isOwner || isPerson(run, isOwner))
    .sort((a, b) => (a.number ?? 1) - (b.number ?? 1));
  const meant = found.findLast((run) => endIn(session, run) === undefined) ?? found.at(-1);
  return meant && withWord(session, all, meant);
}

/** What the run is begun of: the template that duties.yaml names, or its own lines. @throws UserError where that template isn't there */
async function sourceFor(
  session: Looked['session'],
  occasion: Occasion,
  duties: Duties,
  isOwner: IsThem,
): Promise<Source | undefined> {
  const { duty, from, to, subject } = occasion;
  if (duty.template === undefined) {
    const program = checklistOf(occasion, heldByOthers(duties, from, isOwner));
    return program && { id: program.id, programFor: () => program };
  }
  const loaded = loadTemplate(session, duty.template, `duties.yaml: ${duty.id}`);
  const laying = isRotation(duty)
    ? { isBack: false, due: `day ${daysBetween(from, to) + 1}` }
    : { isBack: true, isMeeting: true };
  const program = laidOut(loaded, subject, await rolesOfTeam(session), laying);
  return { id: loaded.id, programFor: () => program };
}

/** The day from which the dates of a run count: day 1 of a template for a turn is its first day, all else counts back from the last. */
function givenFor({ duty, from, to }: Occasion) {
  return isRotation(duty) && duty.template !== undefined ? { start: from } : { end: to };
}

/** Id of a rotation → who has the turn on a day. */
function holdersOn({ rotations }: Duties, date: CalendarDate): Map<string, string> {
  return new Map(
    rotations.flatMap((rotation) => {
      const holder = turnOn(rotation, date)?.holder ?? null;
      return holder === null ? [] : [[rotation.id, holder]];
    }),
  );
}

function begun(run: OpenRun): Outcome {
  const { hire } = run.progress;
  return {
    changes: [`Begun: ${hire.subject} (${hire.program}), owned by ${hire.name}`],
    remarks: [],
    hint: nextOf(run),
  };
}

/** The command to type next. */
function nextOf(run: OpenRun): string {
  const next = nextItem(run);
  return next ? closingCommand(viewItem(next, run), run) : `pm-onboard finish${hireFlag(run)}`;
}

/** What is to be said of a run that was there: whether it has ended, and what has changed since it was begun. */
async function resumed(run: OpenRun, occasion: Occasion, { duties }: DutiesInput): Promise<Outcome> {
  const { progress, session } = run;
  const { hire } = progress;
  const ended = endingOf(progress);
  const since = longDate(hire.start, session.today);
  if (ended)
    return unchanged(`Begun ${since}, ${ended.how} ${longDate(ended.on, session.today)} by ${ended.by}`);
  return {
    changes: [],
    remarks: [
      ...movedText(run, occasion),
      ...holderTexts(run, duties, occasion.from),
      ...((await hasMovedOn(session, run))
        ? [`Its checklist says something else by now: pm-onboard upgrade${hireFlag(run)}`]
        : []),
    ],
    hint: nextOf(run),
  };
}

/** That the meeting is on another day than its checklist counts from. */
function movedText(run: OpenRun, { to }: Occasion): string[] {
  const { end } = run.progress.hire;
  if (end === undefined || end === to) return [];
  return [
    `It is on ${fullDate(to)}, not ${fullDate(end)}: pm-onboard reschedule --end ${to}${hireFlag(run)}`,
  ];
}

/** For each rotation that the checklist names: that somebody else has the turn by now. */
function holderTexts(run: OpenRun, duties: Duties, date: CalendarDate): string[] {
  return [...holdersOn(duties, date)].flatMap(([role, holder]) => {
    const people = run.people.get(role);
    if (!people || people.some((person) => samePerson(person, holder))) return [];
    const title = run.program.roles[role]?.title ?? role;
    return [
      `${title}: ${holder} has the turn: pm-onboard assign --role ${role} --to ${quoted(holder)}${hireFlag(run)}`,
    ];
  });
}
