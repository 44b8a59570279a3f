/** What can still be trusted in a record's text that is no record any more: one event a line, each with its hash. */
import { type Event, faultOf, type UnknownEvent } from './event.ts';
import { type Damage, emptyRecord, eventId, type HireRecord } from './record.ts';

/** The events of the hire in whatever is left of the text: cut off, in conflict, or with damaged lines among them. */
export function salvage(text: string, hire: string): HireRecord {
  const events = text.split('\n').flatMap((line) => eventIn(line, hire) ?? []);
  return { ...emptyRecord(hire), events: [...new Map(events.map((event) => [event.id, event])).values()] };
}

/** The record without what nobody can have written like that; an event that this version can't use but fits its hash stays. */
export function trusted(record: HireRecord): HireRecord {
  return { ...record, damaged: record.damaged.filter((damage) => isIntact(damage, record.hire)) };
}

/** Whether its content fits its id: then it is not damaged but written by a version that knows more. */
export function isIntact({ value }: Damage, hire: string): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && eventId(hire, value) === value.id;
}

function eventIn(line: string, hire: string): Event | UnknownEvent | undefined {
  try {
    const value: unknown = JSON.parse(line.trim().replace(/,$/, ''));
    const damage = { value, fault: '' };
    return faultOf(value) === undefined && isIntact(damage, hire) ? (value as Event) : undefined;
  } catch {
    // Not JSON, or nested beyond the stack.
    return undefined;
  }
}
