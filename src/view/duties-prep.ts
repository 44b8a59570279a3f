/** What is to be prepared for the next date of a meeting, or for a turn, as `duties prep` shows it. */
import { addDays, type CalendarDate } from '../dates.ts';
import { occurrencesOf } from '../duties/meetings.ts';
import type { Deed, Deeds, Meeting, Rotation } from '../duties/model.ts';
import { turnOn, turnsOf } from '../duties/turns.ts';
import {
  type DutiesInput,
  isToCome,
  type MeetingTime,
  type TurnView,
  todayIn,
  viewTime,
  viewTurn,
} from './duties.ts';

export interface DeedView {
  readonly when: 'before' | 'during' | 'after';
  readonly text: string;
  /** The rotation whose holder does it; null where everybody does. */
  readonly rotation: string | null;
  /** What people call that rotation. */
  readonly duty: string | null;
  /** Who has it on that day; null where everybody does it, or nobody has it. */
  readonly holder: string | null;
  /** Whether it is the reader's to do. */
  readonly mine: boolean;
}

export interface DutiesPrepView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  readonly id: string;
  readonly title: string;
  /** The next time of a meeting; null for a rotation, and where none is to come. */
  readonly meeting: MeetingTime | null;
  /** The turn that is under way or comes next; null for a meeting, and where none is to come. */
  readonly turn: TurnView | null;
  readonly deeds: readonly DeedView[];
}

/** How far ahead a next date is looked for, in days. */
const farthest = 400;

/** @param on looks from this day on; absent: from now on */
export function viewMeetingPrep(
  meeting: Meeting,
  on: CalendarDate | undefined,
  input: DutiesInput,
): DutiesPrepView {
  const from = on ?? addDays(input.today, -1);
  const next = occurrencesOf(meeting, from, addDays(from, farthest), input.days).find(
    (each) => on !== undefined || isToCome(each, input),
  );
  return {
    schemaVersion: 1,
    today: input.today,
    id: meeting.id,
    title: meeting.title,
    meeting: next ? viewTime(meeting, next, input) : null,
    turn: null,
    deeds: next ? viewDeeds(meeting, next.date, input) : [],
  };
}

/** @param on the turn of that day; absent: the person's turn under way or next, of somebody who has none the one of now */
export function viewTurnPrep(
  rotation: Rotation,
  on: CalendarDate | undefined,
  input: DutiesInput,
): DutiesPrepView {
  const now = on ?? todayIn(input, rotation.zone);
  const own = turnsOf(rotation, now, addDays(now, farthest)).find(
    ({ holder }) => holder !== null && input.isMe(holder),
  );
  const turn = (on === undefined ? own : undefined) ?? turnOn(rotation, now);
  return {
    schemaVersion: 1,
    today: input.today,
    id: rotation.id,
    title: rotation.title,
    meeting: null,
    turn: turn ? viewTurn(rotation, turn, input) : null,
    deeds: turn ? viewDeeds(rotation, turn.from, input) : [],
  };
}

function viewDeeds({ before, during, after }: Deeds, date: CalendarDate, input: DutiesInput): DeedView[] {
  const list = (when: DeedView['when'], deeds: readonly Deed[]) =>
    deeds.map(({ text, rotation: id }): DeedView => {
      const rotation = input.duties.rotations.find((each) => each.id === id);
      const holder = (rotation && turnOn(rotation, date)?.holder) ?? null;
      return {
        when,
        text,
        rotation: id ?? null,
        duty: rotation?.title ?? null,
        holder,
        mine: id === undefined || (holder !== null && input.isMe(holder)),
      };
    });
  return [...list('before', before), ...list('during', during), ...list('after', after)];
}
