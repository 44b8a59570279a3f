/** A record's text is written in one form, and read tolerantly. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventId } from '../../src/progress/event.ts';
import {
  emptyRecord,
  formatRecord,
  keepingDamage,
  mergeRecords,
  nameIn,
  parseRecord,
  RecordError,
} from '../../src/progress/record.ts';
import { recordText, reloaded, Story, sealed, tombstoneText } from '../builders.ts';

describe('no record at all', () => {
  const sound = formatRecord(new Story().record);
  const cases: [string, string, string][] = [
    ['empty', '', 'it is empty'],
    ['blank', ' \n', 'it is empty'],
    ['cut off', sound.slice(0, -4), 'it is cut off'],
    ['cut off in its head', sound.slice(0, 20), 'it is cut off or is not JSON'],
    ['of two hires', sound + sound.replace('"h1"', '"h2"'), 'it holds several records: h1, h2'],
    ['YAML', 'record: h1\n', 'it is cut off or is not JSON'],
    ['null', 'null', 'it is not a record'],
    ['a list', '[]', 'it is not a record'],
    ['a number', '1', 'it is not a record'],
    ['another JSON', '{"name":"pm-onboard","version":"1.0.0"}', 'it is not a record'],
    ['a format that is no number', '{"format":"2","record":"h1","events":{}}', 'it is not a record'],
    ['no id', '{"format":2,"events":{}}', 'it is not a record'],
    ['no events', '{"format":2,"record":"h1"}', 'it has no sections of events'],
    ['events in a list', '{"format":2,"record":"h1","events":[]}', 'it has no sections of events'],
    ['a section that is none', '{"format":2,"record":"h1","events":{"":{}}}', 'it has no sections of events'],
    [
      'not quite forgotten',
      '{"format":2,"record":"h1","forgotten":true}',
      'it doesn’t say who erased it, and when',
    ],
    [
      'forgotten at no instant',
      '{"format":2,"record":"h1","forgotten":{"by":"Grace","at":"yesterday"}}',
      'it doesn’t say who erased it, and when',
    ],
    [
      'forgotten at an instant that there is not',
      '{"format":2,"record":"h1","forgotten":{"by":"Grace","at":"2026-99-99T99:99:99.999Z"}}',
      'it doesn’t say who erased it, and when',
    ],
    [
      'format 1',
      '{"format":1,"hire":"h1","events":[]}',
      'it is of format 1, which no released version has written: keep the file, and begin the run anew',
    ],
    [
      'format 1 with the marks of a conflict',
      '{"format":1,"hire":"h1","events":[\n<<<<<<< a\n=======\n>>>>>>> b\n]}\n',
      'it is of format 1, which no released version has written: keep the file, and begin the run anew',
    ],
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

test('a section a person, one event a line, the envelope first, then the fields by name', () => {
  const story = new Story();
  story.add({ kind: 'done', item: 'x', note: 'n', evidence: 'e' }, { batch: 'b' });
  story.add({ kind: 'assigned', role: 'buddy', people: ['Grace'] }, { by: 'Zoë' });
  const { id, at } = story.record.events[1] ?? {};
  const lines = formatRecord(story.record).split('\n');
  expect(lines.filter((line) => !/^,?\{"id"/.test(line))).toEqual([
    '{"format":2,"record":"h1","events":{',
    '"":[',
    ']',
    ',"Ada":[',
    ']',
    ',"Ada Lovelace":[',
    ']',
    ',"Grace":[',
    ']',
    ',"Zoë":[',
    ']',
    '}}',
    '',
  ]);
  expect(lines[5]).toBe(
    `,{"id":"${id}","at":"${at}","on":"2026-11-23","by":"Ada","batch":"b","kind":"done","evidence":"e","item":"x","note":"n"}`,
  );
  expect(lines[4]).toMatch(/^\{"id":.*"kind":"started"/);
  expect(lines[12]).toMatch(/^\{"id":.*"kind":"assigned"/);
  expect(parseRecord(lines.join('\n'))).toEqual(story.record);
});

test('the id is the hash of the id of the record, a line feed, and what stands behind the id on the line', () => {
  const story = new Story();
  const { id } = story.done('x');
  const line = formatRecord(story.record)
    .split('\n')
    .find((each) => each.includes(id));
  const tail = line?.slice(line.indexOf(id) + id.length + 1) ?? '';
  expect(tail).toMatch(/^,"at":.*\}$/);
  expect(createHash('sha256').update(`h1\n${tail}`).digest('base64url')).toBe(id);
});

test.each(['__proto__', '42', 'constructor', '', '"[,]}{\\', '\ud800', 'É'])('a person called %j', (name) => {
  const story = new Story();
  story.done('x', { by: name });
  story.done('y', { by: '7' });
  const { record } = story;
  expect(reloaded(record)).toEqual(record);
  const text = formatRecord(record);
  expect(formatRecord(parseRecord(text))).toBe(text);
  expect(parseRecord(text.replaceAll('\n]', '\n\n]').replace('}}', '}} '))).toEqual(record);
  expect(parseRecord(text.replace('\n,{', '\n{')).events).toEqual(record.events);
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
    expect(text.split('\n').slice(1, 4)).toEqual(['"":[', JSON.stringify(value), ']']);
    expect(parseRecord(text)).toEqual(record);
  });

  test.each(cases)('%s comes back by no union', (_, value) => {
    const record = parseRecord(recordText([value, started]));
    const { record: other } = story;
    for (const union of [
      mergeRecords(record, other),
      mergeRecords(other, record),
      mergeRecords(record, record),
    ])
      expect(union.damaged).toEqual([]);
    expect(mergeRecords(record, other).events).toEqual(other.events);
  });

  test('of an event that was edited by hand the sound one wins, wherever the two meet', () => {
    const edited = { ...done, item: 'y' };
    const record = parseRecord(recordText([edited, started]));
    expect(parseRecord(recordText([edited, started, done]))).toEqual(story.record);
    expect(mergeRecords(record, story.record)).toEqual(story.record);
    expect(keepingDamage(mergeRecords(record, story.record), record)).toEqual(story.record);
    expect(keepingDamage(mergeRecords(record, record), record)).toEqual(record);
  });

  test('what a newer version wrote is in a union, though this one has no use for it', () => {
    const later = sealed({ kind: 'moved', item: 'x', due: 'some day' });
    const record = parseRecord(recordText([later, started]));
    expect(record.damaged).toHaveLength(1);
    expect(mergeRecords(record, story.record).damaged).toEqual(record.damaged);
    expect(formatRecord(mergeRecords(story.record, record))).toContain(JSON.stringify(later));
  });

  test('every bit flipped in an event is noticed', () => {
    const bytes = Buffer.from(JSON.stringify(done));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = `{"format":2,"record":"h1","events":{"":[${flipped.toString()}]}}`;
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
  const text = tombstoneText('h1', 'Grace', '2026-11-24T08:00:00.000Z');
  const tombstone = parseRecord(text);

  test('has no events, whatever stands there', () => {
    const also = text.replace(/\}\n$/, ',"events":{"":[{"kind":"done"}]}}\n');
    expect(parseRecord(also)).toEqual(tombstone);
    expect(formatRecord(tombstone)).toBe(text);
    expect(tombstone.forgotten).toEqual({ by: 'Grace', at: '2026-11-24T08:00:00.000Z' });
  });

  test('absorbs every merge', () => {
    const { record } = new Story();
    expect(mergeRecords(record, tombstone)).toEqual(tombstone);
    expect(mergeRecords(tombstone, record)).toEqual(tombstone);
  });

  test('absorbs the events with which it stands in one text, as after a union by git', () => {
    const { record } = new Story();
    for (const both of [formatRecord(record) + text, text + formatRecord(record)])
      expect(parseRecord(both)).toEqual(tombstone);
  });

  test('was erased by whoever was first', () => {
    const later = parseRecord(tombstoneText('h1', 'Ada', '2026-11-24T09:00:00.000Z'));
    const same = parseRecord(tombstoneText('h1', 'Ada', '2026-11-24T08:00:00.000Z'));
    expect(mergeRecords(later, tombstone)).toEqual(tombstone);
    expect(mergeRecords(tombstone, later)).toEqual(tombstone);
    expect(mergeRecords(tombstone, same)).toEqual(same);
    expect(mergeRecords(same, tombstone)).toEqual(same);
  });
});

test('a merge keeps the newer format', () => {
  const { record } = new Story();
  expect(mergeRecords(record, { ...record, format: 3 }).format).toBe(3);
  expect(mergeRecords({ ...record, format: 3 }, record).format).toBe(3);
});

test('two hires do not merge', () => {
  expect(() => mergeRecords(emptyRecord('h1'), emptyRecord('h2'))).toThrow(TypeError);
});
