/** What others owe the hire: answers, judgements, what they do themselves, and who is who. */

import { addDays, type CalendarDate, compareDates } from '../../dates.ts';
import { isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { obstacleOf } from '../../plan/sign-off.ts';
import type { IsThem } from '../../progress/names.ts';
import { isOver } from '../../progress/reduce.ts';
import {
  guideRole,
  type ItemView,
  type RoleView,
  requiredRoles,
  viewItem,
  viewRole,
  viewSigners,
} from '../item.ts';
import { viewQuestions } from '../status.ts';
import type { ReaderView } from './reader.ts';

/** So many days ahead a review looks: until the next one, and somewhat further. */
const reviewDays = 10;

export interface OwedView {
  readonly kind: 'question' | 'sign-off' | 'item' | 'role';
  /** What people type: `?1`, `3.10`; for a role, the item that needs it first. */
  readonly ref: string;
  /** The question, or the title of the item or role. */
  readonly text: string;
  /** When it was asked or done, or is due; for a role, when somebody is first needed in it. */
  readonly on: CalendarDate;
  /** For how many working days it has been waiting: since it was asked, done or due. */
  readonly days: number;
  readonly who: RoleView;
  /** To be judged, to be done, or in need of the role. */
  readonly item: ItemView | null;
}

export interface Owed {
  /** By the reader. */
  readonly owed: readonly OwedView[];
  /** By others. */
  readonly awaited: readonly OwedView[];
}

/** Questions, completions to judge, what is waiting, roles that nobody holds; each by date. */
export function viewOwed(input: Run, reader: ReaderView, isReader: IsThem): Owed {
  const until = horizonOf(input);
  const guide = viewRole(guideRole(input), input);
  const circle = { hire: input.progress.hire, people: input.people };
  const isTheirs = ({ kind, who, item }: OwedView) =>
    kind === 'sign-off'
      ? obstacleOf(isReader, { role: who.role, doneBy: recorderOf(item, input) }, circle) === undefined
      : !reader.isHire && reader.roles.includes(who.role);
  const all = [
    ...questionsOwed(input, guide),
    ...signOffsOwed(input),
    ...(isOver(input.progress) ? [] : [...itemsOwed(input, until), ...rolesOwed(input, guide, until)]),
  ];
  return { owed: all.filter(isTheirs), awaited: all.filter((each) => !isTheirs(each)) };
}

/** The last day that a review looks at: on leave and before the start, counted from the next day of work. */
export function horizonOf({ plan }: Run): CalendarDate {
  return addDays(plan.nextWorkday, reviewDays);
}

function recorderOf(item: ItemView | null, { progress }: Run): string {
  return (item && progress.items.get(item.id)?.closedBy?.by) ?? '';
}

function questionsOwed({ progress, plan, calendar }: Run, guide: RoleView): OwedView[] {
  return viewQuestions(progress.questions)
    .filter(({ answer }) => answer === null)
    .map(({ ref, text, on }) => {
      const days = calendar.workdaysBetween(on, plan.today);
      return { kind: 'question', ref, text, on, days, who: guide, item: null };
    });
}

function signOffsOwed(input: Run): OwedView[] {
  const { plan, calendar } = input;
  return plan.items.flatMap((planned): OwedView[] => {
    const { state, item, progress } = planned;
    if (state !== 'in review' || item.signOff === undefined || !progress.closedBy) return [];
    const { on } = progress.closedBy;
    const days = calendar.workdaysBetween(on, plan.today);
    const who = viewSigners(item.signOff, planned, input);
    return [{ kind: 'sign-off', ...owedItem(planned, item.signOff, input), who, on, days }];
  });
}

function itemsOwed(input: Run, until: CalendarDate): OwedView[] {
  return input.plan.items
    .filter(({ state, item, due }) => state === 'waiting' && !item.optional && due <= until)
    .sort((a, b) => compareDates(a.due, b.due))
    .map((planned) => ({
      kind: 'item',
      ...owedItem(planned, planned.item.by as string, input),
      on: planned.due,
      days: planned.daysLate,
    }));
}

function owedItem(planned: PlannedItem, role: string, input: Run) {
  const item = viewItem(planned, input);
  return { ref: item.ref, text: item.title, who: viewRole(role, input), item };
}

/** The roles without anybody that an item needs before long, and those that the program requires in any case. */
function rolesOwed(input: Run, guide: RoleView, until: CalendarDate): OwedView[] {
  const { program, people, plan, calendar } = input;
  const soon = plan.items
    .filter((planned) => isToDo(planned) && !planned.item.optional && planned.due <= until)
    .sort((a, b) => compareDates(a.due, b.due));
  const needed = new Set([...requiredRoles(program), ...soon.flatMap(rolesOf)]);
  return [...needed]
    .filter((role) => (people.get(role) ?? []).length === 0)
    .map((role): OwedView => {
      const first = soon.find((planned) => rolesOf(planned).includes(role));
      const on = first?.due ?? plan.start;
      return {
        kind: 'role',
        ref: first?.ref ?? '',
        text: viewRole(role, input).title,
        on,
        days: calendar.workdaysBetween(on, plan.today),
        who: guide,
        item: first ? viewItem(first, input) : null,
      };
    })
    .sort((a, b) => compareDates(a.on, b.on));
}

function rolesOf({ item }: PlannedItem): string[] {
  return [...item.with, ...(item.by ? [item.by] : []), ...(item.signOff ? [item.signOff] : [])];
}
