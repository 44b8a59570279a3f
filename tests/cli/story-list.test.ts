/** A hire who never opens a terminal: the list goes into the team's post, and its ticks come back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Narrator } from './narrator.ts';
import { World } from './world.ts';

test('the list of a hire without a terminal goes out, is ticked, and comes back', async () => {
  const world = new World();
  const story = new Narrator(join(import.meta.dirname, 'screens/story-list'));
  const grace = { world, as: 'Grace Hopper' };
  await world.startAda();

  await story.screen(
    'the-list',
    'Ada works in the chat and in documents. Her buddy Grace writes her list into a file, and pastes it into a post.',
    grace,
    'pm-onboard export ada --format mattermost -o ada.md --today 2026-11-23',
  );
  const path = join(world.folder, 'ada.md');
  const posted = readFileSync(path, 'utf8');
  expect(posted).toContain('- [ ] **1.1 Meet your manager** (30 min, with Alan)');

  // What Ada has made of it by the evening, as a browser gives it back.
  writeFileSync(
    path,
    posted
      .replace('- [ ] **1.1 ', '- [x] **1.1 ')
      .replace('- [ ] **1.2 ', '- [X] **1.2 ')
      .replace(/^- \[ \] (\*\*1\.3 .*)$/m, '- [x] $1 https://docs.example.com/ada_and_grace')
      .replace('- [ ] **1.7 ', '- [~] **1.7 ')
      .replace('- [ ] **1.9 ', '- [x] **1.9 ')
      .replaceAll('\n', '\r\n'),
  );
  await story.screen(
    'what-is-new',
    'In the evening Grace copies the text of the post back. Off a terminal the program says what is new, and records nothing.',
    grace,
    'pm-onboard done --from ada.md --today 2026-11-23 </dev/null',
    { code: 4 },
  );
  await story.screen(
    'the-ticks-are-back',
    'It is what Ada has done. Whatever is not plain is left, with the reason.',
    grace,
    'pm-onboard done --from ada.md --yes --today 2026-11-23',
  );
  await story.screen(
    'who-said-it',
    'The history says who did it, and who told of it.',
    grace,
    'pm-onboard log ada --item 1.3 --today 2026-11-23',
  );
  const { hire } = await story.ask<{ hire: { name: string } }>(
    grace,
    'status',
    'ada',
    '--today',
    '2026-11-23',
  );
  expect(hire.name).toBe('Ada Lovelace');

  writeFileSync(path, readFileSync(path, 'utf8').replace('- [X] **1.2 ', '- [ ] **1.2 '));
  await story.screen(
    'a-tick-that-went-away',
    'A day later somebody has cleared a box. That opens nothing again.',
    grace,
    'pm-onboard done --from ada.md --yes --today 2026-11-24',
  );
  story.expectNoOthers();
});
