/**
 * `status`, `next` and the program's name without another word, and `status --short`, for the prompt of a shell. The launcher takes this bundle
 * for them, which says again what they said last where nothing has changed since; else the bundle of plain.ts works it out. It exports
 * the same functions as the other bundles.
 */
import { attempt } from './errors.ts';
import type { Io, Output } from './io.ts';
import { otherNames } from './other-names.ts';
import { shortLine } from './render/short.ts';
import { showsSigns } from './signs.ts';
import { wantsAccessible } from './speech.ts';
import { saidBefore } from './workspace/kept-counts.ts';
import { type KeptScreen, keptScreen } from './workspace/kept-screen.ts';

export { processIo } from './io.ts';

/** The bundle that works it out, once it was needed. */
let plain: typeof import('./plain.ts') | undefined;

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return plain ? plain.isCommand(name) : name === 'status' || name === 'next';
}

/**
 * @param argv no word, or one: the name of a command, or another name of it; or `status --short`
 * @param build names the build of the program; undefined: nothing is kept
 * @returns the exit code; the promise is never rejected
 */
export async function run(argv: readonly string[], io: Io, build?: string): Promise<number> {
  const [word = 'alone', flag] = argv;
  const kept = flag === undefined ? keptScreen(io, build, otherNames.get(word) ?? word) : undefined;
  if (attempt(() => (kept ? printAgain(io, kept) : sayAgain(io, argv, build)))) return 0;
  plain = await import('./plain.ts');
  return plain.run(argv, io, build, kept);
}

/** @returns whether it was printed. What may be longer than the screen is left to the code that knows pagers. */
function printAgain({ stdout }: Io, { text }: KeptScreen): boolean {
  if (text === undefined || (stdout.terminal && !fits(text, stdout))) return false;
  stdout.write(text);
  return true;
}

/** Whether a text is surely shorter than the screen, so that the next prompt fits below it. */
function fits(text: string, { width, height }: Output): boolean {
  const rows = text.split('\n').map((line) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with an escape sign
    const shown = line.replace(/\u001b\[[\d;]*m/g, '');
    // No sign takes more than two columns.
    const columns = /^[ -~]*$/.test(shown) ? shown.length : 2 * shown.length;
    return Math.max(1, Math.ceil(columns / width));
  });
  return rows.reduce((sum, each) => sum + each, 0) <= height;
}

/** @returns whether it was said. What keeps it from that is said by the code that works it out. */
function sayAgain(io: Io, argv: readonly string[], build: string | undefined): boolean {
  const said = build === undefined ? undefined : saidBefore(io, build);
  if (!said) return false;
  const { env } = io;
  const reading = { speech: wantsAccessible(argv, env, said.accessible), inAscii: !showsSigns(env) };
  io.stdout.write(shortLine(said.counts, reading));
  return true;
}
