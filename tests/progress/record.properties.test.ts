/** Records and their bytes, whatever has happened. The seed is fixed: a failure is a change, not luck. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/progress/fold.ts';
import { formatRecord, mergeRecords, parseRecord } from '../../src/progress/record.ts';
import { recordText } from '../builders.ts';
import { entries } from './arbitrary.ts';

const runs = { numRuns: 10_000, seed: 20_261_123 };

test('what is written is read as it was, and written again byte for byte', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const record = parseRecord(recordText(all));
      const text = formatRecord(record);
      const again = parseRecord(text);
      expect(formatRecord(again)).toBe(text);
      return isDeepStrictEqual(again.events, record.events) && again.damaged.length === record.damaged.length;
    }),
    runs,
  );
});

test('the fold does not depend on the order of arrival', () => {
  const shuffles = entries.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffles, ([all, shuffled]) => {
      const arrived = shuffled
        .map((entry) => parseRecord(recordText([entry])))
        .reduce((a, b) => mergeRecords(a, b));
      const folded = fold(parseRecord(recordText(all)));
      return folded?.hire.name === 'Ada' && isDeepStrictEqual(fold(arrived), folded);
    }),
    runs,
  );
});
