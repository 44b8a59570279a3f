/**
 * A buddy with three hires: what she owes them on a Monday, the digest of her week, which a job sends once although it runs twice, what
 * a channel hears, and what is left when she has acted. The screens are kept in screens/story-mine/.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MineView } from '../../src/view/mine.ts';
import type { RemindView } from '../../src/view/remind.ts';
import { hook } from '../sending/hook.ts';
import { Narrator, type Person } from './narrator.ts';
import { World } from './world.ts';

test('a buddy with three hires and her Monday digest', async () => {
  const world = new World();
  const tell = new Narrator(join(import.meta.dirname, 'screens/story-mine'));
  const as = (name: string): Person => ({ world, as: name });
  const [grace, alan, ada] = [as('Grace Hopper'), as('Alan Turing'), as('Ada Lovelace')];
  const begin = (name: string, start: string) =>
    tell.quietly(
      alan,
      ...['start', '--name', name, '--start', start, '--no-me', '--today', '2026-11-16'],
      ...['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'],
    );
  await begin('Ada Lovelace', '2026-11-23');
  await begin('Bob Noyce', '2026-11-30');
  await begin('Joan Clarke', '2026-12-14');
  for (const hire of ['Ada Lovelace', 'Bob Noyce', 'Joan Clarke'])
    await tell.quietly(alan, 'done', '1.10-1.12,1.15', '--hire', hire, '--today', '2026-11-20');
  await tell.quietly(grace, 'done', '1.4,1.14', '--hire', 'Ada Lovelace', '--today', '2026-11-20');
  for (const role of [
    'release-manager',
    'security-contact',
    'dev-lead',
    'ux-designer',
    'qa-lead',
    'pm-peers',
    'csm',
    'regional-vp-sales',
  ])
    for (const hire of ['Ada Lovelace', 'Bob Noyce'])
      await tell.quietly(
        grace,
        'assign',
        '--role',
        role,
        '--to',
        'Lin Wu',
        '--hire',
        hire,
        '--today',
        '2026-11-20',
      );
  await tell.quietly(
    ada,
    'done',
    '3.12',
    '--force',
    '--evidence',
    'https://example.com/review',
    '--hire',
    'Ada Lovelace',
    '--today',
    '2026-11-27',
  );
  await tell.quietly(
    ada,
    'ask',
    'Who decides on Team or Enterprise edition?',
    '--hire',
    'Ada Lovelace',
    '--today',
    '2026-11-26',
  );
  await tell.quietly(
    grace,
    'book',
    '1.2',
    '--on',
    '2026-11-30',
    '--at',
    '10:00',
    '--hire',
    'Bob Noyce',
    '--today',
    '2026-11-26',
  );

  const monday = '--today 2026-11-30';
  await tell.screen(
    'her-list',
    'Grace is the buddy of three. On Monday she types the name of the program alone.',
    grace,
    `pm-onboard ${monday}`,
    { lines: 40 },
  );
  await tell.screen(
    'her-week',
    'The message for her week says the same, and how her hires stand.',
    grace,
    `pm-onboard remind --for "Grace Hopper" --weekly ${monday}`,
    { lines: 50 },
  );
  const digest = await tell.ask<RemindView>(
    grace,
    'remind',
    '--for',
    'Grace Hopper',
    '--weekly',
    '--today',
    '2026-11-30',
  );
  expect(digest.silent).toBeNull();
  expect(
    digest.sections
      .at(-1)
      ?.lines.map(({ hire }) => hire)
      .sort(),
  ).toEqual(['Ada Lovelace', 'Bob Noyce', 'Joan Clarke']);

  const server = await hook();
  const job: Person = { world, env: { CHAT_HOOK: server.address } };
  const sends = 'pm-onboard remind --for "Grace Hopper" --weekly \\\n  --format mattermost --post CHAT_HOOK';
  await tell.screen('the-job', 'A job sends it to her in the chat at 8:17.', job, `${sends} ${monday}`);
  await tell.screen(
    'the-job-again',
    'The machine was busy, so the timer started it once more. She gets it once.',
    job,
    `${sends} ${monday}`,
  );
  expect(server.texts()).toHaveLength(1);
  const told = digest.sections.flatMap(({ title, lines }) => [title, ...lines.map(({ ref }) => ref)]);
  for (const text of told) expect(server.texts()[0]).toContain(text);
  await tell.quietly(job, 'remind', '--post', 'CHAT_HOOK', '--format', 'mattermost', '--today', '2026-12-05');
  expect(server.texts()).toHaveLength(1);

  await tell.screen(
    'the-channel',
    'A channel hears who owes what, and nothing of how the hires stand.',
    alan,
    `pm-onboard remind ${monday}`,
    { lines: 30 },
  );
  const channel = await tell.ask<RemindView>(alan, 'remind', '--today', '2026-11-30');
  expect(JSON.stringify(channel)).not.toMatch(/Enterprise|\blate\b|day \d/);

  const before = await tell.ask<MineView>(grace, 'mine', '--today', '2026-11-30');
  expect(before.entries.filter(({ group }) => group === 'word').map(({ kind }) => kind)).toEqual([
    'question',
    'sign-off',
  ]);
  await tell.quietly(
    grace,
    'review',
    'Ada',
    '--approve',
    '3.12',
    '--answer',
    '1',
    '--text',
    'Alan does',
    '--today',
    '2026-11-30',
  );
  for (const { kind, command } of before.entries)
    if (kind === 'item')
      await tell.quietly(grace, ...command.replace(/^pm-onboard /, '').split(' '), '--today', '2026-11-30');
  await tell.screen(
    'acted',
    'She has acted: only the coffee with Bob is left of today.',
    grace,
    `pm-onboard m ${monday}`,
    { lines: 30 },
  );
  await tell.screen(
    'silence',
    'On Saturday nobody hears anything.',
    grace,
    'pm-onboard remind --for "Grace Hopper" --today 2026-12-05',
  );
  await tell.screen(
    'everybody',
    'Alan asks who owes the hires what.',
    alan,
    `pm-onboard mine --everybody ${monday}`,
    { lines: 40 },
  );
  tell.expectNoOthers();
}, 300_000);
