/** `upgrade` brings edited checklists to hires who have already started. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, type HireRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { dangerous, expectRefusal, fingerprint, flat, json, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2026-12-01'];

const programYaml = `id: team
title: Team onboarding
phases: [week-1, day-30]
roles:
  buddy: { title: Buddy, required: true }
`;
const weekYaml = `id: week-1
title: First week
due: week 1
items:
  - { id: say-hello, title: Say hello to the team, details: Done when you know every name., due: workday 2 }
  - { id: read-guide, title: Read the guide, details: Done when you have read it. }
  - { id: old-training, title: Watch the old training, details: Done when you have seen it. }
  - { id: file-bug, title: File a bug, details: Done when it is filed., after: [read-guide] }
`;
const monthYaml = `id: day-30
title: Day 30
due: day 30
items:
  - { id: own-project, title: Do a first project, details: Done when it is shipped. }
  - { id: report, title: Report on it, details: Done when your buddy has heard it., by: buddy }
`;

/** Renamed, reworded, re-dated into the past, removed, added, with evidence now. */
const editedWeek = weekYaml
  .replace('id: say-hello, title: Say hello to', 'id: greet, formerly: [say-hello], title: Greet')
  .replace('Read the guide', 'Read the guide for newcomers')
  .replace(/ {2}- \{ id: old-training.*\n/, '')
  .concat('  - { id: style, title: Read the style guide, details: Done when read., due: workday 3 }\n');
const editedMonth = monthYaml
  .replace('it is shipped.', 'it is shipped., due: workday 5, evidence: url')
  .replace('has heard it.', 'has heard it., due: day 29');

/** Where `init --checklists minimal` puts the program; the tests write their own into its place. */
const folderIn = (world: World) => join(world.folder, 'checklists/minimal');

function edit(world: World, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folderIn(world), name), text);
}

/** The whole edit that the tests are about. */
function editAll(world: World): void {
  edit(world, { 'week-1.yaml': editedWeek, 'day-30.yaml': editedMonth });
}

async function teamOf(...names: string[]): Promise<World> {
  const world = new World();
  await world.run(['init', '--checklists', 'minimal']);
  rmSync(folderIn(world), { recursive: true });
  mkdirSync(folderIn(world));
  edit(world, { 'program.yaml': programYaml, 'week-1.yaml': weekYaml, 'day-30.yaml': monthYaml });
  for (const name of names) await start(world, name, '2026-11-23');
  return world;
}

async function start(world: World, name: string, on: string): Promise<void> {
  const flags = ['--name', name, '--start', on, '--no-me', '--as', 'Grace', '--buddy', 'Grace Hopper'];
  await world.run(['start', ...flags, '--today', '2026-11-23']);
}

function pathOf(world: World, name: string): string {
  const folder = join(world.folder, 'hires');
  const paths = readdirSync(folder).map((file) => join(folder, file));
  const found = paths.find((path) => readFileSync(path, 'utf8').includes(`"name":"${name}"`));
  if (!found) throw new Error(`no record of ${name}`);
  return found;
}

function recordOf(world: World, name: string): HireRecord {
  return parseRecord(readFileSync(pathOf(world, name), 'utf8'));
}

function kindsOf(world: World, name: string): string[] {
  return recordOf(world, name).events.map(({ kind }) => kind);
}

interface ItemFacts {
  readonly item: { readonly title: string; readonly due: string; readonly state: string };
  readonly history: readonly { readonly what: string }[];
}

function itemOf(world: World, id: string): Promise<ItemFacts> {
  return json(world, ['show', id, ...today]);
}

describe('one hire', () => {
  test('adopts additions, removals, renames, dates and words; what is done stays as it was done', async () => {
    const world = await teamOf('Ada Lovelace');
    await world.run(['done', 'say-hello', '--note', 'all of them', '--as', 'Ada', ...today]);
    await world.run(['done', 'old-training', '--as', 'Ada', ...today]);
    await world.run(['move', 'file-bug', '--due', '2026-12-03', ...today]);
    editAll(world);
    const result = await world.run(['upgrade', 'Ada', '--yes', ...today]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain('✓ Ada Lovelace has the current checklists now: +1 item, −1 item');
    expect(result.stderr).toContain('Next: ');
    const { events } = recordOf(world, 'Ada Lovelace');
    expect(events.at(-1)).toMatchObject({
      kind: 'adopted',
      items: ['style'],
      renamed: { 'say-hello': 'greet' },
      on: '2026-12-01',
    });
    const greet = await itemOf(world, 'greet');
    expect(greet.item).toMatchObject({ state: 'done', title: 'Say hello to the team', due: '2026-11-24' });
    expect(await itemOf(world, 'say-hello')).toEqual(greet);
    expect(greet.history.map(({ what }) => what)).toEqual(['done it: all of them']);
    expect((await itemOf(world, 'style')).item).toMatchObject({ state: 'open', due: '2026-12-08' });
    expect((await itemOf(world, 'read-guide')).item.title).toBe('Read the guide for newcomers');
    expect((await itemOf(world, 'own-project')).item.due).toBe('2026-11-27');
    expect((await itemOf(world, 'file-bug')).item.due).toBe('2026-12-03');
    const why = await world.run(['show', 'style', '--why', ...today]);
    expect(flat(why.stdout)).toContain(
      'It came with the checklists adopted on Tue 1 Dec, and gets a week of working days from then: Tue 8 Dec.',
    );
    const log = await world.run(['log', ...today]);
    expect(flat(log.stdout)).toContain('done 1.1 Say hello to the team: all of them');
    expect(flat(log.stdout)).toContain('done Watch the old training');
    expect(flat(log.stdout)).toContain('upgraded the program, with 1.4 Read the style guide');
    const ofItem = await json<{ entries: { kind: string }[] }>(world, ['log', '--item', 'greet', ...today]);
    expect(ofItem.entries.map(({ kind }) => kind)).toEqual(['done']);
    const { progress } = await json<{ progress: object }>(world, ['status', ...today]);
    expect(progress).toMatchObject({ done: 1, total: 6 });
  });

  test('a second time there is nothing to do, and nothing is written', async () => {
    const world = await teamOf('Ada Lovelace');
    editAll(world);
    await world.run(['upgrade', 'Ada', '--yes', ...today]);
    const before = fingerprint(world);
    const again = await world.run(['upgrade', 'Ada', ...today]);
    expect(again).toEqual({
      code: 0,
      stdout: 'Ada Lovelace has the current checklists already.\n',
      stderr: '',
    });
    expect(fingerprint(world)).toBe(before);
  });

  test('undo brings the former view back, with the former program', async () => {
    const world = await teamOf('Ada Lovelace');
    await world.run(['done', 'say-hello', '--as', 'Ada', ...today]);
    const status = () => json(world, ['status', 'Ada', ...today]);
    const before = await status();
    editAll(world);
    await world.run(['upgrade', 'Ada', '--yes', '--as', 'Grace', ...today]);
    expect(await status()).not.toEqual(before);
    const undone = await world.run(['undo', '--as', 'Grace', ...today]);
    expect(flat(undone.stderr)).toContain('taken back: upgraded the program');
    expect(await status()).toEqual(before);
    const redone = await world.run(['upgrade', 'Ada', '--yes', ...today]);
    expect(redone.code).toBe(0);
    expect(kindsOf(world, 'Ada Lovelace').slice(-3)).toEqual(['adopted', 'undone', 'adopted']);
  });

  test('what is done needs no approval afterwards, though the item now wants one', async () => {
    const world = await teamOf('Ada Lovelace');
    await world.run(['done', 'read-guide', '--as', 'Ada', ...today]);
    edit(world, { 'week-1.yaml': weekYaml.replace('have read it.', 'have read it., sign-off: buddy') });
    await world.run(['upgrade', 'Ada', '--yes', ...today]);
    expect((await itemOf(world, 'read-guide')).item.state).toBe('done');
    expect(recordOf(world, 'Ada Lovelace').events.at(-1)).toMatchObject({
      settled: [recordOf(world, 'Ada Lovelace').events.at(-2)?.id],
    });
  });

  test('a comment or other line ends change nothing: there is nothing to adopt, and nobody is told to', async () => {
    const world = await teamOf('Ada Lovelace');
    edit(world, { 'week-1.yaml': `# For newcomers.\n${weekYaml}`.replaceAll('\n', '\r\n') });
    const { stdout } = await world.run(['upgrade', 'Ada', '--dry-run', ...today]);
    expect(stdout).toContain('has the current checklists already');
    for (const args of [['team'], ['review', 'Ada', '--as', 'Grace Hopper'], ['doctor']])
      expect((await world.run([...args, ...today])).stdout, args[0]).not.toMatch(/moved on|edited since/);
    expect((await world.run(['upgrade', 'Ada', '--yes', ...today])).stdout).toContain('already');
    edit(world, { 'week-1.yaml': weekYaml.replace(/title: .*/, 'title: Another') });
    expect(flat((await world.run(['team', ...today])).stdout)).toContain('have moved on');
  });

  test('refuses broken checklists as `start` does, another program, and to guess', async () => {
    const world = await teamOf('Ada Lovelace');
    editAll(world);
    await expectRefusal(world, ['upgrade', 'Ada', ...today], {
      code: 4,
      says: ['nothing is adopted for Ada Lovelace without a yes', '--yes'],
    });
    await expectRefusal(world, ['upgrade', 'Ada', '--all', ...today], {
      code: 2,
      says: ['exclude each other'],
    });
    await expectRefusal(world, ['upgrade', 'Nobody', '--yes', ...today], { code: 2, says: ['"Nobody"'] });
    edit(world, { 'program.yaml': programYaml.replace('id: team', 'id: other') });
    await expectRefusal(world, ['upgrade', 'Ada', '--yes', ...today], {
      code: 2,
      says: ['Ada Lovelace follows the program team, and its checklists are not here'],
    });
    edit(world, { 'program.yaml': programYaml, 'week-1.yaml': weekYaml.replace('workday 2', 'Tuesday') });
    const broken = { code: 2, says: [/week-1\.yaml:5:\d+: `due` must be/] };
    await expectRefusal(world, ['upgrade', 'Ada', '--yes', ...today], broken);
    await expectRefusal(world, ['upgrade', '--all', '--dry-run', ...today], broken);
    rmSync(folderIn(world), { recursive: true });
    await expectRefusal(world, ['upgrade', 'Ada', '--dry-run', ...today], {
      code: 3,
      says: ['no program.yaml'],
    });
  });

  test('foreign text is harmless on every form of the report', async () => {
    const world = await teamOf('Ada Lovelace');
    const title = 'Read \\u001b[31m|`x`\\u202e the guide';
    edit(world, { 'week-1.yaml': weekYaml.replace('Read the guide', `"${title}"`) });
    for (const form of [[], ['--json'], ['--markdown']]) {
      const { code, stdout, stderr } = await world.run(['upgrade', 'Ada', '--dry-run', ...form, ...today]);
      expect(code).toBe(0);
      expect(dangerous(stdout + stderr)).toEqual([]);
    }
  });
});

describe('all hires', () => {
  test('one event a hire, finished ones left alone, a record that fails stops no other', async () => {
    const world = await teamOf('Ada Lovelace', 'Annie Easley', 'Katherine Johnson', 'Grete Hermann');
    const finished = recordOf(world, 'Katherine Johnson');
    const stamp = {
      now: new Date('2026-11-23T12:00:00Z'),
      on: '2026-11-30' as const,
      by: 'Grace',
      batch: 'b',
    };
    writeFileSync(
      pathOf(world, 'Katherine Johnson'),
      formatRecord(withFacts(finished, [{ kind: 'finished' }], stamp)),
    );
    const broken = pathOf(world, 'Annie Easley');
    writeFileSync(broken, readFileSync(broken, 'utf8').slice(0, -20));
    editAll(world);
    await expectRefusal(world, ['upgrade', '--all', ...today], {
      code: 4,
      says: ['nothing is adopted for 2 hires without a yes'],
    });
    const result = await world.run(['upgrade', '--all', '--yes', ...today]);
    expect(result.code).toBe(3);
    expect(result.stdout).toMatch(/^This edit touches 2 hires: /);
    expect(result.stdout).toMatch(/^ {2}Annie Easley +could not be looked at$/m);
    expect(flat(result.stderr)).toMatch(/Annie Easley is left out: .*can't be read: it is cut off\./);
    expect(result.stderr).toMatch(/^✓ Ada Lovelace has/m);
    for (const name of ['Ada Lovelace', 'Grete Hermann'])
      expect(kindsOf(world, name)).toEqual(['started', 'assigned', 'adopted']);
    expect(kindsOf(world, 'Katherine Johnson')).not.toContain('adopted');
    await expectRefusal(world, ['upgrade', 'Katherine', '--yes', ...today], {
      code: 2,
      says: ['the onboarding of Katherine Johnson is over'],
    });
    const again = await world.run(['upgrade', '--all', ...today]);
    expect(again.code).toBe(3);
    expect(again.stdout).toMatch(/^This edit touches nobody: no plan changes\.\n/);
    expect(kindsOf(world, 'Ada Lovelace')).toEqual(['started', 'assigned', 'adopted']);
  });

  test('no hire at all, and hires of another program', async () => {
    const world = await teamOf();
    const none = await world.run(['upgrade', '--all', '--dry-run', '--markdown', ...today]);
    expect(none).toEqual({
      code: 0,
      stdout: 'This edit touches nobody: no onboarding is under way.\n',
      stderr: '',
    });
    await start(world, 'Ada Lovelace', '2026-11-23');
    edit(world, { 'program.yaml': programYaml.replace('id: team', 'id: other') });
    const other = await world.run(['upgrade', '--all', '--yes', ...today]);
    expect(other).toMatchObject({ code: 0, stderr: '' });
    expect(other.stdout).toContain('Ada Lovelace  follows team, whose checklists are not here');
    expect(kindsOf(world, 'Ada Lovelace')).not.toContain('adopted');
    for (const args of [['team'], ['review', 'Ada', '--as', 'Grace Hopper']]) {
      const { code, stdout } = await world.run([...args, ...today]);
      expect(code).toBe(0);
      expect(stdout).not.toContain('moved on');
    }
    editAll(world);
    edit(world, { 'program.yaml': programYaml });
    expect((await world.run(['team', ...today])).stdout).toContain('moved on');
  });

  test('the JSON says for each hire what changes, and who becomes late', async () => {
    const world = await teamOf('Ada Lovelace');
    editAll(world);
    interface Report {
      schemaVersion: number;
      headline: string;
      hires: Record<string, { id: string }[]>[];
    }
    const { schemaVersion, headline, hires } = await json<Report>(world, [
      'upgrade',
      '--all',
      '--dry-run',
      ...today,
    ]);
    expect(schemaVersion).toBe(1);
    expect(headline).toMatch(/^This edit touches 1 hire: \+1 item, .* Ada Lovelace: 1 item becomes late\.$/);
    const ids = (list: string) => hires[0]?.[list]?.map(({ id }) => id);
    expect(ids('late')).toEqual(['own-project']);
    expect(ids('added')).toEqual(['style']);
    expect(ids('removed')).toEqual(['old-training']);
    expect(ids('renamed')).toEqual(['greet']);
    expect(ids('redated')).toEqual(['own-project', 'report']);
    expect(ids('reworded')).toEqual(['greet', 'read-guide']);
    expect(ids('changed')).toEqual(['own-project']);
  });
});

describe('in a terminal', () => {
  test('shows it and asks: Enter is no, y adopts', async (context) => {
    const world = await teamOf('Ada Lovelace');
    editAll(world);
    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard upgrade Ada --today 2026-12-01; echo "exit=[$?]"');
    const asked = await terminal.until('Adopt these checklists for Ada Lovelace?');
    expect(asked).toContain('RENAMED');
    await terminal.type('');
    expect(await terminal.until('exit=[0]')).toContain('Nothing is written.');
    expect(fingerprint(world)).toBe(before);
    await terminal.type('clear; pm-onboard upgrade --all --today 2026-12-01; echo "end=[$?]"');
    await terminal.until('Adopt these checklists for Ada Lovelace?');
    await terminal.type('y');
    expect(flat(await terminal.until('end=[0]'))).toContain('✓ Ada Lovelace has the current checklists now');
    expect(kindsOf(world, 'Ada Lovelace')).toEqual(['started', 'assigned', 'adopted']);
  });
});

describe('screens', () => {
  test.each<[string, string[], number]>([
    ['upgrade-dry-run', ['upgrade', 'Ada', '--dry-run'], 80],
    ['upgrade-narrow', ['upgrade', 'Ada', '--dry-run'], 40],
    ['upgrade-applied', ['upgrade', 'Ada', '--yes'], 80],
    ['upgrade-all', ['upgrade', '--all', '--dry-run'], 80],
    ['upgrade-markdown', ['upgrade', '--all', '--dry-run', '--markdown'], 80],
  ])('%s', async (name, args, columns) => {
    const world = await teamOf('Ada Lovelace');
    await start(world, 'Annie Easley', '2026-11-30');
    await world.run(['done', 'say-hello', 'old-training', '--hire', 'Ada', '--as', 'Ada', ...today]);
    editAll(world);
    await start(world, 'Katherine Johnson', '2026-12-07');
    const { code, stdout, stderr } = await world.run([...args, ...today], { columns });
    expect(code).toBe(0);
    if (!args.includes('--markdown')) expect(tooWide(stdout, columns)).toEqual([]);
    const id = recordOf(world, 'Ada Lovelace').hire;
    await expectPasteable(world, stdout + stderr, { today: today[1] });
    const screen = `$ pm-onboard ${args.join(' ')}\n\n${stdout}\n${stderr}`.replaceAll(id, 'h0000000a');
    await expect(screen).toMatchFileSnapshot(join(import.meta.dirname, 'screens', `${name}.golden`));
  });
});

describe('before anybody upgrades', () => {
  const says = /moved on: (pm-onboard upgrade .* --dry-run)\n/;

  test('team and review say that the checklists have moved on, to whoever looks after a hire who is on the way', async () => {
    const world = await teamOf('Ada Lovelace', 'Lin Wu', 'Mary Shaw');
    await world.run(['finish', 'Mary', '--force', ...today]);
    const screens = (name: string, by = 'Grace Hopper') =>
      Promise.all(
        [['team'], ['review', name, '--as', by]].map(
          async (args) => says.exec((await world.run([...args, ...today])).stdout)?.[1],
        ),
      );
    expect(await screens('Ada')).toEqual([undefined, undefined]);
    editAll(world);
    const team = 'pm-onboard upgrade --all --dry-run';
    expect(await screens('Ada')).toEqual([team, "pm-onboard upgrade 'Ada Lovelace' --dry-run"]);
    expect(await screens('Ada', 'Ada Lovelace')).toEqual([team, undefined]);
    expect(await screens('Mary')).toEqual([team, undefined]);
    expect((await world.run(['team', ...today])).stdout).toContain('The checklists of 2 hires have moved on');
    await world.run(['upgrade', '--all', '--yes', ...today]);
    expect(await screens('Ada')).toEqual([undefined, undefined]);
  });
});
