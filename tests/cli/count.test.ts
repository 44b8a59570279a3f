/** A count's state follows its sum, in every order and whatever brought it there, and each command that changes it says so. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, flat, json } from './facts.ts';
import { type Member, sharingTeam } from './team.ts';
import { type Result, World } from './world.ts';

const tuesday = ['--today', '2026-11-24'];
const grace = ['--as', 'Grace Hopper'];

const programYaml = `id: small
title: Small
phases: [week-1, day-30]
roles:
  manager: { title: Direct manager, required: true }
  buddy: { title: PM buddy, required: true }
  mentor: { title: PM mentor, default: buddy }
`;
const weekYaml = `id: week-1
title: Week 1
due: week 1
items:
  - { id: write-findings, title: Write findings, sign-off: mentor }
  - { id: calls, title: Calls, count: { target: 3, unit: calls }, due: workday 10 }
  - { id: demos, title: Demos, count: { target: 2, unit: demos }, sign-off: mentor }
  - { id: bugs, title: Bugs, count: { target: 2, unit: bugs }, evidence: url }
  - { id: sum-up, title: Sum up the calls, after: [calls] }
`;
const monthYaml = 'id: day-30\ntitle: Day 30\ndue: day 30\nitems:\n  - { id: outlook, title: Outlook }\n';

/** A world whose current folder is a workspace of the small program, with these words of the first week replaced. */
function write(world: World, from = '', to = ''): void {
  const folder = join(world.folder, 'checklists');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(world.folder, 'pm-onboard.yaml'),
    'program: checklists\ncalendar: { holidays: [2026-11-26] }\n',
  );
  const files = {
    'program.yaml': programYaml,
    'week-1.yaml': weekYaml.replace(from, to),
    'day-30.yaml': monthYaml,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function small(): Promise<World> {
  const world = new World();
  write(world);
  const { code, stderr } = await world.startAda();
  expect(code, stderr).toBe(0);
  return world;
}

/** Runs commands of these words on Tuesday 24 November; each has to succeed. @returns what the last one said, on one line */
async function say(world: World, ...commands: string[][]): Promise<string> {
  let last: Result | undefined;
  for (const command of commands) {
    last = await world.run([...command, ...tuesday]);
    expect(last.code, last.stderr).toBe(0);
  }
  return flat(`${last?.stdout}${last?.stderr}`);
}

interface Shown {
  readonly item: {
    readonly state: string;
    readonly overdue: boolean;
    readonly count: { readonly total: number; readonly target: number };
    readonly signOff: { readonly state: string } | null;
  };
}

/** `done, 3 of 3`, from `show --json`. */
async function stand(world: World, id: string, today = '2026-11-24'): Promise<string> {
  const { item } = await json<Shown>(world, ['show', id, '--today', today]);
  return `${item.state}, ${item.count.total} of ${item.count.target}`;
}

/** A second copy of the record, on a machine of its own. */
async function copyOf(world: World, ...flags: string[]): Promise<World> {
  const other = new World();
  await give(world, other, ...flags);
  return other;
}

/** Shares the record of one world with another. @returns what the other says */
async function give(from: World, to: World, ...flags: string[]): Promise<string> {
  await say(from, ['share', '-o', 'sent.json', ...flags]);
  writeFileSync(join(to.folder, 'sent.json'), readFileSync(join(from.folder, 'sent.json')));
  return say(to, ['share', '--receive', 'sent.json', ...flags]);
}

describe('two copies', () => {
  test('that count two each have three and more: done in both, whoever hears of it first', async () => {
    const ada = await small();
    const other = await copyOf(ada);
    await say(ada, ['count', 'calls', '2']);
    await say(other, ['count', 'calls', '2', ...grace]);
    expect(await give(other, ada)).toContain(
      'Ada Lovelace: 1 new event (1 counted) ✓ 1.2 Calls is done by its count: 4 of 3 calls',
    );
    expect(await stand(ada, 'calls', '2026-12-08')).toBe('done, 4 of 3');
    expect(await give(ada, other)).toContain('✓ 1.2 Calls is done by its count: 4 of 3 calls');
    expect(await stand(other, 'calls', '2026-12-08')).toBe('done, 4 of 3');

    const status = await json<{
      progress: { done: number; total: number };
      overdue: { id: string }[];
      next: { id: string }[];
    }>(ada, ['status', '--today', '2026-12-08']);
    expect(status.progress).toMatchObject({ done: 1, total: 6 });
    expect([...status.overdue, ...status.next].map(({ id }) => id)).not.toContain('calls');
    expect([...status.overdue, ...status.next].map(({ id }) => id)).toContain('sum-up');
    const team = await json<{ hires: { progress: { done: number } }[] }>(ada, ['team', ...tuesday]);
    expect(team.hires[0]?.progress.done).toBe(1);
    const review = await json<{ completed: { id: string; recordedBy: string }[] }>(ada, [
      'review',
      'ada',
      ...grace,
      ...tuesday,
    ]);
    expect(review.completed).toMatchObject([{ id: 'calls', recordedBy: 'Grace Hopper' }]);
    const log = flat((await ada.run(['log', ...tuesday])).stdout);
    expect(log).toContain('Grace Hopper counted 2 for 1.2 Calls, which reached the target');
    expect(log.match(/reached the target/g)).toHaveLength(1);
    expect(await say(ada, ['show', 'calls', '--why'])).toContain(
      'Its count has reached the target: 4 of 3 calls.',
    );
    expect(await say(ada, ['finish', '--force'])).toContain(
      '1 of 6 done, 5 left open. DONE Week 1 1 of 5 4 calls',
    );
  });

  test('an undo in one of them opens it in both', async () => {
    const ada = await small();
    await say(ada, ['count', 'calls', '2']);
    const other = await copyOf(ada);
    expect(await say(other, ['count', 'calls', ...grace])).toContain('✓ 1.2 Calls: done (3 of 3 calls)');
    expect(await give(other, ada)).toContain('✓ 1.2 Calls is done by its count: 3 of 3 calls');
    expect(await say(ada, ['undo'])).toContain(
      '✓ taken back: counted 2 for 1.2 Calls ✓ 1.2 Calls is open again: 1 of 3 calls',
    );
    expect(await stand(ada, 'calls')).toBe('open, 1 of 3');
    expect(await give(ada, other)).toContain('✓ 1.2 Calls is open again: 1 of 3 calls');
    expect(await stand(other, 'calls')).toBe('open, 1 of 3');
  });

  test('a sync says it too', async () => {
    const { ada, grace: buddy } = await sharingTeam();
    const count = (member: Member) => member.ok(['count', '1.9', '2', '--hire', 'Ada', ...tuesday]);
    await count(ada);
    await count(buddy);
    await ada.sync();
    const { stderr } = await buddy.sync();
    expect(flat(stderr)).toContain(
      '✓ came in Ada: 1 counted ✓ Ada: 1.9 Spot stale or misspelt docs is done by its count: 4 of 3 finds',
    );
    await ada.sync();
    await ada.ok(['undo', ...tuesday]);
    await ada.sync();
    const { stderr: open } = await buddy.sync();
    expect(flat(open)).toContain('✓ Ada: 1.9 Spot stale or misspelt docs is open again: 2 of 3 finds');
  });
});

describe('undo', () => {
  test('of the count that had reached the target says that the item is open, and what it was taken from', async () => {
    const world = await small();
    expect(await say(world, ['count', 'calls', '2'], ['count', 'calls'])).toContain(
      '✓ 1.2 Calls: done (3 of 3 calls) Now possible: 1.5 Sum up the calls',
    );
    expect(events(world, world.folder).map(({ kind }) => kind)).not.toContain('done');
    expect(await say(world, ['undo'])).toContain(
      '✓ taken back: counted 1 for 1.2 Calls ✓ 1.2 Calls is open again: 2 of 3 calls',
    );
    expect((await json<Shown>(world, ['show', 'sum-up', ...tuesday])).item.state).toBe('blocked');
  });

  test('a tick with --force is a completion of its own', async () => {
    const world = await small();
    await say(world, ['count', 'calls', '2'], ['done', 'calls', '--force'], ['count', 'calls', ...grace]);
    expect(await stand(world, 'calls')).toBe('done, 3 of 3');
    const below = await say(world, ['undo', ...grace]);
    expect(below).toContain('taken back: counted 1');
    expect(below).not.toContain('open again');
    expect(await stand(world, 'calls')).toBe('done, 2 of 3');
    await say(world, ['count', 'calls', ...grace]);
    expect(await say(world, ['undo'])).toContain(
      '✓ taken back: done 1.2 Calls ✓ 1.2 Calls is done by its count: 3 of 3 calls',
    );
  });

  test('what wants evidence is not done by its sum; done with it, it stays so', async () => {
    const world = await small();
    expect(await say(world, ['count', 'bugs', '2'])).toContain(
      '✓ 1.4 Bugs: 2 of 2 bugs That is the target. Close it: pm-onboard done 1.4',
    );
    expect(await stand(world, 'bugs')).toBe('open, 2 of 2');
    await say(world, ['done', 'bugs', '--evidence', 'https://example.com/bugs', ...grace], ['undo']);
    expect(await stand(world, 'bugs')).toBe('done, 0 of 2');
  });

  test('an approval falls with the count or the tick that it was of, and that is said', async () => {
    const world = await small();
    await say(world, ['count', 'demos', '2'], ['done', 'write-findings']);
    await say(world, ['review', 'ada', ...grace, '--approve', '1.1', '--approve', '1.3']);
    expect(await say(world, ['undo'])).toContain(
      'taken back: done 1.1 Write findings The approval by Grace Hopper of 1.1 Write findings, on Tue 24 Nov, falls with it',
    );
    expect(await say(world, ['undo'])).toContain(
      '✓ 1.3 Demos is open again: 0 of 2 demos The approval by Grace Hopper of 1.3 Demos, on Tue 24 Nov, falls with it',
    );
    await say(world, ['count', 'demos', '2']);
    expect(await stand(world, 'demos')).toBe('in review, 2 of 2');
  });
});

describe('a sign-off', () => {
  test('a reached count is in review: approved it is done', async () => {
    const world = await small();
    expect(await say(world, ['count', 'demos', '2'])).toContain(
      '✓ 1.3 Demos: done (2 of 2 demos); Grace signs it off',
    );
    expect(await stand(world, 'demos')).toBe('in review, 2 of 2');
    const owed = await say(world, ['review', 'ada', ...grace]);
    expect(owed).toContain('1.3');
    await say(world, ['review', 'ada', ...grace, '--approve', 'demos']);
    expect((await json<Shown>(world, ['show', 'demos', ...tuesday])).item).toMatchObject({
      state: 'done',
      signOff: { state: 'approved' },
    });
    expect(await say(world, ['count', 'demos'])).toContain('1.3 Demos: 3 of 2 demos');
    expect(await stand(world, 'demos')).toBe('done, 3 of 2');
  });

  test('returned it is open until more is counted', async () => {
    const world = await small();
    await say(world, ['count', 'demos', '2']);
    const returned = ['review', 'ada', ...grace, '--return', 'demos', '--comment', 'too short'];
    expect(await say(world, returned)).toContain('1.3 Demos: returned');
    expect((await json<Shown>(world, ['show', 'demos', ...tuesday])).item).toMatchObject({
      state: 'open',
      signOff: { state: 'returned' },
    });
    expect(await say(world, ['count', 'demos'])).toContain(
      '1.3 Demos: done (3 of 2 demos); Grace signs it off',
    );
    expect(await stand(world, 'demos')).toBe('in review, 3 of 2');
    await say(world, returned);
    expect(await say(world, ['done', 'demos'])).toContain('1.3 Demos: done (3 of 2 demos)');
    expect(await stand(world, 'demos')).toBe('in review, 3 of 2');
  });

  test('whoever counted to the target does not judge it', async () => {
    const world = await small();
    await say(world, ['count', 'demos', '2', ...grace]);
    const refused = await world.run(['review', 'ada', ...grace, '--approve', 'demos', ...tuesday]);
    expect(refused.code).toBe(2);
    expect(flat(refused.stderr)).toContain('1.3 Demos was recorded as done by Grace Hopper');
  });
});

describe('reopened', () => {
  test('it is open though the sum is there, and that is said, until more is counted', async () => {
    const world = await small();
    await say(world, ['count', 'calls', '3']);
    expect(await say(world, ['reopen', 'calls'])).toContain(
      '1.2 Calls: open again What was counted stays, 3 of 3 calls; it is done again once more is counted',
    );
    expect(await stand(world, 'calls')).toBe('open, 3 of 3');
    await say(world, ['count', 'calls']);
    expect(await stand(world, 'calls')).toBe('done, 4 of 3');
  });
});

describe('upgrade', () => {
  const upgrade = ['upgrade', 'ada', '--yes'];

  test('to a target that is reached: done by its count; to a higher one: open again', async () => {
    const world = await small();
    await say(world, ['count', 'calls', '2']);
    write(world, 'target: 3, unit: calls', 'target: 2, unit: calls');
    expect(await say(world, ['upgrade', '--all', '--dry-run'])).toContain(
      'This edit touches 1 hire: 1 done by its count, nobody becomes late.',
    );
    const lower = await say(world, upgrade);
    expect(lower).toContain('COUNTED 1.2 done by its count: 2 of 2 calls Calls');
    expect(lower).toContain('✓ Ada Lovelace has the current checklists now: 1 done by its count');
    expect(lower).not.toContain('stays as it is');
    expect(await stand(world, 'calls')).toBe('done, 2 of 2');
    write(world, 'target: 3, unit: calls', 'target: 4, unit: calls');
    expect(await say(world, upgrade)).toContain('COUNTED 1.2 open again: 2 of 4 calls Calls');
    expect(await stand(world, 'calls')).toBe('open, 2 of 4');
    expect(await say(world, ['undo'])).toContain('✓ 1.2 Calls is done by its count: 2 of 2 calls');
  });

  test('that wants evidence or a sign-off from now on leaves what was done by its count as it is', async () => {
    const world = await small();
    await say(world, ['count', 'calls', '3']);
    write(world, 'unit: calls }', 'unit: calls }, evidence: url, sign-off: mentor');
    expect(await say(world, upgrade)).toContain('What is done, in review or skipped stays as it is: 1 item.');
    expect(await stand(world, 'calls')).toBe('done, 3 of 3');
  });

  test('that leaves the item out keeps it as done in the summary, under its title', async () => {
    const world = await small();
    await say(world, ['count', 'calls', '2'], ['count', 'demos', '1'], ['count', 'calls']);
    write(world, /.*id: calls,.*\n/.exec(weekYaml)?.[0], '');
    await say(world, upgrade);
    const { stdout } = await world.run(['finish', '--force', '--json', ...tuesday]);
    const { gone } = JSON.parse(stdout) as { gone: { title: string; by: string }[] };
    expect(gone).toMatchObject([{ title: 'Calls', by: 'Ada Lovelace' }]);
    expect(await say(world, ['log'])).toContain('counted 1 for Calls');
  });
});

test('a count beside an open item that it waits for is done all the same, and that is said', async () => {
  const world = await small();
  write(world, 'sign-off: mentor }\n  - { id: bugs', 'sign-off: mentor, after: [calls] }\n  - { id: bugs');
  await say(world, ['upgrade', 'ada', '--yes']);
  expect(await say(world, ['count', 'demos'])).toContain('1.3 Demos: 1 of 2 demos 1.3 waits for 1.2.');
  expect(await say(world, ['count', 'demos'])).toContain(
    '1.3 Demos: done (2 of 2 demos); Grace signs it off It was to come after 1.2 Calls, still open; it counts all the same.',
  );
});
