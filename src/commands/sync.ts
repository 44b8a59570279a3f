/** `sync`: shares the workspace through git; `--init` begins to share one, `--join [URL] [DIR]` fetches a shared one. */

import { take, wordsFrom } from '../actions/input.ts';
import {
  faultRemarks,
  type JoinFlags,
  join,
  receivedCounts,
  settleAside,
  syncedOutcome,
  viewSynced,
} from '../actions/sync.ts';
import type { CalendarDate } from '../dates.ts';
import type { Io } from '../io.ts';
import { announced, printJson, printOutcome, printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { openRun } from '../session/run.ts';
import { openTolerant, type Session } from '../session/session.ts';
import { type Begun, beginSharing } from '../sync/begin-sharing.ts';
import type { SyncResult } from '../sync/commit-message.ts';
import { shownUrl } from '../sync/git-failure.ts';
import { realPatience, syncAgreed } from '../sync/sync.ts';
import { otherBranchRemarks } from '../view/other-branches.ts';
import { foreseenBy, type Outcome, unchanged } from '../view/outcome.ts';
import { viewStatus } from '../view/status.ts';
import { quoted } from '../view/words.ts';

interface SyncOptions extends JoinFlags {
  readonly init?: boolean;
  readonly remote?: string;
  /** The address; true where it is to be asked for. */
  readonly join?: string | true;
  /** Follow a remote whose history was rewritten, and send nothing of the former one again. */
  readonly follow?: boolean;
  readonly branch?: string;
  readonly json?: boolean;
}

export async function sync(
  io: Io,
  dir: string | undefined,
  options: SyncOptions,
): Promise<Outcome | number | undefined> {
  if (options.join !== undefined) {
    const url = await take({ mayAsk: io.interactive && options.input }, given(options.join), {
      missing: 'what is to be joined?',
      remedy: 'give its address behind --join',
      question: 'The address that others share at',
      check: (text) => wordsFrom(text, '--join', 'give the address of a git repository') ?? '',
    });
    const place = { url, dir, branch: options.branch };
    const { session, outcome, hire, view } = await announced(io, 'Fetching the records', () =>
      join(io, place, options),
    );
    if (options.json) printJson(io, view);
    const above = printOutcome(io, options.dryRun ? foreseenBy(outcome) : outcome);
    if (options.json || options.dryRun) return undefined;
    // A status that is planned without the team's calendar would be wrong.
    const run = session.fault === undefined && hire ? await openRun(session, hire.id) : undefined;
    if (run) await printView(io, {}, viewStatus(run), statusRenderer(run), above);
    return undefined;
  }
  const session = await openTolerant(io, options);
  try {
    const share = options.init ? begin : again;
    const { outcome, result } = await announced(io, 'Sharing the records', () => share(session, options));
    if (options.json) printJson(io, viewSynced(result, options.dryRun));
    const now = await openTolerant(io, options);
    const fault = faultRemarks(now, 'The rest was shared all the same.');
    const said = { ...outcome, remarks: [...outcome.remarks, ...fault] };
    return options.dryRun ? foreseenBy(said) : said;
  } catch (error) {
    for (const fault of faultRemarks(session)) printOutcome(io, unchanged(fault));
    throw error;
  }
}

function given(join: string | true): string | undefined {
  return join === true ? undefined : join;
}

interface Shared {
  readonly outcome: Outcome;
  readonly result: SyncResult;
}

async function begin(session: Session, { remote, branch, dryRun }: SyncOptions): Promise<Shared> {
  const begun = await beginSharing(session, { url: remote, branch, dryRun }, realPatience);
  const { result } = begun;
  const counts = dryRun ? [] : receivedCounts(session, result);
  return { outcome: begunOutcome(begun, counts, session.today), result };
}

async function again(session: Session, { follow = false, dryRun = false }: SyncOptions): Promise<Shared> {
  const { result: synced, remote, branch } = await syncAgreed(session, realPatience, { follow, dryRun });
  const result = await settleAside(session, synced);
  const counts = dryRun ? [] : receivedCounts(session, result);
  return { outcome: syncedOutcome(result, { remote, branch }, counts, session.today), result };
}

function begunOutcome(
  { result, root, branch, remote, isMain }: Begun,
  counts: readonly string[],
  today: CalendarDate,
): Outcome {
  if (remote === undefined)
    return {
      changes: [`committed in ${root}, on ${branch}`],
      remarks: ['Nobody has it yet: there is no remote.'],
      hint: 'Add one that your team can reach: sync --init again, with its address behind --remote',
    };
  const url = shownUrl(remote.url);
  const { changes, remarks } = syncedOutcome(result, { remote, branch }, counts, today);
  return {
    changes: [`shared at ${url}, on ${branch}`, ...changes],
    remarks:
      changes.length > 0 ? remarks : otherBranchRemarks(result.elsewhere, { remote: remote.name, branch }),
    hint: 'Share again with: pm-onboard sync. A new hire needs one line:',
    commands: [`pm-onboard sync --join ${quoted(url)}${isMain ? '' : ` --branch ${quoted(branch)}`}`],
  };
}
