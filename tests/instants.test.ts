/** Local times of zones as instants, held to what Intl says of the clocks there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarDate, dateOf } from '../src/dates.ts';
import { instantAt } from '../src/instants.ts';
import { runs } from './runs.ts';
import { clockIn, zones } from './zones.ts';

describe('a time by the clocks of a zone', () => {
  test.each([
    ['in winter', '2026-12-01', '09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
    ['in summer', '2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['on the day of a change', '2026-10-25', '09:00', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
    ['that comes twice is the first', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    [
      'that is leapt over is read as before',
      '2026-03-29',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T01:30:00.000Z',
    ],
    ['half an hour off', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['at the edge of the dates', '2026-12-01', '00:00', 'Pacific/Kiritimati', '2026-11-30T10:00:00.000Z'],
    [
      'before summer time was invented',
      '1970-01-01',
      '12:00',
      'America/New_York',
      '1970-01-01T17:00:00.000Z',
    ],
  ] as const)('%s', (_, day, time, zone, instant) => {
    expect(instantAt(day, time, zone)?.toISOString()).toBe(instant);
  });

  test('is none where there is no such zone', () => {
    for (const zone of ['Office', '', 'Europe/Berlin; x', '../etc'])
      expect(instantAt('2026-12-01', '09:00', zone), zone).toBeUndefined();
  });

  test('is what the clocks of any zone show then, unless they leap over it', () => {
    const day = fc.integer({ min: 20_000, max: 23_000 }).map(dateOf);
    const time = fc
      .integer({ min: 0, max: 95 })
      .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
    fc.assert(
      fc.property(day, time, fc.constantFrom(...zones), (date, clock, zone) => {
        const instant = instantAt(date, clock, zone);
        if (!instant) throw new Error(`no instant in ${zone}`);
        if (clockIn(zone, instant) !== `${date} ${clock}`) expect(isShown(date, clock, zone)).toBe(false);
      }),
      runs(3000),
    );
  });
});

/** Whether the clocks of the zone show the time at some instant. */
function isShown(date: CalendarDate, time: string, zone: string): boolean {
  const near = Date.parse(`${date}T${time}:00Z`);
  for (let at = near - 108_000_000; at <= near + 108_000_000; at += 900_000)
    if (clockIn(zone, new Date(at)) === `${date} ${time}`) return true;
  return false;
}
