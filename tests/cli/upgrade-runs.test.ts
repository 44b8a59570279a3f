/** `upgrade` for the runs of checklists: templates that are edited, renamed items, retired ones, and templates that are gone. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, json } from './facts.ts';
import { prepared, root, type World } from './world.ts';

const monday = ['--today', '2026-11-30'];

const template = `title: "{name}, surveyed"
items:
  - { id: draft, title: "{name}: draft it", due: workday 2, evidence: text }
  - { id: send, title: "{name}: send it", due: workday 5, after: [draft] }
  - { id: report, title: "{name}: report", due: workday 10 }
`;

const lay = prepared(async (world) => {
  mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), '');
  write(world, template);
  for (const words of [
    ['survey', 'Quiet hours'],
    ['survey', 'Themes', '--due', '2027-01-15'],
  ])
    expect((await world.run(['run', ...words, ...monday])).code).toBe(0);
  const { code, stderr } = await world.run([
    'done',
    '1.1',
    '--evidence',
    'It is there',
    ...of('quiet-hours'),
  ]);
  expect(code, stderr).toBe(0);
});

const path = (world: World) => join(world.folder, 'checklists/templates/survey.yaml');
const write = (world: World, text: string) => writeFileSync(path(world), text);
const edit = (world: World, change: (text: string) => string) =>
  write(world, change(readFileSync(path(world), 'utf8')));
const of = (run: string) => ['--run', run, ...monday];

interface Report {
  readonly hires: readonly {
    readonly title: string;
    readonly subject: string | null;
    readonly state: string;
    readonly redated: readonly { readonly id: string; readonly after: string }[];
    readonly renamed: readonly { readonly from: string; readonly id: string }[];
  }[];
}

const upgrade = (world: World, ...args: string[]) => world.run(['upgrade', ...args, ...monday]);
const looked = (world: World, ...args: string[]) =>
  json<Report>(world, ['upgrade', ...args, '--dry-run', ...monday]);

const items = async (world: World, run: string) =>
  (
    await json<{ items: { id: string; state: string; due: string }[] }>(world, [
      'show',
      'checklist',
      ...of(run),
    ])
  ).items.map(({ id, state, due }) => `${id} ${state} ${due}`);

describe('a template that is edited', () => {
  test('is adopted for its subject, and counted back where the run has a last day', async () => {
    const world = await lay();
    expect((await looked(world, '--all')).hires.map(({ state }) => state)).toEqual([
      'up to date',
      'up to date',
    ]);
    edit(world, (text) => text.replace('due: workday 5', 'due: workday 6'));
    const { hires } = await looked(world, '--all');
    expect(hires.map(({ title, redated }) => [title, redated.map(({ after }) => after)])).toEqual([
      ['Quiet hours (survey)', ['2026-12-07']],
      ['Themes (survey)', ['2027-01-11']],
    ]);
    expect((await upgrade(world, '--all', '--yes')).code).toBe(0);
    expect(await items(world, 'quiet-hours')).toEqual([
      'draft done 2026-12-01',
      'send open 2026-12-07',
      'report open 2026-12-11',
    ]);
    expect((await items(world, 'themes')).at(-1)).toBe('report open 2027-01-15');
    expect((await looked(world, '--all')).hires.map(({ state }) => state)).toEqual([
      'up to date',
      'up to date',
    ]);
  });

  test('a comment in it changes nothing, and nobody is told', async () => {
    const world = await lay();
    edit(world, (text) => `# ours\n${text}`);
    expect((await looked(world, '--all')).hires.map(({ state }) => state)).toEqual([
      'up to date',
      'up to date',
    ]);
    expect((await world.run(['review', ...of('themes')])).stdout).not.toContain('moved on');
    expect((await world.run(['doctor', ...monday])).stdout).not.toContain('edited since');
  });

  test('review, team and doctor say that it has moved on', async () => {
    const world = await lay();
    await world.startAda();
    edit(world, (text) => text.replace('due: workday 5', 'due: workday 6'));
    expect((await world.run(['review', ...of('themes')])).stdout).toContain(
      'The checklist has moved on: pm-onboard upgrade --run themes --dry-run',
    );
    expect((await world.run(['team', ...monday])).stdout).toContain('The checklists of 2 runs have moved on');
    expect((await world.run(['doctor', ...monday])).stdout).toContain('survey: edited since');
  });

  test('an item keeps what was recorded with it under another id, and one that is retired stays if it is to', async () => {
    const world = await lay();
    edit(world, (text) =>
      text
        .replace('id: draft, title', 'id: outline, formerly: [draft], title')
        .replace('after: [draft]', 'after: [outline]')
        .replace(/ {2}- \{ id: report.*\n/, 'retired: [report]\n'),
    );
    const [first] = (await looked(world, ...['--run', 'quiet-hours'])).hires;
    expect(first?.renamed).toMatchObject([{ from: 'draft', id: 'outline' }]);
    await expectRefusal(world, ['upgrade', '--yes', ...of('quiet-hours')], {
      code: 4,
      says: ['--retired keep'],
    });
    expect((await upgrade(world, '--run', 'quiet-hours', '--yes', '--retired', 'keep')).code).toBe(0);
    expect(await items(world, 'quiet-hours')).toEqual([
      'outline done 2026-12-01',
      'send open 2026-12-04',
      'report open 2026-12-11',
    ]);
    expect((await upgrade(world, '--run', 'themes', '--yes', '--retired', 'drop')).code).toBe(0);
    expect(await items(world, 'themes')).toHaveLength(2);
  });

  test('one that can’t be used is said, and writes nothing', async () => {
    const world = await lay();
    edit(world, (text) => text.replace('due: workday 5', 'due: someday'));
    const before = fingerprint(world);
    await expectRefusal(world, ['upgrade', '--yes', ...of('themes')], { code: 2, says: ['survey.yaml'] });
    expect((await world.run(['review', ...of('themes')])).stdout).toContain('moved on');
    expect(fingerprint(world)).toBe(before);
  });
});

test('a template that is gone is said; the run goes on with what it has', async () => {
  const world = await lay();
  rmSync(path(world));
  await expectRefusal(world, ['upgrade', '--yes', ...of('themes')], {
    code: 2,
    says: ['Themes was begun of survey, and that is in no file any more', 'checklists/templates'],
  });
  const { code, stdout } = await upgrade(world, '--all', '--dry-run');
  expect(code).toBe(0);
  expect(stdout).toContain('follows survey');
  expect((await world.run(['status', ...of('themes')])).code).toBe(0);
});

test('a run of a folder of checklists adopts what that folder says', async () => {
  const world = await lay();
  const folder = join(world.folder, 'checklists/offboarding');
  cpSync(join(root, 'checklists/minimal'), folder, { recursive: true });
  const main = join(folder, 'program.yaml');
  writeFileSync(main, readFileSync(main, 'utf8').replace(/^id: .*$/m, 'id: small'));
  const began = await world.run([
    'run',
    './checklists/offboarding',
    'Grace',
    '--due',
    '2027-02-26',
    ...monday,
  ]);
  expect(began.code, began.stderr).toBe(0);
  expect((await looked(world, '--run', 'grace')).hires[0]?.state).toBe('up to date');
  const file = join(folder, 'week-1.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/due: (workday|day) 1$/m, 'due: $1 3'));
  const [view] = (await looked(world, '--run', 'grace')).hires;
  expect(view).toMatchObject({ state: 'changes', subject: 'Grace' });
  expect((await upgrade(world, '--run', 'grace', '--yes')).code).toBe(0);
  expect((await looked(world, '--run', 'grace')).hires[0]?.state).toBe('up to date');
});

test('lint --against finds an item that is gone from a template which runs have, and that a commit has', async () => {
  const world = await lay();
  world.signAs('Ada Lovelace');
  for (const args of [
    ['init', '-q'],
    ['add', 'checklists'],
    ['commit', '-qm', 'Ours'],
  ])
    world.gitIn(world.folder, ...args);
  const found = async (against: string) => {
    const { code, stdout } = await world.run([
      'lint',
      '--against',
      against,
      '--format',
      'compact',
      ...monday,
    ]);
    return [code, /removed-id/.test(stdout) ? stdout : ''] as const;
  };
  expect(await found('.')).toEqual([0, '']);
  expect(await found('HEAD')).toEqual([0, '']);
  edit(world, (text) => text.replace(/ {2}- \{ id: report.*\n/, ''));
  for (const [against, holders] of [
    ['.', '2 runs have'],
    ['HEAD', '`HEAD` has'],
  ] as const) {
    const [code, said] = await found(against);
    expect(code).toBe(1);
    expect(said).toContain(`survey.yaml:2:1: error: the id \`report\` is gone, and ${holders} it`);
    expect(said).toContain('`retired: [report]` in the template');
  }
  edit(world, (text) => `${text}retired: [report]\n`);
  expect(await found('.')).toEqual([0, '']);
  expect(await found('HEAD')).toEqual([0, '']);
});
