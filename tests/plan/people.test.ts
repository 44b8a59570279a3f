/** Which people hold which roles. */
import { describe, expect, test } from 'vitest';
import { bindPeople, type Person } from '../../src/plan/run.ts';
import type { Role } from '../../src/program/model.ts';
import { program, Story } from '../builders.ts';

const grace: Person = { name: 'Grace Hopper', handles: ['grace', 'ghopper'], contact: 'grace@example.com' };
const alan: Person = { name: 'Alan Turing', handles: [] };

function role(standIn?: string): Role {
  return { title: 'A role', required: false, ...(standIn ? { default: standIn } : {}) };
}

const roles = { buddy: role(), mentor: role('buddy'), coach: role('mentor'), manager: role() };

/** The names bound to a role. */
function bound(
  asked: string,
  assigned: Readonly<Record<string, readonly string[]>>,
  team: Readonly<Record<string, readonly Person[]>> = {},
  among: Readonly<Record<string, Role>> = roles,
): string[] | undefined {
  const story = new Story();
  for (const [name, people] of Object.entries(assigned)) story.add({ kind: 'assigned', role: name, people });
  return bindPeople(program([], among), story.progress, team, '2026-11-23')
    .get(asked)
    ?.map(({ name }) => name);
}

describe('the nearest binding counts', () => {
  const team = { buddy: [grace], manager: [] };
  const cases: [string, string, Record<string, string[]>, string[] | undefined][] = [
    ['nobody', 'manager', {}, []],
    ['the team’s', 'buddy', {}, ['Grace Hopper']],
    ['the hire’s own over the team’s', 'buddy', { buddy: ['Alan Turing'] }, ['Alan Turing']],
    ['several people', 'buddy', { buddy: ['Alan Turing', 'Joan'] }, ['Alan Turing', 'Joan']],
    ['taken back: the team’s again', 'buddy', { buddy: [] }, ['Grace Hopper']],
    ['the role that stands in', 'mentor', {}, ['Grace Hopper']],
    ['stands in for who stands in', 'coach', {}, ['Grace Hopper']],
    ['the own binding of who stands in', 'coach', { mentor: ['Joan'] }, ['Joan']],
    ['its own before who stands in', 'mentor', { mentor: ['Joan'], buddy: ['Alan'] }, ['Joan']],
    ['a role that only the record knows', 'driver', { driver: ['Joan'] }, ['Joan']],
    ['a role that nobody knows', 'driver', {}, undefined],
  ];
  test.each(cases)('%s', (_, asked, assigned, names) => {
    expect(bound(asked, assigned, team)).toEqual(names);
  });
});

test('roles that stand in for each other without anybody end', () => {
  expect(bound('a', {}, {}, { a: role('b'), b: role('a') })).toEqual([]);
});

test('a role named like a property of every object has nobody', () => {
  expect(bound('constructor', {}, {}, { constructor: role() })).toEqual([]);
});

test.each(['Grace Hopper', 'GRACE HOPPER', 'ghopper'])(
  'the team knows %s, with handles and contact',
  (name) => {
    const story = new Story();
    story.add({ kind: 'assigned', role: 'buddy', people: [name, 'Grace'] });
    const people = bindPeople(program([], roles), story.progress, { manager: [alan, grace] }, '2026-11-23');
    expect(people.get('buddy')).toEqual([grace, grace]);
  },
);

test('a part of a name is another person', () => {
  const story = new Story();
  story.add({ kind: 'assigned', role: 'buddy', people: ['Hopper'] });
  const people = bindPeople(program([], roles), story.progress, { manager: [grace] }, '2026-11-23');
  expect(people.get('buddy')).toEqual([{ name: 'Hopper', handles: [] }]);
});
