import { describe, expect, test } from 'vitest';
import { type HireNews, messageOf, newsText } from '../../src/sync/commit-message.ts';
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
    expect(newsText(news('Lin', 'moved', 'away'))).toBe('Lin: 1 leave, 1 date moved');
    expect(newsText(news('Lin', 'done', 'brand-new'))).toBe('Lin: 1 done, 1 other change');
    const forgotten = { by: 'Grace Hopper', at: '2026-11-24T12:00:00.000Z' };
    expect(newsText({ ...news('h0000000a'), forgotten })).toBe('h0000000a: forgotten');
    expect(newsText({ ...news(), forgotten }, '2026-11-25')).toBe(
      'Ada Lovelace: erased by Grace Hopper on Tue 24 Nov',
    );
    expect(messageOf([{ ...news(), forgotten }])).toBe('h1: forgotten\n');
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
