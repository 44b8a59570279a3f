/** How `show --why` names the days off on the way to a due date. */
import { describe, expect, test } from 'vitest';
import type { CalendarConfig } from '../../src/program/model.ts';
import { explainItem } from '../../src/view/why.ts';
import { phase, planned, program, Story } from '../builders.ts';

const month = program([
  phase('day-40', 'day 40', [
    { id: 'eighth', due: 'workday 8' },
    { id: 'late', due: 'workday 24' },
    { id: 'eve', due: 'day 32' },
    { id: 'saturday', due: 'day 6' },
    { id: 'end', due: 'workday 28' },
  ]),
]);

const eve = { date: '2026-12-24', name: 'Christmas Eve', source: 'company.ics' } as const;
const calendar: CalendarConfig = {
  holidays: [
    { date: '2026-11-26', name: 'Thanksgiving', source: 'company.ics' },
    eve,
    { date: '2026-12-25' },
  ],
  extraWorkingDays: [{ date: '2026-11-28', name: 'for Thu 26 Nov' }],
};

function why(id: string, story = new Story(), of = calendar): string[] {
  const run = story.run(month, '2026-11-23', { calendar: of });
  return explainItem(planned(run.plan, id), run);
}

describe('the days off on the way', () => {
  test.each([
    [
      'eighth',
      'Working day 8 is Wed 2 Dec. Off until then: Thu 26 Nov, Thanksgiving (company.ics); 1 day outside the working week. Not off: Sat 28 Nov, worked: for Thu 26 Nov.',
    ],
    [
      'late',
      'Working day 24 is Mon 28 Dec. Off until then: Thu 26 Nov, Thanksgiving (company.ics); Thu 24 Dec, Christmas Eve (company.ics); Fri 25 Dec, a holiday; 9 days outside the working week. Not off: Sat 28 Nov, worked: for Thu 26 Nov.',
    ],
    [
      'eve',
      'Day 32 is Thu 24 Dec, Christmas Eve (company.ics), so the working day before it counts: Wed 23 Dec.',
    ],
    ['saturday', 'Day 6 is Sat 28 Nov.'],
  ])('of %s', (id, sentence) => {
    expect(why(id)).toContain(sentence);
  });

  test('so many that they are counted', () => {
    const holidays = (['24', '25', '26', '27', '30'] as const).map((day) => ({
      date: `2026-11-${day}` as const,
    }));
    const text = why('eighth', new Story(), { holidays: [...holidays, { date: '2026-12-01' }] }).join(' ');
    expect(text).toContain('Fri 27 Nov, a holiday; 2 more holidays; 4 days outside the working week.');
  });

  test('leave comes on top, and hides neither weekend nor holiday', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-11-26', to: '2026-11-29' });
    const without = { holidays: calendar.holidays ?? [] };
    expect(why('saturday', story, without)).toEqual(
      expect.arrayContaining([
        'Day 6 is Sat 28 Nov, not in the working week, so the working day before it counts: Fri 27 Nov.',
        'With 1 working day of leave until then, that is Mon 30 Nov.',
      ]),
    );
    expect(why('eighth', story, without).join(' ')).toContain(
      'Working day 8 is Thu 3 Dec. Off until then: Thu 26 Nov, Thanksgiving (company.ics); 2 days outside the working week.',
    );
  });

  test('a rule that is moved up says which working day it means', () => {
    const closed = (['14', '15', '16', '17'] as const).map((day) => ({ date: `2026-12-${day}` as const }));
    const sentences = why('end', new Story(), { holidays: closed });
    expect(sentences[1]).toBe(
      'Moved up: "day-40" has 26 working days, its rules suppose 28; working day 28 of the rules is working day 26.',
    );
  });
});
