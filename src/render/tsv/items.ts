/** Items as lines: those of `status`, `next`, `plan`, `show` and `preview`. */
import type { CatchUpView } from '../../view/catch-up.ts';
import type { ItemView, RoleView } from '../../view/item.ts';
import type { NextView } from '../../view/next.ts';
import type { PlanView } from '../../view/plan.ts';
import type { PreviewView } from '../../view/preview.ts';
import type { ShowGroupView, ShowView } from '../../view/show.ts';
import type { ShowPhaseView } from '../../view/show-phase.ts';
import type { StatusView } from '../../view/status.ts';
import { type Columns, tableOf } from './table.ts';

/** An item with the id of the run that has it; null where nobody has begun. */
type Row = Omit<ItemView, 'moved'> & { readonly run: string | null };

const itemColumns = {
  ref: ({ ref }) => ref,
  state: ({ state }) => state,
  due: ({ due, undated }) => (undated ? null : due),
  title: ({ title }) => title,
  overdue: ({ overdue }) => overdue,
  days_late: ({ daysLate }) => daysLate,
  takes: ({ takes }) => takes,
  optional: ({ optional }) => optional,
  phase: ({ phase }) => phase,
  id: ({ id }) => id,
  run: ({ run }) => run,
  by: ({ by }) => by && rolesIn(by),
  by_people: ({ by }) => by?.people,
  with: (row) => row.with.map(({ role }) => role),
  with_people: (row) => [...new Set(row.with.flatMap(({ people }) => people))],
  booked_on: ({ booked }) => booked?.day,
  booked_at: ({ booked }) => booked?.time,
  blocked_by: ({ blockedBy }) => blockedBy,
  counted: ({ count }) => count?.total,
  target: ({ count }) => count?.target,
  sign_off: ({ signOff }) => signOff?.state,
  closed_on: ({ closedOn }) => closedOn,
  link: ({ links }) => links[0]?.url,
} as const satisfies Columns<Row>;

function rolesIn({ role, roles }: RoleView): readonly string[] {
  return roles ?? [role];
}

function rowsOf<I extends Omit<ItemView, 'moved'>>(
  items: readonly I[],
  { id }: { readonly id: string | null },
): (I & Row)[] {
  return items.map((item) => ({ ...item, run: id }));
}

/** The lists of a status, each with what it is called in a line. What is overdue may be blocked as well, and stands once. */
const lists = [
  ['overdue', 'overdue'],
  ['next', 'next'],
  ['blocked', 'blocked'],
  ['waiting', 'waiting'],
  ['inReview', 'in review'],
  ['later', 'later'],
] as const;

export const statusTable = tableOf(
  {
    ...itemColumns,
    list: ({ list }) => list,
    today: ({ today }) => today,
  } satisfies Columns<ReturnType<typeof statusRows>[number]>,
  statusRows,
  ({ notices }) => notices,
);

function statusRows(view: StatusView) {
  const { hire, today, schedule } = view;
  const parts = schedule.filter(({ date }) => date === today).flatMap(({ items }) => items);
  const left = new Map(parts.filter(({ done }) => !done).map((part) => [part.id, part.left]));
  const seen = new Set<string>();
  return lists.flatMap(([key, list]) => {
    const fresh = (view[key] ?? []).filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return rowsOf(fresh, hire).map((row) => ({ ...row, list, today: left.get(row.id) }));
  });
}

export const nextTable = tableOf<NextView, Row>(itemColumns, ({ items, hire }) => rowsOf(items, hire));

export const planTable = tableOf(
  {
    ...itemColumns,
    on: ({ at }) => at,
    planned: ({ planned }) => planned,
    rule_due: ({ moved }) => moved?.from,
  } satisfies Columns<ReturnType<typeof planRows>[number]>,
  planRows,
  ({ notices }: PlanView) => notices,
);

function planRows({ items, hire }: PlanView) {
  return items.map((item) => ({ ...item, run: hire.id }));
}

export const catchUpTable = tableOf(
  {
    ref: ({ ref }) => ref,
    due: ({ before }) => before,
    new_due: ({ after }) => after,
    title: ({ title }) => title,
    along: ({ along }) => along,
    who: ({ who }) => who,
    id: ({ id }) => id,
    run: ({ run }) => run,
  } satisfies Columns<ReturnType<typeof catchUpRows>[number]>,
  catchUpRows,
);

function catchUpRows({ moves, hire }: CatchUpView) {
  return moves.map((move) => ({ ...move, run: hire.id }));
}

/** An item is one line, a group or a phase one for each of its items. */
export const showTable = tableOf<ShowView | ShowGroupView | ShowPhaseView, Row>(itemColumns, (view) =>
  rowsOf('item' in view ? [view.item] : view.items, view.hire),
);

export const previewTable = tableOf<PreviewView, Row>(
  itemColumns,
  ({ days, undated }) => rowsOf([...days.flatMap(({ due }) => due), ...undated], { id: null }),
  ({ notices }) => notices,
);
