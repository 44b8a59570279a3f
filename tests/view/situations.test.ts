/** The status screen in each situation that a hire gets into, 80 columns by 24 lines: the screens are there to be read. */
import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { Run } from '../../src/plan/run.ts';
import type { Fact } from '../../src/progress/event.ts';
import { noStyle } from '../../src/render/page.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { viewStatus } from '../../src/view/status.ts';
import { alone, oneWeek, phase, program, Story } from '../builders.ts';
import { writeRun } from '../cli/lived.ts';
import { expectPasteable } from '../cli/pasted.ts';
import { World } from '../cli/world.ts';
import { calendars, shipped } from '../plan/calendars.ts';
import { type Life, type LivedDay, live } from '../plan/lives.ts';

const people: readonly Fact[] = [
  { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] },
  { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
  { kind: 'assigned', role: 'dev-lead', people: ['Edsger Dijkstra'] },
  { kind: 'assigned', role: 'csm', people: ['Radia Perlman'] },
];

const faithful: Life = {
  program: shipped,
  start: '2026-11-23',
  calendar: { holidays: [{ date: '2026-11-26', name: 'Thanksgiving' }] },
  facts: people,
  books: true,
  signsOff: true,
};

function textOf(run: Run): string {
  const renderer = statusRenderer(alone);
  return renderer.text(renderer.select(viewStatus(run), 'text'), { width: 80, height: 24, style: noStyle });
}

const lives = new Map<Life, readonly LivedDay[]>();

/** The days of a life, which is lived once. */
function daysOf(life: Life): readonly LivedDay[] {
  const days = lives.get(life) ?? live(life);
  lives.set(life, days);
  return days;
}

/** The first day of a life from the date on. */
function dayOn(life: Life, date: CalendarDate): LivedDay {
  const day = daysOf(life).find((each) => each.date >= date);
  if (!day) throw new Error(`the life ends before ${date}`);
  return day;
}

/** The run of a life as it is on a day on which nobody works. */
function dayOff(life: Life, date: CalendarDate): Run {
  const before = daysOf(life).findLast((each) => each.date < date) as LivedDay;
  const story = new Story(life.start);
  story.record = before.evening.record;
  return story.run(life.program, date, { calendar: life.calendar });
}

const unsigned: Life = { ...faithful, signsOff: false };
const threeDays: Life = { ...faithful, calendar: calendars['three days'].calendar };
const onLeave: Life = { ...faithful, leaves: calendars.leave.leaves };
const quiet = program([
  phase('one', 'week 1', ['a']),
  phase('two', 'week 3', [{ id: 'b', from: 'day 15', title: 'Read on' }]),
]);

const situations: Readonly<Record<string, () => Run>> = {
  'the first day': () => dayOn(faithful, '2026-11-23').morning,
  'the first day done': () => dayOn(faithful, '2026-11-23').evening,
  'before a holiday': () => dayOn(faithful, '2026-11-25').morning,
  'a holiday': () => dayOff(faithful, '2026-11-26'),
  'on time': () => dayOn(faithful, '2026-12-08').morning,
  'a day done': () => dayOn(faithful, '2026-12-08').evening,
  'a weekend': () => dayOff(faithful, '2026-12-12'),
  'three days a week, much is late': () =>
    dayOn({ ...threeDays, does: (left, workday) => (workday > 6 && workday < 11 ? [] : left) }, '2026-12-14')
      .morning,
  'the last day before leave': () => dayOn(onLeave, '2026-12-18').morning,
  'on leave': () => dayOff(onLeave, '2026-12-22'),
  'on leave, with something late': () =>
    dayOff({ ...onLeave, does: (left, workday) => (workday > 17 ? [] : left) }, '2026-12-22'),
  'back from leave': () => dayOn(onLeave, '2027-01-04').morning,
  'half of it with others': () => dayOn(unsigned, '2027-02-15').morning,
  'only sign-offs are left on day 91': () => {
    const last = daysOf(unsigned).at(-1) as LivedDay;
    const story = new Story('2026-11-23');
    story.record = last.evening.record;
    return story.run(shipped, '2027-02-21');
  },
  'nothing due': () => {
    const story = new Story();
    story.done('a');
    return story.run(quiet, '2026-11-25');
  },
  'the first day on a holiday': () => {
    const calendar = {
      workingDays: ['tue', 'wed', 'thu'] as const,
      holidays: [{ date: '2026-12-25' as const, name: 'Christmas' }],
    };
    return new Story('2026-12-25').run(shipped, '2026-12-25', { calendar });
  },
  'the first day at work after a holiday': () => {
    const calendar = {
      workingDays: ['tue', 'wed', 'thu'] as const,
      holidays: [{ date: '2026-12-25' as const, name: 'Christmas' }],
    };
    return new Story('2026-12-25').run(shipped, '2026-12-29', { calendar });
  },
  'nothing done for weeks': () => dayOn({ ...faithful, does: () => [] }, '2026-12-14').morning,
  'held up by others': () => {
    const of = oneWeek(
      { id: 'other', title: 'Open the accounts', by: 'manager', due: 'day 1' },
      { id: 'own', title: 'Look around', due: 'day 3', after: ['other'], takes: 60 },
      { id: 'read', title: 'Read', due: 'day 4', takes: 60 },
    );
    const story = new Story();
    for (const fact of people) story.add(fact);
    return story.run(of, '2026-11-25');
  },
};

test.each(Object.entries(situations))('%s', async (name, runOf) => {
  const run = runOf();
  const text = textOf(run);
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(23);
  expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
  const world = new World();
  writeRun(world.workspace, run);
  await expectPasteable(world, text, { today: run.plan.today });
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'situations', `${name}.golden`));
});

test('a screen says the same however often it is asked for on a day', () => {
  const days = live({ ...faithful, books: false }).slice(0, 12);
  for (const { morning, date } of days) {
    const again = new Story('2026-11-23');
    again.record = morning.record;
    expect(textOf(again.run(shipped, date, { calendar: faithful.calendar })), date).toBe(textOf(morning));
  }
  expect(addDays('2026-11-23', 1)).toBe(days[1]?.date);
});
