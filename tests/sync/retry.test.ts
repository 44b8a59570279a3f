/** What a sync does when others are quicker. A lock on the remote's branch stands in for them, so the tests don't wait. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Io } from '../../src/io.ts';
import { openSession } from '../../src/session/session.ts';
import { syncAgreed } from '../../src/sync/sync.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';
import { root } from '../cli/world.ts';

function ioOf(member: Member): Io {
  const stream = { write: () => {}, terminal: false, width: 80, height: 24, colour: 0 } as const;
  return {
    stdout: stream,
    stderr: stream,
    interactive: false,
    env: { PATH: process.env['PATH'], HOME: member.home },
    cwd: member.folder,
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    elapsed: () => 0,
    userName: () => 'somebody',
    zone: () => 'Europe/Berlin',
    dirs: {
      config: join(member.home, '.config/pm-onboard'),
      data: member.workspace,
      cache: join(member.home, '.cache/pm-onboard'),
    },
    root,
  };
}

/** Starts a sync while a lock holds the branch; the lock is removed after `most` pauses. */
async function sendWhileHeld(most: number) {
  const { ada, remote } = await sharingTeam();
  await ada.ok(['done', '1.1', ...monday]);
  const lock = join(remote, 'refs/heads/main.lock');
  writeFileSync(lock, '');
  const pauses: number[] = [];
  const patience = {
    random: () => 0.5,
    pause: async (milliseconds: number) => {
      pauses.push(milliseconds);
      if (pauses.length === most) rmSync(lock);
    },
  };
  const session = await openSession(ioOf(ada), { input: false });
  const before = ada.state();
  return { ada, before, pauses, sending: syncAgreed(session, patience) };
}

test('it is sent again, after longer pauses, until it goes through', async () => {
  const { pauses, sending } = await sendWhileHeld(4);
  const { result } = await sending;
  expect(result.tries).toBe(5);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses[0]).toBeLessThan(100);
});

test('20 times at most; then everything is as before', async () => {
  const { ada, before, pauses, sending } = await sendWhileHeld(99);
  await expect(sending).rejects.toMatchObject({ message: expect.stringContaining('20 times'), exit: 3 });
  expect(pauses).toHaveLength(19);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(2_000);
  expect(ada.state()).toBe(before);
});
