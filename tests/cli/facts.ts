/** What tests of commands look at in a world: its events, whether anything was written, and what a screen holds. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'fast-string-width';
import { expect } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { expectAsDocumented } from './outputs.ts';
import { type Result, type RunOptions, World } from './world.ts';

export { dangerous } from './hostile.ts';

export interface RecordedEvent {
  readonly id: string;
  readonly at: string;
  readonly on: string;
  readonly by: string;
  readonly batch: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** The events in a record's text, in the order in which they count. */
export function eventsIn(text: string): RecordedEvent[] {
  const { events: sections } = JSON.parse(text) as { events: Record<string, RecordedEvent[]> };
  const order = (a: RecordedEvent, b: RecordedEvent) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1);
  return Object.values(sections).flat().sort(order);
}

/** The events of the workspace's only record. */
export function events(world: World, workspace?: string): RecordedEvent[] {
  return eventsIn(world.onlyRecord(workspace).text);
}

/** The events that the last command added, without the fields that differ from run to run. */
export function lastBatch(world: World, workspace?: string): Record<string, unknown>[] {
  const all = events(world, workspace);
  return all
    .filter(({ batch }) => batch === all.at(-1)?.batch)
    .map(({ id: _id, at: _at, batch: _batch, ...rest }) => rest);
}

/** Adds facts to the only record without any checks, as if another machine had written them. */
export function plant(world: World, facts: readonly Fact[], by = 'Ada Lovelace', workspace?: string): void {
  const { path, text } = world.onlyRecord(workspace);
  const stamp = { now: new Date(), on: '2026-11-23' as const, by, batch: `planted-${facts.length}` };
  writeFileSync(path, formatRecord(withFacts(parseRecord(text), facts, stamp)));
}

/** A digest of every file under the home and the current folder, apart from caches: names, modes and contents. */
export function fingerprint(world: Pick<World, 'home' | 'folder'>): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const stat = lstatSync(path);
    hash.update(`${path}\n${stat.mode}\n`);
    if (stat.isDirectory())
      for (const name of readdirSync(path).sort()) if (name !== '.cache') visit(join(path, name));
    if (stat.isFile()) hash.update(readFileSync(path));
  };
  for (const folder of [world.home, world.folder]) if (existsSync(folder)) visit(folder);
  return hash.digest('hex');
}

export interface Refusal {
  readonly code: number;
  /** What stderr must contain; a text is found however its lines break. */
  readonly says: readonly (string | RegExp)[];
}

/** Runs a command that must be refused. Expects the exit code, the words on stderr, an empty stdout and no change of files. */
export async function expectRefusal(
  world: World,
  args: readonly string[],
  { code, says }: Refusal,
  options: RunOptions = {},
): Promise<Result> {
  const before = fingerprint(world);
  const result = await world.run(args, options);
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toMatch(/^pm-onboard: \S/);
  for (const words of says) {
    if (typeof words === 'string') expect(flat(result.stderr)).toContain(flat(words));
    else expect(result.stderr).toMatch(words);
  }
  expect(result.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(fingerprint(world)).toBe(before);
  return result;
}

/** A text with each run of white space turned into one space, to compare texts however their lines break. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The lines that are wider than the terminal, except commands to copy, which stand on a line of their own. */
export function tooWide(text: string, columns: number): string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => stringWidth(line) > columns && !/^ *pm-onboard /.test(line));
}

/** Runs a command that must succeed. @returns the parsed JSON that it prints, which is as the schema of outputs says */
export async function json<T>(world: World, args: readonly string[], options: RunOptions = {}): Promise<T> {
  const result = await world.run([...args, '--json'], options);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const value = JSON.parse(result.stdout);
  expectAsDocumented(args, value);
  return value as T;
}

/** Starts Ada on a copy of the shipped program in which 3.4 has a link; the program itself has none. */
export async function startedWithLink(url: string): Promise<World> {
  const world = new World();
  await world.run(['init', '--checklists']);
  const path = join(world.folder, 'checklists/product-manager/day-30.yaml');
  const text = readFileSync(path, 'utf8');
  const title = 'title: Meet a customer success manager\n';
  const links = `        links:\n          - title: Who looks after whom\n            url: ${url}\n`;
  writeFileSync(path, text.replace(title, `${title}${links}`));
  await world.startAda();
  return world;
}
