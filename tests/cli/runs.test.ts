/** Several runs of one person, one after the other or side by side: which one is meant, and which others are shown. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { eventsIn, expectRefusal, flat, json, type RecordedEvent } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, root, type World } from './world.ts';

interface Shown {
  readonly hire: { readonly id: string; readonly name: string; readonly run: string | null };
  readonly otherRuns: readonly { id: string; run: string | null; ended: unknown; text: string }[];
}

const on = (today: string) => ['--today', today];
const now = on('2027-03-09');

/** Bob starts, and whoever acts is somebody else. @returns the id of the new record */
async function begin(world: World, start: string, ...more: string[]): Promise<string> {
  const result = await world.run(['start', '--name', 'Bob Noyce', '--start', start, '--no-me', ...more]);
  expect(result.code, result.stderr).toBe(0);
  return (await ids(world)).at(-1) ?? '';
}

/** The ids of all records, the newest last. */
async function ids(world: World): Promise<string[]> {
  const { hires } = await json<{ hires: { id: string }[] }>(world, [
    'team',
    '--finished',
    '--archived',
    ...now,
  ]);
  const at = ({ id }: { id: string }) => eventsIn(textOf(world, id))[0]?.at ?? '';
  return [...hires].sort((a, b) => (at(a) < at(b) ? -1 : 1)).map(({ id }) => id);
}

function textOf(world: World, id: string): string {
  return readFileSync(join(world.workspace, `hires/${id}.json`), 'utf8');
}

/** From now on, who starts gets the small program instead of the one that ships. */
function useSmallProgram(world: World): void {
  cpSync(join(root, 'checklists/minimal'), join(world.workspace, 'checklists/onboarding'), {
    recursive: true,
  });
  writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'program: checklists/onboarding\n');
}

/** Bob's first run, which he finished. */
const finished = prepared(async (world) => {
  await begin(world, '2026-11-30', ...on('2026-11-30'));
  await world.run(['finish', 'bob', '--force', '--note', 'moved to sales', ...on('2026-12-12')]);
});

/** And two runs beside each other: of the program that ships, and of the small one. */
const beside = prepared(async (world) => {
  await begin(world, '2026-11-30', ...on('2026-11-30'));
  await world.run(['finish', 'bob', '--force', '--note', 'moved to sales', ...on('2026-12-12')]);
  await begin(world, '2027-03-01', '--another-run', ...on('2027-03-01'));
  useSmallProgram(world);
  await begin(world, '2027-03-08', '--another-run', ...on('2027-03-01'));
});

describe('start', () => {
  test.each([
    ['under way', [], ['Bob Noyce is being onboarded already', 'product-manager, since Mon 30 Nov']],
    ['finished', ['finish', 'bob', '--force'], ['Bob Noyce finished on Sat 12 Dec 2026']],
    ['archived', ['archive', 'bob'], ['Bob Noyce was archived on Sat 12 Dec 2026']],
  ])('names both flags where the run is %s, as commands to paste', async (_, ending, says) => {
    const world = await prepared((one) => begin(one, '2026-11-30', ...on('2026-11-30')))();
    if (ending.length > 0) await world.run([...ending, ...on('2026-12-12')]);
    const today = on(ending.length > 0 ? '2027-09-01' : '2026-12-01');
    const words = [
      'start',
      '--name',
      'BOB noyce',
      '--start',
      '2027-09-06',
      '--buddy',
      "Grace O'Hara",
      '--no-me',
    ];
    const { stderr } = await expectRefusal(world, [...words, ...today], {
      code: 2,
      says: [
        ...says,
        '--another-run begins another run of the same person',
        '--another begins with somebody else',
      ],
    });
    const commands = stderr.split('\n').filter((line) => line.includes('pm-onboard start'));
    expect(commands).toHaveLength(2);
    const before = await ids(world);
    const persons: unknown[] = [];
    for (const command of commands) {
      const { code, stderr: said } = await world.shell(`${command} ${today.join(' ')}`);
      expect(code, said).toBe(0);
      const id = (await ids(world)).at(-1) ?? '';
      persons.push(eventsIn(textOf(world, id))[0]?.['person']);
    }
    const [own] = eventsIn(textOf(world, before[0] ?? ''));
    expect(persons[0]).toBe(own?.['person']);
    expect(persons[1]).not.toBe(own?.['person']);
  });

  test('--another-run: the person is the same, by name, handle or --hire; the name stays as it was', async () => {
    const world = await finished();
    const [first = ''] = await ids(world);
    const path = join(world.workspace, `hires/${first}.json`);
    const stamp = {
      now: new Date('2020-01-01T12:00:00.000Z'),
      on: '2026-12-12' as const,
      by: 'Grace',
      batch: 'b',
    };
    const changed = withFacts(
      parseRecord(textOf(world, first)),
      [{ kind: 'changed', handles: ['rn'] }],
      stamp,
    );
    writeFileSync(path, formatRecord(changed));
    const start = eventsIn(textOf(world, first)).find(({ kind }) => kind === 'started');
    for (const [at, who] of [
      ['2027-03-01', ['--name', 'bob NOYCE']],
      ['2027-03-02', ['--name', 'rn']],
      ['2027-03-03', ['--hire', 'bob']],
      ['2027-03-04', ['--hire', first]],
    ] as const) {
      const flags = ['--another-run', '--start', at, '--no-me', ...on('2027-03-01')];
      const { code, stderr } = await world.run(['start', ...who, ...flags]);
      expect(code, stderr).toBe(0);
      expect(eventsIn(textOf(world, (await ids(world)).at(-1) ?? ''))[0]).toMatchObject({
        kind: 'started',
        person: start?.['person'],
        name: 'Bob Noyce',
        handles: ['rn'],
        start: at,
      });
    }
  });

  test('--another-run: somebody unknown, two of that name, or two flags at once are refused', async () => {
    const world = await finished();
    const flags = ['--start', '2027-03-01', '--no-me', ...on('2027-03-01')];
    await expectRefusal(world, ['start', '--name', 'Bob Noise', '--another-run', ...flags], {
      code: 2,
      says: ['nobody here is called "Bob Noise"', 'did you mean Bob Noyce?', 'leave it out'],
    });
    await expectRefusal(world, ['start', '--name', 'Bob Noyce', '--another-run', '--another', ...flags], {
      code: 2,
      says: ['exclude each other'],
    });
    await begin(world, '2027-03-01', '--another', ...on('2027-03-01'));
    const { stderr } = await expectRefusal(
      world,
      ['start', '--name', 'Bob Noyce', '--another-run', ...flags],
      {
        code: 2,
        says: ['2 people here are called Bob Noyce', '--hire'],
      },
    );
    const [command = ''] = /pm-onboard start .*? --hire h\w+/.exec(stderr) ?? [];
    expect((await world.shell(`${command} ${on('2027-03-01').join(' ')}`)).code).toBe(0);
    await world.run(['start', '--name', 'Ada', ...flags]);
    await expectRefusal(world, ['start', '--name', 'Bob Noyce', '--hire', 'ada', '--another-run', ...flags], {
      code: 2,
      says: ['--hire ada is Ada'],
    });
  });

  test('at a terminal it asks who that is', async (context) => {
    const world = await finished();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      `pm-onboard start --name 'Bob Noyce' --start 2027-03-01 --holidays none --no-me ${on('2027-03-01').join(' ')}`,
    );
    const offer = await terminal.until(/Who starts\s+now\?/);
    expect(flat(offer)).toContain('Bob Noyce finished on Sat 12 Dec');
    await terminal.until('neither');
    await terminal.type('');
    await terminal.until('day 1 of 90');
    const records = await ids(world);
    const persons = records.map((id) => eventsIn(textOf(world, id))[0]?.['person']);
    expect(persons).toEqual([persons[0], persons[0]]);
  });
});

describe('one run after the other', () => {
  test('a name means the run under way, never the one that ended; status and JSON say of the other one', async () => {
    const world = await finished();
    const [first = ''] = await ids(world);
    expect((await json<Shown>(world, ['status', 'bob', ...now])).hire.id).toBe(first);
    const second = await begin(world, '2027-03-01', '--another-run', ...on('2027-03-01'));
    for (const name of ['bob', 'Bob Noyce', 'NOYCE', second, second.slice(0, 6)]) {
      const { hire, otherRuns } = await json<Shown>(world, ['status', name, ...now]);
      expect(hire).toMatchObject({ id: second, run: null });
      expect(otherRuns).toMatchObject([
        { id: first, run: null, ended: { how: 'finished', on: '2026-12-12', text: 'moved to sales' } },
      ]);
    }
    const screen = (await world.run(['status', 'bob', ...now])).stdout;
    expect(flat(screen)).toContain(
      `Other run: product-manager (${first}), finished on Sat 12 Dec: pm-onboard status ${first}`,
    );
    const review = (await world.run(['review', 'bob', '--as', 'Grace', ...now])).stdout;
    expect(flat(review)).toContain(`pm-onboard status ${first}`);
    const old = await json<Shown>(world, ['status', first, ...now]);
    expect(old.otherRuns).toMatchObject([{ id: second, run: 'product-manager', ended: null }]);
    // Commands that are printed for the run under way name it as before.
    expect((await world.run(['done', '1.4', '--hire', 'bob', ...now])).stderr).not.toContain(second);
    expect(existsSync(join(world.home, '.config/pm-onboard/runs.json'))).toBe(false);
  });

  test('of two that ended, a name means the last to end', async () => {
    const world = await finished();
    const second = await begin(world, '2027-03-01', '--another-run', ...on('2027-03-01'));
    await world.run(['archive', 'bob', '--reason', 'left', ...on('2027-03-09')]);
    expect((await json<Shown>(world, ['status', 'bob', ...now])).hire.id).toBe(second);
  });

  test('forget erases one record and wants it named; it says which stay', async () => {
    const world = await finished();
    const second = await begin(world, '2027-03-01', '--another-run', ...on('2027-03-01'));
    const [first = ''] = await ids(world);
    await expectRefusal(world, ['forget', 'bob', '--confirm', 'Bob Noyce', ...now], {
      code: 2,
      says: [
        'Bob Noyce has 2 records',
        `pm-onboard forget ${first} product-manager, finished on Sat 12 Dec`,
        `pm-onboard forget ${second} product-manager, under way`,
      ],
    });
    const gone = await world.run(['forget', first, '--confirm', 'Bob Noyce', ...now]);
    expect(gone.code).toBe(0);
    expect(flat(gone.stderr)).toContain(`Other runs of theirs stay: pm-onboard forget ${second}`);
    expect((await json<Shown>(world, ['status', 'bob', ...now])).otherRuns).toEqual([]);
  });

  test('the setting `hire` with the id of a run that ended means the one under way', async () => {
    const world = await finished();
    const [first = ''] = await ids(world);
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ hire: first }));
    await world.run(['start', '--name', 'Ada', '--start', '2027-03-01', '--no-me', ...on('2027-03-01')]);
    expect((await json<Shown>(world, ['status', ...now])).hire.id).toBe(first);
    const second = await begin(world, '2027-03-01', '--another-run', ...on('2027-03-01'));
    expect((await json<Shown>(world, ['status', ...now])).hire.id).toBe(second);
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ hire: second }));
    expect((await json<Shown>(world, ['status', ...now])).otherRuns).toMatchObject([{ id: first }]);
  });
});

describe('runs side by side', () => {
  /** Of Bob's runs: the number of items that are done in each. */
  async function doneIn(world: World): Promise<number[]> {
    const [, big = '', small = ''] = await ids(world);
    return [big, small].map((id) => eventsIn(textOf(world, id)).filter(({ kind }) => kind === 'done').length);
  }

  // How the run is named → whether that is the run of the program that ships (1, 0) or of the small one (0, 1).
  test.each<[string, (big: string, small: string) => string[], readonly number[]]>([
    ['RUN:number', () => ['product-manager:1.4'], [1, 0]],
    ['RUN:number of the other', () => ['onboarding:1.1'], [0, 1]],
    ['RUN: in other letters', () => ['Onboarding:1.1'], [0, 1]],
    ['RUN:id of an item', () => ['onboarding:meet-manager'], [0, 1]],
    ['the id of a record', (big) => [`${big}:1.4`], [1, 0]],
    ['a list behind it', () => ['onboarding:1.1,1.2', '--force'], [0, 2]],
    ['a list with it twice', () => ['onboarding:1.1,onboarding:1.2', '--force'], [0, 2]],
    ['a range behind it', () => ['onboarding:1.1-1.2', '--force'], [0, 2]],
    ['several items, one with it', () => ['onboarding:1.1', '1.2', '--force'], [0, 2]],
    ['--run', () => ['1.1', '--run', 'onboarding'], [0, 1]],
    ['--run with the id', (_, small) => ['1.1', '--run', small], [0, 1]],
    ['--run and --hire', () => ['1.1', '--run', 'onboarding', '--hire', 'bob'], [0, 1]],
    ['--hire with the id', (big) => ['1.4', '--hire', big], [1, 0]],
    ['an item that one run alone has', () => ['add-to-meetings', '--force'], [1, 0]],
    [
      'an item that one run alone has, by number',
      () => ['2.3', '--force', '--evidence', 'https://x.org'],
      [0, 0],
    ],
  ])('%s', async (_case, words, counts) => {
    const world = await beside();
    const [, big = '', small = ''] = await ids(world);
    const args = words(big, small);
    const { code, stderr } = await world.run(['done', ...args, ...now]);
    if (counts[0] === 0 && counts[1] === 0) expect(code).toBe(4);
    else expect(code, stderr).toBe(0);
    expect(await doneIn(world)).toEqual(counts);
  });

  test('an item that is open in one run alone means that run, and says so', async () => {
    const world = await beside();
    await expectRefusal(world, ['done', '1.1', ...now], {
      code: 4,
      says: ['which run of Bob Noyce is meant?', 'product-manager:1.1', 'onboarding:1.1', '--run'],
    });
    // Which run was named is remembered for its day alone.
    expect((await world.run(['done', 'product-manager:1.1', ...now])).code).toBe(0);
    const { code, stderr } = await world.run(['done', '1.1', ...on('2027-03-10')]);
    expect(code, stderr).toBe(0);
    expect(stderr.split('\n')[0]).toBe('  onboarding, the only run with 1.1 open; not product-manager');
    expect(await doneIn(world)).toEqual([1, 1]);
  });

  test('without a name the run that was named last that day, which the first line says', async () => {
    const world = await beside();
    await expectRefusal(world, ['status', ...now], {
      code: 4,
      says: ['pm-onboard status --run product-manager', 'pm-onboard status --run onboarding'],
    });
    expect((await json<Shown>(world, ['status', '--run', 'onboarding', ...now])).hire.run).toBe('onboarding');
    const { stdout, stderr } = await world.run(['status', ...now]);
    expect(stdout).toMatch(/^Bob Noyce, onboarding · day 2/);
    expect(stderr).toBe('  onboarding, the run you named last; not product-manager\n');
    expect((await world.run(['note', 'product-manager:1.1', 'mine', ...now])).code).toBe(0);
    expect((await world.run(['next', ...now])).stderr).toContain('product-manager, the run you named last');
    await expectRefusal(world, ['next', ...on('2027-03-10')], { code: 4, says: ['which run of Bob Noyce'] });
    // It is kept in the user's own folder, without a name, and nothing fails where it can't be.
    const file = join(world.home, '.config/pm-onboard/runs.json');
    expect(readFileSync(file, 'utf8')).not.toMatch(/bob/i);
    rmSync(file);
    mkdirSync(file);
    expect((await world.run(['status', '--run', 'onboarding', ...now])).code).toBe(0);
    rmSync(file, { recursive: true });
    writeFileSync(file, '{"damaged');
    await expectRefusal(world, ['next', ...now], { code: 4, says: ['which run of Bob Noyce'] });
  });

  test('a name of the hire alone does not choose; the commands that are listed and printed do', async () => {
    const world = await beside();
    await world.run(['start', '--name', 'Ada', '--start', '2027-03-01', '--no-me', ...on('2027-03-01')]);
    const { stderr } = await expectRefusal(world, ['review', 'bob', ...now], {
      code: 4,
      says: ['which run of Bob Noyce is meant?', 'pm-onboard review --hire h'],
    });
    const listed = [...stderr.matchAll(/pm-onboard review --hire h\w+/g)].map(([command]) => command);
    expect(listed).toHaveLength(2);
    for (const command of listed) expect((await world.shell(`${command} ${now.join(' ')}`)).code).toBe(0);
    const [, big = '', small = ''] = await ids(world);
    // Each printed command means the run that it was printed for, whichever was named since.
    for (const id of [big, small]) {
      const other = id === big ? small : big;
      const { stdout } = await world.run(['status', id, ...now]);
      const [command = ''] = /pm-onboard (?:done|count|book|plan|show) .*--hire h\w+/.exec(stdout) ?? [];
      expect(command, stdout).toContain(id);
      await world.run(['status', other, ...now]);
      const before = eventsIn(textOf(world, other)).length;
      await world.shell(`${command.replace('URL', 'https://x.org')} ${now.join(' ')}`);
      expect(eventsIn(textOf(world, other))).toHaveLength(before);
    }
  });

  test.each([
    [['done', 'product-manager:1.1', 'onboarding:1.1'], ['are several runs']],
    [['done', 'onboarding:1.1', '--run', 'product-manager'], ['are several runs']],
    [
      ['done', 'nosuch:1.1'],
      ['no run of Bob Noyce is called "nosuch"', 'product-manager', 'onboarding'],
    ],
    [['status', '--run', 'nosuch'], ['no run of Bob Noyce is called "nosuch"']],
    [['status', 'ada', '--run', 'product-manager'], ['no run of Ada is called "product-manager"']],
  ])('refused: %j', async (args, says) => {
    const world = await beside();
    await world.run(['start', '--name', 'Ada', '--start', '2027-03-01', '--no-me', ...on('2027-03-01')]);
    const hire = args[0] === 'done' || args.length < 4 ? ['--hire', 'bob'] : [];
    await expectRefusal(world, [...args, ...hire, ...now], { code: 2, says });
  });

  test('every command takes --run', async () => {
    const world = await beside();
    const [, big = '', small = ''] = await ids(world);
    const before = textOf(world, big);
    const run = ['--run', 'onboarding', ...now];
    for (const args of [
      ['done', '1.1'],
      ['undo'],
      ['skip', '1.1', '--reason', 'known'],
      ['reopen', '1.1'],
      ['note', '1.1', 'a word'],
      ['ask', 'who decides?', '--item', 'onboarding:1.1'],
      ['count', 'listen-to-customers', '2'],
      ['move', '1.1', '--due', '2027-03-12'],
      ['book', '1.1', '--on', '2027-03-11'],
      ['add', 'Meet Lin', '--after', 'onboarding:1.1'],
      ['assign', '--role', 'buddy', '--to', 'Grace'],
      ['away', '--from', '2027-04-01', '--to', '2027-04-02'],
      ['reschedule', '--start', '2027-03-09'],
      ['show', '1.1'],
      ['next'],
      ['plan'],
      ['calendar'],
      ['log', '--item', '1.1'],
      ['review', '--finish', '--as', 'Grace'],
      ['share'],
      ['upgrade', '--dry-run'],
      ['redact', 'a word', '--yes'],
      ['finish', '--force'],
    ]) {
      const { code, stderr } = await world.run([...args, ...run]);
      expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
    }
    expect(textOf(world, big)).toBe(before);
    expect(existsSync(join(world.folder, 'bob-noyce-onboarding.pm-onboard.json'))).toBe(true);
    // Now that one has ended, the other is the only one, and the ended one goes by its id.
    expect((await json<Shown>(world, ['status', ...now])).hire).toMatchObject({ id: big, run: null });
    expect((await world.run(['undo', '--hire', small, ...now])).stderr).toContain('taken back: finished');
  });

  test.each(['finish', 'archive'])('%s: what it prints takes it back', async (command) => {
    const world = await beside();
    const force = command === 'finish' ? ['--force'] : [];
    const named = command === 'archive' ? ['bob'] : [];
    const { stderr } = await world.run([command, ...named, '--run', 'onboarding', ...force, ...now]);
    const [undo = ''] = /pm-onboard undo.*/.exec(stderr) ?? [];
    const { code, stderr: said } = await world.shell(`${undo} ${now.join(' ')}`);
    expect(code, said).toBe(0);
    expect(said).toContain('taken back');
  });

  test('at a terminal it asks which run is meant, and remembers the answer', async (context) => {
    const world = await beside();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard next ${now.join(' ')}`);
    await terminal.until('Which run of Bob Noyce is meant?');
    await terminal.type('');
    await terminal.until('pm-onboard done');
    expect((await world.run(['next', ...now])).stderr).toContain('product-manager, the run you named last');
  });

  test('team has a line a run, which are told apart; ended ones with why, figures as on their last day', async () => {
    const world = await beside();
    await world.run(['start', '--name', 'Ada', '--start', '2027-03-01', '--no-me', ...on('2027-03-01')]);
    await world.run(['archive', 'ada', '--reason', 'went to sea', ...now]);
    const team = async (...flags: string[]) => (await world.run(['team', ...flags, ...now])).stdout;
    const wide = (await world.run(['team', ...now], { columns: 120 })).stdout;
    expect(wide).toMatch(/Bob Noyce +product-manager /);
    expect(wide).toMatch(/Bob Noyce +onboarding /);
    expect(wide).not.toMatch(/finished|Ada/);
    expect(flat(await team('--finished'))).toContain('Bob Noyce finished on Sat 12 Dec: moved to sales');
    expect(flat(await team('--archived'))).toContain('Ada was archived on Tue 9 Mar: went to sea');
    expect(await team('--markdown', '--finished')).toContain(
      '- Bob Noyce finished on Sat 12 Dec: moved to sales',
    );
    expect(await team('--csv', '--archived')).toContain(',archived,2027-03-09,went to sea');
    const { hires } = await json<{ hires: { run: string | null; ended: { how: string } | null }[] }>(world, [
      'team',
      '--finished',
      '--archived',
      ...now,
    ]);
    expect(hires.map(({ run, ended }) => ended?.how ?? run).sort()).toEqual([
      'archived',
      'finished',
      'onboarding',
      'product-manager',
    ]);
    const row = async (today: string) =>
      (await world.run(['team', '--finished', '--csv', ...on(today)])).stdout
        .split('\n')
        .find((line) => line.includes('moved to sales'));
    const last = await row('2026-12-12');
    expect(last).toMatch(/,2026-11-30,13,/);
    for (const today of ['2027-02-02', '2027-06-01']) expect(await row(today)).toBe(last);
  });
});

describe('Grace, who has two runs of her own beside two hires', () => {
  const layOut = prepared(async (world) => {
    const grace = ['--name', 'Grace Hopper', '--start', '2027-03-01', ...on('2027-03-01')];
    const hires = ['--buddy', 'Grace Hopper', '--start', '2027-03-01', '--no-me', ...on('2027-03-01')];
    await world.run(['start', ...grace, '--me']);
    useSmallProgram(world);
    await world.run(['start', ...grace, '--me', '--another-run']);
    await world.run(['start', '--name', 'Ada', ...hires]);
    await world.run(['start', '--name', 'Bob', ...hires]);
  });

  test('her commands are about her runs, by the same rules; those with a name about her hires', async () => {
    const world = await layOut();
    await expectRefusal(world, ['status', ...now], {
      code: 4,
      says: ['which run of Grace Hopper', '--run onboarding'],
    });
    expect((await world.run(['done', 'onboarding:1.1', ...now])).code).toBe(0);
    const { stdout } = await world.run(['next', ...now]);
    expect(stdout).toContain('--run onboarding');
    expect((await world.run(['done', '1.1', '--hire', 'ada', ...now])).stderr).not.toContain('Grace Hopper');
    expect((await json<Shown>(world, ['status', 'ada', ...now])).hire).toMatchObject({
      name: 'Ada',
      run: null,
    });
    // A run of hers is none of Ada's, though it is called the same.
    await world.run(['note', 'onboarding:1.1', 'hers', '--hire', 'ada', ...now]);
    expect((await world.run(['show', '1.1', '--hire', 'ada', ...now])).stdout).toContain('hers');
    const settings = JSON.parse(readFileSync(join(world.home, '.config/pm-onboard/settings.json'), 'utf8'));
    expect(settings).toEqual({ me: 'Grace Hopper' });
  });
});

describe('two people of one name', () => {
  test('are listed as they always were; where one has left, the other is meant', async () => {
    const world = await prepared((one) => begin(one, '2027-03-01', ...on('2027-03-01')))();
    const [first = ''] = await ids(world);
    const second = await begin(world, '2027-03-01', '--another', ...on('2027-03-01'));
    await expectRefusal(world, ['status', 'bob', ...now], { code: 2, says: ['"bob" may be', first, second] });
    await world.run(['archive', first, ...now]);
    for (const name of ['bob', 'Bob Noyce'])
      expect((await json<Shown>(world, ['status', name, ...now])).hire.id).toBe(second);
    expect((await json<Shown>(world, ['status', 'bob', ...now])).otherRuns).toEqual([]);
    const doctor = await json<{ findings: { check: string }[] }>(world, ['doctor', ...now]);
    expect(JSON.stringify(doctor)).not.toContain('look like records of one person');
  });
});

describe('a record with two starts', () => {
  /** Plants a second start into the only record, later than the first. */
  function plantStart(world: World, program: string): string {
    const { path, text } = world.onlyRecord();
    const [{ id: _, at: _at, on: _on, by: _by, batch: _batch, ...start } = {} as RecordedEvent] =
      eventsIn(text);
    const stamp = {
      now: new Date('2027-03-05T08:00:00.000Z'),
      on: '2027-03-05' as const,
      by: 'Lin',
      batch: 'b',
    };
    const fact = { ...start, name: 'Robert', program } as never;
    writeFileSync(path, formatRecord(withFacts(parseRecord(text), [fact], stamp)));
    return path;
  }

  test('of one program: the earliest counts', async () => {
    const world = await prepared((one) => begin(one, '2027-03-01', ...on('2027-03-01')))();
    plantStart(world, 'product-manager');
    expect((await json<Shown>(world, ['status', 'bob', ...now])).hire.name).toBe('Bob Noyce');
  });

  test('of two programs: the record is refused and named', async () => {
    const world = await prepared((one) => begin(one, '2027-03-01', ...on('2027-03-01')))();
    const path = plantStart(world, 'onboarding');
    await expectRefusal(world, ['status', ...now], {
      code: 3,
      says: [path, 'it was begun several times, with product-manager and onboarding', 'no backup of it here'],
    });
  });

  test('of two programs: no restore unites them; what is printed brings a backup back', async () => {
    const world = await prepared((one) => begin(one, '2027-03-01', ...on('2027-03-01')))();
    await world.run(['note', '1.1', 'before', ...now]);
    const path = plantStart(world, 'onboarding');
    const restore = ['doctor', '--restore', basename(path, '.json')];
    const { code, stderr } = await world.run(restore);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain("two runs can't be united; these commands move the file away");
    const commands = stderr.split('\n').filter((line) => /^ {2}(mv|pm-onboard) /.test(line));
    const { stdout } = await world.run(['doctor', ...now]);
    expect(flat(stdout)).toContain(commands.map((line) => line.trim()).join(' && '));
    const healed = await world.shell(commands.join('\n'));
    expect(healed.code, healed.stderr).toBe(0);
    expect((await json<Shown>(world, ['status', 'bob', ...now])).hire.name).toBe('Bob Noyce');
  });
});
