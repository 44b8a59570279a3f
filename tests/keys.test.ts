/** The keys of ninety days: that the script which counts them still runs, and that ticking in a list is the shortest. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

test('short forms take fewer keys than whole names, and lists fewer than short forms', () => {
  const root = resolve(import.meta.dirname, '..');
  const counted = execFileSync(process.execPath, ['scripts/keys.mjs'], { cwd: root, encoding: 'utf8' });
  const [before = 0, now = 0, list = 0] = (/^keys +(\d+) +(\d+) +(\d+)$/m.exec(counted) ?? [])
    .slice(1)
    .map(Number);
  expect(before).toBeGreaterThan(2 * now);
  expect(now).toBeGreaterThan(1.5 * list);
  expect(list).toBeGreaterThan(0);
});
