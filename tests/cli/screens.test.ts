/** Keeps the screens in tests/cli/screens/ as files that a person can read and judge. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tooWide } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const dayOne: Lived = { ...ada, today: '2026-11-23', behind: 0, awaiting: 0 };
const dayNine: Lived = {
  ...ada,
  today: '2026-12-01',
  behind: 3,
  awaiting: 0,
  beside: [
    ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'two installers, which one?' }],
    ['2026-11-26', ada.name, { kind: 'counted', item: 'customer-calls', delta: 1 }],
    ['2026-11-27', ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
    ['2026-11-27', ada.name, { kind: 'assigned', role: 'support-lead', people: ['Barbara Liskov'] }],
  ],
};
const dayFortyFive: Lived = { ...ada, today: '2027-01-06', behind: 0, awaiting: 1 };
const dayNinetyTwo: Lived = {
  ...ada,
  today: '2027-02-22',
  behind: 2,
  awaiting: 1,
  beside: [
    [
      '2027-02-18',
      ada.name,
      { kind: 'skipped', item: 'present-roadmap', reason: 'the sales call was cancelled' },
    ],
  ],
};

/** What the hire had to do is left undone, what others had to do is not. */
const backlog: Lived = { ...ada, today: '2027-01-06', behind: 99, awaiting: 0 };
/** All that is left is for others to sign off. */
const reviewed: Lived = { ...ada, today: '2027-02-22', behind: 0, awaiting: 2 };

async function screen(lived: Lived, args: readonly string[], options = {}): Promise<string> {
  const world = new World();
  writeLived(world.workspace, lived);
  const { code, stdout, stderr } = await world.run([...args, '--today', lived.today], options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  await expectPasteable(world, stdout, { today: lived.today });
  return `$ pm-onboard ${args.join(' ')}\n\n${stdout}`;
}

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

/** Into 80 columns and 24 lines, the last one for the next prompt. */
function expectToFit(stdout: string): void {
  expect(stdout.trimEnd().split('\n').length, stdout).toBeLessThanOrEqual(23);
  expect(tooWide(stdout, 80)).toEqual([]);
}

describe('screens', () => {
  test.each([
    ['status-day-1', dayOne, ['status']],
    ['status-day-9', dayNine, ['status']],
    ['status-day-45', dayFortyFive, ['status']],
    ['status-day-92', dayNinetyTwo, ['status']],
    ['status-before-the-start', { ...dayOne, today: '2026-11-20' }, ['status']],
    ['status-weekend', { ...dayNine, today: '2026-12-05' }, ['status']],
    ['status-backlog', backlog, ['status']],
    ['status-in-review', reviewed, ['status']],
    ['status-day-9-markdown', dayNine, ['status', '--markdown']],
    ['status-phase', dayNine, ['status', '--phase', 'day-60']],
    ['status-role', dayNine, ['status', '--role', 'buddy', '--due-before', '4-dec']],
    ['next-phase', dayNine, ['next', '-n', '1', '--phase', 'week-1']],
    ['next-day-1', dayOne, ['next']],
    ['next-day-9', dayNine, ['next', '-n', '4']],
    ['next-day-9-markdown', dayNine, ['next', '-n', '4', '--markdown']],
    ['next-in-review', reviewed, ['next', '-n', '1']],
    ['show-evidence', dayOne, ['show', 'set-1on1s']],
    ['show-item', dayNine, ['show', 'list-puzzles']],
    ['show-why', dayNine, ['show', 'support-standups', '--why']],
    ['show-why-waiting', dayOne, ['show', 'book-ceo', '--why']],
    ['show-group', dayNine, ['show', 'support']],
    ['show-phase', dayNine, ['show', 'week-1']],
    ['log', dayNine, ['log']],
    ['log-notes', dayNine, ['log', '--notes']],
    ['find', dayNine, ['find', 'install']],
    ['find-nothing', dayNine, ['find', 'instalers', 'which']],
    ['log-item', dayNine, ['log', '--item', 'list-puzzles']],
  ] satisfies [string, Lived, string[]][])('%s', async (name, lived, args) => {
    await expect(await screen(lived, args)).toMatchFileSnapshot(golden(name));
  });

  test('status in 120 columns', async () => {
    await expect(await screen(dayNine, ['status'], { columns: 120 })).toMatchFileSnapshot(
      golden('status-day-9-wide'),
    );
  });

  test('status in colour', async () => {
    const text = await screen(dayNine, ['status'], { colour: true });
    await expect(text.replaceAll('\x1b', '␛')).toMatchFileSnapshot(golden('status-day-9-colour'));
  });

  // Every day of more histories: tests/view/status.test.ts.
  test.each([dayOne, dayNine, dayFortyFive, dayNinetyTwo, backlog, reviewed])(
    'status fits a terminal on $today, $behind behind',
    async (lived) => {
      expectToFit((await screen(lived, ['status'])).split('\n').slice(2).join('\n'));
    },
  );

  test('status fits a terminal where nothing is ticked off for weeks; with --all it shows the rest', async () => {
    const world = new World();
    await world.startAda();
    for (const today of [
      '2026-11-20',
      '2026-11-24',
      '2026-11-26',
      '2026-12-07',
      '2027-01-21',
      '2027-03-22',
    ]) {
      const { stdout } = await world.run(['status', '--today', today]);
      expectToFit(stdout);
      expect(stdout, today).toMatch(/more: pm-onboard status --all$/m);
      const all = await world.run(['status', '--all', '--today', today]);
      expect(all.stdout, today).not.toContain(' more: ');
      expect(all.stdout.split('\n').length, today).toBeGreaterThan(24);
    }
  });
});

describe('errors', () => {
  test.each([
    ['unknown-command', ['stats']],
    ['unknown-flag', ['status', '--jsn']],
    ['unknown-item', ['done', 'list-puzles']],
    ['ambiguous-item', ['done', 'meet']],
    ['impossible-date', ['status', '--today', '2026-02-30']],
    ['unknown-role', ['assign', '--role', 'budy', '--to', 'Lin']],
    ['in-the-future', ['done', 'list-puzzles', '--on', '2999-01-01']],
    ['evidence-wanted', ['done', 'agree-goals']],
    ['waits-for-another', ['done', 'shadow-release']],
    ['unknown-hire', ['status', 'Adda']],
  ])('%s', async (name, args) => {
    const world = new World();
    writeLived(world.workspace, dayNine);
    const { code, stdout, stderr } = await world.run(args);
    expect(stdout).toBe('');
    await expectPasteable(world, stderr);
    const text = `$ pm-onboard ${args.join(' ')}\n\n${stderr}\nexit ${code}\n`;
    await expect(text).toMatchFileSnapshot(golden(`error-${name}`));
  });
});

test('a checklist with mistakes', async () => {
  const world = new World();
  await world.run(['init', '--checklists']);
  const file = join(world.folder, 'checklists/product-manager/week-1.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('title: First week', 'titel: First week')
    .replace('due: workday 3', 'due: in 3 days')
    .replace('takes: 60 min', 'takes: 60');
  writeFileSync(file, text);
  const { code, stderr } = await world.startAda();
  await expectPasteable(world, stderr);
  await expect(`$ pm-onboard start …\n\n${stderr}\nexit ${code}\n`).toMatchFileSnapshot(
    golden('error-checklist'),
  );
});
