/** Runs of the built program that are killed in the middle of what they write. */
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Result, World } from './world.ts';

const preload = join(import.meta.dirname, 'cut-off.cjs');

/**
 * Runs a command again and again in worlds that are equal, killed before its first change of a file, then before the
 * second, and so on until it ends by itself.
 * @param layOut makes the world of one run
 * @param check looks at the world after the kill
 * @param step how many changes lie between two kills; 1: every one is tried
 * @returns how many kills there were
 */
export async function cutOffEverywhere<W extends World>(
  layOut: () => W | Promise<W>,
  args: readonly string[] | ((world: W) => readonly string[]),
  check: (world: W, at: number) => Promise<void>,
  step = 1,
): Promise<number> {
  for (let at = 1, kills = 0; ; at += step, kills += 1) {
    const world = await layOut();
    const { code, stderr } = await cutOff(world, typeof args === 'function' ? args(world) : args, at);
    if (code !== null) {
      expect(code, stderr).toBe(0);
      return kills;
    }
    await check(world, at);
  }
}

/** Runs a command that is killed before that change of a file; its code is null then. */
export function cutOff(world: World, args: readonly string[], at: number): Promise<Result> {
  const env = { NODE_OPTIONS: `--require ${preload}`, CUT_AT: String(at), CUT_UNDER: dirname(world.home) };
  return world.spawn(args, { env });
}
