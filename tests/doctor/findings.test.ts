/**
 * Each planted fault is found and reported with its remedy. The snapshot is taken in this process, from real files;
 * `tests/cli/doctor.test.ts` tests what the command prints.
 */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { checks, examine } from '../../src/doctor/checks/index.ts';
import { openForDoctor, takeSnapshot } from '../../src/doctor/snapshot.ts';
import type { Io } from '../../src/io.ts';
import { emptyRecord, formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import type { Globals } from '../../src/session/session.ts';
import { type Severity, viewDoctor } from '../../src/view/doctor.ts';
import { fingerprint } from '../cli/facts.ts';
import { root } from '../cli/home.ts';
import { writeLived } from '../cli/lived.ts';
import { scratch } from '../workspace/scratch.ts';
import { ada, addNote, endedPid, layOutTwoHires, lived, plantLock } from './planted.ts';

/** As {@link fingerprint} wants them: the home with the workspace, and the current folder. */
let place: { readonly home: string; readonly folder: string };
let workspace: string;
let hires: string;
let backups: string;
let record: string;

beforeEach(() => {
  const base = scratch();
  place = { home: join(base, 'home'), folder: join(base, 'work') };
  workspace = join(place.home, 'onboarding');
  hires = join(workspace, 'hires');
  backups = join(workspace, 'backups');
  record = join(hires, `${ada}.json`);
  mkdirSync(place.folder);
  layOutTwoHires(workspace);
});

async function report(change: Partial<Globals> = {}) {
  const config = join(place.home, '.config');
  const io = {
    env: {},
    cwd: place.folder,
    now: () => new Date(),
    userName: () => 'grace',
    dirs: { config, data: workspace, cache: join(place.home, '.cache') },
    root,
    stderr: { terminal: false },
    interactive: false,
  } as unknown as Io;
  const session = await openForDoctor(io, { today: '2026-11-25', input: false, ...change });
  const snapshot = await takeSnapshot(session);
  return viewDoctor(snapshot, checks, examine(snapshot));
}

const edit = (change: (text: string) => string) =>
  writeFileSync(record, change(readFileSync(record, 'utf8')), { mode: 0o600 });
/** The first hire has no holidays of her own any more. */
const goByTheTeam = () =>
  edit((text) =>
    formatRecord(
      withFacts(parseRecord(text), [{ kind: 'changed', asTeam: ['holidays'] }], {
        now: new Date('2020-01-01T12:00:00Z'),
        on: '2026-11-24',
        by: 'Grace Hopper',
        batch: 'c',
      }),
    ),
  );
/** A copy of the checklists that ship, which new hires start with. */
const ownChecklists = () => {
  const folder = 'checklists/product-manager';
  for (const each of [folder, 'checklists/parts'])
    cpSync(join(root, each), join(workspace, each), { recursive: true });
  settings(`program: ${folder}\n`);
};
const settings = (text: string) => writeFileSync(join(workspace, 'pm-onboard.yaml'), text);
const program = () => join(workspace, 'programs', readdirSync(join(workspace, 'programs'))[0] ?? '');
const git = (...names: string[]) => {
  for (const name of names) mkdirSync(join(workspace, '.git', name), { recursive: true });
};

test.each<[string, string, Severity, () => unknown, RegExp, RegExp]>([
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
    () => edit((text) => text.replace('"format":2', '"format":3')),
    /format 3/,
    /update/,
  ],
  [
    'form',
    'marks of a git merge',
    'warning',
    () => edit((text) => text.replace(/^,?\{"id".*\n/m, '<<<<<<< HEAD\n$&=======\n>>>>>>> other\n')),
    /not in order, as after a merge by hand; every line of it is read/,
    /doctor --repair/,
  ],
  [
    'form',
    'a comma lost',
    'warning',
    () => edit((text) => text.replace(/^,/m, '')),
    /not in order/,
    /doctor --repair/,
  ],
  [
    'form',
    'a section twice',
    'warning',
    () => edit((text) => text.replace(/^,("[^"]+":\[\n)(\{"id".*\n)/m, ',$1$2]\n,$1$2')),
    /not in order/,
    /doctor --repair/,
  ],
  [
    'tombstone',
    'a copy of who is forgotten',
    'warning',
    () => {
      edit(() =>
        formatRecord({
          ...emptyRecord(ada),
          forgotten: { by: 'Grace Hopper', at: '2026-11-25T08:00:00.000Z' },
        }),
      );
      writeFileSync(`${record}.orig`, '');
    },
    /^Grace Hopper erased this hire on 2026-11-25, and a copy of the record is still here$/,
    /: pm-onboard forget h0000000a; to bring it back, as a record of its own: pm-onboard doctor --restore h0000000a$/,
  ],
  [
    'kept-too-long',
    'a run that ended longer ago than records are kept, whose program is gone as well',
    'note',
    () => {
      settings('keep: 2 weeks\n');
      edit((text) =>
        formatRecord(
          withFacts(parseRecord(text), [{ kind: 'archived' }], {
            now: new Date('2020-01-01T12:00:00Z'),
            on: '2026-11-10',
            by: 'Grace Hopper',
            batch: 'c',
          }),
        ),
      );
      unlinkSync(program());
    },
    /^Ada Lovelace: the run ended on Tue 10 Nov 2026, and `keep` is 2 weeks$/,
    /^to erase it for good: pm-onboard forget 'Ada Lovelace'$/,
  ],
  [
    'lost-record',
    'a record that is gone, and not its backups',
    'warning',
    async () => {
      await addNote(workspace, 'one');
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
      await addNote(workspace, 'one');
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
    /does not belong/,
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
      ownChecklists();
      const file = join(workspace, 'checklists/product-manager/week-1.yaml');
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
  ['lock', 'a dead lock', 'warning', () => plantLock(record, { pid: endedPid() }), /has ended/, /--repair/],
  ['lock', 'a living lock', 'note', () => plantLock(record, { pid: process.pid }), /at work/, /wait/],
  [
    'lock',
    'a lock of another host',
    'warning',
    () => plantLock(record, { host: 'elsewhere/1', pid: 4711 }),
    /process 4711 on elsewhere, since 2\d{3}-/,
    /--unlock h0000000a/,
  ],
  [
    'lock',
    'what is no lock',
    'warning',
    () => writeFileSync(`${record}.lock`, 'x', { mode: 0o600 }),
    /is not a lock of/,
    /--unlock/,
  ],
  ['lock', 'a folder for a lock', 'error', () => mkdirSync(`${record}.lock`), /folder/, /move/],
  [
    'leftover',
    'half a record',
    'warning',
    () => writeFileSync(`${record}.0123456789ab.tmp`, '{"for', { mode: 0o600 }),
    /has ended/,
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
    /has ended/,
    /--repair/,
  ],
  ...[
    'checklists/product-manager/week-1.yaml',
    'checklists/schema/program.json',
    '.gitignore',
    'company.ics',
  ].map((path): [string, string, Severity, () => unknown, RegExp, RegExp] => [
    'leftover',
    `half of ${path}`,
    'warning',
    () => {
      const left = join(workspace, `${path}.0123456789ab.tmp`);
      mkdirSync(dirname(left), { recursive: true });
      writeFileSync(left, '');
      utimesSync(left, 1, 1);
    },
    /has ended/,
    /--repair/,
  ]),
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
    /the folder keeps others out/,
    /--repair/,
  ],
  [
    'mode',
    'a record that nobody may write',
    'warning',
    () => chmodSync(record, 0o400),
    /some of it can't be read or written/,
    /--repair/,
  ],
  [
    'holidays',
    'a list of holidays that ends',
    'warning',
    () => {
      settings('calendar: { holidays: [2026-11-01, 2026-12-25] }\n');
      goByTheTeam();
    },
    /up to Fri 25 Dec only/,
    /`holidays-until: 2027-02-19` there, or pm-onboard reschedule h0000000a --holidays-until 2027-02-19/,
  ],
  [
    'holidays',
    'no list of holidays',
    'note',
    () => goByTheTeam(),
    /No holidays are known, so none count/,
    /pm-onboard reschedule h0000000a --holidays none/,
  ],
  [
    'zone',
    'a time zone that is none',
    'warning',
    () =>
      edit((text) =>
        formatRecord(
          withFacts(parseRecord(text), [{ kind: 'changed', zone: 'Nowhere/At_All' }], {
            now: new Date('2020-01-01T12:00:00Z'),
            on: '2026-11-24',
            by: 'Grace Hopper',
            batch: 'c',
          }),
        ),
      ),
    /a time zone that is not known here/,
    /pm-onboard reschedule h0000000a --zone UTC/,
  ],
  [
    'calendar-file',
    'an event with a time of day',
    'note',
    () => {
      const timed = 'BEGIN:VEVENT\nDTSTART:20261217T150000\nSUMMARY:Party\nEND:VEVENT';
      const event = 'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT';
      writeFileSync(join(workspace, 'x.ics'), `BEGIN:VCALENDAR\n${event}\n${timed}\nEND:VCALENDAR\n`);
      settings('calendar: { holidays: [x.ics] }\n');
    },
    /1 event with a time of day passed over/,
    /`only` or `except`/,
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
      writeFileSync(join(workspace, '.git/MERGE_HEAD'), '');
    },
    /a merge is under way/,
    /git add FILE .*git merge --continue$/,
  ],
  ['git-ignore', 'backups that git would take', 'warning', () => git('info'), /backups\//, /\.gitignore/],
  [
    'git-ignored-records',
    'records that git leaves out',
    'note',
    () => {
      git('info');
      writeFileSync(join(workspace, '.git/info/exclude'), 'hires/\n');
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
    /fix the file/,
  ],
  [
    'checklists',
    'a program that nobody can read',
    'warning',
    () => settings('program: nowhere\n'),
    /no new hire can start: there is no program\.yaml/,
    /init --checklists/,
  ],
  [
    'checklists',
    'a program with a fault in it',
    'warning',
    async () => {
      ownChecklists();
      writeFileSync(join(workspace, 'checklists/product-manager/week-1.yaml'), 'id: week-1\n');
    },
    /no new hire can start: the program in .* can't be used$/,
    /^pm-onboard lint \/.*\/checklists\/product-manager$/,
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
      writeLived(workspace, { ...lived, id: 'h0000000c', name: 'ada lovelace' });
    },
    /records of one person/,
    /archive h0000000[ac]/,
  ],
])('%s: %s', async (check, _, severity, plant, message, remedy) => {
  await plant();
  const before = fingerprint(place);
  const found = (await report()).findings.filter((finding) => finding.check === check);
  expect(found).toEqual([
    expect.objectContaining({
      severity,
      place: expect.stringMatching(/\S/),
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    }),
  ]);
  // Looking changes nothing.
  expect(fingerprint(place)).toBe(before);
});

test('checklists that were edited, and a hire of the settings who is elsewhere', async () => {
  ownChecklists();
  const file = join(workspace, 'checklists/product-manager/week-1.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: Another week'));
  const config = join(place.home, '.config');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'settings.json'), '{"me":"Grace","hire":"hffffffff"}');
  const view = await report();
  expect(view.findings.map(({ check, severity }) => [check, severity])).toEqual([
    ['usual-hire', 'note'],
    ['moved-on', 'note'],
  ]);
  expect(view.findings[1]?.message).toBe('edited since Ada Lovelace and Lin Wu began');
  expect(view.settings).toEqual([
    { key: 'workspace', value: workspace, from: 'the usual folder' },
    { key: 'me', value: 'Grace', from: 'your settings' },
    { key: 'hire', value: 'hffffffff', from: 'your settings' },
    { key: 'today', value: '2026-11-25', from: '--today' },
    { key: 'program', value: 'checklists/product-manager', from: 'pm-onboard.yaml' },
    { key: 'working days', value: 'Mon to Fri', from: 'program.yaml' },
    { key: 'holidays', value: 'none', from: 'program.yaml' },
    { key: 'hours per day', value: '6', from: 'pm-onboard itself' },
  ]);
  const flags = await report({ as: 'Lin', hire: 'Lin Wu', workspace });
  expect(flags.settings.slice(0, 3).map(({ from }) => from)).toEqual(['--workspace', '--as', '--hire']);
});

test('what stands in the user settings and plays no part', async () => {
  const config = join(place.home, '.config');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'settings.json'), '{"me":3,"hire":"","sync":"often","late-color":"red"}');
  const view = await report({ as: 'Grace' });
  expect(view.findings.map(({ check, message }) => [check, message])).toEqual([
    ['unused-setting', '`me` must be text'],
    ['unused-setting', '`hire` must be text'],
    ['unused-setting', '`sync` must be auto or manual'],
    ['unused-setting', '`late-color` is not a setting'],
  ]);
  expect(view.findings.slice(2).map(({ remedy }) => remedy)).toEqual([
    'correct it, or take it out: pm-onboard config unset sync',
    'did you mean `late-colour`? If not, take it out: pm-onboard config unset late-color',
  ]);
  writeFileSync(join(config, 'settings.json'), '{"sync":"auto"}');
  const sync = { key: 'sync', value: 'auto', from: 'your settings' };
  expect(await report()).toMatchObject({ findings: [], settings: expect.arrayContaining([sync]) });
  writeFileSync(join(workspace, 'pm-onboard.yaml'), 'sync: manual\n');
  const team = { key: 'sync', value: 'manual', from: 'pm-onboard.yaml' };
  expect(await report()).toMatchObject({ settings: expect.arrayContaining([team]) });
});

test('a file of settings that is no JSON', async () => {
  const config = join(place.home, '.config');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'settings.json'), '{');
  expect((await report()).findings).toEqual([
    expect.objectContaining({ check: 'settings-file', severity: 'error' }),
  ]);
});
