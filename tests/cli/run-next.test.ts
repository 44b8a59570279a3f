/** `run next` goes through the open items of a checklist's run, a question at a time, and saves each answer at once. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { eventsIn, expectRefusal, flat, json } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-30'];
const day = '--today 2026-11-30';

const template = `title: "{name}, released"
items:
  - { id: notes, title: Write the notes, takes: 30 min, due: workday 2, evidence: url }
  - id: tell
    title: Tell support
    takes: 15 min
    due: workday 3
    details: |
      Say what changes for them, and when.

      They read it on Fridays.
  - { id: try-it, title: Try it on a copy, takes: 60 min, due: workday 4, after: [notes] }
  - { id: translate, title: Translate the notes, by: qa, takes: 30 min, due: workday 4 }
  - { id: calls, title: Call customers, takes: 20 min, due: workday 5, count: { target: 2, unit: calls } }
roles:
  qa: { title: Quality assurance }
`;

const begun = prepared(async (world: World) => {
  mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
  writeFileSync(join(world.folder, 'checklists/templates/ship.yaml'), template);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), '{}\n');
  const { code, stderr } = await world.run([
    'run',
    'ship',
    'v11.2',
    '--owner',
    'Ada',
    '--as',
    'Ada',
    ...monday,
  ]);
  expect(code, stderr).toBe(0);
});

function recordOf(world: World): string {
  return join(world.folder, 'runs', readdirSync(join(world.folder, 'runs'))[0] ?? '');
}

/** What was recorded since the run was begun, as kind, item and what was said. */
function answers(world: World): unknown[][] {
  return eventsIn(readFileSync(recordOf(world), 'utf8'))
    .filter(({ kind }) => kind !== 'started')
    .map(({ kind, item, by, evidence, reason, answer }) =>
      [kind, item, by, evidence ?? reason, answer].filter((each) => each !== undefined),
    );
}

async function walking(context: TestContext, world: World, flags: string): Promise<Terminal> {
  const terminal = await Terminal.open(context, world);
  await terminal.type(`pm-onboard run next v11-2 ${flags} ${day}; echo "exit=[$?]"`);
  return terminal;
}

/** Takes the choice that is so many below the first. */
async function choose(terminal: Terminal, below: number): Promise<void> {
  for (let pressed = 0; pressed < below; pressed += 1) await terminal.press('Down');
  await terminal.press('Enter');
}

test('of several checklists, the one that is picked; the commands that it prints are those for each item', async (context) => {
  const world = await begun();
  expect((await world.run(['run', 'ship', 'v12', '--as', 'Ada', ...monday])).code).toBe(0);
  const terminal = await Terminal.open(context, world);
  await terminal.type(`pm-onboard run next --as Ada ${day}; echo "exit=[$?]"`);
  await terminal.until('Which checklist?');
  await choose(terminal, 1);
  await terminal.until('What about 1.1?');
  await choose(terminal, 2);
  await terminal.until('Why is it left out?');
  await terminal.type('said elsewhere');
  await terminal.until('What about 1.2?');
  await terminal.press('C-c');
  expect(flat(await terminal.until('exit=[130]'))).toContain('pm-onboard run next v12');
  await expectRefusal(world, ['run', 'next', '--as', 'Ada', ...monday], { code: 4, says: ['run next v12'] });
  const skip = ['skip', '1.2', '--run', 'v12', '--reason', 'said elsewhere', '--as', 'Ada', ...monday];
  expect((await world.run(skip)).code).toBe(0);
  expect((await world.run(['skip', '1.3', ...skip.slice(2)])).code).toBe(0);
  const { stdout } = await world.run(['run', 'next', 'v12', '--as', 'Ada', ...monday]);
  expect(flat(stdout)).toContain('Count one: pm-onboard count 1.5 --run v12');
});

test('each item in the order of next, what an answer makes possible, and what others have to do', async (context) => {
  const world = await begun();
  const terminal = await walking(context, world, '--as Ada');
  const first = await terminal.until('What about 1.1?');
  expect(first).toContain('1.1 Write the notes\n  due Tue 1 Dec · 30 min · for Ada · wants a link\n');
  expect(first).toContain("It doesn't apply here");
  expect(first).not.toContain('Waive');
  await terminal.press('Enter');
  await terminal.until('link to it (Enter if there is none)');
  await terminal.type('https://notes.example.com/11.2');
  await terminal.until('✓ 1.1 Write the notes: done');

  const second = await terminal.until('What about 1.2?');
  expect(second).toContain('Now possible: 1.3 Try it on a copy');
  expect(second).toContain(
    '  Say what changes for them, and when.\n  More: pm-onboard show 1.2 --run v11-2\n',
  );
  await choose(terminal, 1);
  await terminal.until("Why doesn't it apply?");
  await terminal.type('nothing changes for them');
  await terminal.until('✓ 1.2 Tell support: not applicable, nothing changes for them');

  // What is counted goes up by one, and is asked again.
  await terminal.until('One more is done (0 of 2 calls)');
  await terminal.press('Enter');
  await terminal.until('One more is done (1 of 2 calls)');
  await choose(terminal, 3);
  await terminal.until('What about 1.3?');
  await choose(terminal, 2);
  await terminal.until('Why is it left out?');
  await terminal.type('no copy yet');
  await terminal.until('✓ 1.3 Try it on a copy: skipped, no copy yet');
  const others = await terminal.until('What about 1.4?');
  expect(others).toContain('for quality assurance; anyone may record it');
  await choose(terminal, 3);
  const end = await terminal.until('exit=[0]');
  expect(flat(end)).toContain('4 answers saved. Still open: 2 items, 1 of them with others.');
  expect(end).toContain('pm-onboard status --run v11-2');
  expect(answers(world)).toEqual([
    ['done', 'notes', 'Ada', 'https://notes.example.com/11.2'],
    ['skipped', 'tell', 'Ada', 'nothing changes for them', 'not-applicable'],
    ['counted', 'calls', 'Ada'],
    ['skipped', 'try-it', 'Ada', 'no copy yet'],
  ]);
});

test('run asks what a checklist is for, until the answer can be used', async (context) => {
  const world = await begun();
  const terminal = await Terminal.open(context, world);
  await terminal.type(`pm-onboard run ship --as Ada ${day}; echo "exit=[$?]"`);
  await terminal.until('What is it for?');
  await terminal.type(' ');
  await terminal.until('the subject is empty');
  await terminal.type('v11.3');
  expect(await terminal.until('exit=[0]')).toContain('Begun: v11.3, released');
});

test('what was done and has run out is answered again', async (context) => {
  const world = await begun();
  writeFileSync(
    join(world.folder, 'checklists/templates/lasting.yaml'),
    'title: "{name}, scanned"\nitems:\n  - { id: scan, title: Scan it, due: workday 9, valid-for: 2 days }\n',
  );
  for (const line of ['run lasting Radio --today 2026-11-24', 'done 1.1 --run radio --today 2026-11-24'])
    expect((await world.run([...line.split(' '), '--as', 'Ada'])).code).toBe(0);
  const terminal = await Terminal.open(context, world);
  await terminal.type(`pm-onboard run next radio --as Ada ${day}; echo "exit=[$?]"`);
  await terminal.until('What about 1.1?');
  await terminal.press('Enter');
  const end = await terminal.until('exit=[0]');
  expect(end).toContain('✓ 1.1 Scan it: done, valid until Wed 2 Dec');
  expect(end).not.toContain('meanwhile');
});

test('Ctrl-C keeps what was answered, and the walk goes on there', async (context) => {
  const world = await begun();
  const terminal = await walking(context, world, '--as Ada');
  await terminal.until('What about 1.1?');
  await terminal.press('Enter');
  await terminal.until('link to it');
  await terminal.press('C-c');
  await terminal.until('exit=[130]');
  expect(answers(world)).toEqual([]);

  await terminal.type(`clear; pm-onboard run next v11-2 --as Ada ${day}; echo "later=[$?]"`);
  await terminal.until('What about 1.1?');
  await terminal.press('Enter');
  await terminal.until('link to it');
  await terminal.type('');
  await terminal.until('Why is there none?');
  await terminal.type('they are in the product');
  await terminal.until('What about 1.2?');
  await terminal.press('C-c');
  const end = await terminal.until('later=[130]');
  expect(flat(end)).toContain(
    'interrupted; what you answered before is saved go on with: pm-onboard run next v11-2',
  );
  expect(answers(world)).toEqual([['done', 'notes', 'Ada']]);

  await terminal.type(`clear; pm-onboard run next v11-2 --as Ada ${day}; echo "again=[$?]"`);
  await terminal.until(/again[\s\S]*What about 1.2\?/);
  expect((await terminal.still('What about 1.2?')).match(/What about \S+/g)).toEqual(['What about 1.2?']);
  await terminal.press('Up');
  await terminal.press('Enter');
  const stopped = await terminal.until('again=[0]');
  expect(stopped).toContain('Nothing was answered.');
  expect(answers(world)).toHaveLength(1);
});

test('somebody else than the owner may waive; who that is, is asked once', async (context) => {
  const world = await begun();
  const terminal = await walking(context, world, '');
  const who = await terminal.until('Who are you?');
  expect(who).toContain('❯ Ada (owner)');
  await terminal.press('Down');
  await terminal.press('Enter');
  await terminal.until('Your name');
  await terminal.type('Grace Hopper');
  await terminal.until('Waive it: it may pass as it is');
  await choose(terminal, 2);
  await terminal.until('Why may it pass?');
  await terminal.type('a hot fix');
  await terminal.until('✓ 1.1 Write the notes: waived, a hot fix');
  await terminal.until('What about 1.2?');
  await terminal.press('C-c');
  await terminal.until('exit=[130]');
  expect(answers(world)).toEqual([['skipped', 'notes', 'Grace Hopper', 'a hot fix', 'waived']]);
});

test('what somebody answered meanwhile is not answered twice', async (context) => {
  const world = await begun();
  const terminal = await walking(context, world, '--as Ada');
  await terminal.until('What about 1.1?');
  await world.run(['skip', '1.1', '--reason', 'no notes', '--run', 'v11-2', '--as', 'Grace', ...monday]);
  await choose(terminal, 1);
  await terminal.until("Why doesn't it apply?");
  await terminal.type('a fix');
  const screen = await terminal.until('What about 1.2?');
  expect(flat(screen)).toContain(
    '1.1 Write the notes was answered meanwhile, by Grace; nothing was recorded here.',
  );
  expect(answers(world)).toEqual([['skipped', 'notes', 'Grace', 'no notes']]);
});

test('what has run out is asked again, and answered anew', async (context) => {
  const world = await begun();
  const once =
    'title: "{name}, told"\nitems:\n  - { id: notes, title: Write the notes, due: workday 1, evidence: url, valid-for: 2 days }\n';
  writeFileSync(join(world.folder, 'checklists/templates/once.yaml'), once);
  await world.run(['run', 'once', 'v12', '--as', 'Ada', ...monday]);
  const done = ['done', '1.1', '--evidence', 'https://notes.example.com/12', '--run', 'v12', '--as', 'Ada'];
  expect((await world.run([...done, ...monday])).code).toBe(0);
  const terminal = await Terminal.open(context, world);
  await terminal.type('pm-onboard run next v12 --as Ada --today 2026-12-04; echo "exit=[$?]"');
  const first = await terminal.until('What about 1.1?');
  expect(first).toContain('do it again');
  await choose(terminal, 1);
  await terminal.until("Why doesn't it apply?");
  await terminal.type('they stay');
  const screen = await terminal.until('✓ 1.1 Write the notes: not applicable, they stay');
  expect(screen).not.toContain('meanwhile');
  await terminal.press('C-c');
});

test('in the accessible mode each choice has a number, and nothing is drawn anew', async (context) => {
  const world = await begun();
  const terminal = await walking(context, world, '--as Ada --accessible');
  const first = await terminal.until('Type a number from 1 to 5.');
  expect(first).toContain(
    'Step 1.1, Write the notes.\ndue Tuesday 1 December, 30 minutes, for Ada, wants a link.',
  );
  expect(first).toContain('What about 1.1? 5 choices.\n1. Done.\n');
  await terminal.type('4');
  await terminal.until('What about 1.2?');
  await terminal.type('1');
  await terminal.until('Done. Step 1.2, Tell support: done.');
  await terminal.until('Call customers');
  await terminal.press('C-c');
  const screen = await terminal.until('exit=[130]');
  expect(flat(screen)).toContain('what you answered before is saved');
  expect(screen).not.toMatch(/[❯✔·]/);
  expect(answers(world)).toEqual([['done', 'tell', 'Ada']]);
});

describe('where nobody can be asked', () => {
  test('it lists what next lists', async () => {
    const world = await begun();
    const said = await world.run(['run', 'next', 'v11-2', '--no-input', ...monday]);
    const next = await world.run(['next', '--run', 'v11-2', ...monday]);
    expect(said).toEqual({ ...next, code: 0 });
    expect(await json(world, ['run', 'next', 'v11-2', ...monday])).toEqual(
      await json(world, ['next', '--run', 'v11-2', ...monday]),
    );
    expect(answers(world)).toEqual([]);
  });

  test('without a name it is the only one under way', async () => {
    const world = await begun();
    const only = await world.run(['run', 'next', ...monday]);
    expect(only.stdout).toContain('1.1   Write the notes');
    await world.run(['run', 'ship', 'v11.3', '--as', 'Ada', ...monday]);
    await expectRefusal(world, ['run', 'next', ...monday], {
      code: 4,
      says: ['pm-onboard run next v11-2', 'pm-onboard run next v11-3'],
    });
    expect((await world.run(['run', 'next', '--run', 'v11-3', ...monday])).code).toBe(0);
  });

  test('a name with a slip, and a flag that says how a run begins', async () => {
    const world = await begun();
    await expectRefusal(world, ['run', 'next', 'v12-2', ...monday], {
      code: 2,
      says: ['did you mean v11-2?'],
    });
    await expectRefusal(world, ['run', 'next', 'v11-2', '--due', '2026-12-18', ...monday], {
      code: 2,
      says: ['--due says how a run begins'],
    });
  });

  test('of a run that has ended nothing is asked', async () => {
    const world = await begun();
    await world.run(['archive', 'v11-2', '--reason', 'called off', ...monday]);
    const { code, stdout } = await world.run(['run', 'next', 'v11-2', ...monday]);
    expect(code).toBe(0);
    expect(flat(stdout)).toContain('so nothing is asked');
  });
});
