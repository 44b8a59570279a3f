/** `report`: what it prints and writes, where it may write, and what it keeps to itself. */
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprint, flat, tooWide } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const today = ['--today', '2026-12-11', '--as', 'Grace Hopper'];

const lived: Lived = {
  ...ada,
  today: '2026-12-11',
  behind: 2,
  awaiting: 1,
  beside: [
    ['2026-11-24', ada.name, { kind: 'away', from: '2026-12-21', to: '2027-01-01' }],
    ['2026-11-25', ada.name, { kind: 'noted', item: 'meet-manager', text: 'canary-note' }],
    ['2026-11-26', ada.name, { kind: 'asked', text: 'canary-question' }],
    ['2026-12-10', ada.name, { kind: 'booked', item: 'meet-ceo', day: '2026-12-14', time: '10:00' }],
  ],
};

function world(): World {
  const made = new World();
  mkdirSync(made.folder, { recursive: true });
  writeFileSync(join(made.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-11-26] }\n');
  writeLived(made.folder, lived);
  return made;
}

/** Somebody else, who started later and has done nothing. */
function withBea(made: World): World {
  const bea = { name: 'Bea Turing', start: '2026-12-11', id: 'h0000000b' } as const;
  writeLived(made.folder, { ...bea, today: '2026-12-11', behind: 0, awaiting: 0 });
  return made;
}

describe('report', () => {
  test.each([
    ['report', ['ada'], 80],
    ['report-notes', ['ada', '--with-notes'], 80],
    ['report-40', ['ada'], 40],
  ] as const)('%s', async (name, flags, columns) => {
    const made = world();
    const line = ['report', ...flags, ...today];
    const { code, stdout, stderr } = await made.run(line, { columns });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(tooWide(stdout, columns).filter((each) => !each.includes('pm-onboard report'))).toEqual([]);
    await expectPasteable(made, stdout, { today: '2026-12-11', env: {} });
    await expect(`$ pm-onboard ${line.slice(0, -4).join(' ')}\n\n${stdout}`).toMatchFileSnapshot(
      join(import.meta.dirname, `screens/${name}.golden`),
    );
  });

  test('in the accessible mode says the weeks as numbers', async () => {
    const { stdout } = await world().run(['report', 'ada', '--accessible', ...today]);
    expect(stdout).toMatch(/^Left to close, week by week: \d+(?:, \d+)+\.$/m);
    expect(stdout).not.toMatch(/[▁-█░]/);
  });

  test('shows notes and questions nowhere unless they are asked for', async () => {
    for (const flags of [
      [],
      ['--json'],
      ['-o', '-'],
      ['--team'],
      ['--team', '--json'],
      ['--team', '-o', '-'],
    ]) {
      const named = flags.includes('--team') ? [] : ['ada'];
      const line = ['report', ...named, ...flags, ...today];
      const { code, stdout } = await world().run(line);
      expect(code).toBe(0);
      expect(stdout, line.join(' ')).not.toContain('canary');
      const told = (await world().run([...line, '--with-notes'])).stdout;
      for (const canary of ['canary-note', 'canary-question']) expect(told).toContain(canary);
    }
  });

  test('--team has everybody in the order of names, and compares nobody', async () => {
    const { stdout } = await withBea(world()).run(['report', '--team', ...today]);
    expect([...stdout.matchAll(/^(\S+ \S+) · (?:day|not)/gm)].map(([, name]) => name)).toEqual([
      'Ada Lovelace',
      'Bea Turing',
    ]);
    expect(stdout).not.toMatch(/%|ahead of|behind the|average|rank/i);
  });

  test('--team without anybody says so', async () => {
    const { code, stdout } = await new World().run(['report', '--team', ...today]);
    expect(code).toBe(0);
    expect(stdout).toContain('Nobody is being onboarded now.');
  });

  test('--team shows whom it can, and fails for whom it can’t', async () => {
    const made = world();
    writeFileSync(join(made.folder, 'hires/h00000bad.json'), '{');
    const result = await made.run(['report', '--team', '-o', 'team.html', ...today]);
    expect(result.code).toBe(3);
    const page = readFileSync(join(made.folder, 'team.html'), 'utf8');
    expect(page).toContain('Ada Lovelace');
    expect(page).toContain('h00000bad');
  });
});

describe('report -o', () => {
  test('writes one page, for the user alone, in place of an earlier one', async () => {
    const made = world();
    const line = ['report', 'ada', '-o', 'ada.html', ...today];
    for (const _ of [1, 2]) {
      const result = await made.run(line);
      expect(result).toMatchObject({ code: 0, stdout: '' });
      expect(flat(result.stderr)).toContain('✓ ada.html is written It is about people');
    }
    const path = join(made.folder, 'ada.html');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const page = readFileSync(path, 'utf8');
    expect(page).toBe((await made.run([...line.with(3, '-')])).stdout);
    expect(page).toContain(
      'Made by Grace Hopper on Fri 11 Dec 2026 with pm-onboard. This page is about a person',
    );
  });

  test('replaces no other file but with --force, and follows no link', async () => {
    const made = world();
    const at = (name: string) => join(made.folder, name);
    writeFileSync(at('mine.html'), '<!doctype html>\n<title>pm-onboard report</title>\n');
    symlinkSync(at('mine.html'), at('link.html'));
    mkdirSync(at('folder'));
    const before = fingerprint(made);
    for (const [file, code, ...more] of [
      ['mine.html', 3],
      ['link.html', 3],
      ['link.html', 3, '--force'],
      ['folder', 3, '--force'],
      ['none/x.html', 3],
      ['', 2],
    ] as const) {
      const result = await made.run(['report', 'ada', '-o', file, ...more, ...today]);
      expect({ code: result.code, stdout: result.stdout }, `${file} ${result.stderr}`).toEqual({
        code,
        stdout: '',
      });
      expect(result.stderr).toMatch(/^pm-onboard: .+\n {2}/);
    }
    expect(fingerprint(made)).toBe(before);
    expect(await made.run(['report', 'ada', '-o', 'mine.html', '--force', ...today])).toMatchObject({
      code: 0,
    });
    expect(readFileSync(at('mine.html'), 'utf8')).toContain('Ada Lovelace');
  });

  test.each([['ada', '--team'], ['--force'], ['--json', '-o', 'x.html']])(
    'refuses what has no sense together: %s %s',
    async (...flags) => {
      expect(await world().run(['report', ...flags, ...today])).toMatchObject({ code: 2, stdout: '' });
    },
  );
});
