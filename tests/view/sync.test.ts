/** What is said of sharing: messages of commits, how old the shared state is. */
import { describe, expect, test } from 'vitest';
import { viewSync } from '../../src/view/sharing.ts';
import { type HireNews, messageOf, newsText, syncedOutcome } from '../../src/view/sync.ts';
import { Story, sealed } from '../builders.ts';

function news(name = 'Ada Lovelace', ...kinds: string[]): HireNews {
  return { hire: 'h1', name, forgotten: false, events: kinds.map((kind) => sealed({ kind })) };
}

describe('the message of a commit', () => {
  test('counts what happened, by hire', () => {
    const story = new Story();
    story.command([
      { kind: 'done', item: 'a' },
      { kind: 'done', item: 'b' },
      { kind: 'done', item: 'c' },
    ]);
    story.add({ kind: 'asked', text: 'Who?' });
    const ada = { ...news(), events: story.record.events.slice(1) };
    expect(messageOf([ada])).toBe('Ada: 3 done, 1 question\n');
    expect(newsText(news('Lin', 'moved', 'away'))).toBe('Lin: 2 changes');
    expect(newsText(news('Lin', 'done', 'brand-new'))).toBe('Lin: 1 done, 1 other change');
    expect(newsText({ ...news('h0000000a'), forgotten: true })).toBe('h0000000a: forgotten');
    expect(messageOf([])).toBe('Share the workspace\n');
  });

  test('names three hires, and lists the others below', () => {
    const all = ['Ada', 'Lin', 'Edsger', 'Grace'].map((name) => news(name, 'done'));
    expect(messageOf(all)).toBe(
      'Ada: 1 done; Lin: 1 done; Edsger: 1 done; and 1 more\n\nAda: 1 done\nLin: 1 done\nEdsger: 1 done\nGrace: 1 done\n',
    );
  });

  test('stays one line, whatever a name holds', () => {
    const message = messageOf([news('Ada\n\nSigned-off-by:\u2028\u202eX\x1b[31m', 'done')]);
    expect(message.match(/[\p{C}\p{Zl}]/gu)).toEqual(['\n']);
    expect(message.indexOf('\n')).toBe(message.length - 1);
  });
});

describe('how old the shared state is', () => {
  const now = new Date('2026-11-25T12:00:00.000Z');
  test.each([
    ['2026-11-25T12:00:00.000Z', 0, 'synced just now', false],
    // Another machine's clock, or one that was set back.
    ['2026-11-25T13:00:00.000Z', 0, 'synced just now', false],
    ['2036-11-25T12:00:00.000Z', 0, 'synced nobody knows when', true],
    ['2026-11-25T11:52:00.000Z', 0, 'synced 8 min ago', false],
    ['2026-11-25T11:00:00.000Z', 1, 'synced 1 hour ago; 1 event not shared', true],
    ['2026-11-24T12:00:01.000Z', 0, 'synced 23 hours ago', false],
    ['2026-11-24T12:00:00.000Z', 0, 'synced 1 day ago', true],
    ['2026-11-23T10:00:00.000Z', 3, 'synced 2 days ago; 3 events not shared', true],
    [null, 3, 'never synced; 3 events not shared', true],
  ])('%s, %i events', (at, unshared, text, stale) => {
    expect(viewSync({ at, unshared }, now)).toEqual({ at, unshared, text, stale });
  });

  test('nothing is said where nothing is shared', () => {
    expect(viewSync(undefined, now)).toBeNull();
  });
});

test('how often it was sent is told where others were quicker', () => {
  const result = { sent: [news('Ada', 'done')], received: [], files: [], tries: 1 };
  const remarks = (tries: number) => syncedOutcome({ ...result, tries }, 'there').remarks;
  expect(remarks(1)).toEqual([]);
  expect(remarks(2)).toEqual(['Others were sending too: it went through at the 2nd try.']);
  expect([3, 4, 11, 12].map((tries) => remarks(tries)[0]?.match(/\d+\w+/)?.[0])).toEqual([
    '3rd',
    '4th',
    '11th',
    '12th',
  ]);
});
