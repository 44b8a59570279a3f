/**
 * The shipped program on calendars that are no plain week, for a start on each weekday: nothing is due before what it waits
 * for, and nothing lies outside its phase.
 */
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan, type Plan } from '../../src/plan/plan.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { type Leave, notBegun } from '../../src/progress/reduce.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';

const shipped = await programIn(`${root}/checklists/product-manager`, { root, cwd: root });

const closure = Array.from({ length: 9 }, (_, day) => ({ date: addDays('2026-12-24', day) }));
const leave: Leave = { from: '2026-12-21', to: '2027-01-01' };
const makeUp = ['2027-01-09', '2027-01-16'].map((date) => ({ date: date as CalendarDate }));

const calendars: Readonly<Record<string, [CalendarConfig, ...Leave[]]>> = {
  'mon-fri': [{}],
  'mon-thu': [{ workingDays: ['mon', 'tue', 'wed', 'thu'] }],
  'mon-wed': [{ workingDays: ['mon', 'tue', 'wed'] }],
  'mon-tue': [{ workingDays: ['mon', 'tue'] }],
  'one day': [{ workingDays: ['thu'] }],
  'sun-thu': [{ workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] }],
  'six days': [{ workingDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }],
  'a closure at Christmas': [{ holidays: closure }],
  'two weeks of leave': [{}, leave],
  'three days, a closure, leave and make-up days': [
    { workingDays: ['tue', 'wed', 'thu'], holidays: closure, extraWorkingDays: makeUp },
    leave,
  ],
};

const weekdays = Array.from({ length: 7 }, (_, day) => addDays('2026-11-23', day));

/** The required items with one that they wait for and that is due later, and the items that are due after their phase. */
function faultsOf({ items, phases }: Plan): string[] {
  const due = new Map(items.map((planned) => [planned.item.id, planned]));
  const ends = new Map(phases.map(({ phase, due: end }) => [phase.id, end]));
  return items.flatMap((planned) => {
    const { ref, item } = planned;
    const members = item.after.flatMap((id) =>
      due.has(id) ? [due.get(id)] : items.filter((other) => other.item.group === id),
    );
    const turned = members.filter((other) => other && !other.item.optional && other.due > planned.due);
    return [
      ...turned.map((other) => `${ref} ${planned.due} before ${other?.ref} ${other?.due}`),
      ...(planned.due > (ends.get(planned.phase) as CalendarDate) ? [`${ref} after its phase`] : []),
      ...(planned.from && planned.from > planned.due ? [`${ref} due before it may be done`] : []),
    ];
  });
}

test.each(Object.entries(calendars))('%s: nothing turned round, nothing outside its phase', (_, given) => {
  const [config, ...leaves] = given;
  const faults = weekdays.flatMap((start) => {
    const progress = notBegun(shipped.id, start).progress;
    return faultsOf(makePlan(shipped, progress, new Calendar([config], leaves), start));
  });
  expect(faults).toEqual([]);
});
