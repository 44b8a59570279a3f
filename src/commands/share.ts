/** `share [hire]`: writes the record to a file that another machine can take; `--receive FILE` takes one. */
import { basename } from 'node:path';
import { receiveFile, shareOf, stream, writeShare } from '../actions/sharing.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openSession, type Session } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { sentOutcome, shareName } from '../view/share.ts';

export interface ShareOptions extends Globals {
  readonly output?: string;
  readonly receive?: string;
}

export async function share(io: Io, named: string | undefined, options: ShareOptions): Promise<number> {
  const session = await openSession(io, options);
  if (options.receive !== undefined) return receive(session, options.receive, named, options);
  const run = await openRun(session, named);
  const bytes = shareOf(run);
  const file = options.output ?? shareName(run.progress.hire);
  if (file === stream) {
    io.stdout.write(bytes.toString());
    printOutcome(io, sentOutcome(run, { by: session.by }));
  } else {
    writeShare(io.cwd, file, run, bytes);
    printOutcome(io, sentOutcome(run, { by: session.by, file, name: quoted(basename(file)) }));
  }
  return exits.ok;
}

async function receive(
  session: Session,
  file: string,
  named: string | undefined,
  { output, hire }: ShareOptions,
): Promise<number> {
  if (named !== undefined || hire !== undefined)
    throw new UserError('--receive: the file says whose record it is', 'leave the hire out');
  if (output !== undefined) throw new UserError('--receive and -o exclude each other', 'give one of them');
  const { outcome } = await receiveFile(session, file);
  printOutcome(session.io, outcome);
  return exits.ok;
}
