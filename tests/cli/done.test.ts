import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];
const tuesday = ['--today', '2026-11-24'];

interface Shown {
  readonly item: {
    readonly state: string;
    readonly closedOn: string | null;
    readonly evidence: { given: string | null };
  };
}

describe('done', () => {
  test('records one item, says so on stderr, and names the next', async () => {
    const world = new World();
    await world.startAda();
    const result = await world.run(['done', '1.1', '--note', ' went well ', ...tuesday]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('1.1 Meet your manager: done');
    expect(result.stderr).toContain('Next: 1.2 Learn about the team');
    expect(lastBatch(world)).toEqual([
      {
        kind: 'done',
        item: 'meet-manager',
        title: 'Meet your manager',
        due: '2026-11-23',
        note: 'went well',
        on: '2026-11-24',
        by: 'Ada Lovelace',
      },
    ]);
    const { item } = await json<Shown>(world, ['show', '1.1', ...tuesday]);
    expect(item).toMatchObject({ state: 'done', closedOn: '2026-11-24' });
  });

  test('ticks off several at once, as one command, each once', async () => {
    const world = new World();
    await world.startAda();
    const before = events(world).length;
    const result = await world.run([
      'done',
      '1.1',
      'browse-websites',
      'install the product',
      '1.1',
      ...monday,
    ]);
    expect(result.code).toBe(0);
    for (const words of ['1.1 Meet your manager', '1.5 Browse', '1.6 Install'])
      expect(result.stderr).toContain(words);
    const batch = lastBatch(world);
    expect(batch.map(({ item }) => item)).toEqual(['meet-manager', 'browse-websites', 'install-product']);
    expect(events(world)).toHaveLength(before + 3);
  });

  test('one that is wrong among several: nothing is recorded', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['done', '1.1', '3.2', ...monday], { code: 2, says: ['3.2', '--force'] });
    await expectRefusal(world, ['done', '1.1', 'frobnicate', ...monday], { code: 2, says: ['frobnicate'] });
    await expectRefusal(world, ['done', '1.1', '1.3', ...monday], { code: 4, says: ['1.3', '--evidence'] });
  });

  test('done twice is said and records nothing', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.1', ...monday]);
    const before = fingerprint(world);
    const again = await world.run(['done', '1.1', ...tuesday]);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toMatch(/1\.1 Meet your manager was done already, on Mon 23/);
    expect(again.stderr).not.toContain('✓');
    expect(fingerprint(world)).toBe(before);

    const mixed = await world.run(['done', '1.1', '1.2', ...tuesday]);
    expect(mixed.stderr).toContain('was done already');
    expect(lastBatch(world).map(({ item }) => item)).toEqual(['learn-team']);
  });

  test('--on is the day that rules; in the future it is refused', async () => {
    const world = new World();
    await world.startAda();
    const result = await world.run(['done', '1.1', '--on', '2026-11-20', ...tuesday]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('done on Fri 20');
    expect(lastBatch(world)[0]).toMatchObject({ on: '2026-11-20' });
    await expectRefusal(world, ['done', '1.2', '--on', '2026-11-25', ...tuesday], {
      code: 2,
      says: ['--on', '2026-11-25', 'future'],
    });
    const today = await world.run(['done', '1.2', '--on', '2026-11-24', ...tuesday]);
    expect(today.code).toBe(0);
  });

  test('before the start it counts all the same, and that is said', async () => {
    const world = new World();
    await world.startAda();
    const on = await world.run(['done', '1.5', '--on', '2026-11-20', ...monday]);
    expect(on.code).toBe(0);
    expect(flat(on.stderr)).toContain('Fri 20 Nov is before the start, Mon 23 Nov; it counts all the same.');
    expect((await world.run(['done', '1.6', '--on', '2026-11-23', ...tuesday])).stderr).not.toContain(
      'before',
    );
    const result = await world.run(['done', '1.1', '--today', '2026-11-20']);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('not begun');
    const early = await world.run(['done', '2.4', ...monday]);
    expect(early.code).toBe(0);
    expect(early.stderr).toMatch(/2\.4 was planned for Wed 25/);
  });

  test('what is due before the start is done before it, and nothing is said of it', async () => {
    const world = new World();
    await world.run(['init', '--checklists']);
    const path = join(world.folder, 'checklists/parts/fresh-eyes.yaml');
    const day = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      day.replace('id: browse-websites\n', 'id: browse-websites\n        due: 3 days before start\n'),
    );
    expect((await world.startAda()).code).toBe(0);
    const result = await world.run(['done', '1.5', '--on', '2026-11-20', ...monday]);
    expect(result.stderr).toContain('done on Fri 20');
    expect(result.stderr).not.toContain('before the start');
  });

  test('evidence: exit 4 names the flag, the wrong kind is refused, the right kind recorded', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['done', '1.3', ...monday], {
      code: 4,
      says: ['1.3', 'a link', 'give it with --evidence'],
    });
    await expectRefusal(world, ['done', '2.5', ...monday], {
      code: 4,
      says: ['2.5', 'words', '--evidence'],
    });
    for (const evidence of [
      'the doc',
      'javascript:alert(1)',
      'http://',
      'https://a b',
      'ftp://example.com/x',
      '  ',
    ]) {
      await expectRefusal(world, ['done', '1.3', '--evidence', evidence, ...monday], {
        code: 2,
        says: ['--evidence', '1.3'],
      });
    }
    const result = await world.run([
      'done',
      '1.3',
      '--evidence',
      ' https://docs.example.com/1on1?a=b#c ',
      ...monday,
    ]);
    expect(result.code).toBe(0);
    expect(lastBatch(world)[0]).toMatchObject({ evidence: 'https://docs.example.com/1on1?a=b#c' });
    const { item } = await json<Shown>(world, ['show', '1.3', ...monday]);
    expect(item.evidence.given).toBe('https://docs.example.com/1on1?a=b#c');
  });

  test('several at once: the evidence belongs to the item that wants it', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.1', '1.3', '--evidence', 'https://example.com', ...monday]);
    const given = lastBatch(world).map(({ item, evidence }) => [item, evidence]);
    expect(given).toEqual([
      ['meet-manager', undefined],
      ['set-1on1s', 'https://example.com'],
    ]);
  });

  test('a blocked item needs --force; what is done first in the same command is no longer in the way', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.10', ...monday]);
    await expectRefusal(world, ['done', '2.12', ...tuesday], {
      code: 2,
      says: ['2.12', "2.11 Get into your team's tools", '--force'],
    });
    const both = await world.run(['done', '2.12', '2.11', '--evidence', 'ada', ...tuesday]);
    expect(both.code).toBe(0);
    expect(lastBatch(world).map(({ item }) => item)).toEqual(['learn-tracker', 'get-tool-access']);

    const forced = await world.run(['done', '3.13', '3.2', '--force', '--today', '2026-12-04']);
    expect(forced.code).toBe(0);
    expect(lastBatch(world).map(({ item }) => item)).toContain('support-standups');
  });

  test('says what became possible', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.10', ...monday]);
    const result = await world.run(['done', '2.11', '--evidence', 'ada', ...tuesday]);
    expect(result.stderr).toMatch(/Now possible:.*2\.12 Learn the issue tracker/);
    expect(result.stderr).not.toMatch(/Now possible:.*2\.13/);
  });

  test('a count below its target is not done; --force closes it as it is', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['done', '1.9', ...monday], {
      code: 2,
      says: ['0 of 3', 'count one more: pm-onboard count 1.9;', '--force'],
    });
    const forced = await world.run(['done', '1.9', '--force', ...monday]);
    expect(forced.code).toBe(0);
    expect(lastBatch(world)[0]).toMatchObject({ kind: 'done', item: 'spot-docs-flaws' });
  });

  test('a group offers its open items; when all are done that is said', async () => {
    const world = new World();
    await world.startAda();
    const refused = await expectRefusal(world, ['done', 'meet-buddy', ...monday], {
      code: 4,
      says: ['Meet your PM buddy', '1.2  Learn about the team', '1.3  Fix 1:1', '1.4  Invitations'],
    });
    expect(refused.stderr).not.toContain('1.1');
    await world.run(['done', '1.2', '1.4', ...monday]);
    const fewer = await expectRefusal(world, ['done', 'meet-buddy', ...monday], {
      code: 4,
      says: ['1.3  Fix'],
    });
    expect(fewer.stderr).not.toContain('1.2  ');

    await world.run(['done', '1.3', '--evidence', 'https://example.com', ...monday]);
    const before = fingerprint(world);
    const over = await world.run(['done', 'meet-buddy', ...monday]);
    expect(over.code).toBe(0);
    for (const ref of ['1.2', '1.3', '1.4'])
      expect(over.stderr).toMatch(new RegExp(`${ref} .*was done already`));
    expect(fingerprint(world)).toBe(before);
  });

  test('a group whose items are all skipped is not ticked off by naming it', async () => {
    const world = new World();
    await world.startAda();
    for (const ref of ['1.2', '1.3', '1.4'])
      await world.run(['skip', ref, '--reason', 'no buddy yet', ...monday]);
    await expectRefusal(world, ['done', 'meet-buddy', ...monday], { code: 2, says: ['nothing is open'] });
  });

  test('with a sign-off it goes into review, not into the total', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['skip', '3.11', '--reason', 'not yet', ...tuesday]);
    const result = await world.run(['done', '3.12', '--evidence', 'https://example.com/page', ...tuesday]);
    expect(result.stderr).toMatch(/3\.12 .*: done; Grace signs it off/);
    const status = await json<{
      inReview: { ref: string; signOff: { state: string } }[];
      progress: { done: number };
    }>(world, ['status', ...tuesday]);
    expect(status.inReview).toMatchObject([{ ref: '3.12', signOff: { state: 'pending' } }]);
    expect(status.progress.done).toBe(0);
    const again = await world.run(['done', '3.12', '--evidence', 'https://example.com/page', ...tuesday]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('was done already');
  });

  test('what others do may be ticked off by anyone, in their name', async () => {
    const world = new World();
    await world.startAda();
    const result = await world.run(['done', '1.4', '--as', 'Grace Hopper', '--hire', 'Ada', ...monday]);
    expect(result.code).toBe(0);
    expect(lastBatch(world)[0]).toMatchObject({ item: 'add-to-meetings', by: 'Grace Hopper' });
  });
});

describe('done --without-evidence', () => {
  const reason = 'the repository is private';

  test('closes an item that wants a link, for a reason that everybody sees', async () => {
    const world = new World();
    await world.startAda();
    const closed = await world.run(['done', '1.3', '--without-evidence', reason, ...monday]);
    expect(closed.code).toBe(0);
    expect(flat(closed.stderr)).toContain(`create the 1:1 doc: done, without evidence: ${reason}`);
    expect(lastBatch(world)).toMatchObject([{ kind: 'done', item: 'set-1on1s', withoutEvidence: reason }]);
    const { item } = await json<{ item: { evidence: object } }>(world, ['show', '1.3', ...monday]);
    expect(item.evidence).toEqual({ wanted: 'url', given: null, without: reason });
    const said = async (...args: string[]) => flat((await world.run([...args, ...monday])).stdout);
    expect(await said('show', '1.3')).toContain(`Evidence none: ${reason}`);
    expect(await said('log')).toContain(`without evidence: ${reason}`);
    expect(await said('review', 'ada', '--as', 'Grace Hopper', '--markdown')).toContain(
      `without evidence: ${reason}`,
    );
    expect(await said('finish', '--force', '--markdown')).toContain(`without evidence: ${reason}`);
  });

  test('redact takes the reason out', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['done', '1.3', '--without-evidence', reason, ...monday]);
    expect((await world.run(['redact', 'private', '--yes', ...monday])).code).toBe(0);
    expect(world.onlyRecord().text).not.toContain('private');
    expect((await world.run(['show', '1.3', ...monday])).stdout).toContain('none: (taken out)');
  });

  test('for those of a list that want it; refused where none does, with evidence, and for a placeholder', async () => {
    const world = new World();
    await world.startAda();
    await expectRefusal(world, ['done', '1.1', '--without-evidence', reason, ...monday], {
      code: 2,
      says: ['1.1 Meet your manager asks for none'],
    });
    await expectRefusal(world, ['done', '1.3', '--without-evidence', '…', ...monday], {
      code: 2,
      says: ['only stands for what you mean'],
    });
    await expectRefusal(
      world,
      ['done', '1.3', '--without-evidence', reason, '--evidence', 'https://example.com', ...monday],
      { code: 2, says: ['exclude each other'] },
    );
    expect((await world.run(['done', '1.1', '1.3', '--without-evidence', reason, ...monday])).code).toBe(0);
    expect(lastBatch(world).map(({ withoutEvidence }) => withoutEvidence)).toEqual([undefined, reason]);
  });
});

test('a placeholder is refused wherever people write for others', async () => {
  const world = new World();
  await world.startAda();
  for (const args of [
    ['note', '1.1', '…'],
    ['ask', 'TEXT'],
    ['skip', '1.1', '--reason', 'REASON'],
    ['done', '1.1', '--note', '...'],
    ['done', '1.3', '--evidence', 'URL'],
    ['done', '1.1', '--on', 'DATE'],
    ['assign', '--role', 'buddy', '--to', 'NAME'],
    ['add', 'TITLE'],
    ['review', 'ada', '--note', '…', '--as', 'Grace Hopper'],
    ['finish', '--force', '--note', '…'],
    ['start', '--name', 'NAME', '--start', '2026-11-23'],
  ])
    await expectRefusal(world, [...args, ...monday], { code: 2, says: [/stands for|not a date/] });
});
