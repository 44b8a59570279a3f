/** A run's task list goes out, and its ticks come back: `export` and `done --from`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { inMattermost } from '../render/readers.ts';
import { expectRefusal, flat } from './facts.ts';
import { prepared, World } from './world.ts';

const tuesday = ['--today', '2026-11-24'];
const grace = ['--as', 'Grace Hopper'];

const started = prepared(async (world) => {
  await world.startAda();
});

interface Changed {
  readonly changed: readonly {
    kind: string;
    item: string;
    by: string;
    doneBy?: string;
    evidence?: string;
    on: string;
  }[];
  readonly list: Readonly<
    Record<'left' | 'already' | 'gone' | 'unknown', readonly { ref: string; reason?: string }[]>
  > & {
    readonly strange: readonly string[];
  };
}

/** The world with a list of Ada's that came back with these lines in it. */
async function withList(lines: readonly string[], heading = '# Product manager onboarding: Ada Lovelace') {
  const world = await started();
  writeFileSync(join(world.folder, 'list.md'), `${heading}\n\n${lines.join('\n')}\n`);
  return world;
}

async function take(world: World, ...more: readonly string[]): Promise<Changed> {
  const { code, stdout, stderr } = await world.run([
    'done',
    '--from',
    'list.md',
    '--yes',
    '--json',
    ...grace,
    ...tuesday,
    ...more,
  ]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Changed;
}

const refs = (items: readonly { ref: string }[]) => items.map(({ ref }) => ref);

describe('export', () => {
  test('each line begins with its box and its number; what others do is not in it', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...tuesday]);
    await world.run(['skip', '1.7', '--reason', 'no phone', ...tuesday]);
    const { code, stdout, stderr } = await world.run(['export', 'ada', '--format', 'markdown', ...tuesday]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('# Product manager onboarding: Ada Lovelace');
    expect(lines).toContain('- [x] **1.1 Meet your manager** (30 min, with Alan)');
    expect(lines).toContain(
      '- [ ] **1.3 Fix 1:1 times, create the 1:1 doc** (10 min, with Grace, wants a link)',
    );
    expect(stdout).not.toMatch(/\*\*1\.(?:4|7|10) /);
    for (const line of lines.slice(1).filter((each) => each !== '' && !each.startsWith('## ')))
      expect(line).toMatch(/^- \[[ x]\] \*\*\d+\.\d+ /);
  });

  test('GitHub and GitLab show boxes, Mattermost the same text', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...tuesday]);
    const { stdout } = await world.run(['export', 'ada', ...tuesday]);
    const html = new Marked({ gfm: true }).parse(stdout, { async: false });
    const boxes = stdout.match(/^- \[/gm)?.length;
    expect(html.match(/<li><input [^>]*type="checkbox"/g)).toHaveLength(boxes ?? 0);
    expect(html.match(/<input checked/g)).toHaveLength(1);
    const post = (await world.run(['export', 'ada', '--format', 'mattermost', ...tuesday])).stdout;
    expect(post).toBe(stdout);
    expect(inMattermost(post).text).toContain('1.1 Meet your manager');
  });

  test('-o writes a file, and overwrites no list that may hold ticks', async () => {
    const world = await started();
    const { code, stdout, stderr } = await world.run(['export', 'ada', '-o', 'list.md', ...tuesday]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('pm-onboard done --from list.md');
    expect(readFileSync(join(world.folder, 'list.md'), 'utf8')).toBe(
      (await world.run(['export', 'ada', ...tuesday])).stdout,
    );
    await expectRefusal(world, ['export', 'ada', '-o', 'list.md', ...tuesday], {
      code: 3,
      says: ['may hold ticks', '--force'],
    });
    expect((await world.run(['export', 'ada', '-o', 'list.md', '--force', ...tuesday])).code).toBe(0);
    writeFileSync(join(world.folder, 'notes.md'), 'mine');
    await expectRefusal(world, ['export', 'ada', '-o', 'notes.md', ...tuesday], {
      code: 3,
      says: ['no task list'],
    });
    await expectRefusal(world, ['export', 'ada', '-o', 'no/list.md', ...tuesday], {
      code: 3,
      says: ['there is no folder'],
    });
  });
});

describe('done --from', () => {
  test('what is new is recorded as done by the hire, told by whoever pasted', async () => {
    const world = await withList([
      '- [x] **1.1 Meet your manager** (30 min)',
      '- [X] 1.2 Learn about the team',
      '- [ ] **1.5 Browse the public websites**',
    ]);
    const { changed } = await take(world);
    expect(changed).toMatchObject([
      { kind: 'done', item: 'meet-manager', by: 'Grace Hopper', doneBy: 'Ada Lovelace', on: '2026-11-24' },
      { kind: 'done', item: 'learn-team', by: 'Grace Hopper', doneBy: 'Ada Lovelace' },
    ]);
    const log = flat((await world.run(['log', ...tuesday])).stdout);
    expect(log).toContain('was told that Ada Lovelace has done 1.1 Meet your manager');
    const again = await take(world);
    expect(again.changed).toEqual([]);
    expect(refs(again.list.already)).toEqual(['1.1', '1.2']);
    // The summary doesn't say that Grace has done it.
    expect((await world.run(['finish', '--force', '--markdown', ...tuesday])).stdout).toContain(
      '- **1.1** Meet your manager (2026-11-24)',
    );
  });

  test('the hire who takes the ticks of their own list is just the one who did it', async () => {
    const world = await withList(['- [x] 1.1 Meet your manager']);
    const { stdout } = await world.run([
      'done',
      '--from',
      'list.md',
      '--yes',
      '--json',
      '--as',
      'Ada Lovelace',
      ...tuesday,
    ]);
    expect((JSON.parse(stdout) as Changed).changed[0]).not.toHaveProperty('doneBy');
  });

  test('without a terminal, --yes says that it is meant; it is named, and nothing is recorded', async () => {
    const world = await withList(['- [x] 1.1 Meet your manager']);
    const { code, stderr } = await world.run(['done', '--from', 'list.md', ...grace, ...tuesday]);
    expect(code).toBe(4);
    expect(stderr).toContain('1.1 Meet your manager');
    expect(stderr).toContain('pm-onboard done --from list.md --yes');
    expect((await world.run(['log', ...tuesday])).stdout).not.toContain('has done');
  });

  test('a dry run says what it would record', async () => {
    const world = await withList(['- [x] 1.1 Meet your manager']);
    const { code, stderr } = await world.run([
      'done',
      '--from',
      'list.md',
      '--dry-run',
      ...grace,
      ...tuesday,
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('Nothing is written. Without --dry-run:\n· 1.1 Meet your manager: done');
    expect((await world.run(['log', ...tuesday])).stdout).not.toContain('has done');
  });

  test('from standard input, with CRLF and what a browser leaves behind', async () => {
    const world = await started();
    const input =
      '\ufeff> - [x] **1.1 Meet your manager** (30 min)\u00a0\r\n> - [ ] **1.2 Learn about the team**\r\n';
    const { code, stdout } = await world.run(
      ['done', '--from', '-', '--yes', '--json', ...grace, ...tuesday],
      { input },
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Changed).changed).toHaveLength(1);
  });

  test('ticks that went away are named, and nothing is opened again', async () => {
    const world = await withList(['- [ ] 1.1 Meet your manager', '- [ ] 1.2 Learn about the team']);
    await world.run(['done', '1.1', ...tuesday]);
    const { changed, list } = await take(world);
    expect(changed).toEqual([]);
    expect(refs(list.gone)).toEqual(['1.1']);
    const { stderr } = await world.run(['done', '--from', 'list.md', '--yes', ...tuesday]);
    expect(stderr).toContain('Not ticked in the list, but done here: 1.1. Nothing is opened again.');
    expect((await world.run(['show', '1.1', ...tuesday])).stdout).toContain('done');
  });

  test('a line without a box says nothing, and a list without any is refused', async () => {
    const some = await withList(['- 1.1 Meet your manager', '- [x] 1.2 Learn about the team']);
    const { changed, list } = await take(some);
    expect(changed).toHaveLength(1);
    expect(refs(list.unknown)).toEqual(['1.1']);
    const none = await withList(['- 1.1 Meet your manager', '•   1.2 Learn about the team']);
    await expectRefusal(none, ['done', '--from', 'list.md', '--yes', ...tuesday], {
      code: 2,
      says: ['2 known lines, but no box'],
    });
  });

  test('what is not plain is left, and says why', async () => {
    const world = await withList([
      '- [~] 1.7 Try the mobile app on your phone',
      '- [?] 1.8 List what puzzles you',
      '- [x] 1.9 Spot stale or misspelt docs',
      '- [x] 1.4 Invitations to the team meetings',
      '- [x] 1.3 Fix 1:1 times, create the 1:1 doc',
      '- [x] 2.12 Learn the issue tracker with your buddy',
      '- [x] 1.5 Something else altogether',
      '- [x] 1.1 Meet your manager',
      '- [x] 1.2 Learn about the team',
      '- [x] 1.6 Install the product, set it up once',
      '- [x] 9.9 No such thing',
    ]);
    const { changed, list } = await take(world);
    expect(changed.map(({ item }) => item)).toEqual(['meet-manager', 'learn-team', 'install-product']);
    const reasons = new Map(list.left.map(({ ref, reason = '' }) => [ref, reason]));
    expect(reasons.get('1.7')).toContain('marked as not to be done. If so: pm-onboard skip 1.7');
    expect(reasons.get('1.8')).toContain('neither ticked nor empty');
    expect(reasons.get('1.9')).toContain('it is at 0 of 3. To count one more: pm-onboard count 1.9');
    expect(reasons.get('1.4')).toContain('Grace does it');
    expect(reasons.get('1.3')).toContain('wants a link');
    expect(reasons.get('2.12')).toContain('waits for 2.11');
    expect(reasons.get('1.5')).toContain(
      'line 9 calls 1.5 "Something else altogether", here it is "Browse the public websites"',
    );
    expect(list.strange).toEqual(['9.9']);
  });

  test('evidence may stand behind a title; what comes first may be ticked in the same list', async () => {
    const world = await withList([
      '- [x] **1.3 Fix 1:1 times, create the 1:1 doc** (10 min, with Grace, wants a link) https://docs.example.com/a_b.',
      "- [x] **2.11 Get into your team's tools** (60 min)",
      '- [x] **2.12 Learn the issue tracker with your buddy**',
    ]);
    await world.run(['done', '1.10', '--as', 'Alan Turing', ...tuesday]);
    const { changed, list } = await take(world, '--force');
    expect(changed.map(({ item, evidence }) => [item, evidence])).toContainEqual([
      'set-1on1s',
      'https://docs.example.com/a_b',
    ]);
    expect(changed.map(({ item }) => item)).toContain('learn-tracker');
    expect(refs(list.left).filter((ref) => ref === '2.12')).toEqual([]);
  });

  test('who only told of it still does not sign it off', async () => {
    const world = await withList(['- [x] 3.12 Compare at least three competitors https://example.com/c']);
    const { stderr } = await world.run([
      'done',
      '--from',
      'list.md',
      '--yes',
      '--force',
      ...grace,
      ...tuesday,
    ]);
    expect(stderr).toContain('3.12 Compare at least three competitors: done');
    await expectRefusal(world, ['review', 'ada', '--approve', '3.12', ...grace, ...tuesday], {
      code: 2,
      says: ['somebody else judges it'],
    });
  });

  test.each([
    [
      'the list of somebody else',
      ['- [x] 1.1 Meet your manager'],
      '# Product manager onboarding: Bob Noyce',
      'it is the list of Bob Noyce, not of Ada Lovelace',
    ],
    [
      'of another program',
      ['- [x] 1.1 Order a laptop', '- [x] 1.2 Choose a chair', '- [ ] 1.5 Browse the public websites'],
      '# Designers',
      'the list of another program: 2 of 3 titles differ',
    ],
    [
      'one number twice',
      ['- [x] 1.1 Meet your manager', '- [ ] 1.1 Meet your manager'],
      '# x',
      'has 1.1 Meet your manager twice, once ticked and once not (lines 3 and 4)',
    ],
    [
      'nothing known',
      ['- [x] Meet your manager'],
      '# x',
      'none of its lines begins with the number of an item',
    ],
  ])('%s is refused', async (_, lines, heading, fault) => {
    const world = await withList(lines, heading);
    await expectRefusal(world, ['done', '--from', 'list.md', '--yes', ...tuesday], {
      code: 2,
      says: [fault],
    });
  });

  test('a list whose hire has signs of Markdown in the name is theirs, in every flavour', async () => {
    const world = new World();
    await world.startAda('--name', 'Ada <Countess> `L`_x_');
    for (const format of ['gfm', 'mattermost', 'slack']) {
      const { stdout } = await world.run(['export', '--format', format, ...tuesday]);
      const ticked = stdout
        .replace('[ ] **1.1', '[x] **1.1')
        .replace(':white_large_square: *1.1', ':white_check_mark: *1.1');
      expect(ticked).not.toBe(stdout);
      writeFileSync(join(world.folder, 'list.md'), ticked);
      const { changed } = await take(world, '--dry-run');
      expect(changed.map(({ item }) => item)).toEqual(['meet-manager']);
    }
  });

  test('what has no date is recorded without one', async () => {
    const world = await withList(['- [x] A.1 Read on', '- [x] 1.1 Meet your manager']);
    await world.run(['add', 'Read the market report', '--phase', 'day-1', '--due', 'none', ...tuesday]);
    const { stdout } = await world.run(['export', ...tuesday]);
    writeFileSync(
      join(world.folder, 'list.md'),
      stdout.replace(/\[ \](?= \*\*\d+\.\d+ Read the market report)/, '[x]'),
    );
    const { changed } = await take(world);
    expect(changed).toMatchObject([{ kind: 'done', title: 'Read the market report' }]);
    expect(changed[0]).not.toHaveProperty('due');
  });

  test('a file that is no text, too large, or not there', async () => {
    const world = await started();
    writeFileSync(join(world.folder, 'list.md'), Buffer.from([0xff, 0xfe, 0x2d, 0x00]));
    await expectRefusal(world, ['done', '--from', 'list.md', '--yes', ...tuesday], {
      code: 3,
      says: ['not UTF-8'],
    });
    writeFileSync(join(world.folder, 'list.md'), '- [x] 1.1 Meet your manager\n'.repeat(40_000));
    await expectRefusal(world, ['done', '--from', 'list.md', '--yes', ...tuesday], {
      code: 3,
      says: ['larger than 1 MB'],
    });
    await expectRefusal(world, ['done', '--from', 'gone.md', '--yes', ...tuesday], {
      code: 3,
      says: ['there is no file gone.md'],
    });
    for (const [args, fault] of [
      [['done', '--yes'], '--yes goes with --from'],
      [['done', '1.1', '--from', 'list.md'], 'exclude each other'],
    ] as const)
      await expectRefusal(world, [...args, ...tuesday], { code: 2, says: [fault] });
  });

  test('a whole list goes out ticked and comes back: only what is plain is taken, and nothing else changes', async () => {
    const world = await started();
    const list = (await world.run(['export', 'ada', ...tuesday])).stdout.replaceAll('- [ ]', '- [x]');
    writeFileSync(join(world.folder, 'list.md'), list);
    const { changed, list: rest } = await take(world);
    const all = list.match(/^- \[x\] \*\*(\d+\.\d+)/gm)?.length ?? 0;
    expect(changed.length + rest.left.length).toBe(all);
    expect(rest.unknown).toEqual([]);
    expect(existsSync(join(world.folder, 'list.md'))).toBe(true);
  });
});
