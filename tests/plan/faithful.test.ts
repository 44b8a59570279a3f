import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';
import { live } from './lives.ts';

const shipped = await programIn(`${root}/checklists/product-manager`, { root, cwd: root });
const closure = Array.from({ length: 11 }, (_, day) => ({ date: addDays('2026-12-24', day) }));
const leave: Leave = { from: '2026-12-21', to: '2027-01-01' };
const calendars: Readonly<Record<string, [CalendarConfig, ...Leave[]]>> = {
  plain: [{}],
  'mon-thu': [{ workingDays: ['mon', 'tue', 'wed', 'thu'] }],
  'mon-wed': [{ workingDays: ['mon', 'tue', 'wed'] }],
  closure: [{ holidays: [{ date: '2026-11-26' }, ...closure] }],
  leave: [{}, leave],
  'sun-thu': [{ workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] }],
};
const N = Number(process.env.N ?? 3);
test.each(Object.entries(calendars))('%s', (name, [calendar, ...leaves]) => {
  for (const books of [false, true]) {
    let most = 0;
    let late = 0;
    let wrong = 0;
    let left = 0;
    const even = 0,
      all = 0;
    let ex = '';
    let w1 = [99, 0];
    for (let n = 0; n < N; n += 1) {
      const start = addDays('2026-11-23', n * 3) as CalendarDate;
      const days = live({ program: shipped, start, calendar, leaves, books });
      for (const d of days) {
        most = Math.max(most, d.minutes / 60);
        late += d.morning.plan.items.filter(({ overdue }) => overdue).length;
        if (d.foretold && d.foretold.list !== d.list) {
          wrong++;
          ex ||= `${start} ${d.date}\n${d.foretold.list}\n${d.list}`;
        }
        left += d.left;
        if (d.workday <= 5 && n % 7 == 0)
          w1 = [Math.min(w1[0]!, d.minutes / 60), Math.max(w1[1]!, d.minutes / 60)];
      }
    }
    console.log(name, books, most.toFixed(2), 'late', late, 'unforetold', wrong, 'left', left, w1, ex);
  }
});
