/** A review as a person reads it: the head, the sections in their order with their rows, and the foot. */
import { type CalendarDate, longDate, shortDate } from '../../dates.ts';
import type { Called } from '../../plan/run.ts';
import type { ReviewView } from '../review.ts';
import { firstName, lowerFirst } from '../words.ts';
import { hasPart, type OwedView } from './owed.ts';
import {
  completedRow,
  emptyRow,
  type Format,
  goneRow,
  noteRow,
  owedRow,
  type ReviewRow,
  roleRow,
  type Say,
  skippedRow,
  stuckRow,
  upcomingRow,
} from './rows.ts';
import type { CompletedView } from './since.ts';
import { hintOf, standingOf, titleOf } from './standing.ts';
import { isPressing, quietDays } from './stuck.ts';

export interface ReviewSection {
  readonly title: string;
  /** The text beside the title. */
  readonly remark: string;
  readonly rows: readonly ReviewRow[];
  /** Whether, as text, the rows run on beside the title; in Markdown they are a list all the same. */
  readonly inline: boolean;
  /** Whether the next section follows without an empty line. */
  readonly tight: boolean;
  /** Whether the reader ticks off the rows, so that Markdown gives them boxes. */
  readonly boxes: boolean;
  /** Whether this section gets rows before the others where not all rows fit. */
  readonly urgent: boolean;
}

export type ReviewScreen = ReturnType<typeof reviewScreen>;

/** Markdown always has dates with their month, since people paste it elsewhere and read it on other days. */
export function reviewScreen(view: ReviewView, format: 'text' | 'markdown', hire: Called) {
  const say = (date: CalendarDate) => (format === 'text' ? shortDate : longDate)(date, view.today);
  return {
    title: titleOf(view, format),
    /** How the run stands, in sentences. */
    standing: standingOf(view),
    sections: sectionsOf(view, format, say),
    hint: hintOf(view, hire),
  };
}

/** The sections that have rows. */
function sectionsOf(view: ReviewView, format: Format, say: Say): ReviewSection[] {
  const roles = toOwe(view).filter(({ kind }) => kind === 'role');
  const agenda = view.agenda.map((title) => ({ ...emptyRow, title }));
  return [
    { ...owedSection(view, format, say), tight: roles.length > 0 },
    {
      ...inlineSection(
        'Who?',
        roles.map((role) => roleRow(role, format, say)),
      ),
      boxes: hasPart(view.reader),
    },
    inlineSection('Went well', [
      ...wentWell(view).map((item) => completedRow(item, format, say)),
      ...view.gone.map((item) => goneRow(item, format, say)),
    ]),
    {
      ...section('Stuck, or quiet'),
      urgent: true,
      rows: [
        ...view.stuck.filter(isPressing).map((item) => stuckRow(item, view, say)),
        ...lateForOthers(view).map((each) => owedRow(each, view, format, say)),
        ...view.stuck.filter((item) => !isPressing(item)).map((item) => stuckRow(item, view, say)),
        ...view.skipped.map(skippedRow),
      ],
    },
    {
      ...section('Coming up'),
      remark: phaseEnd(view, say),
      rows: view.upcoming.map((item) => upcomingRow(item, view, say)),
    },
    {
      ...inlineSection(
        'Fresh eyes',
        view.notes.map((note) => noteRow(note, format, say)),
      ),
      tight: agenda.length > 0,
    },
    inlineSection('Talk about', agenda),
  ].filter(({ rows }) => rows.length > 0);
}

function section(title: string): ReviewSection {
  return { title, remark: '', rows: [], inline: false, tight: false, boxes: false, urgent: false };
}

function inlineSection(title: string, rows: readonly ReviewRow[]): ReviewSection {
  return { ...section(title), rows, inline: true };
}

function owedSection(view: ReviewView, format: Format, say: Say): ReviewSection {
  const own = hasPart(view.reader);
  const rest = toOwe(view).filter(({ kind }) => kind !== 'role');
  return {
    ...section(own ? `You owe ${firstName(view.hire.name)}` : 'Waiting for someone'),
    rows: rest.map((each) => owedRow(each, view, format, say)),
    boxes: own,
    urgent: true,
  };
}

/** The reader's debts to the hire; for a reader without a role for this hire, everybody else's. */
function toOwe({ reader, owed, awaited }: ReviewView): readonly OwedView[] {
  return hasPart(reader) ? owed : awaited;
}

/** The debts that others have let wait too long, with which the reader may help. */
function lateForOthers({ reader, awaited }: ReviewView): OwedView[] {
  if (!hasPart(reader)) return [];
  return awaited.filter(({ kind, days }) =>
    kind === 'item' ? days > 0 : kind !== 'role' && days >= quietDays,
  );
}

/** The completed items, without those that another section shows as waiting for a sign-off. */
function wentWell(view: ReviewView): CompletedView[] {
  const judged = [...toOwe(view), ...lateForOthers(view)].filter(({ kind }) => kind === 'sign-off');
  return view.completed.filter(({ id }) => !judged.some(({ item }) => item?.id === id));
}

function phaseEnd({ phases, today, day }: ReviewView, say: Say): string {
  const current = day > 0 ? phases.find(({ state }) => state === 'current') : undefined;
  return current && current.due > today ? `${lowerFirst(current.title)}, until ${say(current.due)}` : '';
}
