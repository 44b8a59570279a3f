/** Hires whose record or program can't be read, in the same shape in every report. */
import { isUserError, systemCode } from '../errors.ts';
import { isRunId } from '../progress/record-id.ts';
import type { Progress } from '../progress/reduce.ts';

/** A hire who can't be shown, with what is known of them and the error. */
export interface Unread {
  readonly id: string;
  readonly name: string;
  readonly progress?: Progress;
  readonly error?: unknown;
}

export interface UnreadableHire {
  readonly id: string;
  /** The hire's name, or the id where the name is not known. */
  readonly name: string;
  /** What is wrong with the record or the program. */
  readonly fault: string;
  /** The command that repairs the record or program, or what else to do. */
  readonly remedy: string;
}

export function viewUnread({ id, name, error }: Unread): UnreadableHire {
  return { id, name, ...faultIn(error) };
}

/** `2 hires can't be read`; where runs of checklists are among them, `2 runs can't be read`. */
export function unreadText(unread: readonly Unread[], done = 'read'): string {
  const noun = unread.some(({ id }) => isRunId(id)) ? 'runs' : 'hires';
  return `${unread.length} ${noun} can't be ${done}`;
}

/** The remedy where it isn't known what would help. */
export const lookAgain = 'see what is wrong: pm-onboard doctor';

/** Error → fault and remedy. The first extra line of an error, if there is one, is the command that repairs the fault. */
function faultIn(error: unknown): { fault: string; remedy: string } {
  if (isUserError(error))
    return {
      fault: error.message.replace(/:$/, ''),
      remedy: error.lines[0]?.trim() ?? error.hint ?? lookAgain,
    };
  const code = systemCode(error);
  if (code !== undefined) return { fault: `the system says ${code}`, remedy: lookAgain };
  return { fault: error instanceof Error ? error.message : String(error), remedy: lookAgain };
}
