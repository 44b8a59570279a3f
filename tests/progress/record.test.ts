/** A record's text is written in one form, and read tolerantly. */
import { describe, expect, test } from 'vitest';
import { eventId } from '../../src/progress/event.ts';
import {
  emptyRecord,
  formatRecord,
  mergeRecords,
  nameIn,
  parseRecord,
  RecordError,
} from '../../src/progress/record.ts';
import { recordText, reloaded, Story, sealed } from '../builders.ts';

describe('no record at all', () => {
  const sound = formatRecord(new Story().record);
  const cases: [string, string, string][] = [
    ['empty', '', 'it is empty'],
    ['blank', ' \n', 'it is empty'],
    ['cut off', sound.slice(0, -4), 'it is cut off or is not JSON'],
    ['twice', sound + sound, 'it is cut off or is not JSON'],
    ['YAML', 'hire: h1\n', 'it is cut off or is not JSON'],
    ['null', 'null', 'it is not a record'],
    ['a list', '[]', 'it is not a record'],
    ['a number', '1', 'it is not a record'],
    ['another JSON', '{"name":"pm-onboard","version":"1.0.0"}', 'it is not a record'],
    ['a format that is no number', '{"format":"1","hire":"h1","events":[]}', 'it is not a record'],
    ['no hire', '{"format":1,"events":[]}', 'it is not a record'],
    ['no events', '{"format":1,"hire":"h1"}', 'it has no list of events'],
    ['events that are no list', '{"format":1,"hire":"h1","events":{}}', 'it has no list of events'],
    ['not quite forgotten', '{"format":1,"hire":"h1","forgotten":"yes"}', 'it has no list of events'],
  ];
  test.each(cases)('%s', (_, text, message) => {
    expect(() => parseRecord(text)).toThrow(new RecordError(message));
  });

  test('cut off anywhere', () => {
    for (let length = 0; length < sound.trimEnd().length; length += 1) {
      expect(() => parseRecord(sound.slice(0, length)), `at ${length}`).toThrow(RecordError);
    }
  });
});

describe('the name in a text that is damaged', () => {
  const story = new Story();
  story.add({ kind: 'noted', item: 'x', text: 'about "name":"Nobody"' });
  const sound = formatRecord(story.record);
  const cases: [string, string, string | undefined][] = [
    ['cut off', sound.slice(0, -40), 'Ada Lovelace'],
    ['cut off right behind the name', sound.slice(0, sound.indexOf('Lovelace",') + 9), 'Ada Lovelace'],
    ['cut off within the name', sound.slice(0, sound.indexOf('Lovelace",') + 8), undefined],
    ['without its head', sound.slice(20), 'Ada Lovelace'],
    ['with a conflict', sound.replace(/^\{"id/m, '<<<<<<<\n$&'), 'Ada Lovelace'],
    ['laid out by an editor', `${JSON.stringify(JSON.parse(sound), null, 2)}}`, 'Ada Lovelace'],
    [
      'with quotes in it',
      sound.replace('Ada Lovelace', 'Ada \\"Countess\\" L\\u00f6velace'),
      'Ada "Countess" Lövelace',
    ],
    ['with no escape in it', sound.replace('Ada Lovelace', 'Ada\\x'), undefined],
    ['blank', sound.replace('Ada Lovelace', ' '), undefined],
    ['without a start', sound.replace('"started"', '"startad"'), undefined],
    ["another hire's", sound.replace('"h1"', '"h2"'), undefined],
    ['of nothing', '\0\0', undefined],
  ];
  test.each(cases)('%s', (_, text, name) => {
    expect(nameIn(text, 'h1')).toBe(name);
  });
});

test('one event a line, the envelope first, then the fields by name', () => {
  const story = new Story();
  story.add({ kind: 'done', item: 'x', note: 'n', evidence: 'e' }, { batch: 'b' });
  const { id, at } = story.record.events[1] ?? {};
  const lines = formatRecord(story.record).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe('{"format":1,"hire":"h1","events":[');
  expect(lines[2]).toBe(
    `{"id":"${id}","at":"${at}","on":"2026-11-23","by":"Ada","batch":"b","kind":"done","evidence":"e","item":"x","note":"n"}`,
  );
  expect(lines.slice(3)).toEqual([']}', '']);
});

test('a record without events', () => {
  expect(reloaded(emptyRecord('h1'))).toEqual(emptyRecord('h1'));
});

test('the id depends on the content and on the record, not on the order of keys', () => {
  const content = { at: '2026-11-23T09:12:00.123Z', kind: 'x', deep: { a: 1, b: [1, 2] } };
  const id = eventId('h1', content);
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(eventId('h1', { deep: { b: [1, 2], a: 1 }, kind: 'x', id: 'any', at: content.at })).toBe(id);
  expect(eventId('h2', content)).not.toBe(id);
  expect(eventId('h1', { ...content, deep: { a: 1, b: [2, 1] } })).not.toBe(id);
});

describe('damage', () => {
  const story = new Story();
  const [started, done] = [story.record.events[0], story.done('x')];
  const cases: [string, unknown, string][] = [
    ['an edited field', { ...done, item: 'y' }, 'its content does not fit its id'],
    ['an edited date', { ...done, on: '2026-11-24' }, 'its content does not fit its id'],
    ['a field more', { ...done, mood: 'fine' }, 'its content does not fit its id'],
    ['an edited id', { ...done, id: 'mine' }, 'its content does not fit its id'],
    [
      'an event of another record',
      sealed({ kind: 'done', item: 'x' }, 'h2'),
      'its content does not fit its id',
    ],
    ['a field of the wrong type', { ...done, item: 7 }, '`item` is missing or of the wrong type'],
    ['null', null, 'it is not an object'],
    ['a list', [1, [2]], 'it is not an object'],
  ];
  test.each(cases)('%s is set aside and stays in the file as it is', (_, value, fault) => {
    const record = parseRecord(recordText([value, started]));
    expect(record.events).toEqual([started]);
    expect(record.damaged).toEqual([{ value, fault }]);
    const text = formatRecord(record);
    expect(text.split('\n')[2]).toBe(JSON.stringify(value));
    expect(parseRecord(text)).toEqual(record);
  });

  test('every bit flipped in an event is noticed', () => {
    const bytes = Buffer.from(JSON.stringify(done));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = `{"format":1,"hire":"h1","events":[${flipped.toString()}]}`;
      try {
        expect(parseRecord(text).events, text).toEqual([]);
      } catch (error) {
        expect(error).toBeInstanceOf(RecordError);
      }
    }
  });

  test('the same damage twice is kept once', () => {
    expect(parseRecord(recordText([null, null, started])).damaged).toHaveLength(1);
  });
});

test('the same event twice counts once, and order in the file is nothing', () => {
  const story = new Story();
  story.done('x');
  const [a, b] = story.record.events;
  expect(parseRecord(recordText([b, a, b, a]))).toEqual(story.record);
});

test('a kind from a later version is kept, nested fields in one order', () => {
  const later = sealed({ kind: 'celebrated', saw: { b: [{ d: 1, c: 2 }], a: null }, 7: 'x' });
  const shuffled = { ...later, saw: { a: null, b: [{ c: 2, d: 1 }] } };
  const text = formatRecord(parseRecord(recordText([later])));
  expect(parseRecord(text).events).toEqual([later]);
  expect(formatRecord(parseRecord(recordText([shuffled])))).toBe(text);
  expect(text).toContain('"saw":{"a":null,"b":[{"c":2,"d":1}]}');
});

describe('a forgotten hire', () => {
  const tombstone = parseRecord('{"format":1,"hire":"h1","forgotten":true,"events":[{"kind":"done"}]}');

  test('has no events, whatever stands there', () => {
    expect(formatRecord(tombstone)).toBe('{"format":1,"hire":"h1","forgotten":true}\n');
    expect(reloaded(tombstone)).toEqual(tombstone);
  });

  test('absorbs every merge', () => {
    const { record } = new Story();
    expect(mergeRecords(record, tombstone)).toEqual(tombstone);
    expect(mergeRecords(tombstone, record)).toEqual(tombstone);
  });
});

test('a merge keeps the newer format', () => {
  const { record } = new Story();
  expect(mergeRecords(record, { ...record, format: 2 }).format).toBe(2);
  expect(mergeRecords({ ...record, format: 2 }, record).format).toBe(2);
});

test('two hires do not merge', () => {
  expect(() => mergeRecords(emptyRecord('h1'), emptyRecord('h2'))).toThrow(TypeError);
});
