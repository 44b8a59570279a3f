/** Who did what when. */

import type { CalendarDate } from '../dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type Event, isKnown, type UnknownEvent } from '../progress/event.ts';
import type { Damage } from '../progress/record.ts';
import { underPresentIds } from '../progress/reduce.ts';
import { type HistoryEntry, historyOf } from './history.ts';
import { type HireView, viewHire } from './status.ts';

export interface LogView {
  readonly schemaVersion: 1;
  readonly hire: HireView;
  readonly today: CalendarDate;
  readonly entries: readonly HistoryEntry[];
  /** Events that can't be trusted and were left out. */
  readonly damaged: readonly string[];
}

export interface LogFilter {
  readonly item?: string;
  readonly since?: CalendarDate;
}

export function viewLog(input: Run, filter: LogFilter): LogView {
  const { plan, record } = input;
  const events = underPresentIds(record.events);
  const entries = historyOf(events, nameOfItems(plan.items, events)).filter(
    ({ item, on }) =>
      (filter.item === undefined || item === filter.item) &&
      (filter.since === undefined || on >= filter.since),
  );
  return {
    schemaVersion: 1,
    hire: viewHire(input),
    today: plan.today,
    entries,
    damaged: record.damaged.map(describeDamage),
  };
}

/** `done of 2026-11-24 by Ada Lovelace: its content does not fit its id`. */
export function describeDamage({ value, fault }: Damage): string {
  const event = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (field: string, otherwise: string) =>
    typeof event[field] === 'string' ? event[field] : otherwise;
  return `${text('kind', 'something')} of ${text('on', 'an unknown day')} by ${text('by', 'somebody')}: ${fault}`;
}

/**
 * An item's id → `2.9 File one bug`; where the program no longer has it, the title that it was done with, or the id.
 */
export function nameOfItems(
  items: readonly PlannedItem[],
  events: readonly (Event | UnknownEvent)[],
): (id: string) => string {
  const names = new Map(
    events
      .filter(isKnown)
      .flatMap((event) =>
        'item' in event && 'title' in event && event.title ? [[event.item, event.title]] : [],
      ),
  );
  for (const { ref, item } of items) names.set(item.id, `${ref} ${item.title}`);
  return (id) => names.get(id) ?? id;
}
