/** The words of the accessible mode: each row of what speech and braille make of signs, with what is said instead. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speech } from '../../src/render/spoken.ts';
import { runs } from '../runs.ts';

const said = (text: string) => speech.screen(text, Number.POSITIVE_INFINITY, '2026-12-08').trimEnd();

test('a row: state first, a full stop at its end', () => {
  const cells = ['1.10', 'Meet your manager', '30 min', '', 'due Fri 27 Nov'];
  expect(said(speech.row('Done', cells))).toBe(
    'Done. Step 1.10, Meet your manager, 30 minutes, due Friday 27 November.',
  );
  expect(said(speech.row('asked', ['?1', '"Who decides?"', 'Grace']))).toBe(
    'Asked. Question 1, "Who decides?", Grace.',
  );
  expect(said(speech.row('', ['checklists/day-1.yaml, line 3']))).toBe('checklists/day-1.yaml, line 3.');
});

test('a heading: in small letters, with how many rows follow', () => {
  const step = (shown: number, all?: number) => ({
    shown,
    ...(all === undefined ? {} : { all }),
    noun: 'step',
  });
  expect(said(speech.heading('TODAY', step(3), ''))).toBe('Today, 3 steps.');
  expect(said(speech.heading('TODAY', step(1, 4), '2 h 45'))).toBe(
    'Today, 1 of 4 steps. 2 hours 45 minutes.',
  );
  expect(said(speech.heading('TALK ABOUT', step(0, 2), ''))).toBe('Talk about, 2 steps, not shown.');
  expect(said(speech.heading('CATCH UP, due before today', step(2), ''))).toBe(
    'Catch up, due before today, 2 steps.',
  );
  expect(said(speech.heading('WEEK OF MON 23 NOV', undefined, ''))).toBe('Week of Monday 23 November.');
  expect(said(speech.heading('Meet the CEO', undefined, ''))).toBe('Meet the CEO.');
});

describe('what is written, and what is said', () => {
  test.each([
    ['✓ done 1.3', 'Done. Done 1.3.'],
    ['✗ 2 errors in 1 file', 'Failed. 2 errors in 1 file.'],
    ['! No holidays are known', 'Warning: No holidays are known.'],
    ['☑ a, ☒ b, ☐ c', 'done a, done b, open c.'],
    ['Ada · day 1 – at work — now', 'Ada, day 1, at work, now.'],
    ['10:00–11:00 and 9:30-10:15', 'from 10:00 to 11:00 and from 9:30 to 10:15.'],
    ['Day 30 ████░░ 9 of 28', 'Day 30, 9 of 28.'],
    ['a → b', 'a to b.'],
    ['⚠ late', 'warning: late.'],
    ['≈ 3 and ~4', 'about 3 and about 4.'],
    [
      '2 h 50, 1 h, 2 h 05, 30 min, 1 min',
      '2 hours 50 minutes, 1 hour, 2 hours 5 minutes, 30 minutes, 1 minute.',
    ],
    ['reviewed 7 d ago, 1 d ago', 'reviewed 7 days ago, 1 day ago.'],
    ['your 1:1, two 1:1s', 'your one-to-one, two one-to-ones.'],
    ['at 10:00, 9:05', 'at 10:00, 9:05.'],
    ['since Fri 27 Nov', 'since Friday 27 November.'],
    ['by Tue 15', 'by Tuesday 15 December.'],
    ['on Tue 15 Dec 2027', 'on Tuesday 15 December 2027.'],
    ['works Mon to Wed', 'works Monday to Wednesday.'],
    ['Mon, Tue and Fri', 'Monday, Tuesday and Friday.'],
    ['Sun Microsystems', 'Sun Microsystems.'],
    ['on 2026-12-01', 'on Tuesday 1 December 2026.'],
    ['write 2026-12-01', 'write 2026-12-01.'],
    ['An answer to ?1', 'An answer to question 1.'],
    ['Who? you', 'Who? you.'],
    ['1.2-1.9 and 2.4', '1.2 to 1.9 and 2.4.'],
    ['… 3 more', '3 more.'],
    ['… and 3 more', 'And 3 more.'],
    ['“quoted” ‘it’s’', "\"quoted\" 'it's'."],
    ['- What puzzles you?', 'What puzzles you?'],
    ['> said so', 'Quote: Said so.'],
    ['left      right', 'left, right.'],
    ['Zoë Ähn, Łukasz', 'Zoë Ähn, Łukasz.'],
    ['a .ics file, or none:', 'a .ics file, or none:'],
  ])('%s', (written, spoken) => {
    expect(said(written)).toBe(spoken);
  });

  test('commands and addresses stay as they are, without a full stop behind them', () => {
    expect(said("Next: pm-onboard book 2.4-2.6 --on 2026-12-01 --hire 'Ada · 1'")).toBe(
      "Next: pm-onboard book 2.4-2.6 --on 2026-12-01 --hire 'Ada · 1'",
    );
    expect(said('Explain one: pm-onboard show 1.1   Tick it off: pmo done 1.1')).toBe(
      'Explain one: pm-onboard show 1.1\nTick it off: pmo done 1.1',
    );
    expect(said('see https://example.com/a…b/2026-12-01')).toBe('see https://example.com/a…b/2026-12-01');
    expect(said(speech.verbatim('  x = "1 h"  # ✓'))).toBe('  x = "1 h"  # ✓');
  });

  test('help has no columns, and names as they are typed', () => {
    expect(speech.literal('  --on <date>   the day: 2026-12-01\n\nItems: 2.4-2.6\n')).toBe(
      '--on <date>, the day: 2026-12-01.\nItems: 2.4-2.6.\n',
    );
  });
});

test('whatever is written, a line has no sign for drawing and no gap, and ends as a sentence', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '✓',
      '·',
      '…',
      '░█',
      '2 h 50',
      'Fri 27',
      'Nov',
      '1:1',
      '→',
      '  ',
      '"',
      '?1',
      '10:00–11:00',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.integer({ min: 40, max: 120 }), (words, width) => {
      const text = speech.screen(words.join(' '), width, '2026-12-08');
      for (const line of text.split('\n').slice(0, -1)) {
        expect(line).not.toMatch(/[─-╿▀-▟·…→✓✗–—]|\S {2,}\S/u);
        expect(line).not.toBe('');
      }
    }),
    runs(2_000),
  );
});
