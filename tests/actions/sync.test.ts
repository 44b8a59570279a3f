import { expect, test } from 'vitest';
import { syncedOutcome } from '../../src/actions/sync.ts';

const ada = { hire: 'h1', name: 'Ada', forgotten: false as const, events: [] };

const nothing = {
  sent: [],
  received: [],
  files: [],
  setAside: [],
  copies: [],
  left: [],
  lacking: [],
  faults: [],
  elsewhere: [],
  reverted: [],
  tries: 1,
} as const;
const place = { remote: { name: 'origin', url: 'there' }, branch: 'main' };

test('how often it was sent is told where others were quicker', () => {
  const result = { ...nothing, sent: [ada] };
  const remarks = (tries: number) => syncedOutcome({ ...result, tries }, place, [], '2026-11-23').remarks;
  expect(remarks(1)).toEqual([]);
  expect(remarks(2)).toEqual(['Others were sending too: it went through at the 2nd try.']);
  expect([3, 4, 11, 12].map((tries) => remarks(tries)[0]?.match(/\d+\w+/)?.[0])).toEqual([
    '3rd',
    '4th',
    '11th',
    '12th',
  ]);
});

test('what is kept aside of a record that others have erased, and how to end that', () => {
  const erasure = { by: 'Grace Hopper', at: '2026-11-24T12:00:00.000Z' };
  const record = { hire: 'h0000000a', name: 'Ada Lovelace', copy: 'h0000000a.json.erased' };
  const aside = (unshared: number) => ({ ...record, erased: { by: erasure, unshared } });
  const result = { ...nothing, received: [{ ...ada, forgotten: erasure }] };
  const told = (unshared: number) =>
    syncedOutcome({ ...result, setAside: [aside(unshared)] }, place, [], '2026-11-25');
  expect(told(0).changes).toEqual(['came in Ada: erased by Grace Hopper on Tue 24 Nov']);
  expect(told(0).remarks).toEqual([
    'What was recorded here about Ada Lovelace is kept aside. To erase it too: pm-onboard forget h0000000a. To bring it back, as a record of its own: pm-onboard doctor --restore h0000000a',
  ]);
  expect(told(2).remarks[0]).toContain('kept aside, with 2 events that nobody else has. To erase');
  expect(syncedOutcome({ ...nothing, setAside: [record] }, place, [], '2026-11-25').remarks).toContain(
    'The rewritten history has no record of Ada Lovelace any more. What was here is kept in backups/h0000000a.json.erased; to erase it too: pm-onboard forget h0000000a',
  );
});

test('a file that can not be read, or only in part, is named once', () => {
  const fault = { path: 'hires/h0000000a.json', fault: 'it is cut off' };
  const result = { ...nothing, faults: [fault, fault] };
  expect(syncedOutcome(result, place, [], '2026-11-25').remarks.slice(1)).toEqual([
    'hires/h0000000a.json: it is cut off; all that can be trusted in it was shared. See: pm-onboard doctor',
  ]);
  const copies = [{ path: fault.path, copy: 'h0000000a.json.corrupt' }];
  expect(syncedOutcome({ ...result, copies }, place, [], '2026-11-25').remarks.slice(1)).toEqual([
    'hires/h0000000a.json: it is cut off; all that can be trusted in it was shared. The file as it was, with whatever else was in it, is kept in backups/h0000000a.json.corrupt',
  ]);
});
