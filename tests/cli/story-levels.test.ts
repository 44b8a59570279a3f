/**
 * A chapter of the story: day 89, before the 90-day review. Ada and Grace look at Ada's level, each for herself, and lay the two
 * forms side by side. Each screen is kept in screens/story-levels/; nothing of it is in a record.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Narrator, type Person } from './narrator.ts';
import { World } from './world.ts';

const day = ['--today', '2027-02-19'];

/** What somebody writes into her form, with an editor. @param given a line's name → what is written there */
function write(world: World, file: string, by: string, given: Readonly<Record<string, string>>): void {
  const path = join(world.folder, file);
  const lines = readFileSync(path, 'utf8').replace('- Written by:', `- Written by: ${by}`);
  writeFileSync(
    path,
    lines.replace(/^- (\S.*):$/gm, (line, name: string) =>
      given[name] === undefined ? line : `${line} ${given[name]}`,
    ),
  );
}

test('the story of a level', async () => {
  const tale = new Narrator(join(import.meta.dirname, 'screens/story-levels'));
  const ada: Person = { world: new World() };
  const grace: Person = { world: new World(), as: 'Grace Hopper' };
  await ada.world.startAda();
  await tale.quietly(
    ada,
    'done',
    '1.3',
    '--evidence',
    'https://docs.example.com/ada-and-grace',
    '--today',
    '2026-11-23',
  );
  const spec = 'https://docs.example.com/reminders-spec';
  await tale.quietly(ada, 'done', 'write-spec', '--force', '--evidence', spec, '--on', '2027-01-12', ...day);
  await tale.quietly(ada, 'share', 'ada', '-o', 'ada.json', ...day);
  cpSync(join(ada.world.folder, 'ada.json'), join(grace.world.folder, 'ada.json'));
  await tale.quietly(grace, 'share', '--receive', 'ada.json', ...day);

  await tale.screen(
    'pages',
    'Fri 19 Feb, day 89. The 90-day review is near. Ada looks what there is to read.',
    ada,
    'pm-onboard handbook --today 2027-02-19',
  );
  await tale.screen(
    'level',
    'She was hired as a Product Manager II: level 3, with level 4 beside it.',
    ada,
    'pm-onboard handbook levels 3 --today 2027-02-19',
    { lines: 40 },
  );
  await tale.screen(
    'check',
    'The talk is a checklist of ten working days, in her own plan.',
    ada,
    'pm-onboard add February --from level-check --today 2027-02-19',
  );
  await tale.screen(
    'worksheet',
    'A form to fill in. It is a file of hers; it has what her record can point to.',
    ada,
    'pm-onboard handbook levels --worksheet 3 -o ada.md --today 2027-02-19',
  );
  await tale.screen('worksheet-inside', 'It ends so.', ada, 'tail -n 14 ada.md | fold -s -w 78');
  await tale.screen(
    'worksheet-of-the-buddy',
    'Grace writes one of her own, about Ada, on her machine.',
    grace,
    'pm-onboard handbook --worksheet 3 --hire ada -o mine.md --today 2027-02-19',
  );
  write(ada.world, 'ada.md', 'Ada Lovelace', {
    'scope, at 3 and 4': 'beginning',
    'scope, evidence': `the reminders, ${spec}`,
    'help, at 3': 'mostly',
    'help, at 4': 'not yet',
    'others, at 3 and 4': 'mostly',
    'influence, at 3 and 4': 'no occasion',
    'influence, note': 'I have not shown anything to sales yet; the roadmap call in March would be one.',
    'customers, at 3 and 4': 'mostly',
    'counted-on, at 3 and 4': 'beginning',
    'better, at 3': 'steadily',
    'better, at 4': 'beginning',
  });
  write(grace.world, 'mine.md', 'Grace Hopper', {
    'scope, at 3 and 4': 'mostly',
    'scope, evidence': spec,
    'scope, note': 'From the first talk to the kick-off nobody had to remind you of anything.',
    'help, at 3': 'mostly',
    'help, at 4': 'not yet',
    'others, at 3 and 4': 'mostly',
    'influence, at 3 and 4': 'no occasion',
    'customers, at 3 and 4': 'mostly',
    'counted-on, at 3 and 4': 'steadily',
    'counted-on, note': 'Support asks you first now.',
    'better, at 3': 'steadily',
    'better, at 4': 'beginning',
  });
  cpSync(join(grace.world.folder, 'mine.md'), join(ada.world.folder, 'graces.md'));
  await tale.screen(
    'compare',
    'Both have written; now they sit down together. They begin where they differ.',
    ada,
    'pm-onboard handbook levels --compare ada.md graces.md --today 2027-02-19',
    { lines: 45 },
  );
  await tale.screen(
    'compare-to-paste',
    'The same as Markdown, for the notes that only the two of them read.',
    ada,
    'pm-onboard handbook --compare ada.md graces.md --markdown | head -n 24',
  );
  tale.expectNoOthers();

  // Of all this the record has the checklist, and no word of what the two wrote.
  await tale.quietly(ada, 'share', 'ada', '-o', 'after.json', ...day);
  const shared = readFileSync(join(ada.world.folder, 'after.json'), 'utf8');
  const words = ['steadily', 'at 3', 'roadmap call in March', 'Support asks you first'];
  expect(words.filter((word) => shared.includes(word))).toEqual([]);
}, 120_000);
