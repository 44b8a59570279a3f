/** The summary of a run: the items that were done, counted, skipped and signed off, with notes and questions. */
import { type CalendarDate, compareDates } from '../dates.ts';
import { asCounted } from '../plan/count.ts';
import type { Plan, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { EventOf } from '../progress/event.ts';
import { normaliseName } from '../progress/names.ts';
import type { ItemProgress } from '../progress/reduce.ts';
import { type ItemView, viewAnswer, viewRole, viewSigners } from './item.ts';
import {
  type ClosingView,
  type HireView,
  type QuestionView,
  viewEnd,
  viewHire,
  viewQuestions,
} from './status.ts';
import { isLink, listText, roleNames } from './words.ts';

export interface SummaryView {
  readonly schemaVersion: 1;
  readonly hire: HireView;
  readonly today: CalendarDate;
  readonly programTitle: string;
  /** When and by whom the run was finished; null while it goes on. */
  readonly finished: FinishedView | null;
  /** The number, in the run, of the day on which it was finished; of today while it goes on. */
  readonly day: number;
  readonly progress: { readonly done: number; readonly skipped: number; readonly total: number };
  readonly phases: readonly PhaseSummary[];
  /** Done items that the program no longer has. */
  readonly gone: readonly DoneView[];
  /** The counts of the whole run. */
  readonly counted: readonly Tally[];
  readonly signedOff: readonly SignerView[];
  readonly skipped: readonly SkippedView[];
  readonly open: readonly OpenView[];
  /** The notes, by date. */
  readonly notes: readonly NoteView[];
  readonly questions: readonly QuestionView[];
}

interface FinishedView extends ClosingView {
  /** What the program lacked, as whoever finished the run said. */
  readonly wasMissing: readonly string[];
  readonly wasUseless: readonly string[];
}

interface PhaseSummary {
  readonly title: string;
  readonly done: number;
  readonly skipped: number;
  readonly total: number;
  readonly counted: readonly Tally[];
  /** The done items, optional ones included. */
  readonly items: readonly DoneView[];
}

/** A sum of counts, such as `31 customer calls`: the unit is a plural, or the item's title where it has no unit. */
export interface Tally {
  readonly total: number;
  readonly unit: string;
}

interface Titled {
  /** The item's number; empty if the program no longer has the item. */
  readonly ref: string;
  readonly title: string;
}

interface SkippedView extends Titled, Pick<ItemView, 'answer' | 'flaw'> {
  readonly reason: string;
  /** Who left it out. */
  readonly by: string;
}

export interface DoneView extends Titled {
  readonly on: CalendarDate;
  readonly by: string;
  readonly counted: Tally | null;
  /** The evidence if it is an address, else null. */
  readonly link: string | null;
  /** The evidence if it is words, else null. */
  readonly evidence: string | null;
  /** Why it was done without the evidence that it wants; null where nobody said so. */
  readonly without: string | null;
  readonly signedOff: ClosingView | null;
}

/** A person, with the items that they signed off. */
interface SignerView {
  readonly by: string;
  readonly items: readonly Titled[];
}

type OpenView = ReturnType<typeof viewOpen>;

export type NoteView = ReturnType<typeof notesOn>[number];

export function viewSummary(run: Run): SummaryView {
  const { plan, progress, program } = run;
  const { finished } = viewEnd(progress);
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    programTitle: program.title,
    finished: finished && {
      ...finished,
      wasMissing: progress.finished?.missing ?? [],
      wasUseless: progress.finished?.useless ?? [],
    },
    day: plan.day,
    progress: plan.totals,
    phases: plan.phases
      .filter(({ empty }) => !empty)
      .map(({ phase, totals }) => {
        const items = plan.items.filter((item) => item.phase === phase.id);
        return {
          title: phase.title,
          ...totals,
          counted: talliesOf(items),
          items: items.filter(({ state }) => state === 'done').flatMap(viewDone),
        };
      }),
    gone: goneCompletions(run).map(viewGone),
    counted: talliesOf(plan.items),
    signedOff: signersOf(plan.items),
    skipped: plan.items.flatMap(viewSkipped),
    open: openItems(plan).map((item) => viewOpen(item, run)),
    notes: plan.items.flatMap(notesOn).sort((a, b) => compareDates(a.on, b.on)),
    questions: viewQuestions(progress.questions),
  };
}

/** The required items that are neither done nor skipped. */
export function openItems({ items }: Plan): PlannedItem[] {
  return items.filter(({ item, state }) => !item.optional && state !== 'done' && state !== 'skipped');
}

export function viewOpen(planned: PlannedItem, run: Run) {
  const { item, state } = planned;
  const role = state === 'in review' ? item.signOff : item.by;
  const view =
    state === 'in review' ? viewSigners : (wanted: NonNullable<typeof role>) => viewRole(wanted, run);
  const who = role === undefined ? null : roleNames(view(role, planned, run));
  return {
    ...titled(planned),
    state,
    /** The people who have to act or to sign off; null if the hire has to act. */
    who,
  };
}

/** The item's state in words: `open`, `waiting, Grace acts`, `Alan has not signed it off`. */
export function stateText({ state, who }: OpenView): string {
  if (state === 'in review') return `${who} has not signed it off`;
  return who === null ? state : `${state}, ${who} acts`;
}

function titled({ ref, item }: PlannedItem): Titled {
  return { ref, title: item.title };
}

function viewDone(planned: PlannedItem): DoneView[] {
  const { closedBy, judged, approvals = [] } = planned.progress;
  if (closedBy === undefined || closedBy.kind === 'skipped') return [];
  const signedOff = judged
    ? { on: judged.on, by: signersText(approvals, judged.by), text: judged.comment ?? null }
    : null;
  return [{ ...titled(planned), ...completionOf(closedBy), counted: tallyOf(planned) ?? null, signedOff }];
}

/** The names of all who approved it: `Grace Hopper and Alan Turing`. */
function signersText(approvals: readonly EventOf<'approved'>[], last: string): string {
  return listText([...new Set([...approvals.map(({ by }) => by), last])]);
}

function completionOf(completion: Completion) {
  const { on } = completion;
  const by = (completion.kind === 'done' && completion.doneBy) || completion.by;
  const evidence = (completion.kind === 'done' && completion.evidence) || '';
  const link = isLink(evidence) ? evidence : null;
  return {
    on,
    by,
    link,
    evidence: link ? null : evidence || null,
    without: (completion.kind === 'done' && completion.withoutEvidence) || null,
  };
}

/** What made an item done: a person's tick, or the count that reached the target. */
export type Completion = EventOf<'done'> | EventOf<'counted'>;

/** The completions of items that the program no longer has. */
export function goneCompletions({ plan, progress }: Run): Completion[] {
  const known = new Set(plan.items.map(({ item }) => item.id));
  return [...progress.items].flatMap(([id, own]) => {
    if (known.has(id)) return [];
    const { closedBy } = asCounted({ count: lastTarget(own), evidence: 'none' }, own);
    return closedBy === undefined || closedBy.kind === 'skipped' ? [] : [closedBy];
  });
}

/** The target that the item had when it was last counted, if reaching it closed the item. */
function lastTarget({ tally }: ItemProgress): { readonly target: number } | undefined {
  const last = tally?.events.findLast((event) => event.kind === 'counted');
  return last?.kind === 'counted' && last.closesAt !== undefined ? { target: last.closesAt } : undefined;
}

/** The title that the item had when it was done; its id where the event holds no title. */
export function titleOfGone({ title, item }: Completion): string {
  return title ?? item;
}

function viewGone(done: Completion): DoneView {
  return { ref: '', title: titleOfGone(done), ...completionOf(done), counted: null, signedOff: null };
}

function tallyOf({ item, progress }: PlannedItem): Tally | undefined {
  if (!item.count || progress.counted <= 0) return undefined;
  return { total: progress.counted, unit: item.count.unit ?? item.title };
}

/** Adds up the items' counts by unit; the highest sum comes first. */
function talliesOf(items: readonly PlannedItem[]): Tally[] {
  const totals = new Map<string, number>();
  for (const { total, unit } of items.flatMap((item) => tallyOf(item) ?? []))
    totals.set(unit, (totals.get(unit) ?? 0) + total);
  return [...totals].map(([unit, total]) => ({ total, unit })).sort((a, b) => b.total - a.total);
}

function signersOf(items: readonly PlannedItem[]): SignerView[] {
  const signers = new Map<string, SignerView>();
  for (const planned of items) {
    const { judged, approvals = [] } = planned.progress;
    if (!judged) continue;
    const names = new Map([...approvals, judged].map(({ by }) => [normaliseName(by), by]));
    for (const [key, name] of names) {
      const { by, items: others } = signers.get(key) ?? { by: name, items: [] };
      signers.set(key, { by, items: [...others, titled(planned)] });
    }
  }
  return [...signers.values()];
}

function viewSkipped(planned: PlannedItem) {
  const { closedBy } = planned.progress;
  if (closedBy?.kind !== 'skipped') return [];
  return [{ ...titled(planned), reason: closedBy.reason, ...viewAnswer(planned), by: closedBy.by }];
}

/** The notes of the item, and the note of its completion. */
function notesOn(planned: PlannedItem) {
  const { notes, closedBy } = planned.progress;
  const remark = closedBy?.kind === 'done' && closedBy.note ? [{ ...closedBy, text: closedBy.note }] : [];
  return [...notes, ...remark].map(({ on, by, text }) => ({ ...titled(planned), on, by, text }));
}
