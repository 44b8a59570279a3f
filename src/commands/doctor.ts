/** `doctor`: checks everything and says what each finding means and what mends it; also mends, restores and unlocks. */
import { bringBack } from '../doctor/bring-back.ts';
import { inspect } from '../doctor/inspect.ts';
import { openExamined } from '../doctor/open.ts';
import { repair } from '../doctor/repair.ts';
import { unlock } from '../doctor/unlock.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { doctorRenderer } from '../render/doctor.ts';
import type { Globals } from '../session/session.ts';
import { examine } from '../view/doctor/checks.ts';
import { repairedOutcome } from '../view/doctor/outcomes.ts';
import { isWell, viewDoctor } from '../view/doctor.ts';

interface DoctorOptions extends Globals, Format {
  readonly repair?: boolean;
  /** The hires whose record is to be brought back, or whose lock is to be removed. */
  readonly restore?: string;
  readonly unlock?: string;
  readonly from?: string;
  readonly yes?: boolean;
}

export async function doctor(io: Io, options: DoctorOptions): Promise<number> {
  const examined = await openExamined(io, options);
  const { session } = examined;
  if (options.restore !== undefined) {
    printOutcome(io, await bringBack(session, options.restore, options.from));
    return exits.ok;
  }
  if (options.unlock !== undefined) {
    printOutcome(io, await unlock(session, options.unlock, options.yes ?? false));
    return exits.ok;
  }
  const repaired = options.repair ? await repair(session, examine(await inspect(examined))) : [];
  if (options.repair) printOutcome(io, repairedOutcome(repaired));
  const view = viewDoctor(await inspect(examined));
  printView(io, options, view, doctorRenderer);
  if (repaired.some(({ failure }) => failure !== undefined)) return exits.failed;
  return isWell(view) ? exits.ok : exits.found;
}
