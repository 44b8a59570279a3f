/** `mine` and `remind`: the list of what somebody owes over all hires, who gets it unasked, and what a message says. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MineView } from '../../src/view/mine.ts';
import type { RemindView } from '../../src/view/remind.ts';
import { expectRefusal, fingerprint, flat, json, tooWide } from './facts.ts';
import { expectPasteable } from './pasted.ts';
import { Terminal } from './terminal.ts';
import { prepared, World } from './world.ts';

const on = ['--today', '2026-12-01'];
const grace = { env: { PM_ONBOARD_AS: 'Grace Hopper' } };
const alan = { env: { PM_ONBOARD_AS: 'Alan Turing' } };

const begin = (name: string, start: string) => [
  ...['start', '--name', name, '--start', start, '--no-me', '--today', '2026-11-16'],
  ...['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'],
];

/** Three hires of one buddy: Ada in her second week, Bob on his second day, Joan in two weeks. */
const team = prepared(async (world) => {
  const run = async (...args: string[]) => {
    const { code, stderr } = await world.run(args);
    expect(code, `${args.join(' ')}\n${stderr}`).toBe(0);
  };
  await run(...begin('Ada Lovelace', '2026-11-23'));
  await run(...begin('Bob Noyce', '2026-11-30'));
  await run(...begin('Joan Clarke', '2026-12-14'));
  const ada = ['--hire', 'Ada Lovelace', '--as', 'Ada Lovelace'];
  await run('done', '3.12', '--force', '--evidence', 'https://example.com', ...ada, '--today', '2026-11-27');
  await run('ask', 'Who decides on Team or Enterprise edition?', ...ada, '--today', '2026-11-30');
  await run(
    'book',
    '2.1',
    '--on',
    '2026-12-02',
    '--at',
    '10:00',
    '--hire',
    'Bob Noyce',
    '--today',
    '2026-11-30',
  );
  for (const hire of ['Ada Lovelace', 'Bob Noyce', 'Joan Clarke'])
    await run('done', '1.14', '--hire', hire, '--as', 'Grace Hopper', '--today', '2026-11-20');
});

describe('screens', () => {
  test.each([
    ['mine', ['mine'], grace],
    ['mine-within', ['mine', '--within', '2w', '--hire', 'joan'], grace],
    ['mine-everybody', ['mine', '--everybody', '--hire', 'bob'], grace],
    ['mine-markdown', ['mine', '--markdown'], grace],
    ['mine-accessible', ['mine', '--accessible'], grace],
    ['mine-nobody', ['mine'], { env: { PM_ONBOARD_AS: 'Nobody' } }],
    ['remind-channel', ['remind'], grace],
    ['remind-week', ['remind', '--for', 'Grace Hopper', '--weekly'], grace],
    ['remind-hire', ['remind', '--for', 'hire', '--hire', 'bob'], { env: { PM_ONBOARD_AS: 'Bob Noyce' } }],
  ])('%s', async (name, args, options) => {
    const world = await team();
    const { code, stdout, stderr } = await world.run([...args, ...on], options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectPasteable(world, stdout, { today: on[1], ...options });
    if (!args.includes('--markdown') && !args.includes('--accessible'))
      expect(tooWide(stdout, 80)).toEqual([]);
    await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', `${name}.golden`),
    );
  });

  test('fit 40 and 200 columns', async () => {
    const world = await team();
    for (const columns of [40, 200])
      for (const args of [
        ['mine'],
        ['mine', '--everybody'],
        ['remind'],
        ['remind', '--for', 'Alan Turing', '--weekly'],
      ]) {
        const { stdout } = await world.run([...args, ...on], { ...grace, columns });
        expect(tooWide(stdout, columns).filter((line) => !line.includes('pm-onboard'))).toEqual([]);
      }
  });
});

describe('who gets the list unasked', () => {
  test('whoever holds a role and has no run of their own: without a word, with status, next and review', async () => {
    const world = await team();
    const before = fingerprint(world);
    const list = await world.run(['mine', ...on], grace);
    expect(list.stdout).toContain('for your word');
    for (const args of [
      [],
      ['status'],
      ['next'],
      ['review'],
      ['s'],
      ['n'],
      ['r'],
      ['m'],
      ['status', '--all'],
    ]) {
      const { code, stdout } = await world.run([...args, ...on], grace);
      expect(code).toBe(0);
      if (!args.includes('--all')) expect(stdout, args.join(' ')).toBe(list.stdout);
    }
    for (const args of [[], ['status'], ['m'], ['mine']])
      expect((await world.run(args, grace)).stdout).toMatch(/^Grace Hopper · /);
    expect(fingerprint(world)).toBe(before);
  });

  test('not with the name of a hire, not where a script asks, not for a hire, and not for a stranger', async () => {
    const world = await team();
    expect((await world.run(['status', 'ada', ...on], grace)).stdout).toMatch(/^Ada Lovelace · day/);
    expect((await world.run(['status', ...on], { env: { PM_ONBOARD_AS: 'bob noyce' } })).stdout).toMatch(
      /^Bob Noyce/,
    );
    await expectRefusal(world, ['status', '--as', 'Nobody'], { code: 4, says: ['which hire is meant?'] });
    for (const flags of [['--json'], ['--exit-code']])
      await expectRefusal(world, ['status', '--as', 'Grace Hopper', ...flags], {
        code: 4,
        says: ['which hire is meant?'],
      });
    await expectRefusal(world, ['review', '--as', 'Grace Hopper', '--finish'], {
      code: 4,
      says: ['which hire is meant?'],
    });
  });

  test('review of an only hire stays a review', async () => {
    const world = new World();
    await world.run(begin('Ada Lovelace', '2026-11-23'));
    expect((await world.run(['review', ...on], grace)).stdout).toMatch(/^Ada/);
    expect((await world.run(['status', ...on], grace)).stdout).toMatch(/^Grace Hopper/);
  });

  test('a hire who is a buddy too: their own run, and with mine both', async () => {
    const world = await team();
    await world.run(['assign', '--role', 'buddy', '--to', 'Ada Lovelace', '--hire', 'Bob Noyce', ...on]);
    const ada = { env: { PM_ONBOARD_AS: 'Ada Lovelace' } };
    expect((await world.run([...on], ada)).stdout).toMatch(/^Ada Lovelace · day 9/);
    const { stdout } = await world.run(['mine', ...on], ada);
    expect(stdout).toMatch(/YOUR OWN RUN\n {2}Day \d+ of 90: /);
    expect(stdout).toContain('--hire Bob');
    await expectPasteable(world, stdout, { today: on[1], ...ada });
  });
});

describe('flags', () => {
  test('--hire, --run, --role and --within choose; what cannot be meant is refused with a remedy', async () => {
    const world = await team();
    const of = async (...args: string[]) =>
      json<MineView>(world, ['mine', ...args, '--as', 'Grace Hopper', ...on]);
    const names = ({ entries }: MineView) => [...new Set(entries.map(({ hire }) => hire.name))];
    expect(names(await of())).toEqual(expect.arrayContaining(['Ada Lovelace', 'Bob Noyce']));
    expect(names(await of('--hire', 'ada'))).toEqual(['Ada Lovelace']);
    expect((await of('--role', 'PM mentor')).entries.map(({ who }) => who.role)).not.toContain('buddy');
    const [near, far] = [await of('--within', '1'), await of('--within', '3w')];
    expect(far.entries.length).toBeGreaterThan(near.entries.length);
    expect(near.within).toBe(1);
    expect((await of('--all')).within).toBeNull();
    await expectRefusal(world, ['mine', '--within', 'soon'], { code: 2, says: ['--within: "soon"', '5d'] });
    await expectRefusal(world, ['mine', '--hire', 'adda'], { code: 2, says: ['did you mean Ada Lovelace?'] });
    await expectRefusal(world, ['mine', '--role', 'budy'], { code: 2, says: ['did you mean buddy?'] });
    await expectRefusal(world, ['remind', '--for', 'Alan Turnig'], {
      code: 2,
      says: ['did you mean Alan Turing?'],
    });
  });

  test('several runs of a person are told apart, and commands name them by id', async () => {
    const world = await team();
    await world.run([
      'start',
      '--another-run',
      '--hire',
      'Ada Lovelace',
      '--start',
      '2026-11-30',
      '--buddy',
      'Grace Hopper',
      '--manager',
      'Alan Turing',
      '--no-me',
      '--today',
      '2026-11-30',
    ]);
    const { entries } = await json<MineView>(world, ['mine', '--as', 'Grace Hopper', ...on]);
    const called = new Set(
      entries.filter(({ hire }) => hire.name === 'Ada Lovelace').map(({ hire }) => hire.called),
    );
    expect(called.size).toBe(2);
    for (const each of called) expect(each).toMatch(/^h[0-9a-f]{8}$/);
    expect((await world.run(['mine', ...on], grace)).stdout).toContain('Ada');
  });
});

test('a damaged record is named, and stops nothing', async () => {
  const world = await team();
  const [first = ''] = readdirSync(join(world.workspace, 'hires')).filter((name) => name.endsWith('.json'));
  writeFileSync(join(world.workspace, 'hires', first), 'no record');
  for (const args of [['mine'], ['remind', '--for', 'Grace Hopper']]) {
    const { code, stdout, stderr } = await world.run([...args, ...on], grace);
    expect(code).toBe(3);
    expect(stdout).toContain('pm-onboard done');
    expect(flat(stdout)).toContain('is not in this list');
    expect(stderr).toContain("can't be read");
  }
  // Nobody in a channel can do anything about it.
  const channel = await world.run(['remind', ...on], grace);
  expect(channel.code).toBe(3);
  expect(channel.stdout).not.toContain('not in this list');
});

test('whom a damaged record may name is no stranger', async () => {
  const world = await team();
  for (const name of readdirSync(join(world.workspace, 'hires')).filter((each) => each.endsWith('.json')))
    writeFileSync(join(world.workspace, 'hires', name), 'no record');
  await expectRefusal(world, ['remind', '--for', 'Grace Hopper', ...on], {
    code: 3,
    says: ["3 hires can't be read"],
  });
});

test('who held a role once, or will, and a hire who has finished have nothing to hear, and are no strangers', async () => {
  const world = await team();
  const cover = ['assign', '--role', 'buddy', '--to', 'Kay McNulty', '--hire', 'ada', ...on];
  expect((await world.run([...cover, '--from', '2026-12-07', '--until', '2026-12-11'])).code).toBe(0);
  const hears = async (name: string, day: string) => world.run(['remind', '--for', name, '--today', day]);
  const nothing = { code: 0, stdout: '', stderr: '' };
  expect(await hears('Kay McNulty', '2026-12-04')).toEqual(nothing);
  expect((await hears('kay', '2026-12-08')).stdout).toContain('Kay McNulty');
  expect(await hears('kay', '2026-12-14')).toEqual(nothing);
  await world.run(['finish', 'Bob Noyce', '--force', '--today', '2026-12-14']);
  expect(await hears('Bob', '2026-12-15')).toEqual(nothing);
  await world.run(['undo', '--hire', 'ada', '--today', '2026-12-14']);
  await expectRefusal(world, ['remind', '--for', 'Kay McNulty', '--today', '2026-12-14'], {
    code: 2,
    says: ['nobody here is called "Kay McNulty"'],
  });
});

test('what a hire reads of their question is a command that works', async () => {
  const world = await team();
  const { stdout } = await world.run(['remind', '--for', 'hire', '--hire', 'ada', ...on]);
  expect(stdout).toContain('?1');
  await expectPasteable(world, stdout, { today: on[1], env: { PM_ONBOARD_HIRE: 'ada' } });
  const { sections } = await json<RemindView>(world, ['remind', '--for', 'hire', '--hire', 'ada', ...on]);
  const asked = sections.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'question');
  expect(asked.map(({ command }) => command)).toEqual(['pm-onboard status']);
});

test.each([40, 60, 80])('first names of usual length stay whole on %i columns', async (columns) => {
  const world = new World();
  for (const name of ['Christopher Alexander', 'Maximiliane Meier'])
    await world.run(begin(name, '2026-11-23'));
  for (const args of [['mine'], ['mine', '--everybody'], ['remind'], ['remind', '--for', 'Grace Hopper']]) {
    const { stdout } = await world.run([...args, ...on], { ...grace, columns });
    expect(stdout).toMatch(/^ {2}Christopher {2}/m);
    expect(stdout).toMatch(/^ {2}Maximiliane {2}/m);
    expect(tooWide(stdout, columns).filter((line) => !/^ *pm-onboard /.test(line))).toEqual([]);
    // A command that is broken over lines would run without its end.
    for (const [line] of stdout.matchAll(/^.*pm-onboard (?:done|assign) .*$/gm))
      expect(line).toMatch(/pm-onboard (?:done|assign) .* --hire (?:Christopher|Maximiliane)$/);
  }
});

test('at a terminal the list fits the screen, and says how to see all of it', async (context) => {
  const terminal = await Terminal.open(context, await team(), grace);
  const { code, text } = await terminal.command('pm-onboard mine --everybody --today 2026-12-01');
  expect(code).toBe(0);
  expect(text).toMatch(/… \d+ more: pm-onboard mine --everybody --all/);
  expect(text).toContain('What the hires wait for');
});

test('a message that has nothing to say prints nothing, and its JSON says why', async () => {
  const world = await team();
  for (const args of [
    ['remind'],
    ['remind', '--for', 'Grace'],
    ['remind', '--for', 'hire', '--hire', 'ada', '--markdown'],
  ])
    expect(await world.run([...args, '--today', '2026-11-29'], grace)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  const { silent } = await json<RemindView>(world, ['remind', '--today', '2026-11-29']);
  expect(silent).toEqual({ why: 'weekend', text: 'Sun 29 Nov is not in the working week.' });
});

describe('team', () => {
  test('--mine counts what waits for whoever looks', async () => {
    const world = await team();
    const waits = async (who: string) => {
      const { hires } = await json<{
        hires: { name: string; inReview: number; owed: number; questions: number }[];
      }>(world, ['team', '--mine', '--sort', 'name', '--as', who, ...on]);
      return hires.map(({ inReview, owed, questions }) => [inReview, owed, questions]);
    };
    expect((await waits('Grace Hopper'))[0]).toEqual([1, 2, 1]);
    expect((await waits('Alan Turing'))[0]).toEqual([0, 5, 0]);
    const { stdout } = await world.run(['team', '--mine', ...on], alan);
    expect(stdout).toMatch(/Ada Lovelace .* 5 +Grace/);
  });

  test('--limit, --program and --since', async () => {
    const world = await team();
    const limited = await world.run(['team', '--limit', '1', ...on]);
    expect(limited.stdout).toContain('3 hires');
    expect(limited.stdout).toContain('… and 2 more');
    await expectRefusal(world, ['team', '--limit', '0'], { code: 2, says: ['--limit: "0"', 'whole number'] });
    expect((await world.run(['team', '--program', 'product-manager', ...on])).stdout).toContain('3 hires');
    expect((await world.run(['team', '--program', 'sales', ...on])).stdout).toContain(
      'The programs are: product-manager',
    );
    await world.run(['finish', 'Ada', '--force', '--note', 'moved to sales', ...on]);
    await world.run(['archive', 'Joan', '--reason', 'never came', ...on]);
    const since = await world.run(['team', '--since', '2026-11-28', ...on]);
    await expect(`$ pm-onboard team --since 2026-11-28\n\n${since.stdout}`).toMatchFileSnapshot(
      join(import.meta.dirname, 'screens', 'team-since.golden'),
    );
    await expectPasteable(world, since.stdout, { today: on[1] });
    expect((await world.run(['team', '--since', '2026-12-01', ...on])).stdout).not.toContain('Bob Noyce');
    await expectRefusal(world, ['team', '--since', '2026-12-05', ...on], { code: 2, says: ['future'] });
  });
});
