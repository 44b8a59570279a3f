/** The list of what is owed, rule by rule: who owes what, since when, in which group, and with which command. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Run, TeamPeople } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import { isOver } from '../../src/progress/reduce.ts';
import type { MineEntry } from '../../src/view/mine/entries.ts';
import { mineScreen } from '../../src/view/mine/screen.ts';
import {
  type MinePart,
  type MineRequest,
  type MineView,
  minePart,
  type Opened,
  viewMine,
} from '../../src/view/mine.ts';
import { phase, program, Story } from '../builders.ts';

const role = (title: string, more = {}) => ({ title, required: false, ...more });
const roles = {
  manager: role('Direct manager'),
  buddy: role('PM buddy'),
  mentor: role('PM mentor', { default: 'buddy' }),
  csm: role('CSM'),
};
const pm = program(
  [
    phase('week-1', 'week 1', [
      { id: 'read', title: 'Read the docs' },
      { id: 'accounts', title: 'Open the accounts', by: 'manager', due: 'day 1' },
      { id: 'ceo', title: 'A date with the CEO', by: 'buddy', due: 'workday 3' },
      { id: 'map', title: 'Draw a map', signOff: 'buddy' },
      { id: 'either', title: 'Show the office', by: ['buddy', 'manager'], due: 'workday 4' },
      { id: 'both', title: 'Write a report', signOff: ['buddy', 'manager'] },
      { id: 'coffee', title: 'Have a coffee', with: ['buddy'], due: 'workday 5' },
      { id: 'extra', title: 'A book from the buddy', by: 'buddy', optional: true },
      { id: 'talk', title: 'Talk about the docs', by: 'buddy', after: ['read'] },
      { id: 'mentored', title: 'Choose a project', by: 'mentor', due: 'workday 4' },
    ]),
    phase('month-1', 'day 30', [{ id: 'later', title: 'Much later', by: 'buddy' }]),
  ],
  roles,
);

const [monday, tuesday, wednesday, thursday, friday]: CalendarDate[] = [
  '2026-11-23',
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
];
const nextFriday = '2026-12-04';
const grace = 'Grace Hopper';
const alan = 'Alan Turing';

function begun(buddy: readonly string[] = [grace]): Story {
  const story = new Story();
  story.command([
    { kind: 'assigned', role: 'buddy', people: [...buddy] },
    { kind: 'assigned', role: 'manager', people: [alan] },
  ]);
  return story;
}

interface Seen extends Partial<MineRequest> {
  readonly team?: TeamPeople;
  readonly of?: Program;
}

function seen(
  story: Story,
  today: CalendarDate = wednesday as CalendarDate,
  { team, of = pm, ...more }: Seen = {},
): MineView {
  const run = { ...story.run(of, today, team ? { people: team } : {}), usual: false, called: 'Ada' };
  return list([{ run }], { today, ...more });
}

type Read = { readonly run: Run } | Opened<MinePart>;

function list(read: readonly Read[], more: Partial<MineRequest> & { today: CalendarDate }): MineView {
  const request: MineRequest = { by: grace, within: 0, all: false, workspace: '/team', ...more };
  const opened = read.flatMap((each): Opened<MinePart>[] => {
    if (!('run' in each)) return [each];
    const part = minePart(each.run, request);
    return isOver(each.run.progress) ? [] : [part ? { part } : { passed: true }];
  });
  return viewMine(opened, request);
}

const shown = ({ group, kind, ref, days }: MineEntry) =>
  `${group}: ${kind} ${ref}${days > 0 ? `, ${days}` : ''}`;
const owed = (view: MineView) => view.entries.map(shown);
const commands = (view: MineView) => view.entries.map(({ command }) => command);

describe('items that a role does', () => {
  test('are late past their day, today on it, and ahead of it only as far as the list looks', () => {
    expect(owed(seen(begun(), tuesday))).toEqual([]);
    expect(owed(seen(begun(), tuesday, { within: 1 }))).toEqual(['next: item 1.3']);
    expect(owed(seen(begun(), wednesday))).toEqual(['today: item 1.3']);
    expect(owed(seen(begun(), nextFriday))).toEqual([
      'late: item 1.3, 7',
      'late: item 1.5, 6',
      'late: item 1.10, 6',
    ]);
  });

  test('with the command that ticks them off, for that hire', () => {
    expect(commands(seen(begun(), wednesday))).toEqual(['pm-onboard done 1.3 --hire Ada']);
  });

  test('past a day before a weekend they are late, of no working day', () => {
    const [entry] = seen(begun(), '2026-11-28', {
      of: program([phase('w', 'week 1', [{ id: 'a', by: 'buddy', due: 'day 5' }])], roles),
    }).entries;
    expect(entry).toMatchObject({ group: 'late', on: friday, days: 0 });
  });

  test('are gone once anybody has done or skipped them', () => {
    const story = begun();
    story.done('ceo', { by: 'Ada Lovelace' });
    story.add({ kind: 'skipped', item: 'either', reason: 'remote' });
    story.done('mentored');
    expect(owed(seen(story, nextFriday))).toEqual([]);
  });

  test('of several roles are owed by anyone of them', () => {
    const story = begun();
    expect(seen(story, nextFriday).entries.map(({ item }) => item)).toContain('either');
    const his = seen(story, nextFriday, { by: alan });
    expect(his.entries.map(({ item }) => item)).toEqual(['accounts', 'either']);
    expect(his.entries[1]?.who).toMatchObject({ roles: ['buddy', 'manager'], people: [grace, alan] });
  });

  test('of a role that nobody holds are owed by whoever stands in by default', () => {
    expect(seen(begun(), thursday).entries.map(({ item }) => item)).toContain('mentored');
    const story = begun();
    story.add({ kind: 'assigned', role: 'mentor', people: ['Barbara Liskov'] });
    expect(seen(story, thursday).entries.map(({ item }) => item)).not.toContain('mentored');
    expect(seen(story, thursday, { by: 'Barbara Liskov' }).entries.map(({ item }) => item)).toEqual([
      'mentored',
    ]);
  });

  test('that wait for something else, or are optional, or far ahead, are there with --all only', () => {
    const all = seen(begun(), friday, { all: true, within: null });
    const of = (id: string) => all.entries.find(({ item }) => item === id);
    expect(of('talk')).toMatchObject({
      group: 'next',
      blockedBy: ['1.1'],
      command: 'pm-onboard show 1.9 --hire Ada',
    });
    expect(of('extra')).toMatchObject({ group: 'today', optional: true });
    expect(of('later')).toMatchObject({ group: 'next' });
    const some = seen(begun(), friday).entries.map(({ item }) => item);
    for (const id of ['talk', 'extra', 'later']) expect(some).not.toContain(id);
  });

  test('that somebody is met for and nobody has booked are to be booked', () => {
    const of = program(
      [
        phase('w', 'week 1', [
          { id: 'a', title: 'Lunch with the CSM', by: 'buddy', with: ['csm'], due: 'day 3' },
        ]),
      ],
      roles,
    );
    const story = begun();
    story.add({ kind: 'assigned', role: 'csm', people: ['Tony'] });
    expect(seen(story, wednesday, { of }).entries).toMatchObject([
      { kind: 'booking', command: 'pm-onboard book 1.1 --hire Ada' },
    ]);
    story.add({ kind: 'booked', item: 'a', day: friday as CalendarDate });
    expect(seen(story, wednesday, { of }).entries).toMatchObject([{ kind: 'item' }]);
  });
});

describe('what waits for a word', () => {
  test('a completion waits for whoever signs it off, since it was done', () => {
    const story = begun();
    story.done('map', { on: monday as CalendarDate });
    expect(owed(seen(story, wednesday))).toEqual(['today: item 1.3', 'word: sign-off 1.4, 2']);
    expect(commands(seen(story, wednesday)).at(-1)).toBe('pm-onboard review Ada --approve 1.4');
    expect(owed(seen(story, wednesday, { by: alan }))).toEqual(['late: item 1.2, 2']);
  });

  test('not any more once it is approved or returned, and again when it is done anew', () => {
    const story = begun();
    const first = story.done('map');
    story.add({ kind: 'returned', item: 'map', of: first.id, comment: 'a legend' }, { by: grace });
    const kinds = () => seen(story, tuesday).entries.map(({ kind }) => kind);
    expect(kinds()).toEqual([]);
    const second = story.done('map', { on: tuesday as CalendarDate });
    expect(kinds()).toEqual(['sign-off']);
    story.add({ kind: 'approved', item: 'map', of: second.id }, { by: grace });
    expect(kinds()).toEqual([]);
  });

  test('of several roles it waits for each of them, until that one has approved', () => {
    const story = begun();
    const done = story.done('both');
    const waits = (by: string) => seen(story, tuesday, { by }).entries.map(({ item }) => item);
    expect([waits(grace), waits(alan)]).toEqual([['both'], ['accounts', 'both']]);
    story.add({ kind: 'approved', item: 'both', of: done.id, role: 'buddy' }, { by: grace });
    expect([waits(grace), waits(alan)]).toEqual([[], ['accounts', 'both']]);
  });

  test('never for whoever recorded it, or for the hire', () => {
    const story = begun([grace, 'Ada Lovelace', 'Barbara Liskov']);
    story.done('map', { by: grace });
    expect(seen(story, tuesday).entries).toEqual([]);
    expect(seen(story, tuesday, { by: 'Barbara Liskov' }).entries.map(({ item }) => item)).toEqual(['map']);
    const everybody = seen(story, tuesday, { by: undefined }).entries.find(({ item }) => item === 'map');
    expect(everybody?.who.people).toEqual(['Barbara Liskov']);
  });

  test('a question waits for the buddy, or while there is none for the first required role that is held', () => {
    const story = begun();
    story.add({ kind: 'asked', text: 'Who decides?' }, { on: monday as CalendarDate });
    expect(seen(story, tuesday).entries).toMatchObject([
      {
        kind: 'question',
        ref: '?1',
        title: 'Who decides?',
        days: 1,
        command: "pm-onboard review Ada --answer '?1'",
      },
    ]);
    story.add({ kind: 'assigned', role: 'buddy', people: [] });
    const of = { ...pm, roles: { ...roles, manager: role('Direct manager', { required: true }) } };
    const his = seen(story, tuesday, { by: alan, of }).entries.map(({ kind }) => kind);
    expect(his).toContain('question');
  });

  test('the people to name for roles are one entry, for the guide', () => {
    const of = program(
      [
        phase('w', 'week 1', [
          { id: 'a', with: ['csm'], due: 'day 1' },
          { id: 'b', with: ['qa'], due: 'day 2' },
        ]),
      ],
      {
        ...roles,
        qa: role('QA lead'),
      },
    );
    const [entry, ...others] = seen(begun(), tuesday, { of }).entries;
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      group: 'word',
      kind: 'role',
      ref: '1.1',
      title: 'Nobody yet: CSM and QA lead',
      missing: ['csm', 'qa'],
      command: 'pm-onboard assign --role csm --hire Ada',
    });
    expect(seen(begun(), tuesday, { of, by: alan }).entries).toEqual([]);
  });
});

describe('meetings', () => {
  test('that are booked with a role are there on their day, and before it as far as the list looks', () => {
    const story = begun();
    story.add({ kind: 'booked', item: 'coffee', day: thursday as CalendarDate, time: '14:00' });
    const meetings = (today: CalendarDate, more: Seen = {}) =>
      seen(story, today, more).entries.filter(({ kind }) => kind === 'meeting');
    expect(meetings(monday as CalendarDate)).toEqual([]);
    expect(meetings(monday as CalendarDate, { within: 3 })).toMatchObject([
      { group: 'next', on: thursday, time: '14:00' },
    ]);
    expect(meetings(thursday as CalendarDate)).toMatchObject([
      { group: 'today', command: 'pm-onboard show 1.7 --hire Ada' },
    ]);
    expect(meetings(friday as CalendarDate)).toEqual([]);
    expect(meetings(thursday as CalendarDate, { by: alan })).toEqual([]);
    story.add({ kind: 'booked', item: 'coffee', day: thursday as CalendarDate, cancelled: true });
    expect(meetings(thursday as CalendarDate)).toEqual([]);
  });
});

describe('who the reader is', () => {
  test('a handle of the team counts as the name, in any case', () => {
    const team = { buddy: [{ name: grace, handles: ['@grace'] }] };
    const story = new Story();
    for (const by of ['grace hopper', '@GRACE'])
      expect(owed(seen(story, wednesday, { by, team }))).toContain('today: item 1.3');
    expect(seen(story, wednesday, { by: 'Grace', team })).toMatchObject({ hires: 0, entries: [] });
  });

  test('a cover owes from its first day to its last, and whoever is covered owes nothing then', () => {
    const story = begun();
    story.add({
      kind: 'assigned',
      role: 'buddy',
      people: ['Bob'],
      from: thursday as CalendarDate,
      to: friday as CalendarDate,
    });
    const whose = (today: CalendarDate) =>
      [grace, 'Bob'].filter((by) => seen(story, today, { by }).entries.some(({ item }) => item === 'ceo'));
    expect(whose(wednesday as CalendarDate)).toEqual([grace]);
    expect([whose(thursday as CalendarDate), whose(friday as CalendarDate)]).toEqual([['Bob'], ['Bob']]);
    expect(whose('2026-11-30')).toEqual([grace]);
  });

  test('a role alone can be asked for', () => {
    const story = new Story();
    story.command([
      { kind: 'assigned', role: 'buddy', people: [grace] },
      { kind: 'assigned', role: 'manager', people: [grace] },
    ]);
    expect(seen(story, wednesday, { role: 'manager' }).entries.map(({ item }) => item)).toEqual(['accounts']);
    expect(seen(story, thursday, { role: 'manager' }).entries.map(({ item }) => item)).toEqual([
      'accounts',
      'either',
    ]);
  });

  test('the hire owes nothing to themselves, but finds a line about the own run', () => {
    const story = begun([grace, 'Ada Lovelace']);
    const hers = seen(story, wednesday, { by: 'ada lovelace' });
    expect(hers).toMatchObject({ hires: 0, entries: [] });
    expect(hers.own).toMatchObject([
      { day: 3, dayOff: null, open: true, command: expect.stringContaining('pm-onboard status') },
    ]);
    expect(hers.own[0]?.items.length).toBeGreaterThan(0);
    expect(hers.own[0]?.awaited.map(({ item }) => item)).toContain('ceo');
    expect(mineScreen(hers, 'text').sections.map(({ title }) => title)).toEqual(['YOUR OWN RUN']);
  });

  test('nobody without a role and without a run', () => {
    const view = seen(begun(), wednesday, { by: 'Nobody' });
    expect(view.nobody?.reason).toBe('Nobody holds no role for anybody here, and has no run.');
    expect(view.nobody?.hint).toContain('--as');
  });
});

describe('runs', () => {
  test('that are finished or archived do not count', () => {
    for (const end of [{ kind: 'finished' }, { kind: 'archived' }] as const) {
      const story = begun();
      story.done('map');
      story.add({ kind: 'asked', text: 'Why?' });
      story.add(end, { on: tuesday as CalendarDate });
      expect(seen(story, nextFriday)).toMatchObject({ hires: 0, entries: [] });
      expect(seen(story, nextFriday).nobody?.reason).toContain('now');
      expect(seen(story, nextFriday, { by: undefined }).entries).toEqual([]);
    }
  });

  test('of several hires are one list: by group, then since when, then by name', () => {
    const [ada, bob] = [begun(), begun()];
    ada.done('map', { on: tuesday as CalendarDate });
    bob.done('map', { on: monday as CalendarDate });
    const runs = [ada, bob].map((story, at) => {
      const run = story.run(pm, wednesday as CalendarDate);
      const name = at === 0 ? 'Ada Lovelace' : 'Bob Noyce';
      const hire = { ...run.progress.hire, name };
      return { run: { ...run, called: name.slice(0, 3), usual: false, progress: { ...run.progress, hire } } };
    });
    const view = list(runs, { today: wednesday as CalendarDate });
    expect(view.hires).toBe(2);
    expect(view.entries.map((entry) => `${entry.hire.name} ${shown(entry)}`)).toEqual([
      'Ada Lovelace today: item 1.3',
      'Bob Noyce today: item 1.3',
      'Bob Noyce word: sign-off 1.4, 2',
      'Ada Lovelace word: sign-off 1.4, 1',
    ]);
  });

  test('that cannot be read are named, and stop nothing', () => {
    const run = begun().run(pm, wednesday as CalendarDate);
    const view = list(
      [{ unread: { id: 'h2', name: 'Bob', error: new Error('broken') } }, { run }, { passed: true }],
      {
        today: wednesday as CalendarDate,
      },
    );
    expect(view.unreadable).toMatchObject([{ id: 'h2', name: 'Bob', fault: 'broken' }]);
    expect(owed(view)).toEqual(['today: item 1.3']);
    expect(mineScreen(view, 'text').notices).toEqual([
      'Bob is not in this list: broken; see what is wrong: pm-onboard doctor',
    ]);
  });
});

describe('everybody', () => {
  test('is who owes the hires what, never the hires; whoever has kept one waiting longest comes first', () => {
    const story = begun([grace, 'Ada Lovelace']);
    story.done('map', { on: wednesday as CalendarDate });
    const view = seen(story, nextFriday, { by: undefined });
    expect(view).toMatchObject({ reader: null, own: [] });
    expect(view.entries.flatMap(({ who }) => who.people)).not.toContain('Ada Lovelace');
    const { sections } = mineScreen(view, 'text');
    expect(sections.map(({ title }) => title)).toEqual([alan, grace, `${grace} or ${alan}`]);
    expect(
      sections
        .flatMap(({ rows }) => rows)
        .map(({ command }) => command)
        .join(''),
    ).toBe('');
  });

  test('what nobody holds a role for is told as such', () => {
    const view = seen(new Story(), wednesday, { by: undefined });
    expect(mineScreen(view, 'text').sections.map(({ title }) => title)).toContain(
      'Nobody yet: direct manager',
    );
  });
});

describe('escalation', () => {
  const of: Program = { ...pm, escalate: { after: 5, to: 'manager' } };
  const told = (view: MineView) =>
    view.entries.filter(({ group }) => group === 'escalated').map(({ item }) => item);

  test('goes to the role after so many working days; who owes it is told a day ahead', () => {
    const story = begun();
    story.done('accounts');
    // Due on Wednesday 25 November, so the fifth working day after it is Wednesday 2 December.
    expect(told(seen(story, '2026-12-01', { of, by: alan }))).toEqual([]);
    expect(told(seen(story, '2026-12-02', { of, by: alan }))).toEqual(['ceo']);
    expect(mineScreen(seen(story, '2026-11-30', { of }), 'text').notices).toEqual([]);
    expect(mineScreen(seen(story, '2026-12-01', { of }), 'text').notices).toEqual([
      'Alan Turing hears of 1.3 for Ada on Wed 2 Dec',
    ]);
    expect(mineScreen(seen(story, '2026-12-02', { of }), 'text').notices).toEqual([
      'Alan Turing hears of 1.10 for Ada on Thu 3 Dec',
    ]);
  });

  test('is never about what the hire has to do, nor told to whoever owes it or to the hire', () => {
    const story = begun();
    const late = '2026-12-18';
    const his = seen(story, late, { of, by: alan });
    // What he owes himself is late for him, and escalated to nobody.
    expect(told(his)).toEqual(['ceo', 'mentored']);
    expect(his.entries.filter(({ group }) => group === 'late').map(({ item }) => item)).toEqual([
      'accounts',
      'either',
    ]);
    const manager = new Story();
    manager.command([
      { kind: 'assigned', role: 'buddy', people: [grace] },
      { kind: 'assigned', role: 'manager', people: ['Ada Lovelace'] },
    ]);
    expect(seen(manager, late, { of }).entries.map(({ escalates }) => escalates)).toEqual([null, null, null]);
    expect(seen(manager, late, { of, by: 'Ada Lovelace' }).entries).toEqual([]);
  });

  test('is nothing without the key', () => {
    expect(told(seen(begun(), '2026-12-18', { by: alan }))).toEqual([]);
  });
});
