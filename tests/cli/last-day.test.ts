/** A run that counts back from a last day, as of somebody who leaves: no screen of it knows a first day. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, flat, json, lastBatch, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { prepared, World } from './world.ts';

const monday = ['--today', '2026-11-30'];

const files = {
  'program.yaml': `id: leaving
title: Leaving well
phases: [hand-over, last-day, afterwards]
anchor: end
roles:
  manager: { title: Direct manager, required: true }
  it: { title: IT }
`,
  'hand-over.yaml': `id: hand-over
title: Hand over
due: 2 workdays before end
objective: Nothing that you know leaves with you
items:
  - { id: list-work, title: List what you look after, takes: 60 min, due: 10 workdays before end }
  - { id: meet-heir, title: Meet who takes over, with: [manager], takes: 30 min, due: 8 workdays before end }
  - { id: hand-over-docs, title: Hand over the documents, takes: 2 h, due: 2 workdays after meet-heir, after: [meet-heir] }
  - { id: look-back, title: Write down what you would do again, takes: 60 min, due: none }
`,
  'last-day.yaml': `id: last-day
title: Last day
due: 0 workdays before end
items:
  - { id: return-laptop, title: Return the laptop, takes: 15 min, from: 0 workdays before end }
`,
  'afterwards.yaml': `id: afterwards
title: Afterwards
due: 5 workdays after end
items:
  - { id: close-accounts, title: Close the accounts, by: it, due: 1 workday after end }
`,
};

function write(world: World): void {
  mkdirSync(join(world.folder, 'checklists/leaving'), { recursive: true });
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(world.folder, 'checklists/leaving', name), text);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/leaving\n');
}

const laid = prepared(async (world) => write(world));

const who = ['start', '--name', 'Ada Lovelace', '--manager', 'Alan Turing', '--me', '--holidays', 'none'];

const begun = prepared(async (world) => {
  write(world);
  await world.run([...who, '--end', '2026-12-18', ...monday]);
});

/** Words of a run that has a first day. */
const ofStarts = /\bstart(s|ed|ing)?\b|first day|\bday \d+\b(?! late)/i;

/** What a screen says, without the commands to paste and what only looks like such a word. */
function saidIn(text: string): string {
  return text.replaceAll(/pm-onboard \S.*/g, '').replaceAll(/last day/gi, '');
}

describe('start', () => {
  test('wants the last day, begins today, and says how long that is from now', async () => {
    const world = await laid();
    const { code, stdout, stderr } = await world.run([...who, '--end', '18 dec', ...monday]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('The last day of Ada Lovelace is Fri 18 Dec: Leaving well, in ');
    expect(stdout).toMatch(/^Ada Lovelace · last day in 14 working days · Mon 30 Nov/);
    expect(events(world, world.folder)[0]).toMatchObject({
      kind: 'started',
      start: '2026-11-30',
      end: '2026-12-18',
    });
    expect(saidIn(stdout + stderr)).not.toMatch(ofStarts);
  });

  test('asks for it at a terminal, and for no pace', async (context) => {
    const world = await laid();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      'pm-onboard start --name Ada --no-me --working-days mon-wed --today 2026-11-30; echo "exit=[$?]"',
    );
    await terminal.until('Last day (YYYY-MM-DD');
    await terminal.type('2026-12-18');
    await terminal.until('Direct manager');
    await terminal.type('Alan');
    await terminal.until('Holidays');
    await terminal.type('');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('last day in 8 working days');
    expect(screen).not.toContain('Stretch');
  });

  test('refuses what does not go together', async () => {
    const world = await laid();
    const refused: [string[], RegExp, number?][] = [
      [[], /leaving needs --end/, 4],
      [['--end', '2026-12-18', '--start', '2026-12-21'], /--end: 2026-12-18 is before --start 2026-12-21/],
      [['--end', '2026-12-18', '--stretch'], /--stretch: the dates of leaving count back from the last day/],
      [['--end', '2025-12-18'], /the run is over already/, 4],
      [['--end', '2029-12-18'], /the last day is more than a year ahead/, 4],
      [
        ['--end', '2026-12-18', '--program', 'product-manager'],
        /the dates of product-manager count from the first day/,
      ],
    ];
    for (const [flags, said, exit = 2] of refused) {
      const { code, stderr } = await world.run([...who, ...flags, '--no-input', ...monday]);
      expect({ code, said: flat(stderr) }).toEqual({ code: exit, said: expect.stringMatching(said) });
    }
    expect((await world.run(['team', ...monday])).stdout).toContain('Nobody');
  });

  test('a last day that is off counts as the working day before, and that is said', async () => {
    const world = await laid();
    const { stderr } = await world.run([...who, '--end', '2026-12-20', ...monday]);
    expect(flat(stderr)).toContain(
      'That is not a working day: what is due on it is due on the working day before.',
    );
  });
});

const screens: [name: string, args: readonly string[], day?: string][] = [
  ['status', ['status']],
  ['status-last-day', ['status'], '2026-12-18'],
  ['status-afterwards', ['status'], '2026-12-23'],
  ['next', ['next']],
  ['plan', ['plan']],
  ['calendar', ['calendar']],
  ['review', ['review', 'ada', '--as', 'Alan Turing']],
  ['team', ['team']],
  ['log', ['log']],
  ['show-why', ['show', 'list-work', '--why']],
  ['show-counted', ['show', 'hand-over-docs', '--why']],
  ['show-undated', ['show', 'look-back', '--why']],
  ['preview', ['preview', '--end', '2026-12-18']],
  ['reschedule', ['reschedule', '--end', '2026-12-22', '--dry-run']],
  ['finish', ['finish', '--markdown']],
  ['upgrade', ['upgrade', '--dry-run']],
];

describe('each screen', () => {
  test.each(screens)('%s', async (name, args, day = '2026-11-30') => {
    const world = await begun();
    const today = ['--today', day];
    if (name === 'finish') await world.run(['finish', '--note', 'Thank you', '--force', ...today]);
    const { code, stdout, stderr } = await world.run([...args, ...today]);
    expect(code, stderr).toBe(0);
    expect(tooWide(stdout + stderr, 80)).toEqual([]);
    expect(saidIn(stdout + stderr)).not.toMatch(ofStarts);
    await expectPasteable(world, stdout, { today: day });
    const shown = `$ pm-onboard ${args.join(' ')}\n\n${stdout}`;
    await expect(shown).toMatchFileSnapshot(join(import.meta.dirname, 'screens/last-day', `${name}.golden`));
  });

  test.each(screens.filter(([name]) => name !== 'finish'))(
    '%s, spoken',
    async (_, args, day = '2026-11-30') => {
      const world = await begun();
      const { code, stdout, stderr } = await world.run([...args, '--today', day, '--accessible']);
      expect(code, stderr).toBe(0);
      expect(saidIn(stdout + stderr)).not.toMatch(ofStarts);
    },
  );

  test('the header says the last day in each of its forms', async () => {
    const world = await begun();
    const head = async (day: string) => (await world.run(['status', '--today', day])).stdout.split(' · ')[1];
    expect(await head('2026-12-16')).toBe('last day in 2 working days');
    expect(await head('2026-12-17')).toBe('last day tomorrow');
    expect(await head('2026-12-18')).toBe('last day today');
    expect(await head('2026-12-19')).toBe('last day yesterday');
    expect(await head('2026-12-20')).toBe('last day Fri 18 Dec');
    expect(await head('2026-12-21')).toBe('last day 1 working day ago');
    await world.run(['away', '--from', '2026-12-14', '--to', '2026-12-15', ...monday]);
    expect(await head('2026-12-11')).toBe('last day in 3 working days');
  });

  test('in JSON the hire has what the dates count from, the last day, and how far that is', async () => {
    const world = await begun();
    const hire = { anchor: 'end', end: '2026-12-18', workdaysLeft: 14 };
    for (const args of [['status'], ['plan'], ['calendar']]) {
      const view = await json<{ hire: object }>(world, [...args, ...monday]);
      expect(view.hire).toMatchObject(hire);
    }
    const team = await json<{ hires: object[] }>(world, ['team', ...monday]);
    expect(team.hires[0]).toMatchObject(hire);
    const preview = await json<object>(world, ['preview', '--end', '2026-12-18', ...monday]);
    expect(preview).toMatchObject({ anchor: 'end', end: '2026-12-18', undated: [{ id: 'look-back' }] });
    const status = await json<{ next: { id: string; undated: boolean }[] }>(world, ['status', ...monday]);
    expect(status.next.filter(({ undated }) => undated).map(({ id }) => id)).toEqual(['look-back']);
  });
});

describe('reschedule', () => {
  test('moves the last day, and all that counts from it', async () => {
    const world = await begun();
    const { code, stderr } = await world.run(['reschedule', '--end', '22 dec', ...monday]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('Ada Lovelace has their last day on Tue 22 Dec instead of Fri 18 Dec');
    expect(lastBatch(world, world.folder)).toEqual([
      expect.objectContaining({ kind: 'changed', end: '2026-12-22' }),
    ]);
    const again = await world.run(['reschedule', '--end', '2026-12-22', ...monday]);
    expect(flat(again.stderr)).toContain('The last day of Ada Lovelace is Tue 22 Dec already.');
    await world.run(['undo', ...monday]);
    expect((await world.run(['status', ...monday])).stdout).toContain('last day in 14 working days');
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a last day before it was begun',
      ['--end', '2026-11-20'],
      /--end: 2026-11-20 is before the day on which it was begun, 2026-11-30/,
    ],
    [
      'a last day before the other flag',
      ['--end', '2026-12-02', '--start', '2026-12-03'],
      /--end: 2026-12-02 is before --start 2026-12-03/,
    ],
    [
      'a beginning after the last day',
      ['--start', '2026-12-21'],
      /--start: 2026-12-21 is after the last day, 2026-12-18/,
    ],
    [
      'the same beside another change',
      ['--start', '2026-12-21', '--working-days', 'mon-thu'],
      /is after the last day/,
    ],
  ])('refuses %s', async (_, flags, says) => {
    const world = await begun();
    const { code, stderr } = await world.run(['reschedule', ...flags, ...monday]);
    expect({ code, stderr: flat(stderr) }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
  });

  test('asks about a last day that can hardly be meant, as start does', async () => {
    const world = await begun();
    const far = ['reschedule', '--end', '2036-12-01', ...monday];
    const refused = await world.run(far);
    expect({ code: refused.code, said: flat(refused.stderr) }).toEqual({
      code: 4,
      said: expect.stringContaining('the last day is more than a year ahead'),
    });
    const dry = await world.run([...far, '--dry-run']);
    expect(flat(dry.stderr)).toContain('--end 2036-12-01 --force');
    expect((await world.run([...far, '--force'])).code).toBe(0);
  });

  test('in the log nothing starts', async () => {
    const world = await begun();
    await world.run(['reschedule', '--start', '2026-12-01', ...monday]);
    const { stdout } = await world.run(['log', ...monday]);
    expect(flat(stdout)).toContain('moved the beginning to 2026-12-01');
    expect(saidIn(stdout)).not.toMatch(ofStarts);
  });

  test('of a run that has a first day there is no last one to move', async () => {
    const world = await laid();
    const start = ['--program', 'product-manager', '--start', '2026-11-30'];
    await world.run([...who, ...start, ...monday]);
    await expectRefusal(world, ['reschedule', '--end', '2026-12-22', ...monday], {
      code: 2,
      says: ['count from the first day'],
    });
  });
});

describe('add', () => {
  test('an item without a date, and one that counts from another', async () => {
    const world = await begun();
    const none = await world.run(['add', 'Say thanks', '--due', 'none', ...monday]);
    expect(flat(none.stderr)).toMatch(/added \S+ Say thanks, no date/);
    const counted = await world.run(['add', 'Ask how it goes', '--due', '1 workday after 1.2', ...monday]);
    expect(flat(counted.stderr)).toContain('Ask how it goes, due Wed 9 Dec');
    expect(lastBatch(world, world.folder)).toEqual([
      expect.objectContaining({ dueRule: '1 workday after meet-heir' }),
    ]);
    await world.run(['move', '1.2', '--due', '2026-12-10', ...monday]);
    expect((await world.run(['next', '-n', '20', ...monday])).stdout).toContain('due Fri 11 Dec');
    const log = await world.run(['log', ...monday]);
    expect(flat(log.stdout)).toContain('added Say thanks, without a date');
    const refused = await world.run(['add', 'X y', '--due', '1 workday after 1.4', ...monday]);
    expect({ code: refused.code, said: flat(refused.stderr) }).toEqual({
      code: 2,
      said: expect.stringContaining('has no date, so nothing can count from it'),
    });
  });

  test('report and calendar files are called by the program, since whoever leaves is not being onboarded', async () => {
    const world = await begun();
    const text = await world.run(['report', ...monday]);
    const ics = await world.run(['calendar', '--ics', '--dues', ...monday]);
    const page = await world.run(['report', '-o', '-', ...monday]);
    const team = await world.run(['report', '--team', ...monday]);
    expect(text.stdout).toMatch(/^Leaving well: Ada Lovelace\n/);
    expect(page.stdout).toContain('<h1>Leaving well: Ada Lovelace</h1>');
    expect(team.stdout).toMatch(/^Everybody who is under way\n/);
    expect(ics.stdout).toContain('\r\nNAME:Leaving well: Ada Lovelace\r\n');
    expect(ics.stdout.replaceAll('\r\n ', '')).toContain('1.1 of "Leaving well" for Ada Lovelace');
    // What has no date is in no calendar.
    expect(ics.stdout).not.toContain('Write down what you would do again');
    for (const { stdout } of [text, ics, page, team]) expect(stdout).not.toMatch(/onboarding of/i);
  });

  test('a template whose items count from each other', async () => {
    const world = await begun();
    const template = `title: Farewell
items:
  - { id: invite, title: Invite to a farewell, due: workday 2 }
  - { id: party, title: Hold the farewell, due: 3 workdays after invite, after: [invite] }
  - { id: photos, title: Sort the photos, due: none }
`;
    writeFileSync(join(world.folder, 'farewell.yaml'), template);
    const { code, stderr } = await world.run(['add', '--from', './farewell.yaml', ...monday]);
    expect({ code, stderr: flat(stderr) }).toEqual({
      code: 0,
      stderr: expect.stringContaining('Hold the farewell, due Fri 4 Dec'),
    });
    expect(flat(stderr)).toContain('Sort the photos, no date');
    const wrong = template.replace('after invite,', 'after invites,');
    writeFileSync(join(world.folder, 'farewell.yaml'), wrong);
    const refused = await world.run(['add', '--from', './farewell.yaml', '--another', ...monday]);
    expect(flat(refused.stderr)).toContain(
      'no item above this one has the id `invites` (did you mean `invite`?)',
    );
  });
});

describe('an item without a date', () => {
  const start = prepared(async (world) => {
    mkdirSync(join(world.folder, 'checklists/undated'), { recursive: true });
    const write = (name: string, text: string) =>
      writeFileSync(join(world.folder, 'checklists/undated', name), text);
    write(
      'program.yaml',
      `id: undated
title: Undated
phases: [week-1]
roles: { manager: { title: Manager }, buddy: { title: Buddy }, lead: { title: Lead } }
escalate: { after: 1 workday, to: buddy }
`,
    );
    write(
      'week-1.yaml',
      `id: week-1
title: First week
due: week 1
items:
  - { id: read, title: Read the market, due: none }
  - { id: accounts, title: Open the accounts, by: manager, due: none }
  - { id: meet, title: Meet the buddy, with: [buddy], due: none }
  - { id: ask, title: Ask the lead, with: [lead], due: none }
`,
    );
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'program: checklists/undated\n');
    const who = ['--name', 'Ada', '--start', '2026-11-30', '--manager', 'Alan', '--buddy', 'Grace', '--me'];
    await world.run(['start', ...who, ...monday]);
  });
  const madeUp = /\b(by|since|due on|was due|late|Fri 4|4 Dec)\b/;

  // Before the end of its phase, on that day, and long after it.
  test.each(['2026-12-03', '2026-12-04', '2026-12-21'])('has none on any screen on %s', async (day) => {
    const world = await start();
    const of = async (...args: string[]) => {
      const { code, stdout, stderr } = await world.run([...args, '--today', day]);
      expect(code, stderr).toBe(0);
      return flat(stdout);
    };
    const rows = (text: string) => text.split(/(?=\b1\.\d )/).slice(1);
    const mine = await of('mine', '--all', '--as', 'Alan');
    expect(mine).toContain('1.2 Open the accounts no date');
    expect(mine).not.toContain('LATE');
    // Nobody hears of what nobody has said a day for.
    expect(await of('mine', '--as', 'Grace')).not.toContain('Open the accounts');
    for (const row of rows(await of('people', '--all', 'Ada'))) expect(row).not.toMatch(madeUp);
    const report = await of('report', 'Ada');
    for (const row of rows(report)) expect(row).not.toMatch(madeUp);
    expect(report).not.toMatch(/\. \./);
    for (const row of rows(await of('remind', '--weekly'))) expect(row).not.toMatch(madeUp);
    expect(await of('calendar', 'Ada', '--ics', '--dues')).not.toContain('BEGIN:VEVENT');
  });

  test('stands in a calendar once it is booked', async () => {
    const world = await start();
    await world.run(['book', '1.3', '--on', '2026-12-02', ...monday]);
    const { stdout } = await world.run(['calendar', 'Ada', '--ics', '--dues', ...monday]);
    expect(stdout.match(/(?<=SUMMARY:).*\w/g)).toEqual(['Meet the buddy']);
    expect(stdout).toContain(', no date.');
  });
});

test('an upgrade that has the dates count back asks for the last day; until then there are no dates', async () => {
  const world = await laid();
  const path = join(world.folder, 'checklists/leaving');
  const early = Object.entries(files).map(([name, text]) => {
    const rules = text
      .replace(/^anchor: end\n/m, '')
      .replace(/\d+ workdays? (before|after) end/g, 'workday 3');
    return [name, rules] as const;
  });
  for (const [name, text] of early) writeFileSync(join(path, name), text);
  const begun = await world.run([...who, '--start', '2026-11-30', ...monday]);
  expect(begun.code, begun.stderr).toBe(0);
  write(world);
  const { code, stdout, stderr } = await world.run(['upgrade', '--yes', ...monday]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/1\.1 +Wed 2 Dec → no date/);
  const says =
    "The last day isn't known, so what counts from it has no date: pm-onboard reschedule 'Ada Lovelace'";
  expect(flat(stderr)).toContain(says);
  const status = await world.run(['status', ...monday]);
  expect(flat(status.stdout)).toContain(says);
  expect(status.stdout).not.toMatch(/CATCH UP|TO CLOSE|since/);
  const items = await json<{ items: { id: string; undated: boolean }[] }>(world, ['plan', ...monday]);
  expect(JSON.stringify(items)).not.toContain('"undated":false');
  await world.run(['reschedule', '--end', '2026-12-18', ...monday]);
  const after = await world.run(['status', ...monday]);
  expect(after.stdout).toContain('last day in 14 working days');
  expect(flat(after.stdout)).not.toContain(says);
});

test('a report and a calendar call no such list an onboarding', async () => {
  const world = await begun();
  const report = await world.run(['report', ...monday]);
  expect(report.stdout).toMatch(/^Leaving well: Ada Lovelace\n/);
  const { stdout } = await world.run(['calendar', '--ics', '--dues', ...monday]);
  expect(stdout.replace(/\r\n /g, '')).toContain('1.2 of "Leaving well" for Ada Lovelace');
  expect(stdout).not.toContain('onboarding of');
});

test('what is late is never said to be done after the last day', async () => {
  const world = new World();
  const start = ['start', '--program', 'offboarding', '--name', 'Ada', '--end', '2026-12-18', '--me'];
  await world.run([...start, '--holidays', 'none', '--today', '2026-11-30']);
  const said = async (today: string) => flat((await world.run(['status', '--today', today])).stdout);
  expect(await said('2026-12-08')).toMatch(
    /to catch up, about [\dh ]+: done by \w+ \d+ Dec with up to 6 h a day/,
  );
  const late = await said('2026-12-17');
  expect(late).toContain(': more than the days until the last one have room for with up to 6 h a day.');
  expect(late).not.toContain('done by');
});
