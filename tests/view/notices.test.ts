import { expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, mergeRecords } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { eventsAhead, makersOf } from '../../src/view/notices.ts';

const note = (item: string): Fact => ({ kind: 'noted', item, text: 'x' });
const by = (name: string, at: string) => ({
  now: new Date(at),
  on: '2026-11-23' as const,
  by: name,
  batch: `${name} ${at}`,
});

test('whoever follows an event from the future has no clock that is ahead', () => {
  const now = '2026-11-23T09:00:00.000Z';
  const ahead = withFacts(
    emptyRecord('h0000000a'),
    [note('a'), note('b')],
    by('Grace', '2036-11-23T09:00:00.000Z'),
  );
  const followed = withFacts(withFacts(ahead, [note('a')], by('Ada', now)), [note('a')], by('Ada', now));
  expect(eventsAhead(followed, new Date(now))).toHaveLength(4);
  expect(makersOf(eventsAhead(followed, new Date(now)))).toEqual(['Grace']);
  const alone = withFacts(emptyRecord('h0000000a'), [note('c')], by('Ada', '2036-11-23T10:00:00.000Z'));
  expect(makersOf(eventsAhead(mergeRecords(followed, alone), new Date(now)))).toEqual(['Ada', 'Grace']);
});
