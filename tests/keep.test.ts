/** How long records are kept: what `keep` may say, and up to which day that is. */
import { expect, test } from 'vitest';
import type { CalendarDate } from '../src/dates.ts';
import { keepText, keptUntil, parseKeep } from '../src/keep.ts';

test.each<[string, CalendarDate, CalendarDate]>([
  ['1 day', '2026-02-28', '2026-03-01'],
  ['90 days', '2026-11-23', '2027-02-21'],
  ['2 weeks', '2026-12-24', '2027-01-07'],
  ['12 months', '2026-02-20', '2027-02-20'],
  ['1 month', '2026-01-31', '2026-02-28'],
  ['1 month', '2028-01-31', '2028-02-29'],
  ['1 month', '2026-12-31', '2027-01-31'],
  ['6 months', '2026-08-31', '2027-02-28'],
  ['2 years', '2026-11-23', '2028-11-23'],
  ['1 year', '2028-02-29', '2029-02-28'],
  ['999 years', '2999-12-31', '3998-12-31'],
])('%s from %s are over after %s', (text, ended, last) => {
  const keep = parseKeep(text);
  expect(keep && keepText(keep)).toBe(text);
  expect(keep && keptUntil(ended, keep)).toBe(last);
});

test.each([
  '',
  '12',
  'months',
  '0 months',
  '-1 months',
  '1.5 years',
  '1000 days',
  '12 Months',
  '12months',
  '1 decade',
])('%j is refused', (text) => {
  expect(parseKeep(text)).toBeUndefined();
});
