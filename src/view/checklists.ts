/** The runs of checklists under way, and what can be begun. */
import { type CalendarDate, compareDates } from '../dates.ts';
import { isOwnDuty, isToDo } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { dueOfAll } from './anchor.ts';
import { percentOf } from './status.ts';
import type { UnreadableHire } from './unread.ts';

/** A template that a run can be begun of. */
export interface StartableView {
  readonly id: string;
  /** What its items are together; `…` stands where the name of its subject will. Null where the file can't be used. */
  readonly title: string | null;
  /** The file, for one of the workspace's own; null for one that ships. */
  readonly place: string | null;
  /** The command that says what is wrong with the file; null where nothing is. */
  readonly fault: string | null;
}

export type ChecklistsView = ReturnType<typeof viewChecklists>;
export type ChecklistRow = ReturnType<typeof viewChecklist>;

/** @param runs those under way */
export function viewChecklists(
  today: CalendarDate,
  runs: readonly Run[],
  templates: readonly StartableView[],
  unreadable: readonly UnreadableHire[],
) {
  return {
    schemaVersion: 1 as const,
    today,
    runs: runs.map(viewChecklist).sort((a, b) => compareDates(a.due, b.due) || (a.id < b.id ? -1 : 1)),
    templates,
    /** Runs whose record or program can't be read. */
    unreadable,
  };
}

/** How the run of a checklist stands, in a row. */
export function viewChecklist(run: Run) {
  const { plan, progress, program } = run;
  const { id, subject, number, name, start } = progress.hire;
  const open = plan.items.filter((planned) => isToDo(planned) && !planned.item.optional);
  return {
    id,
    /** What commands call it. */
    run: run.run ?? id,
    template: progress.hire.program,
    subject: subject ?? '',
    /** Which run of the template for the subject. */
    number: number ?? 1,
    title: program.title,
    owner: name,
    start,
    /** The day on which all of it is due. */
    due: dueOfAll(plan),
    progress: { ...plan.totals, percent: percentOf(plan) },
    /** How many open items are the owner's, and how many others'. */
    open: { own: open.filter(isOwnDuty).length, others: open.filter((each) => !isOwnDuty(each)).length },
    overdue: plan.items.filter((planned) => planned.overdue).length,
  };
}
