/** `review` with flags: approve, return, answer, note, finish. */
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch, plant, tooWide } from './facts.ts';
import { prepared, type Result, World } from './world.ts';

const tuesday = ['--today', '2026-12-22'];
const evidence = ['--evidence', 'https://docs.example.com/rivals'];

/** Ada has done 3.11, which 3.12 waits for, and then 3.12 and 3.24 on the Monday, and has asked something. */
const begun = prepared(async (world) => {
  await world.startAda();
  await world.run(['done', '3.11', '--evidence', 'Fast to set up, hard to buy.', '--today', '2026-12-21']);
  await world.run(['done', '3.12', ...evidence, '--note', 'two pages', '--today', '2026-12-21']);
  await world.run(['done', '3.24', '--force', '--today', '2026-12-21']);
  await world.run(['ask', 'Who decides the edition?', '--item', '3.12', '--today', '2026-12-21']);
});

function as(world: World, who: string, ...args: string[]): Promise<Result> {
  return world.run(['review', 'ada', ...args, '--as', who, ...tuesday]);
}

function grace(world: World, ...args: string[]): Promise<Result> {
  return as(world, 'Grace Hopper', ...args);
}

interface Shown {
  item: { state: string; due: string; signOff: { state: string; comment: string | null } };
  questions: { ref: string; answer: { text: string; by: string } | null }[];
}

async function shown(world: World, item: string): Promise<Shown> {
  return json<Shown>(world, ['show', item, ...tuesday]);
}

describe('approve', () => {
  test('closes what was in review, and says what waits', async () => {
    const world = await begun();
    const result = await grace(world, '--approve', '3.12', '--comment', 'a pleasure');
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('✓ 3.12 Compare at least three competitors: approved');
    expect(flat(result.stderr)).toMatch(
      /Waits for you too: 3\.24 .* pm-onboard review 'Ada Lovelace' --approve 3\.24/,
    );
    const [done] = events(world).filter(({ item }) => item === 'compare-competitors');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'approved',
        item: 'compare-competitors',
        of: done?.id,
        role: 'buddy',
        comment: 'a pleasure',
        on: '2026-12-22',
        by: 'Grace Hopper',
      },
    ]);
    expect((await shown(world, '3.12')).item).toMatchObject({
      state: 'done',
      signOff: { state: 'approved' },
    });

    const before = fingerprint(world);
    const again = await grace(world, '--approve', '3.12');
    expect(again.code).toBe(0);
    expect(flat(again.stderr)).toContain('is approved already, by Grace Hopper on Tue 22 Dec');
    expect(fingerprint(world)).toBe(before);
  });

  test('by id, number or part, several at once: one batch, which undo takes back', async () => {
    const world = await begun();
    await grace(world, '--approve', 'mentor-projects-30', '--approve', 'three competitors');
    expect(lastBatch(world).map(({ kind, item }) => [kind, item])).toEqual([
      ['approved', 'mentor-projects-30'],
      ['approved', 'compare-competitors'],
    ]);
    const undone = await world.run(['undo', '--as', 'Grace Hopper', ...tuesday]);
    expect(undone.stderr).toContain('taken back: approved 3.12');
    expect((await shown(world, '3.12')).item.state).toBe('in review');
    expect((await shown(world, '3.24')).item.state).toBe('in review');
  });

  test('reopened, it needs an approval of its own', async () => {
    const world = await begun();
    await grace(world, '--approve', '3.12');
    const reopened = await world.run(['reopen', '3.12', ...tuesday]);
    expect(flat(reopened.stderr)).toContain(
      'The approval by Grace Hopper, on Tue 22 Dec, was of that completion',
    );
    expect((await shown(world, '3.12')).item).toMatchObject({ state: 'open', signOff: { state: 'none' } });
    await world.run(['done', '3.12', ...evidence, ...tuesday]);
    expect((await shown(world, '3.12')).item.state).toBe('in review');
  });

  test('done on what is in review says who signs it off, and records nothing', async () => {
    const world = await begun();
    const before = fingerprint(world);
    const result = await world.run(['done', '3.12', '--evidence', 'https://other.example.com', ...tuesday]);
    expect(result.code).toBe(0);
    expect(flat(result.stderr)).toContain('was done already, on Mon 21. Grace signs it off');
    expect(fingerprint(world)).toBe(before);
  });
});

test('who recorded a completion is not said to sign it off', async () => {
  const world = new World();
  await world.startAda();
  const { stderr } = await world.run([
    'done',
    '3.12',
    '--force',
    ...evidence,
    '--as',
    'Grace Hopper',
    ...tuesday,
  ]);
  expect(flat(stderr)).toContain('Grace Hopper recorded it, and nobody else is PM buddy to sign it off');
  expect(await shown(world, '3.12')).toMatchObject({ item: { signOff: { state: 'pending', people: [] } } });

  await world.run(['assign', '--role', 'buddy', '--to', 'Grace Hopper', '--to', 'Lin Wu', ...tuesday]);
  expect(await shown(world, '3.12')).toMatchObject({ item: { signOff: { people: ['Lin Wu'] } } });
});

describe('return', () => {
  test('opens it again, with the comment in status and show, due in three working days', async () => {
    const world = await begun();
    const result = await grace(world, '--return', '3.12', '--comment', 'Name the prices');
    expect(result.stderr).toContain('✓ 3.12 Compare at least three competitors: returned, due Fri 25 Dec');
    expect(lastBatch(world)).toMatchObject([{ kind: 'returned', comment: 'Name the prices' }]);
    expect((await shown(world, '3.12')).item).toMatchObject({
      state: 'open',
      due: '2026-12-25',
      signOff: { state: 'returned', comment: 'Name the prices' },
    });
    const status = await world.run(['status', ...tuesday]);
    expect(status.stdout).toMatch(/RETURNED TO YOU\n +3\.12 +"Name the prices" +by Fri 25 +Compare at/);
    expect(status.stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(23);
    expect(tooWide(status.stdout, 80)).toEqual([]);
    const why = await world.run(['show', '3.12', '--why', ...tuesday]);
    expect(why.stdout).toContain('Due       Fri 25 Dec (time to rework it)');
    expect(why.stdout).toContain('Returned  by Grace Hopper on Tue 22 Dec: Name the prices');
    expect(flat(why.stdout)).toContain(
      'It was returned on Tue 22 Dec. There is time to rework it until Fri 25 Dec',
    );

    const before = fingerprint(world);
    // Without a comment as well: nothing is asked for an act that changes nothing.
    for (const comment of [['--comment', 'Prices!'], []]) {
      const again = await grace(world, '--return', '3.12', ...comment);
      expect(again.code).toBe(0);
      expect(flat(again.stderr)).toContain(
        'is returned already, by Grace Hopper on Tue 22 Dec: Name the prices',
      );
    }
    expect(fingerprint(world)).toBe(before);

    await world.run(['done', '3.12', ...evidence, ...tuesday]);
    expect((await shown(world, '3.12')).item).toMatchObject({ state: 'in review', due: '2026-12-25' });
  });

  test('one comment for several, or one for each', async () => {
    const world = await begun();
    await grace(world, '--return', '3.12', '--return', '3.24', '--comment', 'one', '--comment', 'two');
    expect(lastBatch(world).map(({ item, comment }) => [item, comment])).toEqual([
      ['compare-competitors', 'one'],
      ['mentor-projects-30', 'two'],
    ]);
    await world.run(['undo', '--as', 'Grace Hopper', ...tuesday]);
    await world.run(['done', '3.22', '--today', '2026-12-21']);
    const result = await grace(world, '--return', '3.12', '--return', '3.22', '--comment', 'both');
    expect(flat(result.stderr)).toContain('Wait for it again: 4.11 ');
    expect(lastBatch(world).map(({ comment }) => comment)).toEqual(['both', 'both']);
  });

  test('what two machines recorded as done is open, not done by the other one', async () => {
    const world = await begun();
    plant(world, [{ kind: 'done', item: 'compare-competitors' }]);
    await grace(world, '--return', '3.12', '--comment', 'no');
    expect(lastBatch(world)).toHaveLength(2);
    expect((await shown(world, '3.12')).item.state).toBe('open');
  });
});

describe('answer', () => {
  test('is shown with the item and for a week in status; the last answer counts', async () => {
    const world = await begun();
    const result = await grace(world, '--answer', '?1', '--text', 'Alan does');
    expect(result.stderr).toContain('✓ ?1 answered: Alan does');
    const [asked] = events(world).filter(({ kind }) => kind === 'asked');
    expect(lastBatch(world)).toEqual([
      { kind: 'answered', of: asked?.id, text: 'Alan does', on: '2026-12-22', by: 'Grace Hopper' },
    ]);
    const on = (day: string) => world.run(['status', '--all', '--today', day]);
    expect((await on('2026-12-29')).stdout).toMatch(
      /ANSWERED\n +\?1 +Grace: Alan does +"Who decides the edition\?"/,
    );
    expect((await on('2026-12-30')).stdout).not.toContain('ANSWERED');

    const before = fingerprint(world);
    expect((await grace(world, '--answer', '1', '--text', 'Alan does')).stderr).toContain(
      'like that already',
    );
    expect(fingerprint(world)).toBe(before);

    const second = await as(world, 'Alan Turing', '--answer', '1', '--text', 'I do');
    expect(flat(second.stderr)).toContain('instead of the answer that Grace Hopper gave on Tue 22 Dec');
    expect((await shown(world, '3.12')).questions).toMatchObject([
      { ref: '?1', answer: { text: 'I do', by: 'Alan Turing' } },
    ]);
    const show = await world.run(['show', '3.12', ...tuesday]);
    expect(show.stdout).toMatch(/QUESTIONS\n {2}\?1 {2}Who decides the edition\?\n +Alan Turing, .*: I do/);
  });
});

describe('note and finish', () => {
  test('all in one command: one batch, one review', async () => {
    const world = await begun();
    const all = ['--approve', '3.24', '--return', '3.12', '--comment', 'prices', '--answer', '1'];
    const result = await grace(world, ...all, '--text', 'Alan', '--note', 'a good week', '--finish');
    expect(result.code).toBe(0);
    expect(lastBatch(world).map(({ kind }) => kind)).toEqual([
      'approved',
      'returned',
      'answered',
      'reviewed',
    ]);
    const review = lastBatch(world).at(-1) as { events: string[]; note: string };
    const shownIds = events(world)
      .filter(({ by, kind }) => by === 'Ada Lovelace' && kind !== 'started')
      .map(({ id }) => id);
    expect(review.note).toBe('a good week');
    expect(review.events).toEqual(shownIds);
    expect((await world.run(['log', ...tuesday])).stdout).toContain('reviewed: a good week');
  });

  test('closed twice on a day without anything new is said, and not recorded', async () => {
    const world = await begun();
    await grace(world, '--finish');
    const before = fingerprint(world);
    expect((await grace(world, '--finish')).stderr).toContain('nothing is new since');
    expect(fingerprint(world)).toBe(before);
    const other = await as(world, 'Alan Turing', '--finish');
    expect(other.stderr).toContain('closed, with 6 events');
    await world.run(['note', '1.1', 'more', ...tuesday]);
    await grace(world, '--finish');
    expect((lastBatch(world)[0] as { events: string[] }).events).toHaveLength(1);
  });

  test('after a note the review can still be closed', async () => {
    const world = await begun();
    await grace(world, '--finish');
    await world.run(['undo', '--as', 'Grace Hopper', ...tuesday]);
    await grace(world, '--note', 'before');
    expect((await grace(world, '--finish')).stderr).toContain('closed, with 6 events');
  });

  test('a note alone is kept', async () => {
    const world = await begun();
    await grace(world, '--note', ' talks more ');
    expect(lastBatch(world)).toMatchObject([{ kind: 'reviewed', events: [], note: 'talks more' }]);
  });
});

describe('refused, with nothing written', () => {
  const who = (name: string) => ['--as', name];
  const cases: [string, string[], number, (string | RegExp)[]][] = [
    ['the hire', ['--approve', '3.12'], 2, ['never by the hire, Ada Lovelace', 'Grace Hopper can']],
    ['another role', ['--approve', '3.12', ...who('alan turing')], 2, ['PM buddy', 'Grace Hopper can']],
    ['a part of a name', ['--approve', '3.12', ...who('Grace')], 2, ['which Grace is not']],
    [
      'another role returns',
      ['--return', '3.12', '--comment', 'x', ...who('Alan Turing')],
      2,
      ['Grace Hopper can'],
    ],
    ['the hire, before any word is asked for', ['--return', '3.12'], 2, ['never by the hire']],
    ['open', ['--approve', '3.22', ...who('Grace Hopper')], 2, ['is open, not in review']],
    ['without sign-off', ['--approve', '1.1', ...who('Grace Hopper')], 2, ['needs no sign-off']],
    ['no such item', ['--approve', 'nothing', ...who('Grace Hopper')], 2, ['there is no item "nothing"']],
    [
      'no such question',
      ['--answer', '2', '--text', 'x'],
      2,
      ['there is no question 2', '?1 Who decides the'],
    ],
    ['no question', ['--answer', 'why', '--text', 'x'], 2, ['there is no question why']],
    ['no comment', ['--return', '3.12', ...who('Grace Hopper')], 4, ['--comment is missing']],
    ['no text', ['--answer', '1'], 4, ['--text is missing']],
    [
      'an empty comment',
      ['--return', '3.12', '--comment', ' ', ...who('Grace Hopper')],
      2,
      ['--comment: it is empty'],
    ],
    ['an empty note', ['--note', ''], 2, ['--note: it is empty']],
    ['both', ['--approve', '3.12', '--return', 'compare', '--comment', 'x'], 2, ['exclude each other']],
    ['a comment on nothing', ['--comment', 'x', '--finish'], 2, ['--comment goes with']],
    ['a text for nothing', ['--text', 'x'], 2, ['--text goes with --answer']],
    [
      'too few comments',
      ['--return', '3.12', '--comment', 'x', '--comment', 'y', ...who('Grace Hopper')],
      2,
      ['2 times for 1'],
    ],
    ['acts that are read', ['--finish', '--markdown'], 2, ['one after the other']],
    ['no date', ['--since', 'some day'], 2, ['--since: "some day" is not a date']],
    ['no past day', ['--since', '2027-12-02'], 2, ['--since: 2027-12-02 is in the future', 'up to today']],
    [
      'one of two that may not be',
      ['--approve', '3.12', '--approve', '1.1', ...who('Grace Hopper')],
      2,
      ['1.1 Meet your manager needs no sign-off'],
    ],
  ];
  test.each(cases)('%s', async (_, flags, code, says) => {
    await expectRefusal(await begun(), ['review', 'ada', ...flags, ...tuesday], { code, says });
  });

  test('nobody is bound to the role: how to bind somebody', async () => {
    const world = new World();
    await world.run(['start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--me', ...tuesday]);
    await world.run(['done', '3.12', '--force', ...evidence, ...tuesday]);
    await expectRefusal(world, ['review', 'ada', '--approve', '3.12', '--as', 'Grace Hopper', ...tuesday], {
      code: 2,
      says: [/nobody is bound to that role yet:\n {2}pm-onboard assign 'Ada Lovelace' --role buddy\n/],
    });
  });

  test('whoever recorded it, by whichever handle', async () => {
    const world = await begun();
    await world.run(['reopen', '3.12', ...tuesday]);
    await world.run(['done', '3.12', '--force', ...evidence, '--as', 'GRACE hopper', ...tuesday]);
    await expectRefusal(world, ['review', 'ada', '--approve', '3.12', '--as', 'Grace Hopper', ...tuesday], {
      code: 2,
      says: ['was recorded as done by Grace Hopper', 'nobody else is bound to that role'],
    });
  });
});
