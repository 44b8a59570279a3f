/** What is to be prepared for the next date of a meeting, or for a turn, as `duties prep` shows it. */
import { addDays, type CalendarDate } from '../dates.ts';
import { type Occasion, partOf, subjectOf } from '../duties/checklist.ts';
import { occurrencesOf } from '../duties/meetings.ts';
import { type Deed, type Deeds, type Meeting, type Part, parts, type Rotation } from '../duties/model.ts';
import { turnOn, turnsOf } from '../duties/turns.ts';
import type { ItemState, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { isPerson, normaliseName } from '../progress/names.ts';
import { isOver } from '../progress/reduce.ts';
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
  readonly when: Part;
  readonly text: string;
  /** The rotation whose holder does it; null where everybody does. */
  readonly rotation: string | null;
  /** What people call that rotation. */
  readonly duty: string | null;
  /** Who has it on that day; null where everybody does it, or nobody has it. */
  readonly holder: string | null;
  /** Whether it is the reader's to do. */
  readonly mine: boolean;
  /** The item that it is in the run; null where the run has no such item, and where there is no run. */
  readonly item: DeedItemView | null;
}

export interface DeedItemView {
  readonly ref: string;
  readonly id: string;
  readonly state: ItemState;
  readonly due: CalendarDate;
  readonly overdue: boolean;
}

/** The run of the checklist for a meeting or turn. */
export interface PrepRunView {
  /** The id of its record. */
  readonly id: string;
  /** What commands call it. */
  readonly run: string;
  readonly subject: string;
  /** The id of the template, or that of the checklist that is made of the lines of duties.yaml. */
  readonly program: string;
  readonly owner: string;
  /** Whether the owner is the reader. */
  readonly mine: boolean;
  /** Whether it is finished or archived. */
  readonly ended: boolean;
  readonly done: number;
  /** How many items there are, without those that are skipped. */
  readonly total: number;
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
  /** Its run; null where there is none. */
  readonly run: PrepRunView | null;
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
    run: null,
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
    run: null,
  };
}

/** The meeting or turn that a screen is about; undefined where there is none. */
export function occasionIn(
  duty: Meeting | Rotation,
  { meeting, turn }: DutiesPrepView,
): Occasion | undefined {
  if (turn) return { duty, subject: subjectOf(duty, turn.from), from: turn.from, to: turn.to };
  if (!meeting) return undefined;
  const { date, holiday } = meeting;
  const ruled = holiday?.isMoved ? holiday.date : date;
  return { duty, subject: subjectOf(duty, ruled), from: date, to: date };
}

/** The screen with the run: its items, each in its part, then what the file lists and the run doesn't have. */
export function withRun(
  view: DutiesPrepView,
  run: Run,
  { from, to }: Occasion,
  input: DutiesInput,
): DutiesPrepView {
  const { plan, progress, record } = run;
  const { hire } = progress;
  const isMine = isPerson(hire, input.isMe);
  const listed = new Set(view.deeds);
  // What is done keeps the words that it was done with.
  const words = new Map(
    run.pinned.phases.flatMap(({ items }) => items.map(({ id, title }) => [id, normaliseName(title)])),
  );
  const deeds = plan.items.map((planned): DeedView => {
    const title = words.get(planned.item.id);
    const deed = [...listed].find(({ text }) => normaliseName(text) === title);
    if (deed) listed.delete(deed);
    const people = planned.item.by === undefined ? [] : peopleOf(planned, run);
    return {
      when: partOf(planned.phase) ?? (planned.due < from ? 'before' : planned.due > to ? 'after' : 'during'),
      text: planned.item.title,
      rotation: deed?.rotation ?? null,
      duty: deed?.duty ?? null,
      holder: deed?.holder ?? people[0] ?? null,
      mine: planned.item.by === undefined ? isMine : people.some(input.isMe),
      item: {
        ref: planned.ref,
        id: planned.item.id,
        state: planned.state,
        due: planned.due,
        overdue: planned.overdue,
      },
    };
  });
  const all = [...deeds, ...listed];
  return {
    ...view,
    deeds: parts.flatMap((part) => all.filter(({ when }) => when === part)),
    run: {
      id: record.hire,
      run: run.run ?? record.hire,
      subject: hire.subject ?? '',
      program: hire.program,
      owner: hire.name,
      mine: isMine,
      ended: isOver(progress),
      done: plan.totals.done,
      total: plan.totals.total - plan.totals.skipped,
    },
  };
}

function peopleOf({ item }: PlannedItem, { people }: Run): readonly string[] {
  return [item.by ?? []].flat().flatMap((role) => people.get(role)?.map(({ name }) => name) ?? []);
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
        item: null,
      };
    });
  return [...list('before', before), ...list('during', during), ...list('after', after)];
}
