/**
 * The commands that people type most, where no word stands behind them, and the program's name alone: then there is nothing to
 * parse. The launcher takes this bundle for them instead of that of main.ts, since it holds neither commander nor the other
 * commands. Both bundles export the same functions. The bundle of short.ts takes it for what can't be said again.
 */
import { join } from 'node:path';
import { accessibleIo } from './accessible.ts';
import { bare, runOrList } from './bare.ts';
import { next } from './commands/next.ts';
import { status } from './commands/status.ts';
import { exits } from './errors.ts';
import { printFailure } from './failure.ts';
import { type Io, printedIn } from './io.ts';
import { otherNames } from './other-names.ts';
import { pagingFor } from './paging.ts';
import { isSound } from './progress/record.ts';
import { openById, readHires } from './session/hires.ts';
import type { OpenRun } from './session/run.ts';
import { openReading, type Session } from './session/session.ts';
import { sayShort } from './short-anew.ts';
import { sharingOf } from './sync/shared-state.ts';
import { usualNumber } from './view/next.ts';
import { eventsAhead } from './view/notices.ts';
import { keeperFor } from './workspace/kept-counts.ts';
import type { KeptScreen } from './workspace/kept-screen.ts';
import { recordFiles } from './workspace/records.ts';

export { processIo } from './io.ts';

type Plain = (run: OpenRun) => Promise<number | undefined>;

/** Whether the same files print the same once more: nothing depends on the instant, and nobody was told which run is meant. */
function lasts({ above, record, now, session, usual }: OpenRun, isOfMany = false): boolean {
  const { io, workspace } = session;
  // Whoever was asked which hire is meant may give another answer.
  if (!usual || above || !isSound(record) || eventsAhead(record, now).length > 0) return false;
  if (sharingOf(io, workspace, record)) return false;
  // What is kept of names comes from the records themselves, never from backups.
  if (isOfMany) return session.found.get('hires')?.names?.isWhole === true;
  // What a damaged record is called may come from its backups, which nobody looks at for a change.
  const isAlone = recordFiles(workspace, 'hires').length < 2;
  return (
    isAlone ||
    Boolean(openById(session, undefined)) ||
    readHires(session).every(({ error }) => error === undefined)
  );
}

/** Name of a command → how it runs with its defaults. */
const commands = new Map<string, Plain>([
  ['status', (run) => status(run, {})],
  ['next', (run) => next(run, { number: usualNumber })],
]);

/** Whether all of the command has run in this bundle; false where a part was in chunks, or what it had printed before was kept. */
let isWhole = true;

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return isWhole && commands.has(name);
}

/**
 * Runs one of the commands, or {@link bare}.
 * @param argv no word, or one: the name of a command, or another name of it; or `status --short`
 * @param build names the build of the program
 * @param kept what is kept of what was printed; absent for `status --short`
 * @returns the exit code; the promise is never rejected
 */
export async function run(
  [word, flag]: readonly string[],
  given: Io,
  build?: string,
  kept?: KeptScreen,
): Promise<number> {
  const keep = flag === '--short' ? keeperFor(given, build) : undefined;
  const paging = pagingFor(given, []);
  let { io } = paging;
  try {
    io = await accessibleIo(io, []);
    const code = await (kept ? again(io, word, kept) : sayShort(io, keep));
    await paging.show(io);
    return code ?? exits.ok;
  } catch (error) {
    await paging.show(io).catch(() => {});
    return printFailure(io, error);
  }
}

/** What works out what is printed, and tells of which run it is. */
type Work = (session: Session, shown: (run: OpenRun) => void) => Promise<number | undefined>;

const alone: Work = (session, shown) => {
  isWhole = false;
  return bare(session, (run) => {
    isWhole = true;
    if (run) shown(run);
  });
};

const named =
  (command: Plain): Work =>
  async (session, shown) => {
    const run = await runOrList(session, session.globals);
    if (run) shown(run);
    return run && command(run);
  };

/** Prints what was printed last, where nothing has changed since that it depends on; else it is worked out. */
async function again(io: Io, word: string | undefined, kept: KeptScreen): Promise<number | undefined> {
  if (kept.text !== undefined) {
    isWhole = false;
    io.stdout.write(kept.text);
    return undefined;
  }
  const command = word === undefined ? 'status' : (otherNames.get(word) ?? word);
  const work = word === undefined ? alone : named(commands.get(command) as Plain);
  const { printed, io: noting } = printedIn(io);
  let run: OpenRun | undefined;
  let isKept = false;
  try {
    const session = await openReading(noting, { input: true, command });
    const code = await work(session, (shown) => {
      run = shown;
    });
    if (!run || code) return code;
    isKept = kept.keep(run.plan.items.length, () => {
      const text = printed();
      if (text === undefined || !run || !lasts(run, kept.isOfMany)) return undefined;
      const { workspace, config } = session;
      return { text, more: Object.keys(config.calendarFiles).map((file) => join(workspace, file)) };
    });
    return code;
  } finally {
    if (!isKept) kept.drop();
  }
}
