/** The built program shows the same record alike in every time zone. */
import { expect, test } from 'vitest';
import { zones } from '../zones.ts';
import { type Lived, writeLived } from './lived.ts';
import { World } from './world.ts';

const dayNine: Lived = {
  name: 'Ada Lovelace',
  start: '2026-11-23',
  id: 'h0000000a',
  today: '2026-12-01',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-24', 'Ada Lovelace', { kind: 'away', from: '2026-12-24', to: '2026-12-31' }],
    ['2026-11-24', 'Ada Lovelace', { kind: 'changed', holidays: ['2026-11-26', '2026-10-25', '2027-03-28'] }],
  ],
};

const lines = [
  'pm-onboard status --today 2026-12-01',
  'pm-onboard next --json --today 2026-11-26',
  'pm-onboard show 3.3 --why --today 2026-12-01',
  'pm-onboard log --today 2026-12-01',
  'pm-onboard reschedule --start 2027-03-22 --dry-run --today 2026-12-01',
];

test('screens, JSON and dry runs, in twenty zones', async () => {
  const world = new World();
  writeLived(world.workspace, dayNine);
  const outputIn = async (zone: string) => {
    const { code, stdout, stderr } = await world.shell(lines.join(' && '), { env: { TZ: zone } });
    return { code, stdout, stderr };
  };
  const first = await outputIn('UTC');
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toContain('Ada Lovelace · day 9 of 90 · Tue 1 Dec');
  const others = zones.filter((zone) => zone !== 'UTC');
  for (let at = 0; at < others.length; at += 4) {
    const some = others.slice(at, at + 4);
    const outputs = await Promise.all(some.map(outputIn));
    for (const [index, output] of outputs.entries()) expect(output, some[index]).toEqual(first);
  }
}, 240_000);
