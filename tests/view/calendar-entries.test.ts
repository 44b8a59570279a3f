/** What a calendar has of a run: one entry an item, which moves with the item, is cancelled with it, and then goes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { Program } from '../../src/program/model.ts';
import { namesOf } from '../../src/progress/names.ts';
import { iCalendar } from '../../src/render/icalendar.ts';
import { calendarEntries, type EntryOptions } from '../../src/view/calendar-entries.ts';
import { phase, program, type Story } from '../builders.ts';
import { type ReadEvent, readCalendar } from '../ical.ts';
import { runs } from '../runs.ts';
import { clockIn, zones } from '../zones.ts';
import { deed, inZone, people, roles, start, usual } from './calendar-histories.ts';

function shown(
  story: Story,
  today: CalendarDate,
  more: Partial<EntryOptions> = {},
  of: Program = usual,
): ReadEvent[] {
  const run = story.run(of, today, { people });
  const entries = calendarEntries(run, { today, dues: false, programs: new Map(), ...more });
  return [...readCalendar(iCalendar('x', entries)).events];
}

/** `title start status` of each event. */
function lines(...given: Parameters<typeof shown>): string[] {
  return shown(...given).map(({ title, start: from, status }) => `${title} ${from} ${status}`);
}

describe('the calendar of a hire', () => {
  test('has what is booked and the conversations to book; with dues, the rest as days', () => {
    const story = inZone('Europe/Berlin');
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-25', time: '10:00' });
    const own = [
      'Meet your buddy 2026-11-25T09:00:00Z CONFIRMED',
      'To book: Calls 2026-11-27 TENTATIVE',
      'To book: Talk 2026-12-04 TENTATIVE',
    ];
    expect(lines(story, start)).toEqual(own);
    expect(lines(story, start, { dues: true })).toEqual([
      own[0],
      'Due: Read 2026-11-27 CONFIRMED',
      'Due: Report 2026-11-27 CONFIRMED',
      ...own.slice(1),
    ]);
    const [meet] = shown(story, start);
    expect(meet).toMatchObject({
      uid: 'meet.h1@pm-onboard',
      end: '2026-11-25T10:00:00Z',
      transparent: false,
      description:
        'With Grace Hopper.\n1.1 in the onboarding of Ada Lovelace, due on Fri 27 Nov 2026.\n- Who does what?',
    });
  });

  test('has what has no date only once it is booked, and then without a due date', () => {
    const of = program(
      [
        phase('week-1', 'week 1', [
          { id: 'talk', with: ['buddy'], due: 'none' },
          { id: 'read', due: 'none' },
          { id: 'give', by: 'buddy', due: 'none' },
        ]),
      ],
      roles,
    );
    const story = inZone('UTC');
    expect(lines(story, start, { dues: true }, of)).toEqual([]);
    story.add({ kind: 'booked', item: 'talk', day: '2026-11-25', time: '10:00' });
    const [talk] = shown(story, start, { dues: true }, of);
    expect(talk?.start).toBe('2026-11-25T10:00:00Z');
    expect(talk?.description).toContain('1.1 in the onboarding of Ada Lovelace, no date.');
    story.add({ kind: 'moved', item: 'read', due: '2026-11-26' });
    expect(lines(story, start, { dues: true }, of)[1]).toBe('Due: read 2026-11-26 CONFIRMED');
  });

  test('has a time whose zone nobody has said as the time of whoever reads it', () => {
    const story = inZone();
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-25', time: '10:00' });
    expect(lines(story, start)[0]).toBe('Meet your buddy 2026-11-25T10:00:00 CONFIRMED');
    story.add({ kind: 'changed', zone: 'Nowhere' });
    expect(lines(story, start)[0]).toBe('Meet your buddy 2026-11-25T10:00:00 CONFIRMED');
  });

  test('moves what moves, and counts how often', () => {
    const story = inZone('UTC');
    const book = (day: CalendarDate) => story.add({ kind: 'booked', item: 'meet', day, time: '10:00' });
    book('2026-11-25');
    const [first] = shown(story, start);
    book('2026-11-26');
    const [second, ...others] = shown(story, start);
    expect(second).toMatchObject({ uid: first?.uid, start: '2026-11-26T10:00:00Z' });
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 99);
    expect(others.map(({ uid }) => uid)).not.toContain(first?.uid);
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-26', time: '10:00', cancelled: true });
    expect(lines(story, start)[0]).toBe('To book: Meet your buddy 2026-11-27 TENTATIVE');
  });

  test('notes and questions change nothing', () => {
    const story = inZone('UTC');
    const before = shown(story, start);
    story.add({ kind: 'noted', item: 'meet', text: 'x' });
    story.add({ kind: 'asked', text: 'y' });
    expect(shown(story, start)).toEqual(before);
  });

  test('has what was skipped as cancelled for 60 days, and what was done early as done', () => {
    const story = inZone('UTC');
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-25', time: '10:00' });
    story.add({ kind: 'booked', item: 'calls', day: '2026-11-24', time: '10:00' });
    story.add({ kind: 'skipped', item: 'meet', reason: 'x' });
    story.add({ kind: 'skipped', item: 'talk', reason: 'x' });
    const told = [
      'Cancelled: Meet your buddy 2026-11-25T10:00:00Z CANCELLED',
      'Calls 2026-11-24T10:00:00Z CONFIRMED',
      'Cancelled: Talk 2026-12-04 CANCELLED',
    ];
    expect(lines(story, start)).toEqual(told);
    expect(lines(story, addDays(start, 60))).toEqual(told);
    expect(lines(story, addDays(start, 61))).toEqual(told.slice(1, 2));
    story.done('calls', { on: '2026-11-23' });
    expect(lines(story, start)[1]).toBe('Done: Calls 2026-11-24T10:00:00Z CANCELLED');
  });

  test('keeps what took place', () => {
    const story = inZone('UTC');
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-24', time: '10:00' });
    story.done('meet', { on: '2026-11-24' });
    expect(lines(story, '2027-11-24')[0]).toBe('Meet your buddy 2026-11-24T10:00:00Z CONFIRMED');
  });

  test('has items of the hire that were removed, or whose adding was undone, as cancelled for 60 days', () => {
    const story = inZone('UTC');
    const added = {
      kind: 'added',
      title: 'See the sea',
      phase: 'week-1',
      with: ['buddy'],
      due: '2026-11-30',
    } as const;
    story.add({ ...added, item: 'sea' });
    story.add({ kind: 'booked', item: 'sea', day: '2026-12-01', time: '15:00' });
    story.add({ ...added, item: 'sky', title: 'See the sky' }, { batch: 'sky' });
    const uids = shown(story, start).map(({ uid }) => uid);
    story.add({ kind: 'removed', item: 'sea' });
    story.add({ kind: 'undone', target: 'sky' });
    const told = [
      'Cancelled: See the sea 2026-12-01T15:00:00Z CANCELLED',
      'Cancelled: See the sky 2026-11-30 CANCELLED',
    ];
    expect(lines(story, '2026-12-31').slice(-2)).toEqual(told);
    expect(uids).toEqual(expect.arrayContaining(shown(story, start).map(({ uid }) => uid)));
    expect(lines(story, '2027-01-23').join()).not.toContain('See the');
  });

  test('has what an upgrade took out as cancelled, and a renamed item under its first id', () => {
    const next = program(
      [phase('week-1', 'week 1', [{ id: 'greet', title: 'Greet', with: ['buddy'], formerly: ['meet'] }])],
      roles,
    );
    const story = inZone('UTC');
    const before = shown(story, start);
    story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: { meet: 'greet' } });
    const programs = new Map([
      ['d1', usual],
      ['d2', next],
    ]);
    const now = shown(story, start, { programs }, next);
    expect(now.map(({ title, uid }) => `${title} ${uid}`)).toEqual([
      'To book: Greet meet.h1@pm-onboard',
      'Cancelled: Calls calls.h1@pm-onboard',
      'Cancelled: Talk talk.h1@pm-onboard',
    ]);
    expect(before.map(({ uid }) => uid).sort()).toEqual(now.map(({ uid }) => uid).sort());
  });

  test('has what was open when the run ended as cancelled', () => {
    const story = inZone('UTC');
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-25', time: '10:00' });
    story.add({ kind: 'archived' }, { on: '2026-11-24' });
    expect(lines(story, '2026-11-26')).toEqual([
      'Cancelled: Meet your buddy 2026-11-25T10:00:00Z CANCELLED',
      'Cancelled: Calls 2026-11-27 CANCELLED',
      'Cancelled: Talk 2026-12-04 CANCELLED',
    ]);
    expect(lines(story, '2027-02-26')).toEqual([]);
  });
});

describe('the calendar of somebody with a role', () => {
  const isGrace = namesOf('grace', people['buddy'] ?? []);

  test('has what they take part in, with whose it is; dues only of what they do', () => {
    const isAlan = namesOf('Alan Turing', []);
    expect(lines(inZone('UTC'), start, { isThem: isGrace, dues: true })).toEqual([
      'To book: Meet your buddy (Ada Lovelace) 2026-11-27 TENTATIVE',
      'To book: Talk (Ada Lovelace) 2026-12-04 TENTATIVE',
    ]);
    expect(lines(inZone('UTC'), start, { isThem: isAlan, dues: true })).toEqual([
      'Due: Report (Ada Lovelace) 2026-11-27 CONFIRMED',
      'To book: Calls (Ada Lovelace) 2026-11-27 TENTATIVE',
    ]);
  });

  test('says that what went to somebody else is cancelled', () => {
    const story = inZone('UTC');
    story.add({ kind: 'booked', item: 'meet', day: '2026-11-25', time: '10:00' });
    story.add({ kind: 'assigned', role: 'buddy', people: ['Alan Turing'] });
    expect(lines(story, start, { isThem: isGrace })).toEqual([
      'Cancelled: Meet your buddy (Ada Lovelace) 2026-11-25T10:00:00Z CANCELLED',
      'Cancelled: Talk (Ada Lovelace) 2026-12-04 CANCELLED',
    ]);
  });
});

/** Whether a reader that has the first state has to be told of the second. */
function differs(a: ReadEvent, b: ReadEvent): boolean {
  return a.start !== b.start || a.end !== b.end || a.status !== b.status || a.title !== b.title;
}

test('along any history, each entry is there once, at the booked time, and its sequence tells the later state', () => {
  const history = fc.array(fc.tuple(deed, fc.integer({ min: 0, max: 9 })), { maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), history, fc.boolean(), (zone, deeds, dues) => {
      const story = inZone(zone);
      story.add({ kind: 'added', item: 'own', title: 'Own', phase: 'week-1', with: ['buddy'] });
      let [today, earlier] = [start, shown(story, start, { dues })];
      for (const [fact, passed] of deeds) {
        today = addDays(today, passed);
        const before = new Map(
          [...earlier, ...shown(story, today, { dues })].map((each) => [each.uid, each]),
        );
        story.add(fact, { on: today });
        const now = shown(story, today, { dues });
        expect(shown(story, today, { dues })).toEqual(now);
        expect(new Set(now.map(({ uid }) => uid)).size).toBe(now.length);
        for (const event of now) {
          const was = before.get(event.uid);
          if (!was) continue;
          expect(event.sequence).toBeGreaterThanOrEqual(was.sequence);
          if (differs(was, event)) expect(event.sequence).toBeGreaterThan(was.sequence);
        }
        // What was there a moment ago is there still, if only to say that it is cancelled.
        const uids = now.map(({ uid }) => uid);
        for (const [uid, { status }] of before) if (status !== 'CANCELLED') expect(uids).toContain(uid);
        expectAsBooked(story, today, now);
        earlier = now;
      }
    }),
    runs(400),
  );
});

/** Expects each timed event to stand where the clocks of the hire's zone show its booking. */
function expectAsBooked(story: Story, today: CalendarDate, events: readonly ReadEvent[]): void {
  const { plan, progress } = story.run(usual, today, { people });
  const zone = progress.hire.zone ?? 'UTC';
  for (const {
    item: { id },
    state,
    progress: { booked },
  } of plan.items) {
    const event = events.find(({ uid }) => uid === `${id}.h1@pm-onboard`);
    if (!booked || !event) continue;
    expect(event.start.endsWith('Z'), state).toBe(booked.at !== undefined);
    const clock = booked.at === undefined ? event.start : clockIn(zone, new Date(event.start));
    const wanted = booked.at === undefined ? booked.on : `${booked.on} ${booked.at}`;
    // 02:30 may be leapt over, and is an hour or half an hour later then.
    if (booked.at !== '02:30' && booked.at !== '00:00') expect(clock).toBe(wanted);
  }
}
