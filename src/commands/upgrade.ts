/** `upgrade [hire] | --all`: shows what the present checklists change for hires on their way, and adopts them if wanted. */
import {
  adoptAll,
  adoptedOutcome,
  isWanted,
  presentProgram,
  proposalFor,
  refuseUnasked,
  runsMeant,
  type UpgradeFlags,
  unwritten,
  upgradeInputs,
} from '../actions/upgrade.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { upgradeRenderer, upgradesRenderer } from '../render/upgrade.ts';
import { type Globals, openSession } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import type { UnreadableHire } from '../view/unread.ts';
import { viewUpgrades } from '../view/upgrade.ts';
import { pinProgram } from '../workspace/programs.ts';

interface UpgradeOptions extends Globals, Format, UpgradeFlags {
  readonly all?: boolean;
}

export async function upgrade(io: Io, named: string | undefined, options: UpgradeOptions): Promise<number> {
  const session = await openSession(io, options);
  const present = await presentProgram(session);
  const { results: runs, failed } = await runsMeant(session, named, present, options);
  const proposals = runs.flatMap((run) => proposalFor(run, present));
  refuseUnasked(session, proposals, options);

  const view = viewUpgrades(upgradeInputs(runs, proposals), failed, { ...present, today: session.today });
  printView(io, options, view, options.all ? upgradesRenderer : upgradeRenderer);
  if (!(await isWanted(proposals, options))) return endWith(io, unwritten(proposals, options), failed);
  pinProgram(session.workspace, present.program);
  const adopted = await adoptAll(proposals);
  return endWith(io, adoptedOutcome(adopted.results, view), [...failed, ...adopted.failed]);
}

/** Prints the outcome and the hires that are left out; returns the exit code. */
function endWith(io: Io, outcome: Outcome, failed: readonly UnreadableHire[]): number {
  const left = failed.map(({ name, fault }) => `${name} is left out: ${fault}.`);
  const all = { ...outcome, remarks: [...outcome.remarks, ...left] };
  if (all.changes.length + all.remarks.length > 0) printOutcome(io, all);
  return failed.length > 0 ? exits.failed : exits.ok;
}
