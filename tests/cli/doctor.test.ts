/** `doctor`: each planted fault is found, said with its remedy, and mended where that is safe. */
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
import { emptyRecord, formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import type { DoctorView, FindingView } from '../../src/view/doctor.ts';
import { type Holder, withLock } from '../../src/workspace/lock.ts';
import { expectRefusal, fingerprint, flat, tooWide } from './facts.ts';
import { writeLived } from './lived.ts';
import { Terminal } from './terminal.ts';
import { launcher, World } from './world.ts';

const today = ['--today', '2026-11-25'];
const [ada, lin] = ['h0000000a', 'h0000000b'];

let world: World;
let hires: string;
let backups: string;
let record: string;

beforeEach(() => {
  world = new World();
  hires = join(world.workspace, 'hires');
  backups = join(world.workspace, 'backups');
  record = join(hires, `${ada}.json`);
  const lived = { start: '2026-11-23', today: '2026-11-25', behind: 0, awaiting: 0 } as const;
  writeLived(world.workspace, { ...lived, id: ada, name: 'Ada Lovelace' });
  writeLived(world.workspace, { ...lived, id: lin, name: 'Lin Wu' });
  chmodSync(hires, 0o700);
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

const note = (text: string) => world.run(['note', '1.1', text, '--hire', ada, ...today]);
const notes = () =>
  parseRecord(readFileSync(record, 'utf8')).events.flatMap((event) =>
    event.kind === 'noted' && 'text' in event ? [event.text] : [],
  );

/** A lock of Ada's record, by a holder as this process would be but for the change. */
async function plantLock(change: Partial<Holder>): Promise<string> {
  const lock = `${record}.lock`;
  const self = await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')) as Holder);
  const text = JSON.stringify({ ...self, token: '0123456789abcdef', ...change });
  writeFileSync(lock, text, { mode: 0o600 });
  return text;
}

const gone = () => spawnSync('true').pid;

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

describe('a planted fault is found, with what mends it:', () => {
  const edit = (change: (text: string) => string) =>
    writeFileSync(record, change(readFileSync(record, 'utf8')), { mode: 0o600 });
  const settings = (text: string) => writeFileSync(join(world.workspace, 'pm-onboard.yaml'), text);
  const program = () =>
    join(world.workspace, 'programs', readdirSync(join(world.workspace, 'programs'))[0] ?? '');
  const git = (...names: string[]) => {
    for (const name of names) mkdirSync(join(world.workspace, '.git', name), { recursive: true });
  };

  test.each<[string, string, FindingView['severity'], () => unknown, RegExp, RegExp]>([
    [
      'unreadable-record',
      'a record cut off',
      'error',
      () => edit((text) => text.slice(0, -40)),
      /Ada Lovelace can't be read: it is cut off/,
      /doctor --restore h0000000a/,
    ],
    [
      'unreadable-record',
      'a link for a record',
      'error',
      () => {
        renameSync(record, `${record}.bak`);
        symlinkSync(`${record}.bak`, record);
      },
      /is a link/,
      /real file/,
    ],
    [
      'damaged-events',
      'a word changed by hand',
      'warning',
      () =>
        edit((text) =>
          text
            .replace('"done","item"', '"done", "item"')
            .replace('"note":"', '"note":"x')
            .replace(/"on":"2026-11-24"/, '"on":"2026-11-25"'),
        ),
      /1 event can't be trusted/,
      /--restore h0000000a/,
    ],
    [
      'newer-events',
      'a kind of a later version',
      'note',
      () =>
        edit((text) =>
          formatRecord(
            withFacts(parseRecord(text), [{ kind: 'waved' } as never], {
              now: new Date(0),
              on: '2026-11-24',
              by: 'Ada',
              batch: 'b',
            }),
          ),
        ),
      /1 event of a newer pm-onboard \(waved\)/,
      /update/,
    ],
    [
      'newer-format',
      'a later format',
      'warning',
      () => edit((text) => text.replace('"format":1', '"format":2')),
      /format 2/,
      /update/,
    ],
    [
      'conflict',
      'marks of a git merge',
      'warning',
      () =>
        edit((text) =>
          text.replace(/^(\{"id".*?,\n)(\{"id".*?,\n)/m, '<<<<<<< HEAD\n$1=======\n$2>>>>>>> other\n'),
        ),
      /git merge left a conflict/,
      /doctor --repair/,
    ],
    [
      'form',
      'an event twice',
      'warning',
      () => edit((text) => text.replace(/^\{"id".*\n/m, '$&$&')),
      /1 event stand/,
      /doctor --repair/,
    ],
    [
      'form',
      'line breaks of Windows',
      'warning',
      () => edit((text) => text.replaceAll('\n', '\r\n')),
      /by hand or tool/,
      /doctor --repair/,
    ],
    [
      'tombstone',
      'a copy of who is forgotten',
      'warning',
      () => {
        edit(() => formatRecord({ ...emptyRecord(ada), forgotten: true }));
        writeFileSync(`${record}.orig`, '');
      },
      /there is a copy/,
      /forget h0000000a/,
    ],
    [
      'lost-record',
      'a record that is gone, and not its backups',
      'warning',
      async () => {
        await note('one');
        unlinkSync(record);
      },
      /Ada Lovelace is gone, and 1 backup of it is there/,
      /^pm-onboard doctor --restore h0000000a$/,
    ],
    [
      'damaged-backup',
      'a backup cut off',
      'note',
      async () => {
        await note('one');
        const path = join(backups, readdirSync(backups)[0] ?? '');
        writeFileSync(path, readFileSync(record, 'utf8').slice(0, 99));
      },
      /cut off/,
      /remove it/,
    ],
    [
      'foreign-file',
      'a link beside the records',
      'warning',
      () => symlinkSync('/etc/passwd', join(hires, 'x.json')),
      /never followed/,
      /remove/,
    ],
    [
      'foreign-file',
      'other JSON',
      'warning',
      () => writeFileSync(join(hires, 'ada.json'), '{}'),
      /not read/,
      /--receive/,
    ],
    [
      'foreign-file',
      'notes',
      'note',
      () => writeFileSync(join(hires, 'notes.txt'), ''),
      /none of our files/,
      /move/,
    ],
    [
      'folder',
      'a link for the records',
      'error',
      () => {
        renameSync(hires, `${hires}-x`);
        symlinkSync(`${hires}-x`, hires);
      },
      /nothing is read/,
      /real folder/,
    ],
    ['program', 'no program', 'error', () => unlinkSync(program()), /missing/, /doctor --repair/],
    ['program', 'a changed program', 'error', () => writeFileSync(program(), '{}'), /damaged/, /--repair/],
    [
      'program',
      'no program, and the checklists have moved on',
      'error',
      async () => {
        await world.run(['init', world.workspace, '--checklists']);
        const file = join(world.workspace, 'checklists/product-manager/week-1.yaml');
        writeFileSync(file, `# edited\n${readFileSync(file, 'utf8')}`);
        unlinkSync(program());
      },
      /missing/,
      /git|backup/,
    ],
    [
      'program',
      'a link for a program',
      'error',
      () => {
        const path = program();
        renameSync(path, `${path}.x`);
        symlinkSync(`${path}.x`, path);
      },
      /Ada Lovelace and Lin Wu is a link/,
      /real file/,
    ],
    [
      'unused-program',
      'a program of nobody',
      'note',
      () => {
        for (const name of readdirSync(hires)) unlinkSync(join(hires, name));
      },
      /no record/,
      /may stay/,
    ],
    ['lock', 'a dead lock', 'warning', () => plantLock({ pid: gone() }), /no more/, /--repair/],
    ['lock', 'a living lock', 'note', () => plantLock({ pid: process.pid }), /at work/, /wait/],
    [
      'lock',
      'a lock of another host',
      'warning',
      () => plantLock({ host: 'elsewhere/1', pid: 4711 }),
      /process 4711 on elsewhere, since 2\d{3}-/,
      /--unlock h0000000a/,
    ],
    [
      'lock',
      'what is no lock',
      'warning',
      () => writeFileSync(`${record}.lock`, 'x', { mode: 0o600 }),
      /no lock of ours/,
      /--unlock/,
    ],
    ['lock', 'a folder for a lock', 'error', () => mkdirSync(`${record}.lock`), /folder/, /move/],
    [
      'leftover',
      'half a record',
      'warning',
      () => writeFileSync(`${record}.0123456789ab.tmp`, '{"for', { mode: 0o600 }),
      /no more/,
      /--repair/,
    ],
    [
      'leftover',
      'half a program',
      'warning',
      () => {
        writeFileSync(`${program()}.0123456789ab.tmp`, '');
        utimesSync(`${program()}.0123456789ab.tmp`, 1, 1);
      },
      /no more/,
      /--repair/,
    ],
    [
      'mode',
      'a folder open to all',
      'warning',
      () => chmodSync(hires, 0o755),
      /others on this machine/,
      /--repair/,
    ],
    [
      'mode',
      'a record open to all in a closed folder',
      'note',
      () => chmodSync(record, 0o644),
      /no further than the folder/,
      /--repair/,
    ],
    [
      'mode',
      'a record that nobody may write',
      'warning',
      () => chmodSync(record, 0o400),
      /not all can be read or written/,
      /--repair/,
    ],
    [
      'holidays',
      'a list of holidays that ends',
      'warning',
      () => settings('calendar: { holidays: [2026-12-25] }\n'),
      /up to Fri 25 Dec only/,
      /holidays/,
    ],
    [
      'clock',
      'an event of 2099',
      'warning',
      () =>
        edit((text) =>
          formatRecord(
            withFacts(parseRecord(text), [{ kind: 'noted', item: 'meet-manager', text: 'x' }], {
              now: new Date('2099-01-01T00:00:00Z'),
              on: '2026-11-24',
              by: 'Grace Hopper',
              batch: 'b',
            }),
          ),
        ),
      /1 event from the future, up to 2099-01-01 00:00 UTC/,
      /machine they work on/,
    ],
    [
      'clock',
      'a clock that went back',
      'warning',
      () => utimesSync(record, 4_000_000_000, 4_000_000_000),
      /was written at 2096-/,
      /set the clock/,
    ],
    [
      'git-under-way',
      'a merge that is not ended',
      'warning',
      () => {
        git('info');
        writeFileSync(join(world.workspace, '.git/MERGE_HEAD'), '');
      },
      /a merge is under way/,
      /git merge --continue/,
    ],
    ['git-ignore', 'backups that git would take', 'warning', () => git('info'), /backups\//, /\.gitignore/],
    [
      'git-ignored-records',
      'records that git leaves out',
      'note',
      () => {
        git('info');
        writeFileSync(join(world.workspace, '.git/info/exclude'), 'hires/\n');
      },
      /ignores the records/,
      /share/,
    ],
    [
      'settings-file',
      'settings that are no YAML',
      'error',
      () => settings('people: [\n'),
      /can't be used: .*pm-onboard\.yaml:\d/,
      /mend the file/,
    ],
    [
      'checklists',
      'a program that nobody can read',
      'warning',
      () => settings('program: nowhere\n'),
      /nobody can start: there is no program\.yaml/,
      /init --checklists/,
    ],
    [
      'checklists',
      'a program with a fault in it',
      'warning',
      async () => {
        await world.run(['init', world.workspace, '--checklists']);
        writeFileSync(join(world.workspace, 'checklists/product-manager/week-1.yaml'), 'id: week-1\n');
      },
      /nobody can start: the program in .* can't be used/,
      /^pm-onboard lint \.\.\/home\/.*\/checklists\/product-manager$/,
    ],
    [
      'unknown-role',
      'a role of no program',
      'warning',
      () => settings('people: { budy: [{ name: Grace }] }\n'),
      /role budy.*did you mean buddy/,
      /correct/,
    ],
    [
      'twins',
      'two records of one name',
      'note',
      () => {
        writeLived(world.workspace, {
          start: '2026-11-23',
          today: '2026-11-25',
          behind: 0,
          awaiting: 0,
          id: 'h0000000c',
          name: 'ada lovelace',
        });
      },
      /records of one person/,
      /archive h0000000[ac]/,
    ],
  ])('%s: %s', async (check, _, severity, plant, message, remedy) => {
    await plant();
    const before = fingerprint(world);
    const found = (await findings()).filter((finding) => finding.check === check);
    expect(found).toEqual([
      expect.objectContaining({
        severity,
        place: expect.stringMatching(/\S/),
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      }),
    ]);
    // Looking changes nothing.
    expect(fingerprint(world)).toBe(before);
  });

  test('checklists that were edited, and a hire of the settings who is elsewhere', async () => {
    await world.run(['init', world.workspace, '--checklists']);
    const file = join(world.workspace, 'checklists/product-manager/week-1.yaml');
    writeFileSync(file, `# edited\n${readFileSync(file, 'utf8')}`);
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), '{"me":"Grace","hire":"hffffffff"}');
    const view = await report();
    expect(view.findings.map(({ check, severity }) => [check, severity])).toEqual([
      ['usual-hire', 'note'],
      ['moved-on', 'note'],
    ]);
    expect(view.findings[1]?.message).toBe('edited since Ada Lovelace and Lin Wu began');
    expect(view.settings).toEqual([
      { key: 'workspace', value: world.workspace, from: 'the usual folder' },
      { key: 'me', value: 'Grace', from: 'your settings' },
      { key: 'hire', value: 'hffffffff', from: 'your settings' },
      { key: 'today', value: '2026-11-25', from: '--today' },
      { key: 'program', value: 'checklists/product-manager', from: 'pm-onboard.yaml' },
    ]);
    const flags = await report('--as', 'Lin', '--hire', 'Lin Wu', '--workspace', world.workspace);
    expect(flags.settings.slice(0, 3).map(({ from }) => from)).toEqual(['--workspace', '--as', '--hire']);
  });

  test('what stands in the user settings and plays no part', async () => {
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), '{"me":3,"hire":"","sync":"often","colour":"red"}');
    const view = await report('--as', 'Grace');
    expect(view.findings.map(({ check, message }) => [check, message])).toEqual([
      ['unused-setting', '`me` is no text'],
      ['unused-setting', '`hire` is no text'],
      ['unused-setting', '`sync` is neither auto nor manual'],
      ['unused-setting', '`colour` is no setting'],
    ]);
    writeFileSync(join(config, 'settings.json'), '{"sync":"auto"}');
    const sync = { key: 'sync', value: 'auto', from: 'your settings' };
    expect(await report()).toMatchObject({ findings: [], settings: expect.arrayContaining([sync]) });
    writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'sync: manual\n');
    const team = { key: 'sync', value: 'manual', from: 'pm-onboard.yaml' };
    expect(await report()).toMatchObject({ settings: expect.arrayContaining([team]) });
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

  test('a file of settings that is no JSON', async () => {
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), '{');
    expect(await findings()).toEqual([
      expect.objectContaining({ check: 'settings-file', severity: 'error' }),
    ]);
  });
});

/** Much of it at once. */
async function plantAll(): Promise<void> {
  for (const text of ['one', 'two']) await note(text);
  await plantLock({ pid: gone() });
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
  test('mends what is safe, keeps what was there, and does nothing the second time', async () => {
    await plantAll();
    const twice = readFileSync(record, 'utf8');
    const first = await world.run(['doctor', '--repair', ...today]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^2 records, 1 program, all sound\./);
    for (const place of ['.json.lock: broken', '.tmp: removed', '.json: written anew', 'hires/: now 0700'])
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
    expect(flat(second.stderr)).toContain('nothing to mend');
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
        stderr: expect.stringContaining('made again from the present checklists'),
      });
      expect(readFileSync(path, 'utf8')).toBe(whole);
      const copy = /backups\/(\S+)/.exec(flat(stderr))?.[1];
      expect(copy && readFileSync(join(backups, copy), 'utf8')).toBe(
        how === 'gone' ? undefined : whole.slice(9),
      );
    },
  );

  test('what it may not change it says, and mends the rest', () => {
    writeFileSync(`${record}.0123456789ab.tmp`, '{"for', { mode: 0o600 });
    chmodSync(record, 0o644);
    const run = asOneWhomModesStop();
    mkdirSync(backups, { mode: 0o500 });
    chmodSync(backups, 0o500);
    if (process.getuid?.() === 0) chownSync(backups, 0, 0);
    const { status, stderr } = run('doctor', '--repair', ...today);
    expect(status).toBe(3);
    expect(flat(stderr)).toContain('.tmp could not be mended: the system says EACCES');
    expect(statSync(record).mode & 0o777).toBe(0o600);
  });

  test('leaves alone what only a person can judge', async () => {
    writeFileSync(join(hires, 'notes.txt'), 'mine', { mode: 0o640 });
    symlinkSync('/etc/passwd', join(hires, 'x.json'));
    await plantLock({ host: 'elsewhere/1' });
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
      says: ['is no sound record of Ada Lovelace: it is cut', 'name one of these', all[0] ?? '', '(damaged)'],
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
    writeFileSync(record, `{"format":1,"hire":"${ada}","forgotten":true}\n`);
    await expectRefusal(world, ['doctor', '--restore', ada], { code: 3, says: ['was forgotten here'] });
    writeFileSync(record, `{"format":2,"hire":"${ada}","events":[]}\n`);
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
    const lock = await plantLock({ host: 'ada-laptop/1', pid: 4711 });
    await expectRefusal(world, ['doctor', '--unlock', 'Ada'], {
      code: 4,
      says: ['held by process 4711 on ada-laptop, since ', '--yes'],
    });
    const { code, stderr } = await world.run(['doctor', '--unlock', 'Ada', '--yes']);
    expect(code).toBe(0);
    const copy = /backups\/(\S+)/.exec(flat(stderr))?.[1] ?? '';
    expect(readFileSync(join(backups, copy), 'utf8')).toBe(lock);
    expect(readdirSync(hires).sort()).toEqual([`${ada}.json`, `${lin}.json`]);
    expect(await note('one')).toMatchObject({ code: 0 });
    expect(flat((await world.run(['doctor', '--unlock', 'Ada'])).stderr)).toContain('is not locked');
  });

  test('never while its holder is at work on this machine', async () => {
    await plantLock({ pid: process.pid });
    await expectRefusal(world, ['doctor', '--unlock', ada, '--yes'], {
      code: 3,
      says: [`process ${process.pid} on ${hostname()}`, 'at work on this machine'],
    });
  });

  test.each([
    ['a dead one', () => plantLock({ pid: gone() })],
    ['what is no lock', async () => writeFileSync(`${record}.lock`, 'x')],
    ['one of a power cut', async () => writeFileSync(`${record}.lock`, '')],
  ])('%s goes', async (_, plant) => {
    await plant();
    expect(await world.run(['doctor', '--unlock', ada, '--yes'])).toMatchObject({ code: 0 });
    expect(readdirSync(hires).sort()).toEqual([`${ada}.json`, `${lin}.json`]);
  });

  test('at a terminal it asks, and no is the answer at hand', async (context) => {
    const lock = await plantLock({ host: 'ada-laptop/1', pid: 4711 });
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
  [['--json', '--unlock', ada], '--json is for the report'],
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
    writeFileSync(record, readFileSync(record, 'utf8').replace(/^\{"id".*\n/m, '$&$&'));
    chmodSync(hires, 0o755);
    const other = join(hires, `${lin}.json`);
    writeFileSync(other, readFileSync(other, 'utf8').slice(0, -9));
    await plantLock({ host: 'ada-laptop/1', pid: 4711 });
    renameSync(`${record}.lock`, `${other}.lock`);
    const taken = Date.parse('2026-11-22T09:12:00Z') / 1000;
    utimesSync(`${other}.lock`, taken, taken);
    writeFileSync(join(hires, 'notes.txt'), '');
    await expect(await run()).toMatchFileSnapshot(golden('doctor'));
    await expect(await run('--repair')).toMatchFileSnapshot(golden('doctor-repair'));
    await expect(await run('--restore', 'Lin')).toMatchFileSnapshot(golden('doctor-restore-locked'));
    await expect(await run('--unlock', 'Lin', '--yes')).toMatchFileSnapshot(golden('doctor-unlock'));
    await expect(await run('--restore', 'Lin')).toMatchFileSnapshot(golden('doctor-restore'));
  });

  test('all is well', async () => {
    await expect(await run()).toMatchFileSnapshot(golden('doctor-well'));
  });
});
