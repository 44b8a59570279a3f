/** `share` takes a record as a file from one home to another and back. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { type SharedTeam, withTeamId } from '../../src/progress/shared-team.ts';
import { tombstoneText } from '../builders.ts';
import { dangerous, events, eventsIn, expectRefusal, fingerprint, flat, plant } from './facts.ts';
import { type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { type Result, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const grace = ['--as', 'Grace Hopper'];
const adas = 'ada-lovelace.pm-onboard.json';

/** @param flags `--another`: an Ada whose record is hers alone, where a test has two */
async function started(...flags: string[]): Promise<World> {
  const world = new World();
  await world.startAda(...flags);
  return world;
}

/** The text of a file that the world's `share` has written. */
async function shared(world: World, ...flags: string[]): Promise<string> {
  const result = await world.run(['share', ...flags, ...monday]);
  expect(result.code, result.stderr).toBe(0);
  return readFileSync(join(world.folder, adas), 'utf8');
}

/** The text of a record or a share without the team, which only a share and what came by it have. */
function withoutTeam(text: string): string {
  return text.replace(/\n,"team":.*\n/, '');
}

/** Puts a text into a file of the world and receives it. */
async function receive(world: World, text: string | Buffer, ...flags: string[]): Promise<Result> {
  writeFileSync(join(world.folder, 'sent.json'), text);
  return world.run(['share', '--receive', 'sent.json', ...flags, ...monday]);
}

/** A share with its value changed. */
function altered(text: string, change: (share: ReturnType<typeof JSON.parse>) => void): string {
  const share = JSON.parse(text);
  change(share);
  return JSON.stringify(share);
}

function hireOf(world: World): string {
  return (JSON.parse(world.onlyRecord().text) as { record: string }).record;
}

describe('share', () => {
  test('writes one file for the buddy, of the same bytes each time, for its owner alone', async () => {
    const world = await started();
    const before = world.onlyRecord().text;
    const result = await world.run(['share', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain(`✓ Ada Lovelace: 3 events, in ${adas}`);
    expect(result.stderr).toContain(`Send it to Grace; they run:\n  pm-onboard review ${adas}\n`);
    const path = join(world.folder, adas);
    const text = readFileSync(path, 'utf8');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(world.folder)).toEqual([adas]);
    expect(withoutTeam(await shared(world))).toBe(withoutTeam(text));
    expect(world.onlyRecord().text).toBe(before);
    expect(withoutTeam(text)).toContain(before.trimEnd());
    const { digest } = events(world)[0] as unknown as { digest: string };
    expect(Object.keys(JSON.parse(text).programs)).toEqual([digest]);
  });

  test("a hire's own items travel in the record, the program stays as it was pinned", async () => {
    const world = await started();
    const bare = JSON.parse(await shared(world));
    await world.run(['add', 'Interview three customers', ...monday]);
    const { record, programs } = JSON.parse(await shared(world));
    expect(eventsIn(JSON.stringify(record)).at(-1)).toMatchObject({
      kind: 'added',
      title: 'Interview three customers',
    });
    expect(programs).toEqual(bare.programs);
  });

  test('says whom to send it to: the hire where somebody else shares, whoever it is where there is no buddy', async () => {
    const world = await started();
    const byGrace = await world.run(['share', ...grace]);
    expect(byGrace.stderr).toContain(`Send it to Ada; they run:\n  pm-onboard share --receive ${adas}\n`);
    plant(world, [{ kind: 'assigned', role: 'buddy', people: [] }]);
    expect((await world.run(['share'])).stderr).toContain('Send it to your buddy; they run:');
  });

  test('what is said of a file and the review of it fit a terminal together', async () => {
    const [world, other] = [await started(), new World()];
    await world.run(['share', ...monday]);
    const { stdout, stderr } = await other.run([
      'review',
      join(world.folder, adas),
      '--as',
      'Grace Hopper',
      ...monday,
    ]);
    expect(stderr).toContain('Ada Lovelace is new here');
    expect((stderr + stdout).split('\n').length, stderr + stdout).toBeLessThanOrEqual(24);
  });

  test('-o names another file, or stdout', async () => {
    const world = await started();
    const text = await shared(world);
    mkdirSync(join(world.folder, 'out'));
    const named = await world.run(['share', '-o', 'out/to grace.json', ...monday]);
    expect(named.stderr).toContain('in out/to grace.json\n');
    expect(named.stderr).toContain("pm-onboard review 'to grace.json'\n");
    expect(withoutTeam(readFileSync(join(world.folder, 'out/to grace.json'), 'utf8'))).toBe(
      withoutTeam(text),
    );
    const piped = await world.run(['share', '-o', '-', ...monday]);
    expect(piped.code).toBe(0);
    expect(withoutTeam(piped.stdout)).toBe(withoutTeam(text));
    expect(piped.stderr).toBe('✓ Ada Lovelace: 3 events, on stdout\n');
  });

  test('a hire whose name is a path or says nothing gets a harmless file', async () => {
    const world = await started();
    for (const [name, file] of [
      ['../../etc/passwd', 'etc-passwd'],
      ['李小龍', hireOf(world)],
    ] as const) {
      plant(world, [{ kind: 'changed', name }]);
      const result = await world.run(['share', '--hire', hireOf(world)]);
      expect(result.code, result.stderr).toBe(0);
      expect(readdirSync(world.folder)).toContain(`${file}.pm-onboard.json`);
    }
    expect(readdirSync(world.folder)).toHaveLength(2);
  });

  test('what is in the way and no earlier share of this hire is left alone, also with -o', async () => {
    const world = await started();
    const place = join(world.folder, adas);
    const other = await started('--another');
    const foreign = await shared(other);
    const refused = (says: string, code = 3) =>
      Promise.all(
        [['share'], ['share', '-o', adas]].map((args) => expectRefusal(world, args, { code, says: [says] })),
      );
    for (const text of ['', '{}', 'Dear Grace', foreign, world.onlyRecord().text]) {
      writeFileSync(place, text);
      await refused(`${adas} is there already, and is not an earlier share of this hire name another file`);
    }
    rmSync(place);
    mkdirSync(place);
    await refused('not a plain file');
    rmSync(place, { recursive: true });
    // A link to an earlier share, and one to nowhere.
    await world.run(['share', '-o', 'real.json']);
    for (const target of ['real.json', 'nowhere.json']) {
      symlinkSync(target, place);
      await refused('is a link');
      rmSync(place);
    }
    expect(existsSync(join(world.folder, 'nowhere.json'))).toBe(false);
  });

  test('an earlier share is replaced only where all that is in it is known here', async () => {
    const [ada, buddy] = [await started(), new World()];
    await receive(buddy, await shared(ada));
    await buddy.run(['note', '1.8', 'two installers', ...grace, ...monday]);
    const back = await shared(buddy, ...grace);
    writeFileSync(join(ada.folder, adas), back);
    await expectRefusal(ada, ['share'], {
      code: 3,
      says: [`${adas} holds an event that you don't have yet`, `pm-onboard share --receive ${adas}`],
    });
    expect(await ada.run(['share', '--receive', adas])).toMatchObject({ code: 0 });
    await ada.run(['done', '1.1', ...monday]);
    expect((await ada.run(['share'])).code).toBe(0);
    expect(readFileSync(join(ada.folder, adas), 'utf8')).not.toBe(back);
  });

  test('refuses a folder that is not there, a name that is empty, and a run that is not there', async () => {
    const world = await started();
    await expectRefusal(world, ['share', '-o', 'gone/x.json'], {
      code: 3,
      says: ['there is no folder', 'gone'],
    });
    await expectRefusal(world, ['share', '-o', ' '], { code: 2, says: ["-o: the file's name is empty"] });
    await expectRefusal(world, ['share', 'Lin'], { code: 2, says: ['nobody here is called "Lin"'] });
    await expectRefusal(new World(), ['share'], { code: 2, says: ['nobody is being onboarded'] });
  });

  test('leaves damaged events at home, and says so', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...monday]);
    const { path, text } = world.onlyRecord();
    writeFileSync(path, text.replace('"item":"meet-manager"', '"item":"meet-mangler"'));
    const result = await world.run(['share', ...monday]);
    expect(result.stderr).toContain('✓ Ada Lovelace: 3 events');
    expect(flat(result.stderr)).toContain(
      "Without 1 event of the record that can't be trusted: pm-onboard log",
    );
    expect(readFileSync(join(world.folder, adas), 'utf8')).not.toContain('mangler');
  });

  test('carries the programs of the past that are here; the present one it needs', async () => {
    const world = await started();
    const { digest } = events(world)[0] as unknown as { digest: string };
    const programs = join(world.workspace, 'programs');
    const old = readFileSync(join(programs, `${digest}.json`), 'utf8');
    await world.run(['init', '--checklists', 'minimal']);
    await world.run(['start', '--name', 'Lin', '--start', '2026-11-23', '--workspace', '.', ...monday]);
    const [name = ''] = readdirSync(join(world.folder, 'programs'));
    const newer = readFileSync(join(world.folder, 'programs', name), 'utf8');
    writeFileSync(join(programs, name), newer);
    const lacking = 'f'.repeat(64);
    plant(world, [{ kind: 'adopted', digest: lacking, items: [], renamed: {} }]);
    plant(world, [{ kind: 'adopted', digest: name.slice(0, 64), items: [], renamed: {} }], 'Grace Hopper');
    const flags = ['--workspace', world.workspace];
    const { programs: sent } = JSON.parse(await shared(world, ...flags)) as { programs: object };
    expect(Object.keys(sent).sort()).toEqual([digest, name.slice(0, 64)].sort());

    const buddy = new World();
    expect((await receive(buddy, readFileSync(join(world.folder, adas)))).code).toBe(0);
    expect(readFileSync(join(buddy.workspace, 'programs', name), 'utf8')).toBe(newer);
    expect(readFileSync(join(buddy.workspace, 'programs', `${digest}.json`), 'utf8')).toBe(old);

    rmSync(join(programs, name));
    await expectRefusal(world, ['share', '-o', 'x.json', ...flags], { code: 3, says: ['is missing'] });
  });
});

describe('share --receive', () => {
  test('makes the hire known in an empty home, and every screen is as at theirs', async () => {
    const [ada, buddy] = [await started(), new World()];
    await ada.run(['done', '1.1', ...monday]);
    await ada.run(['ask', 'Who decides?', ...monday]);
    const result = await receive(buddy, await shared(ada), ...grace);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr).trim()).toBe(
      `✓ Ada Lovelace is new here: 5 events (started, 2 roles assigned, 1 done, 1 question) See how it stands: pm-onboard review 'Ada Lovelace'`,
    );
    expect(withoutTeam(buddy.onlyRecord().text)).toBe(ada.onlyRecord().text);
    for (const command of [['status'], ['next'], ['log'], ['show', '1.3', '--why']]) {
      const [ours, theirs] = await Promise.all([ada, buddy].map((each) => each.run([...command, ...monday])));
      expect(theirs).toEqual(ours);
    }
    expect(statSync(buddy.onlyRecord().path).mode & 0o777).toBe(0o600);
    expect(readdirSync(buddy.workspace).sort()).toEqual(
      readdirSync(ada.workspace)
        .filter((name) => name !== 'backups')
        .sort(),
    );
  });

  test('both ways: work on both sides, files both ways, and the records are the same to the byte', async () => {
    const [ada, buddy] = [await started(), new World()];
    await receive(buddy, await shared(ada));
    await ada.run(['done', '1.1', ...monday]);
    await ada.run(['note', '1.8', 'two installers', ...monday]);
    await buddy.run(['done', '1.2', ...grace, ...monday]);
    await buddy.run(['assign', '--role', 'mentor', '--to', 'Lin', ...grace, ...monday]);
    const [fromAda, fromBuddy] = [await shared(ada), await shared(buddy, ...grace)];
    const toBuddy = await receive(buddy, fromAda, ...grace);
    expect(toBuddy.stderr).toContain('✓ Ada Lovelace: 2 new events (1 done, 1 note)\n');
    const toAda = await receive(ada, fromBuddy);
    expect(toAda.stderr).toContain(
      '✓ Ada Lovelace: 1 new event (1 done)\n✓ Grace Hopper assigned mentor: Lin\n',
    );
    expect(toAda.stderr).toContain(`See how it stands: pm-onboard status 'Ada Lovelace'\n`);
    expect(withoutTeam(buddy.onlyRecord().text)).toBe(ada.onlyRecord().text);
    expect(withoutTeam(await shared(buddy, ...grace, '-o', adas))).toBe(withoutTeam(await shared(ada)));
  });

  test('three files bring two homes to the same record, in whichever order they come', async () => {
    const [ada, buddy, lead] = [await started(), new World(), new World()];
    const first = await shared(ada);
    await receive(buddy, first);
    await receive(lead, first);
    await ada.run(['done', '1.1', ...monday]);
    await buddy.run(['note', '1.8', 'of Grace', ...grace, ...monday]);
    await lead.run(['skip', '1.6', '--reason', 'hosted', '--as', 'Alan Turing', ...monday]);
    const files = [await shared(lead), await shared(ada), await shared(buddy)];
    const [one, other] = [new World(), new World()];
    for (const file of files) await receive(one, file);
    for (const file of [...files, ...files].reverse()) await receive(other, file);
    expect(events(one)).toHaveLength(6);
    expect(other.onlyRecord().text).toBe(one.onlyRecord().text);
  });

  test('again, or with nothing new: said, and not a byte is written', async () => {
    const [ada, buddy] = [await started(), new World()];
    const text = await shared(ada);
    await receive(buddy, text);
    await buddy.run(['done', '1.1', ...grace, ...monday]);
    const before = fingerprint(buddy);
    const result = await receive(buddy, text, ...grace);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('You have all of it already: Ada Lovelace, 4 events.');
    expect(fingerprint(buddy)).toBe(before);
  });

  test('keeps a backup of the record as it was, as every save does', async () => {
    const [ada, buddy] = [await started(), new World()];
    await receive(buddy, await shared(ada));
    const before = buddy.onlyRecord().text;
    expect(existsSync(join(buddy.workspace, 'backups'))).toBe(false);
    await ada.run(['done', '1.1', ...monday]);
    await receive(buddy, await shared(ada));
    const [backup = '', ...others] = readdirSync(join(buddy.workspace, 'backups'));
    expect(others).toEqual([]);
    expect(readFileSync(join(buddy.workspace, 'backups', backup), 'utf8')).toBe(before);
    expect(readdirSync(join(buddy.workspace, 'hires'))).toHaveLength(1);
  });

  test('from standard input, a BOM and other line ends included', async () => {
    const ada = await started();
    const text = await shared(ada);
    for (const input of [
      text,
      `\ufeff${text}`,
      text.replaceAll('\n', '\r\n'),
      JSON.stringify(JSON.parse(text), null, 2),
    ]) {
      const buddy = new World();
      const result = await buddy.run(['share', '--receive', '-'], { input });
      expect(result.code, result.stderr).toBe(0);
      expect(withoutTeam(buddy.onlyRecord().text)).toBe(ada.onlyRecord().text);
    }
  });

  test('a program that is missing here comes back with it', async () => {
    const world = await started();
    const text = await shared(world);
    rmSync(join(world.workspace, 'programs'), { recursive: true });
    expect((await world.run(['status', ...monday])).code).toBe(3);
    expect((await receive(world, text)).stderr).toContain('You have all of it already');
    expect((await world.run(['status', ...monday])).code).toBe(0);
  });

  test('a program that is here need not be in the file', async () => {
    const [ada, buddy] = [await started(), await started('--another')];
    await ada.run(['done', '1.1', ...monday]);
    const bare = altered(await shared(ada), (share) => {
      share.programs = {};
    });
    expect((await receive(buddy, bare)).code).toBe(0);
    const stranger = new World();
    await expectRefused(stranger, bare, 2, 'the program of its hire is missing');
  });

  test('damaged events are counted, named and left out; what is sound comes', async () => {
    const [ada, buddy] = [await started(), new World()];
    for (const item of ['1.1', '1.2', '1.4', '1.5', '1.6', '1.7', '2.1'])
      await ada.run(['done', item, '--force', ...monday]);
    const text = await shared(ada);
    const one = await receive(buddy, text.replace('"item":"meet-manager"', '"item":"meet-mangler"'));
    expect(one.code).toBe(0);
    expect(one.stderr).toContain("1 event of the file can't be trusted and is left out:");
    expect(flat(one.stderr)).toContain(
      '- done of 2026-11-23 by Ada Lovelace: its content does not fit its id',
    );
    expect(buddy.onlyRecord().text).not.toContain('mangler');
    const many = altered(text, ({ record }) => {
      for (const event of Object.values<{ kind: string; note?: string }[]>(record.events).flat())
        if (event.kind === 'done') event.note = 'forged';
      record.events[''].push(null, { kind: '\u001b[31m' });
    });
    const before = buddy.onlyRecord().text;
    const rest = await receive(buddy, many);
    expect(rest.stderr).toMatch(/(\d+) events of the file can't be trusted and are left out:/);
    expect(rest.stderr).toMatch(/- and \d+ more\n/);
    expect(dangerous(rest.stderr)).toEqual([]);
    expect(buddy.onlyRecord().text).toBe(before);
    // The sound file repairs all of it.
    await receive(buddy, text);
    expect(withoutTeam(buddy.onlyRecord().text)).toBe(ada.onlyRecord().text);
  });

  test('damage of our own stays where it is', async () => {
    const [ada, buddy] = [await started(), new World()];
    await receive(buddy, await shared(ada));
    await buddy.run(['done', '1.1', ...grace, ...monday]);
    const { path, text } = buddy.onlyRecord();
    writeFileSync(path, text.replace('"item":"meet-manager"', '"item":"meet-mangler"'));
    await ada.run(['done', '1.2', ...monday]);
    expect((await receive(buddy, await shared(ada))).stderr).toContain('1 new event (1 done)');
    expect(buddy.onlyRecord().text).toContain('mangler');
  });

  test('who is forgotten here stays so, and a file forgets nobody', async () => {
    const [ada, buddy] = [await started(), new World()];
    const text = await shared(ada);
    await receive(buddy, text);
    const hire = hireOf(ada);
    const tombstone = tombstoneText(hire);
    const { path } = buddy.onlyRecord();
    writeFileSync(path, tombstone);
    await expectRefused(buddy, text, 3, `its hire, ${hire}, was forgotten here`);
    expect(readFileSync(path, 'utf8')).toBe(tombstone);
    const deadly = altered(text, (share) => {
      share.record = JSON.parse(tombstone);
    });
    await expectRefused(ada, deadly, 2, 'was forgotten where it comes from');
  });

  test('a record of ours that is damaged or newer is never written over', async () => {
    const [ada, buddy] = [await started(), new World()];
    await receive(buddy, await shared(ada));
    await ada.run(['done', '1.1', ...monday]);
    const text = await shared(ada);
    const { path } = buddy.onlyRecord();
    truncateSync(path, 300);
    await expectRefused(buddy, text, 3, 'cut off');
    writeFileSync(path, formatRecord({ ...parseRecord(ada.onlyRecord().text), format: 3 }));
    const before = readFileSync(path, 'utf8');
    const refused = await receive(buddy, text);
    expect(refused.code).toBe(3);
    expect(flat(refused.stderr)).toContain('written by a newer pm-onboard (format 3)');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});

/** Receives a text that must be refused: nothing of it is written. */
async function expectRefused(world: World, text: string | Buffer, code: number, says: string): Promise<void> {
  writeFileSync(join(world.folder, 'sent.json'), text);
  await expectRefusal(world, ['share', '--receive', 'sent.json', ...monday], { code, says: [says] });
}

describe('a file from anybody', () => {
  test('is held against all that could be wrong with it before anything is written', async () => {
    const ada = await started();
    const text = await shared(ada);
    const buddy = new World();
    const rename = (record: { record: string; team: SharedTeam }, id: string) =>
      Object.assign(record, { record: id, team: withTeamId(id, record.team) });
    const evil = (change: (share: ReturnType<typeof JSON.parse>) => void) => altered(text, change);
    const cases: [string | Buffer, number, string][] = [
      ['', 2, "sent.json can't be taken: it is empty"],
      ['Dear Grace', 2, 'it is cut off or is not JSON nothing was taken; ask for it again'],
      [text.slice(0, -10), 2, 'it is cut off or is not JSON'],
      [ada.onlyRecord().text, 2, 'it is the record itself'],
      [Buffer.from(`\ufeff${text}`, 'utf16le'), 2, 'its text is not UTF-8'],
      [Buffer.from(text, 'utf16le'), 2, 'its text is not UTF-8'],
      [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 2, 'its text is not UTF-8'],
      [`${text}${' '.repeat(16 * 1024 * 1024)}`, 2, 'it is larger than 16 MB'],
      ['['.repeat(1_000_000), 2, 'it is nested too deeply'],
      [text.replace('"record":', '"__proto__":{},"record":'), 2, 'it holds the key `__proto__`'],
      [evil((share) => (share.format = 3)), 3, '(format 3) update pm-onboard'],
      [evil((share) => (share.format = 1)), 2, 'it is of format 1, which no released version has written'],
      [evil(({ record }) => delete record.team), 2, "it doesn't say who the team is"],
      [evil(({ record }) => (record.team.on = '2026-11-22')), 2, "the team in it can't be trusted"],
      [evil(({ record }) => rename(record, '../../x')), 2, 'its hire has no proper id: ../../x'],
      [evil(({ record }) => rename(record, 'h0000000a/../../x')), 2, 'its hire has no proper id'],
      [evil(({ record }) => rename(record, '__proto__')), 2, 'its hire has no proper id'],
      // Under another id, no event fits its own.
      [evil(({ record }) => rename(record, 'h0000000a')), 2, 'its record has no start'],
      [evil(({ record }) => (record.events = {})), 2, 'its record has no start'],
      [text.replace('"Meet your manager"', '"Meet your mangler"'), 2, 'its program does not fit its hash'],
      [evil((share) => (share.programs = {})), 2, 'the program of its hire is missing'],
    ];
    for (const [content, code, says] of cases) await expectRefused(buddy, content, code, says);
    expect(existsSync(buddy.workspace)).toBe(false);
  });

  test('must be a plain file that is there', async () => {
    const world = await started();
    await world.run(['share', '-o', 'real.json']);
    symlinkSync('real.json', join(world.folder, 'link.json'));
    symlinkSync('nowhere.json', join(world.folder, 'dangling.json'));
    const says = (file: string, words: string) =>
      expectRefusal(world, ['share', '--receive', file], { code: 3, says: [words] });
    await says('gone.json', 'there is no file gone.json');
    await says('link.json', 'is a link');
    await says('dangling.json', 'is a link');
    await says('.', 'not a plain file');
    await says('/dev/zero', 'not a plain file');
    const fifo = await world.shell('mkfifo pipe && pm-onboard share --receive pipe');
    expect(fifo.code).toBe(3);
    const endless = await world.shell('pm-onboard share --receive - < /dev/zero');
    expect(endless.code).toBe(2);
    expect(endless.stderr).toContain('it is larger than 16 MB');
  });

  test('what it says goes to the terminal harmless, and to stdout as well', async () => {
    const world = await started();
    const hostile = 'Ada \u001b[2J\u202e\u009b31m ##[error]x\u200b';
    plant(world, [{ kind: 'changed', name: hostile, handles: ['ada'] }]);
    const sent = await world.run(['share', 'ada', '-o', '-'], { colour: true });
    expect(sent.code).toBe(0);
    expect(dangerous(sent.stdout + sent.stderr)).toEqual([]);
    const buddy = new World();
    const received = await buddy.run(['share', '--receive', '-'], { input: sent.stdout, colour: true });
    expect(received.code).toBe(0);
    expect(dangerous(received.stderr)).toEqual([]);
    expect(withoutTeam(buddy.onlyRecord().text)).toBe(world.onlyRecord().text);
  });

  test('flags that exclude each other', async () => {
    const world = await started();
    await shared(world);
    const receiving = ['share', '--receive', adas];
    for (const more of [['Ada'], ['--hire', 'Ada']])
      await expectRefusal(world, [...receiving, ...more], {
        code: 2,
        says: ['the file says whose record it is'],
      });
    await expectRefusal(world, [...receiving, '-o', 'x.json'], { code: 2, says: ['exclude each other'] });
  });
});

describe('two records of one person', () => {
  /** Two homes started Ada, each under an id of its own. */
  async function twins(): Promise<{ world: World; text: string; own: string; sent: string }> {
    const [ada, world] = [await started(), new World()];
    await ada.run(['done', '1.1', ...monday]);
    await world.run(['start', '--name', 'ADA lovelace', '--start', '2026-12-01', ...monday]);
    return { world, text: await shared(ada), own: hireOf(world), sent: hireOf(ada) };
  }

  test('are named when the second comes, with how to tell them apart and what to do', async () => {
    const { world, text, own, sent } = await twins();
    const { stderr, code } = await receive(world, text, ...grace);
    expect(code).toBe(0);
    expect(stderr).toContain("2 records look like one person's; ids are never merged:\n");
    expect(stderr).toContain(`- ${own}: ADA lovelace, from Tue 1 Dec, 1 event\n`);
    expect(stderr).toContain(`- ${sent}: Ada Lovelace, from Mon 23 Nov, 4 events\n`);
    expect(stderr).toContain(`- kept, out of sight: pm-onboard archive ${own}\n`);
    expect(stderr).toContain(`- erased: pm-onboard forget ${own}\n`);
    const asked = await world.run(['status', 'ada lovelace']);
    expect(asked.code).toBe(2);
    expect(flat(asked.stderr)).toContain('where two are one person, put one away with `archive`, by its id');
  });

  test('are one where the other is put away', async () => {
    const { world, text } = await twins();
    plant(world, [{ kind: 'archived' }]);
    expect((await receive(world, text)).stderr).not.toContain('2 records');
  });

  test('another record that is damaged keeps nobody from receiving', async () => {
    const { world, text } = await twins();
    truncateSync(world.onlyRecord().path, 200);
    expect((await receive(world, text)).code).toBe(0);
  });
});

describe('screens', () => {
  const ada: Lived = {
    name: 'Ada Lovelace',
    start: '2026-11-23',
    id: 'h0000000a',
    today: '2026-12-01',
    behind: 3,
    awaiting: 0,
  };
  const screen = async (name: string, world: World, typed: string[], args: string) => {
    const { stderr } = await world.run([...typed, '--today', ada.today]);
    const env = { PM_ONBOARD_AS: typed[typed.indexOf('--as') + 1] ?? '' };
    await expectPasteable(world, stderr, { today: ada.today, env });
    await expect(`$ pm-onboard ${args}\n\n${stderr}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  };

  test('there and back', async () => {
    const [hers, his] = [new World(), new World()];
    writeLived(hers.workspace, ada);
    writeLived(his.workspace, { ...ada, id: 'h0000000b', start: '2026-12-01', behind: 0 });
    const today = ['--today', ada.today];
    const share = `share --as "Ada Lovelace"`;
    await screen('share', hers, ['share', '--as', 'Ada Lovelace'], share);
    const file = readFileSync(join(hers.folder, adas));
    writeFileSync(join(his.folder, adas), file);
    await screen('share-received', his, ['share', '--receive', adas, ...grace], `share --receive ${adas}`);
    const noted = ['note', '2.8', 'the demo data is old', '--hire', 'h0000000a', ...grace, ...today];
    expect((await his.run(noted)).code).toBe(0);
    await his.run(['share', 'h0000000a', ...grace, ...today]);
    writeFileSync(join(hers.folder, 'back.json'), readFileSync(join(his.folder, adas)));
    const back = ['share', '--receive', 'back.json', '--as', 'Ada Lovelace'];
    await screen('share-back', hers, back, 'share --receive back.json');
    await screen('share-nothing-new', hers, back, 'share --receive back.json');
  });
});
