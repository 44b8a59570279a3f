/** What the program's name alone does, without a command. */
import { status } from './commands/status.ts';
import type { Io } from './io.ts';
import { samePerson } from './progress/names.ts';
import { endIn, openById, readHires, withCalling } from './session/hires.ts';
import { type OpenRun, openRun, runOf } from './session/run.ts';
import { type Globals, openReading, type Session } from './session/session.ts';

/**
 * Shows the status of the run that is named, or is the user's own by their settings. For anybody else: the status of their own
 * run, or the team for whom they hold a role or where nobody knows who is meant, or a welcome where nobody has been started.
 * @param shown called before a status is shown
 * @returns the exit code, if it isn't 0
 * @throws UserError as `status` and `team` do
 */
export async function bare(io: Io, globals: Globals, shown = () => {}): Promise<number | undefined> {
  const session = await openReading(io, { ...globals, command: 'status' });
  const run = (await runAtHand(session)) ?? (await (await import('./session/whose.ts')).runOrTeam(session));
  if (typeof run === 'object') {
    shown();
    return status(run, {});
  }
  if (run === 'team') return (await import('./commands/team.ts')).team(io, globals);
  io.stdout.write((await import('./render/welcome.ts')).welcome(io));
  return undefined;
}

/** The run that a flag or the environment names; or that of the settings, unless somebody else acts; or that of whoever acts. */
async function runAtHand(session: Session): Promise<OpenRun | undefined> {
  const { globals, io, by } = session;
  if (globals.hire ?? globals.run ?? io.env['PM_ONBOARD_HIRE']) return openRun(session, undefined);
  const preferred = globals.as || io.env['PM_ONBOARD_AS'] ? undefined : openById(session, undefined);
  if (preferred) return runOf(session, preferred);
  const hires = readHires(session);
  const [own, ...others] = hires.filter((hire) => samePerson(hire, by));
  if (!own || others.length > 0 || endIn(session, own) !== undefined) return undefined;
  return runOf(session, withCalling(session, hires, undefined, own));
}
