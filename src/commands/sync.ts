/** `sync`: shares the workspace through git; `--init` and `--join URL [DIR]` begin with it. */
import { type JoinFlags, join } from '../actions/joining.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { openRun } from '../session/run.ts';
import { openSession } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { beginSharing } from '../sync/begin.ts';
import { mergeFiles } from '../sync/merge-files.ts';
import { realPatience, syncAgreed } from '../sync/run.ts';
import { shownUrl } from '../sync/url.ts';
import { viewStatus } from '../view/status.ts';
import { begunOutcome, syncedOutcome } from '../view/sync.ts';

interface SyncOptions extends JoinFlags {
  readonly init?: boolean;
  readonly remote?: string;
  readonly join?: string;
  /** For git: the record as it was, ours, theirs; the union is written over ours. */
  readonly mergeFiles?: readonly string[];
}

export async function sync(io: Io, dir: string | undefined, options: SyncOptions): Promise<number> {
  if (options.mergeFiles !== undefined) return mergeFiles(io.cwd, options.mergeFiles);
  if (options.join !== undefined) {
    const { session, outcome, hire } = await join(io, options.join, dir, options);
    const above = printOutcome(io, outcome);
    const run = hire && (await openRun(session, hire.id));
    if (run) printView(io, {}, viewStatus(run), statusRenderer(run), above);
    return exits.ok;
  }
  const session = await openSession(io, options);
  if (options.init) {
    const begun = await beginSharing(session, options.remote, realPatience);
    const remote = begun.remote && shownUrl(begun.remote.url);
    printOutcome(io, begunOutcome(begun.result, { ...begun, remote }, quoted));
  } else {
    const { result, remote } = await syncAgreed(session, realPatience);
    printOutcome(io, syncedOutcome(result, shownUrl(remote.url)));
  }
  return exits.ok;
}
