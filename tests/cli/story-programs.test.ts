/**
 * A chapter of the story: a company with a program for each kind of work. An engineer and a support person begin, their buddy has a
 * list of her own for each of them, and somebody leaves. Each screen is kept in screens/story-programs/.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Narrator, type Person } from './narrator.ts';
import { root, World } from './world.ts';

interface Status {
  readonly progress: Readonly<Record<'done' | 'total', number>>;
  readonly overdue: readonly { readonly id: string }[];
  readonly next: readonly {
    readonly id: string;
    readonly state: string;
    readonly optional: boolean;
    readonly due: string;
  }[];
}

test('the story of several programs', async () => {
  const tale = new Narrator(join(import.meta.dirname, 'screens/story-programs'));
  const team = new World();
  const person = (as: string): Person => ({ world: team, as });
  const [grace, joan, ken, ada, cleo] = [
    'Grace Hopper',
    'Joan Clarke',
    'Ken Thompson',
    'Ada Lovelace',
    'Cleo Brand',
  ].map(person) as [Person, Person, Person, Person, Person];
  await tale.quietly(joan, 'init');
  cpSync(join(root, 'tests/fixtures/real'), join(team.folder, 'checklists'), { recursive: true });

  await tale.screen(
    'programs',
    'Joan, of the people team, has put a program for each kind of work into the folder. Two that ship with pm-onboard come beside them.',
    joan,
    'pm-onboard start --list --today 2026-11-30',
    { lines: 40 },
  );
  await tale.screen('lint', 'All are sound, and so is what they share.', joan, 'pm-onboard lint');
  await tale.screen(
    'engineer',
    'Ada begins as an engineer in two weeks. She will not be on call, so nothing of that is hers. Grace, her buddy, gets a list of her own.',
    joan,
    `pm-onboard start --program engineer --name "Ada Lovelace" \\
    --start 2026-12-14 --manager "Alan Turing" --buddy "Grace Hopper" \\
    --trait on-call=no --no-me --buddy-checklist --today 2026-11-30`,
    { lines: 30 },
  );
  await tale.screen(
    'buddy-prepares',
    'A week before, Grace looks what is to do. She is no newcomer: the list is about Ada.',
    grace,
    'pm-onboard status --hire grace --today 2026-12-07',
    { lines: 30 },
  );
  for (const id of ['agree-with-manager', 'write-ahead', 'check-equipment'])
    await tale.quietly(grace, 'done', id, '--today', '2026-12-10');
  await tale.quietly(
    grace,
    'done',
    'choose-first-task',
    '--evidence',
    'https://tracker.example.com/41',
    '--today',
    '2026-12-11',
  );
  await tale.screen(
    'buddy-first-day',
    'Monday, Ada’s first day.',
    grace,
    'pm-onboard status --hire grace --today 2026-12-14',
    { lines: 30 },
  );
  await tale.screen(
    'buddy-item',
    'What a talk is for, with names where the program has roles.',
    grace,
    'pm-onboard show ask-at-the-end --today 2026-12-14',
    { lines: 30 },
  );
  await tale.screen(
    'engineer-first-day',
    'The same day, as Ada has it: the part that everybody begins with, and her own.',
    ada,
    'pm-onboard status --hire Ada --today 2026-12-14',
    { lines: 30 },
  );
  for (const id of ['welcome', 'first-sign-in', 'say-how-to-ask', 'share-a-meal', 'ask-at-the-end'])
    await tale.quietly(grace, 'done', id, '--today', '2026-12-14');
  await tale.screen(
    'support',
    'Bob begins in support the week after, with the same buddy: another list for her, beside the first.',
    joan,
    `pm-onboard start --program support --name "Bob Noyce" --start 2026-12-21 \\
    --manager "Radia Perlman" --buddy "Grace Hopper" --no-me \\
    --buddy-checklist --today 2026-12-14`,
    { lines: 30 },
  );
  await tale.screen(
    'two-lists',
    'Grace has two runs now. Her name alone means neither.',
    grace,
    'pm-onboard status --hire grace --today 2026-12-16',
    { code: 4 },
  );
  await tale.screen(
    'second-list',
    'The list for Bob.',
    grace,
    'pm-onboard status --run buddy-2 --today 2026-12-16',
    { lines: 30 },
  );
  const run = ['--run', 'buddy', '--today', '2027-01-22'];
  for (const [item, times] of [
    ['ten-minutes', '4'],
    ['make-introductions', '5'],
    ['weekly-question', '6'],
  ] as const)
    await tale.quietly(grace, 'count', item, times, ...run);
  for (const item of ['read-first-result', 'tell-unwritten-rules'])
    await tale.quietly(grace, 'done', item, ...run);
  await tale.screen(
    'trait',
    'In February Ada agrees to be on call. What that brings is shown before it is so.',
    joan,
    'pm-onboard reschedule Ada --trait on-call=yes --dry-run --today 2027-02-01',
    { lines: 30 },
  );
  await tale.quietly(joan, 'reschedule', 'Ada', '--trait', 'on-call=yes', '--today', '2027-02-01');

  await tale.screen(
    'leaving',
    'Cleo leaves on 19 February. She lives in Germany, leads nobody, and sends her laptop back. All dates count back from that day.',
    joan,
    `pm-onboard start --program leaving --name "Cleo Brand" --end 2027-02-19 \\
    --manager "Alan Turing" --role people="Joan Clarke" \\
    --role it="Ken Thompson" --role successor="Ada Lovelace" --no-me \\
    --trait country=de --trait manager=no --trait laptop=returned \\
    --today 2027-01-22`,
    { lines: 30 },
  );
  const status = (who: Person, name: string, today: string) =>
    tale.ask<Status>(who, 'status', name, '--today', today);
  await tale.quietly(joan, 'done', 'confirm-last-day', '--hire', 'Cleo', '--today', '2027-01-25');
  await tale.quietly(
    cleo,
    ...['done', 'write-handover', '--hire', 'Cleo', '--evidence', 'https://docs.example.com/handover'],
    ...['--today', '2027-02-02'],
  );
  await tale.screen(
    'leaving-later',
    'She wrote the hand-over down two days late; so much later is the talk about it, and nobody else is late for it.',
    cleo,
    'pm-onboard show talk-through-handover --hire Cleo --why --today 2027-02-03',
    { lines: 30 },
  );
  await tale.screen(
    'leaving-it',
    'Three days before the end Ken, who looks after accounts, sees what he owes.',
    ken,
    'pm-onboard review Cleo --today 2027-02-16',
    { lines: 30 },
  );
  for (const [who, ...items] of [
    ['Alan Turing', 'announce-leaving', 'leave-on-call'],
    ['Ken Thompson', 'list-accounts'],
    [
      'Cleo Brand',
      'talk-through-handover',
      'order-reference',
      'reassign-tickets',
      'move-documents',
      'exit-talk',
    ],
  ] as const)
    for (const item of items)
      await tale.quietly(person(who), 'done', item, '--hire', 'Cleo', '--today', '2027-02-17');
  await tale.quietly(
    person('Alan Turing'),
    'review',
    'Cleo',
    '--approve',
    'talk-through-handover',
    '--today',
    '2027-02-18',
  );
  await tale.screen('leaving-last-day', 'The last day.', cleo, 'pm-onboard status Cleo --today 2027-02-19', {
    lines: 30,
  });
  expect((await status(cleo, 'Cleo', '2027-02-19')).overdue).toEqual([]);
  const parcel = ['--evidence', 'Parcel 41', '--hire', 'Cleo', '--today', '2027-02-19'];
  await tale.quietly(cleo, 'done', 'send-back-laptop', ...parcel);
  for (const item of ['return-badge', 'say-goodbye'])
    await tale.quietly(cleo, 'done', item, '--hire', 'Cleo', '--today', '2027-02-19');
  await tale.screen(
    'leaving-afterwards',
    'The week after: Cleo is gone and owes nothing, others do. Ken looks what is left for him.',
    ken,
    'pm-onboard review Cleo --today 2027-02-24',
    { lines: 30 },
  );
  await tale.screen(
    'buddy-hands-back',
    'In February Grace is at the end of her list for Ada.',
    grace,
    'pm-onboard status --run buddy --today 2027-02-05',
    { lines: 30 },
  );
  tale.expectNoOthers();
});
