/** The same plan in every time zone: a child process in each, where some days have 23 hours and some never were. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zones } from '../zones.ts';

const folder = mkdtempSync(join(tmpdir(), 'pm-onboard-zones-'));
const script = join(folder, 'plans.mjs');

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'plans.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

interface Output {
  readonly localDate: string;
  readonly offset: number;
  readonly plans: readonly Readonly<Record<string, unknown>>[];
}

async function outputIn(zone: string): Promise<Output> {
  const env = { ...process.env, TZ: zone };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

test('every zone plans alike', async () => {
  const outputs: Output[] = [];
  for (let at = 0; at < zones.length; at += 4) {
    outputs.push(...(await Promise.all(zones.slice(at, at + 4).map(outputIn))));
  }
  const [first] = outputs;
  expect(first?.plans.length).toBeGreaterThan(100);
  for (const [index, { plans }] of outputs.entries()) expect(plans, zones[index]).toEqual(first?.plans);
  // The zones took effect: at one instant it is three different days, in many ways.
  expect(new Set(outputs.map(({ localDate }) => localDate)).size).toBe(3);
  expect(new Set(outputs.map(({ offset }) => offset)).size).toBeGreaterThan(15);
});
