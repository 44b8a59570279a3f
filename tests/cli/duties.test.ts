/** `duties` through the built program: screens, who has a turn, swaps, and what is refused. */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { layDuties } from './duties-file.ts';
import { expectRefusal, json, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { World as Fresh, prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-30'];

const lay = prepared(async (world) => {
  await layDuties(world);
  await world.startAda('--zone', 'Europe/Berlin');
});

const pathIn = (world: World) => join(world.folder, 'duties.yaml');
const textIn = (world: World) => readFileSync(pathIn(world), 'utf8');
const duties = (world: World, ...args: string[]) => world.run(['duties', ...args, ...monday]);

interface Shown {
  readonly turns: readonly {
    readonly rotation: string;
    readonly from: string;
    readonly holder: string;
    readonly mine: boolean;
  }[];
  readonly meetings: readonly {
    readonly id: string;
    readonly date: string;
    readonly local: { readonly date: string; readonly from: string };
    readonly unusual: { readonly minutes: number; readonly stays: boolean } | null;
    readonly holiday: { readonly date: string; readonly isMoved: boolean } | null;
  }[];
  readonly absent: readonly { readonly holder: string; readonly instead: string; readonly command: string }[];
}

describe('the screen', () => {
  test('has who is on duty, my turns and the meetings by both clocks; it fits, and its commands work', async () => {
    const world = await lay();
    await world.run(['away', '--from', '2026-12-07', '--to', '2026-12-11', ...monday]);
    for (const columns of [40, 80, 200])
      for (const args of [['duties'], ['duties', '--weeks', '12'], ['duties', 'prep'], ['duties', 'who']]) {
        const { stdout, code, stderr } = await world.run([...args, ...monday], { columns });
        expect(code, stderr).toBe(0);
        expect(tooWide(stdout, columns).filter((line) => !line.includes('pm-onboard duties'))).toEqual([]);
      }
    const { stdout } = await duties(world);
    await expect(stdout).toMatchFileSnapshot('screens/duties.golden');
    await expectPasteable(world, stdout, { today: '2026-11-30' });
  });

  test('marks the weeks in which two zones differ from the usual, and moves a meeting off a holiday', async () => {
    const world = await lay();
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'calendar: { holidays: [2027-03-08, 2027-03-17] }\n',
    );
    const { meetings } = await json<Shown>(world, ['duties', '--weeks', '8', '--today', '2027-03-01']);
    const said = meetings.map(({ id, date, local, unusual }) => [
      id,
      date,
      local.from,
      unusual?.minutes ?? 0,
    ]);
    expect(said).toEqual([
      ['pm-meeting', '2027-03-03', '18:00', 0],
      ['roadmap-call', '2027-03-09', '18:00', 0],
      ['pm-meeting', '2027-03-10', '18:00', 0],
      ['pm-meeting', '2027-03-24', '17:00', -60],
      ['pm-meeting', '2027-03-31', '18:00', 0],
      ['pm-meeting', '2027-04-07', '18:00', 0],
      ['roadmap-call', '2027-04-12', '18:00', 0],
      ['pm-meeting', '2027-04-14', '18:00', 0],
      ['pm-meeting', '2027-04-21', '18:00', 0],
    ]);
    expect(meetings.find(({ date }) => date === '2027-03-09')?.holiday).toMatchObject({
      date: '2027-03-08',
      isMoved: true,
    });
    const { stdout } = await world.run(['duties', '--weeks', '8', '--today', '2027-03-01']);
    expect(stdout).toContain('an hour earlier for you than usual');
    expect(stdout).toContain('moved from a holiday, Mon 8 Mar');
  });

  test('where only one zone changes its clocks, says so once', async () => {
    const world = await lay();
    await world.run(['reschedule', '--zone', 'Asia/Tokyo', ...monday]);
    const { meetings } = await json<Shown>(world, ['duties', '--weeks', '40', '--today', '2026-11-30']);
    expect(meetings.filter(({ unusual }) => unusual).map(({ date, unusual }) => [date, unusual])).toEqual([
      ['2027-03-17', { minutes: -60, stays: true }],
    ]);
    // The roadmap call of April is in the same hours as the meeting of that week.
    expect(meetings[0]?.local.date).toBe('2026-12-03');
  });

  test('where the record names no zone that is one, goes by the clocks of the system and says so', async () => {
    const world = await lay();
    const { path, text } = world.onlyRecord(world.folder);
    const stamp = { now: new Date(), on: '2026-11-30' as CalendarDate, by: 'Eve', batch: 'eve12345' };
    const zone = 'Nowhere/At_All\u001b[2J';
    writeFileSync(path, formatRecord(withFacts(parseRecord(text), [{ kind: 'changed', zone }], stamp)));
    const env = { TZ: 'Asia/Tokyo' };
    const { code, stdout, stderr } = await world.run(['duties', ...monday], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Your record names a time zone that isn't known\s+here/);
    expect(stdout).not.toContain('Nowhere');
    const shown = await json<Shown & { zone: string }>(world, ['duties', ...monday], { env });
    expect(shown.zone).toBe('Asia/Tokyo');
    const { stdout: checked } = await world.run(['doctor', ...monday], { env });
    const [, remedy = ''] =
      /(pm-onboard reschedule (?:(?!pm-onboard).)* --zone UTC)/.exec(checked.replace(/\s+/g, ' ')) ?? [];
    expect((await world.shell(`${remedy} ${monday.join(' ')}`)).code).toBe(0);
    const { stdout: after } = await world.run(['duties', ...monday], { env });
    expect(after).not.toContain("isn't known");
  });

  test('in the accessible mode draws nothing', async () => {
    const { stdout } = await duties(await lay(), '--accessible');
    expect(stdout).toContain(
      'Wednesday 2 December from 18:00 to 18:30, Weekly meeting of product management, from 09:00 to 09:30 in Los Angeles.',
    );
    expect(stdout).not.toMatch(/ {2}|[·…✓]/);
  });

  test('a holder on leave is told of, with somebody to swap with, whose command works', async () => {
    const world = await lay();
    await world.run(['away', '--from', '2026-12-07', '--to', '2026-12-11', ...monday]);
    const { absent } = await json<Shown>(world, ['duties', ...monday]);
    expect(absent.map(({ holder, instead }) => [holder, instead])).toEqual([['Ada Lovelace', 'Alan Turing']]);
    const { code } = await world.shell(`${absent[0]?.command} ${monday.join(' ')}`);
    expect(code).toBe(0);
    expect((await json<Shown>(world, ['duties', ...monday])).absent).toEqual([]);
  });

  test('without duties.yaml says how to get one', async () => {
    const world = new Fresh();
    await expectRefusal(world, ['duties'], { code: 2, says: ['pm-onboard init --duties'] });
  });
});

describe('swap', () => {
  const files: readonly (readonly [what: string, edit: (text: string) => string])[] = [
    ['as init writes it', (text) => text],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text) => `\ufeff${text}`],
    ['without the key', (text) => text.replace(/^ {4}covers:\n/m, '')],
    ['with an empty list', (text) => text.replace(/^ {4}covers:$/m, '    covers: []')],
    [
      'with a list on one line',
      (text) =>
        text.replace(
          /^ {4}covers:$/m,
          '    covers: [{ turn: 2027-02-01, by: Alan Turing, instead-of: Grace Hopper }]',
        ),
    ],
    [
      'with a list of lines',
      (text) =>
        text.replace(
          /^ {4}covers:$/m,
          '    covers: # swaps\n    - turn: 2027-02-01\n      by: Alan Turing\n      instead-of: Grace Hopper # agreed',
        ),
    ],
    ['without a line break at its end', (text) => text.trimEnd()],
  ];

  test.each(files)('%s: adds lines, and the way back leaves every byte as it was', async (what, edit) => {
    const world = await lay();
    writeFileSync(pathIn(world), edit(textIn(world)));
    chmodSync(pathIn(world), 0o664);
    const before = textIn(world);
    const swapped = await duties(
      world,
      'swap',
      'social-media',
      '--with',
      'grace',
      '--why',
      'a "visit": to #1',
    );
    expect(swapped.code, swapped.stderr).toBe(0);
    expect(statSync(pathIn(world)).mode & 0o777).toBe(0o664);
    const after = textIn(world);
    const kept = before.split(/\r?\n/).filter((line) => !/^ {4}covers:/.test(line));
    expect(after.split(/\r?\n/)).toEqual(expect.arrayContaining(kept));
    const { turns } = await json<Shown>(world, ['duties', '--weeks', '6', ...monday]);
    const social = turns.filter(({ rotation }) => rotation === 'social-media').map(({ holder }) => holder);
    // Without the swap: Grace, Ada, Alan, Grace, Ada, Alan.
    expect(social).toEqual([
      'Grace Hopper',
      'Grace Hopper',
      'Alan Turing',
      'Ada Lovelace',
      'Ada Lovelace',
      'Alan Turing',
    ]);
    const back = /pm-onboard duties swap .*/.exec(swapped.stderr)?.[0] ?? '';
    expect((await world.shell(`${back} ${monday.join(' ')}`)).code).toBe(0);
    const keyless = (text: string) => text.replace(/^ {4}covers:\n/gm, '');
    const isKeyless = what === 'without the key';
    expect(isKeyless ? keyless(textIn(world)) : textIn(world)).toBe(isKeyless ? keyless(before) : before);
    expect((await world.run(['lint'])).code).toBe(0);
  });

  test('a cover is a swap with one side; one in its place replaces it', async () => {
    const world = await lay();
    await duties(world, 'swap', 'social-media', '--by', 'grace');
    await duties(world, 'swap', 'social-media', '--on', '2026-12-09', '--by', 'alan');
    expect(textIn(world).match(/\{ turn: .*\}/g)).toEqual([
      '{ turn: 2026-12-07, by: Alan Turing, instead-of: Ada Lovelace }',
    ]);
  });

  test('says first whose turns change, and who then has two on end; a dry run writes nothing', async () => {
    const world = await lay();
    const before = textIn(world);
    const { stdout, stderr } = await duties(world, 'swap', 'social-media', '--with', 'grace', '--dry-run');
    expect(stdout).toMatchInlineSnapshot(`
      "Questions from social media: whose turns change
        Mon 7 Dec to Sun 13 Dec   Grace Hopper  instead of Ada Lovelace
        Mon 21 Dec to Sun 27 Dec  Ada Lovelace  instead of Grace Hopper
      ! Grace Hopper then has two turns on end: from Mon 30 Nov and from Mon 7 Dec.
      ! Ada Lovelace then has two turns on end: from Mon 21 Dec and from Mon 28 Dec.
      "
    `);
    expect(stderr).toContain(
      "duties swap social-media --on 2026-12-07 --with 'Grace Hopper' --their 2026-12-21",
    );
    expect(textIn(world)).toBe(before);
  });

  test('refuses what is over, who is no member, and a file that nothing can be added to', async () => {
    const world = await lay();
    const refused = async (args: string[], says: string) =>
      expectRefusal(world, ['duties', 'swap', ...args, ...monday], { code: 2, says: [says] });
    await refused(['social-media', '--on', '2026-11-24', '--by', 'grace'], 'is over, and the past stays');
    await refused(['social-media', '--by', 'Linus'], 'nobody called "Linus" is in the rotation');
    await refused(['--by', 'grace'], 'in which rotation?');
    await refused(['social-media'], '--with NAME for a swap');
    const flow = JSON.stringify({
      rotations: [
        {
          id: 'r',
          title: 'R',
          every: 'week',
          switches: 'mon',
          zone: 'UTC',
          order: 'listed',
          members: [{ name: 'Ada Lovelace' }, { name: 'Grace Hopper' }],
          anchors: [{ date: '2026-11-30', name: 'Ada Lovelace' }],
        },
      ],
    });
    writeFileSync(pathIn(world), flow);
    await refused(['--by', 'grace'], "is written in a way that covers can't be added to");
    expect(textIn(world)).toBe(flow);
  });
});

describe('lint', () => {
  test('without arguments checks the file, and --against HEAD refuses another past', async () => {
    const world = await lay();
    world.signAs('Ada Lovelace');
    for (const args of [
      ['init', '-q'],
      ['add', 'duties.yaml'],
      ['commit', '-qm', 'Duties'],
    ])
      world.gitIn(world.folder, ...args);
    const sound = await world.run(['lint', '--against', 'HEAD', ...monday]);
    expect(sound).toMatchObject({ code: 0 });
    expect(sound.stderr).toContain('and duties.yaml');
    writeFileSync(
      pathIn(world),
      textIn(world).replace('2026-11-23, name: Alan Turing', '2026-11-23, name: Ada Lovelace'),
    );
    const { code, stdout } = await world.run(['lint', '--against', 'HEAD', '--format', 'compact', ...monday]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "duties.yaml:48:9: error: the turn from Mon 23 Nov 2026 was Alan Turing's at `HEAD`, and is Ada Lovelace's now",
    );
    // A cover of the turn under way is no other past.
    world.gitIn(world.folder, 'checkout', '-q', 'duties.yaml');
    await duties(world, 'swap', 'customer-requests', '--on', '2026-12-01', '--by', 'grace');
    expect(await world.run(['lint', '--against', 'HEAD', ...monday])).toMatchObject({ code: 0 });
  });

  test('takes the file from an editor, and says what is wrong with it, --fix or not', async () => {
    const world = await lay();
    const input = textIn(world).replace('every: week wed', 'every: weeks wed').replace('during:', 'durring:');
    const args = ['lint', '-', '--stdin-filename', 'duties.yaml', '--format', 'compact'];
    const { code, stdout } = await world.spawn(args, { input });
    expect(code).toBe(1);
    expect(stdout.match(/\[[\w-]+\]$/gm)).toEqual(['[wrong-value]', '[unknown-key]']);
    writeFileSync(pathIn(world), input);
    expect((await world.run(['lint', '--fix'])).code).toBe(1);
    expect(textIn(world)).toBe(input);
    await expectRefusal(world, ['duties'], { code: 2, says: ['duties.yaml:9:12'] });
  });
});
