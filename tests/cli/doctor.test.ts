/** Runs `doctor`, which prints findings, makes safe repairs, restores and unlocks. `tests/doctor/` tests each check. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import type { DoctorView, FindingView } from '../../src/view/doctor.ts';
import { tombstoneText } from '../builders.ts';
import { ada, addNote, endedPid, layOutTwoHires, lin, plantLock } from '../doctor/planted.ts';
import { expectRefusal, fingerprint, flat, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { launcher, World } from './world.ts';

const today = ['--today', '2026-11-25'];

let world: World;
let hires: string;
let backups: string;
let record: string;

beforeEach(() => {
  world = new World();
  hires = join(world.workspace, 'hires');
  backups = join(world.workspace, 'backups');
  record = join(hires, `${ada}.json`);
  layOutTwoHires(world.workspace);
});

async function report(...args: string[]): Promise<DoctorView> {
  const { stdout, code } = await world.run(['doctor', '--json', ...args, ...today]);
  const view = JSON.parse(stdout) as DoctorView;
  expect(code).toBe(view.findings.some(({ severity }) => severity !== 'note') ? 1 : 0);
  return view;
}

async function findings(): Promise<readonly FindingView[]> {
  return (await report()).findings;
}

const note = (text: string) => addNote(world.workspace, text);
const notes = () =>
  parseRecord(readFileSync(record, 'utf8')).events.flatMap((event) =>
    event.kind === 'noted' && 'text' in event ? [event.text] : [],
  );

/** Gives the files to whom modes stop, unlike root, and runs the program as them. */
function asOneWhomModesStop(): (...args: string[]) => SpawnSyncReturns<string> {
  const nobody = 65534;
  const asRoot = process.getuid?.() === 0;
  const base = dirname(world.home);
  if (asRoot)
    for (const name of ['', ...readdirSync(base, { recursive: true, encoding: 'utf8' })])
      chownSync(join(base, name), nobody, nobody);
  return (...args) =>
    spawnSync(process.execPath, [launcher, ...args], {
      cwd: '/',
      env: { PATH: process.env['PATH'], HOME: world.home },
      encoding: 'utf8',
      ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    });
}

test('where all is well it says so in one line, and exit 0', async () => {
  const before = fingerprint(world);
  const { code, stdout, stderr } = await world.run(['doctor', ...today]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^2 records, 1 program, all sound\.\n\nSETTINGS/);
  expect(fingerprint(world)).toBe(before);
  const view = await report();
  expect(view).toMatchObject({ schemaVersion: 1, findings: [] });
  expect(view.checks.length).toBeGreaterThan(20);
});

test('before anybody is there', async () => {
  const { code, stdout } = await new World().run(['doctor']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^no records yet, all sound\./);
});

test.each(['hires', 'backups', 'programs'])('%s/ that can not be looked into', async (name) => {
  await note('one');
  writeFileSync(join(hires, `${lin}.json`), '', { mode: 0o600 });
  const folder = join(world.workspace, name);
  const run = asOneWhomModesStop();
  chmodSync(folder, 0);
  onTestFinished(() => chmodSync(folder, 0o700));
  const { status, stdout } = run('doctor', '--json', ...today);
  expect(status).toBe(1);
  const found = (JSON.parse(stdout) as DoctorView).findings.filter(({ check }) => check === 'folder');
  expect(found).toMatchObject([{ severity: 'error', place: `${name}/`, message: "can't be looked into" }]);
  // Nobody knows what is in it.
  expect(stdout).not.toMatch(/may stay|is gone/);
  if (name === 'programs') return;
  const { stderr, stdout: after } = run('doctor', '--repair', ...today);
  expect(stderr).toContain(`${name}/: now 0700`);
  expect(flat(after)).toContain("h0000000b.json: the record can't be read: it is empty");
});

/** Much of it at once. */
async function plantAll(): Promise<void> {
  for (const text of ['one', 'two']) await note(text);
  await plantLock(record, { pid: endedPid() });
  writeFileSync(`${record}.0123456789ab.tmp`, '{"for');
  writeFileSync(
    `${record}.lock.00000000000000ff.tmp`,
    JSON.stringify({
      token: '00000000000000ff',
      pid: 1,
      host: hostname(),
      boot: '',
      namespace: '',
      started: '',
    }),
  );
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^\{"id".*\n/m, '$&$&'));
  chmodSync(hires, 0o755);
  chmodSync(record, 0o644);
}

describe('--repair', () => {
  test('fixes what is safe, keeps what was there, and does nothing the second time', async () => {
    await plantAll();
    const twice = readFileSync(record, 'utf8');
    const first = await world.run(['doctor', '--repair', ...today]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^2 records, 1 program, all sound\./);
    for (const place of ['.json.lock: removed', '.tmp: removed', '.json: rewritten', 'hires/: now 0700'])
      expect(flat(first.stderr)).toContain(place);

    const named = [...flat(first.stderr).matchAll(/backups\/(\S+)/g)].map(([, name]) => name ?? '');
    const contents = named.map((name) => readFileSync(join(backups, name), 'utf8'));
    expect(contents).toEqual(expect.arrayContaining([twice, '{"for', expect.stringContaining('"token"')]));
    expect(readdirSync(hires).filter((name) => name.startsWith(ada))).toEqual([
      `${ada}.json`,
      `${ada}.json.lock.00000000000000ff.tmp`,
    ]);
    expect(notes()).toEqual(['one', 'two']);
    expect([hires, record].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['700', '600']);

    const before = fingerprint(world);
    const second = await world.run(['doctor', '--repair', ...today]);
    expect(second).toMatchObject({ code: 0, stdout: first.stdout });
    expect(flat(second.stderr)).toContain('Nothing can be repaired automatically');
    expect(fingerprint(world)).toBe(before);
  });

  test.each(['gone', 'damaged'])(
    'a program that is %s is made again from the same checklists',
    async (how) => {
      const folder = join(world.workspace, 'programs');
      const path = join(folder, readdirSync(folder)[0] ?? '');
      const whole = readFileSync(path, 'utf8');
      if (how === 'gone') unlinkSync(path);
      else writeFileSync(path, whole.slice(9), { mode: 0o600 });
      const { code, stderr } = await world.run(['doctor', '--repair', ...today]);
      expect({ code, stderr: flat(stderr) }).toEqual({
        code: 0,
        stderr: expect.stringContaining('made again from the current checklists'),
      });
      expect(readFileSync(path, 'utf8')).toBe(whole);
      const copy = /backups\/(\S+)/.exec(flat(stderr))?.[1];
      expect(copy && readFileSync(join(backups, copy), 'utf8')).toBe(
        how === 'gone' ? undefined : whole.slice(9),
      );
    },
  );

  test('what it may not change it says, and fixes the rest', () => {
    writeFileSync(`${record}.0123456789ab.tmp`, '{"for', { mode: 0o600 });
    chmodSync(record, 0o644);
    const run = asOneWhomModesStop();
    mkdirSync(backups, { mode: 0o500 });
    chmodSync(backups, 0o500);
    if (process.getuid?.() === 0) chownSync(backups, 65534, 65534);
    const { status, stderr } = run('doctor', '--repair', ...today);
    expect(status).toBe(3);
    expect(flat(stderr)).toContain('.tmp could not be fixed: permission denied (EACCES)');
    expect(statSync(record).mode & 0o777).toBe(0o600);
  });

  test('leaves alone what only a person can judge', async () => {
    writeFileSync(join(hires, 'notes.txt'), 'mine', { mode: 0o640 });
    symlinkSync('/etc/passwd', join(hires, 'x.json'));
    await plantLock(record, { host: 'elsewhere/1' });
    writeFileSync(join(hires, `${lin}.json`), 'no JSON', { mode: 0o600 });
    const before = fingerprint(world);
    expect(await world.run(['doctor', '--repair', ...today])).toMatchObject({ code: 1 });
    expect(fingerprint(world)).toBe(before);
  });

  test('both sides of a conflict are there afterwards', async () => {
    const base = parseRecord(readFileSync(record, 'utf8'));
    const side = (text: string) =>
      formatRecord(
        withFacts(base, [{ kind: 'noted', item: 'meet-manager', text }], {
          now: new Date(0),
          on: '2026-11-24',
          by: text,
          batch: text,
        }),
      ).split('\n');
    const [ours, theirs] = [side('ours'), side('theirs')];
    const head = ours.filter((line) => theirs.includes(line));
    const own = (lines: string[], others: string[]) => lines.filter((line) => !others.includes(line));
    writeFileSync(
      record,
      [
        head[0],
        '<<<<<<< HEAD',
        ...own(ours, theirs),
        '=======',
        ...own(theirs, ours),
        '>>>>>>> x',
        ...head.slice(1),
      ].join('\n'),
    );
    const { code, stderr } = await world.run(['doctor', '--repair', ...today]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(notes().sort()).toEqual(['ours', 'theirs']);
  });
});

describe('--restore', () => {
  const newest = () =>
    readdirSync(backups)
      .filter((name) => name.endsWith('Z.json'))
      .sort()
      .at(-1) ?? '';

  test('brings back what is lost, and loses nothing that came since', async () => {
    for (const text of ['one', 'two', 'three']) await note(text);
    const whole = readFileSync(record, 'utf8');
    // The first note is damaged, the end of the file is gone, the last note is whole: no backup has it.
    const broken = whole.replace('"text":"one"', '"text":"0ne"').slice(0, -3);
    writeFileSync(record, broken);
    const { code, stderr } = await world.run(['doctor', '--restore', 'Ada', ...today]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('Ada Lovelace: the record is whole again');
    expect(flat(stderr)).toContain('1 event that came after it is kept');
    expect(readFileSync(record, 'utf8')).toBe(whole);
    const kept = /backups\/(h0000000a\.json\.corrupt-[0-9a-f]{8})/.exec(flat(stderr))?.[1] ?? '';
    expect(readFileSync(join(backups, kept), 'utf8')).toBe(broken);

    const before = fingerprint(world);
    const again = await world.run(['doctor', '--restore', 'Ada', ...today]);
    expect(again.code).toBe(0);
    expect(flat(again.stderr)).toContain('has all that is in the backup of');
    expect(fingerprint(world)).toBe(before);
  });

  test('a damaged event is sound again, and its damaged form is in the copy alone', async () => {
    for (const text of ['one', 'two']) await note(text);
    const whole = readFileSync(record, 'utf8');
    writeFileSync(record, whole.replace('"text":"one"', '"text":"0ne"'), { mode: 0o600 });
    expect((await findings()).map(({ check }) => check)).toEqual(['damaged-events']);
    expect(await world.run(['doctor', '--restore', ada, ...today])).toMatchObject({ code: 0 });
    expect(readFileSync(record, 'utf8')).toBe(whole);
    expect(await findings()).toEqual([]);
  });

  test('the newest sound one is taken; any other by its name, or another file', async () => {
    for (const text of ['one', 'two', 'three']) await note(text);
    const whole = readFileSync(record, 'utf8');
    const all = readdirSync(backups).sort();
    writeFileSync(join(backups, newest()), 'no JSON');
    writeFileSync(record, '');
    expect(await world.run(['doctor', '--restore', ada, ...today])).toMatchObject({ code: 0 });
    expect(notes()).toEqual(['one']);
    await expectRefusal(world, ['doctor', '--restore', ada, '--from', all.at(-1) ?? ''], {
      code: 3,
      says: [
        'is not a sound record of Ada Lovelace: it is cut',
        'name one of these',
        all[0] ?? '',
        '(damaged)',
      ],
    });
    for (const [from, code, says] of [
      ['', 2, 'the name is empty'],
      ['nowhere.json', 3, 'there is no such file'],
      [join(hires, `${lin}.json`), 3, 'it is the record of another hire, h0000000b'],
      ['/', 3, 'is a link, a folder or a device'],
    ] as const)
      await expectRefusal(world, ['doctor', '--restore', ada, '--from', from], { code, says: [says] });
    writeFileSync(join(world.folder, 'saved.json'), whole);
    expect(await world.run(['doctor', '--restore', ada, '--from', 'saved.json', ...today])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('saved.json'),
    });
    expect(readFileSync(record, 'utf8')).toBe(whole);
  });

  test('a record that is gone is found by the name in its backups', async () => {
    for (const text of ['one', 'two']) await note(text);
    unlinkSync(record);
    expect(await world.run(['doctor', '--restore', 'lovelace', ...today])).toMatchObject({ code: 0 });
    expect(notes()).toEqual(['one']);
  });

  test('without a backup, what is left of the file is taken', async () => {
    writeFileSync(record, readFileSync(record, 'utf8').slice(0, -4));
    const { code, stderr } = await world.run(['doctor', '--restore', ada, ...today]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('from what is left of the file');
    expect(await findings()).toEqual([]);
  });

  test('what can not be restored stays as it is', async () => {
    await note('one');
    for (const name of readdirSync(backups)) unlinkSync(join(backups, name));
    writeFileSync(record, 'no JSON', { mode: 0o600 });
    await expectRefusal(world, ['doctor', '--restore', ada], {
      code: 3,
      says: ['nothing to bring', 'share'],
    });
    writeFileSync(record, tombstoneText(ada));
    await expectRefusal(world, ['doctor', '--restore', ada], { code: 3, says: ['was forgotten here'] });
    writeFileSync(record, `{"format":3,"record":"${ada}","events":{}}\n`);
    await expectRefusal(world, ['doctor', '--restore', ada], { code: 3, says: ['newer pm-onboard'] });
    await expectRefusal(world, ['doctor', '--restore', 'nobody'], { code: 2, says: ['nobody here'] });
    const empty = new World();
    await expectRefusal(empty, ['doctor', '--restore', ada], {
      code: 2,
      says: ['nobody is being onboarded'],
    });
  });

  test('at a terminal it asks which', async (context) => {
    for (const text of ['one', 'two', 'three']) await note(text);
    writeFileSync(record, '');
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard doctor --restore ${ada}`);
    await terminal.until('Which backup of Ada Lovelace');
    await terminal.press('Down');
    await terminal.press('Enter');
    await terminal.until('whole again');
    expect(notes()).toEqual(['one']);
  });
});

describe('--unlock', () => {
  test('asks for --yes, says who holds it, and removes that lock alone', async () => {
    const lock = await plantLock(record, { host: 'ada-laptop/1', pid: 4711 });
    await expectRefusal(world, ['doctor', '--unlock', 'Ada'], {
      code: 4,
      says: ['held by process 4711 on ada-laptop, since ', '--yes'],
    });
    const { code, stderr } = await world.run(['doctor', '--unlock', 'Ada', '--yes']);
    expect(code).toBe(0);
    const copy = /backups\/(\S+)/.exec(flat(stderr))?.[1] ?? '';
    expect(readFileSync(join(backups, copy), 'utf8')).toBe(lock);
    expect(readdirSync(hires).sort()).toEqual([`${ada}.json`, `${lin}.json`]);
    const more = await world.run(['note', '1.1', 'one', '--hire', ada, ...today]);
    expect(more).toMatchObject({ code: 0 });
    expect(flat((await world.run(['doctor', '--unlock', 'Ada'])).stderr)).toContain('is not locked');
  });

  test('never while its holder is at work on this machine', async () => {
    await plantLock(record, { pid: process.pid });
    await expectRefusal(world, ['doctor', '--unlock', ada, '--yes'], {
      code: 3,
      says: [`process ${process.pid} on ${hostname()}`, 'at work on this machine'],
    });
  });

  test.each([
    ['a dead one', () => plantLock(record, { pid: endedPid() })],
    ['what is no lock', async () => writeFileSync(`${record}.lock`, 'x')],
    ['one of a power cut', async () => writeFileSync(`${record}.lock`, '')],
  ])('%s goes', async (_, plant) => {
    await plant();
    expect(await world.run(['doctor', '--unlock', ada, '--yes'])).toMatchObject({ code: 0 });
    expect(readdirSync(hires).sort()).toEqual([`${ada}.json`, `${lin}.json`]);
  });

  test('at a terminal it asks, and no is the answer at hand', async (context) => {
    const lock = await plantLock(record, { host: 'ada-laptop/1', pid: 4711 });
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard doctor --unlock ${ada}`);
    await terminal.until('Is nobody at work there');
    await terminal.press('Enter');
    await terminal.until('stays as it is');
    expect(readFileSync(`${record}.lock`, 'utf8')).toBe(lock);
  });
});

test.each([
  [['--from', 'x'], '--from goes with --restore'],
  [['--yes'], '--yes goes with --unlock'],
  [['--repair', '--restore', ada], 'exclude each other'],
  [['--restore', ada, '--unlock', ada], 'exclude each other'],
])('refused: %s', async (args, says) => {
  await expectRefusal(world, ['doctor', ...args], { code: 2, says: [says] });
});

describe('screens', () => {
  const run = async (...args: string[]) => {
    const result = await world.run(['doctor', ...args, '--as', 'Grace Hopper', ...today], {
      env: { PM_ONBOARD_WORKSPACE: '' },
    });
    expect(tooWide((result.stdout + result.stderr).replaceAll(world.workspace, '~'), 80)).toEqual([]);
    const text = [result.stderr, result.stdout].filter(Boolean).join('\n');
    const stable = text
      .replaceAll(world.workspace, '/home/grace/onboarding')
      .replace(/(removed|corrupt)-[0-9a-f]{8}/g, '$1-0a1b2c3d');
    return `$ pm-onboard doctor${args.map((arg) => ` ${arg}`).join('')}\n\n${stable}\nexit ${result.code}\n`;
  };
  const golden = (name: string) => join(import.meta.dirname, 'screens', `${name}.golden`);

  test('much at once, and after the repair', async () => {
    const config = join(world.workspace, 'pm-onboard.yaml');
    writeFileSync(
      config,
      'people: { buddy: [{ name: Grace Hopper }] }\ncalendar: { holidays: [2026-12-25] }\n',
    );
    await note('one');
    writeFileSync(`${record}.0123456789ab.tmp`, '{"for');
    writeFileSync(record, readFileSync(record, 'utf8').replace(/^\{"id".*\n/m, '<<<<<<< HEAD\n$&'));
    chmodSync(hires, 0o755);
    const other = join(hires, `${lin}.json`);
    writeFileSync(other, readFileSync(other, 'utf8').slice(0, -9));
    await plantLock(record, { host: 'ada-laptop/1', pid: 4711 });
    renameSync(`${record}.lock`, `${other}.lock`);
    const taken = Date.parse('2026-11-22T09:12:00Z') / 1000;
    utimesSync(`${other}.lock`, taken, taken);
    writeFileSync(join(hires, 'notes.txt'), '');
    const screen = async (name: string, ...flags: string[]) => {
      const shown = await run(...flags);
      const except = {
        [`pm-onboard doctor --restore ${lin}`]: 'the lock comes first, which is a line below',
      };
      await expectPasteable(world, shown.replaceAll('h0000000b', lin), { except });
      await expect(shown).toMatchFileSnapshot(golden(name));
    };
    await screen('doctor');
    await screen('doctor-repair', '--repair');
    await screen('doctor-restore-locked', '--restore', 'Lin');
    await screen('doctor-unlock', '--unlock', 'Lin', '--yes');
    await screen('doctor-restore', '--restore', 'Lin');
  });

  test('all is well', async () => {
    await expect(await run()).toMatchFileSnapshot(golden('doctor-well'));
  });
});
