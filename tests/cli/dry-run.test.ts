/** `--dry-run` and `--json` of every command that saves something: the dry run says and lists what would be saved, and writes nothing. */
import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/cli/spec.ts';
import { commands } from '../../src/cli.ts';
import { fingerprint, flat, tooWide } from './facts.ts';
import { sharingTeam } from './team.ts';
import { prepared, World } from './world.ts';

const now = ['--today', '2026-11-25'];

/** A run that has something for each command. */
const lay = prepared(async (world) => {
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  await world.run(['init']);
  await world.run(['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', ...people, '--me', ...now]);
  await world.run(['done', '1.1', '1.2', ...now]);
  await world.run(['done', '2.13', '--evidence', 'https://example.com/doc', '--force', ...now]);
  await world.run(['ask', 'Who decides?', ...now]);
  await world.run(['add', 'Read the plan', '--due', '2026-12-01', ...now]);
  await world.run(['away', '--from', '2026-12-21', '--to', '2026-12-23', ...now]);
  await world.run(['share', '-o', 'ada.json']);
});

const grace = ['--as', 'Grace Hopper', '--hire', 'ada'];

/** Command → a line of it, without the flags that all have here; and the kinds of the events that it saves. */
const lines: Readonly<Record<string, readonly [line: readonly string[], kinds: readonly string[]]>> = {
  done: [['done', '1.5'], ['done']],
  book: [['book', '2.7', '--on', '2026-11-27'], ['booked']],
  note: [['note', '1.5', 'a word'], ['noted']],
  ask: [['ask', 'what for?'], ['asked']],
  plan: [['plan', '--catch-up'], []],
  skip: [['skip', '1.5', '--reason', 'known'], ['skipped']],
  reopen: [['reopen', '1.1'], ['reopened']],
  count: [['count', '1.9'], ['counted']],
  undo: [['undo'], ['undone']],
  review: [['review', 'ada', '--answer', '1', '--text', 'Grace does', '--as', 'Grace Hopper'], ['answered']],
  share: [['share', '-o', 'again.json'], []],
  start: [['start', '--name', 'Bob Noyce', '--start', '2026-12-01', '--no-me'], ['started']],
  assign: [['assign', '--role', 'mentor', '--to', 'Edsger Dijkstra'], ['assigned']],
  reschedule: [['reschedule', '--start', '2026-11-30'], ['rescheduled']],
  away: [['away', '--from', '2027-01-04', '--to', '2027-01-05'], ['away']],
  move: [['move', '1.5', '--due', '2026-12-02'], ['moved']],
  add: [['add', 'Write the plan', '--due', '2026-12-02'], ['added']],
  remove: [['remove', 'read the plan'], ['removed']],
  upgrade: [['upgrade'], []],
  run: [['run', 'leave-beta', 'Message reminders'], ['started']],
  finish: [['finish', '--force'], ['finished']],
  archive: [['archive', 'ada', ...grace.slice(0, 2)], ['archived']],
  forget: [['forget', 'ada', '--confirm', 'Ada Lovelace'], []],
  redact: [['redact', 'decides', '--yes'], ['redacted']],
};

/** The commands whose `--json` is a view of its own, which says what the command did or would do. */
const views = ['plan', 'upgrade', 'finish'];

const writing = commands.filter(({ records }) => records).map(nameOf);

test('every command that records is tried here', () => {
  expect(Object.keys(lines).sort()).toEqual([...writing].sort());
});

interface Changed {
  readonly schemaVersion: number;
  readonly dryRun?: boolean;
  readonly changed: readonly { readonly kind: string }[];
}

async function changedBy(world: World, line: readonly string[]): Promise<Changed> {
  const { code, stdout, stderr } = await world.run([...line, '--json', ...now]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Changed;
}

describe.each(Object.entries(lines))('%s', (name, [line, kinds]) => {
  test('--dry-run writes nothing, and says so', async () => {
    const world = await lay();
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run([...line, '--dry-run', ...now]);
    expect(code, stderr).toBe(0);
    expect(fingerprint(world)).toBe(before);
    expect(stderr).not.toContain('✓');
    if (name !== 'upgrade') expect(flat(stdout + stderr)).toMatch(/Nothing is (written|saved yet)/);
    expect(tooWide(stderr, 80)).toEqual([]);
  });

  test('--json lists what is saved; with --dry-run what would be, and saves none of it', async () => {
    const world = await lay();
    const before = fingerprint(world);
    const dry = await changedBy(world, [...line, '--dry-run']);
    expect(fingerprint(world)).toBe(before);
    const wet = await changedBy(world, line);
    expect([dry.schemaVersion, wet.schemaVersion]).toEqual([1, 1]);
    expect([dry.dryRun, wet.dryRun]).toEqual([true, undefined]);
    if (views.includes(name)) return;
    expect(wet.changed.map(({ kind }) => kind)).toEqual(kinds);
    expect(dry.changed.map(({ kind }) => kind)).toEqual(kinds);
  });
});

test('a share that would be received, with its new events', async () => {
  const [home, away] = [await lay(), await lay()];
  await home.run(['note', '1.5', 'fresh', ...now]);
  await home.run(['share', '-o', 'fresh.json']);
  const before = fingerprint(away);
  const receive = ['share', '--receive', `${home.folder}/fresh.json`, '--dry-run'];
  const dry = await changedBy(away, receive);
  expect(dry).toMatchObject({ dryRun: true, changed: [{ kind: 'noted' }] });
  expect(fingerprint(away)).toBe(before);
});

describe('what saves no events of one run', () => {
  test('init: the files that it would make', async () => {
    const world = new World();
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run(['init', 'team', '--checklists', '--dry-run', '--json']);
    expect(code, stderr).toBe(0);
    const made = {
      made: ['pm-onboard.yaml', '.gitattributes', '.gitignore', 'checklists/schema/workspace.json'],
      program: expect.stringContaining('checklists'),
    };
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, dryRun: true, ...made });
    expect(stderr).toContain('Nothing is written. Without --dry-run:\n· a workspace in');
    expect(fingerprint(world)).toBe(before);
    const wet = await world.run(['init', 'team', '--checklists', '--json']);
    expect(JSON.parse(wet.stdout)).toMatchObject(made);
  });

  test('doctor: what it would repair, restore and unlock', async () => {
    const world = await lay();
    const { path } = world.onlyRecord(world.folder);
    chmodSync(path, 0o644);
    writeFileSync(`${path}.lock`, 'no lock of ours');
    const before = fingerprint(world);
    for (const [flags, says] of [
      [['--repair'], 'hires/: now 0700, and the files in it 0600'],
      [['--restore', 'ada'], 'would be made whole with the backup of'],
      [['--unlock', 'ada'], 'would be free'],
    ] as const) {
      const { stderr } = await world.run(['doctor', ...flags, '--dry-run', ...now]);
      expect(flat(stderr), flags[0]).toContain(says);
      expect(stderr).toContain('Nothing is written.');
      const asJson = await world.run(['doctor', ...flags, '--dry-run', '--json', ...now]);
      expect(JSON.parse(asJson.stdout)).toMatchObject({ schemaVersion: 1, findings: expect.any(Array) });
      expect(asJson.stderr).toBe(stderr);
      expect(fingerprint(world)).toBe(before);
    }
  });

  test('sync: what it would send and what would come in', async () => {
    const { ada, grace, remote } = await sharingTeam();
    await grace.ok(['note', '1.1', 'from Grace', '--hire', 'ada', ...now]);
    await grace.ok(['sync']);
    await ada.ok(['note', '1.2', 'from Ada', ...now]);
    const [before, tip] = [ada.state(), ada.gitIn(remote, 'rev-parse', 'main')];
    const { stdout, stderr } = await ada.ok(['sync', '--dry-run', '--json']);
    const kindsIn = (news: readonly { events: readonly { by: string; kind: string }[] }[]) =>
      news.flatMap(({ events }) => events.map(({ by, kind }) => `${by} ${kind}`));
    const { dryRun, sent, received } = JSON.parse(stdout);
    expect([dryRun, kindsIn(sent), kindsIn(received)]).toEqual([
      true,
      ['Ada Lovelace noted'],
      ['Grace Hopper noted'],
    ]);
    expect(stderr).toContain(
      'Nothing is written. Without --dry-run:\n· sent    Ada: 1 note\n· came in Ada: 1 note\n',
    );
    expect([ada.state(), ada.gitIn(remote, 'rev-parse', 'main')]).toEqual([before, tip]);
    const wet = JSON.parse((await ada.ok(['sync', '--json'])).stdout);
    expect([wet.dryRun, kindsIn(wet.sent), kindsIn(wet.received)]).toEqual([
      undefined,
      ['Ada Lovelace noted'],
      ['Grace Hopper noted'],
    ]);
  });
});
