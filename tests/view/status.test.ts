/** The status in every state of a run of the shipped program: it fits a terminal and hides nothing. */

import { join } from 'node:path';
import stringWidth from 'fast-string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { planRun, type Run } from '../../src/plan/run.ts';
import type { Item } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { nextRenderer } from '../../src/render/next.ts';
import { styleFor } from '../../src/render/page.ts';
import { statusRenderer } from '../../src/render/status.ts';
import { viewNext } from '../../src/view/next.ts';
import { screenOf } from '../../src/view/screen.ts';
import type { Section } from '../../src/view/sections.ts';
import { type StatusView, viewStatus } from '../../src/view/status.ts';
import { loadProgram } from '../../src/workspace/load-yaml.ts';
import { alone, oneWeek, Story } from '../builders.ts';
import { root } from '../cli/world.ts';
import { stride } from '../runs.ts';

const shipped = loadProgram(join(root, 'checklists/product-manager'), root);
const items = shipped.phases.flatMap((phase) => phase.items);
const monday = '2026-11-23';

function begun(start: CalendarDate = monday): Story {
  const story = new Story(start);
  story.command([
    { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] },
    { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
  ]);
  return story;
}

/** A story in which such items are ticked off, and more happens. */
function ticked(which: (item: Item, index: number) => boolean, more: readonly Fact[] = []): Story {
  const story = begun();
  story.command([...items.filter(which).map(({ id }) => ({ kind: 'done', item: id }) as const), ...more]);
  return story;
}

/** Who holds a role by the record, or somebody who may hold it by the team's settings. */
function holderOf({ progress }: Story, role: string): string {
  return progress.bindings.get(role)?.at(-1)?.event.people[0] ?? 'Joan Clarke';
}

function signedOff(story: Story): Story {
  for (const { id, signOff } of items) {
    const done = story.item(id).closedBy;
    if (signOff && done)
      story.add({ kind: 'approved', item: id, of: done.id }, { by: holderOf(story, String(signOff)) });
  }
  return story;
}

function returned(story: Story): Story {
  for (const { id, signOff } of items) {
    const done = story.item(id).closedBy;
    if (signOff && done)
      story.add(
        {
          kind: 'returned',
          item: id,
          of: done.id,
          comment: 'nearly, but for the numbers '.repeat(5),
        },
        { by: holderOf(story, String(signOff)) },
      );
  }
  return story;
}

const longNames = ['Wolfeschlegelsteinhausenbergerdorff von der Lippe', '山田 太郎 🚀🚀🚀', 'Bartholomew'];
const namedRoles = Object.keys(shipped.roles).map(
  (role) => ({ kind: 'assigned', role, people: longNames }) as const,
);
const questions = Array.from({ length: 7 }, (_, n) => ({
  kind: 'asked' as const,
  text: `${n}: who decides whether a thing belongs to the Team or the Enterprise edition, and when?`,
}));

const histories: Record<string, Story> = {
  'nothing is ticked off': begun(),
  'nothing is ticked off since a Thursday': begun('2026-11-26'),
  'half of it is ticked off': ticked((_, index) => index % 2 === 0),
  'the other half is ticked off': ticked((_, index) => index % 2 === 1),
  'the first week is done': ticked((_, index) => index < 26),
  'only optional items are left': signedOff(ticked(({ optional }) => !optional)),
  'only what others do is left': signedOff(ticked(({ by }) => by === undefined)),
  'all is done, but not signed off': ticked(() => true),
  'all is done': signedOff(ticked(() => true)),
  'all is returned': returned(ticked(() => true)),
  'every role is bound to long names': ticked((_, index) => index % 3 === 0, namedRoles),
  'many questions are open': ticked(() => false, questions),
  'a leave of six weeks': ticked(() => false, [{ kind: 'away', from: '2026-12-07', to: '2027-01-20' }]),
};
/** From ten days before the first one on; in short, every third of them. */
const days = Array.from({ length: 141 }, (_, index) => index - 10).filter((_, at) => at % stride(3) === 0);

function statusOn(day: number, story: Story): StatusView {
  return viewStatus(runsOf(story)(day));
}

/** The run as it is on a day; the record is reduced once. */
function runsOf(story: Story): (day: number) => Run {
  const { record, progress } = story;
  const source = { record, progress, pinned: shipped, now: new Date(0), ...alone };
  const team = { calendar: {}, people: {} };
  return (day) => planRun(source, team, addDays(progress.hire.start, day - 1));
}

function linesOf(
  status: StatusView,
  { height = 24, all = false }: { height?: number; all?: boolean } = {},
): string[] {
  const page = { width: 80, height, style: styleFor(0) };
  const renderer = statusRenderer(alone, { all });
  return renderer.text(renderer.select(status, 'text'), page).trimEnd().split('\n');
}

/** How many rows of the sections the text shows, and how many more it tells of. */
function rowsIn(lines: readonly string[], sections: readonly Section[]): { shown: number; more: number } {
  const text = lines.join(' ').replace(/\s+/g, ' ');
  const below = lines.filter((line) => /^ {2}(\d+\.\d+|\?\d+) {2}/.test(line)).length;
  const beside = sections
    .filter(({ inline }) => inline)
    .flatMap(({ rows }) => rows.filter(({ ref, title }) => text.includes(`${ref} ${title}`.trim())));
  const more = /(?:^|\n)… (\d+) more: pm-onboard status --all/.exec(lines.join('\n'));
  return { shown: below + beside.length, more: Number(more?.[1] ?? 0) };
}

describe.each(Object.entries(histories))('where %s', (_, story) => {
  let statuses: readonly { day: number; status: StatusView }[];
  beforeAll(() => {
    const run = runsOf(story);
    statuses = days.map((day) => ({ day, status: viewStatus(run(day)) }));
  });

  test('the status fits 80 by 24 with the next prompt, on every day', () => {
    for (const { day, status } of statuses) {
      const lines = linesOf(status);
      expect(lines.length, `day ${day}\n${lines.join('\n')}`).toBeLessThanOrEqual(23);
      expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
    }
  });

  test('what is cut is told of, with the command that shows it', () => {
    for (const { day, status } of statuses) {
      const all = screenOf(status, alone, true).sections;
      const count = (sections: readonly Section[]) =>
        sections.reduce((sum, { rows }) => sum + rows.length, 0);
      expect(rowsIn(linesOf(status, { all: true }), all), `day ${day}`).toEqual({
        shown: count(all),
        more: 0,
      });
      const some = screenOf(status, alone).sections;
      const { shown, more } = rowsIn(linesOf(status), some);
      expect(shown + more, `day ${day}`).toBe(count(some));
    }
  });

  test('what is late, and what lies on the next day, has its place', () => {
    for (const { day, status } of statuses) {
      const refs = new Set(
        screenOf(status, alone, true).sections.flatMap(({ rows }) => rows.map(({ ref }) => ref)),
      );
      const items = [...status.overdue, ...status.next, ...status.blocked];
      const laid = (status.schedule[0]?.items ?? []).filter(({ kind, done }) => kind === 'hours' || !done);
      const wanted = [
        ...status.overdue,
        ...laid.flatMap(({ id }) => items.find((item) => item.id === id) ?? []),
      ].filter(({ count, optional }) => !optional && !(count && count.total < 0));
      expect(
        wanted.filter(({ ref }) => !refs.has(ref)).map(({ ref }) => ref),
        `day ${day}`,
      ).toEqual([]);
    }
  });

  test('an item stands in one section', () => {
    for (const { day, status } of statuses) {
      const refs = screenOf(status, alone, true).sections.flatMap(({ rows }) =>
        rows.flatMap(({ ref }) => ref || []),
      );
      expect(
        refs.filter((ref, at) => refs.indexOf(ref) !== at),
        `day ${day}`,
      ).toEqual([]);
    }
  });

  test('what is late and what can be done today has a row; a phase begun and not finished has its place', () => {
    for (const { day, status } of statuses) {
      const text = linesOf(status).join('\n');
      for (const { title, rows, urgent } of screenOf(status, alone).sections)
        if (urgent) expect(text, `day ${day}: ${title}`).toContain(`\n  ${rows[0]?.ref} `);
      for (const { id, own, state } of day > 1 ? status.phases : [])
        if (state !== 'upcoming' && own.done < own.total - own.skipped)
          expect(text, `day ${day}`).toMatch(
            new RegExp(`${id.replace('-', ' ')} .*${own.done}/${own.total}`, 'i'),
          );
    }
  });
});

test('a higher terminal shows more, a lower one is scrolled', () => {
  const status = statusOn(45, begun());
  for (const height of [24, 30, 36]) expect(linesOf(status, { height })).toHaveLength(height - 1);
  expect(linesOf(status, { height: 12 })).toEqual(linesOf(status, { height: 24 }));
  const high = linesOf(status, { height: 200 });
  expect(high.join('\n')).not.toMatch(/^… \d+ more/m);
  // Late items that today has no room for have rows only with --all.
  expect(high.join('\n')).toMatch(/^ {2}later: /m);
  expect(linesOf(status, { all: true }).join('\n')).not.toMatch(/^ {2}later: /m);
});

describe('in words', () => {
  const words = (story: Story, day: number) => linesOf(statusOn(day, story)).join(' ').replace(/\s+/g, ' ');

  test.each([
    [2, /7 to catch up, about 4 h 10: done by Wed 25 Nov with up to 6 h a day\./],
    [9, /\d+ to catch up, about \d+ h(?: \d+)?: done by \w+ \d+ Dec with up to 6 h a day\./],
    [45, /\d+ to catch up, about \d+ h \d+: done by \w+ \d+ \w+ with up to 6 h a day\./],
  ])('day %i of a backlog', (day, says) => {
    expect(words(begun(), day)).toMatch(says);
  });

  test('what others alone hold up is no lateness, and is told with who holds it up', () => {
    const of = oneWeek(
      { id: 'a', title: 'Book the talk', by: 'buddy', due: 'workday 2' },
      { id: 'b', title: 'Have the talk', due: 'workday 3', after: ['a'] },
      { id: 'c', title: 'Tell of it', due: 'workday 3', after: ['b'] },
      { id: 'd', title: 'Read', due: 'workday 3' },
      { id: 'e', title: 'Sum up', due: 'workday 3', after: ['d'] },
    );
    const status = viewStatus(begun().run(of, '2026-11-30'));
    // All are three working days past Wednesday 25; what waits for the own reading is late, what waits for Grace is not.
    expect(status.overdue.map(({ id, daysLate }) => [id, daysLate])).toEqual([
      ['d', 3],
      ['e', 3],
    ]);
    const text = linesOf(status).join('\n');
    expect(text).toMatch(
      /HELD UP BY OTHERS {3}not late for you\n {2}1\.2 {3}Have the talk .*\n {2}1\.3 {3}Tell of it .*for 1\.2/,
    );
    expect(text).toMatch(/1\.5 {3}Sum up .*after 1\.4/);
  });

  test.each([
    ['2026-11-27', /Ada Lovelace · not begun · .*Starts in 3 days, on Mon 30 Nov\./],
    ['2026-11-29', /Ada Lovelace · not begun · .*Starts tomorrow, on Mon 30 Nov\./],
    ['2026-11-30', /Ada Lovelace · day 1 of 7 · /],
  ] as const)('a start on a Saturday is one on Monday: on %s', (today, says) => {
    const status = viewStatus(new Story('2026-11-28').run(oneWeek('a'), today));
    expect(linesOf(status).join(' ')).toMatch(says);
  });

  test('leave over the first day: on leave, and when day 1 is', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-11-20', to: '2026-11-24' });
    const text = (today: CalendarDate) => linesOf(viewStatus(story.run(oneWeek('a'), today))).join(' ');
    expect(text('2026-11-24')).toMatch(/· on leave · .*On leave until Tue 24 Nov\. Day 1 is Wed 25 Nov\./);
    expect(text('2026-11-25')).toMatch(/· day 1 of 7 · /);
  });

  test('before the start, nothing counts today', () => {
    const text = words(begun(), -2);
    expect(text).toContain('First day: 0 of 7, and 7 that ');
    expect(text).not.toContain('today');
    expect(text).not.toContain('pm-onboard done');
  });

  const nextWords = (story: Story, day: number) =>
    nextRenderer(alone).text(viewNext(runsOf(story)(day), 1), { width: 80, height: 24, style: styleFor(0) });
  const allButOthers = signedOff(ticked(({ by }) => by === undefined));
  const requiredDone = ticked(({ optional }) => !optional);

  test('where others have to act, status and next say who, and do not send to each other', () => {
    expect(words(allButOthers, 40)).toMatch(
      /Now it is up to Grace \(1\.4, 1\.14, 2\.10, …\) and Alan \(1\.10, 1\.11, 1\.12, …\)\.$/,
    );
    expect(words(allButOthers, 40)).not.toContain('pm-onboard next');
    expect(nextWords(allButOthers, 40)).toMatch(
      /^Nothing is open for Ada Lovelace just now\. Now it is up to Grace/,
    );
    expect(nextWords(allButOthers, 40)).not.toContain('pm-onboard status');
    expect(words(requiredDone, 92)).toMatch(/Now it is up to .*Alan \(2\.18, 5\.2, 5\.5\)/);
    expect(nextWords(requiredDone, 92)).toContain('Only optional items are open. Now it is up to');
  });

  test('where only later items are left, status and next say from when', () => {
    const ahead = signedOff(ticked(({ id, by }) => id !== 'support-week' && by === undefined));
    expect(words(ahead, 2)).toContain('There is more for you from Fri 11 Dec. Now it is up to Grace');
  });

  test('where all is done, they say so', () => {
    expect(words(signedOff(ticked(({ optional }) => !optional)), 92)).toContain(
      'All that is required is done.',
    );
  });
});
