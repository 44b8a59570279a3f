/** A record must give the same screen in every time zone; each run is shown in two zones. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { zones } from '../zones.ts';
import { act, command, day, firstDay, historyIn, shown } from './lives.ts';

const often = runs(10_000);
const own = process.env['TZ'];

afterAll(() => setZone(own));

function setZone(zone: string | undefined): void {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
}

test('status, its text and the history are alike in any two zones', () => {
  const offsets = new Set<number>();
  const zone = fc.constantFrom(...zones);
  const looks = (
    given: readonly Parameters<typeof act>[1][],
    today: Parameters<typeof shown>[1],
    at: string,
  ) => {
    setZone(at);
    offsets.add(new Date('2026-06-01T10:30:00Z').getTimezoneOffset());
    const story = new Story(firstDay);
    for (const deeds of given) act(story, deeds);
    return { ...shown(story, today), history: historyIn(story) };
  };
  fc.assert(
    fc.property(fc.array(command, { maxLength: 4 }), day, zone, zone, (given, today, one, other) => {
      expect(looks(given, today, one)).toEqual(looks(given, today, other));
    }),
    often,
  );
  // The zones took effect.
  expect(offsets.size).toBeGreaterThan(15);
});
