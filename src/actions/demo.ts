import { addDays, type CalendarDate, compareDates, daysBetween, earlierOf, mondayBefore } from '../dates.ts';
import { Calendar } from '../plan/calendar.ts';
import { isOwnDuty, makePlan, type PlannedItem } from '../plan/plan.ts';
import type { Program } from '../program/model.ts';
import { rolesOf } from '../program/model.ts';
import { type Fact, isKnown } from '../progress/event.ts';
import { emptyRecord, type HireRecord } from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { withFacts } from '../progress/stamp.ts';
import type { PinnedProgram } from '../session/run.ts';
import { newPersonId } from '../workspace/records.ts';

export interface SampleHire {
  readonly name: string;
  readonly start: CalendarDate;
  /** How many required items due before today are not done; these are the last ones that the hire does themselves. */
  readonly behind: number;
  /** How many items are still in review; these are the last done items that need a sign-off. */
  readonly awaiting: number;
}

export const sampleBuddy = 'Grace Hopper';

const manager = 'Alan Turing';

const releaseManager = 'Edsger Dijkstra';

/** Role → who holds the role; the buddy holds all roles that are not listed. */
const holders: Readonly<Record<string, string>> = { manager, 'release-manager': releaseManager };

/** Three hires: one in her second week and a little behind, one half-way through and on track, one on her first day. */
export function sampleHires(today: CalendarDate): SampleHire[] {
  return [
    { name: 'Ada Lovelace', start: mondayBefore(addDays(today, -7)), behind: 3, awaiting: 0 },
    { name: 'Katherine Johnson', start: mondayBefore(addDays(today, -42)), behind: 0, awaiting: 1 },
    { name: 'Annie Easley', start: today, behind: 0, awaiting: 0 },
  ];
}

/** Facts that one person recorded on one day. */
interface Deed {
  readonly on: CalendarDate;
  readonly by: string;
  readonly facts: readonly Fact[];
}

/**
 * The record of a sample hire who did each required item that was due before today, on its due date, except for the items
 * that `behind` leaves open.
 * @param now an instant on `today`; an event that happened some days ago is stamped as many days earlier
 */
export function sampleRecord(
  id: string,
  hire: SampleHire,
  pinned: PinnedProgram,
  today: CalendarDate,
  now: Date,
): HireRecord {
  const add = (record: HireRecord, { on, by, facts }: Deed) => {
    const ago = daysBetween(on, today) * 86_400_000 + 600_000;
    const instant = new Date(now.getTime() - ago + record.events.length * 1_000);
    return withFacts(record, facts, { now: instant, on, by, batch: `${on} ${by} ${record.events.length}` });
  };
  const began = add(emptyRecord(id), { on: hire.start, by: manager, facts: startFacts(hire, pinned) });
  const calendar = new Calendar([pinned.program.calendar]);
  const closed = doneItems(began, hire, pinned.program, calendar, today);
  const signedOff = closed.filter(({ item }) => item.signOff);
  const awaiting = signedOff.slice(signedOff.length - hire.awaiting);
  return closed.reduce((record, planned) => {
    const by = planned.item.by === undefined ? hire.name : holderOf(planned.item.by);
    const done = add(record, { on: planned.due, by, facts: closingFacts(planned) });
    return awaiting.includes(planned) ? done : approvalsOf(planned, done, calendar, today).reduce(add, done);
  }, began);
}

/** The required items due before today, by due date, without the items that the hire has left undone. */
function doneItems(
  record: HireRecord,
  { behind }: SampleHire,
  program: Program,
  calendar: Calendar,
  today: CalendarDate,
): PlannedItem[] {
  const plan = makePlan(program, reduceEvents(record) as Progress, calendar, today);
  const due = plan.items
    .filter((item) => item.due < today && !item.item.optional)
    .sort((a, b) => compareDates(a.due, b.due));
  const left = behind > 0 ? due.filter(isOwnDuty).slice(-behind) : [];
  return due.filter((item) => !left.includes(item));
}

function holderOf(role: string | readonly string[]): string {
  return holders[rolesOf(role)[0] ?? ''] ?? sampleBuddy;
}

/** The sign-off of the item, on the first working day after its due date but not after today; empty without a sign-off. */
function approvalsOf(
  { item, due }: PlannedItem,
  { events }: HireRecord,
  calendar: Calendar,
  today: CalendarDate,
): Deed[] {
  const completion = events
    .filter(isKnown)
    .findLast(
      ({ kind, ...event }) =>
        (kind === 'done' || kind === 'counted') && 'item' in event && event.item === item.id,
    );
  if (!item.signOff || !completion) return [];
  const on = earlierOf(calendar.nthWorkday(addDays(due, 1), 1), today);
  return rolesOf(item.signOff).map((role) => ({
    on,
    by: holderOf(role),
    facts: [{ kind: 'approved', item: item.id, role, of: completion.id }],
  }));
}

function startFacts({ name, start }: SampleHire, { program, digest }: PinnedProgram): Fact[] {
  return [
    {
      kind: 'started',
      run: 'onboarding',
      person: newPersonId(),
      name,
      start,
      program: program.id,
      digest,
    },
    { kind: 'assigned', role: 'manager', people: [manager] },
    { kind: 'assigned', role: 'buddy', people: [sampleBuddy] },
    { kind: 'assigned', role: 'release-manager', people: [releaseManager] },
    // Said, so that no screen asks for holidays.
    { kind: 'changed', holidays: [] },
  ];
}

function closingFacts({ item, due }: PlannedItem): Fact[] {
  const evidence = {
    none: {},
    url: { evidence: `https://example.com/${item.id}` },
    text: { evidence: 'done together' },
  }[item.evidence];
  const { id, title, count } = item;
  const target = count?.target;
  const closesAt = item.evidence === 'none' ? target : undefined;
  return [
    ...(count ? [{ kind: 'counted', item: id, delta: target ?? 6, title, closesAt } as const] : []),
    ...(closesAt === undefined ? [{ kind: 'done', item: id, ...evidence, title, due } as const] : []),
  ];
}
