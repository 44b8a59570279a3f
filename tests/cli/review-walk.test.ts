/** `review` at a terminal asks who is reading, and then goes through what waits for that person. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { events, fingerprint, lastBatch } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const tuesday = '--today 2026-12-22';
const evidence = 'https://docs.example.com/rivals';

/** Ada has done 3.11, which 3.12 waits for, and then 3.12 and 3.24 on the Monday, and asks two things; on this machine nobody has said who they are. */
async function begun(): Promise<World> {
  const world = new World();
  await world.startAda();
  const monday = ['--today', '2026-12-21'];
  await world.run(['done', '3.11', '--evidence', 'Fast to set up, hard to buy.', ...monday]);
  await world.run(['done', '3.12', '--evidence', evidence, '--note', 'two pages', ...monday]);
  await world.run(['done', '3.24', '--force', ...monday]);
  await world.run(['ask', 'Who decides the edition?', ...monday]);
  await world.run(['ask', 'Where is the canteen?', ...monday]);
  writeFileSync(settingsOf(world), '{}\n');
  return world;
}

function settingsOf(world: World): string {
  return join(world.home, '.config/pm-onboard/settings.json');
}

async function reviewing(context: TestContext, world: World, flags = ''): Promise<Terminal> {
  const terminal = await Terminal.open(context, world);
  await terminal.type(`pm-onboard review ada ${flags} ${tuesday}; echo "exit=[$?]"`);
  return terminal;
}

test('asks once who reads, then for each completion and question, then whether to close', async (context) => {
  const world = await begun();
  const terminal = await reviewing(context, world);
  const offer = await terminal.until('Somebody else');
  expect(offer).toMatch(
    /Who are you\?[\s\S]*Alan Turing \(Direct manager, Head of marketing, Head of product, /,
  );
  await terminal.press('Down');
  await terminal.until('❯ Grace Hopper (PM buddy, PM mentor, Technical writer)');
  await terminal.press('Enter');

  const first = await terminal.until('Is 3.12 as it should be?');
  expect(first).toContain('From now on, commands you give are those of Grace Hopper.');
  expect(first).toContain('Ada Lovelace · day 30 of 90');
  expect(first).toContain('3.12 Compare at least three competitors\n  done by Ada Lovelace on Mon 21 Dec\n');
  expect(first).toContain(`  ${evidence}\n  "two pages"\n`);
  await terminal.press('Down');
  await terminal.press('Enter');
  await terminal.until('What is missing?');
  await terminal.type(' ');
  await terminal.until('A few words are needed');
  await terminal.press('C-u');
  await terminal.type('Name the prices');
  await terminal.until('✓ 3.12 Compare at least three competitors: returned, due Fri 25 Dec');

  await terminal.until('Is 3.24 as it should be?');
  await terminal.press('Enter');
  await terminal.until(/✓ 3\.24 .*: approved/);
  await terminal.until('?1 "Who decides the edition?"');
  await terminal.type('');
  await terminal.until('?2 "Where is the canteen?"');
  await terminal.type('On the ground floor');
  await terminal.until('Close this review?');
  await terminal.type('');
  await terminal.until('exit=[0]');

  const judged = events(world).filter(({ by }) => by === 'Grace Hopper');
  expect(judged.map(({ kind, item, text, comment }) => [kind, item ?? text, comment])).toEqual([
    ['returned', 'compare-competitors', 'Name the prices'],
    ['approved', 'mentor-projects-30', undefined],
    ['answered', 'On the ground floor', undefined],
    ['reviewed', undefined, undefined],
  ]);
  expect(JSON.parse(readFileSync(settingsOf(world), 'utf8'))).toEqual({ me: 'Grace Hopper' });

  const second = await reviewing(context, world);
  const again = await second.until('?1 "Who decides');
  expect(again).not.toContain('Who are you?');
  expect(again).not.toContain('as it should be?');
  await second.type('');
  const end = await second.until('exit=[0]');
  expect(end).toContain('You have closed a review today already, and nothing is new since.');
  expect(end).not.toContain('Close this review?');
  expect(events(world).filter(({ kind }) => kind === 'reviewed')).toHaveLength(1);
});

test('somebody else types a name; who signs nothing off is not asked to', async (context) => {
  const world = await begun();
  const terminal = await reviewing(context, world);
  await terminal.until('Who are you?');
  await terminal.press('Up');
  await terminal.until('❯ Somebody else');
  await terminal.press('Enter');
  await terminal.until('Your name');
  await terminal.type('Linus');
  const screen = await terminal.until('?1 "Who decides');
  expect(screen).not.toContain('as it should be?');
  await terminal.press('C-c');
  await terminal.until('exit=[130]');
  expect(JSON.parse(readFileSync(settingsOf(world), 'utf8'))).toEqual({ me: 'Linus' });
});

test('Ctrl-C before anything is decided: nothing is saved; later, what was decided is', async (context) => {
  const world = await begun();
  const terminal = await reviewing(context, world, '--as "Grace Hopper"');
  const screen = await terminal.until('Is 3.12 as it should be?');
  expect(screen).not.toContain('Who are you?');
  const before = fingerprint(world);
  await terminal.press('C-c');
  expect(await terminal.until('exit=[130]')).toContain('interrupted, nothing was saved');
  expect(fingerprint(world)).toBe(before);

  await terminal.type(`clear; pm-onboard review ada --as "Grace Hopper" ${tuesday}; echo "later=[$?]"`);
  await terminal.until('Is 3.12 as it should be?');
  await terminal.press('Enter');
  await terminal.until('Is 3.24 as it should be?');
  await terminal.press('C-c');
  const end = await terminal.until('later=[130]');
  expect(end).toContain('interrupted; what you decided before is saved');
  expect(end.slice(end.lastIndexOf('Is 3.24'))).not.toContain('nothing was saved');
  expect(lastBatch(world)).toMatchObject([{ kind: 'approved', item: 'compare-competitors' }]);
});

test('what is done anew while one reads is not judged unseen', async (context) => {
  const world = await begun();
  const terminal = await reviewing(context, world, '--as "Grace Hopper"');
  await terminal.until('Is 3.12 as it should be?');
  const asAda = ['--as', 'Ada Lovelace', '--today', '2026-12-22'];
  await world.run(['reopen', '3.12', ...asAda]);
  await world.run(['done', '3.12', '--evidence', `${evidence}/2`, ...asAda]);
  const before = fingerprint(world);
  await terminal.press('Enter');
  const screen = await terminal.until('exit=[3]');
  expect(screen).toMatch(/was done anew\s+meanwhile/);
  expect(fingerprint(world)).toBe(before);
});

test('the hire only reads', async (context) => {
  const world = await begun();
  const terminal = await Terminal.open(context, world);
  const before = fingerprint(world);
  const { code, text } = await terminal.command(
    `pm-onboard review --as "ADA lovelace" ${tuesday} --hire ada`,
  );
  expect(code).toBe(0);
  expect(text).toContain('Ada Lovelace · day 30 of 90');
  expect(text).not.toContain('Enter to leave it');
  expect(fingerprint(world)).toBe(before);
});

test('--return and --answer ask for the words that no flag gives', async (context) => {
  const world = await begun();
  const flags = '--return 3.12 --answer 1 --as "Grace Hopper"';
  const terminal = await reviewing(context, world, flags);
  await terminal.until('What is missing in 3.12 Compare at least three competitors?');
  await terminal.type('Prices');
  await terminal.until('Your answer to "Who decides the edition?"');
  await terminal.type('Alan');
  await terminal.until('exit=[0]');
  expect(lastBatch(world).map(({ kind, comment, text }) => [kind, comment ?? text])).toEqual([
    ['returned', 'Prices'],
    ['answered', 'Alan'],
  ]);
  const { code, text } = await terminal.command(
    `pm-onboard review ada --return 3.24 --no-input --as "Grace Hopper" ${tuesday}`,
  );
  expect(code).toBe(4);
  expect(text).toContain('--comment is missing');
});
