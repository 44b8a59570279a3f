import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, plant } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

interface Status {
  readonly progress: { done: number; skipped: number; total: number; percent: number };
  readonly questions: { text: string; on: string; item: string | null }[];
  readonly hire: { roles: Record<string, string[]> };
}

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

describe('skip', () => {
  test('needs a reason, keeps it, and never counts as done', async () => {
    const world = await started();
    await expectRefusal(world, ['skip', '1.6', ...monday], { code: 4, says: ['--reason'] });
    await expectRefusal(world, ['skip', '1.6', '--reason', '  ', ...monday], { code: 2, says: ['--reason'] });
    const before = await json<Status>(world, ['status', ...monday]);
    const result = await world.run(['skip', '1.6', '--reason', ' a hosted product ', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('1.6 Install the product, set it up once: skipped, a hosted product');
    expect(result.stderr).toContain('Next: ');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'skipped',
        item: 'install-product',
        reason: 'a hosted product',
        title: 'Install the product, set it up once',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    const after = await json<Status>(world, ['status', ...monday]);
    expect(after.progress).toEqual({ ...before.progress, skipped: 1 });
    const shown = await world.run(['show', '1.6', ...monday]);
    expect(flat(shown.stdout)).toContain('a hosted product');
  });

  test('skipped already is said; what is done must be opened first; of a group, items have to be named', async () => {
    const world = await started();
    await world.run(['skip', '1.6', '--reason', 'hosted', ...monday]);
    const before = fingerprint(world);
    const again = await world.run(['skip', '1.6', '--reason', 'other', ...monday]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('skipped already');
    expect(fingerprint(world)).toBe(before);
    await world.run(['done', '1.1', ...monday]);
    await expectRefusal(world, ['skip', '1.1', '--reason', 'x', ...monday], {
      code: 2,
      says: ['is done', 'pm-onboard reopen 1.1'],
    });
    await expectRefusal(world, ['skip', 'meet-buddy', '--reason', 'x', ...monday], {
      code: 4,
      says: ['group', '1.2  Learn about the team', 'pm-onboard skip 1.2'],
    });
  });

  test('a skipped item holds nobody up and may be done after all', async () => {
    const world = await started();
    await world.run(['skip', '2.11', '--reason', 'had it before', ...monday]);
    const done = await world.run(['done', '2.12', ...monday]);
    expect(done.code).toBe(0);
    const after = await world.run(['done', '2.11', '--evidence', 'ada', ...monday]);
    expect(after.code).toBe(0);
    expect((await json<Status>(world, ['status', ...monday])).progress).toMatchObject({
      done: 2,
      skipped: 0,
    });
  });
});

describe('reopen', () => {
  test('names the completion that it takes back; the history stays', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...monday]);
    const completion = events(world).at(-1);
    const result = await world.run(['reopen', '1.1', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('1.1 Meet your manager: open again');
    expect(lastBatch(world)).toEqual([
      { kind: 'reopened', item: 'meet-manager', of: completion?.id, on: '2026-11-23', by: 'Ada Lovelace' },
    ]);
    const shown = await json<{ item: { state: string }; history: { kind: string }[] }>(world, [
      'show',
      '1.1',
      ...monday,
    ]);
    expect(shown.item.state).toBe('open');
    expect(shown.history.map(({ kind }) => kind)).toEqual(['done', 'reopened']);

    const before = fingerprint(world);
    const again = await world.run(['reopen', '1.1', ...monday]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('open already');
    expect(fingerprint(world)).toBe(before);
  });

  test('a skipped item is reopened too, and blocks again', async () => {
    const world = await started();
    await world.run(['skip', '2.11', '--reason', 'x', ...monday]);
    expect((await world.run(['reopen', '2.11', ...monday])).code).toBe(0);
    await expectRefusal(world, ['done', '2.12', ...monday], { code: 2, says: ['2.11'] });
  });
});

describe('count', () => {
  test('adds one, adds several, and closes at the target', async () => {
    const world = await started();
    const first = await world.run(['count', '1.9', ...monday]);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('1 of 3 finds');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'counted',
        item: 'spot-docs-flaws',
        delta: 1,
        title: 'Spot stale or misspelt docs',
        closesAt: 3,
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    const second = await world.run(['count', 'spot-docs-flaws', '2', ...monday]);
    expect(second.stderr).toMatch(/1\.9 .*: done \(3 of 3 finds\)/);
    expect(lastBatch(world).map(({ kind }) => kind)).toEqual(['counted']);

    // More than the target is welcome and closes nothing anew.
    const more = await world.run(['count', '1.9', ...monday]);
    expect(more.stderr).toContain('4 of 3 finds');
    expect(lastBatch(world).map(({ kind }) => kind)).toEqual(['counted']);
    const undone = await world.run(['undo', ...monday]);
    expect(undone.stderr).toContain('taken back: counted 1');
    expect(undone.stderr).not.toContain('open again');
    const below = await world.run(['undo', ...monday]);
    expect(below.stderr).toContain('✓ taken back: counted 2 for 1.9 Spot stale or misspelt docs');
    expect(below.stderr).toContain('✓ 1.9 Spot stale or misspelt docs is open again: 1 of 3 finds');
    const { item } = await json<{ item: { state: string; count: { total: number } } }>(world, [
      'show',
      '1.9',
      ...monday,
    ]);
    expect(item).toMatchObject({ state: 'open', count: { total: 1 } });
  });

  test('a tally without a target is closed by a person', async () => {
    const world = await started();
    const result = await world.run(['count', '3.22', '12', '--today', '2026-12-08']);
    expect(result.stderr).toContain('12 meetings so far');
    expect(lastBatch(world).map(({ kind }) => kind)).toEqual(['counted']);
    const done = await world.run(['done', '3.22', '--today', '2026-12-08']);
    expect(done.code).toBe(0);
    expect(done.stderr).toContain('12 meetings');
  });

  test('a skipped item is opened again first', async () => {
    const world = await started();
    await world.run(['skip', '1.9', '--reason', 'no docs yet', ...monday]);
    await expectRefusal(world, ['count', '1.9', ...monday], {
      code: 2,
      says: ['1.9 ', 'is skipped', 'pm-onboard reopen 1.9'],
    });
    await world.run(['reopen', '1.9', ...monday]);
    expect((await world.run(['count', '1.9', ...monday])).stderr).toContain('1 of 3 finds');
  });

  test('what is not counted is not', async () => {
    const world = await started();
    await expectRefusal(world, ['count', '1.1', ...monday], {
      code: 2,
      says: ['not counted', 'pm-onboard done 1.1'],
    });
  });
});

describe('note and ask', () => {
  test('a note is kept with its item', async () => {
    const world = await started();
    const result = await world.run(['note', '1.8', 'two', 'installers,', 'which one?', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('pm-onboard show 1.8');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'noted',
        item: 'list-puzzles',
        text: 'two installers, which one?',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    const shown = await world.run(['show', '1.8', ...monday]);
    expect(flat(shown.stdout)).toContain('two installers, which one?');
    const second = await world.run(['note', '1.8', 'help page 404', ...monday]);
    expect(second.stderr).toContain('2 notes');
    await expectRefusal(world, ['note', '1.8', ' ', ...monday], { code: 2, says: ['empty'] });
  });

  test('a question goes to the buddy, about an item or not', async () => {
    const world = await started();
    const result = await world.run(['ask', 'Who decides the edition?', '--item', '1.5', ...monday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('Grace Hopper');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'asked',
        item: 'browse-websites',
        text: 'Who decides the edition?',
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    await world.run(['ask', 'Where is lunch?', ...monday]);
    expect(lastBatch(world)[0]).not.toHaveProperty('item');
    const { questions } = await json<Status>(world, ['status', ...monday]);
    expect(questions.map(({ text, item }) => [text, item])).toEqual([
      ['Who decides the edition?', 'browse-websites'],
      ['Where is lunch?', null],
    ]);
    await expectRefusal(world, ['ask', '', ...monday], { code: 2, says: ['empty'] });
    await expectRefusal(world, ['ask', 'Why?', '--item', 'frobnicate', ...monday], {
      code: 2,
      says: ['frobnicate'],
    });
  });

  test('without a buddy it says how to bind one', async () => {
    const world = new World();
    await world.run(['start', '--name', 'Ada', '--start', '2026-11-23', ...monday]);
    const result = await world.run(['ask', 'Where is lunch?', ...monday]);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/assign --role\s+buddy$/m);
  });
});

describe('undo', () => {
  test("takes back one's own commands, one by one, and says which", async () => {
    const world = await started();
    await world.run(['done', '1.1', '1.2', ...monday]);
    await world.run(['done', '1.5', ...monday, '--as', 'Grace Hopper']);
    await world.run(['note', '1.8', 'odd', ...monday]);
    const doneBatch = events(world).find(({ item }) => item === 'meet-manager')?.batch;

    const first = await world.run(['undo', ...monday]);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/taken back: noted on 1\.8 .*: odd/);
    expect(first.stderr).toContain('Next: ');
    const second = await world.run(['undo', ...monday]);
    expect(second.stderr).toContain('taken back: done 1.1 Meet your manager');
    expect(second.stderr).toContain('taken back: done 1.2 Learn about the team');
    expect(second.stderr).not.toContain('1.5');
    expect(lastBatch(world)).toEqual([
      { kind: 'undone', target: doneBatch, on: '2026-11-23', by: 'Ada Lovelace' },
    ]);

    const before = fingerprint(world);
    const third = await world.run(['undo', ...monday]);
    expect(third.code).toBe(0);
    expect(third.stderr).toContain('nothing of Ada Lovelace to take back');
    expect(fingerprint(world)).toBe(before);

    const states = await json<Status>(world, ['status', ...monday]);
    expect(states.progress.done).toBe(1);
    const hers = await world.run(['undo', ...monday, '--as', 'GRACE  hopper', '--hire', 'Ada']);
    expect(hers.stderr).toContain('1.5 Browse');
    expect((await json<Status>(world, ['status', ...monday])).progress.done).toBe(0);
  });

  test('a person whose handles the workspace knows is one, by whichever name they act', async () => {
    const world = new World();
    await world.run(['init']);
    writeFileSync(
      join(world.folder, 'pm-onboard.yaml'),
      'people:\n  buddy:\n    - name: Grace Hopper\n      handles: [ghopper]\n',
    );
    await world.startAda();
    await world.run(['done', '1.1', ...monday, '--as', 'Grace Hopper']);
    await world.run(['done', '1.2', ...monday, '--as', 'Lin']);
    const undone = await world.run(['undo', ...monday, '--as', 'GHopper', '--hire', 'Ada']);
    expect(undone.stderr).toContain('taken back: done 1.1 Meet your manager');
    const nothing = await world.run(['undo', ...monday, '--as', 'hopper', '--hire', 'Ada']);
    expect(nothing.stderr).toContain('nothing of hopper to take back');
  });

  test('an undone question, skip and reopening are as if they had not been', async () => {
    const world = await started();
    await world.run(['ask', 'Why?', ...monday]);
    await world.run(['done', '1.1', ...monday]);
    await world.run(['reopen', '1.1', ...monday]);
    await world.run(['undo', ...monday]);
    await world.run(['skip', '1.2', '--reason', 'x', ...monday]);
    await world.run(['undo', ...monday]);
    const kept = await json<Status>(world, ['status', ...monday]);
    expect(kept.progress).toMatchObject({ done: 1, skipped: 0 });
    expect(kept.questions).toHaveLength(1);
    await world.run(['undo', ...monday]);
    await world.run(['undo', ...monday]);
    const nothing = await json<Status>(world, ['status', ...monday]);
    expect(nothing.progress.done).toBe(0);
    expect(nothing.questions).toEqual([]);
  });
});

describe('assign', () => {
  test('binds several, replaces who was there, and says so', async () => {
    const world = await started();
    const two = await world.run([
      'assign',
      '--role',
      'pm-peers',
      '--to',
      'Lin',
      '--to',
      ' Edsger  Dijkstra ',
      ...monday,
    ]);
    expect(two).toMatchObject({ code: 0, stdout: '' });
    expect(lastBatch(world)).toEqual([
      {
        kind: 'assigned',
        role: 'pm-peers',
        people: ['Lin', 'Edsger Dijkstra'],
        on: '2026-11-23',
        by: 'Ada Lovelace',
      },
    ]);
    const other = await world.run([
      'assign',
      'Ada',
      '--role',
      'pm buddy',
      '--to',
      'Barbara Liskov',
      ...monday,
    ]);
    expect(other.stderr).toMatch(/PM buddy of Ada Lovelace: Barbara Liskov instead of Grace Hopper/);
    const { hire } = await json<Status>(world, ['status', ...monday]);
    expect(hire.roles).toMatchObject({ buddy: ['Barbara Liskov'], mentor: ['Barbara Liskov'] });

    const before = fingerprint(world);
    const same = await world.run(['assign', '--role', 'buddy', '--to', 'Barbara Liskov', ...monday]);
    expect(same.code).toBe(0);
    expect(same.stderr).toContain('already');
    expect(fingerprint(world)).toBe(before);

    await world.run(['undo', ...monday]);
    expect((await json<Status>(world, ['status', ...monday])).hire.roles['buddy']).toEqual(['Grace Hopper']);
  });
});

describe('skip with an answer', () => {
  const grace = ['--as', 'Grace Hopper', '--hire', 'Ada'];
  const item = async (world: World) =>
    (
      await json<{ item: { state: string; answer: string | null; flaw?: string } }>(world, [
        'show',
        '1.6',
        ...monday,
      ])
    ).item;

  test('is recorded, worded by screens, and wins over a plain skip', async () => {
    const world = await started();
    await world.run(['skip', '1.6', '--reason', 'no time', ...monday]);
    expect(await item(world)).toMatchObject({ state: 'skipped', answer: null });
    const waived = await world.run([
      'skip',
      '1.6',
      '--waive',
      '--reason',
      'it is hosted',
      ...grace,
      ...monday,
    ]);
    expect(waived).toMatchObject({ code: 0, stdout: '' });
    expect(flat(waived.stderr)).toContain('1.6 Install the product, set it up once: waived, it is hosted');
    expect(lastBatch(world)).toMatchObject([
      {
        kind: 'skipped',
        item: 'install-product',
        reason: 'it is hosted',
        answer: 'waived',
        by: 'Grace Hopper',
      },
    ]);
    expect(await item(world)).toMatchObject({ state: 'skipped', answer: 'waived' });
    const before = fingerprint(world);
    for (const flags of [['--waive', ...grace], []]) {
      const again = await world.run(['skip', '1.6', ...flags, '--reason', 'x', ...monday]);
      expect([again.code, flat(again.stderr)]).toEqual([
        0,
        expect.stringContaining('1.6 Install the product, set it up once is waived already.'),
      ]);
    }
    expect(fingerprint(world)).toBe(before);
    const shown = flat((await world.run(['show', '1.6', ...monday])).stdout);
    expect(shown).toContain('Waived by Grace Hopper on Mon 23 Nov: it is hosted');
    for (const [command, says] of [
      [['log'], 'Grace Hopper waived 1.6 Install the product, set it up once: it is hosted'],
      [['review', 'Ada', '--as', 'Grace Hopper', '--markdown'], 'waived by Grace Hopper: it is hosted'],
      [['report', '--with-notes'], 'waived by Grace Hopper: it is hosted'],
      [['report'], 'waived by Grace Hopper'],
      [['show', 'day-1'], 'Install the product, set it up… waived'],
      [['plan', '--by', 'phase'], 'waived'],
      [
        ['show', '1.6', '--accessible'],
        'Waived Monday 23 November. Step 1.6, Install the product, set it up once.',
      ],
    ] as const) {
      const { code, stdout } = await world.run([...command, ...monday]);
      expect([code, flat(stdout)], command.join(' ')).toEqual([0, expect.stringContaining(says)]);
    }
    expect(flat((await world.run(['export', ...monday])).stdout)).not.toContain('1.6 Install');
  });

  test('that it does not apply is for anybody; done wins, and undo and reopen take it back', async () => {
    const world = await started();
    const na = ['skip', '1.6', '--not-applicable', '--reason', 'hosted', ...monday];
    const dry = await world.run([...na, '--dry-run']);
    expect([dry.code, flat(dry.stderr)]).toEqual([0, expect.stringContaining('not applicable, hosted')]);
    expect(await item(world)).toMatchObject({ state: 'open', answer: null });
    const saved = await world.run([...na, '--json']);
    expect(JSON.parse(saved.stdout).changed).toMatchObject([{ kind: 'skipped', answer: 'not-applicable' }]);
    expect(await item(world)).toMatchObject({ state: 'skipped', answer: 'not-applicable' });
    await world.run(['done', '1.6', ...monday]);
    expect(await item(world)).toMatchObject({ state: 'done', answer: null });
    const undone = await world.run(['undo', ...monday]);
    expect(flat(undone.stderr)).toContain(
      '1.6 Install the product, set it up once is not applicable now: Ada Lovelace had said so, hosted',
    );
    await world.run(['reopen', '1.6', ...monday]);
    expect(await item(world)).toMatchObject({ state: 'open', answer: null });
  });

  test('the hire waives nothing, and is told who could', async () => {
    const world = await started();
    const before = fingerprint(world);
    for (const by of ['Ada Lovelace', ' ada LOVELACE'])
      await expectRefusal(
        world,
        ['skip', '1.6', '--waive', '--reason', 'x', '--as', by, '--hire', 'Ada', ...monday],
        {
          code: 2,
          says: [
            'a waiver is given by somebody else than whoever it is for, Ada Lovelace',
            'Grace Hopper',
            '--as',
          ],
        },
      );
    await expectRefusal(world, ['skip', '1.6', '--waive', '--not-applicable', '--reason', 'x', ...monday], {
      code: 2,
      says: ['--not-applicable and --waive exclude each other'],
    });
    await expectRefusal(world, ['skip', '1.6', '--waive', ...grace, ...monday], {
      code: 4,
      says: ['--reason'],
    });
    expect(fingerprint(world)).toBe(before);
  });

  test('a waiver of the hire that is in a record all the same is said to be none', async () => {
    const world = await started();
    plant(world, [{ kind: 'skipped', item: 'install-product', reason: 'x', answer: 'waived' }]);
    expect(await item(world)).toMatchObject({ state: 'skipped', answer: null, flaw: 'hire' });
    const shown = flat((await world.run(['show', '1.6', ...monday])).stdout);
    expect(shown).toContain('(no waiver, since Ada Lovelace is the hire)');
    expect(flat((await world.run(['log', ...monday])).stdout)).toContain(
      "(doesn't count: it is a skip, since nobody waives what is theirs)",
    );
    await world.run(['skip', '1.6', '--waive', '--reason', 'y', ...grace, ...monday]);
    expect(await item(world)).toMatchObject({ answer: 'waived' });
  });
});
