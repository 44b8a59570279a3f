/** `doctor`: checks the workspace and says what each finding means and how to fix it; also repairs, restores and unlocks. */

import { checks, examine } from '../doctor/checks/index.ts';
import { repair } from '../doctor/repair.ts';
import { restore } from '../doctor/restore.ts';
import { type DoctorSession, openForDoctor, takeSnapshot } from '../doctor/snapshot.ts';
import { unlock } from '../doctor/unlock.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { doctorRenderer } from '../render/doctor.ts';
import { refuseToSave } from '../session/may-save.ts';
import type { Globals } from '../session/session.ts';
import { readSharedState, type SharedState } from '../sync/shared-state.ts';
import { isWell, viewDoctor } from '../view/doctor.ts';
import { foreseenBy, type Outcome } from '../view/outcome.ts';

interface DoctorOptions extends Globals, Format {
  readonly repair?: boolean;
  /** The hire whose record is restored from a backup; `unlock` names the hire whose lock is removed. */
  readonly restore?: string;
  readonly unlock?: string;
  readonly from?: string;
  readonly yes?: boolean;
}

export async function doctor(io: Io, options: DoctorOptions): Promise<Outcome | number> {
  const session = await openForDoctor(io, options);
  const changes = options.repair || options.restore !== undefined || options.unlock !== undefined;
  if (changes && !options.dryRun) refuseToSave(session);
  const said = (outcome: Outcome) => (options.dryRun ? foreseenBy(outcome) : outcome);
  const shared = readSharedState(io, session.workspace);
  const reported = async (outcome: Outcome) => {
    if (options.json) await printView(io, options, await report(session, shared), doctorRenderer);
    return said(outcome);
  };
  if (options.restore !== undefined) return reported(await restore(session, options.restore, options.from));
  if (options.unlock !== undefined)
    return reported(await unlock(session, options.unlock, options.yes ?? false));
  const repaired = options.repair
    ? await repair(session, examine(await takeSnapshot(session, shared)))
    : undefined;
  if (repaired) printOutcome(io, said(repaired.outcome));
  const view = await report(session, shared);
  await printView(io, options, view, doctorRenderer);
  if (repaired?.failed) return exits.failed;
  return isWell(view) ? exits.ok : exits.found;
}

/** What is found in the workspace as it is now. */
async function report(session: DoctorSession, shared: SharedState | undefined) {
  const snapshot = await takeSnapshot(session, shared);
  return viewDoctor(snapshot, checks, examine(snapshot));
}
