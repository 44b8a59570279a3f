/** Builds small programs, records and plans for tests. A test names what matters to it; everything else has defaults. */
import type { CalendarDate } from '../src/dates.ts';
import { Calendar } from '../src/plan/calendar.ts';
import { makePlan, type Plan, type PlannedItem } from '../src/plan/plan.ts';
import { planRun, type Run, type TeamPeople } from '../src/plan/run.ts';
import {
  type CalendarConfig,
  emptyItem,
  type Item,
  type NamedDay,
  type Phase,
  type Program,
  type Role,
} from '../src/program/model.ts';
import { type Event, eventId, type Fact, type UnknownEvent } from '../src/progress/event.ts';
import { emptyRecord, formatRecord, type HireRecord, parseRecord } from '../src/progress/record.ts';
import {
  type ItemProgress,
  type Leave,
  type Progress,
  reduceEvents,
  untouched,
} from '../src/progress/reduce.ts';
import { type SharedTeam, withTeamId } from '../src/progress/shared-team.ts';
import { type Stamp, withFacts } from '../src/progress/stamp.ts';

/** An item: its id alone, or also the fields that differ from the defaults. */
export type ItemSpec = string | ({ id: string } & Partial<Item>);

/** An instant after all events of every story. */
const later = new Date('2030-01-01T12:00:00.000Z');

/** How printed commands name the only hire of a workspace. */
export const alone = { called: "'Ada Lovelace'", usual: true };

/** The record as a share has it: with a team, which has neither a calendar nor people unless the test says so. */
export function withTeam(record: HireRecord, more: Partial<SharedTeam> = {}): HireRecord {
  const team = {
    id: '',
    at: '2026-11-23T09:00:00.000Z',
    on: '2026-11-23',
    calendar: {},
    people: {},
  } as const;
  return { ...record, team: withTeamId(record.hire, { ...team, ...more }) };
}

/** A phase. Its items are due when the phase is, unless an item says otherwise. */
export function phase(id: string, due: string, items: readonly ItemSpec[]): Phase {
  return { id, title: id, due, focus: [], groups: [], items: items.map((spec) => itemOf(spec, due)) };
}

function itemOf(spec: ItemSpec, due: string): Item {
  const given = typeof spec === 'string' ? { id: spec } : spec;
  return { ...emptyItem, title: given.id, due, ...given };
}

export function program(phases: readonly Phase[], roles: Readonly<Record<string, Role>> = {}): Program {
  return { format: 1, id: 'pm', title: 'PM', source: 'none', roles, calendar: {}, phases };
}

/** A program of one phase that is due in week 1. */
export function oneWeek(...items: readonly ItemSpec[]): Program {
  return program([phase('week-1', 'week 1', items)]);
}

/** A record that grows command by command, with a second between two commands. */
export class Story {
  record: HireRecord;
  #now = Date.parse('2026-11-23T08:00:00.000Z');
  #batches = 0;

  constructor(start: CalendarDate = '2026-11-23', hire = 'h1') {
    this.record = emptyRecord(hire);
    this.add({
      kind: 'started',
      run: 'onboarding',
      person: 'p1',
      name: 'Ada Lovelace',
      start,
      program: 'pm',
      digest: 'd1',
    });
  }

  /** Adds a command with one fact. @returns the event made from the fact */
  add(fact: Fact, stamp: Partial<Stamp> = {}): Event {
    return this.command([fact], stamp)[0] as Event;
  }

  /** Adds a command with several facts. @returns their events in order */
  command(facts: readonly Fact[], stamp: Partial<Stamp> = {}): Event[] {
    const before = new Set(this.record.events.map(({ id }) => id));
    this.#now += 1000;
    this.#batches += 1;
    this.record = withFacts(this.record, facts, {
      now: new Date(this.#now),
      on: '2026-11-23',
      by: 'Ada',
      batch: `b${this.#batches}`,
      ...stamp,
    });
    return this.record.events.filter(({ id }) => !before.has(id)) as Event[];
  }

  done(item: string, stamp?: Partial<Stamp>): Event {
    return this.add({ kind: 'done', item }, stamp);
  }

  get progress(): Progress {
    const progress = reduceEvents(this.record);
    if (!progress) throw new Error('the story has no start');
    return progress;
  }

  item(id: string): ItemProgress {
    return this.progress.items.get(id) ?? untouched;
  }

  /** The plan as it is on a day. */
  plan(of: Program, today: CalendarDate, ...layers: CalendarConfig[]): Plan {
    return makePlan(of, this.progress, this.calendar(...layers), today);
  }

  /** The run as it is on a day. Without `team`, the team has no calendar and no people. */
  run(of: Program, today: CalendarDate, team: { calendar?: CalendarConfig; people?: TeamPeople } = {}): Run {
    const { record, progress } = this;
    const source = { record, progress, pinned: of, now: later, ...alone };
    return planRun(source, { calendar: {}, people: {}, ...team }, today);
  }

  calendar(...layers: CalendarConfig[]): Calendar {
    return new Calendar([...layers, this.progress.calendar], this.progress.leaves);
  }
}

/** What happens to items, in order, such as `done a, returned a`. */
export type Deeds = string;

/** A story of deeds. A deed such as a return refers to the item's present completion. */
export function after(deeds: Deeds): Story {
  const story = new Story();
  for (const deed of deeds.split(', ').filter(Boolean)) {
    const [kind, item = ''] = deed.split(' ');
    const of = story.item(item).closedBy?.id ?? '';
    if (kind === 'done') story.add({ kind, item });
    else if (kind === 'skipped') story.add({ kind, item, reason: 'not for me' });
    else if (kind === 'returned') story.add({ kind, item, of, comment: 'almost' });
    else if (kind === 'approved' || kind === 'reopened') story.add({ kind, item, of });
    else throw new Error(`no deed: ${deed}`);
  }
  return story;
}

export function planned(plan: Plan, id: string): PlannedItem {
  const found = plan.items.find(({ item }) => item.id === id);
  if (!found) throw new Error(`no item ${id} in the plan`);
  return found;
}

/** An event with a matching id, for kinds that the types don't have or times of another clock. */
export function sealed(
  fields: { kind: string } & Readonly<Record<string, unknown>>,
  hire = 'h1',
): UnknownEvent {
  const content = { at: '2026-11-24T08:00:00.000Z', on: '2026-11-24', by: 'Ada', batch: 'x', ...fields };
  return { id: eventId(hire, content), ...content } as UnknownEvent;
}

/** The text of a record with these entries, which may be anything. */
export function recordText(entries: readonly unknown[], hire = 'h1'): string {
  return JSON.stringify({ format: 2, record: hire, events: { '': entries } });
}

/** The text of a record that somebody has erased. */
export function tombstoneText(hire = 'h1', by = 'Grace', at = '2026-11-24T08:00:00.000Z'): string {
  return `${JSON.stringify({ format: 2, record: hire, forgotten: { by, at } })}\n`;
}

/** The record after it was written as text and read again. */
export function reloaded(record: HireRecord): HireRecord {
  return parseRecord(formatRecord(record));
}

export function leave(from: CalendarDate, to: CalendarDate = from): Leave {
  return { from, to };
}

/** Days off, or worked, without a name. */
export function days(...dates: readonly CalendarDate[]): NamedDay[] {
  return dates.map((date) => ({ date }));
}

/** A checklist whose items stand on one line, each with several problems. @param id of the checklist */
export function onOneLine(id: string, count: number): string {
  const items = Array.from(
    { length: count },
    (_, at) => `{ id: A${at}, title: Overview, due: day 1, takes: 5min, details: '${'x'.repeat(200)}' }`,
  );
  return `id: ${id}\ntitle: One\nitems: [${items.join(', ')}]\n`;
}
