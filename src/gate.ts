/**
 * `run check` as jobs type it: the name of a run, and flags of its own alone. The launcher takes this bundle for it, which has little to
 * parse; any other flag is left to the bundle of main.ts, which takes `check` from this one. It exports the same functions.
 */
import { accessibleIo } from './accessible.ts';
import { type CheckOptions, check } from './commands/check.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';

export { check } from './commands/check.ts';
export { processIo } from './io.ts';

/** Whether this bundle has run the command; false where the one of main.ts did. */
let isOwn = true;

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return isOwn && name === 'run-check';
}

/**
 * Runs `run check`.
 * @param argv `run`, `check`, and what follows
 * @returns the exit code; the promise is never rejected
 */
export async function run(argv: readonly string[], given: Io): Promise<number> {
  const typed = parsed(argv.slice(2));
  if (!typed) {
    isOwn = false;
    return (await import('./main.ts')).run(argv, given);
  }
  let io = given;
  try {
    io = await accessibleIo(given, argv);
    return await check(io, typed.words, typed.options);
  } catch (error) {
    return printFailure(io, error);
  }
}

interface Typed {
  readonly words: readonly string[];
  readonly options: CheckOptions;
}

/** What was typed; undefined where it is more than words and plain flags of this command. */
function parsed(args: readonly string[]): Typed | undefined {
  const words: string[] = [];
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const [arg, value] = [args[at] as string, args[at + 1]];
    if (!arg.startsWith('-')) words.push(arg);
    else if (given.has(arg)) return undefined;
    else if (flags.has(arg)) given.set(arg, '');
    else if (withValue.has(arg) && value !== undefined && !value.startsWith('-')) {
      given.set(arg, value);
      at += 1;
    } else return undefined;
  }
  const [json, markdown] = [given.has('--json'), given.has('--markdown')];
  if (json && markdown) return undefined;
  const [stage, workspace] = [given.get('--stage'), given.get('--workspace')];
  return {
    words,
    options: {
      command: 'run',
      input: false,
      json,
      markdown,
      ...(stage === undefined ? {} : { stage }),
      ...(workspace === undefined ? {} : { workspace }),
    },
  };
}

/** The flags without a value; what is accessible is asked of all arguments. */
const flags: ReadonlySet<string> = new Set(['--json', '--markdown', '--no-input', '--accessible']);
const withValue: ReadonlySet<string> = new Set(['--stage', '--workspace']);
