/** Events as sentences. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type EventOf, isKnown, type UnknownEvent } from '../progress/event.ts';
import { undoneBatches } from '../progress/reduce.ts';

export interface HistoryEntry {
  readonly on: CalendarDate;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  /** The id of the item that it concerns. */
  readonly item: string | null;
  readonly what: string;
  /** Taken back since. */
  readonly undone: boolean;
}

/** @param nameOf an item's id → how screens call it */
export function historyOf(
  events: readonly (Event | UnknownEvent)[],
  nameOf: (id: string) => string,
): HistoryEntry[] {
  const undone = undoneBatches(events);
  return events.map((event) => ({
    on: event.on,
    at: event.at,
    by: event.by,
    kind: event.kind,
    item: isKnown(event) && 'item' in event ? (event.item ?? null) : null,
    what: isKnown(event)
      ? sentenceOf(event, events, nameOf)
      : `did something that this version doesn't know: ${event.kind}`,
    undone: event.kind !== 'undone' && event.kind !== 'started' && undone.has(event.batch),
  }));
}

function sentenceOf(
  event: Event,
  events: readonly (Event | UnknownEvent)[],
  nameOf: (id: string) => string,
): string {
  switch (event.kind) {
    case 'started':
      return `started ${event.name} on ${event.start}, program ${event.program}`;
    case 'changed':
      return `changed ${Object.entries(changesIn(event))
        .map(([name, value]) => `${name}: ${[value].flat().join(', ') || 'none'}`)
        .join('; ')}`;
    case 'rescheduled':
      return `moved the start to ${event.start}`;
    case 'assigned':
      return event.people.length === 0
        ? `took ${event.role} back`
        : `assigned ${event.role}: ${event.people.join(', ')}`;
    case 'away':
      return `away ${event.from} to ${event.to}${because(event.reason)}`;
    case 'adopted':
      return `adopted the program as it was then${event.items.length > 0 ? `, with ${event.items.map(nameOf).join(', ')}` : ''}`;
    case 'added':
      return `added ${event.title}${event.due ? `, due ${event.due}` : ''}`;
    case 'removed':
      return `removed ${event.title ?? nameOf(event.item)}`;
    case 'moved':
      return `moved ${nameOf(event.item)} to ${event.due}`;
    case 'done':
      return `done ${nameOf(event.item)}${because(event.note)}${event.evidence ? `, ${event.evidence}` : ''}`;
    case 'skipped':
      return `skipped ${nameOf(event.item)}${because(event.reason)}`;
    case 'reopened':
      return `reopened ${nameOf(event.item)}`;
    case 'counted':
      return `counted ${event.delta} for ${nameOf(event.item)}`;
    case 'noted':
      return `noted on ${nameOf(event.item)}: ${event.text}`;
    case 'asked':
      return `asked: ${event.text}${event.item ? ` (${nameOf(event.item)})` : ''}`;
    case 'answered':
      return `answered ${questionText(event.of, events)}: ${event.text}`;
    case 'approved':
      return `approved ${nameOf(event.item)}${because(event.comment)}`;
    case 'returned':
      return `returned ${nameOf(event.item)}${because(event.comment)}`;
    case 'reviewed':
      return `reviewed how it stands${because(event.note)}`;
    case 'finished':
      return `finished${because(event.note)}`;
    case 'archived':
      return `archived${because(event.reason)}`;
    case 'undone': {
      const taken = events.filter(
        (other) => other.batch === event.target && isKnown(other) && other.kind !== 'undone',
      ) as Event[];
      return `undid: ${taken.map((other) => sentenceOf(other, [], nameOf)).join('; ') || 'something not here'}`;
    }
  }
}

function changesIn(event: EventOf<'changed'>) {
  const { name, handles } = event;
  const [workingDays, holidays] = [event.workingDays, event.holidays].map(
    (list) => list && calendarText(list),
  );
  const changes = { name, handles, 'working days': workingDays, holidays };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** A year's holidays are many. */
function calendarText(list: readonly string[]): string {
  if (list.length === 0) return "the team's";
  return list.length > 7 ? `${list.length} days, ${list[0]} to ${list.at(-1)}` : list.join(', ');
}

function questionText(id: string, events: readonly (Event | UnknownEvent)[]): string {
  const asked = events.find((event) => event.id === id);
  return asked && isKnown(asked) && asked.kind === 'asked' ? `"${asked.text}"` : 'a question';
}

function because(text: string | undefined): string {
  return text ? `: ${text}` : '';
}
