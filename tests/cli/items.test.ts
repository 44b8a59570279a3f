/** Lists and ranges of items at every command that takes an item: one save for all of them, or none. */
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { prepared, type World } from './world.ts';

const monday = ['--today', '2026-11-23'];

/** Ada with two items of her own, 2.18 and 2.19. */
const started = prepared(async (world) => {
  await world.startAda();
  for (const title of ['Draft a survey', 'Send the survey'])
    await world.run(['add', title, '--phase', 'week-1', ...monday]);
});

/** The events of the last command: kind and item. */
function saved(world: World): string[] {
  return lastBatch(world).map(({ kind, item }) => `${kind} ${item}`);
}

/** The changes that a command says, each on its line. */
function changes(stderr: string): string[] {
  return stderr.split('\n').flatMap((line) => (line.startsWith('✓ ') ? line.slice(2) : []));
}

const products = ['browse-websites', 'install-product'];
/** What takes words to get there: the state in which an item can be opened again. */
const skipped = ['skip', '1.5,1.6', '--reason', 'known'];

describe('a list or a range: one change each, one save, one undo', () => {
  test.each<[name: string, before: string[] | undefined, args: string[], items: string[], change: RegExp[]]>([
    ['done', undefined, ['done', '1.5-1.6'], ['done', ...products], [/^1\.5 .*: done$/, /^1\.6 .*: done$/]],
    ['done', undefined, ['done', '1.6,1.5', '1.5'], ['done', ...products.toReversed()], [/^1\.5 /, /^1\.6 /]],
    [
      'skip',
      undefined,
      ['skip', '1.5-6', '--reason', 'x'],
      ['skipped', ...products],
      [/^1\.5 .*: skipped, x/, /^1\.6 /],
    ],
    [
      'skip',
      undefined,
      ['skip', '1.5', '1.6', '--reason', 'x'],
      ['skipped', ...products],
      [/^1\.5 /, /^1\.6 /],
    ],
    [
      'reopen',
      skipped,
      ['reopen', '1.5-1.6'],
      ['reopened', ...products],
      [/^1\.5 .*: open again$/, /^1\.6 /],
    ],
    ['reopen', skipped, ['reopen', '1.5,1.6'], ['reopened', ...products], [/^1\.5 /, /^1\.6 /]],
    [
      'note',
      undefined,
      ['note', '1.5,1.6', 'two', 'words'],
      ['noted', ...products],
      [/^noted on 1\.5 /, /^noted on 1\.6 /],
    ],
    [
      'note',
      undefined,
      ['note', '1.5-1.6', 'words'],
      ['noted', ...products],
      [/^noted on 1\.5 /, /^noted on 1\.6 /],
    ],
    [
      'move',
      undefined,
      ['move', '1.5-1.6', '--due', '2026-12-04'],
      ['moved', ...products],
      [/^1\.5 .*: due Fri 4 Dec instead of /, /^1\.6 /],
    ],
    [
      'move',
      undefined,
      ['move', '1.5,1.6', '--due', '2026-12-04'],
      ['moved', ...products],
      [/^1\.5 /, /^1\.6 /],
    ],
    [
      'book',
      undefined,
      ['book', '2.4-2.5', '--on', '2026-11-24'],
      ['booked', 'read-product-docs', 'company-onboarding'],
      [/^2\.4 .*: booked for Tue 24 Nov$/, /^2\.5 /],
    ],
    [
      'count',
      undefined,
      ['count', '1.9,3.3', '2'],
      ['counted', 'spot-docs-flaws', 'support-week'],
      [/^1\.9 .*: 2 of 3/, /^3\.3 .*: 2 of 5/],
    ],
    [
      'count',
      undefined,
      ['count', '2.8-2.9'],
      ['counted', 'meet-pms', 'join-standing-meetings'],
      [/^2\.8 /, /^2\.9 .*: 1 of 3/],
    ],
  ])('%s: %j, %j', async (_, before, args, [kind, ...items], says) => {
    const world = await started();
    if (before) await world.run([...before, ...monday]);
    const was = (await world.run(['status', '--json', ...monday])).stdout;
    const { code, stdout, stderr } = await world.run([...args, ...monday]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const lines = changes(stderr);
    expect(lines).toHaveLength(says.length);
    for (const [at, pattern] of says.entries()) expect(lines[at]).toMatch(pattern);
    expect(stderr.match(/^ {2}(Next|Read them): /gm)).toHaveLength(1);
    expect(saved(world)).toEqual(items.map((item) => `${kind} ${item}`));

    const undo = await world.run(['undo', ...monday]);
    expect(changes(undo.stderr)).toHaveLength(items.length);
    expect((await world.run(['status', '--json', ...monday])).stdout).toBe(was);
  });

  test('remove: a range, a list and an id', async () => {
    for (const names of [['2.19-2.20'], ['2.19,2.20'], ['draft a survey', '2.20']]) {
      const world = await started();
      const { code, stderr } = await world.run(['remove', ...names, ...monday]);
      expect(code).toBe(0);
      expect(changes(stderr)).toEqual(['removed Draft a survey', 'removed Send the survey']);
      expect(lastBatch(world).map(({ kind }) => kind)).toEqual(['removed', 'removed']);
    }
  });

  test('add --after: items, ranges and groups, each once', async () => {
    const world = await started();
    await world.run(['add', 'Sum up', '--after', '2.19-20,2.4', '--after', 'meet-buddy,2.4', ...monday]);
    const [added] = lastBatch(world);
    expect(added?.['after']).toEqual([
      expect.stringMatching(/^item-/),
      expect.stringMatching(/^item-/),
      'read-product-docs',
      'meet-buddy',
    ]);
  });

  test('review --approve and --return', async () => {
    const world = await started();
    const grace = ['--as', 'Grace Hopper', '--today', '2026-11-24'];
    await world.run(['done', '3.22,3.12', '--force', '--evidence', 'https://example.com/', ...monday]);
    const both = await world.run(['review', 'ada', '--approve', '3.22,3.12', '--comment', 'fine', ...grace]);
    expect(both.code).toBe(0);
    expect(saved(world)).toEqual(['approved attend-team-meetings', 'approved compare-competitors']);
    await world.run(['undo', ...grace]);
    const back = await world.run([
      ...['review', 'ada', '--return', '3.12,3.22', '--comment', 'names', '--comment', 'dates'],
      ...grace,
    ]);
    expect(back.code).toBe(0);
    expect(lastBatch(world)).toMatchObject([
      { kind: 'returned', item: 'compare-competitors', comment: 'names' },
      { kind: 'returned', item: 'attend-team-meetings', comment: 'dates' },
    ]);
  });

  test('log --item: what happened to any of them', async () => {
    const world = await started();
    await world.run(['done', '1.5-1.6', ...monday]);
    await world.run(['note', '2.9', 'hello', ...monday]);
    const { entries } = await json<{ entries: { item: string }[] }>(world, [
      'log',
      '--item',
      '1.6,2.9',
      ...monday,
    ]);
    expect(entries.map(({ item }) => item)).toEqual(['install-product', 'join-standing-meetings']);
  });

  test('show: one after the other; with --json, a document each', async () => {
    const world = await started();
    const [first, second] = await Promise.all(
      ['1.5', '1.6'].map(async (ref) => (await world.run(['show', ref, ...monday])).stdout),
    );
    for (const names of [['1.5-1.6'], ['1.5,1.6'], ['1.5', '1.6', '1.5']])
      expect(await world.run(['show', ...names, ...monday])).toEqual({
        code: 0,
        stdout: `${first}\n${second}`,
        stderr: '',
      });
    const { stdout } = await world.run(['show', '1.5,meet-buddy', '--json', ...monday]);
    const documents = stdout.split(/^(?=\{)/m).map((text) => JSON.parse(text));
    expect(documents).toMatchObject([{ item: { ref: '1.5' } }, { group: { title: 'Meet your PM buddy' } }]);
  });

  test.each([
    ['done 1.5-1.6', ['done', 'done']],
    ['skip 1.5,1.6 --reason x', ['skipped', 'skipped']],
    ['note 1.5,1.6 words', ['noted', 'noted']],
    ['count 1.9,3.3', ['counted', 'counted']],
    ['move 1.5-1.6 --due +9d', ['moved', 'moved']],
  ])('%s --json: the saved events, in one batch', async (line, kinds) => {
    const world = await started();
    const { stdout, code } = await world.run([...line.split(' '), '--json', '--today', '2026-11-24']);
    expect(code).toBe(0);
    const { changed, ...rest } = JSON.parse(stdout) as { changed: { kind: string; batch: string }[] };
    expect(rest).toEqual({ schemaVersion: 1 });
    expect(changed.map(({ kind }) => kind)).toEqual(kinds);
    expect(new Set(changed.map(({ batch }) => batch)).size).toBe(1);
    expect(events(world).slice(-changed.length)).toEqual(changed);
  });
});

describe('all or nothing', () => {
  const commands: (readonly string[])[] = [
    ['done'],
    ['skip', '--reason', 'x'],
    ['reopen'],
    ['move', '--due', '2026-12-04'],
    ['book', '--on', '2026-12-04'],
    ['remove'],
    ['show'],
    ['count'],
    ['note', '--', 'text'],
    ['ask', 'why', '--item'],
    ['log', '--item'],
    ['add', 'X', '--after'],
    ['review', 'ada', '--approve'],
    ['review', 'ada', '--comment', 'x', '--return'],
  ];
  /** The arguments with the name of an item where the command takes it. */
  const naming = ([command = '', ...more]: readonly string[], name: string) =>
    ['ask', 'log', 'add', 'review'].includes(command)
      ? [command, ...more, name, ...monday]
      : [command, name, ...more.filter((word) => word !== '--'), ...monday];

  test.each(commands.map((args) => [args.join(' '), args] as const))(
    '%s: a miss names its part',
    async (_, args) => {
      const world = await started();
      const refuse = (name: string, ...says: string[]) =>
        expectRefusal(world, naming(args, name), { code: 2, says });
      await refuse('2.4,2.99', 'there is no item "2.99"', '"First week" has 2.1-2.20');
      await refuse('2.4-2.99', 'there is no item "2.99"');
      await refuse('2.4,frobnicate', 'there is no item "frobnicate"');
      await refuse('2.16-3.2', '"2.16-3.2" is a range over several phases', 'write 2.16-2.20,3.1-3.2');
      await refuse('2.6-2.4', '"2.6-2.4" runs backwards', 'write it as 2.4-2.6');
      await refuse('2.4,meet', '"meet" may be', '1.1  Meet your manager');
      // A phase can be shown.
      if (args[0] === 'show') return;
      await refuse(
        'week-1',
        '"week-1" is a phase, "First week"',
        '2.1  Introduce yourself',
        'all of them as 2.1-2.20',
      );
      await refuse('first week', '"first week" is a phase');
      await refuse('2', '"2" is a phase');
    },
  );

  test('an item that the command can not change keeps all others from being changed', async () => {
    const world = await started();
    await world.run(['done', '1.6', ...monday]);
    const refuse = (args: string[], ...says: string[]) =>
      expectRefusal(world, [...args, ...monday], { code: 2, says });
    await refuse(['done', '1.5,2.9'], '2.9 Sit in on three standing meetings is at 0 of 3');
    await refuse(['skip', '1.5-1.6', '--reason', 'x'], '1.6 Install the product, set it up once is done');
    await refuse(['move', '1.5-1.6', '--due', '2026-12-04'], 'pm-onboard reopen 1.6');
    await refuse(['count', '1.9,2.4'], '2.4 Read the guides your users start with is not counted');
    await refuse(['remove', '2.19,2.4'], '2.4 Read the guides your users start with belongs to the program');
    await refuse(['move', '2.4,meet-buddy', '--due', '2026-12-04'], 'is a group', '1.3  Fix 1:1 times');
    await refuse(
      ['ask', 'why?', '--item', '1.5-6'],
      '--item takes one item; "1.5-6" names 2',
      '1.6  Install',
    );
  });

  test('what needs no change is said, the rest is changed', async () => {
    const world = await started();
    await world.run(['skip', '1.5', '--reason', 'x', ...monday]);
    const skip = await world.run(['skip', '1.5-1.6', '--reason', 'y', ...monday]);
    expect(flat(skip.stderr)).toContain(
      '✓ 1.6 Install the product, set it up once: skipped, y 1.5 Browse the public websites is skipped already.',
    );
    expect(saved(world)).toEqual(['skipped install-product']);
    const reopen = await world.run(['reopen', '1.5-1.7', ...monday]);
    expect(flat(reopen.stderr)).toContain('1.7 Try the mobile app on your phone is open already.');
    expect(saved(world)).toEqual(['reopened browse-websites', 'reopened install-product']);
    await world.run(['move', '1.5', '--due', '2026-12-04', ...monday]);
    const move = await world.run(['move', '1.5-1.6', '--due', '2026-12-04', ...monday]);
    expect(flat(move.stderr)).toContain('1.5 Browse the public websites is due then already, Fri 4 Dec.');
    expect(saved(world)).toEqual(['moved install-product']);
    const before = fingerprint(world);
    for (const args of [
      ['reopen', '1.5-1.6'],
      ['move', '1.5-1.6', '--due', '2026-12-04'],
    ])
      expect(flat((await world.run([...args, ...monday])).stderr)).toMatch(
        /1\.5 .* already.*1\.6 .* already/,
      );
    expect(fingerprint(world)).toBe(before);
  });

  test('the next step after a note to several items works as it is printed', async () => {
    const world = await started();
    const { stderr } = await world.run(['note', '2.4,2.9', 'hello', ...monday]);
    expect(stderr).toContain('Read them: pm-onboard show 2.4,2.9\n');
    const { stdout, code } = await world.run(['show', '2.4,2.9', ...monday]);
    expect(code).toBe(0);
    expect(stdout.match(/noted on it: hello/g)).toHaveLength(2);
  });
});

describe('a group', () => {
  test('skip and reopen name what can be meant when nobody can be asked', async () => {
    const world = await started();
    await expectRefusal(world, ['reopen', 'meet-buddy', ...monday], {
      code: 2,
      says: ['nothing is closed in'],
    });
    await world.run(['skip', '1.2,1.4', '--reason', 'no buddy', ...monday]);
    const skip = await expectRefusal(world, ['skip', 'meet-buddy', '--reason', 'x', ...monday], {
      code: 4,
      says: [
        '"Meet your PM buddy" is a group; open in it are',
        '1.3  Fix',
        'to be left out: pm-onboard skip 1.3',
      ],
    });
    expect(skip.stderr).not.toContain('1.2  ');
    const reopen = await expectRefusal(world, ['reopen', '2.4,meet-buddy', ...monday], {
      code: 4,
      says: [
        'closed in it are',
        '1.2  Learn',
        '1.4  Invitations',
        'to be opened again: pm-onboard reopen 1.2',
      ],
    });
    expect(reopen.stderr).not.toContain('1.3  ');
  });
});
