/** The meetings and turns to come, as `duties` shows them: a person's own, or everybody's for some weeks. */
import { addDays, type CalendarDate } from '../dates.ts';
import { type Absence, absentHolders } from '../duties/absence.ts';
import { unusualAt } from '../duties/difference.ts';
import { type Occurrence, occurrencesOf, type WorkingDays } from '../duties/meetings.ts';
import { clockText, type Duties, type Meeting, type Rotation } from '../duties/model.ts';
import { type Turn, turnOn, turnsOf } from '../duties/turns.ts';
import { type Instant, instantOf, wallTimeAt } from '../instants.ts';
import type { IsThem } from '../progress/names.ts';
import { quoted } from './words.ts';

/** What duties are looked at with. */
export interface DutiesInput {
  readonly duties: Duties;
  /** The reader's day. */
  readonly today: CalendarDate;
  /** The present instant; absent where a day was given instead of it. */
  readonly now?: Instant;
  /** The reader's time zone; null where it isn't known. */
  readonly zone: string | null;
  readonly person: string;
  /** Whether a name is the reader's. */
  readonly isMe: IsThem;
  readonly days: WorkingDays;
  readonly absences: readonly Absence[];
  /** What couldn't be looked at, in sentences. */
  readonly notices: readonly string[];
}

/** A time by the clocks of the reader's zone. */
interface LocalTime {
  readonly date: CalendarDate;
  /** `HH:MM`. */
  readonly from: string;
  /** The day of the end, which may be the next one. */
  readonly toDate: CalendarDate;
  readonly to: string;
}

export interface MeetingTime {
  readonly id: string;
  readonly title: string;
  /** The day by the calendar of the meeting's zone. */
  readonly date: CalendarDate;
  /** `HH:MM` by the clocks of the meeting's zone. */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  /** The place that gives the zone its name. */
  readonly place: string;
  /** By the reader's clocks; null where their zone isn't known. */
  readonly local: LocalTime | null;
  /** Set where the reader's clocks show another time than in other weeks: by how many minutes later, and whether it stays so. */
  readonly unusual: { readonly minutes: number; readonly stays: boolean } | null;
  /** Set where the day is a holiday, or was one from which the meeting was moved. */
  readonly holiday: { readonly date: CalendarDate; readonly name: string; readonly isMoved: boolean } | null;
}

export interface TurnView {
  readonly rotation: string;
  readonly title: string;
  readonly from: CalendarDate;
  /** The last day. */
  readonly to: CalendarDate;
  /** Who has it; null where nobody is in the rotation then. */
  readonly holder: string | null;
  /** Whose turn it would be without a cover. */
  readonly planned: string | null;
  /** Why somebody else has it, as the file says; null where it says nothing, or nobody else has it. */
  readonly why: string | null;
  /** Whether it is the reader's. */
  readonly mine: boolean;
}

/** A turn whose holder is on leave. */
export interface AbsentView {
  readonly rotation: string;
  readonly title: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly holder: string;
  /** The first and the last working day on which they are away. */
  readonly awayFrom: CalendarDate;
  readonly awayTo: CalendarDate;
  /** Who could have the turn; null where nobody is there. */
  readonly instead: string | null;
  /** The first day of the turn that they would give for it; null where they would only cover it. */
  readonly theirs: CalendarDate | null;
  /** The command that makes the change; null where there is nobody. */
  readonly command: string | null;
}

export interface DutiesView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  /** Whose duties these are. */
  readonly person: string;
  /** The zone of the local times; null where it isn't known. */
  readonly zone: string | null;
  /** Set where everybody's turns of so many weeks are shown. */
  readonly weeks: number | null;
  /** Who has the turn under way, for each rotation. */
  readonly onDuty: readonly TurnView[];
  /** The person's turns to come; with `weeks`, everybody's. */
  readonly turns: readonly TurnView[];
  readonly meetings: readonly MeetingTime[];
  readonly absent: readonly AbsentView[];
  /** Rotations that have no turns: nobody is in them, or no anchor begins them. */
  readonly unset: readonly { readonly id: string; readonly title: string }[];
  /** What couldn't be looked at, in sentences. */
  readonly notices: readonly string[];
}

/** How far ahead a person's own turns, their meetings and absent holders are shown, in days. */
const reach = { turns: 26 * 7, meetings: 4 * 7, absent: 8 * 7 } as const;

/** A meeting that comes less often than the screen reaches is looked for so many days ahead. */
const farthest = 400;

/** @param weeks shows everybody's turns of so many weeks; absent: what the person needs */
export function viewDuties(input: DutiesInput, weeks?: number): DutiesView {
  const { duties, today, person, zone, notices } = input;
  const span = (days: number) => addDays(today, weeks === undefined ? days : 7 * weeks - 1);
  const turns = duties.rotations.flatMap((rotation) => {
    const now = todayIn(input, rotation.zone);
    return turnsOf(rotation, now, span(reach.turns)).map((turn) => viewTurn(rotation, turn, input));
  });
  return {
    schemaVersion: 1,
    today,
    person,
    zone,
    weeks: weeks ?? null,
    onDuty: duties.rotations.flatMap((rotation) => {
      const turn = turnOn(rotation, todayIn(input, rotation.zone));
      return turn ? viewTurn(rotation, turn, input) : [];
    }),
    turns:
      weeks === undefined
        ? turns
            .filter(({ mine, from }) => mine && from > today)
            .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
        : turns,
    meetings: duties.meetings
      .flatMap((meeting) => nextTimes(meeting, input, span(reach.meetings), weeks === undefined))
      .sort((a, b) => a.begins - b.begins)
      .map(({ time }) => time),
    absent: duties.rotations.flatMap((rotation) => viewAbsent(rotation, input, span(reach.absent))),
    unset: duties.rotations
      .filter(({ anchors, members }) => anchors.length === 0 || members.length === 0)
      .map(({ id, title }) => ({ id, title })),
    notices,
  };
}

/** The day that it is in a zone; where a day was given instead of an instant, that day. */
export function todayIn({ now, today }: Pick<DutiesInput, 'now' | 'today'>, zone: string): CalendarDate {
  return now === undefined ? today : wallTimeAt(now, zone).date;
}

export function viewTurn(
  { id, title }: Rotation,
  { from, to, holder, planned, cover }: Turn,
  { isMe }: Pick<DutiesInput, 'isMe'>,
): TurnView {
  const mine = holder !== null && isMe(holder);
  return { rotation: id, title, from, to, holder, planned, why: cover?.why ?? null, mine };
}

interface Begun {
  readonly begins: Instant;
  readonly time: MeetingTime;
}

/** The times of a meeting that aren't over, up to a day. @param atLeastOne whether the next one counts however late it is */
function nextTimes(meeting: Meeting, input: DutiesInput, to: CalendarDate, atLeastOne: boolean): Begun[] {
  // Zones differ by a day at most.
  const from = addDays(input.today, -1);
  const coming = (until: CalendarDate) =>
    occurrencesOf(meeting, from, until, input.days).filter((each) => isToCome(each, input));
  const soon = coming(to);
  const shown = soon.length > 0 || !atLeastOne ? soon : coming(addDays(input.today, farthest)).slice(0, 1);
  return shown.map((each) => ({
    begins: instantOf({ date: each.date, minutes: each.from }, each.zone),
    time: viewTime(meeting, each, input),
  }));
}

/** Whether it isn't over; where only a day is known, whether it isn't over by that day. */
export function isToCome(
  { date, to, zone }: Occurrence,
  { now, today }: Pick<DutiesInput, 'now' | 'today'>,
): boolean {
  return now === undefined ? date >= today : instantOf({ date, minutes: to }, zone) > now;
}

export function viewTime(
  { id, title }: Meeting,
  occurrence: Occurrence,
  { zone: here }: DutiesInput,
): MeetingTime {
  const { date, from, to, zone, holiday } = occurrence;
  return {
    id,
    title,
    date,
    from: clockText(from),
    to: clockText(to),
    zone,
    place: placeOf(zone),
    local: here === null ? null : localTime(occurrence, here),
    unusual: (here !== null && unusualAt(occurrence, here)) || null,
    holiday: holiday ?? null,
  };
}

function localTime({ date, from, to, zone }: Occurrence, here: string): LocalTime {
  const [start, end] = [from, to].map((minutes) => wallTimeAt(instantOf({ date, minutes }, zone), here));
  if (!start || !end) throw new TypeError('a meeting has a beginning and an end');
  return {
    date: start.date,
    from: clockText(start.minutes),
    toDate: end.date,
    to: clockText(end.minutes),
  };
}

/** `America/Los_Angeles` → `Los Angeles`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function viewAbsent(rotation: Rotation, input: DutiesInput, to: CalendarDate): AbsentView[] {
  const from = todayIn(input, rotation.zone);
  return absentHolders(rotation, [from, to], input.absences, input.days.isWorking).map((each) => {
    const { turn, proposal } = each;
    const theirs = proposal?.turn?.from ?? null;
    return {
      rotation: rotation.id,
      title: rotation.title,
      from: turn.from,
      to: turn.to,
      holder: turn.holder ?? '',
      awayFrom: each.from,
      awayTo: each.to,
      instead: proposal?.name ?? null,
      theirs,
      command: proposal ? swapCommand(rotation.id, turn.from, proposal.name, theirs) : null,
    };
  });
}

/** The command that gives a turn to somebody. @param theirs the first day of the turn that they give for it; null for a cover */
export function swapCommand(
  rotation: string,
  on: CalendarDate,
  name: string,
  theirs: CalendarDate | null,
): string {
  const side = theirs === null ? `--by ${quoted(name)}` : `--with ${quoted(name)} --their ${theirs}`;
  return `pm-onboard duties swap ${rotation} --on ${on} ${side}`;
}
