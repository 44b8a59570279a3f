/** What the program's name alone does, without a command. */
import { status } from './commands/status.ts';
import type { Io } from './io.ts';
import type { Format } from './output.ts';
import { samePerson } from './progress/names.ts';
import {
  allHires,
  endIn,
  isForNewcomer,
  namesAhead,
  type OpenHire,
  openById,
  type Runs,
  runsAmong,
  withCalling,
} from './session/hires.ts';
import { type OpenRun, openRun, runOf } from './session/run.ts';
import { type Globals, openReading, type Session } from './session/session.ts';
import { type Counts, countsOfStatus, nothing } from './view/short.ts';
import { viewStatus } from './view/status.ts';
import { listRecords } from './workspace/records.ts';

/**
 * Shows the status of the run that is named, or is the user's own by their settings. For anybody else: the status of their own
 * run, or the list of what they owe the hires for whom they hold a role, or the team where nobody knows who is meant, or a welcome where nobody has been started.
 * @param session of the command `status`
 * @param shown called before a status is shown, with its run; or before the list of what they owe, without one
 * @returns the exit code, if it isn't 0
 * @throws UserError as `status` and `team` do
 */
export async function bare(
  session: Session,
  shown: (run?: OpenRun) => void = () => {},
): Promise<number | undefined> {
  const { io } = session;
  const { command: _, ...globals } = session.globals;
  const run = (await runAtHand(session)) ?? (await (await import('./session/whose.ts')).runOrTeam(session));
  if (typeof run === 'object') {
    shown(run);
    return status(run, {});
  }
  if (run === 'mine') {
    shown();
    return (await import('./commands/mine.ts')).mine(io, globals);
  }
  if (run === 'team') return (await import('./commands/team.ts')).team(io, globals);
  io.stdout.write((await import('./render/welcome.ts')).welcome(io));
  return undefined;
}

/** The flags of a command, of which some make it print what scripts rely on. */
interface Flags extends Globals, Format {
  readonly exitCode?: boolean;
  /** How much there is to do, in one line. */
  readonly short?: boolean;
}

/**
 * The run that a command is about whose command line names no hire. Whoever has no run of their own but holds a role for somebody gets
 * the list of what they owe instead, which is printed then; with `--json`, `--plain` or `--exit-code` it is always a run. In short, nothing is
 * said of a workspace without any run.
 * @returns undefined where the list was printed, or nothing is to be
 * @throws UserError as {@link openRun} does
 */
export async function runOrList(session: Session, flags: Flags): Promise<OpenRun | undefined> {
  const { run } = await runOrWhich(session, flags);
  if (typeof run === 'object') return run;
  if (run === 'mine') await (await import('./commands/mine.ts')).mine(session.io, flags);
  return undefined;
}

/** What `status --short` says. */
export interface InShort {
  readonly counts: Counts;
  /** What is to be said on stderr behind it: the error of runs that can't be read. */
  readonly error?: unknown;
  /** Whether the same files say the same once more: nobody was told which of several runs is meant, and no record is damaged. */
  readonly lasts: boolean;
}

/** How much there is to do for whom a command without the name of a hire is about. @throws UserError as {@link openRun} does */
export async function countsFor(session: Session): Promise<InShort> {
  const { run, hires } = await runOrWhich(session, { ...session.globals, short: true });
  // What a damaged record is called may come from its backups, which nobody looks at for a change.
  const all = hires ?? (openById(session, undefined) ? undefined : allHires(session));
  const lasts = (all?.all() ?? []).every(({ error }) => error === undefined);
  if (run === 'nobody') return { counts: nothing, lasts };
  if (run !== 'mine') return { counts: countsOfStatus(viewStatus(run)), lasts: lasts && !run.above };
  const { counts, error } = await (await import('./commands/mine.ts')).countMine(session);
  return { counts, error, lasts: lasts && error === undefined };
}

/** The run, or what there is to show without one, see {@link runOrList}; with the hires, if they were read for that. */
async function runOrWhich(session: Session, flags: Flags) {
  const meant = async (hires?: Runs) => ({ run: await openRun(session, undefined), hires });
  if (namesHire(session) || flags.json || flags.plain || flags.exitCode) return meant();
  const usual = openById(session, undefined);
  if (usual) return { run: runOf(session, usual), hires: runsAmong([]) };
  await namesAhead(session);
  const hires = allHires(session);
  const own = session.settings.hire === undefined ? onlyRunOf(session, hires) : undefined;
  // Of several runs of one person, openRun finds out which is meant; this one needn't be read twice.
  if (own?.others?.length === 0) return { run: runOf(session, own), hires };
  if (flags.short && listRecords(session.workspace).length === 0) return { run: 'nobody', hires } as const;
  return (await getsList(session, hires, false)) ? ({ run: 'mine', hires } as const) : meant(hires);
}

/**
 * For `review` without the name of a hire: prints the list of what whoever acts owes, as {@link runOrList} does, where there are
 * several hires to choose from.
 * @returns where it was not printed: the session, with what was read so far
 */
export async function listInstead(io: Io, flags: Flags): Promise<Session | undefined> {
  const session = await openReading(io, flags);
  if (namesHire(session) || openById(session, undefined)) return session;
  await namesAhead(session);
  if (!(await getsList(session, allHires(session), true))) return session;
  await (await import('./commands/mine.ts')).mine(io, flags);
  return undefined;
}

/** Whether a flag or the environment names a hire. */
function namesHire({ globals, io }: Session): boolean {
  return Boolean(globals.hire ?? globals.run ?? io.env['PM_ONBOARD_HIRE']);
}

/** Whether the run is under way, and not somebody's list for a newcomer. */
function isOwnRun(session: Session, hire: OpenHire): boolean {
  return endIn(session, hire) === undefined && !isForNewcomer(session, hire);
}

/** @param several whether the list is shown only where there are several hires to choose from */
async function getsList(session: Session, hires: Runs, several: boolean): Promise<boolean> {
  const isTheirs = (hire: OpenHire) => samePerson(hire, session.by) && isOwnRun(session, hire);
  if (hires.whole(session.by).some(isTheirs)) return false;
  return (await import('./session/whose.ts')).getsList(session, several);
}

/** The run that a flag or the environment names; or that of the settings, unless somebody else acts; or that of whoever acts. */
async function runAtHand(session: Session): Promise<OpenRun | undefined> {
  const { globals, io } = session;
  if (namesHire(session)) return openRun(session, undefined);
  const preferred = globals.as || io.env['PM_ONBOARD_AS'] ? undefined : openById(session, undefined);
  if (preferred) return runOf(session, preferred);
  await namesAhead(session);
  const own = onlyRunOf(session, allHires(session));
  return own && runOf(session, own);
}

/** The run of whoever acts; undefined where they have none or several, or where it has ended or is a list for a newcomer. */
function onlyRunOf(session: Session, hires: Runs): OpenHire | undefined {
  const [own, ...others] = hires.whole(session.by).filter((hire) => samePerson(hire, session.by));
  if (!own || others.length > 0 || !isOwnRun(session, own)) return undefined;
  return withCalling(session, hires, undefined, own);
}
