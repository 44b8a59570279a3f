/**
 * What `--json` prints is documented by `schema/output.json`: it is what the types say, every command with the flag is in it, and
 * what commands really print is valid by it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { peopleDuties } from './duties-file.ts';
import { startAnother } from './home.ts';
import { closedSchema, expectAsDocumented, outputOf } from './outputs.ts';
import { bareRepository, Member } from './team.ts';
import { prepared, root, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const dayNine = ['--today', '2026-12-01'];

test('schema/output.json is what the types say; renew it with: npm run output-schema', () => {
  const folder = new World().folder;
  execFileSync(process.execPath, [join(root, 'scripts/output-schema.mjs'), join(folder, 'made.json')]);
  const made = readFileSync(join(folder, 'made.json'), 'utf8');
  expect(readFileSync(join(root, 'schema/output.json'), 'utf8') === made).toBe(true);
}, 300_000);

test('schema output prints it; it is a schema, with a sentence for each command and names without paths', async () => {
  const { code, stdout, stderr } = await new World().run(['schema', 'output']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(readFileSync(join(root, 'schema/output.json'), 'utf8'));
  const schema = JSON.parse(stdout);
  expect(new Ajv().validateSchema(schema)).toBe(true);
  for (const [name, { description }] of Object.entries<{ description: string }>(schema.properties))
    expect(description, name).toMatch(/--json\b|--format json/);
  expect(Object.keys(schema.definitions).filter((name) => !/^[A-Z]\w*$/.test(name))).toEqual([]);
  expect(stdout).not.toContain(root);
});

/** A hire in every kind of state, and another one; with a team's own checklists, which have changed since. */
const lay = prepared(async (world) => {
  await world.run(['init', '--checklists', '--duties']);
  peopleDuties(world.folder);
  await world.startAda();
  await world.run(startAnother);
  const commands = [
    ['done', '1.1', '--note', 'over tea'],
    ['done', '1.3', '--evidence', 'https://example.com'],
    ['skip', '1.7', '--reason', 'no phone'],
    ['count', '1.9', '2'],
    ['note', '1.8', 'two installers'],
    ['ask', 'who decides?', '--item', '1.6'],
    ['book', '2.7', '--on', '2026-12-02', '--at', '10:00'],
    ['away', '--from', '2026-12-07', '--to', '2026-12-11'],
    ['move', '2.4', '--due', '2027-01-04'],
    ['add', 'Message reminders', '--details', 'x', '--with', 'buddy', '--takes', '2 h'],
    ['done', '3.12', '--force', '--evidence', 'https://example.com'],
    ['handbook', 'levels', '--worksheet', '3', '-o', 'mine.md'],
    ['handbook', 'levels', '--worksheet', '3', '-o', 'graces.md'],
  ];
  for (const command of commands) {
    const { code, stderr } = await world.run([...command, ...monday]);
    expect(code, `${command.join(' ')}: ${stderr}`).toBe(0);
  }
  const path = join(world.folder, 'checklists/product-manager/day-90.yaml');
  const text = readFileSync(path, 'utf8').replace(/title: Hold the 90-day review/, 'title: Hold the review');
  writeFileSync(path, `${text}\n  - { id: one-more, title: One more thing, due: day 80 }\n`);
});

/** Every command line with `--json` that the test runs, in its order, on one workspace. */
const lines: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--hire', 'annie'],
  ['status', '--phase', 'week-1', '--role', 'buddy', '--due-before', '2027-01-01'],
  ['next', '-n', '50'],
  ['next', '--phase', 'week-1'],
  ['plan'],
  ['plan', '--role', 'buddy'],
  ['plan', '--catch-up'],
  ['plan', '--catch-up', '--dry-run'],
  ['plan', '--catch-up', '--yes'],
  ['show', '1.3'],
  ['show', '1.6', '--why'],
  ['show', '3.12'],
  ['show', 'meet-buddy'],
  ['show', 'first week'],
  ['log'],
  ['log', '--notes'],
  ['mine', '--as', 'Grace Hopper'],
  ['mine', '--everybody'],
  ['remind'],
  ['remind', '--for', 'Grace', '--weekly'],
  ['remind', '--for', 'hire'],
  ['find', 'installers'],
  ['find', 'week'],
  ['find', 'qqqq', 'week'],
  ['review', 'ada', '--as', 'Grace Hopper'],
  ['review', 'ada', '--as', 'Grace Hopper', '--note', 'going well', '--dry-run'],
  ['review', 'ada', '--as', 'Grace Hopper', '--approve', '3.12', '--answer', '?1', '--text', 'Lin'],
  ['review', 'ada', '--as', 'Grace Hopper', '--since', '2026-11-23'],
  ['team'],
  ['team', '--items'],
  ['team', '--since', '2026-11-20'],
  ['team', '--mine', '--limit', '1', '--as', 'Grace Hopper'],
  ['team', '--finished', '--archived'],
  ['people'],
  ['people', '--role', 'buddy'],
  ['calendar'],
  ['calendar', '--days-off'],
  ['report'],
  ['report', '--team', '--with-notes'],
  ['run', 'leave-beta', 'Reminders', '--due', '2027-01-15'],
  ['run', 'leave-beta', 'Reminders'],
  ['run', 'check', 'reminders'],
  ['run'],
  ['duties'],
  ['duties', '--weeks', '30'],
  ['duties', 'who'],
  ['duties', 'who', 'customer-requests', '--on', '2020-01-06'],
  ['duties', 'prep', 'pm-meeting'],
  ['duties', 'prep', 'social-media'],
  ['duties', 'swap', 'social-media', '--with', 'grace', '--dry-run'],
  ['duties', 'swap', 'social-media', '--by', 'grace', '--why', 'a visit'],
  ['preview', '--start', '2027-03-01'],
  ['preview', '--calendar'],
  ['lint', '--format', 'json'],
  ['doctor'],
  ['doctor', '--repair'],
  ['doctor', '--restore', 'ada', '--dry-run'],
  ['doctor', '--restore', 'ada'],
  ['config'],
  ['config', 'get', 'hire'],
  ['config', 'set', 'late-colour', 'blue', '--dry-run'],
  ['config', 'set', 'late-colour', 'blue'],
  ['config', 'unset', 'late-colour'],
  ['start', '--list'],
  ['help'],
  ['help', '--all'],
  ['help', 'done'],
  ['help', 'exit', 'codes'],
  ['help', 'topics'],
  ['handbook'],
  ['handbook', 'cadence'],
  ['handbook', 'levels'],
  ['handbook', 'levels', '3'],
  ['handbook', 'levels', '9'],
  ['handbook', 'levels', '--compare', 'mine.md', 'graces.md'],
  ['upgrade', 'ada', '--dry-run'],
  ['upgrade', '--all', '--yes'],
  ['init', 'other', '--checklists', '--dry-run'],
  ['init', 'other'],
  [
    'start',
    '--name',
    'Bob',
    '--start',
    '2026-11-30',
    '--buddy',
    'G',
    '--manager',
    'A',
    '--no-me',
    '--dry-run',
  ],
  ['start', '--name', 'Bob', '--start', '2026-11-30', '--buddy', 'G', '--manager', 'A', '--no-me'],
  ['done', '1.2'],
  ['done', '1.2'],
  ['done', '1.4', '--dry-run'],
  ['reopen', '1.2'],
  ['skip', '2.2', '--reason', 'x'],
  ['count', '1.9'],
  ['note', '1.8', 'x'],
  ['ask', 'x'],
  ['book', '2.7', '--on', '2026-12-03'],
  ['undo'],
  ['assign', '--role', 'mentor', '--to', 'Joan'],
  ['reschedule', '--start', '2026-11-24'],
  ['away', '--from', '2026-12-14', '--to', '2026-12-15'],
  ['move', '2.9', '--due', '2026-12-20'],
  ['add', 'Another one'],
  ['add', 'Chain', '--from', 'first-project', '--start', '2026-12-14'],
  ['remove', 'Another one'],
  ['share', '--output', 'ada.json'],
  ['share', '--receive', 'ada.json'],
  ['redact', 'two installers', '--yes'],
  ['archive', 'bob', '--reason', 'left'],
  ['forget', 'bob', '--confirm', 'Bob', '--dry-run'],
  ['forget', 'bob', '--confirm', 'Bob'],
  ['team', '--archived'],
  ['export', 'ada'],
  ['done', '--from', 'list.md', '--yes'],
  ['import', 'list.md', '-o', 'other', '--dry-run'],
  ['finish', '--force', '--note', 'well done', '--dry-run'],
  ['finish', '--force', '--note', 'well done'],
  ['finish'],
  ['status'],
  ['review', 'ada', '--as', 'Grace Hopper'],
  ['team', '--finished'],
  ['calendar'],
];

/** A list that came back with every kind of line. */
const cameBack = `# Product manager onboarding: Ada Lovelace

- [x] **1.8 List what puzzles you** (30 min)
- [x] **1.9 Spot stale or misspelt docs** (0 of 3 finds)
- [ ] **1.1 Meet your manager** (30 min)
- [x] **1.2 Learn about the team** (30 min)
- 1.5 Browse the public websites
- [x] 9.9 Something else
`;

test('what every command prints is as documented', async () => {
  const world = await lay();
  writeFileSync(join(world.folder, 'list.md'), cameBack);
  for (const line of lines) {
    const args = line[0] === 'lint' ? line : [...line, '--json'];
    const { stdout, stderr, code } = await world.run([...args, ...dayNine]);
    expect([0, 1], `${line.join(' ')}: ${stderr}`).toContain(code);
    expectAsDocumented(line, JSON.parse(stdout));
  }
});

test('what cannot be read is documented too: a broken record, a lost program, damage', async () => {
  const world = await lay();
  const hires = join(world.folder, 'hires');
  mkdirSync(hires, { recursive: true });
  writeFileSync(join(hires, 'h00000001.json'), '{');
  chmodSync(join(hires, 'h00000001.json'), 0o644);
  for (const line of [
    ['team'],
    ['team', '--items'],
    ['doctor'],
    ['find', 'week'],
    ['upgrade', '--all', '--dry-run'],
    ['start', '--list'],
  ]) {
    const { stdout } = await world.run([...line, '--json', '--as', 'Grace Hopper', ...dayNine]);
    expectAsDocumented(line, JSON.parse(stdout));
  }
});

test('sync: what is sent, comes in and is joined', async () => {
  const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
  const remote = bareRepository(ada);
  await ada.startAda();
  const said = async (member: Member, ...args: string[]) => {
    const { stdout } = await member.ok(['sync', ...args, '--json']);
    expectAsDocumented(['sync', ...args], JSON.parse(stdout));
  };
  await said(ada, '--init', '--remote', remote, '--dry-run');
  await said(ada, '--init', '--remote', remote);
  await said(grace, '--join', remote, '--me', 'Grace Hopper', '--dry-run');
  await said(grace, '--join', remote, '--me', 'Grace Hopper');
  await grace.ok(['note', '1.1', 'x', '--hire', 'ada', ...monday]);
  await said(grace, '--dry-run');
  await said(grace);
  await said(ada);
  await grace.ok(['forget', 'ada', '--confirm', 'Ada Lovelace']);
  await said(grace);
  await said(ada);
});

test('every command with --json was run, and every part of the schema was met', async () => {
  const { stdout } = await new World().run(['help', '--all']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name as string);
  const withJson = [];
  for (const name of names) {
    const help = (await new World().run(['help', name])).stdout;
    if (/^ +--json /m.test(help)) withJson.push(name);
  }
  const run = new Set([...lines.map(([name]) => name), 'sync']);
  expect(withJson.filter((name) => !run.has(name))).toEqual([]);
  const met = new Set([...lines.map(outputOf), 'sync', 'sync-join']);
  expect(Object.keys(closedSchema().properties).filter((name) => !met.has(name))).toEqual([]);
});
