/** What lies ahead of the hire until about the next review, and the topics for the talk. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import { isToDo } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import type { Phase } from '../../program/model.ts';
import { isOver } from '../../progress/reduce.ts';
import { type ItemView, viewItem } from '../item.ts';
import { listText, lowerFirst } from '../words.ts';
import type { OwedView } from './owed.ts';
import type { StuckView } from './stuck.ts';

/**
 * The required items that are still to do, not yet late, and to be worked on by the date `until`; sorted by due date.
 * @param isElsewhere tells whether the item with this id stands in another section
 */
export function viewUpcoming(
  run: Run,
  until: CalendarDate,
  isElsewhere: (id: string) => boolean,
): ItemView[] {
  const { plan, progress } = run;
  if (isOver(progress)) return [];
  return plan.items
    .filter((planned) => isToDo(planned) && !planned.item.optional)
    .filter(({ item, due, workFrom }) => due >= plan.today && workFrom <= until && !isElsewhere(item.id))
    .sort((a, b) => compareDates(a.due, b.due))
    .map((planned) => viewItem(planned, run));
}

/** The phase after the current one, if the current one ends by the date `until`. */
export function nextPhase({ plan, progress }: Run, until: CalendarDate): Phase | undefined {
  if (isOver(progress)) return undefined;
  const phases = plan.phases.filter(({ empty }) => !empty);
  const at = phases.findIndex(({ due }) => due >= plan.today);
  const ends = phases[at]?.due;
  return ends !== undefined && ends <= until ? phases[at + 1]?.phase : undefined;
}

/** Up to this many entries of a kind are named in full; where there are more, the agenda shortens them. */
const most = 2;

export function agendaOf(
  stuck: readonly StuckView[],
  owed: readonly OwedView[],
  next: Phase | undefined,
): string[] {
  const ofKind = (kind: OwedView['kind']) => owed.filter((each) => each.kind === kind);
  const questions = ofKind('question').map(({ ref }) => ref);
  const roles = ofKind('role').map(({ text }) => `the ${lowerFirst(text)}`);
  return [
    ...(stuck.length > most
      ? [`what is stuck or quiet: ${shortList(stuck.map(({ ref }) => ref))}`]
      : stuck.map(({ ref, title }) => `${ref} ${title}`)),
    ...(questions.length > 0 ? [`an answer to ${shortList(questions)}`] : []),
    ...(roles.length > 0
      ? [roles.length > most ? `${roles.length} roles that nobody holds yet` : `who is ${listText(roles)}`]
      : []),
    ...(next
      ? [`next, ${lowerFirst(next.title)}: ${next.focus[0] ?? next.objective ?? 'what it is for'}`]
      : []),
  ];
}

function shortList(names: readonly string[]): string {
  return names.length > 4 ? listText([...names.slice(0, 3), `${names.length - 3} more`]) : listText(names);
}
