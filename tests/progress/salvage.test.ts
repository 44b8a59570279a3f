import { expect, test } from 'vitest';
import {
  emptyRecord,
  formatRecord,
  isIntact,
  parseRecord,
  salvage,
  trusted,
} from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { hire, note, stamp } from '../workspace/scratch.ts';

const record = ['one', 'two', 'three'].reduce(
  (sofar, text, n) => withFacts(sofar, [note(text)], stamp(n)),
  emptyRecord(hire),
);
const text = formatRecord(record);

test('of a text cut off anywhere, every whole line is there', () => {
  const lines = text.split('\n');
  for (let length = 0; length <= text.length; length += 1) {
    const part = text.slice(0, length);
    // An event is whole without the comma before it.
    const whole = part.split('\n').filter((line) => lines.includes(line) && /^,?\{"id"/.test(line));
    expect(salvage(part, hire).events, `${length}`).toEqual(record.events.slice(0, whole.length));
  }
});

test('of a text with any one letter changed, all but that event is there', () => {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\n') continue;
    const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
    const { events } = salvage(changed, hire);
    expect(events.length, `${at}`).toBeGreaterThanOrEqual(record.events.length - 1);
    expect(record.events).toEqual(expect.arrayContaining([...events]));
  }
});

test('events of somebody else are not taken', () => {
  expect(salvage(text, 'hffffffff').events).toEqual([]);
});

test('what fits its hash and can not be used stays, what does not fit goes', () => {
  const later = withFacts(record, [{ kind: 'moved', item: 'x', due: 'some day' } as never], stamp(4));
  const read = parseRecord(formatRecord(later).replace('"one"', '"0ne"'));
  expect(read.damaged.map((damage) => isIntact(damage, hire)).sort()).toEqual([false, true]);
  expect(trusted(read).damaged).toHaveLength(1);
});
