/** What a preview says of a calendar: the days off by name, and the phases that are too short for their rules. */
import { expect, test } from 'vitest';
import type { CalendarConfig } from '../../src/program/model.ts';
import { noStyle } from '../../src/render/page.ts';
import { monthsRenderer } from '../../src/render/preview.ts';
import { safeDeep } from '../../src/render/safe.ts';
import { squeezeText, viewPreview } from '../../src/view/preview.ts';
import { type ItemSpec, phase, program, Story } from '../builders.ts';
import { attacks, dangerous } from '../cli/hostile.ts';

function preview(items: readonly ItemSpec[], more: readonly ItemSpec[], calendar: CalendarConfig) {
  const of = program([phase('day-30', 'day 30', items), phase('day-37', 'day 37', more)]);
  return viewPreview(new Story().run(of, '2026-11-23', { calendar }));
}

const named = (date: `2026-${number}-${number}`, name: string) => ({ date, name, source: 'company.ics' });
const four: CalendarConfig = {
  holidays: [
    named('2026-11-26', 'Thanksgiving'),
    ...(['2026-12-07', '2026-12-08', '2026-12-09'] as const).map((date) => named(date, 'Closed')),
  ],
};
const at = (n: number): ItemSpec => ({ id: `at-${n}`, due: `workday ${n}` });

test('a phase with fewer working days than its rules suppose, and the items that this moves up', () => {
  const { squeezes } = preview([at(4), at(11), at(20), at(22)], [at(23), at(30)], four);
  expect(squeezes.map(squeezeText)).toEqual([
    '"day-30" has 18 working days, its rules suppose 22; 3 items are moved up: 1.2-1.4',
    // Workday 23 is the first of its phase, wherever that begins.
    '"day-37" has 5 working days, its rules suppose 8; 1 item is moved up: 2.2',
  ]);
  expect(squeezes[0]?.items.map(({ rule, due }) => [rule, due])).toEqual([
    ['workday 11', '2026-12-04'],
    ['workday 20', '2026-12-21'],
    ['workday 22', '2026-12-22'],
  ]);
});

test('without holidays nothing is moved up; nor is anything that only begins late', () => {
  const rules = [at(4), at(11), at(20), at(22)];
  expect(preview(rules, [at(23), at(27)], {}).squeezes).toEqual([]);
  const { squeezes } = preview([{ id: 'a', from: 'workday 22' }], [], four);
  expect(squeezes.map(squeezeText)).toEqual(['"day-30" has 18 working days, its rules suppose 22']);
});

test('the days off by name and source, below their month and in JSON', () => {
  const calendar: CalendarConfig = {
    ...four,
    extraWorkingDays: [named('2026-11-28' as const, 'for Thu 26 Nov')],
  };
  const run = new Story().run(program([phase('day-30', 'day 30', ['a'])]), '2026-11-23', { calendar });
  const view = viewPreview(run);
  expect(view.daysOff.slice(0, 2)).toEqual([
    {
      date: '2026-11-26',
      kind: 'holiday',
      weekend: false,
      holiday: true,
      extra: false,
      name: 'Thanksgiving',
      source: 'company.ics',
    },
    {
      date: '2026-11-28',
      kind: 'working',
      weekend: true,
      holiday: false,
      extra: true,
      name: 'for Thu 26 Nov',
      source: 'company.ics',
    },
  ]);
  const { select, text } = monthsRenderer(run.calendar);
  expect(text(select(view, 'text'), { width: 80, height: 24, style: noStyle })).toContain(`
23 start   24         25         26 holiday 27         28 worked  29 ·
30

Thu 26 Nov, Thanksgiving (company.ics)
Sat 28 Nov, worked: for Thu 26 Nov (company.ics)

Dec 2026
`);
});

test.each(Object.values(attacks))('hostile names come out safe: %j', (name) => {
  const calendar = { holidays: [{ date: '2026-11-26', name, source: name } as const] };
  const run = new Story().run(program([phase('day-30', 'day 30', ['a'])]), '2026-11-23', { calendar });
  const { select, text } = monthsRenderer(run.calendar);
  const shown = text(safeDeep(select(viewPreview(run), 'text')), { width: 80, height: 24, style: noStyle });
  expect(dangerous(shown)).toEqual([]);
});
