/**
 * Runs each command that a screen prints, pasted into a shell in the state in which it was printed. Such a command has to end
 * with exit code 0; or, where it asks something, to ask it at a terminal. Whatever it writes is taken back afterwards.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { exits } from '../../src/errors.ts';
import { fingerprint } from './facts.ts';
import { Terminal } from './terminal.ts';
import type { World } from './world.ts';

export interface Pasting {
  /** The environment of whoever saw the screen. */
  readonly env?: Record<string, string>;
  /** The day of the screen, for commands that don't name one themselves. */
  readonly today?: string | undefined;
  readonly cwd?: string;
  /** Commands that can't be run in this state → why. */
  readonly except?: Readonly<Record<string, string>>;
}

/** Commands that end with exit code 1 where they find something, which is what they are for. */
const found: readonly RegExp[] = [/^pm-onboard (lint|doctor)\b/];

/**
 * The commands in a text that was printed. A command stands on one line, and ends there or before a semicolon, a comma with a
 * space, a bracket, three spaces, or the sign of a colour.
 */
export function commandsIn(printed: string): string[] {
  const text = stripVTControlCharacters(printed.replaceAll('␛', '\u001b')).replace(
    /^\$ .*(\n {2}.*)*$/gm,
    '',
  );
  const word = /(?:'[^']*'|"[^"]*"|\\'|[^\s;,)'"`]|,(?=\S))+/.source;
  const pattern = new RegExp(`\\bpm-onboard((?: (?! )(?:${word}))+)`, 'g');
  const all = [...text.matchAll(pattern)].map(([command]) => command.replace(/\.$/, ''));
  // `pm-onboard itself` is what doctor calls the place of a setting.
  return [...new Set(all)].filter((command) => !command.startsWith('pm-onboard itself'));
}

/** Expects every command in the text to work, see above. */
export async function expectPasteable(
  world: World,
  printed: string,
  { env = {}, today, cwd = world.folder, except = {} }: Pasting = {},
): Promise<void> {
  const before = fingerprint(world);
  let putBack: (() => void) | undefined;
  for (const command of commandsIn(printed)) {
    if (except[command] !== undefined) continue;
    const line =
      today === undefined || command.includes('--today')
        ? command
        : command.replace(/^pm-onboard/, `pm-onboard --today ${today}`);
    putBack ??= keep(world);
    const { code, stdout, stderr } = await pasted(world, line, { env, cwd });
    const said = `${line}\n${stdout}${stderr}\nis printed in:\n${printed}`;
    const isFound = code === exits.found && found.some((each) => each.test(command));
    if (code !== exits.ok && !isFound) await expectToAsk(world, line, said, { env, cwd });
    if (fingerprint(world) === before) continue;
    putBack();
    expect(fingerprint(world), line).toBe(before);
  }
}

/** A word in which a shell reads nothing but itself, or what stands between its quotes. */
const plainWord = /[\w./:@=+-]+|'[^']*'|"[^"\\$`!]*"/;
const plainWords = new RegExp(`^pm-onboard( (${plainWord.source}))*$`);

/** Runs a line as a shell would; one of plain words without starting one, which takes ten times as long. */
function pasted(world: World, line: string, options: { env: Record<string, string>; cwd: string }) {
  if (!plainWords.test(line)) return world.shell(line, options);
  const words = line.match(new RegExp(plainWord, 'g')) ?? [];
  return world.run(
    words.slice(1).map((each) => each.replace(/^(['"])(.*)\1$/s, '$2')),
    options,
  );
}

/** Expects a command to ask something at a terminal. */
async function expectToAsk(
  world: World,
  line: string,
  said: string,
  { env, cwd }: { env: Record<string, string>; cwd: string },
): Promise<void> {
  const context = { skip: (why: string) => expect.fail(why) } as never;
  const terminal = await Terminal.open(context, world, { env });
  await terminal.type(`cd '${cwd}'; clear; ${line}; echo "exit $?"`);
  // The second form is that of the accessible mode.
  const asking = /^\? |Enter|Type\s/m;
  const screen = await terminal.still(new RegExp(`${asking.source}|^exit \\d`, 'm'));
  expect(asking.test(screen), `${screen}\n${said}`).toBe(true);
  await terminal.press('C-c');
  await terminal.still(/^exit 130$/m);
}

/** Copies what the world holds, apart from caches. @returns a function that brings it back */
function keep(world: World): () => void {
  const base = dirname(world.home);
  const copy = mkdtempSync(join(tmpdir(), 'pm-onboard-kept-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const names = ['home', 'work'];
  for (const name of names) execFileSync('cp', ['-a', join(base, name), copy]);
  return () => {
    for (const name of names) {
      for (const entry of readdirSync(join(base, name)))
        if (basename(entry) !== '.cache') rmSync(join(base, name, entry), { recursive: true, force: true });
      for (const entry of readdirSync(join(copy, name)))
        if (basename(entry) !== '.cache')
          execFileSync('cp', ['-a', join(copy, name, entry), join(base, name)]);
    }
  };
}
