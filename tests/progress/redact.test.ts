/** What a redaction leaves of events, unions and copies, also where somebody made it up. */
import { describe, expect, test } from 'vitest';
import { type Event, eventId, type Fact, formatEvent } from '../../src/progress/event.ts';
import {
  emptyRecord,
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
} from '../../src/progress/record.ts';
import { clearedCopy, takenOutBy, withoutTexts } from '../../src/progress/redact.ts';
import { withFacts } from '../../src/progress/stamp.ts';

const hire = 'h0000000a';
const secret = 'hush "now"';

function saved(record: HireRecord, fact: Fact, minute: number, by = 'Ada'): HireRecord {
  const now = new Date(Date.UTC(2026, 10, 23, 9, minute));
  return withFacts(record, [fact], { now, on: '2026-11-23', by, batch: `b${minute}` });
}

const started = saved(
  emptyRecord(hire),
  {
    kind: 'started',
    run: 'onboarding',
    person: 'p1',
    name: 'Ada',
    start: '2026-11-23',
    program: 'p',
    digest: 'd',
  },
  0,
);
const noted = saved(started, { kind: 'noted', item: 'x', text: secret }, 1);
const note = noted.events.find(({ kind }) => kind === 'noted') as Event;

function redacted(record: HireRecord, minute: number, by = 'Ada', event = withoutTexts(note)): HireRecord {
  return saved(record, { kind: 'redacted', of: note.id, event }, minute, by);
}

describe('an event without its texts', () => {
  test('keeps all that isn’t a text of a person; what the table doesn’t know goes', () => {
    const done = {
      ...note,
      kind: 'done',
      note: 'a',
      evidence: 'b',
      title: 'c',
      due: '2026-11-24',
      later: 'd',
    };
    const { text: _, ...rest } = done as unknown as Record<string, unknown>;
    const { later: __, title: ___, ...known } = rest;
    expect(withoutTexts(rest as unknown as Event)).toEqual({
      ...known,
      note: '(taken out)',
      evidence: '(taken out)',
    });
  });
});

describe('a union', () => {
  test('of several redactions the last counts, whatever the order, and the text is in none of them', () => {
    const forged = redacted(noted, 2, 'Mallory', { ...note, text: 'worse' });
    expect(formatRecord(forged)).toContain('worse');
    const states = [noted, forged, redacted(forged, 3, 'Grace'), redacted(noted, 3, 'Ada'), started];
    const texts = new Set<string>();
    for (const order of [states, states.toReversed(), [...states.slice(2), ...states.slice(0, 2)]])
      texts.add(formatRecord(order.reduce(mergeRecords)));
    const [first = states[1], second = states[2], ...others] = states as HireRecord[];
    texts.add(
      formatRecord(mergeRecords(first as HireRecord, others.reduce(mergeRecords, second as HireRecord))),
    );
    expect(texts.size).toBe(1);
    const [text = ''] = texts;
    expect(text).not.toMatch(/worse|hush/);
    expect(formatRecord(parseRecord(text))).toBe(text);
    expect(parseRecord(text).events.filter(({ kind }) => kind === 'redacted')).toHaveLength(1);
  });

  test('no redaction takes another one out, whatever comes first', () => {
    const after = redacted(noted, 2);
    const [first] = after.events.filter(({ kind }) => kind === 'redacted') as Event[];
    const kept = { ...withoutTexts(note), id: first?.id };
    const of = first?.id ?? '';
    const alone = saved(started, { kind: 'redacted', of, event: kept }, 3, 'Mallory');
    const again = redacted(started, 4, 'Grace');
    const states = [
      noted,
      after,
      alone,
      again,
      saved(alone, { kind: 'redacted', of, event: kept }, 5, 'Eve'),
    ];
    for (const one of states)
      for (const other of states) {
        const union = formatRecord(mergeRecords(one, other));
        expect(formatRecord(mergeRecords(other, one))).toBe(union);
        expect(formatRecord(mergeRecords(parseRecord(union), one))).toBe(union);
        for (const third of states)
          expect(formatRecord(mergeRecords(mergeRecords(one, other), third))).toBe(
            formatRecord(mergeRecords(one, mergeRecords(other, third))),
          );
      }
    const union = mergeRecords(alone, after);
    expect(union.events).toContainEqual(first);
    expect(formatRecord(union)).toContain(first?.id);
    expect(formatRecord(mergeRecords(union, noted))).not.toContain('hush');
  });

  test('a redaction of another event than it says takes nothing out', () => {
    const other = redacted(noted, 2, 'Mallory', { ...withoutTexts(note), id: 'x' });
    expect(formatRecord(other)).toContain('hush');
  });
});

describe('a copy of the record', () => {
  const after = redacted(noted, 2);
  const gone = takenOutBy(after, formatRecord(noted), []);
  const cleared = (text: string) => clearedCopy(text, gone);

  test('that holds nothing of it stays as it is, byte by byte', () => {
    const others = saved(started, { kind: 'noted', item: 'x', text: 'other' }, 4);
    for (const text of [
      formatRecord(started),
      `${formatRecord(others)}\n`,
      formatRecord(after),
      '',
      'nothing',
    ])
      expect(cleared(text)).toBe(text);
  });

  test('that is a record becomes the union', () => {
    expect(cleared(formatRecord(noted))).toBe(formatRecord(after));
    const later = saved(noted, { kind: 'noted', item: 'y', text: 'later' }, 5);
    expect(parseRecord(cleared(formatRecord(later))).events.map(({ kind }) => kind)).toEqual([
      'started',
      'noted',
      'redacted',
      'noted',
    ]);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, -8)],
    ['cut off in the text', (text: string) => text.slice(0, text.indexOf('hush') + 4)],
    ['with lines of something else', (text: string) => `<<<\n${text}\n{`],
  ])('that is not a record loses the lines with it: %s', (_, damage) => {
    const left = cleared(damage(formatRecord(noted)));
    expect(left).not.toContain('hush');
    expect(left).toContain('"kind":"started"');
  });

  test('with a damaged line of it loses the line, whether its id or its text is another', () => {
    const lines = [
      { ...note, text: 'hush changed' },
      { ...note, id: eventId('h', note), item: 'z' },
    ];
    for (const line of lines) {
      const text = formatRecord(started).replace('"":[\n', `"":[\n${formatEvent(line as Event)}\n`);
      expect(parseRecord(text).damaged).toHaveLength(1);
      expect(cleared(text)).not.toContain('hush');
    }
  });

  test('that has nothing else is empty', () => {
    expect(cleared(formatEvent(note))).toBe('');
  });

  test('of somebody else with the same words in an event of theirs stays', () => {
    const other = withFacts(emptyRecord('h0000000b'), [{ kind: 'noted', item: 'x', text: 'other' }], {
      now: new Date(0),
      on: '2026-11-23',
      by: 'Bob',
      batch: 'b',
    });
    const text = formatRecord(other);
    expect(cleared(text)).toBe(text);
  });
});
