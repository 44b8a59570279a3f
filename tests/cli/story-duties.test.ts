/**
 * Ada's first rotation week: she joins two rotations after day 30, swaps a turn for her holidays, takes over, prepares the weekly
 * meeting, and finds it at another hour in March. Screens are kept in screens/story-duties/.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Narrator, type Person } from './narrator.ts';
import { World } from './world.ts';

interface Turns {
  readonly turns: readonly { readonly rotation: string; readonly from: string; readonly holder: string }[];
}

const zone = ['--zone', 'Europe/Berlin'];
const people = `    members:
      - { name: Barbara Liskov }
      - { name: Grace Hopper }
      - { name: Lin Wu }
      # A new hire takes turns from day 31 on.
      - { name: Ada Lovelace, from: 2026-12-23 }`;

test('her first rotation week', async () => {
  const story = new Narrator(join(import.meta.dirname, 'screens/story-duties'));
  const world = new World();
  const [ada, grace, alan]: Person[] = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'].map((as) => ({
    world,
    as,
  }));
  if (!ada || !grace || !alan) throw new TypeError('three people');
  const path = join(world.folder, 'duties.yaml');
  const edit = (change: (text: string) => string) => writeFileSync(path, change(readFileSync(path, 'utf8')));

  await story.screen(
    'begin',
    'Alan gives the workspace of the team a file of meetings and rotations, and reads on in it.',
    alan,
    'pm-onboard init --duties',
    // The hint leads to a hire, who is started below.
    { columns: 200, except: { 'pm-onboard start': 'it asks' } },
  );
  await world.startAda(...zone);
  edit((text) =>
    text
      .replaceAll(/^ {4}members:$/gm, people)
      .replace(/^ {4}anchors:$/m, '    anchors:\n      - { date: 2026-11-23, name: Grace Hopper }')
      .replace(/^ {4}anchors:$(?!\n {6})/m, '    anchors:\n      - { date: 2026-11-23, name: Lin Wu }')
      .replaceAll(/^ {4}# {2}- .*\n/gm, ''),
  );
  world.signAs('Alan Turing');
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'Duties'],
  ])
    world.gitIn(world.folder, ...args);
  expect((await story.quietly(alan, 'lint')).stdout).toContain('no problems');

  await story.screen(
    'first-look',
    'Day 8. Ada looks what she will have to do. Her first turns come after day 30; the meetings are on already.',
    ada,
    'pm-onboard duties --today 2026-11-30',
  );
  await story.screen(
    'who',
    'Who answers questions from social media on Friday?',
    ada,
    'pm-onboard duties who social-media --on fri --today 2026-11-30',
  );
  edit((text) => text.replaceAll('from: 2026-12-23', 'from: 2026-11-23'));
  await story.screen(
    'another-past',
    'Alan means well and lets Ada begin on her first day. CI compares with what was, and refuses: that turn was somebody else’s.',
    alan,
    'pm-onboard lint --against HEAD --today 2026-12-16',
    { code: 1, lines: 30 },
  );
  world.gitIn(world.folder, 'checkout', '-q', 'duties.yaml');

  await story.quietly(ada, 'away', '--from', '2027-01-11', '--to', '2027-01-15', '--today', '2026-12-15');
  await story.screen(
    'away',
    'In December Ada has recorded a week of holidays in January. It is the week of a turn of hers, and she is told.',
    ada,
    'pm-onboard duties --today 2026-12-16',
    { lines: 30 },
  );
  const before = await story.ask<Turns>(ada, 'duties', '--weeks', '12', '--today', '2026-12-16');
  const mine = before.turns.find(({ holder, from }) => holder === 'Ada Lovelace' && from === '2027-01-11');
  expect(mine).toBeDefined();
  await story.screen(
    'swap',
    'She has asked Barbara, who takes that week for the one after. Whose turns change is said first.',
    ada,
    'pm-onboard duties swap requests --with barbara --today 2026-12-16',
  );
  expect((await story.quietly(ada, 'lint', '--against', 'HEAD', '--today', '2026-12-16')).stdout).toContain(
    'no problems',
  );
  await story.screen(
    'everybody',
    'Grace, her buddy, is in London, and looks at the next five weeks of everybody.',
    grace,
    'TZ=Europe/London pm-onboard duties --weeks 5 --today 2026-12-16',
    { lines: 30 },
  );

  const after = await story.ask<Turns>(ada, 'duties', '--weeks', '12', '--today', '2026-12-16');
  const first = after.turns.find(({ holder }) => holder === 'Ada Lovelace');
  expect(first).toBeDefined();
  await story.screen(
    'her-week',
    'The Monday on which her first week begins. What does it ask for?',
    ada,
    `pm-onboard duties prep ${first?.rotation} --today ${first?.from}`,
  );
  await story.screen(
    'takes-over',
    'She has read what whoever had the turn before left for her, and ticks that off.',
    ada,
    `pm-onboard done 1.1 --run social-media-${first?.from} --today ${first?.from}`,
  );
  await story.screen(
    'the-meeting',
    'And the weekly meeting? Some of it is hers this week, by her rotation.',
    ada,
    `pm-onboard duties prep pm-meeting --today ${first?.from}`,
    { lines: 30 },
  );
  await story.screen(
    'to-paste',
    'She pastes the list into her notes.',
    ada,
    `pm-onboard duties prep pm-meeting --markdown --today ${first?.from}`,
  );
  const friday = ['--today', '2027-01-01'];
  await story.quietly(ada, 'done', '2.1', '--run', `social-media-${first?.from}`, ...friday);
  await story.screen(
    'hands-over',
    'On Friday all is answered. What is left is to hand over, and she does it before the week ends.',
    ada,
    `pm-onboard done 3.1 --run social-media-${first?.from} ${friday.join(' ')}`,
  );
  await story.screen(
    'her-week-done',
    'Her first week on duty, as it was.',
    ada,
    `pm-onboard duties prep social-media --on ${first?.from} ${friday.join(' ')}`,
  );
  await story.screen(
    'an-hour-earlier',
    'March. In California clocks change two weeks before they do in Berlin: the meeting is an hour earlier for her.',
    ada,
    'pm-onboard duties --today 2027-03-10',
    { lines: 30 },
  );
  story.expectNoOthers();
});
