/** A workspace whose duties.yaml is what `init --duties` writes, with people in its two rotations. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { World } from './world.ts';

const people = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'] as const;

/** Writes duties.yaml into the workspace. On Mon 23 Nov 2026 Alan has the questions, and Grace the requests. */
export async function layDuties(world: World): Promise<void> {
  const { code, stderr } = await world.run(['init', '--duties']);
  expect(code, stderr).toBe(0);
  peopleDuties(world.folder);
}

/** Puts people into the rotations of a duties.yaml as `init --duties` writes it. */
export function peopleDuties(folder: string): void {
  const path = join(folder, 'duties.yaml');
  const text = readFileSync(path, 'utf8');
  const members = people.map((name) => `\n      - { name: ${name} }`).join('');
  const starts = ['Alan Turing', 'Grace Hopper'];
  const filled = text
    .replace(/^ {4}(?:members|anchors):$/gm, (line) =>
      line.includes('members')
        ? line + members
        : `${line}\n      - { date: 2026-11-23, name: ${starts.shift()} }`,
    )
    .replace(/^ {4}# {2}- .*\n/gm, '');
  writeFileSync(path, filled);
}
