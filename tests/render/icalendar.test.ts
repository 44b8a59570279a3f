/** Calendar files: every reader gets each text back, whatever strangers wrote, and no line says more than its value. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressIn, iCalendar } from '../../src/render/icalendar.ts';
import { safeText } from '../../src/render/safe.ts';
import type { CalendarEntry } from '../../src/view/calendar-entries.ts';
import { readCalendar } from '../ical.ts';
import { runs } from '../runs.ts';

function entry(more: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    uid: 'meet.h1@pm-onboard',
    sequence: 3,
    changed: '2026-11-23T08:00:00.123Z',
    title: 'Meet',
    word: '',
    when: { from: '2026-12-01T09:00:00.000Z', to: '2026-12-01T09:30:00.000Z' },
    description: [],
    status: 'CONFIRMED',
    category: 'Onboarding',
    ...more,
  };
}

/** Texts with all that the format, a fold or a terminal could stumble over. */
const strange = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\\',
        '\\n',
        ';',
        ',',
        ':',
        '::',
        '\r\nEND:VEVENT\r\n',
        '"',
        '漢'.repeat(30),
        '👩‍👧',
        '\u202e',
        '##[',
        '\ud800',
        'é'.repeat(40),
        '\t',
        '\u0085',
      ),
    ),
  )
  .map((parts) => parts.join(''));

/** The text as the file may have it: on one line, safe, and with slashes for backslashes. */
function kept(text: string): string {
  return safeText(text).replaceAll('\\', '/');
}

describe('a calendar file', () => {
  test('gives each text back, in lines of at most 75 octets that hold whole characters', () => {
    fc.assert(
      fc.property(strange, strange, fc.array(strange), (name, title, description) => {
        const text = iCalendar(name, [entry({ title, description })]);
        expect(text).not.toMatch(/\p{Cs}/u);
        const lines = text.split('\r\n');
        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const { events, ...calendar } = readCalendar(text);
        expect(calendar).toEqual({ name: kept(name), method: '' });
        expect(events).toHaveLength(1);
        expect(events[0]?.title).toBe(kept(title));
        expect(events[0]?.description).toBe(description.map(kept).join('\n'));
      }),
      runs(1000),
    );
  });

  test('says how long, whether it takes time, and what became of it', () => {
    const day = { day: '2026-12-01' } as const;
    const text = iCalendar('x', [
      entry(),
      entry({ when: day, word: 'To book', status: 'TENTATIVE' }),
      entry({ word: 'Cancelled', status: 'CANCELLED' }),
      entry({ when: { from: '2026-12-01T09:00:00.000', to: '2026-12-01T09:30:00.000' } }),
    ]);
    const shown = readCalendar(text).events.map(({ title, start, end, status, transparent }) =>
      [title, start, end, status, transparent ? 'free' : 'busy'].join(' '),
    );
    expect(shown).toEqual([
      'Meet 2026-12-01T09:00:00Z 2026-12-01T09:30:00Z CONFIRMED busy',
      'To book: Meet 2026-12-01  TENTATIVE free',
      'Cancelled: Meet 2026-12-01T09:00:00Z 2026-12-01T09:30:00Z CANCELLED free',
      'Meet 2026-12-01T09:00:00 2026-12-01T09:30:00 CONFIRMED busy',
    ]);
    expect(text).not.toMatch(/METHOD|ORGANIZER|ATTENDEE|VTIMEZONE|VALARM|VTODO/);
  });

  test('never begins a line with a colon, which a CI could take for a command', () => {
    for (let before = 0; before < 80; before += 1)
      expect(iCalendar('x', [entry({ title: `${'a'.repeat(before)}::error::x` })])).not.toMatch(/^\s*::/m);
  });
});

describe('an invitation', () => {
  test('names organiser and guests, whatever is in their names', () => {
    const organiser = { name: 'Ada "x";ATTENDEE:mailto:eve@example.com', address: 'ada@example.com' };
    const guest = { name: 'Grace\r\nATTENDEE:y', address: "o'grace+%41@example.com" };
    const text = iCalendar('x', [entry()], { organiser, guests: [guest] });
    const { method, events } = readCalendar(text);
    expect(method).toBe('REQUEST');
    expect(events[0]?.organiser).toBe('mailto:ada@example.com');
    expect(events[0]?.attendees).toEqual(["mailto:o'grace+%2541@example.com"]);
  });

  test.each([
    ['grace@example.com', 'grace@example.com'],
    ['mailto:grace@example.com', 'grace@example.com'],
    ['Grace <grace@example.com>, #chat', 'grace@example.com'],
    ['#releases', undefined],
    ['@grace', undefined],
    ['grace@localhost', undefined],
    ['https://example.com/@grace', undefined],
    ['a@b@c.example', undefined],
  ])('is for %s: %s', (contact, address) => {
    expect(addressIn(contact)).toBe(address);
  });
});
