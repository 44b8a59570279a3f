/** Which hires a team has, which of them need attention, and in which order. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Person, Run } from '../../src/plan/run.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type TeamHireView, viewTeam, viewTeamHire } from '../../src/view/team.ts';
import { chosenTeam, isChosen, memberOf, type Team, type TeamFilter } from '../../src/view/team-choice.ts';
import { days, phase, program, Story } from '../builders.ts';

const today = '2026-12-08';
const roles = {
  buddy: { title: 'PM buddy', required: true },
  manager: { title: 'Manager', required: true },
  mentor: { title: 'Mentor', required: false, default: 'buddy' },
};
/** Due on Friday 27 November (own), on Friday 4 December (the manager's), and on day 90. */
const sample = program(
  [
    phase('week-1', 'week 1', [{ id: 'own', signOff: 'buddy' }]),
    phase('week-2', 'week 2', [{ id: 'theirs', by: 'manager' }]),
    phase('day-90', 'day 90', ['last']),
  ],
  roles,
);

type Deed = readonly [CalendarDate, string, Fact];

interface Lived {
  readonly name?: string;
  readonly id?: string;
  readonly start?: CalendarDate;
  readonly deeds?: readonly Deed[];
  readonly of?: Program;
  /** The team's. */
  readonly holidays?: CalendarConfig['holidays'];
}

const grace: Person = { name: 'Grace Hopper', handles: ['@grace'] };

function lived(hire: Lived): Run {
  const { name = 'Ada', id = 'h1', start = '2026-11-23', deeds = [], of = sample, holidays } = hire;
  const story = new Story(start, id);
  story.add({ kind: 'changed', name });
  story.add({ kind: 'assigned', role: 'buddy', people: ['@Grace'] });
  for (const [on, by, fact] of deeds) story.add(fact, { on, by });
  return story.run(of, today, {
    calendar: holidays ? { holidays } : {},
    people: { buddy: [grace] },
  });
}

type Beside = Pick<Team<TeamHireView>, 'people' | 'movedOn'>;
const quiet: Beside = { people: {}, movedOn: () => false };

function teamOf(runs: readonly Run[], wanted: Partial<TeamFilter> = {}, beside: Beside = quiet) {
  const filter = { finished: false, ...wanted };
  const listed = runs.map((run) => {
    const member = memberOf(run);
    return { member, ...(isChosen(member, filter) ? { shown: viewTeamHire(run, filter.holder) } : {}) };
  });
  const rolesOf = () => Object.assign({}, ...runs.map(({ program }) => program.roles));
  return chosenTeam({ workspace: '/w', today, runs: listed, unread: [], rolesOf, ...beside }, filter);
}

function hireOf(of: Lived): TeamHireView {
  const [hire] = viewTeam(teamOf([lived(of)], { finished: true }), 'attention').hires;
  if (!hire) throw new Error('nobody is in the team');
  return hire;
}

const did = (item: string, on: CalendarDate): Deed => [on, 'Ada', { kind: 'done', item }];
const reviewed = (on: CalendarDate, by = 'Grace Hopper'): Deed => [on, by, { kind: 'reviewed', events: [] }];
const theirs: Deed = ['2026-12-04', 'Alan', { kind: 'done', item: 'theirs' }];

/** The sample without its sign-off. */
function unsigned(): Program {
  return program([phase('week-1', 'week 1', ['own']), ...sample.phases.slice(1)], roles);
}

describe('attention', () => {
  test('overdue comes before all but damage', () => {
    const hire = hireOf({});
    expect(hire).toMatchObject({ overdue: 1, owed: 1, waitedDays: 2, attention: 'overdue' });
  });

  test('what others are asked for counts once it has waited for more than three working days', () => {
    const inReview = (on: CalendarDate) => hireOf({ deeds: [did('own', on), theirs, reviewed(today)] });
    expect(inReview('2026-12-02')).toMatchObject({ inReview: 1, waitedDays: 4, attention: 'waiting' });
    expect(inReview('2026-12-03')).toMatchObject({ inReview: 1, waitedDays: 3, attention: null });
    const question = hireOf({
      of: unsigned(),
      deeds: [
        did('own', '2026-11-25'),
        theirs,
        reviewed(today),
        ['2026-12-01', 'Ada', { kind: 'asked', text: 'Why?' }],
      ],
    });
    expect(question).toMatchObject({ questions: 1, inReview: 0, waitedDays: 5, attention: 'waiting' });
  });

  test('an answered question waits for nobody', () => {
    const asked: Deed = ['2026-12-01', 'Ada', { kind: 'asked', text: 'Why?' }];
    const of = lived({ deeds: [asked] }).progress.questions[0]?.asked.id ?? '';
    const answered: Deed = ['2026-12-02', 'Grace', { kind: 'answered', of, text: 'Because.' }];
    expect(hireOf({ deeds: [asked] }).questions).toBe(1);
    expect(hireOf({ deeds: [asked, answered] }).questions).toBe(0);
  });

  test('behind, then not reviewed for more than a week, the start counting as a review', () => {
    const of = unsigned();
    const deeds = [did('own', '2026-11-25'), theirs];
    const seen = (...more: Deed[]) => hireOf({ of, deeds: [...deeds, ...more] });
    expect(seen()).toMatchObject({ lastReviewed: null, attention: 'not reviewed' });
    expect(seen(reviewed('2026-11-30')).attention).toBe('not reviewed');
    expect(seen(reviewed('2026-12-01'))).toMatchObject({ lastReviewed: '2026-12-01', attention: null });
    // One's own look at the review is none.
    expect(seen(reviewed(today, 'ADA')).lastReviewed).toBeNull();
    expect(seen(reviewed('2026-12-01', '@GRACE'), reviewed('2026-12-07', 'Alan'))).toMatchObject({
      lastReviewed: '2026-12-07',
      lastReviewedByBuddy: '2026-12-01',
    });
    // Two hours each, nothing late yet: more than twice as much a day as was laid for it.
    const twelve = Array.from({ length: 12 }, (_, n) => ({ id: `i${n}`, takes: 120 }));
    const many = program([phase('day-30', 'day 30', twelve)], roles);
    expect(hireOf({ of: many, deeds: [reviewed(today)] }).attention).toBe('behind');
  });

  test('nothing is asked of whoever is on leave, not begun or finished; what is owed to them stays owed', () => {
    const away: Deed = ['2026-12-07', 'Ada', { kind: 'away', from: '2026-12-07', to: '2026-12-11' }];
    expect(hireOf({ deeds: [away, theirs] })).toMatchObject({ overdue: 1, attention: null });
    const early = hireOf({ start: '2026-12-14', deeds: [reviewed('2026-11-20')] });
    expect(early).toMatchObject({ day: 0, owed: 0, attention: null });
    const finished: Deed = ['2026-12-04', 'Alan', { kind: 'finished' }];
    expect(hireOf({ deeds: [finished] })).toMatchObject({ finishedOn: '2026-12-04', attention: null });
    const waiting = hireOf({ deeds: [did('own', '2026-11-25'), away, theirs] });
    expect(waiting).toMatchObject({ inReview: 1, attention: 'waiting' });
  });

  test('the order: by need, in it by how much, then by name; the finished last', () => {
    const of = program([phase('week-1', 'week 1', ['own', 'more'])], roles);
    const deeds = [reviewed(today)];
    const finished: Deed = [today, 'Alan', { kind: 'finished' }];
    const runs = [
      lived({ name: 'Zoë', id: 'h1', of, deeds: [...deeds, did('own', today), did('more', today)] }),
      lived({ name: 'Anne', id: 'h2', of, deeds: [finished] }),
      lived({ name: 'bob', id: 'h3', of, deeds: [...deeds, did('own', today)] }),
      lived({ name: 'Carl', id: 'h4', of, deeds }),
      lived({ name: 'Émile', id: 'h5', of, deeds: [...deeds, did('own', today)] }),
      lived({ name: 'Dora', id: 'h6', of, start: '2026-12-14' }),
    ];
    const namesBy = (sorting: 'attention' | 'name' | 'start' | 'progress') =>
      viewTeam(teamOf(runs, { finished: true }), sorting).hires.map(({ name }) => name);
    expect(namesBy('attention')).toEqual(['Carl', 'bob', 'Émile', 'Dora', 'Zoë', 'Anne']);
    expect(namesBy('name')).toEqual(['Anne', 'bob', 'Carl', 'Dora', 'Émile', 'Zoë']);
    expect(namesBy('start').at(-1)).toBe('Dora');
    expect(namesBy('progress')).toEqual(['Anne', 'Carl', 'Dora', 'bob', 'Émile', 'Zoë']);
  });
});

describe('who is in the team', () => {
  const archived: Deed = ['2026-12-01', 'Alan', { kind: 'archived' }];
  const finished: Deed = ['2026-12-01', 'Alan', { kind: 'finished' }];
  const runs = [
    lived({ name: 'Ada', id: 'h1' }),
    lived({
      name: 'Lin',
      id: 'h2',
      deeds: [['2026-11-23', 'x', { kind: 'assigned', role: 'buddy', people: ['Tony'] }]],
    }),
    lived({ name: 'Mary', id: 'h3', deeds: [finished] }),
    lived({ name: 'Bob', id: 'h4', deeds: [finished, archived] }),
    lived({
      name: 'Manny',
      id: 'h5',
      deeds: [['2026-11-23', 'x', { kind: 'assigned', role: 'manager', people: ['Tony'] }]],
    }),
  ];
  const names = (filter: Partial<TeamFilter>) => teamOf(runs, filter).shown.map(({ name }) => name);

  test('the finished on request, the archived never', () => {
    expect(names({})).toEqual(['Ada', 'Lin', 'Manny']);
    expect(names({ finished: true })).toEqual(['Ada', 'Lin', 'Mary', 'Manny']);
  });

  test.each([
    ['grace hopper', ['Ada', 'Manny']],
    ['@GRACE', ['Ada', 'Manny']],
    ['Grace', []],
    ['Tony', ['Lin']],
  ])('those with the buddy %s', (buddy, found) => {
    expect(names({ buddy })).toEqual(found);
  });

  test('those for whom somebody holds any role, one that another stands in for included', () => {
    expect(names({ holder: 'tony' })).toEqual(['Lin', 'Manny']);
    expect(names({ holder: 'tony', buddy: '@grace' })).toEqual(['Manny']);
    expect(names({ holder: 'Ada' })).toEqual([]);
    const bound = lived({
      deeds: [['2026-11-23', 'x', { kind: 'assigned', role: 'mentor', people: ['Maria'] }]],
    });
    expect(teamOf([bound], { holder: 'maria' }).shown).toHaveLength(1);
  });

  test('why it is empty, and what to type', () => {
    const nobody = (filter: Partial<TeamFilter>, of = runs) => teamOf(of, filter).nobody;
    expect(nobody({})).toBeNull();
    expect(nobody({}, [])).toMatchObject({ reason: 'Nobody is being onboarded in /w yet.' });
    expect(nobody({}, runs.slice(2, 4))).toEqual({
      reason: 'Nobody is being onboarded in /w now: 1 finished, 1 archived.',
      hint: 'See who has finished: pm-onboard team --finished',
    });
    expect(nobody({ buddy: 'Grase' })?.hint).toBe('Did you mean Grace Hopper?');
    expect(nobody({ buddy: 'Xerxes' })?.hint).toBe('The buddies are: Grace Hopper, Tony');
    expect(nobody({ holder: 'root' })?.reason).toBe('root holds no role for anyone here.');
  });

  test('of whoever can not be read, only those who have left stay out', () => {
    const unread = [
      { id: 'h7', name: 'Ken', error: new Error('cut off') },
      { id: 'h8', name: 'Bob', error: new Error('no program'), ...lived({ deeds: [archived] }) },
    ];
    const team = chosenTeam<TeamHireView>(
      { workspace: '/w', today, runs: [], unread, rolesOf: () => ({}), ...quiet },
      { finished: false, buddy: 'Tony' },
    );
    expect(viewTeam(team, 'attention')).toMatchObject({
      unreadable: [
        { id: 'h7', name: 'Ken', fault: 'cut off', remedy: 'see what is wrong: pm-onboard doctor' },
      ],
      nobody: null,
    });
  });
});

describe('notices', () => {
  const finished: Deed = ['2026-12-04', 'Alan', { kind: 'finished' }];
  const noticesOf = (runs: readonly Run[], beside: Partial<Beside> = {}) =>
    viewTeam(teamOf(runs, { finished: true }, { ...quiet, ...beside }), 'attention').notices;

  test('a list of holidays that ends too soon is no business of this screen', () => {
    expect(noticesOf([lived({ holidays: days('2026-12-25') })])).toEqual([]);
  });

  test('roles of the team that none of the programs has', () => {
    const of = program(sample.phases, { buddy: roles.buddy, coach: { title: 'Coach', required: false } });
    const people = { buddy: [], coach: [], budy: [] };
    const [notice, ...rest] = noticesOf([lived({}), lived({ id: 'h2', of })], { people });
    expect(rest).toEqual([]);
    expect(notice).toContain('`people` names the role budy');
    expect(noticesOf([], { people })).toEqual([]);
  });

  test('whose checklists have moved on, how many there are', () => {
    const runs = [lived({}), lived({ id: 'h2' }), lived({ id: 'h3', deeds: [finished] })];
    const says = 'have moved on: pm-onboard upgrade --all --dry-run';
    expect(noticesOf(runs, { movedOn: () => true })).toEqual([`The checklists of 2 hires ${says}`]);
    expect(noticesOf(runs.slice(1), { movedOn: () => true })).toEqual([`The checklists of 1 hire ${says}`]);
    expect(noticesOf(runs.slice(2), { movedOn: () => true })).toEqual([]);
  });
});
