/** Names in the texts of a program: `{hire}`, `{first-name}` and any role. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flat, json } from './facts.ts';
import { expectAsDocumented } from './outputs.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];

const program = `id: eng
title: Engineer onboarding
phases: [week-1]
roles:
  buddy: { title: PM buddy, required: true }
  manager: { title: Direct manager }
`;

const week = `id: week-1
title: The first week of {first-name}
due: week 1
objective: '{hire} knows whom to ask.'
items:
  - id: meet-buddy
    title: Meet {buddy}
    details: |
      {manager} asks {buddy} to show {first-name} around. Write to [the list](https://example.com/to/{buddy}).

      \`\`\`sh
      git config user.name {hire}
      \`\`\`
    topics: ['What does {manager} expect of {first-name}?']
    links: [{ title: 'The page of {buddy}', url: 'https://example.com/people?who={buddy}' }]
  - { id: second, title: '{manager} explains the goals' }
`;

function write(world: World): void {
  mkdirSync(join(world.folder, 'checklists/eng'), { recursive: true });
  writeFileSync(join(world.folder, 'checklists/eng/program.yaml'), program);
  writeFileSync(join(world.folder, 'checklists/eng/week-1.yaml'), week);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/eng\n');
}

const laid = prepared(async (world) => write(world));

function start(world: World, name: string, buddy: string[]) {
  const roles = buddy.flatMap((each) => ['--role', `buddy=${each}`]);
  return world.run(['start', '--name', name, '--start', '2026-11-23', '--me', ...roles, ...monday]);
}

const begun = prepared(async (world) => {
  write(world);
  await start(world, 'Ada Lovelace', ['Grace Hopper']);
});

interface Shown {
  readonly item: { readonly title: string; readonly links: readonly { title: string; url: string }[] };
  readonly phaseTitle: string;
  readonly details: readonly string[];
  readonly topics: readonly string[];
}

describe('names', () => {
  test('stand in text and JSON: of the hire, of roles, and the title of a role that nobody holds', async () => {
    const world = await begun();
    const view = await json<Shown>(world, ['show', '1.1', ...monday]);
    expect(view.item.title).toBe('Meet Grace Hopper');
    expect(view.phaseTitle).toBe('The first week of Ada');
    expect(view.details.join('\n')).toContain('The direct manager asks Grace Hopper to show Ada around.');
    expect(view.details.join('\n')).toContain('[the list](https://example.com/to/Grace%20Hopper)');
    expect(view.details).toContain('git config user.name {hire}');
    expect(view.topics).toEqual(['What does the direct manager expect of Ada?']);
    expect(view.item.links).toEqual([
      { title: 'The page of Grace Hopper', url: 'https://example.com/people?who=Grace%20Hopper' },
    ]);
    const status = await world.run(['status', ...monday]);
    expect(status.stdout).toContain('Meet Grace Hopper');
    const plan = await world.run(['plan', ...monday]);
    expect(plan.stdout).toContain('The direct manager explains the goals');
    expect(flat(status.stdout)).toContain('Ada Lovelace knows whom to ask.');
    const text = await world.run(['show', '1.1', ...monday]);
    expect(text.stdout).toContain('https://example.com/people?who=Grace%20Hopper');
    expect((await world.run(['find', 'hopper', ...monday])).stdout).toContain('1.1');
    expect((await world.run(['done', 'Meet Grace', '--dry-run', ...monday])).code).toBe(0);
  });

  test('stand in Markdown', async () => {
    const world = await begun();
    const next = await world.run(['next', '--markdown', ...monday]);
    expect(next.stdout).toContain('Meet Grace Hopper');
    expect(next.stdout).toContain('https://example.com/people?who=Grace%20Hopper');
    expect((await world.run(['plan', '--markdown', ...monday])).stdout).not.toContain('{');
  });

  test('follow who holds the role and what the hire is called; what is done keeps those of its day', async () => {
    const world = await begun();
    await world.run(['done', '1.1', ...monday]);
    await world.run(['assign', '--role', 'buddy', '--to', 'Alan Turing', '--role', 'buddy', ...monday]);
    await world.run([
      'assign',
      '--role',
      'manager',
      '--to',
      'Edsger Dijkstra',
      '--to',
      'Tony Hoare',
      ...monday,
    ]);
    await world.run(['reschedule', '--name', 'Ada King', ...monday]);
    const view = await json<Shown>(world, ['show', '1.1', ...monday]);
    expect(view.item.title).toBe('Meet Grace Hopper');
    expect(view.details.join('\n')).toContain('Edsger Dijkstra and Tony Hoare asks Alan Turing');
    const second = await json<Shown>(world, ['show', '1.2', ...monday]);
    expect(second.item.title).toBe('Edsger Dijkstra and Tony Hoare explains the goals');
    const phase = await world.run(['show', 'week-1', ...monday]);
    expect(flat(phase.stdout)).toContain('Ada King knows whom to ask.');
  });

  test('are foreign: no name becomes Markdown, an address, or a sign for the terminal', async () => {
    const world = await laid();
    const evil = '[x](https://evil.example) **B** <b>`$(id)`_';
    await start(world, 'Ada Lovelace', [evil]);
    const next = await world.run(['next', '--markdown', ...monday]);
    expect(next.stdout).not.toMatch(/(?<!\\)\[x/);
    expect(next.stdout).not.toMatch(/(?<!\\)\*\*B/);
    expect(next.stdout).not.toContain('<b>');
    expect(next.stdout).toContain('who=%5Bx%5D%28https%3A%2F%2Fevil.example%29');
    const view = await json<Shown>(world, ['show', '1.1', ...monday]);
    expectAsDocumented(['show'], view);
    expect(view.item.links[0]?.url.startsWith('https://example.com/people?who=%5Bx%5D')).toBe(true);
  });

  test('of a name with braces nothing is filled in again', async () => {
    const world = await laid();
    await start(world, '{buddy}', ['{hire}']);
    expect((await json<Shown>(world, ['show', '1.1', ...monday])).item.title).toBe('Meet {hire}');
  });

  test('are the roles’ titles in a preview, and where several hires are looked at', async () => {
    const world = await begun();
    const preview = await world.run(['preview']);
    expect(preview.stdout).toContain('Meet the PM buddy');
    await world.run(['skip', '1.1', '--reason', 'met before', ...monday]);
    const items = await json<{ items: { title: string }[] }>(world, ['team', '--items', ...monday]);
    expect(items.items.map(({ title }) => title)).toContain('Meet the PM buddy');
  });

  test('in a template are filled in as well; its own {name} is its subject', async () => {
    const world = await begun();
    writeFileSync(
      join(world.folder, 't.yaml'),
      "title: T\nitems: [{ id: a, title: '{name}: ask {buddy}', details: 'For {first-name}, {unknown}', due: day 1 }]\n",
    );
    await world.run(['add', 'Reminders', '--from', 't.yaml', ...monday]);
    const view = await json<Shown>(world, ['show', '1.3', ...monday]);
    expect(view.item.title).toBe('Reminders: ask Grace Hopper');
    expect(view.details).toEqual(['For Ada, {unknown}']);
  });
});
