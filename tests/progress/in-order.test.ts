/** What is read line by line is what is read event by event; whatever is not as it was written here is left to the latter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventId, idOfTail } from '../../src/progress/event.ts';
import { eventsInOrder } from '../../src/progress/in-order.ts';
import { emptyRecord, formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { runs } from '../runs.ts';
import { hire, note, stamp } from '../workspace/scratch.ts';
import { replicas } from './arbitrary.ts';

const head = (record: string) => `{"format":2,"record":"${record}","events":{`;

function inOrder(text: string, record = hire) {
  return eventsInOrder(text, head(record), record, JSON.parse(text));
}

/** The record of a text with the id of each event made to fit its line: what only somebody who means it writes. */
function resealed(text: string): string {
  return text.replace(/\{"id":"[^"]*"(.*)/g, (_, tail: string) => {
    const id = idOfTail(hire, tail);
    return `{"id":"${id}"${tail}`;
  });
}

const record = ['one', 'two "quoted" \\', 'three {[ü]}'].reduce(
  (sofar, text, n) =>
    withFacts(sofar, [note(text), { kind: 'counted', item: 'calls', delta: n + 1 }], stamp(n)),
  emptyRecord(hire),
);
const text = formatRecord(record);

test('every record is read so, unless texts were taken out of it', () => {
  fc.assert(
    fc.property(replicas(1), ([one = record]) => {
      const written = formatRecord(one);
      const read = inOrder(written, one.hire);
      const isPlain =
        one.damaged.length === 0 && !one.team && !one.events.some(({ kind }) => kind === 'redacted');
      if (isPlain && one.format === 2 && !one.forgotten) expect(read).toEqual(parseRecord(written).events);
    }),
    runs(200),
  );
  expect(inOrder(text)).toEqual(record.events);
});

test('events of many people come in one order', () => {
  const people = Array.from({ length: 12 }, (_, n) => `Person ${n}`);
  const many = people.reduce(
    (sofar, by, n) => withFacts(sofar, [note(`one of ${by}`)], { ...stamp((n * 7) % 5), by }),
    record,
  );
  const written = formatRecord(many);
  expect(Object.keys(JSON.parse(written).events).length).toBeGreaterThan(people.length);
  expect(inOrder(written)).toEqual(many.events);
});

test('with any one character changed, it is none', () => {
  for (let at = 0; at < text.length; at += 1) {
    const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
    let value: Record<string, unknown>;
    try {
      value = JSON.parse(changed);
    } catch {
      continue;
    }
    expect(eventsInOrder(changed, head(hire), hire, value), `${at}`).toBeUndefined();
  }
});

test.each([
  ['a key twice', (line: string) => line.replace('"text":"one"', '"text":"two","text":"one"')],
  ['a space', (line: string) => line.replace('"text":"one"', '"text": "one"')],
  ['another order of keys', (line: string) => line.replace(/("item":"[^"]*"),("text":"one")/, '$2,$1')],
  ['a letter written otherwise', (line: string) => line.replace('"text":"one"', '"text":"\\u006fne"')],
  ['a number written otherwise', (line: string) => line.replace('"delta":1', '"delta":1.0')],
  ['a key twice, in as many letters', (line: string) => line.replace('"item":', '"text":"x","item":')],
  ['a section of nobody', (whole: string) => whole.replace('"events":{\n', '"events":{\n"":[\n]\n,')],
  ['a line end inside', (line: string) => line.replace(',"text":"one"', '\n,"text":"one"')],
])('%s: it is read event by event, as without that', (_, change) => {
  const changed = resealed(change(text));
  expect(changed).not.toBe(text);
  expect(inOrder(changed)).toBeUndefined();
});

test('an event under the id of another one is none', () => {
  const lines = text.split('\n');
  const events = lines.filter((line) => line.includes('{"id"'));
  expect(events.length).toBeGreaterThan(2);
  const swapped = text.replace(record.events[0]?.id ?? '', record.events[1]?.id ?? '');
  expect(inOrder(swapped)).toBeUndefined();
  // The one that has its id is there, so that nothing is missed.
  expect(parseRecord(swapped).events).toEqual(record.events.slice(1));
  expect(eventId(hire, record.events[0] ?? {})).toBe(record.events[0]?.id);
});
