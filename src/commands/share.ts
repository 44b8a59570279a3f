/** `share [hire]`: writes the record to a file that another machine can take; `--receive FILE` takes one. */
import { basename } from 'node:path';
import { receiveFile, shareOf, stream, writeShare } from '../actions/sharing.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { sentOutcome, shareName } from '../view/share.ts';

interface ShareOptions extends Globals {
  readonly output?: string;
  readonly receive?: string;
}

export async function share(io: Io, named: string | undefined, options: ShareOptions): Promise<number> {
  const session = await openSession(io, options);
  if (options.receive !== undefined) {
    printOutcome(io, (await receiveFile(session, options.receive)).outcome);
    return exits.ok;
  }
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
