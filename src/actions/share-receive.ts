/** Takes in a file that somebody has shared, for `share --receive FILE` and `review FILE`. */

import { type CalendarDate, fullDate, longDate } from '../dates.ts';
import { attempt, cannot, isUserError, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Program } from '../program/model.ts';
import { digestsIn } from '../progress/digests.ts';
import type { EventOf } from '../progress/event.ts';
import type { Kind } from '../progress/kinds.ts';
import { normaliseName, samePerson, twinsOf } from '../progress/names.ts';
import { type HireRecord, mergeRecords, newEvents } from '../progress/record.ts';
import { isRunId, titleOf } from '../progress/record-id.ts';
import { type Progress, reduceEvents, renamesIn, underPresentIds } from '../progress/reduce.ts';
import { ShareError } from '../progress/share.ts';
import { calledChecklist, readChecklists } from '../session/checklists.ts';
import { allHires, callingOf, namesAhead, type OpenHire, readHires } from '../session/hires.ts';
import { refuseToSave } from '../session/may-save.ts';
import { type OpenRun, runOf } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { countKinds } from '../sync/commit-message.ts';
import { describeDamage, historyOf, nameOfItems } from '../view/log.ts';
import type { Outcome } from '../view/outcome.ts';
import { seeHow } from '../view/outcome.ts';
import { viewStatus } from '../view/status.ts';
import { plural } from '../view/words.ts';
import { pinnedIfThere, pinProgram } from '../workspace/programs.ts';
import { readRecord, unite } from '../workspace/records.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { mergeSentences } from './merged.ts';
import { nameOfFile, readShare, refusedShare } from './share.ts';

/**
 * Merges a share into the workspace and saves the merged record. Nothing is written unless `status` can show that record.
 * @param file the name of the share's file, or `-` for standard input
 * @returns the id of the hire whose share it is, and what to say about it
 * @throws UserError with exit 2 where the share is at fault, with exit 3 where the workspace or the disk is at fault
 */
export async function receiveFile(
  session: Session,
  file: string,
): Promise<{ readonly hire: string; readonly outcome: Outcome }> {
  const { workspace, today, by } = session;
  refuseToSave(session);
  const { record: sent, programs } = readShare(session.io, file);
  const known = readRecord(workspace, sent.hire);
  if (known?.forgotten) throw forgottenHere(file, sent);
  const sound = { ...sent, damaged: [] };
  const merged = known ? mergeRecords(known, sound) : sound;
  refuseOtherStart(file, sound, known);
  const { items } = rehearse(session, file, merged, programs).plan;

  const { before, after } = session.globals.dryRun
    ? { before: known, after: merged }
    : await takeIn(session, sound, programs, known === undefined);
  session.globals.saved?.push(...newEvents(after, before));
  const progress = reduceEvents(after);
  if (!progress) throw forgottenHere(file, sent);
  await namesAhead(session);
  const twins = twinsBeside(session, progress);
  return {
    hire: sent.hire,
    outcome: arrivedOutcome({
      progress,
      before,
      after,
      sent,
      counts: mergeSentences(session, before, after),
      acts: before ? actsOfOthers(newEvents(after, before), after.events, items, by) : [],
      twins,
      called: calledHere(session, { ...progress.hire, record: after, progress }),
      by,
      today,
    }),
  };
}

/** What a printed command calls the hire, or the run of a checklist, whose record came in. */
function calledHere(session: Session, open: OpenHire): string {
  return isRunId(open.id)
    ? calledChecklist(session, readChecklists(session), open)
    : callingOf(session, allHires(session), open).called;
}

/** Saves the union of the sent record and the one that is here, if any, with the programs that it names. */
async function takeIn(
  { workspace, io }: Session,
  sent: HireRecord,
  programs: ReadonlyMap<string, Program>,
  isNew: boolean,
): ReturnType<typeof unite> {
  if (isNew) createWorkspace(workspace);
  // The programs are saved before the record, since a record without its program can't be shown.
  for (const digest of digestsIn(sent)) {
    const program = programs.get(digest);
    if (program) pinProgram(workspace, program);
  }
  return unite(workspace, sent, io.now());
}

function forgottenHere(file: string, { hire }: HireRecord): UserError {
  const [noun, hint] = isRunId(hire)
    ? ['run', 'another run of the same checklist has an id of its own']
    : ['hire', 'begin anew with: pm-onboard start'];
  return cannot(
    `${file} can't be taken: its ${noun}, ${hire}, was forgotten here`,
    `a forgotten ${noun} stays forgotten; ${hint}`,
  );
}

/**
 * A share can't rename or re-date a run: who it is of, and from when on, is said once, when it starts.
 * @throws UserError (exit 2) where the share has another start than the record that is known here, or two that disagree
 */
function refuseOtherStart(file: string, sent: HireRecord, known: HireRecord | undefined): void {
  // The id of a checklist's run fits one subject alone: two people may have begun it apart, and the earlier start counts.
  if (isRunId(sent.hire)) return;
  const [first, ...others] = startsIn(sent);
  const second = others.find((start) => first && contentOf(start) !== contentOf(first));
  if (first && second)
    throw refusedShare(
      file,
      new ShareError(`its record has two starts: ${startText(first)}, and ${startText(second)}`),
    );
  const here = startsIn(known ?? sent);
  const strange = startsIn(sent).find(({ id }) => here.every((start) => start.id !== id));
  if (strange && here[0])
    throw new UserError(
      `${nameOfFile(file)} can't be taken: in it, ${sent.hire} is the run of ${startText(strange)}; here, it is that of ${startText(here[0])}`,
      'nothing was taken; ask whoever sent it: a run of somebody else, or another run, has an id of its own',
    );
}

function startsIn({ events }: HireRecord): EventOf<'started'>[] {
  return events.filter((event): event is EventOf<'started'> => event.kind === 'started');
}

/** What a start says, whoever has recorded it when. */
function contentOf({
  id: _,
  at: __,
  on: ___,
  by: ____,
  batch: _____,
  ...content
}: EventOf<'started'>): string {
  return JSON.stringify(Object.entries(content).sort());
}

function startText({ name, start }: EventOf<'started'>): string {
  return `${name}, from ${fullDate(start)}`;
}

/** Makes the screen of `status` for the merged record, without printing it: a failure here would recur in later commands. */
function rehearse(
  session: Session,
  file: string,
  record: HireRecord,
  programs: ReadonlyMap<string, Program>,
): OpenRun {
  const progress = reduceEvents(record);
  if (!progress) throw refusedShare(file, new ShareError('its record has no start'));
  const { id, name, handles, digest } = progress.hire;
  const program = programs.get(digest) ?? pinnedIfThere(session.workspace, digest);
  if (!program) throw refusedShare(file, new ShareError('the program of its hire is missing'));
  try {
    const run = runOf(session, { id, name, handles, record, progress }, { digest, program });
    viewStatus(run);
    return run;
  } catch (error) {
    if (isUserError(error)) throw error;
    throw refusedShare(file, new ShareError('its record and its program do not fit together'));
  }
}

/**
 * The records of runs under way that look like one person's who was started twice; empty where nobody has the same name, or
 * where all of them are known to be runs of one person.
 */
function twinsBeside(session: Session, { hire }: Progress): Twin[] {
  const hires = readHires(session).map((other) => (other.id === hire.id ? hire : other));
  const same = twinsOf(hires).find((group) => group.some(({ id }) => id === hire.id)) ?? [];
  const twins = same.flatMap(({ id }) => {
    // A record that can't be read is passed over: its fault is not about the share that was received.
    const record = attempt(() => readRecord(session.workspace, id));
    const progress = record && reduceEvents(record);
    if (!progress || progress.endedOn) return [];
    const { name, start, person } = progress.hire;
    return [{ person, twin: { id, name, start, events: record.events.length } }];
  });
  return new Set(twins.map(({ person }) => person)).size > 1 ? twins.map(({ twin }) => twin) : [];
}

/** What receiving a share has changed. */
export interface Arrived {
  readonly progress: Progress;
  /** The record before the share was merged; undefined if the hire is new here. */
  readonly before: HireRecord | undefined;
  readonly after: HireRecord;
  /** The record in the share's file, with its damaged events. */
  readonly sent: HireRecord;
  /** Sentences on the items that are done or open again by their count now. */
  readonly counts: readonly string[];
  /** Sentences on what others have changed of the run, which no number tells. */
  readonly acts: readonly string[];
  /** The records of the hire's person, if there are several, as {@link twinsBeside} gives them. */
  readonly twins: readonly Twin[];
  /** How a printed command names the run. */
  readonly called: string;
  /** The name of the person who receives the share. */
  readonly by: string;
  readonly today: CalendarDate;
}

export function arrivedOutcome(arrived: Arrived): Outcome {
  const { progress, before, after, sent, counts, acts, twins, called, by, today } = arrived;
  const { hire } = progress;
  const name = titleOf(hire);
  const more = acts.length - mostActs;
  const fresh = newEvents(after, before);
  const next = samePerson(hire, by) ? 'status' : 'review';
  return {
    changes: [
      ...freshText(name, before ? fresh.filter((event) => !isTold(event, by)) : fresh, before === undefined),
      ...acts.slice(0, mostActs),
      ...teamText(name, before, after),
      ...(more > 0 ? [`and ${more} more of that kind: pm-onboard log ${called}`] : []),
      ...counts,
    ],
    remarks: [
      ...(fresh.length > 0 || teamText(name, before, after).length > 0
        ? []
        : [`You have all of it already: ${name}, ${plural(after.events.length, 'event')}.`]),
      ...damagedText(sent),
      ...twinsText(twins, today),
    ],
    hint: seeHow(`${next} ${called}`),
  };
}

function freshText(name: string, events: HireRecord['events'], isNew: boolean): string[] {
  if (events.length === 0) return [];
  const { said, others } = countKinds(events);
  const what = plural(events.length, isNew ? 'event' : 'new event');
  // If no event is of a kind that is counted by itself, the number of events says enough.
  const kinds =
    said.length > 0 ? ` (${[...said, ...(others > 0 ? [`${others} more`] : [])].join(', ')})` : '';
  return [`${name}${isNew ? ' is new here' : ''}: ${what}${kinds}`];
}

/** The kinds that change what somebody else sees of the run: each such event by another person is told by itself. */
const toldKinds = [
  'undone',
  'rescheduled',
  'changed',
  'assigned',
  'away',
  'withdrawn',
  'adopted',
] as const satisfies Kind[];

/** Whether an event has a sentence of its own for the person called `by`. */
function isTold(event: HireRecord['events'][number], by: string): boolean {
  return (
    (toldKinds as readonly string[]).includes(event.kind) && normaliseName(event.by) !== normaliseName(by)
  );
}

/**
 * A sentence for each such event by somebody else: `Grace Hopper took back: done 1.3 Meet your buddy`.
 * @param all the events of the record: what was taken back may have been here before
 */
function actsOfOthers(
  fresh: HireRecord['events'],
  all: HireRecord['events'],
  items: readonly PlannedItem[],
  by: string,
): string[] {
  const told = fresh.filter((event) => isTold(event, by));
  if (told.length === 0) return [];
  const targets = new Set(told.flatMap((event) => ('target' in event ? [event.target] : [])));
  const ids = new Set(told.map(({ id }) => id));
  const named = all.filter(({ id, batch }) => ids.has(id) || targets.has(batch));
  const present = underPresentIds(named, renamesIn(all));
  return historyOf(present, nameOfItems(items, present)).flatMap(({ by: whom, what }, index) =>
    ids.has(present[index]?.id ?? '') ? [`${whom} ${what.replace(/^undid: /, 'took back: ')}`] : [],
  );
}

/** Says that the team of a run that is kept elsewhere is a later one now; empty where it isn't, or the run is new here. */
function teamText(name: string, before: HireRecord | undefined, { team }: HireRecord): string[] {
  return !team || !before?.team || before.team.id === team.id
    ? []
    : [`${name}: people and days off of the team are those of ${fullDate(team.on)} now`];
}

/** So many acts of others are told one by one. */
const mostActs = 10;

const mostFaults = 5;

function damagedText({ damaged }: HireRecord): string[] {
  if (damaged.length === 0) return [];
  const more = damaged.length - mostFaults;
  const faults = damaged.slice(0, mostFaults).map((damage) => `- ${describeDamage(damage)}`);
  return [
    `${plural(damaged.length, 'event')} of the file can't be trusted and ${agreeing(damaged.length, 'is', 'are')} left out:`,
    ...faults,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

/** One of several records of a person. */
export interface Twin {
  readonly id: string;
  readonly name: string;
  readonly start: CalendarDate;
  readonly events: number;
}

/** Lines that list the records of one person and say what to do about them; none for fewer than two records. */
export function twinsText(twins: readonly Twin[], today: CalendarDate): string[] {
  if (twins.length < 2) return [];
  const fewest = twins.reduce((a, b) => (b.events < a.events ? b : a));
  return [
    `${twins.length} records look like one person's; ids are never merged:`,
    ...twins.map(
      ({ id, name, start, events }) =>
        `- ${id}: ${name}, from ${longDate(start, today)}, ${plural(events, 'event')}`,
    ),
    'If it is one person, go on with one of them and put the other away, such as:',
    `- kept, out of sight: pm-onboard archive ${fewest.id}`,
    `- erased: pm-onboard forget ${fewest.id}`,
  ];
}
