/** What is done for the privacy of those whose records these are: `keep` in pm-onboard.yaml. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DoctorView } from '../../src/view/doctor.ts';
import { expectRefusal, fingerprint, flat } from './facts.ts';
import { World } from './world.ts';

describe('keep', () => {
  /** Ada, whose run ended on 31 Aug 2026, in a workspace with these settings. */
  async function ended(settings: string): Promise<World> {
    const world = new World();
    await world.run(['init']);
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), settings);
    await world.startAda('--start', '2026-06-01', '--today', '2026-06-01', '--force');
    await world.run(['finish', '--force', '--today', '2026-08-31']);
    return world;
  }

  async function found(world: World, today: string) {
    const { code, stdout } = await world.run(['doctor', '--json', '--today', today]);
    const view = JSON.parse(stdout) as DoctorView;
    return { code, findings: view.findings.filter(({ check }) => check === 'kept-too-long') };
  }

  test('doctor names whose run ended longer ago, with the command; it is no fault, and nothing is erased', async () => {
    const world = await ended('keep: 6 months\n');
    const before = fingerprint(world);
    // 31 Aug and six months is 28 Feb.
    expect(await found(world, '2027-02-28')).toEqual({ code: 0, findings: [] });
    const { code, findings } = await found(world, '2027-03-01');
    expect(code).toBe(0);
    expect(findings).toMatchObject([
      {
        severity: 'note',
        message: 'Ada Lovelace: the run ended on Mon 31 Aug 2026, and `keep` is 6 months',
        remedy: "to erase it for good: pm-onboard forget 'Ada Lovelace'",
        repairable: false,
      },
    ]);
    const { stdout } = await world.run(['doctor', '--today', '2027-03-01']);
    expect(stdout).toContain("\n      to erase it for good: pm-onboard forget 'Ada Lovelace'\n");
    expect(flat(stdout)).toContain('keep pm-onboard.yaml 6 months');
    // Neither a repair nor any other command erases it.
    for (const args of [['doctor', '--repair'], ['status', 'Ada'], ['team']])
      await world.run([...args, '--today', '2030-01-01']);
    expect(fingerprint(world)).toBe(before);

    const forget = ['forget', 'Ada Lovelace', '--confirm', 'Ada Lovelace', '--today', '2027-03-01'];
    expect((await world.run(forget)).code).toBe(0);
    expect(await found(world, '2027-03-01')).toEqual({ code: 0, findings: [] });
  });

  test('a run that goes on is kept, however old; so is everything where nothing is said', async () => {
    const world = await ended('keep: 1 day\n');
    expect((await found(world, '2028-01-01')).findings).toHaveLength(1);
    await world.run(['undo', '--today', '2026-08-31']);
    expect((await found(world, '2028-01-01')).findings).toEqual([]);
    expect((await found(await ended('# keep: 1 day\nsync: manual\n'), '2028-01-01')).findings).toEqual([]);
    expect((await found(await ended('keep:\n'), '2028-01-01')).findings).toEqual([]);
  });

  test('of two of one name, each is named by the id; who was archived counts from that day', async () => {
    const world = await ended('keep: 1 year\n');
    const again = ['start', '--name', 'Ada Lovelace', '--another', '--no-me', '--start', '2026-09-01'];
    await world.run([...again, '--today', '2026-09-01']);
    const ids = readdirSync(join(world.folder, 'hires')).flatMap(
      (file) => /^(h\w+)\.json$/.exec(file)?.[1] ?? [],
    );
    for (const id of ids) await world.run(['archive', id, '--today', '2026-09-15']);
    const { findings } = await found(world, '2027-10-01');
    expect(findings.map(({ remedy }) => remedy).sort()).toEqual(
      ids.map((id) => `to erase it for good: pm-onboard forget ${id}`).sort(),
    );
    expect(findings.map(({ message }) => /on (.*?),/.exec(message)?.[1]).sort()).toEqual([
      'Mon 31 Aug 2026',
      'Tue 15 Sep 2026',
    ]);
  });

  test.each(['12', '0 months', 'a year', '1.5 years', '1000 months', '[12, months]', 'forever'])(
    'keep: %s is refused with its place, what it may be and what to do',
    async (value) => {
      const world = await ended('sync: manual\n');
      writeFileSync(join(world.folder, 'pm-onboard.yaml'), `sync: manual\nkeep: ${value}\n`);
      await expectRefusal(world, ['status', 'Ada'], {
        code: 2,
        says: [
          "pm-onboard.yaml can't be used:",
          /pm-onboard\.yaml:2:7: `keep` must be `N days`, `N weeks`, `N months` or `N years` with N up to 999, such as `12 months`$/m,
          'fix the file and run the command again',
        ],
      });
    },
  );
});
