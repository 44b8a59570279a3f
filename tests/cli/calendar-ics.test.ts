/** `calendar --ics` and `book --invite`: files for calendar programs, and where they may be written. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../ical.ts';
import { fingerprint, flat } from './facts.ts';
import { prepared, type Result, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const tuesday = ['--today', '2026-11-24'];

const settings = `program: checklists/product-manager
people:
  manager: [{ name: Alan Turing, contact: alan@example.com, handles: [alan] }]
  release-manager: [{ name: Margaret Hamilton, contact: "#releases" }]
`;

/** Ada and Lin, both with Grace as their buddy. */
const team = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), settings);
  await world.startAda('--zone', 'Europe/Berlin');
  const lin = ['--name', 'Lin Wu', '--start', '2026-11-23', '--buddy', 'Grace Hopper', '--no-me'];
  await world.run(['start', ...lin, '--zone', 'America/New_York', ...monday]);
});

const book = (world: World, ...more: string[]) =>
  world.run(['book', '1.2', '--on', '2026-11-25', '--at', '10:00', ...more, ...monday]);

async function ics(world: World, ...more: string[]) {
  const { code, stdout, stderr } = await world.run(['calendar', '--ics', ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return readCalendar(stdout);
}

function expectRefused({ code, stdout, stderr }: Result, wanted: number): void {
  expect({ code, stdout }, stderr).toEqual({ code: wanted, stdout: '' });
  expect(stderr).toMatch(/^pm-onboard: .+\n {2}/);
}

describe('calendar --ics', () => {
  test('prints what is booked and to book, the same bytes for the same events and day', async () => {
    const world = await team();
    await book(world);
    const first = await world.run(['calendar', '--ics', ...tuesday]);
    expect(await world.run(['calendar', '--ics', ...tuesday])).toEqual(first);
    const { name, events: all } = readCalendar(first.stdout);
    expect(name).toBe('Onboarding: Ada Lovelace');
    const booked = all.filter(({ status }) => status === 'CONFIRMED');
    expect(booked).toMatchObject([{ title: 'Learn about the team', start: '2026-11-25T09:00:00Z' }]);
    const rest = all.filter(({ status }) => status !== 'CONFIRMED').map(({ title }) => title);
    expect(rest.length).toBeGreaterThan(20);
    expect(rest.every((title) => title.startsWith('To book: '))).toBe(true);
    expect((await ics(world, '--dues', ...tuesday)).events.length).toBeGreaterThan(all.length + 20);
  });

  test('writes nothing else, and the file for the user alone; an earlier one is replaced', async () => {
    const world = await team();
    const before = fingerprint(world);
    expect((await world.run(['calendar', '--ics', ...monday])).code).toBe(0);
    expect(fingerprint(world)).toBe(before);
    for (const today of [monday, tuesday]) {
      const result = await world.run(['calendar', '--ics', '-o', 'ada.ics', ...today]);
      expect(result).toMatchObject({ code: 0, stdout: '' });
      expect(result.stderr).toMatch(/^✓ ada\.ics: \d+ entries, for Ada Lovelace$/m);
    }
    const path = join(world.folder, 'ada.ics');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe((await world.run(['calendar', '--ics', ...tuesday])).stdout);
  });

  test('replaces no other file, follows no link, and leaves nothing half written', async () => {
    const world = await team();
    const at = (name: string) => join(world.folder, name);
    writeFileSync(at('notes.ics'), 'BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n');
    symlinkSync(at('notes.ics'), at('link.ics'));
    mkdirSync(at('folder.ics'));
    const before = fingerprint(world);
    for (const file of ['notes.ics', 'link.ics', 'folder.ics', 'none/x.ics', ''])
      expectRefused(await world.run(['calendar', '--ics', '-o', file, ...monday]), file === '' ? 2 : 3);
    expect(fingerprint(world)).toBe(before);
  });

  test('--for has what concerns somebody in all runs, each with whose it is', async () => {
    const world = await team();
    await book(world, '--hire', 'Ada');
    await book(world, '--hire', 'Lin');
    const { name, events: all } = await ics(world, '--for', 'grace hopper', ...monday);
    expect(name).toBe('Onboarding: Grace Hopper');
    const booked = all.filter(({ status }) => status === 'CONFIRMED');
    expect(booked.map(({ title, start }) => `${title} ${start}`).sort()).toEqual([
      'Learn about the team (Ada Lovelace) 2026-11-25T09:00:00Z',
      'Learn about the team (Lin Wu) 2026-11-25T15:00:00Z',
    ]);
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
    expect((await ics(world, 'Ada', '--for', 'alan', ...monday)).events.map(({ title }) => title)).toContain(
      'To book: Meet your manager (Ada Lovelace)',
    );
    expect((await ics(world, '--for', 'Ada Lovelace', ...monday)).events).toEqual(
      (await ics(world, 'Ada', ...monday)).events,
    );
  });

  test('--for names whom it could be, and loses nobody whose record can’t be read', async () => {
    const world = await team();
    const refused = await world.run(['calendar', '--ics', '--for', 'Grase Hopper', ...monday]);
    expectRefused(refused, 2);
    expect(refused.stderr).toContain('Grace Hopper');
    writeFileSync(join(world.folder, 'hires/h00000bad.json'), '{');
    const result = await world.run(['calendar', '--ics', '--for', 'Grace Hopper', '-o', 'g.ics', ...monday]);
    expectRefused(result, 3);
    expect(existsSync(join(world.folder, 'g.ics'))).toBe(false);
  });

  test.each([
    ['--dues'],
    ['--for', 'Grace'],
    ['-o', 'x.ics'],
    ['--ics', '--json'],
    ['--ics', '--markdown'],
    ['--ics', '--days-off'],
  ])('refuses flags that have no sense together: %s %s', async (...flags) => {
    expectRefused(await (await team()).run(['calendar', ...flags, ...monday]), 2);
  });
});

describe('book --invite', () => {
  const invite = ['book', '1.1', '--on', '2026-11-25', '--at', '10:00', '--invite'];

  test("a file that the disk refuses doesn't hide that the day is booked", async () => {
    const world = await team();
    // The name of the file that is written first is longer.
    const file = `${'x'.repeat(250)}.ics`;
    const { code, stderr } = await world.run([
      ...invite,
      'ada@example.com',
      '-o',
      file,
      '--hire',
      'Ada',
      ...monday,
    ]);
    expect(code, stderr).toBe(3);
    expect(flat(stderr)).toContain('the day is booked all the same');
    expect(flat(stderr)).not.toContain('nothing was recorded');
    const { stdout } = await world.run(['log', 'Ada', ...monday]);
    expect(flat(stdout)).toContain('booked 1.1 Meet your manager for 2026-11-25, 10:00');
  });

  test('writes a request with organiser, guest and topics, and sends nothing', async () => {
    const world = await team();
    const result = await world.run([...invite, 'ada@example.com', '-o', 'meet.ics', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain('meet.ics is for Alan Turing; nothing was sent.');
    const { method, events: all } = readCalendar(readFileSync(join(world.folder, 'meet.ics'), 'utf8'));
    expect(method).toBe('REQUEST');
    expect(all).toMatchObject([
      {
        title: 'Meet your manager',
        start: '2026-11-25T09:00:00Z',
        end: '2026-11-25T09:30:00Z',
        organiser: 'mailto:ada@example.com',
        attendees: ['mailto:alan@example.com'],
        transparent: false,
      },
    ]);
    expect(all[0]?.description).toMatch(/^- What do you hope to see from me/);
  });

  test('another day makes the same entry anew, with a higher number; the same one again doesn’t', async () => {
    const world = await team();
    const write = async (on: string) => {
      const line = ['book', '1.1', '--on', on, '--at', '10:00', '--invite', 'ada@example.com', ...monday];
      const { code, stdout } = await world.run(line);
      expect(code).toBe(0);
      return stdout;
    };
    const first = await write('2026-11-25');
    expect(await write('2026-11-25')).toBe(first);
    const [was, now] = [first, await write('2026-11-26')].map((text) => readCalendar(text).events[0]);
    expect(now?.uid).toBe(was?.uid);
    expect(now?.sequence).toBe((was?.sequence ?? 0) + 1);
    expect((await ics(world, ...monday)).events.find(({ uid }) => uid === now?.uid)?.start).toBe(now?.start);
  });

  test('takes the address of whoever acts from the settings', async () => {
    const world = await team();
    const { stdout } = await world.run([...invite, '--as', 'alan', '--hire', 'Ada', ...monday]);
    expect(readCalendar(stdout).events[0]?.organiser).toBe('mailto:alan@example.com');
  });

  test.each([
    ['nobody has a mail address', ['1.2', '--invite', 'ada@example.com'], 'no mail address of Grace Hopper'],
    ['a channel is none', ['2.7', '--invite', 'ada@example.com'], 'no mail address of Margaret Hamilton'],
    ['nobody is known', ['2.6', '--invite', 'ada@example.com'], 'pm-onboard assign'],
    ['nobody is met', ['1.5', '--invite', 'ada@example.com'], 'nobody is met'],
    ['whoever invites has none', ['1.1', '--invite'], 'no mail address of Ada Lovelace'],
    ['the address is none', ['1.1', '--invite', 'Ada'], 'not a mail address'],
    ['there are several', ['1.1,1.2', '--invite', 'ada@example.com'], 'for one meeting'],
    ['there is no folder', ['1.1', '--invite', 'ada@example.com', '-o', 'none/x.ics'], 'no folder'],
    ['JSON would mix with it', ['1.1', '--invite', 'ada@example.com', '--json'], '--json'],
  ])('where %s, says so and records nothing', async (_, [item = '', ...flags], said) => {
    const world = await team();
    const before = fingerprint(world);
    const result = await world.run([
      'book',
      item,
      '--on',
      '2026-11-25',
      '--hire',
      'Ada',
      ...flags,
      ...monday,
    ]);
    expect(flat(result.stderr)).toContain(said);
    expect(result.code).toBe(flags.includes('none/x.ics') ? 3 : 2);
    expect(result.stdout).toBe('');
    expect(fingerprint(world)).toBe(before);
  });

  test('--dry-run writes no file', async () => {
    const world = await team();
    const before = fingerprint(world);
    const line = [...invite, 'ada@example.com', '-o', 'x.ics', '--dry-run', ...monday];
    expect(await world.run(line)).toMatchObject({ code: 0 });
    expect(fingerprint(world)).toBe(before);
  });
});

test('notes and comments are in no calendar', async () => {
  const world = await team();
  await world.run(['note', '1.2', 'canary-note', '--hire', 'Ada', ...monday]);
  await world.run(['ask', 'canary-question', '--item', '1.2', '--hire', 'Ada', ...monday]);
  await world.run(['skip', '1.2', '--reason', 'canary-reason', '--hire', 'Ada', ...monday]);
  expect((await world.run(['calendar', '--ics', '--dues', ...monday])).stdout).not.toContain('canary');
});
