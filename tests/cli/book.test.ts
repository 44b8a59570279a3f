/** `book`: the message that asks for a meeting, and the day that was agreed on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const ines = ['assign', '--role', 'release-manager', '--to', 'Ines Souza', ...monday];

const started = prepared((world) => world.startAda('--zone', 'Europe/Berlin', '--holidays', '2026-12-24'));

interface Shown {
  readonly item: { readonly booked: { day: string; time: string | null } | null };
  readonly hire: { readonly zone: string | null };
}

async function booked(world: World, item = 'meet-release-manager', today = monday) {
  return (await json<Shown>(world, ['show', item, ...today])).item.booked;
}

/** Runs the commands that a refusal or a hint prints, each on the same day, and expects them to work. */
async function paste(world: World, said: string): Promise<string[]> {
  const commands = [
    ...flat(said).matchAll(/pm-onboard (book|done|move|assign|show|reopen) [^;]+?(?=[;.]? *$|;)/g),
  ];
  const lines = commands.map(([line]) => line.trim());
  for (const line of lines) {
    const tried = await world.shell(`${line} ${monday.join(' ')}`);
    expect(tried, line).toMatchObject({ code: 0 });
  }
  return lines;
}

describe('a booking', () => {
  test('of what has no date names none, in the message and when it is noted', async () => {
    const world = await started();
    await world.run(['add', 'Talk to a designer', '--with', 'buddy', '--due', 'none', ...monday]);
    const asked = await world.run(['book', 'talk to a designer', ...monday]);
    expect(asked.stdout).toContain('\nWhich day would suit you?\n');
    const noted = await world.run(['book', 'talk to a designer', '--on', '2027-06-01', ...monday]);
    expect(noted.code, noted.stderr).toBe(0);
    expect(flat(noted.stderr)).not.toContain('is due on');
  });

  test('is said in full, with its zone, and shown by show, next and status', async () => {
    const world = await started();
    await world.run(ines);
    const result = await world.run([
      'book',
      'meet-release-manager',
      '--on',
      'wed',
      '--at',
      '9:30',
      ...monday,
    ]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain('--on wed: Wed 25 Nov 2026');
    expect(flat(result.stderr)).toContain(
      '✓ 2.7 Meet the release manager: booked for Wed 25 Nov, 09:30 (Europe/Berlin)',
    );
    expect(lastBatch(world)).toEqual([
      {
        kind: 'booked',
        item: 'meet-release-manager',
        day: '2026-11-25',
        time: '09:30',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    expect(await booked(world)).toEqual({ day: '2026-11-25', time: '09:30' });
    const show = await world.run(['show', 'meet-release-manager', ...monday]);
    expect(show.stdout).toContain('Booked    Wed 25 Nov, 09:30 (Europe/Berlin)\n');
    expect(flat(show.stdout)).toContain('booked it for 2026-11-25, 09:30');
    const next = await world.run(['next', '-n', '30', ...monday]);
    expect(flat(next.stdout)).toContain('meet Ines · booked for Wed 25 Nov, 09:30 (Europe/Berlin)');
    expect(tooWide(result.stderr, 80)).toEqual([]);
    const log = await world.run(['log', ...monday]);
    expect(flat(log.stdout)).toContain('booked 2.7 Meet the release manager for 2026-11-25, 09:30');
  });

  test('leaves BOOK NOW, and stands under TODAY on its day alone', async () => {
    const world = await started();
    await world.run(ines);
    const status = async (day: string) =>
      (await world.run(['status', '--all', '--today', day], { columns: 120 })).stdout;
    expect(await status('2026-11-23')).toMatch(
      /BOOK NOW[\s\S]*Meet the release manager +about Tue 24 +60 min +Ines\n/,
    );
    await world.run(['book', 'meet-release-manager', '--on', '2026-11-26', '--at', '10:00', ...monday]);
    const now = await status('2026-11-23');
    expect(now).not.toMatch(/BOOK NOW.*\n(?: {2}.*\n)*? {2}2\.7 /);
    expect(now).toMatch(/BOOKED\n {2}2\.7 +Meet the release manager +Thu 26 .* 10:00 Ines, booked\n/);
    const wednesday = await status('2026-11-25');
    expect(wednesday).toMatch(/THIS WEEK[\s\S]*Meet the release manager +Thu 26 +60 min +10:00 Ines, booked/);
    expect(await status('2026-11-26')).toMatch(
      /CATCH UP[\s\S]*Meet the release manager.* 10:00 Ines, booked/,
    );
    await world.run(['move', 'meet-release-manager', '--due', '2026-11-27', ...monday]);
    expect(await status('2026-11-26')).toMatch(
      /TODAY[\s\S]*Meet the release manager +60 min +10:00 Ines, booked/,
    );
    expect(await status('2026-11-27')).not.toContain('booked\n');
  });

  test('stands on its day, be that a day off or after the due date', async () => {
    const world = await started();
    const status = async (day: string) =>
      (await world.run(['status', '--all', '--today', day], { columns: 120 })).stdout;
    const book = (...flags: string[]) =>
      world.run(['book', 'meet-release-manager', ...flags, '--force', ...monday]);
    await world.run(ines);
    await book('--on', '2026-11-28', '--at', '10:00');
    expect(await status('2026-11-28')).toMatch(
      /TODAY\n {2}2\.7 +Meet the release manager .*10:00 Ines, booked/,
    );
    expect(await status('2026-11-27')).not.toContain('more than the next weeks have room for');
    await book('--on', '2026-12-07', '--at', '11:00');
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-27'])
      expect(await status(day), day).toMatch(
        /BOOKED\n {2}2\.7 +Meet the release manager +Mon 7 Dec .*11:00 Ines, booked/,
      );
  });

  test('of one of several meetings is over when something was counted on its day', async () => {
    const world = await started();
    await world.run(['book', 'meet-pms', '--on', '2026-11-24', '--at', '11:00', ...monday]);
    const tuesday = ['--today', '2026-11-24'];
    expect(await booked(world, 'meet-pms', tuesday)).toEqual({ day: '2026-11-24', time: '11:00' });
    await world.run(['count', 'meet-pms', ...tuesday]);
    expect(await booked(world, 'meet-pms', tuesday)).toBeNull();
  });

  test('another day replaces it; the same one is said, and nothing is written', async () => {
    const world = await started();
    const book = (...flags: string[]) => world.run(['book', 'meet-release-manager', ...flags, ...monday]);
    await book('--on', '2026-11-25', '--at', '10:00');
    const before = fingerprint(world);
    for (const flags of [
      ['--on', '2026-11-25', '--at', '10:00'],
      ['--on', '2026-11-25'],
    ]) {
      const same = await book(...flags);
      expect(same.code).toBe(0);
      expect(flat(same.stderr)).toContain(
        'is booked for Wed 25 Nov, 10:00 (Europe/Berlin) already. To cancel that: pm-onboard book 2.7 --cancel',
      );
      expect(fingerprint(world)).toBe(before);
    }
    const moved = await book('--on', '2026-11-24');
    expect(flat(moved.stderr)).toContain(
      'booked for Tue 24 Nov instead of Wed 25 Nov, 10:00 (Europe/Berlin)',
    );
    expect(await booked(world)).toEqual({ day: '2026-11-24', time: null });
  });

  test('is cancelled by --cancel, and taken back by undo', async () => {
    const world = await started();
    const none = await world.run(['book', 'meet-release-manager', '--cancel', ...monday]);
    expect(none).toMatchObject({ code: 0 });
    expect(none.stderr).toContain('2.7 Meet the release manager is not booked.');
    await world.run(['book', 'meet-release-manager', '--on', '2026-11-25', '--at', '10:00', ...monday]);
    const cancelled = await world.run(['book', 'meet-release-manager', '--cancel', ...monday]);
    expect(flat(cancelled.stderr)).toContain('no longer booked for Wed 25 Nov, 10:00 (Europe/Berlin)');
    expect(lastBatch(world)).toMatchObject([
      { kind: 'booked', day: '2026-11-25', time: '10:00', cancelled: true },
    ]);
    expect(await booked(world)).toBeNull();
    const undone = await world.run(['undo', ...monday]);
    expect(flat(undone.stderr)).toContain('✓ taken back: cancelled the booking of 2.7');
    expect(await booked(world)).toEqual({ day: '2026-11-25', time: '10:00' });
    await world.run(['undo', ...monday]);
    expect(await booked(world)).toBeNull();
  });

  test('ends with its day, and with the item', async () => {
    const world = await started();
    await world.run(['book', 'meet-release-manager', '--on', '2026-11-24', ...monday]);
    expect(await booked(world, 'meet-release-manager', ['--today', '2026-11-24'])).not.toBeNull();
    expect(await booked(world, 'meet-release-manager', ['--today', '2026-11-25'])).toBeNull();
    await world.run(['done', 'meet-release-manager', ...monday]);
    expect(await booked(world)).toBeNull();
  });

  test('of several items is one command; --json prints what was saved', async () => {
    const world = await started();
    const { code, stdout } = await world.run([
      ...[
        'book',
        'meet-release-manager,meet-manager',
        '--on',
        '2026-11-24',
        '--at',
        '14:00',
        '--json',
        ...monday,
      ],
    ]);
    expect(code).toBe(0);
    const { changed } = JSON.parse(stdout);
    expect(changed).toMatchObject([
      { kind: 'booked', item: 'meet-release-manager', day: '2026-11-24', time: '14:00' },
      { kind: 'booked', item: 'meet-manager', day: '2026-11-24', time: '14:00' },
    ]);
    await world.run(['undo', ...monday]);
    expect([await booked(world), await booked(world, 'meet-manager')]).toEqual([null, null]);
  });

  test('--dry-run says it and writes nothing; its command does it', async () => {
    const world = await started();
    const before = fingerprint(world);
    const off = ['book', 'meet-release-manager', '--on', '2026-11-28', '--at', '10:00', ...monday];
    const { code, stdout, stderr } = await world.run([...off, '--dry-run']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    for (const words of ['booked for Sat 28 Nov, 10:00', 'not in the working week', 'Nothing is written.'])
      expect(flat(stderr)).toContain(words);
    expect(stderr).not.toContain('✓');
    expect(fingerprint(world)).toBe(before);
    expect(stderr).toMatch(/^ {2}pm-onboard book 2\.7 --on 2026-11-28 --at 10:00 --force$/m);
    expect(
      await world.shell(`pm-onboard book 2.7 --on 2026-11-28 --at 10:00 --force ${monday.join(' ')}`),
    ).toMatchObject({ code: 0 });
    const cancel = await world.run(['book', 'meet-release-manager', '--cancel', '--dry-run', ...monday]);
    expect(cancel.stderr).toMatch(/^ {2}pm-onboard book 2\.7 --cancel$/m);
    expect(await booked(world)).toEqual({ day: '2026-11-28', time: '10:00' });
  });

  test('what is blocked, or late, or somebody else does, is taken with a word', async () => {
    const world = await started();
    const blocked = await world.run(['book', 'learn-tracker', '--on', '2026-11-25', ...monday]);
    expect(flat(blocked.stderr)).toContain("2.12 waits for 2.11 Get into your team's tools");
    const late = await world.run(['book', 'meet-release-manager', '--on', '2026-11-27', ...monday]);
    expect(flat(late.stderr)).toContain(
      '2.7 is due on Wed 25 Nov; the booking is 2 working days later. To move it: pm-onboard move 2.7 --due 2026-11-27',
    );
    await paste(world, 'pm-onboard move 2.7 --due 2026-11-27');
    expect(await booked(world)).toEqual({ day: '2026-11-27', time: null });
  });

  test('what others do can be booked where somebody is met', async () => {
    const world = new World();
    await world.run(['init', '--checklists']);
    const path = join(world.folder, 'checklists/product-manager/week-1.yaml');
    const text = readFileSync(path, 'utf8');
    const title = 'title: A date with the CEO\n';
    writeFileSync(path, text.replace(title, `${title}        with: [ceo]\n`));
    await world.startAda();
    const book = ['book', 'book-ceo', '--on', '2026-11-27', ...monday];
    expect(await world.run(book)).toMatchObject({ code: 0 });
    expect(await booked(world, 'book-ceo')).toEqual({ day: '2026-11-27', time: null });
  });
});

describe('is refused, with a remedy that works', () => {
  test('a day that is past', async () => {
    const world = await started();
    const { stderr } = await expectRefusal(
      world,
      ['book', 'meet-release-manager', '--on', '2026-11-20', ...monday],
      { code: 2, says: ['--on: Fri 20 Nov is past'] },
    );
    expect(await paste(world, stderr)).toEqual([
      'pm-onboard book 2.7 --on 2026-11-25',
      'pm-onboard done 2.7 --on 2026-11-20',
    ]);
  });

  test('a day off, a holiday and a day of leave, each by name', async () => {
    const world = await started();
    await world.run(['away', '--from', '2026-11-30', '--to', '2026-12-01', ...monday]);
    const cases = [
      ['2026-11-28', 'Sat 28 Nov is not in the working week', '2026-12-02'],
      ['2026-12-24', 'Thu 24 Dec is a holiday (own list)', '2026-12-25'],
      ['2026-12-01', 'Tue 1 Dec is a day of leave', '2026-12-02'],
    ] as const;
    for (const [day, why, next] of cases) {
      const { stderr } = await expectRefusal(
        world,
        ['book', 'meet-release-manager', '--on', day, '--at', '10:00', ...monday],
        { code: 4, says: [`--on: ${why}`, 'if the day is meant: --force'] },
      );
      expect(flat(stderr)).toContain(`pm-onboard book 2.7 --on ${next} --at 10:00; if`);
      await paste(world, stderr);
      expect(await booked(world)).toEqual({ day: next, time: '10:00' });
      const forced = await world.run(['book', 'meet-release-manager', '--on', day, '--force', ...monday]);
      expect(forced.code).toBe(0);
      expect(flat(forced.stderr)).toContain(`${why}; it counts as it stands.`);
    }
  });

  test.each([
    ['10.30', '10:30'],
    ['10h', '10:00'],
    ['9', '09:00'],
    ['2 pm', '14:00'],
  ])('the time %s', async (at, time) => {
    const world = await started();
    const book = (text: string) => [
      'book',
      'meet-release-manager',
      '--on',
      '2026-11-25',
      '--at',
      text,
      ...monday,
    ];
    await expectRefusal(world, book(at), {
      code: 2,
      says: [`--at: "${at}" is not a time`, `write it as ${time}`],
    });
    expect(await world.run(book(time))).toMatchObject({ code: 0 });
    expect(await booked(world)).toEqual({ day: '2026-11-25', time });
  });

  test('what is closed, what is nobody’s meeting, a phase, an unknown item', async () => {
    const world = await started();
    const on = ['--on', '2026-11-25', ...monday];
    await world.run(['done', 'meet-release-manager', ...monday]);
    const closed = await expectRefusal(world, ['book', 'meet-release-manager', ...on], {
      code: 2,
      says: ['2.7 Meet the release manager is done', 'pm-onboard reopen 2.7'],
    });
    await paste(world, closed.stderr);
    expect(await world.run(['book', 'meet-release-manager', ...on])).toMatchObject({ code: 0 });
    const others = await expectRefusal(world, ['book', '1.4', ...on], {
      code: 2,
      says: [
        '1.4 Invitations to the team meetings is done by Grace',
        'nobody is met for it',
        'pm-onboard show 1.4',
      ],
    });
    await paste(world, others.stderr);
    await expectRefusal(world, ['book', 'meet-buddy', ...on], {
      code: 4,
      says: ['is a group', 'pm-onboard book 1.2'],
    });
    await expectRefusal(world, ['book', 'frobnicate', ...on], { code: 2, says: ['frobnicate'] });
    await expectRefusal(world, ['book', 'meet-pms', '--on', 'some day', ...monday], {
      code: 2,
      says: ['--on: "some day" is not a date'],
    });
  });

  test('flags that don’t go together', async () => {
    const world = await started();
    const cases = [
      [['--at', '10:00'], '--at goes with --on'],
      [['--cancel', '--on', '2026-11-25'], '--cancel and --on exclude each other'],
      [['--markdown', '--on', '2026-11-25'], '--markdown and --on exclude each other'],
      [['--json'], '--json goes with --on or --cancel'],
      [['--dry-run'], '--dry-run goes with --on or --cancel'],
      [['--force'], '--force goes with --on'],
    ] as const;
    for (const [flags, says] of cases)
      await expectRefusal(world, ['book', 'meet-release-manager', ...flags, ...monday], {
        code: 2,
        says: [says],
      });
  });

  test('a run that is over', async () => {
    const world = await started();
    await world.run(['finish', '--force', ...monday]);
    await expectRefusal(world, ['book', 'meet-release-manager', ...monday], { code: 2, says: ['is over'] });
  });
});

describe('the message', () => {
  test('says whom, why, what to ask and until when; nothing is saved', async () => {
    const world = await started();
    const before = fingerprint(world);
    const unknown = await world.run(['book', 'meet-release-manager', ...monday]);
    expect(unknown.code).toBe(0);
    expect(unknown.stdout).toMatchInlineSnapshot(`
      "To: Whoever runs releases (who? ask Grace)

      Hello,

      May I have 1 h of your time? It is for my onboarding; the checklist says: "Meet
      the release manager. First read how releases are made, then talk it through with
      whoever runs them."

      I would like to ask:
      - When is the next release, and by when must what be ready?
      - What do product managers often forget before a release?

      Which day would suit you, by Wed 25 Nov?

      Ada
      "
    `);
    expect(flat(unknown.stderr)).toContain(
      'Whoever runs releases: nobody is known yet. Ask Grace Hopper who it is, then: pm-onboard assign --role release-manager',
    );
    expect(flat(unknown.stderr)).toContain('Once a day is agreed on, such as Wed 25 Nov:');
    expect(unknown.stderr).toMatch(/^ {2}pm-onboard book 2\.7 --on 2026-11-25 --at 10:00$/m);
    expect(fingerprint(world)).toBe(before);

    await world.run(ines);
    const known = await world.run(['book', 'meet-release-manager', ...monday]);
    expect(known.stdout).toMatch(/^To: Ines Souza \(Whoever runs releases\)\n\nHello Ines,\n/);
    expect(known.stderr).not.toContain('nobody is known');
    await paste(world, known.stderr);
    expect(await booked(world)).toEqual({ day: '2026-11-25', time: '10:00' });
    const again = await world.run(['book', 'meet-release-manager', ...monday]);
    expect(flat(again.stderr)).toContain('is booked for Wed 25 Nov, 10:00 (Europe/Berlin) already.');
    expect(again.stdout).toBe(known.stdout);
  });

  test('has contacts, shares the effort of a count out, and asks for a day from the first one that will do', async () => {
    const world = await started();
    writeFileSync(
      join(world.workspace, 'pm-onboard.yaml'),
      'people: { pm-peers: [{ name: Tony Hoare, contact: "#pm" }, { name: Lin Lanying }] }\n',
    );
    const { stdout } = await world.run(['book', 'meet-pms', ...monday]);
    expect(flat(stdout)).toContain('To: Tony Hoare, Lin Lanying (The other product managers, Tony: #pm)');
    expect(flat(stdout)).toContain('Hello Tony and Lin, May I have 30 min of your time?');
    expect(flat(stdout)).toContain('Which day would suit you, from Tue 24 Nov on, by Fri 27 Nov?');
    const late = await world.run(['book', 'meet-pms', '--today', '2026-12-05']);
    expect(flat(late.stdout)).toContain('As soon as you can is fine.');
    expect(late.stderr).toContain('pm-onboard book 2.8 --on 2026-12-07 --at 10:00');
  });

  test('as Markdown, foreign text stays text', async () => {
    const world = await started();
    await world.run(['assign', '--role', 'release-manager', '--to', '<b>*Ines*</b>', ...monday]);
    const { code, stdout, stderr } = await world.run([
      'book',
      'meet-release-manager',
      '--markdown',
      ...monday,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(String.raw`**To:** &lt;b&gt;\*Ines\*&lt;/b&gt; (Whoever runs releases)`);
    expect(stdout).toContain('\n- When is the next release, and by when must what be ready?\n');
  });

  test('what has nobody to write to wants its day', async () => {
    const world = await started();
    const { stderr } = await expectRefusal(world, ['book', 'browse-websites', ...monday], {
      code: 4,
      says: ['1.5 Browse the public websites has nobody to write to'],
    });
    expect(await paste(world, stderr)).toEqual(['pm-onboard book 1.5 --on 2026-11-23 --at 10:00']);
    expect(await booked(world, '1.5')).toEqual({ day: '2026-11-23', time: '10:00' });
  });

  test('without an item, the meetings to book are listed; all commands name the hire who is meant', async () => {
    const world = await started();
    const { stderr } = await expectRefusal(world, ['book', ...monday], {
      code: 4,
      says: ['no item is named', '2.7 Meet the release manager, by Wed 25 Nov, who? ask Grace', '… and'],
    });
    await paste(world, stderr);
    const grace = await world.run(['book', '2.7', '--hire', 'Ada', '--as', 'Grace Hopper', ...monday]);
    expect(grace.code).toBe(0);
    const nothing = await world.run(['book', '--cancel', ...monday]);
    expect(nothing).toMatchObject({ code: 0 });
    expect(nothing.stderr).toContain('Nothing is booked.');
    await expectRefusal(world, ['book', 'meet-buddy', '--cancel', ...monday], {
      code: 2,
      says: ['is a group; its items are'],
    });
    await world.run(['book', 'meet-release-manager', '--on', '2026-11-25', ...monday]);
    const cancel = await expectRefusal(world, ['book', '--cancel', ...monday], {
      code: 4,
      says: ['2.7 Meet the release manager, Wed 25 Nov, who? ask Grace'],
    });
    expect(await paste(world, cancel.stderr)).toEqual(['pm-onboard book 2.7 --cancel']);
    expect(await booked(world)).toBeNull();
  });
});

describe('in a terminal', () => {
  const today = monday.join(' ');

  test('the message comes first, then the questions; Enter leaves it at the message', async (context) => {
    const world = await started();
    await world.run(ines);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard book meet-release-manager ${today}; echo "exit=[$?]"`);
    await terminal.until('Booked for which day?');
    const asked = await terminal.screen();
    expect(asked).toContain('Hello Ines,');
    await terminal.type('');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('pm-onboard book 2.7 --on 2026-11-25 --at 10:00');
    expect(await booked(world)).toBeNull();

    await terminal.type(`clear; pm-onboard book meet-release-manager ${today}; echo "second=[$?]"`);
    await terminal.until(/second=[\s\S]*Booked for which day\?/);
    await terminal.type('yesterday');
    await terminal.until('Sun 22 Nov is past');
    await terminal.press('C-u');
    await terminal.type('wed');
    await terminal.until('At what time?');
    await terminal.type('10.30');
    await terminal.until('write it as 10:30');
    await terminal.press('C-u');
    await terminal.type('10:30');
    const second = await terminal.until('second=[0]');
    expect(flat(second)).toContain('--on wed: Wed 25 Nov 2026');
    expect(flat(second)).toContain('booked for Wed 25 Nov, 10:30 (Europe/Berlin)');
    expect(await booked(world)).toEqual({ day: '2026-11-25', time: '10:30' });
  });

  test('without an item it asks which; a day off is asked about; Ctrl-C saves nothing', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard book ${today}; echo "exit=[$?]"`);
    await terminal.until('Which of them?');
    await terminal.press('Down');
    await terminal.type('');
    await terminal.until('Booked for which day?');
    await terminal.type('28 nov');
    await terminal.until('At what time?');
    await terminal.type('');
    await terminal.until(/the next working day is Mon 30 Nov\.\s+Is the day meant\?/);
    await terminal.type('n');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('Nothing is written.');
    expect(events(world).some(({ kind }) => kind === 'booked')).toBe(false);

    const before = fingerprint(world);
    await terminal.type(`clear; pm-onboard book meet-release-manager ${today}; echo "cut=[$?]"`);
    await terminal.until(/the release manager\.[\s\S]*Booked for which day\?/);
    await terminal.press('C-c');
    await terminal.until('cut=[130]');
    expect(fingerprint(world)).toBe(before);

    await terminal.type(`clear; pm-onboard book meet-release-manager --no-input ${today}; echo "quiet=[$?]"`);
    expect(await terminal.until('quiet=[0]')).not.toMatch(/--no-input[\s\S]*Booked for which day\?/);
    await terminal.type(`clear; pm-onboard book browse-websites ${today}; echo "own=[$?]"`);
    await terminal.until(/browse-websites[\s\S]*Booked for which day\?/);
    await terminal.type('tomorrow');
    await terminal.until(/browse-websites[\s\S]*At what time\?/);
    await terminal.type('');
    await terminal.until('own=[0]');
    expect(lastBatch(world)).toMatchObject([{ kind: 'booked', day: '2026-11-24' }]);
    expect(await booked(world, '1.5')).toEqual({ day: '2026-11-24', time: null });
  });
});

describe('the time zone', () => {
  test('is that of the system, unless --zone names another; JSON has it', async () => {
    const world = await started();
    expect(events(world)[0]).toMatchObject({ kind: 'started', zone: 'Europe/Berlin' });
    expect((await json<Shown>(world, ['status', ...monday])).hire.zone).toBe('Europe/Berlin');
    const start = ['start', '--name', 'Bob', '--start', '2026-11-23', '--no-me', ...monday];
    const bob = await world.spawn(start, { env: { TZ: 'Asia/Tokyo' } });
    expect(bob.code).toBe(0);
    expect((await json<Shown>(world, ['status', 'Bob', ...monday])).hire.zone).toBe('Asia/Tokyo');
    const other = [...start.slice(0, 2), 'Eve', ...start.slice(3), '--zone', 'tokyo'];
    await expectRefusal(world, other, {
      code: 2,
      says: ['--zone: "tokyo" is not', 'did you mean Asia/Tokyo?'],
    });
    // Where the system names no zone, none is recorded.
    const eve = await world.spawn([...other.slice(0, -2)], { env: { TZ: 'Nowhere/At_All' } });
    expect(eve.code).toBe(0);
  });

  test('is changed by reschedule, which moves no date and says so', async () => {
    const world = await started();
    await world.run(['book', 'meet-release-manager', '--on', '2026-11-25', '--at', '10:00', ...monday]);
    const before = fingerprint(world);
    const zone = ['reschedule', '--zone', 'America/New_York', ...monday];
    const dry = await world.run([...zone, '--dry-run']);
    expect(flat(dry.stdout)).toContain('No due date moves.');
    expect(flat(dry.stderr)).toContain("pm-onboard reschedule 'Ada Lovelace' --zone America/New_York");
    expect(fingerprint(world)).toBe(before);
    const result = await world.run(zone);
    expect(flat(result.stdout)).toContain('No due date moves.');
    expect(flat(result.stdout)).toContain(
      'Booked times are not converted: 2.7 at 10:00 is meant in America/New_York now.',
    );
    expect(flat(result.stderr)).toContain(
      '✓ Ada Lovelace is in the time zone America/New_York instead of Europe/Berlin',
    );
    expect(lastBatch(world)).toMatchObject([{ kind: 'changed', zone: 'America/New_York' }]);
    const show = await world.run(['show', 'meet-release-manager', ...monday]);
    expect(show.stdout).toContain('Booked    Wed 25 Nov, 10:00 (America/New_York)\n');
    const again = await world.run(zone);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('Ada Lovelace is in the time zone America/New_York already.');
    await expectRefusal(world, ['reschedule', '--zone', 'Europe/Belrin', ...monday], {
      code: 2,
      says: ['did you mean Europe/Berlin or'],
    });
  });
});
