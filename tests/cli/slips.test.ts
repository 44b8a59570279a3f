/** Slips of whoever types: a flag in place of a text, a flag twice, more lines than questions, numbers typed at a list. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, expectRefusal, fingerprint, flat, json } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

async function withAda(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

describe('flags', () => {
  test.each([
    [['done', '1.5', '--note', '--dry-run'], '--note: --dry-run is a flag'],
    [['skip', '1.7', '--reason', '--json'], '--reason: --json is a flag'],
    [['done', '1.3', '--without-evidence', '--dry-run'], '--without-evidence: --dry-run is a flag'],
    [['share', '-o', '--dry-run'], '--output: --dry-run is a flag'],
    [
      ['done', '1.3', '--evidence', 'https://a.example/1', '--evidence', 'https://b.example/2'],
      '--evidence is given twice',
    ],
    [['skip', '1.7', '--reason', 'one', '--reason', 'two'], '--reason is given twice'],
  ])('%j is refused, and nothing is written', async (args, says) => {
    const world = await withAda();
    const before = fingerprint(world);
    await expectRefusal(world, [...args, ...monday], { code: 2, says: [says] });
    expect(fingerprint(world)).toBe(before);
    expect(existsSync(join(world.folder, '--dry-run'))).toBe(false);
  });

  test('a flag that may be given several times still may, and a text may have dashes in it', async () => {
    const world = await withAda();
    await world.run(['assign', 'ada', '--role', 'mentor', '--to', 'Lin', '--to', 'Barbara', ...monday]);
    await world.run(['note', '1.8', 'so -- two dashes', ...monday]);
    expect(events(world).slice(-2)).toMatchObject([
      { kind: 'assigned', people: ['Lin', 'Barbara'] },
      { kind: 'noted', text: 'so -- two dashes' },
    ]);
  });

  test.each(['-', '…', 'TEXT'])('%s is no text', async (text) => {
    const world = await withAda();
    await expectRefusal(world, ['skip', '1.7', '--reason', text, ...monday], {
      code: 2,
      says: ['only stands for'],
    });
  });

  test.each([
    'https:///u:secret@example.com/x',
    'HTTPS://////u:secret@example.com',
    'https://u@example.com/x',
  ])('a link with somebody in it is refused, whatever its slashes: %s', async (link) => {
    const world = await withAda();
    const { code, stderr } = await world.run(['done', '1.3', '--evidence', link, ...monday]);
    expect({ code, told: stderr.includes('secret') }).toEqual({ code: 2, told: false });
  });
});

test('a joiner that joins nothing is no part of a name', async () => {
  const world = new World();
  await world.run(['start', '--name', 'Ali\u200d', '--start', '2026-11-23', '--no-me', ...monday]);
  await world.run(['start', '--name', 'علی\u200cرضا', '--start', '2026-11-23', '--no-me', ...monday]);
  const { hires } = await json<{ hires: { name: string }[] }>(world, ['team', ...monday]);
  expect(hires.map(({ name }) => name).sort()).toEqual(['Ali', 'علی\u200cرضا']);
});

test('a colon between numbers is part of a title, and no run', async () => {
  const world = await withAda();
  expect((await world.run(['show', '1:1 times', ...monday])).stdout).toMatch(/^1\.3 {2}Fix 1:1 times/);
  await expectRefusal(world, ['show', 'beta:2.3', ...monday], { code: 2, says: ['no run of', '"beta"'] });
});

test('a title without quotes means the item, not one for each word', async () => {
  const world = await withAda();
  await world.run(['done', 'Browse', 'the', 'public', 'websites', ...monday]);
  expect(events(world).filter(({ kind }) => kind === 'done')).toMatchObject([{ item: 'browse-websites' }]);
  expect((await world.run(['show', 'first', 'week', ...monday])).stdout).toMatch(/^2 {2}First week /);
  // Items that have nothing to do with each other are still several.
  await world.run(['done', '1.1', 'learn-team', ...monday]);
  expect(events(world).filter(({ kind }) => kind === 'done')).toHaveLength(3);
});

test('a run that has ended asks for nothing', async () => {
  const world = await withAda();
  await world.run(['finish', '--force', ...monday]);
  const { stdout } = await world.run(['next', ...monday]);
  expect(flat(stdout)).toContain(
    'The run was finished on Mon 23 Nov, so nothing is asked. How it stood: pm-onboard status',
  );
  await expectRefusal(world, ['done', ...monday], {
    code: 2,
    says: ['finished on 2026-11-23', 'pm-onboard status'],
  });
});

describe('at a terminal', () => {
  test('what is pasted behind the last answer is dropped, and that is said', async (context) => {
    const world = await withAda();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard note 1.8 ${monday.join(' ')}; echo "exit $?"`);
    await terminal.still(/^\? /m);
    await terminal.paste('It failed twice.\rThe disk is full.\rAda\r');
    await terminal.until('exit 0');
    expect(await terminal.until('are dropped')).toContain(
      'the 2 lines that were typed after the last answer',
    );
    expect(events(world).at(-1)).toMatchObject({ kind: 'noted', text: 'It failed twice.' });
  });

  test('in the accessible mode, nothing of it reaches the shell', async (context) => {
    const world = await withAda();
    const terminal = await Terminal.open(context, world, { env: { ACCESSIBLE: '1' } });
    await terminal.type(`pm-onboard ask ${monday.join(' ')}; echo "exit $?"`);
    await terminal.until('?');
    await terminal.paste('Who decides?\rtouch made\rtouch made-too\r');
    expect(await terminal.until('exit 0')).toContain(
      'the 2 lines that were typed after the last answer are dropped',
    );
    await terminal.type('echo still here');
    await terminal.until(/^still here/m);
    expect(['made', 'made-too'].map((name) => existsSync(join(world.folder, name)))).toEqual([false, false]);
    expect(events(world).at(-1)).toMatchObject({ kind: 'asked', text: 'Who decides?' });
  });

  test('a number that is typed at a list ticks nothing: rows have numbers of their own', async (context) => {
    const world = await withAda();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard done ${monday.join(' ')}; echo "exit $?"`);
    await terminal.still(/^\? /m);
    const before = events(world).length;
    await terminal.type('1.5');
    await terminal.until('exit 0');
    expect(events(world)).toHaveLength(before);
  });
});
