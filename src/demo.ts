/** Sample hires for `demo`: their records, made from the program as if ninety days had been lived so far. */
import { addDays, type CalendarDate, dayCount, weekdayOf, weekdays } from './dates.ts';
import { Calendar } from './plan/calendar.ts';
import { isOwnDuty, makePlan, type PlannedItem } from './plan/plan.ts';
import type { Program } from './program/model.ts';
import type { Fact } from './progress/event.ts';
import { fold, type Progress } from './progress/fold.ts';
import { emptyRecord, type HireRecord } from './progress/record.ts';
import { withFacts } from './progress/stamp.ts';

export interface SampleHire {
  readonly name: string;
  readonly start: CalendarDate;
  /** How many of the last items that were due are left undone. */
  readonly behind: number;
}

const buddy = 'Grace Hopper';
const manager = 'Alan Turing';

/** One in her second week and a little behind, one half way and on track, one on her first day. */
export function sampleHires(today: CalendarDate): SampleHire[] {
  return [
    { name: 'Ada Lovelace', start: mondayBefore(addDays(today, -7)), behind: 3 },
    { name: 'Katherine Johnson', start: mondayBefore(addDays(today, -42)), behind: 0 },
    { name: 'Annie Easley', start: today, behind: 0 },
  ];
}

/** The record of a sample hire who did on each item's due date what was due before today. */
export function sampleRecord(
  id: string,
  hire: SampleHire,
  program: Program,
  digest: string,
  today: CalendarDate,
): HireRecord {
  const began = { ...stampOn(hire.start, manager, 'start'), facts: startFacts(hire, program, digest) };
  let record = withFacts(emptyRecord(id), began.facts, began);
  const progress = fold(record) as Progress;
  const calendar = new Calendar([program.calendar]);
  const due = makePlan(program, progress, calendar, today).items.filter(
    (item) => item.due < today && !item.item.optional,
  );
  const own = due.filter(isOwnDuty);
  const left = new Set(hire.behind > 0 ? own.slice(-hire.behind) : []);
  for (const [index, planned] of due.filter((item) => !left.has(item)).entries()) {
    const by = planned.item.by === undefined ? hire.name : buddy;
    record = withFacts(record, closingFacts(planned), stampOn(planned.due, by, `done-${index}`));
    const completion = record.events.findLast((event) => event.kind === 'done');
    // The last sign-off is still to come, so that something is in review.
    if (planned.item.signOff && completion && planned.due < addDays(today, -4)) {
      const approval: Fact = { kind: 'approved', item: planned.item.id, of: completion.id };
      record = withFacts(record, [approval], stampOn(addDays(planned.due, 1), buddy, `approved-${index}`));
    }
  }
  return record;
}

function startFacts({ name, start }: SampleHire, program: Program, digest: string): Fact[] {
  return [
    { kind: 'started', name, start, program: program.id, digest },
    { kind: 'assigned', role: 'manager', people: [manager] },
    { kind: 'assigned', role: 'buddy', people: [buddy] },
  ];
}

function closingFacts({ item, due }: PlannedItem): Fact[] {
  const evidence = {
    none: {},
    url: { evidence: `https://example.com/${item.id}` },
    text: { evidence: 'done together' },
  }[item.evidence];
  return [
    ...(item.count ? [{ kind: 'counted', item: item.id, delta: item.count.target ?? 6 } as const] : []),
    { kind: 'done', item: item.id, ...evidence, title: item.title, due },
  ];
}

function stampOn(on: CalendarDate, by: string, batch: string) {
  return { now: new Date(`${on}T09:00:00.000Z`), on, by, batch };
}

function mondayBefore(date: CalendarDate): CalendarDate {
  return addDays(date, -weekdays.indexOf(weekdayOf(dayCount(date))));
}
