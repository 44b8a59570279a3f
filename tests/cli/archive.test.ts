/** `archive` keeps the run of somebody who leaves, and hides it from the lists. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, flat, json, lastBatch } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

interface Named {
  readonly hire: { readonly id: string; readonly name: string };
  readonly archived: unknown;
}

/** Hires who start on Monday 23 November 2026; whoever acts is none of them. */
async function withHires(...names: string[]): Promise<World> {
  const world = new World();
  for (const name of names)
    await world.run(['start', '--name', name, '--start', '2026-11-23', '--as', 'Grace', ...monday]);
  return world;
}

async function whoIs(world: World, ...args: string[]): Promise<string> {
  return (await json<Named>(world, ['status', ...args, ...monday])).hire.name;
}

async function idOf(world: World, name: string): Promise<string> {
  return (await json<Named>(world, ['status', name, ...monday])).hire.id;
}

describe('archive', () => {
  test('records it with the reason; status says so; undo takes it back', async () => {
    const world = await withHires('Ada Lovelace');
    const id = await idOf(world, 'Ada');
    const result = await world.run([
      'archive',
      'Ada',
      '--reason',
      ' she went to sea ',
      '--as',
      'Grace',
      ...monday,
    ]);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(flat(result.stderr)).toContain('✓ Ada Lovelace is archived: she went to sea');
    expect(result.stderr).toContain(`To take it back: pm-onboard undo --hire 'Ada Lovelace'`);
    expect(lastBatch(world)).toMatchObject([
      { kind: 'archived', reason: 'she went to sea', on: '2026-11-23', by: 'Grace' },
    ]);
    const { stdout } = await world.run(['status', 'Ada', '--today', '2026-12-07']);
    expect(stdout).toMatch(/^Ada Lovelace · archived · Mon 23 Nov/);
    expect(stdout).toContain('Archived on Mon 23 Nov: she went to sea\n');
    expect(stdout).not.toMatch(/CATCH UP|TODAY|WAITING/);
    expect((await world.run(['status', 'Ada', '--exit-code', '--today', '2026-12-07'])).code).toBe(0);
    expect(await json(world, ['status', 'Ada', ...monday])).toMatchObject({
      archived: { on: '2026-11-23', by: 'Grace', text: 'she went to sea' },
    });

    const undone = await world.run(['undo', '--hire', id, '--as', 'Grace', ...monday]);
    expect(undone.stderr).toContain('taken back: archived: she went to sea');
    expect((await json<Named>(world, ['status', ...monday])).archived).toBeNull();
  });

  test('archived already: said, exit 0, no event; without a reason too', async () => {
    const world = await withHires('Ada Lovelace');
    await world.run(['archive', 'Ada', ...monday]);
    const before = fingerprint(world);
    const again = await world.run(['archive', 'Ada', '--reason', 'x', ...monday]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('Ada Lovelace is archived already, since Mon 23 Nov');
    expect(fingerprint(world)).toBe(before);
  });

  test('wants a name, and a reason with words', async () => {
    const world = await withHires('Ada Lovelace');
    await expectRefusal(world, ['archive'], { code: 2, says: ['nobody is named', '--run'] });
    await expectRefusal(world, ['archive', 'Ada', '--reason', ' '], {
      code: 2,
      says: ['--reason: it is empty'],
    });
    await expectRefusal(world, ['archive', 'Bob'], { code: 2, says: ['"Bob"'] });
  });
});

describe('who is archived', () => {
  test('is meant by name alone: of two the other one is, of three one is asked which', async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    await expectRefusal(world, ['status', ...monday], { code: 4, says: ['There are 2'] });
    await world.run(['archive', 'Ada', '--as', 'Grace', ...monday]);
    expect(await whoIs(world)).toBe('Annie Easley');
    expect(await whoIs(world, 'Ada')).toBe('Ada Lovelace');
    const id = await idOf(world, 'Ada');
    expect(await whoIs(world, '--hire', id)).toBe('Ada Lovelace');
    await world.run(['start', '--name', 'Lin', '--start', '2026-11-23', '--as', 'Grace', ...monday]);
    const { stderr } = await expectRefusal(world, ['status', ...monday], { code: 4, says: ['There are 2'] });
    expect(stderr).not.toContain('Ada');
    await world.run(['undo', '--hire', id, '--as', 'Grace', ...monday]);
    await expectRefusal(world, ['status', ...monday], { code: 4, says: ['There are 3', 'Ada'] });
  });

  test('is not meant by the settings, nor by acting; and never lets another be meant instead', async () => {
    const world = await withHires('Ada Lovelace', 'Annie Easley');
    const id = await idOf(world, 'Ada');
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ hire: id }));
    expect(await whoIs(world)).toBe('Ada Lovelace');
    await world.run(['archive', 'Ada', ...monday]);
    expect(await whoIs(world)).toBe('Annie Easley');
    // Ada's own command doesn't become one on Annie's record.
    await expectRefusal(world, ['done', '1.1', '--as', 'Ada Lovelace', ...monday], {
      code: 4,
      says: ['which hire is meant?', 'Annie Easley'],
    });
  });

  test('is opened without a name where there is nobody else', async () => {
    const world = await withHires('Ada Lovelace');
    await world.run(['archive', 'Ada', ...monday]);
    expect(await whoIs(world)).toBe('Ada Lovelace');
  });

  test('may come back under the same name, which then means the new run', async () => {
    const world = await withHires('Ada Lovelace');
    const old = await idOf(world, 'Ada');
    const start = ['start', '--name', 'Ada Lovelace', '--start', '2027-03-01', '--as', 'Grace', ...monday];
    await expectRefusal(world, start, { code: 2, says: ['already'] });
    await world.run(['archive', 'Ada', ...monday]);
    await expectRefusal(world, start, { code: 2, says: ['was archived on', '--another-run', '--another'] });
    expect((await world.run([...start, '--another-run'])).code).toBe(0);
    for (const name of ['ada lovelace', 'ada']) expect(await idOf(world, name)).not.toBe(old);
    expect((await json<Named>(world, ['status', old, ...monday])).hire.id).toBe(old);
  });

  test('is left out of the list at a terminal', async (context) => {
    const world = await withHires('Ada Lovelace', 'Annie Easley', 'Lin');
    await world.run(['archive', 'Ada', ...monday]);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard status ${monday.join(' ')}`);
    const offer = await terminal.until('Which hire is meant?');
    expect(offer).toContain('Annie Easley');
    expect(offer).not.toContain('Ada');
    await terminal.press('C-c');
  });
});
