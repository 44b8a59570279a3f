/** Makes random runs: commands of every kind on a small program, and the screens that show them. */
import fc from 'fast-check';
import { addDays, type CalendarDate, weekdays } from '../../src/dates.ts';
import type { Fact } from '../../src/progress/event.ts';
import { styleFor } from '../../src/render/page.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { historyOf } from '../../src/view/log.ts';
import { viewStatus } from '../../src/view/status.ts';
import { alone, phase, planned, program, type Story } from '../builders.ts';

export const firstDay: CalendarDate = '2026-11-23';

export const sample = program(
  [
    phase('day-1', 'day 1', ['a', { id: 'b', due: '3 days before start', by: 'buddy' }]),
    phase('week-1', 'week 1', [
      { id: 'c', count: { target: 3, unit: 'calls' } },
      { id: 'd', due: 'workday 4', after: ['a'], takes: 960, signOff: 'buddy' },
    ]),
    phase('day-30', 'day 30', ['e', { id: 'f', from: 'week 2', due: 'workday 18', optional: true }]),
  ],
  { buddy: { title: 'PM buddy', required: true } },
);

export const day = fc.integer({ min: -40, max: 90 }).map((days) => addDays(firstDay, days));
const item = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const text = fc.constantFrom('one', 'two');

/** A fact that may name an earlier event: it is told which there are. */
export type Deed = (story: Story) => Fact;

const kinds: fc.Arbitrary<Deed>[] = [
  item.map((id) => () => ({ kind: 'done', item: id, evidence: 'https://example.com/' })),
  item.map((id) => () => ({ kind: 'skipped', item: id, reason: 'not for me' })),
  item.map((id) => (story) => ({ kind: 'reopened', item: id, of: completionOf(story, id) })),
  item.map((id) => (story) => ({ kind: 'approved', item: id, of: completionOf(story, id) })),
  item.map((id) => (story) => ({
    kind: 'returned',
    item: id,
    of: completionOf(story, id),
    comment: 'almost',
  })),
  fc.tuple(item, fc.integer({ min: -1, max: 3 })).map(([id, delta]) => () => ({
    kind: 'counted',
    item: id,
    delta,
  })),
  fc.tuple(item, text).map(([id, note]) => () => ({ kind: 'noted', item: id, text: note })),
  text.map((question) => () => ({ kind: 'asked', text: question })),
  text.map((answer) => (story) => ({ kind: 'answered', of: lastOf(story, 'asked'), text: answer })),
  fc.constant((story) => ({ kind: 'reviewed', events: [lastOf(story, 'done')] })),
  fc.tuple(item, day).map(([id, due]) => () => ({ kind: 'moved', item: id, due })),
  fc.tuple(day, fc.nat(20)).map(([from, days]) => () => ({ kind: 'away', from, to: addDays(from, days) })),
  day.map((start) => () => ({ kind: 'rescheduled', start })),
  text.map((name) => () => ({ kind: 'assigned', role: 'buddy', people: [name] })),
  fc.subarray([...weekdays]).map((workingDays) => () => ({ kind: 'changed', workingDays })),
  fc.array(day, { maxLength: 3 }).map((holidays) => () => ({
    kind: 'changed',
    holidays: holidays.map((date) => ({ date })),
  })),
  text.map((name) => () => ({ kind: 'changed', name })),
  fc.tuple(item, item).map(([old, now]) => () => ({
    kind: 'adopted',
    digest: 'd2',
    items: [now],
    renamed: { [old]: now },
  })),
  fc.constant((story) => ({
    kind: 'withdrawn',
    of: lastOf(story, 'away'),
    from: firstDay,
    to: firstDay,
  })),
  fc.constant(() => ({ kind: 'added', item: 'own', title: 'Of my own', phase: 'week-1', due: '2026-12-01' })),
  fc.constant((story) => ({
    kind: 'added',
    item: 'next',
    title: 'Then',
    phase: 'week-1',
    after: lastOf(story, 'added') === '' ? [] : ['own'],
  })),
  fc.constant(() => ({ kind: 'removed', item: 'own' })),
  fc.constant(() => ({ kind: 'finished' })),
  fc.constant(() => ({ kind: 'archived' })),
];

/** What one command records. */
export const command: fc.Arbitrary<Deed[]> = fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 3 });

export function act(story: Story, deeds: readonly Deed[]): void {
  story.command(deeds.map((deed) => deed(story)));
}

/** The status as a value and as text, and the history in words. */
export function shown(story: Story, today: CalendarDate) {
  const status = viewStatus(story.run(sample, today));
  const page = { width: 80, height: 24, style: styleFor(0) };
  const { select, text } = statusRenderer(alone);
  return { status, screen: text(select(status, 'text'), page) };
}

export function historyIn({ record }: Story) {
  return historyOf(record.events, (id) => id);
}

function completionOf(story: Story, id: string): string {
  return planned(story.plan(sample, firstDay), id).progress.closedBy?.id ?? '';
}

function lastOf({ record }: Story, kind: string): string {
  return record.events.findLast((event) => event.kind === kind)?.id ?? '';
}
