/** Hires who can't be read or planned: of one shape in every report. */
import { isUserError, systemCode } from '../errors.ts';
import type { Progress } from '../progress/reduce.ts';

/** What keeps a hire from being shown, and what is known of them all the same. */
export interface Unread {
  readonly id: string;
  readonly name: string;
  readonly progress?: Progress;
  readonly error?: unknown;
}

export interface UnreadableHire {
  readonly id: string;
  /** The id where nothing better is known. */
  readonly name: string;
  /** What is wrong with the record or the program. */
  readonly fault: string;
  /** The command that mends it, or what to do. */
  readonly remedy: string;
}

export function viewUnread({ id, name, error }: Unread): UnreadableHire {
  return { id, name, ...faultIn(error) };
}

const lookAgain = 'see what is wrong: pm-onboard doctor';

/** Below the message of a hire's error stands nothing but the command that mends it. */
function faultIn(error: unknown): { fault: string; remedy: string } {
  if (isUserError(error))
    return { fault: error.message, remedy: error.lines[0]?.trim() ?? error.hint ?? lookAgain };
  const code = systemCode(error);
  if (code !== undefined) return { fault: `the system says ${code}`, remedy: lookAgain };
  return { fault: error instanceof Error ? error.message : String(error), remedy: lookAgain };
}
