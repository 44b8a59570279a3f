import { expect, test } from 'vitest';
import { syncedOutcome } from '../../src/actions/sync.ts';

const ada = { hire: 'h1', name: 'Ada', forgotten: false as const, events: [] };

test('how often it was sent is told where others were quicker', () => {
  const result = {
    sent: [ada],
    received: [],
    files: [],
    setAside: [],
    left: [],
    lacking: [],
    faults: [],
    tries: 1,
  };
  const remarks = (tries: number) => syncedOutcome({ ...result, tries }, 'there', [], '2026-11-23').remarks;
  expect(remarks(1)).toEqual([]);
  expect(remarks(2)).toEqual(['Others were sending too: it went through at the 2nd try.']);
  expect([3, 4, 11, 12].map((tries) => remarks(tries)[0]?.match(/\d+\w+/)?.[0])).toEqual([
    '3rd',
    '4th',
    '11th',
    '12th',
  ]);
});
