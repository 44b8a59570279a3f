import { expect, test } from 'vitest';
import { isUserError } from '../../src/errors.ts';
import { timeFrom } from '../../src/session/time-argument.ts';

function refused(text: string): string | undefined {
  try {
    return `taken as ${timeFrom(text, '--at')}`;
  } catch (error) {
    if (isUserError(error)) return `${error.message}; ${error.hint}`;
    throw error;
  }
}

test.each([
  ['10:00', '10:00'],
  ['9:30', '09:30'],
  ['09:30', '09:30'],
  ['0:00', '00:00'],
  ['23:59', '23:59'],
  [' 14:00 ', '14:00'],
])('"%s" is %s', (text, time) => {
  expect(timeFrom(text, '--at')).toBe(time);
});

test.each([
  ['9', '09:00'],
  ['10.30', '10:30'],
  ['10,30', '10:30'],
  ['10h', '10:00'],
  ['10h30', '10:30'],
  ['1030', '10:30'],
  ['2pm', '14:00'],
  ['2:15 PM', '14:15'],
  ['12 am', '00:00'],
  ['12pm', '12:00'],
  ['14 Uhr', '14:00'],
])('"%s" is refused, and the remedy is %s, which is taken', (text, time) => {
  expect(refused(text)).toBe(`--at: "${text}" is not a time; write it as ${time}`);
  expect(timeFrom(time, '--at')).toBe(time);
});

test.each([
  '24:00',
  '10:60',
  '10:5',
  '13pm',
  '0 am',
  'noon',
  '',
  '-1:00',
  '10:00:00',
  '100:00',
  '10:00\n9:00',
])('"%s" is refused', (text) => {
  expect(refused(text)).toBe(`--at: "${text}" is not a time; write it as 9:30 or 14:00, from 0:00 to 23:59`);
});
