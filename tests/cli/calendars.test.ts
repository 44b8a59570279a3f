/** Calendars of the program, the workspace and the hire: lists of dates and iCalendar files. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/dates.ts';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

/** All-day events, a day each, with a title where one follows the date: `2026-12-24 Christmas Eve`. */
function ics(...days: readonly string[]): string {
  const all = days.map((day) => {
    const [date = '', ...title] = day.split(' ');
    const summary = title.length > 0 ? `SUMMARY:${title.join(' ')}\r\n` : '';
    return `BEGIN:VEVENT\r\n${summary}DTSTART;VALUE=DATE:${date.replaceAll('-', '')}\r\nEND:VEVENT\r\n`;
  });
  return `BEGIN:VCALENDAR\r\n${all.join('')}END:VCALENDAR\r\n`;
}

async function dueOf(world: World, item: string): Promise<string> {
  return (await json<{ item: { due: string } }>(world, ['show', item, ...monday])).item.due;
}

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

/** A workspace whose settings say this of the calendar; Ada has started in it. */
async function teamWith(calendar: string, files: Readonly<Record<string, string>>): Promise<World> {
  const world = new World();
  await world.run(['init']);
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), `calendar: ${calendar}\n`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(world.folder, name), text);
  await world.startAda();
  return world;
}

describe("the workspace's calendar", () => {
  test('takes the days of a file as they are today, through its cache', async () => {
    const world = await teamWith('{ holidays: [company.ics] }', { 'company.ics': ics('2026-11-25') });
    const file = join(world.folder, 'company.ics');
    for (const [day, due] of [
      ['2026-11-25', '2026-11-26'],
      ['2027-06-01', '2026-11-25'],
      ['2026-11-24', '2026-11-26'],
    ] as const) {
      writeFileSync(file, ics(day));
      expect(await dueOf(world, '2.7')).toBe(due);
      expect(await dueOf(world, '2.7')).toBe(due);
    }
    const cache = join(world.home, '.cache/pm-onboard');
    const [cached = '', ...others] = readdirSync(cache).filter((each) => each.startsWith('config-'));
    expect(others).toEqual([]);
    writeFileSync(join(cache, cached), '{"sum":"","config":{}}');
    expect(await dueOf(world, '2.7')).toBe('2026-11-26');
  });

  test('is read no more than once: a status of the same file loads no parser', async () => {
    const world = await teamWith('{ holidays: [company.ics] }', { 'company.ics': ics('2027-06-01') });
    await world.run(['status', ...monday]);
    const cached = readdirSync(join(world.home, '.cache/pm-onboard')).filter((name) =>
      name.startsWith('config-'),
    );
    expect(cached).toHaveLength(1);
    const trace = await world.run(['status', ...monday], { env: { NODE_DEBUG: 'module,esm' } });
    expect(trace.code).toBe(0);
    expect(trace.stderr).not.toContain('parse-config');
  });

  test('names what is wrong with the file, at the place that names it', async () => {
    const world = await teamWith('{ holidays: [company.ics] }', { 'company.ics': ics('2026-11-25') });
    const file = join(world.folder, 'company.ics');
    const place = 'pm-onboard.yaml:1:24';
    writeFileSync(file, ics('2026-11-25', '2026-02-30'));
    await expectRefusal(world, ['status'], {
      code: 2,
      says: [`${place}: \`company.ics\` can't be used: line 6`],
    });
    rmSync(file);
    await expectRefusal(world, ['status'], { code: 2, says: [`${place}: there is no file \`company.ics\``] });
    symlinkSync('/etc/hostname', file);
    await expectRefusal(world, ['status'], { code: 3, says: ['company.ics is a link'] });
    rmSync(file);
    mkdirSync(file);
    await expectRefusal(world, ['status'], { code: 3, says: ['not a plain file'] });
    rmSync(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    await expectRefusal(world, ['status'], { code: 3, says: ['not a plain file'] });
    rmSync(file);
    writeFileSync(file, 'x'.repeat(2 ** 20 + 1));
    await expectRefusal(world, ['status'], { code: 2, says: ['it has 1048577 bytes, the most is 1048576'] });
    for (const path of ['../company.ics', join(world.folder, 'company.ics')]) {
      writeFileSync(join(world.folder, 'pm-onboard.yaml'), `calendar: { holidays: ["${path}"] }\n`);
      await expectRefusal(world, ['status'], { code: 2, says: ['or a calendar file beside this one'] });
    }
  });
});

describe("the program's calendar", () => {
  async function ownProgram(): Promise<{ world: World; program: string }> {
    const world = new World();
    await world.run(['init', '--checklists', 'minimal']);
    const program = join(world.folder, 'checklists/minimal');
    const main = join(program, 'program.yaml');
    writeFileSync(main, `${readFileSync(main, 'utf8')}calendar: { holidays: [company.ics] }\n`);
    return { world, program };
  }

  test('is pinned at the start, with the days of the file; a file that moves on is another source', async () => {
    const { world, program } = await ownProgram();
    writeFileSync(join(program, 'company.ics'), ics('2026-11-24', '2026-11-25'));
    const start = (name: string) => world.run(['start', '--name', name, '--start', '2026-11-23', ...monday]);
    expect((await start('Ada')).code).toBe(0);
    writeFileSync(join(program, 'company.ics'), ics('2026-12-24'));
    expect((await start('Eve')).code).toBe(0);
    const pinned = readdirSync(join(world.folder, 'programs')).map((name) =>
      JSON.parse(readFileSync(join(world.folder, 'programs', name), 'utf8')),
    );
    const dates = (days: { date: string }[]) => days.map(({ date }) => date).join();
    expect(pinned.map(({ calendar }) => dates(calendar.holidays)).sort()).toEqual([
      '2026-11-24,2026-11-25',
      '2026-12-24',
    ]);
    expect(new Set(pinned.map(({ source }) => source)).size).toBe(2);
    const dueFor = async (hire: string) =>
      (await json<{ item: { due: string } }>(world, ['show', '1.2', '--hire', hire, ...monday])).item.due;
    expect(await dueFor('Ada')).not.toBe(await dueFor('Eve'));
  });

  test('lint and preview know the file; start refuses what lint finds', async () => {
    const { world, program } = await ownProgram();
    const missing = await world.run(['lint']);
    expect(missing.code).toBe(1);
    expect(flat(missing.stdout)).toContain('there is no file `company.ics` beside this one [wrong-value]');
    const start = ['start', '--name', 'Ada', '--start', '2026-11-23', ...monday];
    await expectRefusal(world, start, { code: 2, says: ['there is no file `company.ics`'] });
    writeFileSync(join(program, 'company.ics'), ics('2026-11-24'));
    expect((await world.run(['lint'])).code).toBe(0);
    const horizon = await world.run(['lint', '--horizon', '2027-01-04', ...monday]);
    expect(flat(horizon.stdout)).toContain('the holidays end on 2026-11-24, but who starts on 2027-01-04');
    const preview = await world.run(['preview', '--start', '2026-11-23', '--calendar', ...monday]);
    expect(preview.stdout).toMatch(/24 holiday/);
    expect((await world.run(['lint', '*.ics', 'checklists/minimal/company.ics'])).code).not.toBe(2);
  });
});

describe("the hire's own calendar", () => {
  test('reschedule takes working days and holidays, shows what moves, and gives the team’s back', async () => {
    const world = await started();
    await world.run(['move', '2.8', '--due', '2026-12-03', ...monday]);
    const before = await dueOf(world, '2.13');
    const args = ['reschedule', '--working-days', 'mon-wed, fri', '--holidays', '2026-11-25'];
    const frozen = fingerprint(world);
    const dry = await world.run([...args, '--dry-run', ...monday]);
    expect(dry.code).toBe(0);
    expect(fingerprint(world)).toBe(frozen);
    const result = await world.run([...args, ...monday]);
    expect(result.code).toBe(0);
    expect(result.stdout).toBe(dry.stdout);
    expect(flat(result.stdout)).toContain(
      'When Ada Lovelace works Mon, Tue, Wed and Fri instead of Mon to Fri and has 1 holiday of their own, up to Wed 25 Nov',
    );
    expect(flat(result.stdout)).toContain('stays due on Thu 3 Dec: it was moved by hand.');
    expect(result.stderr).toContain('✓ Ada Lovelace works Mon, Tue, Wed and Fri instead of Mon to Fri');
    expect(lastBatch(world)).toMatchObject([
      { kind: 'changed', workingDays: ['mon', 'tue', 'wed', 'fri'], holidays: [{ date: '2026-11-25' }] },
    ]);
    expect(await dueOf(world, '2.13')).not.toBe(before);
    expect(await dueOf(world, '2.8')).toBe('2026-12-03');
    const same = await world.run([...args, ...monday]);
    expect(same).toMatchObject({ code: 0, stdout: '' });
    expect(same.stderr).toContain('Ada Lovelace goes by that calendar already.');
    const log = await world.run(['log', ...monday]);
    expect(flat(log.stdout)).toContain('changed working days: mon, tue, wed, fri; holidays: 2026-11-25');
    const back = await world.run(['reschedule', '--working-days', 'team', '--holidays', 'team', ...monday]);
    expect(flat(back.stderr)).toContain('works Mon to Fri, as the team does, instead of');
    expect(await dueOf(world, '2.13')).toBe(before);
    expect(flat((await world.run(['log', ...monday])).stdout)).toContain(
      "working days: the team's; holidays: the team's",
    );
    await world.run(['undo', ...monday]);
    expect(await dueOf(world, '2.13')).not.toBe(before);
  });

  test('the dry run names a command that does it, start and all', async () => {
    const world = await started();
    writeFileSync(join(world.folder, 'my days.ics'), ics('2026-12-24', '2126-12-24'));
    const args = [
      'reschedule',
      '--start',
      '2026-11-30',
      '--working-days',
      'mon, tue',
      '--holidays',
      'my days.ics',
    ];
    const dry = await world.run([...args, '--dry-run', ...monday]);
    const command = /^ {2}(pm-onboard reschedule .*)$/m.exec(dry.stderr)?.[1];
    const real = await world.shell(`${command} --today 2026-11-23`);
    expect(real.code).toBe(0);
    expect(real.stdout).toBe(dry.stdout);
    expect(lastBatch(world)).toMatchObject([
      { kind: 'rescheduled', start: '2026-11-30' },
      {
        kind: 'changed',
        workingDays: ['mon', 'tue'],
        holidays: [{ date: '2026-12-24', source: 'my days.ics' }],
      },
    ]);
    const narrow = await world.run(['reschedule', '--working-days', 'sat-mon', ...monday], { columns: 40 });
    expect(narrow.code).toBe(0);
    expect(tooWide(narrow.stdout, 40)).toEqual([]);
  });

  test('start takes them too', async () => {
    const world = new World();
    const result = await world.startAda('--working-days', 'sun-thu', '--holidays', '2026-11-24');
    expect(result.code).toBe(0);
    expect(events(world).at(-1)).toMatchObject({
      kind: 'changed',
      workingDays: ['mon', 'tue', 'wed', 'thu', 'sun'],
      holidays: [{ date: '2026-11-24' }],
    });
    expect(await dueOf(world, '2.7')).toBe('2026-11-26');
  });

  test('refusals', async () => {
    const world = await started();
    writeFileSync(join(world.folder, 'old.ics'), ics('1999-12-24'));
    writeFileSync(join(world.folder, 'bad.ics'), 'BEGIN:VCALENDAR');
    const refuse = (flag: string, value: string, code: number, ...says: string[]) =>
      expectRefusal(world, ['reschedule', flag, value, ...monday], { code, says });
    await refuse('--working-days', 'monday', 2, '"monday" is not a weekday', 'did you mean mon?');
    await refuse('--working-days', 'mon,team', 2, '"team" is not a weekday');
    await refuse('--working-days', '', 2, 'it is empty');
    await refuse('--working-days', 'mon-tue-wed', 2, '"mon-tue-wed" is not a range');
    await refuse('--holidays', '2026-02-30', 2, '"2026-02-30" is not a date', 'or FILE.ics');
    await refuse('--holidays', '', 2, '"" is not a date');
    await refuse('--holidays', 'gone.ics', 3, 'there is no file gone.ics');
    await refuse('--holidays', 'bad.ics', 2, "bad.ics can't be used: it is cut off");
    await refuse('--holidays', 'old.ics', 2, 'holds no day from 2023-11-21 to');
    await expectRefusal(world, ['reschedule', '--dry-run'], { code: 4, says: ['--start is missing'] });
  });
});

describe("further keys of the hire's own calendar", () => {
  const all = [
    ...['--working-days', 'mon-thu', '--holidays', '2026-12-25', '--extra-working-days', '2026-11-28'],
    ...['--holidays-until', '2027-06-30', '--hours-per-day', '4.5', '--no-stretch'],
  ];

  test('are recorded, said, logged, and given back', async () => {
    const world = await started();
    const result = await world.run(['reschedule', ...all, '--stretch', ...monday]);
    expect(result.code).toBe(2);
    const done = await world.run(['reschedule', ...all, ...monday]);
    expect(done.code).toBe(0);
    expect(lastBatch(world)).toEqual([
      expect.objectContaining({
        kind: 'changed',
        workingDays: ['mon', 'tue', 'wed', 'thu'],
        holidays: [{ date: '2026-12-25' }],
        extraWorkingDays: [{ date: '2026-11-28' }],
        holidaysUntil: '2027-06-30',
        minutesPerDay: 270,
        stretch: false,
      }),
    ]);
    expect(lastBatch(world)[0]).not.toHaveProperty('asTeam');
    const said = flat(done.stdout);
    for (const change of [
      'works Mon to Thu instead of Mon to Fri',
      'has 1 holiday of their own, up to Fri 25 Dec',
      'works Sat 28 Nov as well',
      'has all holidays listed up to Wed 30 Jun 2027',
      'has 4 h 30 a day for the program instead of 6 h',
    ])
      expect(said).toContain(change);
    expect(done.stdout).not.toContain('Holidays are listed');
    expect(flat((await world.run(['log', ...monday])).stdout)).toContain(
      'changed working days: mon, tue, wed, thu; holidays: 2026-12-25; extra working days: 2026-11-28; holidays until: 2027-06-30; hours per day: 4.5; stretch: no',
    );

    const back = [
      '--working-days',
      '--holidays',
      '--extra-working-days',
      '--holidays-until',
      '--hours-per-day',
    ];
    const returned = await world.run(['reschedule', ...back.flatMap((flag) => [flag, 'team']), ...monday]);
    expect(returned.code).toBe(0);
    expect(lastBatch(world)).toEqual([
      expect.objectContaining({
        kind: 'changed',
        asTeam: ['workingDays', 'holidays', 'extraWorkingDays', 'holidaysUntil', 'minutesPerDay'],
      }),
    ]);
    expect(flat(returned.stdout)).toContain(
      "has the team's holidays again, has the team's extra working days again",
    );
    expect(flat((await world.run(['log', ...monday])).stdout)).toContain(
      "working days: the team's; holidays: the team's; extra working days: the team's; holidays until: the team's; hours per day: the team's",
    );
    expect((await world.run(['reschedule', '--holidays', 'team', ...monday])).stderr).toContain(
      'goes by that calendar already',
    );
  });

  test('none is another thing than the days of the team', async () => {
    const world = await teamWith('{ holidays: [2026-11-25] }', {});
    expect(await dueOf(world, '2.7')).toBe('2026-11-26');
    const none = await world.run(['reschedule', '--holidays', 'none', ...monday]);
    expect(none.stderr).toContain('✓ Ada Lovelace has no holidays');
    expect(lastBatch(world, world.folder)).toMatchObject([{ kind: 'changed', holidays: [] }]);
    expect(await dueOf(world, '2.7')).toBe('2026-11-25');
    await world.run(['reschedule', '--holidays', 'team', ...monday]);
    expect(await dueOf(world, '2.7')).toBe('2026-11-26');
    const extra = await world.run(['reschedule', '--extra-working-days', '2026-11-25', ...monday]);
    expect(extra.stderr).toContain('works Wed 25 Nov as well');
    expect(await dueOf(world, '2.7')).toBe('2026-11-25');
    await world.run(['reschedule', '--extra-working-days', 'none', ...monday]);
    expect(await dueOf(world, '2.7')).toBe('2026-11-26');
  });

  test('the dry run names a command that does it, with every flag', async () => {
    const world = await started();
    const dry = await world.run(['reschedule', ...all, '--start', '2026-11-30', '--dry-run', ...monday]);
    const command = /^ {2}(pm-onboard reschedule .*)$/m.exec(dry.stderr)?.[1] ?? '';
    for (const flag of ['--start', ...all.filter((word) => word.startsWith('--'))])
      expect(command).toContain(flag);
    const real = await world.shell(`${command} --today 2026-11-23`);
    expect(real.code).toBe(0);
    expect(real.stdout).toBe(dry.stdout);
  });

  test('that command means the same days on any later day', async () => {
    const world = await started();
    writeFileSync(join(world.folder, 'own.ics'), ics('2027-01-01'));
    const days = [
      '--holidays',
      'fri,own.ics,25 nov',
      '--extra-working-days',
      'sat',
      '--holidays-until',
      '+4w',
    ];
    const dry = await world.run(['reschedule', ...days, '--dry-run', ...monday]);
    expect(flat(dry.stderr)).toContain(
      '--holidays own.ics,2026-11-25,2026-11-27 --extra-working-days 2026-11-28 --holidays-until 2026-12-21',
    );
    const none = ['--holidays', 'none', '--extra-working-days', 'none', '--start', '2026-11-30'];
    const empty = await world.run(['reschedule', ...none, '--dry-run', ...monday]);
    expect(flat(empty.stderr)).toContain('--holidays none --extra-working-days none');
  });

  test('days of a file keep their names; its worked days count with it; what is passed over is said', async () => {
    const world = await started();
    const timed = 'BEGIN:VEVENT\r\nSUMMARY:Party\r\nDTSTART:20261217T150000\r\nEND:VEVENT\r\n';
    const text = ics('2027-01-01 元旦假期', '2027-01-09 上班(补元旦假期)').replace(
      'END:VCAL',
      `${timed}END:VCAL`,
    );
    writeFileSync(join(world.folder, 'cn.ics'), text);
    const result = await world.run(['reschedule', '--holidays', 'cn.ics', ...monday]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('cn.ics: 1 event with a time of day passed over.');
    expect(lastBatch(world)).toMatchObject([
      {
        holidays: [{ date: '2027-01-01', name: '元旦假期', source: 'cn.ics' }],
        workedDays: [{ date: '2027-01-09', name: '上班(补元旦假期)', source: 'cn.ics' }],
      },
    ]);
    expect((await world.run(['log', ...monday])).stdout).toContain('2027-01-01 元旦假期');
    const dry = await world.run([
      'reschedule',
      '--holidays',
      'cn.ics',
      '--start',
      '2026-11-30',
      '--dry-run',
      ...monday,
    ]);
    expect(dry.stderr).toContain('1 event with a time of day passed over.');
  });

  test('refusals, before anything is written', async () => {
    const world = await started();
    const refuse = (flags: string[], ...says: string[]) =>
      expectRefusal(world, ['reschedule', ...flags, ...monday], { code: 2, says });
    for (const hours of ['0', '24.5', '4.25', '-3', 'six', ''])
      await refuse(['--hours-per-day', hours], `"${hours}" is not a number of hours above 0 and up to 24`);
    await refuse(['--holidays-until', '2026-02-30'], '--holidays-until: "2026-02-30" is not a date');
    await refuse(['--extra-working-days', '2026-11-28,soon'], '--extra-working-days: "soon" is not a date');
    await refuse(
      ['--holidays', '2026-12-25', '--extra-working-days', '2026-12-25'],
      '2026-12-25 stands under --holidays and under --extra-working-days',
    );
    await refuse(['--holidays', 'none,2026-12-25'], '"none" is not a date');
    await refuse(['--stretch', '--no-stretch'], '--stretch and --no-stretch exclude each other');
  });

  test('a calendar without a working day is refused before it is saved, at the start as well', async () => {
    const world = await started();
    const days = Array.from({ length: 60 }, (_, week) => addDays('2026-11-23', 7 * week));
    const flags = ['--working-days', 'mon', '--holidays', days.join(), ...monday];
    const says = ['no working day in the 366 days'];
    await expectRefusal(world, ['reschedule', ...flags], { code: 2, says });
    const start = ['start', '--name', 'Bob', '--start', '2026-11-23', '--no-me', ...flags];
    await expectRefusal(world, start, { code: 2, says });
    expect(events(world).map(({ kind }) => kind)).toEqual(['started', 'assigned', 'assigned']);
  });
});

describe('a file that takes more days off than is likely', () => {
  const many = (count: number) =>
    ics(
      ...Array.from(
        { length: count },
        (_, index) => `${addDays('2027-01-04', index + 2 * Math.floor(index / 5))} Day ${index + 1}`,
      ),
    );
  const says = 'many.ics takes 26 working days of 2027 off: Day 1, Day 2, Day 3, Day 4 and 22 more';

  test('is asked about: without a terminal, with the names, it needs --force', async () => {
    const world = await started();
    const file = join(world.folder, 'many.ics');
    writeFileSync(file, many(25));
    expect((await world.run(['reschedule', '--holidays', 'many.ics', ...monday])).code).toBe(0);
    writeFileSync(file, many(26));
    const flags = ['--holidays', 'many.ics', ...monday];
    const refusal = { code: 4, says: [says, '--force'] };
    await expectRefusal(world, ['reschedule', ...flags], refusal);
    const start = ['start', '--name', 'Bob', '--start', '2026-11-23', '--no-me', ...flags];
    await expectRefusal(world, start, refusal);
    const dry = await world.run(['reschedule', ...flags, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(flat(dry.stderr)).toContain(`${says}.`);
    expect((await world.run(['reschedule', ...flags, '--force'])).code).toBe(0);
    expect((await world.run([...start, '--force'])).code).toBe(0);
    const short = ['reschedule', 'Ada', '--holidays', 'many.ics', '--working-days', 'mon-thu', ...monday];
    expect((await world.run(short)).code).toBe(0);
  });

  test('and lint says it of pm-onboard.yaml, once for all programs', async () => {
    const world = new World();
    await world.run(['init', '--checklists', 'minimal']);
    writeFileSync(join(world.folder, 'many.ics'), many(26));
    const config = join(world.folder, 'pm-onboard.yaml');
    writeFileSync(config, 'program: checklists/minimal\ncalendar: { holidays: [many.ics] }\n');
    cpSync(join(world.folder, 'checklists/minimal'), join(world.folder, 'checklists/other'), {
      recursive: true,
    });
    const other = join(world.folder, 'checklists/other/program.yaml');
    writeFileSync(other, readFileSync(other, 'utf8').replace(/^id: \w+/m, 'id: other'));
    const found = await world.run(['lint', 'checklists']);
    expect(found.code).toBe(0);
    expect(flat(found.stdout).split('takes 26 working days of 2027 off')).toHaveLength(2);
    expect(flat(found.stdout)).toContain('pm-onboard.yaml');
    writeFileSync(config, 'calendar: { holidays: [{ file: many.ics, except: [Day 26] }] }\n');
    expect((await world.run(['lint', 'checklists'])).stdout).not.toContain('calendar-file');
  });
});

describe('what a list of holidays lacks', () => {
  const says = 'Holidays are listed';
  const reading = [['status'], ['next'], ['team'], ['show', '1.1']];

  test('is said at start, reschedule, review, preview and doctor, with what mends it, and nowhere else', async () => {
    const world = new World();
    await world.run(['init']);
    const config = join(world.folder, 'pm-onboard.yaml');
    writeFileSync(config, 'calendar: { holidays: [2026-11-01, 2026-12-25] }\n');
    const ends = 'Holidays are listed up to Fri 25 Dec only; the last phase ends on Fri 19 Feb';
    const start = await world.startAda();
    expect(flat(start.stderr)).toContain(
      `${ends}. If that is all: pm-onboard reschedule 'Ada Lovelace' --holidays-until 2027-02-19`,
    );
    expect(start.stdout).not.toContain(says);
    for (const args of reading) expect((await world.run([...args, ...monday])).stdout).not.toContain(says);
    const { notices } = await json<{ notices: string[] }>(world, ['status', ...monday]);
    expect(notices).toEqual([]);
    const dry = await world.run(['reschedule', '--start', '2026-11-24', '--dry-run', ...monday]);
    expect(flat(dry.stdout)).toContain('Holidays are listed up to Fri 25 Dec only');
    const review = await world.run(['review', 'Ada', '--as', 'Grace Hopper', ...monday]);
    expect(flat(review.stdout)).toContain(
      "Holidays are listed up to Fri 25 Dec only. If that is all: pm-onboard reschedule 'Ada Lovelace' --holidays-until 2027-02-19",
    );
    const preview = await world.run(['preview', '--start', '2026-11-23', ...monday]);
    expect(flat(preview.stdout)).toContain(
      `${ends}; if that is all, \`holidays-until: 2027-02-19\` under \`calendar\` in pm-onboard.yaml says so`,
    );
    const doctor = await world.run(['doctor', ...monday]);
    expect(doctor.code).toBe(1);
    expect(flat(doctor.stdout)).toContain(`Ada Lovelace: ${ends}`);

    const mended = await world.shell(
      `pm-onboard reschedule 'Ada Lovelace' --holidays-until 2027-02-19 --today 2026-11-23`,
    );
    expect(mended.code).toBe(0);
    expect(mended.stdout).not.toContain(says);
    expect((await world.run(['doctor', ...monday])).stdout).not.toContain(says);
    expect((await world.run(['review', 'Ada', ...monday])).stdout).not.toContain(says);
  });

  test("last year's list exchanged for the next year's is as suspect", async () => {
    const world = await teamWith('{ holidays: [2026-11-01, 2026-12-25, 2027-03-01] }', {});
    const review = ['review', 'Ada', '--as', 'Grace Hopper', '--today', '2027-01-05'];
    expect((await world.run(review)).stdout).not.toContain(says);
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'calendar: { holidays: [2027-01-01, 2027-12-25] }\n',
    );
    expect(flat((await world.run(review)).stdout)).toContain(
      'Holidays are listed from Fri 1 Jan on only. If that is all: pm-onboard reschedule',
    );
    const doctor = await world.run(['doctor', '--today', '2027-01-05']);
    expect(flat(doctor.stdout)).toContain(
      'Holidays are listed from Fri 1 Jan on only; from the start, Mon 23 Nov, to Thu 31 Dec there are none',
    );
  });

  test('no holidays at all: said at the start, never exit 4, until somebody says that there are none', async () => {
    const world = new World();
    const start = await world.startAda('--no-input');
    expect(start.code).toBe(0);
    expect(flat(start.stderr)).toContain(
      "No holidays are known, so none count. Name dates, an .ics file, or none: pm-onboard reschedule 'Ada Lovelace' --holidays none",
    );
    for (const args of reading)
      expect((await world.run([...args, ...monday])).stdout).not.toContain('olidays');
    const doctor = await world.run(['doctor', ...monday]);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain('· Ada Lovelace: No holidays are known');
    await world.shell("pm-onboard reschedule 'Ada Lovelace' --holidays none --today 2026-11-23");
    expect((await world.run(['doctor', ...monday])).stdout).not.toContain('No holidays are known');
  });

  test('holidays-until of the team silences it, also with an empty list', async () => {
    const world = new World();
    await world.run(['init']);
    const calendar = 'calendar: { holidays: [], holidays-until: 2027-02-19 }\n';
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), calendar);
    expect((await world.startAda()).stderr).not.toContain('olidays');
    expect((await world.run(['preview', '--start', '2026-11-23'])).stdout).not.toContain('olidays');
    const { notices } = await json<{ notices: string[] }>(world, ['preview', '--start', '2026-11-23']);
    expect(notices).toEqual([]);
  });
});

test('doctor lists the calendar, key by key, with its days by name', async () => {
  const world = await teamWith(
    '{ holidays: [{ file: company.ics, except: [Partyy] }, 2026-12-25], extra-working-days: [2026-11-28], hours-per-day: 4.5, holidays-until: 2027-12-31 }',
    { 'company.ics': ics('2026-12-24 Christmas Eve', '2019-01-01 Gone') },
  );
  const result = await world.run(['doctor', ...monday]);
  const { stdout } = await world.run(['doctor', '--json', ...monday]);
  const { settings } = JSON.parse(stdout) as { settings: object[] };
  expect(settings.slice(4, 9)).toEqual([
    { key: 'working days', value: 'Mon to Fri', from: 'program.yaml' },
    {
      key: 'holidays',
      value: '3 days: Thu 24 Dec, Christmas Eve (company.ics); Fri 25 Dec, a holiday (pm-onboard.yaml)',
      from: 'pm-onboard.yaml',
    },
    { key: 'extra days', value: '1 day: Sat 28 Nov, worked (pm-onboard.yaml)', from: 'pm-onboard.yaml' },
    { key: 'holidays until', value: '2027-12-31', from: 'pm-onboard.yaml' },
    { key: 'hours per day', value: '4.5', from: 'pm-onboard.yaml' },
  ]);
  expect(flat(result.stdout)).toContain('company.ics: no event has the words "Partyy"');
});

test('pm-onboard.yaml: every problem at its place', async () => {
  const world = new World();
  await world.run(['init']);
  const write = (calendar: string) =>
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), `calendar: ${calendar}\n`);
  write(
    '{ hour-per-day: 5, holidays: [{ file: x.ics, onyl: [a] }, 2026-12-25], extra-working-days: [2026-12-25], holidays-until: soon }',
  );
  await expectRefusal(world, ['status'], {
    code: 2,
    says: [
      '1:13: unknown key `hour-per-day` (did you mean `hours-per-day`?)',
      '1:56: unknown key `onyl` (did you mean `only`?)',
      '1:41: there is no file `x.ics`',
      '1:103: 2026-12-25 stands under `holidays` and under `extra-working-days`',
      '1:132: `holidays-until` must be a date',
    ],
  });
  write('{ extra-working-days: , hours-per-day: , holidays-until: }');
  expect((await world.startAda()).code).toBe(0);
});

describe('a start that can hardly be meant', () => {
  const start = (on: string) => [
    'start',
    '--name',
    'Bob',
    '--start',
    on,
    '--no-me',
    '--holidays',
    'none',
    '--today',
    '2026-11-26',
  ];

  test('one whose run is over needs --force', async () => {
    const world = new World();
    const refusal = { code: 4, says: ['the run is over already: its last phase ends on', '--force'] };
    await expectRefusal(world, start('2025-11-16'), refusal);
    await expectRefusal(world, start('2026-08-26'), refusal);
    expect((await world.run(start('2026-08-31'))).code).toBe(0);
    expect((await world.run([...start('2025-11-16'), '--another', '--force'])).code).toBe(0);
  });

  test('so does one in more than a year', async () => {
    const world = new World();
    const refusal = { code: 4, says: ['the start is more than a year ahead, on Mon 29 Nov 2027', '--force'] };
    await expectRefusal(world, start('2027-11-29'), refusal);
    expect((await world.run([...start('2027-11-29'), '--force'])).code).toBe(0);
    expect((await world.run([...start('2027-11-26'), '--another'])).code).toBe(0);
  });
});
