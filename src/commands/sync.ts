/** `sync`: shares the workspace through git; `--init` and `--join URL [DIR]` begin with it. */
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { cleanName } from '../session/lookup.ts';
import { openRun } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { quoted } from '../shell.ts';
import { beginSharing } from '../sync/begin.ts';
import { joinSharing } from '../sync/join.ts';
import { mergeFiles } from '../sync/merge-files.ts';
import { realPatience, syncAgreed } from '../sync/run.ts';
import { shownUrl } from '../sync/url.ts';
import { askName, hireCalled, knownName, rememberName } from '../sync/who.ts';
import { viewStatus } from '../view/status.ts';
import { begunOutcome, joinedOutcome, syncedOutcome } from '../view/sync.ts';

export interface SyncOptions extends Globals {
  readonly init?: boolean;
  readonly remote?: string;
  readonly join?: string;
  readonly me?: string;
  /** For git: the record as it was, ours, theirs; the union is written over ours. */
  readonly mergeFiles?: readonly string[];
}

export async function sync(io: Io, dir: string | undefined, options: SyncOptions): Promise<number> {
  const { init, remote, join: url, mergeFiles: files } = options;
  if (files !== undefined) return mergeFiles(io.cwd, files);
  if (url !== undefined) return join(io, url, dir, options);
  const session = await openSession(io, options);
  if (init) {
    const begun = await beginSharing(session, remote, realPatience);
    printOutcome(
      io,
      begunOutcome(begun.result, { ...begun, remote: begun.remote && shownUrl(begun.remote.url) }, quoted),
    );
  } else {
    const { result, remote: where } = await syncAgreed(session, realPatience);
    printOutcome(io, syncedOutcome(result, shownUrl(where.url)));
  }
  return exits.ok;
}

async function join(io: Io, url: string, dir: string | undefined, options: SyncOptions): Promise<number> {
  const me = options.me === undefined ? undefined : cleanName(options.me, '--me');
  const known = knownName(io, options, me);
  const joined = await joinSharing(io, url, dir, io.interactive && options.input);
  const session = await openSession(io, { ...options, workspace: joined.workspace });
  const name = known ?? (await askName(session));
  const hire = hireCalled(session, name);
  rememberName(io, name, hire?.id);
  const isFound = joined.workspace === io.dirs.data;
  printOutcome(io, joinedOutcome(joined, { name, isHire: hire !== undefined, isFound }, quoted));
  if (hire) printView(io, {}, viewStatus(await openRun(session, hire.id)), statusRenderer);
  return exits.ok;
}
