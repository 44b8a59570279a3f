/** Dates as people type them, at every flag that takes one: what is understood, what is said first, and what is refused. */
import { describe, expect, test } from 'vitest';
import { addDays, fullDate, localDate } from '../../src/dates.ts';
import { expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { prepared, type World } from './world.ts';

/** The second Tuesday of Ada's run, with leave from Mon 21 Dec. */
const tuesday = ['--today', '2026-12-01'];

const started = prepared(async (world) => {
  await world.startAda();
  await world.run(['away', '--from', '2026-12-21', '--to', '2027-01-03', '--today', '2026-11-23']);
});

describe('a date that is not typed in full is understood, and said before anything is written', () => {
  test.each<[args: string[], echoes: string[], saved: Record<string, unknown>]>([
    [['move', '2.7', '--due', 'fri'], ['--due fri: Fri 4 Dec 2026'], { kind: 'moved', due: '2026-12-04' }],
    [['move', '2.7', '--due', '+2w'], ['--due +2w: Tue 15 Dec 2026'], { kind: 'moved', due: '2026-12-15' }],
    [['move', '2.7', '--due', '11-dec'], ['--due 11-dec: Fri 11 Dec 2026'], { due: '2026-12-11' }],
    [['move', '2.7', '--due', 'Next MON'], ['--due Next MON: Mon 7 Dec 2026'], { due: '2026-12-07' }],
    [
      ['move', '2.7', '--due', 'fri 4 dec 2026'],
      ['--due fri 4 dec 2026: Fri 4 Dec 2026'],
      { due: '2026-12-04' },
    ],
    [
      ['add', 'Survey', '--due', '11 dec'],
      ['--due 11 dec: Fri 11 Dec 2026'],
      { kind: 'added', due: '2026-12-11' },
    ],
    [
      ['done', '1.1', '--on', 'yesterday'],
      ['--on yesterday: Mon 30 Nov 2026'],
      { kind: 'done', on: '2026-11-30' },
    ],
    [['done', '1.1', '--on', 'fri'], ['--on fri: Fri 27 Nov 2026'], { kind: 'done', on: '2026-11-27' }],
    [['done', '1.1', '--on', '-3d'], ['--on -3d: Sat 28 Nov 2026'], { kind: 'done', on: '2026-11-28' }],
    [
      ['away', '--from', '10 dec', '--to', 'fri'],
      ['--from 10 dec: Thu 10 Dec 2026', '--to fri: Fri 11 Dec 2026'],
      { kind: 'away', from: '2026-12-10', to: '2026-12-11' },
    ],
    [
      ['away', '--from', 'thu', '--to', '+4d'],
      ['--from thu: Thu 3 Dec 2026', '--to +4d: Mon 7 Dec 2026'],
      { kind: 'away', from: '2026-12-03', to: '2026-12-07' },
    ],
    [['away', '--remove', '--from', '21 dec'], ['--from 21 dec: Mon 21 Dec 2026'], { kind: 'withdrawn' }],
    [
      ['reschedule', '--start', '7 dec'],
      ['--start 7 dec: Mon 7 Dec 2026'],
      { kind: 'rescheduled', start: '2026-12-07' },
    ],
    [
      ['reschedule', '--holidays', '24 dec,2026-12-25'],
      ['--holidays 24 dec: Thu 24 Dec 2026'],
      { kind: 'changed', holidays: [{ date: '2026-12-24' }, { date: '2026-12-25' }] },
    ],
  ])('%j', async (args, echoes, saved) => {
    const world = await started();
    const { code, stderr } = await world.run([...args, ...tuesday]);
    expect(code).toBe(0);
    expect(stderr.split('\n').slice(0, echoes.length)).toEqual(echoes.map((echo) => `  ${echo}`));
    expect(stderr.split('\n')[echoes.length]).toMatch(/^✓ /);
    expect(lastBatch(world)[0]).toMatchObject(saved);
  });

  test('start and add --from; the first item of the chain counts from that day', async () => {
    const world = await started();
    const start = ['start', '--name', 'Annie Easley', '--start', 'mon', '--no-me'];
    const { code, stderr } = await world.run([...start, '--workspace', 'other', ...tuesday]);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('--start mon: Mon 7 Dec 2026 ✓ Annie Easley starts on Mon 7 Dec');
    const chain = await world.run([
      'add',
      'Reminders',
      '--from',
      'first-project',
      '--start',
      'mon',
      ...tuesday,
    ]);
    expect(chain.code).toBe(0);
    expect(chain.stderr).toContain('--start mon: Mon 7 Dec 2026\n');
  });

  test('screens: stdout is that of the date in full', async () => {
    const world = await started();
    for (const [line, typed, date] of [
      ['log --since', 'mon', '2026-11-30'],
      ['log --since', '-1w', '2026-11-24'],
      ['log --json --since', '-1w', '2026-11-24'],
      ['review --since', '24 nov', '2026-11-24'],
      ['preview --start', '4 jan', '2027-01-04'],
    ] as const) {
      const args = line.split(' ');
      const full = await world.run([...args, date, ...tuesday]);
      const short = await world.run([...args, typed, ...tuesday]);
      expect(short).toEqual({ ...full, stderr: `  ${args.at(-1)} ${typed}: ${fullDate(date)}\n` });
    }
  });

  test('lint --horizon', async () => {
    const world = await started();
    await world.run(['init', 'drafts', '--checklists=minimal']);
    const { code, stderr } = await world.run(['lint', 'drafts', '--horizon', '+2w', ...tuesday]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '  --horizon +2w: Tue 15 Dec 2026\n' });
  });

  test('--today counts from the real day', async () => {
    const world = await started();
    const real = localDate(new Date());
    const { stderr, stdout } = await world.run(['status', '--json', '--today', '+30d']);
    const expected = [addDays(real, 30), addDays(localDate(new Date()), 30)];
    const { today } = JSON.parse(stdout) as { today: (typeof expected)[number] };
    expect(expected).toContain(today);
    expect(stderr).toBe(`  --today +30d: ${fullDate(today)}\n`);
  });

  test('with --json, stdout is JSON alone; a date in full is not said again', async () => {
    const world = await started();
    const { stdout, stderr } = await world.run(['move', '2.7', '--due', 'fri', '--json', ...tuesday]);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, changed: [{ due: '2026-12-04' }] });
    expect(stderr).toContain('  --due fri: Fri 4 Dec 2026\n');
    const full = await world.run(['move', '2.7', '--due', '2026-12-07', ...tuesday]);
    expect(full.stderr).toMatch(/^✓ /);
    await json(world, ['status', ...tuesday]);
  });
});

describe('refused, with nothing written', () => {
  test.each([
    [
      'the weekday of today',
      ['move', '2.7', '--due', 'tue'],
      '--due: "tue" may be Tue 1 Dec 2026 or Tue 8 Dec 2026',
      '2026-12-01 or 2026-12-08',
    ],
    [
      'the next one of two',
      ['add', 'X', '--due', 'next fri'],
      'may be Fri 4 Dec 2026 or Fri 11 Dec 2026',
      '2026-12-04 or 2026-12-11',
    ],
    [
      'the last one of two',
      ['done', '1.1', '--on', 'tue'],
      'may be Tue 24 Nov 2026 or Tue 1 Dec 2026',
      '2026-11-24 or 2026-12-01',
    ],
    [
      'this year or the next',
      ['move', '2.7', '--due', '26 nov'],
      'may be Thu 26 Nov 2026 or Fri 26 Nov 2027',
      '2026-11-26 or 2027-11-26',
    ],
    [
      'a start a while ago',
      ['reschedule', '--start', '23 nov'],
      'may be Mon 23 Nov 2026 or Tue 23 Nov 2027',
      '2026-11-23 or 2027-11-23',
    ],
    [
      'a leave that may be over',
      ['away', '--from', '25 nov', '--to', 'fri'],
      'may be Wed 25 Nov 2026 or Thu 25 Nov 2027',
      '2026-11-25 or 2027-11-25',
    ],
    [
      'day and month in numbers',
      ['move', '2.7', '--due', '10/12/2026'],
      'may be Mon 12 Oct 2026 or Thu 10 Dec 2026',
      '2026-10-12 or 2026-12-10',
    ],
    [
      'numbers without a year',
      ['preview', '--start', '10.12.'],
      'may be Mon 12 Oct 2026 or Thu 10 Dec 2026',
      '2026-10-12 or 2026-12-10',
    ],
    [
      'a holiday among others',
      ['reschedule', '--holidays', '2026-12-24,1/2/2027'],
      'may be Sat 2 Jan 2027 or Mon 1 Feb 2027',
      '2027-01-02 or 2027-02-01',
    ],
    [
      'a leave on either side',
      ['away', '--remove', '--from', 'fri'],
      'may be Fri 27 Nov 2026 or Fri 4 Dec 2026',
      '2026-11-27 or 2026-12-04',
    ],
  ])('%s: both dates are named', async (_, args, dates, paste) => {
    const world = await started();
    await expectRefusal(world, [...args, ...tuesday], {
      code: 2,
      says: [dates, `write the one that is meant: ${paste}`],
    });
  });

  test.each([
    [
      'numbers with one reading',
      ['move', '2.7', '--due', '23.12.2026'],
      ['"23.12.2026" is not a date', 'such as 2026-12-23'],
    ],
    ['a mistyped word', ['move', '2.7', '--due', 'tomorow'], ['did you mean tomorrow?']],
    ['another weekday', ['move', '2.7', '--due', 'thu 4 dec'], ['2026-12-04 is a Friday']],
    [
      'without quotes',
      ['move', '2.7', '--due', '25', 'dec'],
      ['--due: "25" is a part of a date', 'as --due "25 nov", or write 25-nov'],
    ],
    [
      'without quotes, of the leave',
      ['away', '--from', 'next', 'mon'],
      ['--from: "next" is a part of a date'],
    ],
    [
      'an end that may be before',
      ['away', '--from', '10 dec', '--to', '9 dec'],
      ['--from 10 dec: Thu 10 Dec 2026 pm-onboard: --to: "9 dec" may be Wed 9 Dec 2026 or Thu 9 Dec 2027'],
    ],
    ['days to come', ['done', '1.1', '--on', '+1d'], ['--on: 2026-12-02 is in the future']],
    ['before the start', ['add', 'X', '--due', '-9d'], ['--due: 2026-11-22 is before the start, 2026-11-23']],
    ['a day past', ['lint', '--horizon', '-1d'], ['--horizon: 2026-11-30 is in the past']],
    [
      'too long a leave',
      ['away', '--from', '10 dec', '--to', '+400d'],
      ['--to: 2026-12-10 to 2028-01-14 are 401 days'],
    ],
    ['too far', ['move', '2.7', '--due', '+99999w'], ['--due: +99999w is too far away', 'from 1970 to 2999']],
    ['too far for a start', ['preview', '--start', '25 dec 1999'], ['too far away', 'from 2000 to 2899']],
    [
      'a word in a list of holidays',
      ['reschedule', '--holidays', 'xmas'],
      ['"xmas" is not a date', 'or FILE.ics'],
    ],
  ])('%s', async (_, args, says) => {
    const world = await started();
    // A date that was understood before is said before the error.
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run([...args, ...tuesday]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const words of says) expect(flat(stderr)).toContain(words);
    expect(fingerprint(world)).toBe(before);
  });

  test('--today: a weekday may be the last or the next', async () => {
    const world = await started();
    const weekday = fullDate(addDays(localDate(new Date()), 2)).slice(0, 3);
    await expectRefusal(world, ['status', '--today', weekday], {
      code: 2,
      says: [`--today: "${weekday}" may be`],
    });
  });

  test('of two dates, the one that no run of this hire has is not asked about', async () => {
    const world = await started();
    const { stderr } = await world.run(['move', '2.7', '--due', '20 nov', ...tuesday]);
    expect(stderr).toContain('--due 20 nov: Sat 20 Nov 2027');
  });
});

test('the hint for what was done earlier works as it is printed', async () => {
  const world = await started();
  await world.run(['done', '1.3', '--evidence', 'https://example.com/', '--today', '2026-11-23']);
  const { stdout } = await world.run(['status', '--today', '2026-11-24']);
  // Several items are late, so the command asks which ones are meant.
  expect(stdout).toMatch(/Did some of it earlier\? pm-onboard done --on yesterday$/m);
  await expectPasteable(world, stdout, { today: '2026-11-24' });
});

test('help says once how dates and items are written, for the commands that take them', async () => {
  const world: World = await started();
  const help = async (...args: string[]) => (await world.run(['help', ...args])).stdout;
  for (const args of [[], ['--all'], ['move'], ['done'], ['add']]) {
    expect((await help(...args)).match(/^Dates: /gm)).toHaveLength(1);
    expect((await help(...args)).match(/^Items: /gm)).toHaveLength(1);
  }
  expect(await help('away')).not.toContain('Items: ');
  expect(await help('show')).not.toContain('Dates: ');
  expect(await help('schema')).not.toMatch(/^(Dates|Items): /m);
  const forms = /^Dates: (.*)$/m.exec(await help('move'))?.[1]?.split(', ') ?? [];
  expect(forms.length).toBeGreaterThan(5);
  for (const form of forms) {
    const due = form.replaceAll('"', '');
    const { stderr } = await world.run(['move', '2.7', '--due', due, ...tuesday]);
    expect(stderr, form).not.toContain('is not a date');
  }
});
