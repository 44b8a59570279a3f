/** The beginning of a run: the program pinned, the record written, and the hire remembered where they are who acts. */
import { exits, reasonOf, UserError } from '../errors.ts';
import type { Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import { emptyRecord } from '../progress/record.ts';
import { withFacts } from '../progress/stamp.ts';
import { callingOf, readHires } from '../session/hires.ts';
import { type OpenRun, openRunOf } from '../session/run.ts';
import { type Session, stampOf } from '../session/session.ts';
import { hireFlag } from '../shell.ts';
import { pinProgram } from '../workspace/programs.ts';
import { createRecord, newHireId } from '../workspace/records.ts';
import { tryChangeSettings } from '../workspace/settings.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import type { Intake } from './intake.ts';

/** @throws UserError where a person of that name is being onboarded */
export function refuseSecond(session: Session, name: string): void {
  const hires = readHires(session);
  const same = hires.find((hire) => samePerson(hire, name) && !hire.progress?.archived);
  if (!same) return;
  const flag = hireFlag(callingOf(session, hires, same));
  throw new UserError(
    `${same.name} is being onboarded already (${same.id})`,
    `see how it stands: pm-onboard status${flag}; if this is another person of that name: --another`,
  );
}

interface Begun {
  readonly run: OpenRun;
  /** Why the hire could not be remembered as who acts. */
  readonly unremembered: string | undefined;
}

/** @param calendar the hire's own, where they have one */
export async function beginRun(
  session: Session,
  program: Program,
  intake: Intake,
  calendar: Fact | undefined,
): Promise<Begun> {
  const { workspace, io } = session;
  createWorkspace(workspace);
  const digest = pinProgram(workspace, program);
  const facts = [...factsOf(intake, program, digest), ...(calendar ? [calendar] : [])];
  const stamp = stampOf(intake.me ? { ...session, by: intake.name } : session);
  const record = withFacts(emptyRecord(newHireId()), facts, stamp);
  // The record first: it is what was asked for. A name without it would make later commands those of nobody's hire.
  await createRecord(workspace, record, stamp.now);
  const unremembered = intake.me ? tryChangeSettings(io.dirs.config, { me: intake.name }) : undefined;
  return { run: begunRun(session, record.hire, intake.name), unremembered };
}

/** @throws UserError where what was just saved can't be read: then nobody is told that nothing was recorded */
function begunRun(session: Session, hire: string, name: string): OpenRun {
  try {
    return openRunOf(session, hire);
  } catch (error) {
    throw new UserError(
      `${name} has been started, but that can't be read again: ${reasonOf(error)}`,
      `see how it stands: pm-onboard status ${hire}; don't start again`,
      exits.failed,
    );
  }
}

function factsOf({ name, start, roles }: Intake, { id }: Program, digest: string): Fact[] {
  return [
    { kind: 'started', name, start, program: id, digest },
    ...[...roles].map(([role, people]): Fact => ({ kind: 'assigned', role, people })),
  ];
}
