/** `run check`: the verdict as exit code, text, Markdown and JSON; what it refuses to judge; and that it asks, runs and writes nothing. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, type HireRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import type { GateView } from '../../src/view/gate.ts';
import { sealed } from '../builders.ts';
import { dangerous, expectRefusal, fingerprint, flat, tooWide } from './facts.ts';
import { attacks } from './hostile.ts';
import { expectAsDocumented } from './outputs.ts';
import { bareRepository, Member } from './team.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2027-01-11'];
const run = ['--run', 'message'];
const checklist = `title: "{name}, for everybody"
traits: { platform: [web, mobile] }
items:
  - { id: docs, title: Docs are written, due: workday 2, stage: before-merge, evidence: url }
  - { id: load, title: Load is measured, due: workday 3, stage: before-merge }
  - { id: scan, title: Dependencies are scanned, due: workday 3, valid-for: 3 days }
  - { id: agreed, title: The buddy agrees, due: workday 4, sign-off: buddy, stage: before-merge }
  - { id: store, title: The app store has it, due: workday 4, when: { platform: [mobile] } }
  - { id: party, title: Party, due: workday 5, optional: true }
  - { id: told, title: It is announced, due: workday 6, stage: after, by: pm-lead }
`;

const begun = prepared(async (world) => {
  await ok(world, ['init']);
  mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
  writeFileSync(join(world.folder, 'checklists/templates/ga.yaml'), checklist);
  const flags = ['--owner', 'Ada Lovelace', '--set', 'platform=web', '--as', 'Ada Lovelace'];
  await ok(world, ['run', 'ga', 'Message reminders', ...flags]);
  await ok(world, ['assign', '--role', 'buddy', '--to', 'Grace Hopper', ...run]);
});

async function ok(world: World, words: readonly string[], by = 'Ada Lovelace') {
  const result = await world.run([...words, '--as', by, ...monday]);
  expect(result.code, `${words.join(' ')}: ${result.stderr}`).toBe(0);
  return result;
}

/** Everything is answered, as somebody does it whom nothing keeps from it. */
async function answerAll(world: World): Promise<void> {
  await ok(world, ['done', 'docs', '--evidence', 'https://example.com/docs', ...run]);
  await ok(world, ['skip', 'load', '--waive', '--reason', 'no traffic yet', ...run], 'Grace Hopper');
  await ok(world, ['done', 'scan', ...run]);
  await ok(world, ['done', 'agreed', '--force', ...run]);
  await ok(world, ['review', '--approve', 'agreed', ...run], 'Grace Hopper');
  await ok(world, ['skip', 'told', '--not-applicable', '--reason', 'a beta', ...run]);
}

const check = (world: World, ...flags: string[]) =>
  world.run(['run', 'check', 'message', ...flags, ...monday]);

async function view(world: World, ...flags: string[]): Promise<GateView> {
  const { stdout, code } = await check(world, '--json', ...flags);
  expectAsDocumented(['run', 'check'], JSON.parse(stdout));
  const shown = JSON.parse(stdout) as GateView;
  expect(code).toBe(shown.ready ? 0 : 1);
  return shown;
}

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

function recordPath(world: World): string {
  const [name = ''] = readdirSync(join(world.folder, 'runs')).filter((each) => each.endsWith('.json'));
  return join(world.folder, 'runs', name);
}

function rewrite(world: World, change: (record: HireRecord) => HireRecord): void {
  const path = recordPath(world);
  writeFileSync(path, formatRecord(change(parseRecord(readFileSync(path, 'utf8')))));
}

describe('the verdict', () => {
  test('is not ready while something is missing, with what and whose it is', async () => {
    const world = await begun();
    const { code, stdout, stderr } = await check(world);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^Message reminders, for everybody: NOT READY\n/);
    expect(flat(stdout)).toContain('1.1 Docs are written Ada Lovelace: no answer yet');
    expect(flat(stdout)).toContain('1.7 It is announced the pm lead: no answer yet');
    expect(flat(stdout)).toContain('NOT APPLICABLE 1.5 The app store has it platform is web, not mobile');
    expect(stdout).toContain('pm-onboard run next message-reminders');
    const shown = await view(world);
    expect(ids(shown.missing)).toEqual(['docs', 'load', 'scan', 'agreed', 'told']);
    expect(ids(shown.optional)).toEqual(['party']);
  });

  test('is ready once all is answered, waivers first; for a stage, later ones are not asked for', async () => {
    const world = await begun();
    await answerAll(world);
    const { code, stdout } = await check(world);
    expect(code).toBe(0);
    expect(stdout).toMatch(/: READY\n/);
    expect(flat(stdout)).toContain(
      'WAIVED 1.2 Load is measured waived by Grace Hopper on Mon 11 Jan 2027: no traffic yet ANSWERED',
    );
    expect(flat(stdout)).toContain('done by Ada Lovelace on Mon 11 Jan 2027 https://example.com/docs');
    expect(flat(stdout)).toContain('approved by Grace Hopper on Mon 11 Jan 2027');
    expect(flat(stdout)).toContain('counts until Thu 14 Jan 2027');
    const shown = await view(world, '--stage', 'before-merge');
    expect(ids(shown.later)).toEqual(['told']);
    expect(shown).toMatchObject({ ready: true, stage: 'before-merge', stages: ['before-merge', 'after'] });
  });

  test('follows the days that a scan counts for, and a sign-off that is taken back', async () => {
    const world = await begun();
    await answerAll(world);
    const late = await world.run(['run', 'check', 'message', '--today', '2027-01-15']);
    expect(late.code).toBe(1);
    expect(flat(late.stdout)).toContain(
      'Ada Lovelace: done by Ada Lovelace on Mon 11 Jan 2027, which counted until Thu 14 Jan 2027',
    );
    await ok(world, ['reopen', 'agreed', ...run]);
    await ok(world, ['done', 'agreed', '--force', ...run]);
    expect((await view(world)).missing).toMatchObject([
      {
        id: 'agreed',
        whose: 'Grace Hopper',
        why: 'done by Ada Lovelace on Mon 11 Jan 2027, and not approved yet',
      },
    ]);
    await ok(world, ['review', '--return', 'agreed', '--comment', 'not yet', ...run], 'Grace Hopper');
    expect((await view(world)).missing).toMatchObject([
      { id: 'agreed', whose: 'Ada Lovelace', why: 'returned by Grace Hopper on Mon 11 Jan 2027: not yet' },
    ]);
  });

  test('is not ready for a waiver under one of the names of the owner, even where nothing kept it from being recorded', async () => {
    const world = await begun();
    await answerAll(world);
    await ok(world, ['undo', ...run], 'Grace Hopper');
    await ok(world, ['undo', ...run], 'Grace Hopper');
    rewrite(world, (record) =>
      withFacts(record, [{ kind: 'skipped', item: 'load', reason: 'I say so', answer: 'waived' }], {
        now: new Date(),
        on: '2027-01-11',
        by: 'ada lovelace',
        batch: 'forged',
      }),
    );
    const { missing } = await view(world);
    expect(missing.find(({ id }) => id === 'load')).toMatchObject({
      answer: 'waived',
      whose: 'somebody other than Ada Lovelace',
      why: "waived by ada lovelace on Mon 11 Jan 2027, and it is Ada Lovelace's own run: I say so",
    });
  });

  test('of a run that was put away is not ready; of one that is finished, it stays', async () => {
    const world = await begun();
    await answerAll(world);
    await ok(world, ['finish', '--force', ...run]);
    const later = await world.run(['run', 'check', 'message', '--today', '2027-06-01']);
    expect(later.code).toBe(0);
    expect(flat(later.stdout)).toContain('It was finished by Ada Lovelace on Mon 11 Jan 2027');
    await ok(world, ['archive', 'message', '--reason', 'not wanted']);
    const { code, stdout } = await check(world);
    expect(code).toBe(1);
    expect(flat(stdout)).toContain('It was put away by Ada Lovelace on Mon 11 Jan 2027: not wanted');
  });
});

describe('an item that an upgrade takes out', () => {
  const program = (items: string) => `id: release
title: Release
phases: [checks]
${items}`;
  const phase = (items: string) => `id: checks
title: Checks
due: week 1
items:
${items}`;
  const [kept, gone] = ['  - { id: kept, title: Kept }\n', '  - { id: gone, title: Gone }\n'];

  const upgraded = prepared(async (world) => {
    await ok(world, ['init']);
    const folder = join(world.folder, 'checklists/release');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'program.yaml'), program(''));
    writeFileSync(join(folder, 'checks.yaml'), phase(kept + gone));
    await ok(world, ['run', 'checklists/release', 'v11']);
    await ok(world, ['done', 'kept', '--run', 'v11']);
    writeFileSync(join(folder, 'checks.yaml'), phase(kept));
    await ok(world, ['upgrade', '--run', 'v11', '--yes'], 'Grace Hopper');
  });
  const asked = (world: World) => world.run(['run', 'check', 'v11', ...monday]);

  test('stays required, and the command that takes the upgrade back works as it is printed', async () => {
    const world = await upgraded();
    const { code, stdout } = await asked(world);
    expect(code).toBe(1);
    expect(flat(stdout)).toContain(
      '– Gone Ada Lovelace: the upgrade by Grace Hopper on Mon 11 Jan 2027 took it out of the checklist, and it was required before: no answer yet',
    );
    const [command = ''] = /pm-onboard undo .*/.exec(stdout) ?? [];
    expect((await world.shell(command)).code).toBe(0);
    expect(flat((await asked(world)).stdout)).toContain('1.2 Gone Ada Lovelace: no answer yet');
  });

  test('is put back by an edit and another upgrade, where something was recorded since', async () => {
    const world = await upgraded();
    await ok(world, ['note', 'kept', 'fine', '--run', 'v11'], 'Grace Hopper');
    const { stdout } = await asked(world);
    expect(flat(stdout)).toContain(
      'put gone back into the checklist release, then: pm-onboard upgrade --run v11 --yes',
    );
    writeFileSync(join(world.folder, 'checklists/release/checks.yaml'), phase(kept + gone));
    const [command = ''] = /pm-onboard upgrade .*/.exec(stdout) ?? [];
    expect((await world.shell(command)).code).toBe(0);
    await ok(world, ['done', 'gone', '--run', 'v11']);
    expect((await asked(world)).code).toBe(0);
  });

  test('can be looked for only while the earlier program is there', async () => {
    const world = await upgraded();
    for (const name of readdirSync(join(world.folder, 'programs'))) {
      const path = join(world.folder, 'programs', name);
      const text = readFileSync(path);
      rmSync(path);
      await expectRefusal(world, ['run', 'check', 'v11', ...monday], { code: 3, says: ['is missing', name] });
      writeFileSync(path, text);
    }
  });
});

describe('what is printed', () => {
  test('is the same for the same state, whoever asks and on whatever day before something runs out', async () => {
    const world = await begun();
    await answerAll(world);
    for (const format of ['--markdown', '--json']) {
      const texts = new Set<string>();
      for (const words of [
        monday,
        ['--today', '2027-01-14'],
        ['--as', 'Edsger', ...monday],
        ['--no-input', ...monday],
      ])
        texts.add((await world.run(['run', 'check', 'message', format, ...words])).stdout);
      expect(texts.size, format).toBe(1);
    }
  });

  test('is Markdown for a ticket', async () => {
    const world = await begun();
    await answerAll(world);
    await ok(world, ['reopen', 'scan', ...run]);
    const { stdout, code } = await check(world, '--markdown');
    expect(code).toBe(1);
    expect(stdout).toBe(`## Message reminders, for everybody: NOT READY

- ga for Message reminders, owned by Ada Lovelace, due Mon 18 Jan 2027
- 1 missing, 1 waived

### Waived

- [x] **1.2** Load is measured: waived by Grace Hopper on Mon 11 Jan 2027: no traffic yet

### Missing

- [ ] **1.3** Dependencies are scanned: **Ada Lovelace**, no answer yet

### Answered

- [x] **1.1** Docs are written: done by Ada Lovelace on Mon 11 Jan 2027; <https://example.com/docs>
- [x] **1.4** The buddy agrees: done by Ada Lovelace on Mon 11 Jan 2027, approved by Grace Hopper on Mon 11 Jan 2027

### Optional, and not answered

- **1.6** Party

### Not applicable

- **1.7** It is announced: doesn't apply, says Ada Lovelace on Mon 11 Jan 2027: a beta
- **1.5** The app store has it: platform is web, not mobile
`);
  });

  test('has every foreign text made safe', async () => {
    const world = await begun();
    for (const [name, text] of Object.entries(attacks)) {
      rewrite(world, (record) =>
        withFacts(
          record,
          [
            { kind: 'skipped', item: 'load', reason: text, answer: 'waived' },
            { kind: 'done', item: 'docs', evidence: text, title: text },
          ],
          { now: new Date(), on: '2027-01-11', by: `Eve ${text}`, batch: name },
        ),
      );
      for (const flags of [[], ['--markdown'], ['--json'], ['--accessible']]) {
        const { stdout } = await check(world, ...flags);
        expect(dangerous(stdout), `${name} ${flags}`).toEqual([]);
        expect(stdout).not.toMatch(/^\s*::\w/m);
        if (flags[0] === '--markdown') expect(stdout).not.toMatch(/<script|<img|(?<!\\)\]\(javascript|!\[/);
      }
    }
  });

  test.each([80, 40, 200])('fits %i columns, and says the same without them', async (columns) => {
    const world = await begun();
    const { stdout } = await world.run(['run', 'check', 'message', ...monday], { columns });
    expect(tooWide(stdout, columns)).toEqual([]);
    const spoken = await world.run(['run', 'check', 'message', '--accessible', ...monday], { columns });
    expect(spoken.code).toBe(1);
    expect(flat(spoken.stdout)).toContain('Step 1.1, Docs are written, Ada Lovelace: no answer yet.');
    expect(spoken.stdout).not.toMatch(/[–·•]/);
  });
});

describe('refused', () => {
  test.each([
    ['no name', ['run', 'check'], 2, 'which run?'],
    ['an unknown name', ['run', 'check', 'mesage-remindres'], 2, 'did you mean message-reminders?'],
    [
      'an unknown stage',
      ['run', 'check', 'message', '--stage', 'before-mergee'],
      2,
      'did you mean before-merge?',
    ],
    [
      'a stage that is far off',
      ['run', 'check', 'message', '--stage', 'x'],
      2,
      'there are: before-merge, after',
    ],
    ['two formats', ['run', 'check', 'message', '--json', '--markdown'], 2, 'exclude each other'],
    [
      'a flag that begins a run',
      ['run', 'check', 'message', '--owner', 'Grace'],
      2,
      '--owner says how a run begins',
    ],
    [
      'one of several',
      ['run', 'check', 'message', '--stage', 'after', '--due', 'fri'],
      2,
      '--due says how a run begins',
    ],
    [
      'a stage where a run is begun',
      ['run', 'ga', 'Pins', '--stage', 'after'],
      2,
      '--stage is for the gate',
    ],
    ['an unknown flag', ['run', 'check', 'message', '--stages', 'after'], 2, 'unknown option'],
  ])('%s', async (_, words, code, says) => {
    const world = await begun();
    await expectRefusal(world, words, { code, says: [says] });
  });

  test('a name that several runs have', async () => {
    const world = await begun();
    await ok(world, ['run', 'ga', 'Message pins', '--set', 'platform=web']);
    await expectRefusal(world, ['run', 'check', 'message'], {
      code: 2,
      says: ['message-pins or message-reminders'],
    });
  });

  test('to judge a record that can’t be trusted', async () => {
    const world = await begun();
    await answerAll(world);
    const sound = readFileSync(recordPath(world), 'utf8');
    const words = ['run', 'check', 'message', ...monday];
    const cases: [string, string, string][] = [
      ['cut off', sound.slice(0, -20), "can't be read"],
      [
        'a changed event',
        sound.replace('no traffic yet', 'no traffic now'),
        "1 entry of the record can't be trusted",
      ],
      [
        'a newer format',
        sound.replace('"format":2', '"format":3'),
        'a newer pm-onboard has written the record (format 3)',
      ],
    ];
    for (const [name, text, says] of cases) {
      expect(text, name).not.toBe(sound);
      writeFileSync(recordPath(world), text);
      await expectRefusal(world, words, { code: 3, says: [says] });
    }
    // Where nothing tells any more what a record is called, it may be the one that is meant.
    writeFileSync(recordPath(world), '');
    rmSync(join(recordPath(world), '..', '..', 'backups'), { recursive: true });
    for (const each of [words, ['status', '--run', 'message', ...monday], ['status', 'message', ...monday]])
      await expectRefusal(world, each, {
        code: 3,
        says: ['no run that can be read is called "message"', 'doctor'],
      });
    writeFileSync(recordPath(world), sound);
    rewrite(world, (record) => ({
      ...record,
      events: [...record.events, sealed({ kind: 'vetoed', item: 'load' }, record.hire)],
    }));
    await expectRefusal(world, words, {
      code: 3,
      says: ["has recorded what this one doesn't know (vetoed)"],
    });
    writeFileSync(recordPath(world), sound);
    writeFileSync(recordPath(world).replace('.json', ' (1).json'), 'nothing');
    await expectRefusal(world, words, { code: 3, says: ['(1).json, a copy beside the record'] });
  });
});

test('what is retired, and kept, keeps its stage and the days that it counts for', async () => {
  const world = await begun();
  const folder = join(world.folder, 'checklists/release');
  mkdirSync(folder, { recursive: true });
  const file = (more: string) => `id: checks\ntitle: Checks\ndue: week 1\n${more}`;
  const kept = '  - { id: kept, title: Kept, stage: after }\n';
  const old = '  - { id: old, title: Old, stage: before, valid-for: 3 days }\n';
  writeFileSync(join(folder, 'program.yaml'), 'id: release\ntitle: Release\nphases: [checks]\n');
  writeFileSync(join(folder, 'checks.yaml'), file(`items:\n${old}${kept}`));
  await ok(world, ['run', 'checklists/release', 'v11']);
  writeFileSync(join(folder, 'checks.yaml'), file(`retired: [old]\nitems:\n${kept}`));
  await ok(world, ['upgrade', '--run', 'v11', '--yes', '--retired', 'keep']);
  await ok(world, ['done', 'old', '--run', 'v11']);
  const asked = (today: string) => world.run(['run', 'check', 'v11', '--json', '--today', today]);
  const of = async (today: string) => (JSON.parse((await asked(today)).stdout) as GateView).missing;
  expect((await of('2027-01-14')).map(({ id }) => id)).toEqual(['kept']);
  expect(await of('2027-01-15')).toMatchObject([
    { id: 'kept' },
    { id: 'old', stage: 'before', answer: 'expired' },
  ]);
});

test('a check shares nothing by itself, where commands that record something do', async () => {
  const member = new Member('Ada Lovelace');
  const as = ['--as', 'Ada Lovelace', ...monday];
  await member.ok(['run', 'leave-beta', 'Pins', ...as]);
  await member.sync('--init', '--remote', bareRepository(member));
  const { stdout } = await member.run(['run', 'check', 'pins', '--json']);
  const open = ids((JSON.parse(stdout) as GateView).missing);
  await member.ok(['skip', ...open, '--not-applicable', '--reason', 'x', '--run', 'pins', ...as]);
  member.write('pm-onboard.yaml', 'sync: auto\n');
  const before = member.git('rev-parse', 'HEAD');
  // With a flag that leads through the larger bundle too.
  for (const flags of [[], ['--no-input'], as])
    expect(await member.run(['run', 'check', 'pins', ...flags])).toMatchObject({ code: 0, stderr: '' });
  await member.ok(['run', ...as]);
  expect(member.git('rev-parse', 'HEAD')).toBe(before);
  await member.ok(['note', '1.1', 'two', '--run', 'pins', ...as]);
  expect(member.git('rev-parse', 'HEAD')).not.toBe(before);
});

test('it writes nothing, and starts git only where something is waived', async () => {
  const world = await begun();
  world.signAs('Ada Lovelace');
  for (const words of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'All'],
  ])
    world.gitIn(world.folder, ...words);
  const before = fingerprint(world);
  const without = { env: { PATH: '/nowhere' } };
  expect((await world.run(['run', 'check', 'message', ...monday], without)).code).toBe(1);
  expect(fingerprint(world)).toBe(before);
  await ok(world, ['skip', 'load', '--waive', '--reason', 'x', ...run], 'Grace Hopper');
  const failed = await world.run(['run', 'check', 'message', ...monday], without);
  expect(failed).toMatchObject({ code: 3, stdout: '' });
  expect(failed.stderr).toContain('git is not installed');
});
