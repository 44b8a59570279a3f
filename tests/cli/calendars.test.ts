/** Calendars of the program, the workspace and the hire: lists of dates and iCalendar files. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, tooWide } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

/** All-day events, a day each. */
function ics(...days: readonly string[]): string {
  const all = days.map(
    (day) => `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day.replaceAll('-', '')}\r\nEND:VEVENT\r\n`,
  );
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
    expect(pinned.map(({ calendar }) => calendar.holidays.join()).sort()).toEqual([
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
      { kind: 'changed', workingDays: ['mon', 'tue', 'wed', 'fri'], holidays: ['2026-11-25'] },
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
      { kind: 'changed', workingDays: ['mon', 'tue'], holidays: ['2026-12-24'] },
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
      holidays: ['2026-11-24'],
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
    await refuse('--holidays', 'old.ics', 2, 'holds no day from 2025-11-22 to');
    await expectRefusal(world, ['reschedule', '--dry-run'], { code: 4, says: ['--start is missing'] });
  });
});

describe('a list of holidays that ends before the last phase', () => {
  const says = 'Holidays are listed up to';

  test('is said once on the screen and in JSON, until the last phase is over', async () => {
    const world = await teamWith('{ holidays: [2026-12-25, 2026-11-26] }', {});
    const { stdout } = await world.run(['status', ...monday]);
    expect(stdout.split(says)).toHaveLength(2);
    expect(stdout).toContain(
      '\n! Holidays are listed up to Fri 25 Dec only; the last phase ends on Fri 19 Feb\n',
    );
    expect(stdout.split('\n').length).toBeLessThanOrEqual(25);
    const { notices } = await json<{ notices: string[] }>(world, ['status', ...monday]);
    expect(notices).toEqual(['Holidays are listed up to Fri 25 Dec only; the last phase ends on Fri 19 Feb']);
    expect((await world.run(['status', '--today', '2027-02-19'])).stdout).toContain(says);
    expect((await world.run(['status', '--today', '2027-02-20'])).stdout).not.toContain(says);
    const own = ['reschedule', '--holidays', '2027-12-25', ...monday];
    expect((await world.run(own)).code).toBe(0);
    expect((await world.run(['status', ...monday])).stdout).not.toContain(says);
  });

  test('is nothing to speak of without a list', async () => {
    const world = await teamWith('{ holidays: [] }', {});
    expect((await world.run(['status', ...monday])).stdout).not.toContain(says);
  });
});
