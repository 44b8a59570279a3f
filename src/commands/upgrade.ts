/** `upgrade [hire] | --all`: what the present checklists change for hires on their way; adopts them on a yes. */

import {
  adoptAll,
  isWanted,
  type Proposal,
  proposalFor,
  refuseOther,
  refuseUnasked,
  runsMeant,
  upgradeInputs,
} from '../actions/upgrades.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { upgradeRenderer, upgradesRenderer } from '../render/upgrade.ts';
import { type Globals, openSession } from '../session/session.ts';
import { foreseenOutcome, type Outcome } from '../view/outcome.ts';
import type { UnreadableHire } from '../view/unread.ts';
import { adoptedOutcome, viewUpgrades } from '../view/upgrade.ts';
import { digestOf, pinProgram } from '../workspace/programs.ts';
import { programFolderOf } from '../workspace/source-files.ts';
import { loadProgram } from '../workspace/sources.ts';

export interface UpgradeOptions extends Globals, Format {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export async function upgrade(io: Io, named: string | undefined, options: UpgradeOptions): Promise<number> {
  const session = await openSession(io, options);
  const { results: runs, failed } = await runsMeant(session, named, options);
  const program = loadProgram(programFolderOf(session.workspace, session.config, io.root), io.cwd);
  const present = { program, digest: digestOf(program) };
  if (!options.all) for (const run of runs) refuseOther(run, present);
  const proposals = runs.flatMap((run) => proposalFor(run, present));
  refuseUnasked(session, proposals, options);

  const view = viewUpgrades(upgradeInputs(runs, proposals), failed, { ...present, today: session.today });
  printView(io, options, view, options.all ? upgradesRenderer : upgradeRenderer);
  if (!(await isWanted(proposals, options))) return endWith(io, unwritten(proposals, options), failed);
  pinProgram(session.workspace, program);
  const adopted = await adoptAll(proposals);
  return endWith(io, adoptedOutcome(adopted.results, view), [...failed, ...adopted.failed]);
}

/** Of a report for somebody else to read, nothing is said beside it. */
function unwritten(proposals: readonly Proposal[], { all, dryRun, json, markdown }: UpgradeOptions): Outcome {
  const [first] = proposals;
  if (!first || json || markdown) return { changes: [], remarks: [], hint: '' };
  const command = `pm-onboard upgrade ${all ? '--all' : first.run.called} --yes`;
  return dryRun ? foreseenOutcome(command) : { changes: [], remarks: ['Nothing is written.'], hint: '' };
}

/** Says what has happened and for whom it could not; returns the exit code. */
function endWith(io: Io, outcome: Outcome, failed: readonly UnreadableHire[]): number {
  const left = failed.map(({ name, fault }) => `${name} is left out: ${fault}.`);
  const all = { ...outcome, remarks: [...outcome.remarks, ...left] };
  if (all.changes.length + all.remarks.length > 0) printOutcome(io, all);
  return failed.length > 0 ? exits.failed : exits.ok;
}
