/** Days as lines: those of `calendar` and `duties`. */
import type { CalendarView, DaysOffView } from '../../view/calendar.ts';
import type { DutiesView } from '../../view/duties.ts';
import type { DutiesWhoView } from '../../view/duties-who.ts';
import { type Columns, tableOf } from './table.ts';

export const calendarTable = tableOf<CalendarView, CalendarView['days'][number]>(
  {
    date: ({ date }) => date,
    kind: ({ kind }) => kind,
    name: ({ name }) => name,
    due: ({ due }) => due,
    to_do: ({ toDo }) => toDo,
    overdue: ({ overdue }) => overdue,
    done: ({ done }) => done,
    weekend: ({ weekend }) => weekend,
    holiday: ({ holiday }) => holiday,
    extra: ({ extra }) => extra,
    source: ({ source }) => source,
  },
  ({ days }) => days,
  ({ notices }) => notices,
);

export const daysOffTable = tableOf(
  {
    from: ({ from }) => from,
    to: ({ to }) => to,
    kind: ({ kind }) => kind,
    name: ({ name }) => name,
    source: ({ source }) => source,
    weekend: ({ weekend }) => weekend,
    workdays: ({ workdays }) => workdays,
  } satisfies Columns<ReturnType<typeof daysOffRows>[number]>,
  daysOffRows,
  ({ notices }: DaysOffView) => notices,
);

/** The listed days, then the leaves: by date. */
function daysOffRows({ days, leaves }: DaysOffView) {
  const listed = days.map(({ date, extra, name, source, weekend }) => ({
    ...{ from: date, to: date, kind: extra ? 'extra' : 'holiday' },
    ...{ name, source, weekend, workdays: null },
  }));
  const away = leaves.map(({ from, to, workdays }) => ({
    ...{ from, to, kind: 'leave', name: null, source: null, weekend: null, workdays },
  }));
  return [...listed, ...away].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** A line of `duties`, with what it has of its kind. */
interface DutyRow {
  readonly kind: 'on duty' | 'turn' | 'meeting' | 'absent' | 'unset';
  readonly id: string;
  readonly title: string;
  readonly from?: string;
  readonly to?: string;
  readonly begins?: string;
  readonly ends?: string;
  readonly zone?: string;
  readonly holder?: string | null;
  readonly mine?: boolean;
  readonly planned?: string | null;
  readonly why?: string | null;
  readonly local?: DutiesView['meetings'][number]['local'];
  readonly instead?: string | null;
}

export const dutiesTable = tableOf<DutiesView, DutyRow>(
  {
    kind: ({ kind }) => kind,
    from: ({ from }) => from,
    to: ({ to }) => to,
    begins: ({ begins }) => begins,
    ends: ({ ends }) => ends,
    id: ({ id }) => id,
    title: ({ title }) => title,
    holder: ({ holder }) => holder,
    mine: ({ mine }) => mine,
    planned: ({ planned }) => planned,
    why: ({ why }) => why,
    zone: ({ zone }) => zone,
    local_date: ({ local }) => local?.date,
    local_begins: ({ local }) => local?.from,
    local_ends: ({ local }) => local?.to,
    instead: ({ instead }) => instead,
  },
  dutyRows,
  ({ notices }) => notices,
);

function dutyRows({ onDuty, turns, meetings, absent, unset }: DutiesView): DutyRow[] {
  const turnRow = (kind: DutyRow['kind'], turn: DutiesView['turns'][number]): DutyRow => ({
    ...turn,
    kind,
    id: turn.rotation,
  });
  return [
    ...onDuty.map((turn) => turnRow('on duty', turn)),
    ...turns.map((turn) => turnRow('turn', turn)),
    ...meetings.map(({ id, title, date, from, to, zone, local }) => ({
      ...{ kind: 'meeting' as const, id, title, from: date, to: date },
      ...{ begins: from, ends: to, zone, local },
    })),
    ...absent.map(({ rotation, title, awayFrom, awayTo, holder, instead }) => ({
      ...{ kind: 'absent' as const, id: rotation, title, from: awayFrom, to: awayTo, holder, instead },
    })),
    ...unset.map(({ id, title }) => ({ kind: 'unset' as const, id, title })),
  ];
}

export const dutiesWhoTable = tableOf<DutiesWhoView, DutiesWhoView['rotations'][number]>(
  {
    id: ({ id }) => id,
    on: ({ on }) => on,
    holder: ({ turn }) => turn?.holder,
    title: ({ title }) => title,
    from: ({ turn }) => turn?.from,
    to: ({ turn }) => turn?.to,
    mine: ({ turn }) => turn?.mine,
    planned: ({ turn }) => turn?.planned,
    why: ({ turn }) => turn?.why,
    next: ({ next }) => next?.holder,
    next_from: ({ next }) => next?.from,
    next_to: ({ next }) => next?.to,
  },
  ({ rotations }) => rotations,
);
