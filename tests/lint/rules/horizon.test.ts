/** calendar-coverage and horizon-load look at the coming months of the calendar. */
import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../../src/dates.ts';
import type { Horizon } from '../../../src/lint/rule.ts';
import { compileCalendar } from '../../../src/program/holidays.ts';
import { parseYaml } from '../../../src/program/yaml.ts';
import { faultsOf, oneWith } from './faults.ts';

/** @param config a pm-onboard.yaml's text */
function horizon(until: CalendarDate, config?: string): { horizon: Horizon } {
  const today: CalendarDate = '2026-11-23';
  if (config === undefined) return { horizon: { today, until, calendar: {} } };
  const yaml = parseYaml('pm-onboard.yaml', new TextEncoder().encode(config));
  const { calendar } = yaml.value as { calendar: Parameters<typeof compileCalendar>[0] };
  return {
    horizon: {
      today,
      until,
      calendar: compileCalendar(calendar, new Map(), 'pm-onboard.yaml'),
      config: yaml,
    },
  };
}

describe('calendar-coverage', () => {
  const covered = (head: string, until: CalendarDate, config?: string) =>
    faultsOf('calendar-coverage', oneWith('- { id: a, title: A }\n', head), horizon(until, config)).map(
      (each) => each.replace(/ \(.*$/, ''),
    );
  const list = 'calendar: { holidays: [2026-12-04, 2026-11-26] }\n';
  const ends = (on: string, until: string, end: string) =>
    `the holidays end on ${on}, but who starts on ${until} reaches the end of the program on ${end}`;
  const missing = 'no holidays are listed: items may fall due on one';

  it('finds the last date of the list, wherever it stands in it', () => {
    // The week of a start on Tuesday 1 December ends on Monday 7.
    expect(covered(list, '2026-12-01')).toEqual([
      `program.yaml:5:24 ${ends('2026-12-04', '2026-12-01', '2026-12-07')}`,
    ]);
    expect(covered(list, '2026-11-27')).toEqual([]);
  });

  it('goes by the workspace’s list, where it has one', () => {
    const config = 'calendar:\n  holidays:\n    - 2026-11-26\n';
    expect(covered('calendar: { holidays: [2027-12-25] }\n', '2026-12-01', config)).toEqual([
      `pm-onboard.yaml:3:7 ${ends('2026-11-26', '2026-12-01', '2026-12-07')}`,
    ]);
    expect(covered(list, '2026-12-01', 'calendar: { working-days: [mon] }\n')).toHaveLength(1);
    expect(covered(list, '2026-11-27', 'calendar: { working-days: [mon] }\n')).toEqual([]);
  });

  it('looks whatever else is wrong', () => {
    const items = '- { id: a, titel: A, due: sometime }\n';
    expect(faultsOf('calendar-coverage', oneWith(items, list), horizon('2026-12-01'))).toHaveLength(1);
  });

  it('says that there is no list', () => {
    expect(covered('', '2026-12-01')).toEqual([`program.yaml:1:1 ${missing}`]);
    expect(covered('calendar: { working-days: [mon] }\n', '2026-12-01')).toEqual([
      `program.yaml:5:1 ${missing}`,
    ]);
    expect(covered('calendar: { holidays: [] }\n', '2026-12-01')).toEqual([`program.yaml:5:23 ${missing}`]);
    expect(covered(list, '2026-12-01', 'calendar: { holidays: [] }\n')).toEqual([
      `pm-onboard.yaml:1:23 ${missing}`,
    ]);
  });

  it('says nothing without a horizon', () => {
    expect(faultsOf('calendar-coverage', oneWith('- { id: a, title: A }\n'), {})).toEqual([]);
  });
});

describe('horizon-load', () => {
  const items = '- { id: a, title: A, due: workday 3, takes: 10 h }\n- { id: b, title: B, takes: 16 h }\n';
  const loads = (until: CalendarDate, text = items, head = '', options = {}, config?: string) =>
    faultsOf('horizon-load', oneWith(text, head), horizon(until, config), options);
  const thanksgiving = 'calendar: { holidays: [2026-11-26, 2026-11-27] }\n';
  const hint = '(give one of them another `due`, or a `from` that spreads it)';

  it('finds nothing on a plain calendar where none is too full', () => {
    expect(loads('2026-12-11')).toEqual([]);
  });

  it('finds what holidays push together: which starts, when, how much, what', () => {
    // 3, 4 and 3 hours of one item, and 5, 6 and 5 of the other, whose five days have become three.
    expect(loads('2026-12-11', items, thanksgiving)).toEqual([
      `one.yaml:6:29 a day asks for more than 8 h on 3 of 13 start days: who starts on 2026-11-23 has 10 h to do on 2026-11-24 (b, a) ${hint}`,
    ]);
  });

  it('goes by the workspace’s holidays', () => {
    expect(loads('2026-12-11', items, '', {}, thanksgiving)).toHaveLength(1);
    expect(loads('2026-12-11', items, thanksgiving, {}, 'calendar: { holidays: [] }\n')).toEqual([]);
  });

  it('begins with today and ends with the horizon', () => {
    expect(loads('2026-11-23', items, thanksgiving)[0]).toContain('on 1 of 1 start days');
    expect(loads('2026-11-24', items, thanksgiving)[0]).toContain('on 2 of 2 start days');
    expect(loads('2026-12-01', items, thanksgiving)[0]).toContain('on 3 of 5 start days');
  });

  it('holds weeks to their own limit, Monday to Sunday', () => {
    const week = '- { id: a, title: A, from: day 1, due: week 1, takes: 35 h }\n';
    expect(loads('2026-11-24', week)).toEqual([
      `one.yaml:5:55 a week asks for more than 32 h on 1 of 2 start days: who starts on 2026-11-23 has 35 h to do in the week of 2026-11-23 (a) ${hint}`,
    ]);
    expect(loads('2026-11-24', week, '', { week: '35 h' })).toEqual([]);
    expect(loads('2026-11-24', week, '', { day: '390 min', week: '35 h' })[0]).toContain(
      'a day asks for more than 390 min on 2 of 2',
    );
  });

  it('tells the first of a start’s peaks, with what lies on that day', () => {
    const heap =
      '- { id: a, title: A, from: day 1, takes: 45 h }\n- { id: b, title: B, from: day 4, takes: 2 h }\n';
    expect(loads('2026-11-23', heap, '', { week: '60 h' })).toEqual([
      `one.yaml:5:42 a day asks for more than 8 h on 1 of 1 start days: who starts on 2026-11-23 has 9 h to do on 2026-11-23 (a) ${hint}`,
    ]);
  });

  it('names six items and counts the rest', () => {
    const many = Array.from(
      { length: 9 },
      (_, n) => `- { id: i${n}, title: T, due: day 1, takes: ${n + 60} min }\n`,
    ).join('');
    expect(loads('2026-11-23', many)[0]).toContain(
      '9 h 36 to do on 2026-11-23 (i8, i7, i6, i5, i4, i3 and 3 more)',
    );
  });
});
