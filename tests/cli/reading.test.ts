import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { fingerprint, flat, json, startedWithLink, tooWide } from './facts.ts';
import { root, World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const dayNine = ['--today', '2026-12-01'];

describe('status', () => {
  test('says who, which day and with whom; what to do today, and one command to type', async () => {
    const world = new World();
    await world.startAda();
    const before = fingerprint(world);
    const result = await world.run(['status', ...monday]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout.split('\n')[0]).toMatch(/Ada Lovelace · day 1 of 90 · Mon 23 Nov.*Grace/);
    for (const words of ['1.1 Meet your manager', 'Alan', 'OTHERS', '1.4'])
      expect(flat(result.stdout)).toContain(words);
    expect(result.stdout).toMatch(/pm-onboard done 1\.\d+/);
    expect(fingerprint(world)).toBe(before);
  });

  test('days before the start, after the end and behind are told apart', async () => {
    const world = new World();
    await world.startAda();
    const head = async (today: string) =>
      (await world.run(['status', '--today', today])).stdout.split('\n')[0];
    expect(await head('2026-11-20')).not.toContain('day 0');
    expect(await head('2026-12-01')).toContain('day 9 of 90');
    expect(await head('2027-02-27')).toContain('day 97, 7 past');
    const behind = await world.run(['status', ...dayNine]);
    expect(behind.stdout).toContain('CATCH UP');
    expect(behind.stdout.toLowerCase()).not.toMatch(/overdue|failed|delinquent/);
  });

  test('--exit-code: 1 only when something is overdue; due today is not', async () => {
    const world = new World();
    await world.startAda();
    expect((await world.run(['status', '--exit-code', ...monday])).code).toBe(0);
    const late = await world.run(['status', '--exit-code', '--today', '2026-11-24']);
    expect(late.code).toBe(1);
    expect(late.stdout).toContain('Meet your manager');
    expect(late.stderr).toBe('');
    expect((await world.run(['status', '--today', '2026-11-24'])).code).toBe(0);
    expect((await world.run(['status', '--exit-code', '--json', '--today', '2026-11-24'])).code).toBe(1);
  });

  test('the working days of the workspace are live', async () => {
    const world = new World();
    await world.run(['init']);
    await world.startAda();
    const due = async () =>
      (await json<{ item: { due: string } }>(world, ['show', '2.7', ...monday])).item.due;
    expect(await due()).toBe('2026-11-25');
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-11-24] }\n');
    expect(await due()).toBe('2026-11-26');
  });
});

describe('next', () => {
  test('-n items with what they are for and whom to meet, in the order of status', async () => {
    const world = new World();
    await world.startAda();
    const result = await world.run(['next', '-n', '2', ...monday]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(flat(result.stdout)).toContain('1.1 Meet your manager');
    expect(flat(result.stdout)).toContain('1.2 Learn about the team');
    expect(result.stdout).not.toContain('Fix 1:1 times');
    expect(flat(result.stdout)).toContain('Find out what is expected of you');
    expect(result.stdout).toContain('What do you hope to see from me');
    expect(result.stdout).toContain('Alan');
    const five = await json<{ items: unknown[]; more: number }>(world, ['next', ...monday]);
    expect(five.items).toHaveLength(5);
    const all = await json<{ items: unknown[]; more: number }>(world, ['next', '-n', '999', ...monday]);
    expect(all.items).toHaveLength(5 + five.more);
    expect(all.more).toBe(0);
    const linked = await startedWithLink('https://wiki.example.com/customers');
    const read = await linked.run(['next', '-n', '99', '--today', '2026-12-17']);
    expect(read.stdout).toContain('https://wiki.example.com/customers');
  });
});

describe('show', () => {
  test('explains an item wholly: purpose, date, people, links, what waits for it, history', async () => {
    const world = await startedWithLink('https://wiki.example.com/customers');
    await world.run(['note', '3.4', 'asked in the channel', ...monday]);
    const { stdout, stderr, code } = await world.run(['show', '3.4', '--today', '2026-12-10']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const text = flat(stdout);
    for (const words of [
      'Meet a customer success manager',
      'meet-csm',
      'First 30 days',
      'workday 7',
      '45 min',
      'Customer success manager',
      'https://wiki.example.com/customers',
      'What do customers struggle with while they are getting started?',
      'Ada Lovelace: noted',
      'asked in the channel',
      'pm-onboard done 3.4',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('WHY');
    const evidence = flat((await world.run(['show', '3.16', ...dayNine])).stdout);
    expect(evidence).toContain('Evidence wants a link');
    expect(evidence).toContain('Tick it off: pm-onboard done 3.16');
    const blocked = flat((await world.run(['show', '3.2', ...dayNine])).stdout);
    expect(blocked).toContain('3.1 Get trained on the support tool');
    const blocking = flat((await world.run(['show', '3.1', ...dayNine])).stdout);
    expect(blocking).toContain('3.2 Join the support standups');
  });

  test('--why: the rule, the days left out, what it waits for, who acts', async () => {
    const world = new World();
    await world.startAda();
    const why = flat((await world.run(['show', '3.2', '--why', ...dayNine])).stdout);
    for (const words of [
      'Mon 23 Nov',
      '`workday 15`',
      'outside the working week',
      '3.1',
      'Ada Lovelace acts',
    ])
      expect(why).toContain(words);
    const others = flat((await world.run(['show', '1.4', '--why', ...dayNine])).stdout);
    expect(others).toMatch(/Grace Hopper.* acts/);
  });

  test('a group lists its items with their states', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.2', ...monday]);
    const { stdout } = await world.run(['show', 'meet-buddy', ...monday]);
    for (const words of ['Meet your PM buddy', 'Learn about the team', 'Fix 1:1 times', 'done']) {
      expect(stdout).toContain(words);
    }
    expect(flat(stdout)).toContain('the person for every question');
  });
});

describe('show of a phase', () => {
  test('what it is for, until when, its items with their states; by number, id, title, and as screens print it', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '2.7', '--on', '2026-11-24', '--today', '2026-11-24']);
    const { stdout, stderr, code } = await world.run(['show', 'first week', '--today', '2026-11-25']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout.split('\n')[0]).toMatch(/^2 {2}First week {2,}by Fri 27 Nov$/);
    for (const words of [
      'week-1 · 1 of 16 done · under way',
      'Get to know customers',
      'Our design principles',
    ])
      expect(flat(stdout)).toContain(words);
    expect(stdout).toMatch(/^ {2}2\.7 +Meet the release manager +done +Wed 25 Nov +60 min$/m);
    expect(stdout).toMatch(/^ {2}2\.10 +A date with the CEO +waiting +Fri 27 Nov +Grace/m);
    expect(stdout.match(/^ {2}2\.\d+ /gm)).toHaveLength(18);
    for (const name of ['2', 'week-1', 'Week 1', 'FIRST WEEK'])
      expect(await world.run(['show', name, '--today', '2026-11-25']), name).toMatchObject({ code, stdout });
    for (const columns of [40, 60, 120]) {
      const narrow = await world.run(['show', '2', ...dayNine], { columns });
      expect(tooWide(narrow.stdout, columns)).toEqual([]);
      expect(narrow.stdout.match(/^ {2}2\.\d+ /gm)).toHaveLength(18);
    }
  });

  test('as JSON: the phase with its numbers, its groups, its items', async () => {
    const world = new World();
    await world.startAda();
    const view = await json<{
      schemaVersion: number;
      phase: Record<string, unknown>;
      groups: { id: string; items: string[] }[];
      items: { ref: string; phase: string; state: string }[];
    }>(world, ['show', 'week-1', ...dayNine]);
    expect(view.schemaVersion).toBe(1);
    expect(view.phase).toMatchObject({
      ...{ number: 2, id: 'week-1', title: 'First week', due: '2026-11-27', state: 'past' },
      ...{ done: 0, skipped: 0, total: 16 },
    });
    expect(view.items.map(({ ref }) => ref)).toEqual(Array.from({ length: 18 }, (_, at) => `2.${at + 1}`));
    expect(new Set(view.items.map(({ phase }) => phase))).toEqual(new Set(['week-1']));
    expect(view.groups[0]).toMatchObject({
      id: 'near-customers',
      items: ['2.1', '2.2', '2.3', '2.4', '2.5'],
    });
  });

  test('among items; and where something is done to items, a phase names them instead', async () => {
    const world = new World();
    await world.startAda();
    const both = await world.run(['show', '1,2.7', ...monday]);
    expect(both.stdout).toMatch(/^1 {2}First day/);
    expect(both.stdout).toContain('\n\n2.7  Meet the release manager');
    for (const args of [
      ['done', 'first week'],
      ['log', '--item', 'Week 1'],
    ])
      expect((await world.run([...args, ...monday])).stderr).toContain(
        'is a phase, "First week"; its items are',
      );
  });
});

describe('log', () => {
  test('who did what when; by item, from a day on', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.1', ...monday, '--note', 'nice']);
    await world.run(['note', '1.8', 'odd', '--today', '2026-11-24', '--as', 'Grace Hopper']);
    await world.run(['done', '1.5', '--today', '2026-11-25']);
    await world.run(['undo', '--today', '2026-11-25']);
    const whole = await world.run(['log', '--today', '2026-11-26']);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const text = flat(whole.stdout);
    expect(text).toMatch(/Mon 23( Nov)? Ada Lovelace done 1\.1 Meet your manager: nice/);
    expect(text).toMatch(/Tue 24( Nov)? Grace Hopper noted on 1\.8/);
    expect(text).toContain('undid: done 1.5');

    const item = await world.run(['log', 'Ada', '--item', '1.8']);
    expect(item.stdout).toContain('odd');
    expect(item.stdout).not.toContain('Meet your manager');
    const late = await json<{ entries: { kind: string; undone: boolean }[] }>(world, [
      'log',
      '--since',
      '2026-11-25',
      '--today',
      '2026-11-27',
    ]);
    expect(late.entries.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['done', true],
      ['undone', false],
    ]);
    const none = await world.run(['log', '--since', '2027-01-01', '--today', '2027-01-01']);
    expect(none.code).toBe(0);
    expect(none.stdout.trim()).not.toBe('');
  });

  test('--notes: what people wrote, alone; an answer belongs to the item of its question', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['note', '1.8', 'two installers', ...monday]);
    await world.run(['ask', 'Who signs builds?', '--item', '1.6', ...monday]);
    await world.run(['done', '1.1', '--note', 'a good start', ...monday]);
    await world.run(['done', '1.2', ...monday]);
    await world.run(['done', '1.3', '--evidence', 'https://example.com', ...monday]);
    await world.run(['skip', '1.6', '--reason', 'hosted', ...monday]);
    await world.run([
      ...['review', '--as', 'Grace Hopper', '--answer', '?1', '--text', 'Lin does', '--note', 'quick'],
      ...monday,
    ]);
    const entries = async (...flags: string[]) =>
      (await json<{ entries: { kind: string; item: string | null }[] }>(world, ['log', ...flags, ...dayNine]))
        .entries;
    expect((await entries('--notes')).map(({ kind, item }) => `${kind} ${item}`)).toEqual([
      'noted list-puzzles',
      'asked install-product',
      'done meet-manager',
      'answered install-product',
      'reviewed null',
    ]);
    const kinds = async (...flags: string[]) => (await entries(...flags)).map(({ kind }) => kind);
    expect(await kinds('--notes', '--item', '1.6')).toEqual(['asked', 'answered']);
    expect(await kinds('--item', '1.6')).toEqual(['asked', 'skipped', 'answered']);
    expect(await kinds('--item', '1.6-1.8')).toEqual(['noted', 'asked', 'skipped', 'answered']);
    expect(await kinds('--item', 'meet-manager,1.2')).toEqual(['done', 'done']);
    expect(await kinds('--item', 'install the product', '--notes')).toEqual(['asked', 'answered']);
    const { stdout } = await world.run(['log', '--notes', '--item', '1.6', '--markdown', ...dayNine]);
    expect(stdout).toBe(
      [
        '# What happened for Ada Lovelace',
        '',
        '- Mon 23 Nov, Ada Lovelace: asked: Who signs builds? (1.6 Install the product, set it up once)',
        '- Mon 23 Nov, Grace Hopper: answered "Who signs builds?": Lin does',
        '',
      ].join('\n'),
    );
  });
});

describe('demo', () => {
  test('three hires at different stages in a throwaway workspace, one status, commands that work', async () => {
    const world = new World();
    const before = fingerprint(world);
    const result = await world.run(['demo', '--today', '2026-12-01']);
    expect(result.code).toBe(0);
    const folder = /hires: *\n? *(\S+pm-onboard-demo-\S+)/.exec(result.stderr)?.[1] ?? 'missing';
    expect(existsSync(folder)).toBe(true);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    expect(fingerprint(world)).toBe(before);
    expect(result.stdout).toMatch(/^Ada Lovelace · day \d+ of 90/);
    // What can be typed stands below, behind the `cd`.
    expect(result.stdout).not.toContain('pm-onboard');

    const commands = result.stderr.split('\n').flatMap((line) => {
      const [, words] = /^\s*pm-onboard (.+)$/.exec(line) ?? [];
      return words ? [words] : [];
    });
    expect(commands.length).toBeGreaterThanOrEqual(5);
    for (const words of commands) {
      const tried = await world.shell(`pm-onboard ${words} --today 2026-12-01`, { cwd: folder });
      expect(tried, words).toMatchObject({ code: 0 });
    }
    const days = await Promise.all(
      ['Ada', 'Katherine', 'Annie'].map(
        async (hire) =>
          (await json<{ day: number }>(world, ['status', hire, '--today', '2026-12-01'], { cwd: folder }))
            .day,
      ),
    );
    expect(new Set(days).size).toBe(3);
  });
});

test('--version is that of the package', async () => {
  const world = new World();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(await world.run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
