import { describe, expect, test } from 'vitest';
import { viewSync } from '../../src/view/status.ts';

describe('how old the shared state is', () => {
  const now = new Date('2026-11-25T12:00:00.000Z');
  test.each([
    ['2026-11-25T12:00:00.000Z', 0, 'synced just now', false],
    // Another machine's clock, or one that was set back.
    ['2026-11-25T13:00:00.000Z', 0, 'synced just now', false],
    ['2036-11-25T12:00:00.000Z', 0, 'synced nobody knows when', true],
    ['2026-11-25T11:52:00.000Z', 0, 'synced 8 min ago', false],
    ['2026-11-25T11:00:00.000Z', 1, 'synced 1 hour ago; 1 event not shared', true],
    ['2026-11-24T12:00:01.000Z', 0, 'synced 23 hours ago', false],
    ['2026-11-24T12:00:00.000Z', 0, 'synced 1 day ago', true],
    ['2026-11-23T10:00:00.000Z', 3, 'synced 2 days ago; 3 events not shared', true],
    [null, 3, 'never synced; 3 events not shared', true],
  ])('%s, %i events', (at, unshared, text, stale) => {
    expect(viewSync({ at, unshared }, now)).toEqual({ at, unshared, text, stale });
  });

  test('nothing is said where nothing is shared', () => {
    expect(viewSync(undefined, now)).toBeNull();
  });
});
