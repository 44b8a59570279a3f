/** `start`: begins a hire's run: pins the program, writes the record, prints the first day. */
import { type CalendarFlags, calendarFrom } from '../actions/calendar-flags.ts';
import { type Intake, type IntakeFlags, takeIn } from '../actions/intake.ts';
import { exits, reasonOf, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import { emptyRecord } from '../progress/record.ts';
import { withFacts } from '../progress/stamp.ts';
import { statusRenderer } from '../render/status.ts';
import { readHires } from '../session/hires.ts';
import { openRunOf, type Run } from '../session/run.ts';
import { type Globals, openSession, type Session, stampOf } from '../session/session.ts';
import { startedOutcome } from '../view/started.ts';
import { viewStatus } from '../view/status.ts';
import { createWorkspace } from '../workspace/create.ts';
import { pinProgram } from '../workspace/programs.ts';
import { createRecord, newHireId } from '../workspace/records.ts';
import { tryChangeSettings } from '../workspace/settings.ts';
import { programFolderOf } from '../workspace/source-files.ts';
import { loadProgram } from '../workspace/sources.ts';

export interface StartOptions extends Globals, IntakeFlags, CalendarFlags {
  /** A second hire of the same name is meant. */
  readonly another?: boolean;
}

export async function start(io: Io, options: StartOptions): Promise<number> {
  const session = await openSession(io, options);
  const calendar = calendarFrom(session, options);
  const program = loadProgram(programFolderOf(session.workspace, session.config, io.root), io.cwd);
  const intake = await takeIn(session, program, options, (name) => refuseSecond(session, name, options));

  createWorkspace(session.workspace);
  const digest = pinProgram(session.workspace, program);
  const facts = [...factsOf(intake, program, digest), ...(calendar ? [calendar] : [])];
  const stamp = stampOf(intake.me ? { ...session, by: intake.name } : session);
  const record = withFacts(emptyRecord(newHireId()), facts, stamp);
  // The record first: it is what was asked for. A name without it would make later commands those of nobody's hire.
  await createRecord(session.workspace, record, stamp.now);
  const unremembered = intake.me ? tryChangeSettings(io.dirs.config, { me: intake.name }) : undefined;

  const run = begunRun(session, record.hire, intake.name);
  const { workspace, config } = session;
  const started = { workspace, team: config.people, me: intake.me, unremembered };
  const above = printOutcome(io, startedOutcome(run, started));
  printView(io, {}, viewStatus(run), statusRenderer, above);
  return unremembered === undefined ? exits.ok : exits.failed;
}

/** @throws UserError where what was just saved can't be read: then nobody is told that nothing was recorded */
function begunRun(session: Session, hire: string, name: string): Run {
  try {
    return openRunOf(session, hire);
  } catch (error) {
    throw new UserError(
      `${name} has been started, but that can't be read again: ${reasonOf(error)}`,
      "see how it stands: pm-onboard status; don't start again",
      exits.failed,
    );
  }
}

function refuseSecond(session: Session, name: string, { another }: StartOptions): void {
  const same = readHires(session).find((hire) => samePerson(hire, name) && !hire.progress?.archived);
  if (!same || another) return;
  throw new UserError(
    `${same.name} is being onboarded already (${same.id})`,
    'see how it stands: pm-onboard status; if this is another person of that name: --another',
  );
}

function factsOf({ name, start, roles }: Intake, { id }: Program, digest: string): Fact[] {
  return [
    { kind: 'started', name, start, program: id, digest },
    ...[...roles].map(([role, people]): Fact => ({ kind: 'assigned', role, people })),
  ];
}
