/** Who may judge a completion. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/plan/run.ts';
import { belongs, type Circle, mayJudge } from '../../src/plan/sign-off.ts';

const ada = { name: 'Ada Lovelace', handles: ['ada', 'alovelace'] };
const grace: Person = { name: 'Grace Hopper', handles: ['ghopper'] };
const alan: Person = { name: 'Alan Turing', handles: [] };
const zoe: Person = { name: 'Zoë Straße', handles: ['zoë'] };

/** Two buddies, one manager, a mentor who is the hire, a lead who is not assigned. */
const circle: Circle = {
  hire: ada,
  people: new Map([
    ['buddy', [grace, zoe]],
    ['manager', [alan]],
    ['mentor', [{ name: 'ADA LOVELACE', handles: [] }]],
    ['lead', []],
  ]),
  // Grace is known to the team under another handle.
  team: [{ name: 'grace hopper', handles: ['gh'] }],
};

const decomposed = 'Zoë Straße'.normalize('NFD');

type Case = [role: string, doneBy: string, by: string, obstacle: string | undefined];

/** Every person at every role, where the hire has recorded it. */
const everyone: Record<string, Record<string, string | undefined>> = {
  'Ada Lovelace': { buddy: 'hire', manager: 'hire', mentor: 'hire', lead: 'hire', nobody: 'hire' },
  'Grace Hopper': { buddy: undefined, manager: 'role', mentor: 'role', lead: 'role', nobody: 'role' },
  'Zoë Straße': { buddy: undefined, manager: 'role', mentor: 'role', lead: 'role', nobody: 'role' },
  'Alan Turing': { buddy: 'role', manager: undefined, mentor: 'role', lead: 'role', nobody: 'role' },
  Linus: { buddy: 'role', manager: 'role', mentor: 'role', lead: 'role', nobody: 'role' },
};

describe('every person, every role', () => {
  const cases = Object.entries(everyone).flatMap(([by, roles]) =>
    Object.entries(roles).map(([role, obstacle]): Case => [role, 'Ada Lovelace', by, obstacle]),
  );
  test.each(cases)('%s, done by %s, judged by %s: %s', (role, doneBy, by, obstacle) => {
    expect(mayJudge(by, { role, doneBy }, circle).obstacle).toBe(obstacle);
  });
});

describe('whoever recorded it does not judge it', () => {
  const cases: Case[] = [
    ['buddy', 'Grace Hopper', 'Grace Hopper', 'recorder'],
    ['buddy', 'Grace Hopper', 'Zoë Straße', undefined],
    ['buddy', 'gh', 'ghopper', 'recorder'],
    ['buddy', 'ghopper', 'GH', 'recorder'],
    ['manager', 'Alan Turing', 'alan turing', 'recorder'],
    ['manager', 'Linus', 'Linus', 'recorder'],
    ['manager', 'Linus', 'Alan Turing', undefined],
    ['buddy', 'zoë', decomposed, 'recorder'],
    // The hire stays the hire.
    ['manager', 'Alan Turing', 'ada', 'hire'],
  ];
  test.each(cases)('%s, done by %s, judged by %s: %s', (role, doneBy, by, obstacle) => {
    expect(mayJudge(by, { role, doneBy }, circle).obstacle).toBe(obstacle);
  });
});

describe('a name is compared as a whole, in whatever case and composition', () => {
  const cases: [by: string, obstacle: string | undefined][] = [
    ['GRACE HOPPER', undefined],
    [' grace   hopper ', undefined],
    ['ghopper', undefined],
    ['GHopper', undefined],
    ['gh', undefined],
    [decomposed, undefined],
    ['ZOË STRASSE', undefined],
    ['ZOË'.normalize('NFD'), undefined],
    ['Zoe Straße', 'role'],
    ['Grace', 'role'],
    ['Hopper', 'role'],
    ['Grace Hopper Jr', 'role'],
    ['', 'role'],
    ['ADA', 'hire'],
    ['ALOVELACE', 'hire'],
    ['ada lovelace', 'hire'],
    ['Lovelace', 'role'],
  ];
  test.each(cases)('%j: %s', (by, obstacle) => {
    expect(mayJudge(by, { role: 'buddy', doneBy: 'Ada Lovelace' }, circle).obstacle).toBe(obstacle);
  });
});

describe('who could', () => {
  const cases: [role: string, doneBy: string, could: string[]][] = [
    ['buddy', 'Ada Lovelace', ['Grace Hopper', 'Zoë Straße']],
    ['buddy', 'gh', ['Zoë Straße']],
    ['manager', 'Ada Lovelace', ['Alan Turing']],
    ['manager', 'ALAN TURING', []],
    ['mentor', 'Grace Hopper', []],
    ['lead', 'Ada Lovelace', []],
    ['nobody', 'Ada Lovelace', []],
  ];
  test.each(cases)('%s, done by %s', (role, doneBy, could) => {
    for (const by of ['Linus', 'Ada Lovelace', 'Grace Hopper'])
      expect(mayJudge(by, { role, doneBy }, circle).could).toEqual(could);
  });
});

test.each([
  ['Ada Lovelace', true],
  ['ALOVELACE', true],
  ['gh', true],
  [decomposed, true],
  ['Linus', false],
  ['Grace', false],
])('%j belongs to the run: %s', (by, expected) => {
  expect(belongs(by, circle)).toBe(expected);
});

test('whom the team knows but no role binds does not belong', () => {
  const team = [{ name: 'Joan', handles: ['joan'] }];
  expect(belongs('joan', { ...circle, team })).toBe(false);
});
