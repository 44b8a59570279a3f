/** Somebody who does on each working day what the schedule lays on it: nothing gets late, and each list is as foretold. */
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { scheduleOf } from '../../src/plan/schedule.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { type Leave, notBegun } from '../../src/progress/reduce.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';

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
test.each(Object.entries(calendars))('%s', (name, [config, ...leaves]) => {
  let most = 0; let late = 0; const t = performance.now();
  for (let n = 0; n < 20; n += 1) {
    const start = addDays('2026-11-23', n) as CalendarDate;
    const calendar = new Calendar([config], leaves);
    const plan = makePlan(shipped, notBegun(shipped.id, start).progress, calendar, start);
    const s = scheduleOf(plan, 360);
    let count = 0; let days=0; const loads: string[] = [];
    for (const day of s.ahead()) {
      most = Math.max(most, day.minutes / 60);
      loads.push((day.minutes/60).toFixed(1));
      late += day.parts.filter(({ kind }) => kind === 'late').length;
      count += day.parts.length; days++;
      if (days > 75) break;
    }
    if (n === 0) console.log(name, loads.join(' '));
  }
  console.log(name, most, late, (performance.now()-t)/20);
  expect(late).toBe(0);
});
