/** The hire that an argument names, or whose share it names. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { printOutcome } from '../output.ts';
import type { Session } from '../session/session.ts';

/**
 * For a command whose argument names a hire or a file. A file is received, and what came in is printed to stderr.
 * @returns `hire`: the argument, or the id of the hire whose file was received; `above`: the number of lines printed
 */
export async function hireOrFile(
  session: Session,
  named: string | undefined,
): Promise<{ readonly hire: string | undefined; readonly above: number }> {
  const { io } = session;
  const isFile =
    named?.endsWith('.json') ||
    (named !== undefined && /[\\/]/.test(named) && existsSync(resolve(io.cwd, named)));
  if (named === undefined || !isFile) return { hire: named, above: 0 };
  const { receiveFile } = await import('./share-receive.ts');
  const { hire, outcome } = await receiveFile(session, named);
  return { hire, above: printOutcome(io, { ...outcome, hint: '' }) };
}
