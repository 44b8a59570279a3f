/** What a command says on stderr where it failed. */
import {
  cannot,
  diskFull,
  isUserError,
  readOnly,
  runAgain,
  systemCode,
  systemWords,
  type UserError,
} from './errors.ts';
import type { Io } from './io.ts';
import { wrapWords } from './render/layout.ts';
import { pageFor, spoken } from './render/page.ts';
import { safeLog, safeText } from './render/safe.ts';

/**
 * Prints on stderr what went wrong and what to do about it.
 * @returns the exit code
 */
export function printFailure(io: Io, error: unknown): number {
  const { message, lines, hint, exit } = failureOf(error);
  const { width, style, speech } = pageFor(io, io.stderr);
  const name = speech ? 'Error:' : 'pm-onboard:';
  const all = [
    ...wrapWords(safeText(message), width - name.length - 1).map(
      (line, at) => `${at === 0 ? style.bad(name) : ' '} ${line}`,
    ),
    // These lines are never wrapped, because people copy commands and places in files from them.
    ...lines.map(safeText),
    ...(hint ? wrapWords(safeText(hint), width, '  ').map(style.quiet) : []),
    ...(io.env['DEBUG'] === 'pm-onboard' && error instanceof Error ? stackOf(error) : []),
  ];
  try {
    io.stderr.write(spoken(io, io.stderr, `${safeLog(all.join('\n'))}\n`));
  } catch {
    // stderr can't be written to; the exit code still says that the command failed.
  }
  return exit;
}

function stackOf({ stack = '' }: Error): string[] {
  return stack.split('\n').map(safeText);
}

/** Turns any error into a UserError in words for the user. */
function failureOf(error: unknown): UserError {
  if (isUserError(error)) return error;
  const code = systemCode(error);
  if (code !== undefined && error instanceof Error && 'syscall' in error) {
    const place = 'path' in error ? `: ${error.path}` : '';
    const [what, remedy] = knownRefusals[code] ?? [systemWords(error, code)];
    const hint = ['nothing was recorded', ...(remedy ? [remedy] : [])].join('; ');
    return cannot(`${what}${place}`, hint);
  }
  // Node's own words name the flag that would allow it.
  if (code === 'ERR_ACCESS_DENIED') {
    const { message, resource } = error as Error & { resource: string };
    return cannot(`${message} ${resource}`, undefined);
  }
  return cannot(
    `internal error: ${error instanceof Error ? error.message : String(error)}`,
    'this is a fault in pm-onboard, not in what you typed; what was saved before is untouched. Report it to whoever gave you pm-onboard; with DEBUG=pm-onboard in the environment, the command shows where it happened',
  );
}

const elsewhere = 'choose another folder with --workspace';
const checkOwner = `check who owns the file, or ${elsewhere}`;
const freeSpace = `free some space and ${runAgain}`;

/** Code of an error from the operating system → what it means, and what to do about it. */
const knownRefusals: Partial<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: [diskFull, freeSpace],
  EDQUOT: ['the disk quota is used up', freeSpace],
  EROFS: [readOnly, elsewhere],
  EACCES: ['no permission', checkOwner],
  EPERM: ['not permitted', checkOwner],
  EIO: ['the disk reports an error', 'check the disk'],
  EEXIST: ['something with that name already exists', 'choose another name'],
  ENOTDIR: ['a file is where a folder is needed', elsewhere],
};
