/** `start`: begins a hire's run: pins the program, writes the record, prints the first day. */
import { type CalendarFlags, calendarFrom } from '../calendar-flags.ts';
import { longDate } from '../dates.ts';
import { exits, reasonOf, UserError } from '../errors.ts';
import { readHires } from '../hires.ts';
import { type Intake, type IntakeFlags, takeIn } from '../intake.ts';
import type { Io } from '../io.ts';
import { printOutcome, printView } from '../output.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import { emptyRecord } from '../progress/record.ts';
import { withFacts } from '../progress/stamp.ts';
import { statusRenderer } from '../render/status.ts';
import { type Globals, openRunOf, openSession, type Run, type Session, stampOf } from '../session.ts';
import { viewStatus } from '../view/status.ts';
import { strayRoles } from '../view/stray-roles.ts';
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
  const remarks = [...remarksOn(intake, run), ...rememberedText(intake, unremembered)];
  printOutcome(io, { changes: [startedText(intake, run)], remarks, hint: '' });
  printView(io, {}, viewStatus(run), statusRenderer);
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

function rememberedText({ name, me }: Intake, unremembered: string | undefined): string[] {
  if (!me) return [];
  if (unremembered === undefined) return ['From now on, commands you give are yours and about you.'];
  return [
    `${name} has been started all the same, but that this is you could not be remembered: ${unremembered}.`,
    `Until you mend that, give commands with --as "${name}"; don't start again.`,
  ];
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

function startedText({ name, start }: Intake, { program, session }: Run): string {
  return `${name} starts on ${longDate(start, session.today)}: ${program.title}, in ${session.workspace}`;
}

function remarksOn({ start }: Intake, { program, people, calendar, record, session }: Run): string[] {
  const open = Object.entries(program.roles).filter(
    ([role, { required }]) => required && people.get(role)?.length === 0,
  );
  return [
    ...(calendar.isWorking(start)
      ? []
      : ['That is no working day: what is due on day 1 is due on the first one.']),
    ...open.flatMap(([role, { title }]) => [
      `${title}: nobody is assigned yet. Say who it is:`,
      `pm-onboard assign ${record.hire} --role ${role} --to NAME`,
    ]),
    ...strayRoles(program, session.config.people),
  ];
}
