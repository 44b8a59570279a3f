/** `start`: begins a hire's run: pins the program, writes the record, prints the first day. */
import { beginRun, refuseSecond } from '../actions/beginning.ts';
import { type CalendarFlags, calendarFrom } from '../actions/calendar-flags.ts';
import { type IntakeFlags, takeIn } from '../actions/intake.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import { statusRenderer } from '../render/status.ts';
import { type Globals, openSession } from '../session/session.ts';
import { startedOutcome } from '../view/started.ts';
import { viewStatus } from '../view/status.ts';
import { programFolderOf, programIn } from '../workspace/program-files.ts';

interface StartOptions extends Globals, IntakeFlags, CalendarFlags {
  /** A second hire of the same name is meant. */
  readonly another?: boolean;
}

export async function start(io: Io, options: StartOptions): Promise<number> {
  const session = await openSession(io, options);
  const { workspace, config } = session;
  const calendar = calendarFrom(session, options);
  const program = await programIn(programFolderOf(workspace, config, io.root), io);
  const intake = await takeIn(session, program, options, (name) => {
    if (!options.another) refuseSecond(session, name);
  });
  const { run, unremembered } = await beginRun(session, program, intake, calendar);
  const started = { workspace, team: config.people, me: intake.me, unremembered };
  const above = printOutcome(io, startedOutcome(run, started));
  printView(io, {}, viewStatus(run), statusRenderer(run), above);
  return unremembered === undefined ? exits.ok : exits.failed;
}
