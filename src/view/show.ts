/** All there is to know about one item, or about one group. */
import { answerOf } from '../plan/answers.ts';
import { againFrom, reworkedBy } from '../plan/dates-now.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Group } from '../program/model.ts';
import { actsIn } from '../progress/event.ts';
import { underPresentIds } from '../progress/reduce.ts';
import { detailLines } from './details.ts';
import { guideOf, skipsOf, viewItem } from './item.ts';
import { aboutItems, marksIn, nameOfItems, openHistory } from './log.ts';
import { viewHire, viewQuestions } from './status.ts';

export type ShowView = ReturnType<typeof viewShow>;

/** @param why with `--why`, what `explainItem` says of the item, which a chunk has */
export function viewShow(planned: PlannedItem, run: Run, why: readonly string[] = []) {
  const { plan, program, progress, calendar, record } = run;
  const { item } = planned;
  const events = actsIn(underPresentIds(record.events));
  const nameOf = nameOfItems(plan.items, events);
  const phase = program.phases.find(({ id }) => id === planned.phase);
  const named = (ids: readonly string[]) =>
    plan.items.filter((other) => ids.includes(other.item.id) || ids.includes(other.item.group ?? ''));
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    item: viewItem(planned, run),
    /** The person whom the hire asks who somebody is; null while nobody is known. */
    guide: guideOf(run) ?? null,
    phaseTitle: phase?.title ?? planned.phase,
    groupTitle: phase?.groups.find(({ id }) => id === item.group)?.title ?? null,
    /** The due rule of the checklist, such as `day 3`. */
    dueRule: item.due,
    /** Trait → the values that the item is for; null for an item that everybody has. */
    when: item.when ?? null,
    moved: planned.byHand,
    /** The number of the item that puts the due date later than the rule, or than the date that was given; else null. */
    dueWith: (!planned.progress.closedBy && plan.refs.get(planned.liftedBy ?? '')) || null,
    /** Who added the item and when, if only this hire has it; else null. */
    added: item.added ? { by: item.added.by, on: item.added.on } : null,
    /** Whether the item was returned and its due date is the last day to rework it. */
    rework: reworkedBy(planned.progress, calendar) === planned.due,
    /** Whether what was done has run out, and the due date is the first working day since. */
    again:
      planned.progress.ranOut !== undefined && againFrom(item, planned.progress, calendar) === planned.due,
    /** What was answered to the item, by whom and on which day; `expired` where what was done has run out. */
    answered: answerOf(planned),
    details: detailLines(item.details),
    topics: item.topics,
    /** The items that have to be closed before this one, with their states. */
    after: named(item.after).map(({ ref, item: other, state }) => ({ ref, title: other.title, state })),
    /** The items that can be done only after this one. */
    before: plan.items
      .filter(
        ({ item: other }) =>
          other.after.includes(item.id) || (item.group !== undefined && other.after.includes(item.group)),
      )
      .map(({ ref, item: other }) => ({ ref, title: other.title })),
    /** The questions about this item. */
    questions: viewQuestions(progress.questions).filter((question) => question.item === item.id),
    /** Who skipped the item in another copy of the record, if it is done all the same. */
    skipped: skipsOf(planned),
    history: aboutItems(events, [item.id]).map(
      openHistory(events, (id) => (id === item.id ? 'it' : nameOf(id)), marksIn([planned], run)),
    ),
    /** With `--why`, sentences on the due date, on what the item waits for and on who acts; else empty. */
    why,
  };
}

export type ShowGroupView = ReturnType<typeof viewGroup>;

export function viewGroup(group: Group, items: readonly PlannedItem[], run: Run) {
  const { plan } = run;
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    group: { id: group.id, title: group.title, details: detailLines(group.details) },
    items: items.map((item) => viewItem(item, run)),
  };
}
