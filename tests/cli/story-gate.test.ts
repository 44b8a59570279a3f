/**
 * Ada takes a feature to general availability: a checklist is begun for it, others do their part, her buddy waives one criterion, a
 * job reads the gate, and what was missing goes back into the template. Screens are kept in screens/story-gate/.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flat, json } from './facts.ts';
import { Narrator, type Person } from './narrator.ts';
import { Member, sharingTeam } from './team.ts';

/** Whether the gate was open, and what it missed. */
interface Verdict {
  readonly ready: boolean;
  readonly missing: readonly { readonly id: string }[];
}

const links = 'https://example.com';
const on = (day: string) => ['--today', day];

test('a feature leaves beta', async () => {
  const story = new Narrator(join(import.meta.dirname, 'screens/story-gate'));
  const { ada: adas, grace: graces, remote } = await sharingTeam();
  const [ada, grace]: Person[] = [adas, graces].map((world) => ({ world, as: world.name }));
  if (!ada || !grace) throw new TypeError('two people');

  await story.screen(
    'begin',
    'Ada’s first feature is in beta. She begins the checklist that every feature goes through.',
    ada,
    'pm-onboard run leave-beta "Message reminders" --due 2027-01-15 \\\n  --today 2027-01-04',
    { lines: 34 },
  );
  for (const [role, name] of [
    ['dev-lead', 'Lin Wu'],
    ['qa', 'Barbara Liskov'],
    ['technical-writer', 'Jean Bartik'],
    ['security-contact', 'Alan Turing'],
    ['product-lead', 'Grace Hopper'],
  ] as const)
    await story.quietly(
      ada,
      ...['assign', '--run', 'message-reminders', '--role', role, '--to', name, ...on('2027-01-04')],
    );
  await adas.sync();
  await graces.sync();

  const done = async (item: string, by: string, evidence: string) =>
    story.quietly(
      ada,
      ...['done', `message-reminders:${item}`, '--evidence', evidence, '--as', by, ...on('2027-01-11')],
    );
  await done('gate-measured', 'Ada Lovelace', `${links}/figures`);
  await done('gate-platforms', 'Barbara Liskov', `${links}/platforms`);
  await done('gate-logged', 'Ada Lovelace', 'The audit log has the reminder and whose it is.');
  await done('gate-documented', 'Jean Bartik', `${links}/docs`);
  await done('gate-secure', 'Alan Turing', 'Reviewed on 8 January.');
  await done('gate-accessible', 'Barbara Liskov', `${links}/keyboard`);
  await story.quietly(
    ada,
    ...[
      'skip',
      'message-reminders:gate-compliant',
      '--not-applicable',
      '--reason',
      'Nothing of it leaves the server.',
    ],
    ...on('2027-01-11'),
  );

  await story.screen(
    'gate-closed',
    'On 11 January most of it is there. The gate says what is missing, and whose it is.',
    ada,
    'pm-onboard run check message-reminders --stage before-release \\\n  --today 2027-01-11',
    { code: 1, lines: 46 },
  );
  await story.screen(
    'no-waiver-of-ones-own',
    'The load test needs servers that come in February. Ada can’t waive it herself.',
    ada,
    'pm-onboard skip 1.2 --waive --reason "No servers before February." \\\n  --run message-reminders --today 2027-01-11',
    { code: 2 },
  );
  await adas.sync();
  await graces.sync();
  await story.screen(
    'waived',
    'Grace, her buddy, knows the ten customers who will use it, and takes that on herself.',
    grace,
    'pm-onboard skip 1.2 --waive --run message-reminders --today 2027-01-12 \\\n  --reason "Ten customers until the load test in February."',
  );
  await graces.sync();
  await adas.sync();
  await story.quietly(
    ada,
    ...['done', 'message-reminders:decide', '--evidence', `${links}/decision`, ...on('2027-01-12')],
  );
  await adas.sync();
  await graces.sync();
  await story.screen(
    'signed-off',
    'She leads product as well, and signs the decision off.',
    grace,
    'pm-onboard review message-reminders --approve 1.9 --comment "Go." \\\n  --today 2027-01-13',
  );
  await graces.sync();
  await adas.sync();

  const job = new Member('Release job');
  await job.sync('--join', remote, '--me', job.name);
  await story.screen(
    'ci-reads-the-gate',
    'The job of the release has joined with its own account. It asks the gate and puts the answer into the ticket.',
    { world: job, as: 'Release job' },
    'pm-onboard run check message-reminders --stage before-release --markdown \\\n  --today 2027-01-13',
    { lines: 60 },
  );
  const verdict = [
    'run',
    'check',
    'message-reminders',
    '--stage',
    'before-release',
    '--json',
    ...on('2027-01-13'),
  ];
  const answers = await Promise.all([adas, graces, job].map((world) => world.run(verdict)));
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
  expect((JSON.parse(answers[0]?.stdout ?? '') as Verdict).ready).toBe(true);
  // All of it is not done yet: the label changes after the release.
  const all = await adas.run(['run', 'check', 'message-reminders', '--json', ...on('2027-01-13')]);
  expect([all.code, (JSON.parse(all.stdout) as Verdict).missing.map(({ id }) => id)]).toEqual([
    1,
    ['relabel'],
  ]);

  await done('relabel', 'Ada Lovelace', `${links}/label`);
  await story.screen(
    'finish',
    'The label is changed everywhere. Ada closes the run, and says what the checklist lacked.',
    ada,
    'pm-onboard finish --run message-reminders --today 2027-01-15 \\\n  --missing "Nobody asks what support has to know." \\\n  --useless "Phones: we have no app."',
    { lines: 40 },
  );
  const { runs } = await json<{ runs: readonly unknown[] }>(adas, ['run', ...on('2027-01-18')]);
  expect(runs).toEqual([]);
  const later = await adas.run(['run', 'leave-beta', 'Message reminders', ...on('2027-01-18')]);
  expect(flat(later.stderr)).toContain('finished Fri 15 Jan');
  story.expectNoOthers();
}, 120_000);
